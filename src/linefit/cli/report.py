"""What the command prints, in lines of at most 80 characters."""

import math
import os
import shutil
import sys
import time
from argparse import Namespace
from textwrap import fill

from linefit import convergence
from linefit.cli.plan import Data, Plan
from linefit.convergence import default_tolerance
from linefit.fitting import fit_summary
from linefit.formatting import count_decimals, format_number, format_rounded, round_count
from linefit.network import Network
from linefit.reading.columns import list_columns
from linefit.reading.table import CsvTable
from linefit.rules import cost, error, predict
from linefit.show.chart import chart
from linefit.show.explain import explain
from linefit.training import Ending, Step, Training


def print_wrapped(text: str) -> None:
    """Print a paragraph in lines of at most 80 characters."""
    print(fill(text, 80, subsequent_indent="      ", break_on_hyphens=False))


def print_data(name: str, table: CsvTable, data: Data) -> None:
    """Print what was read: the file, the number of rows, and the columns."""
    if len(table.names) > 2:
        print_wrapped(f"Columns: {list_columns(table.names)}; choose others with -x and -y.")
    row_count = f"{data.summary.rows:,} row{'s' * (data.summary.rows != 1)}"
    print_wrapped(f"Data: {name}, {row_count} {'below a header' if table.has_header else 'without a header'}")
    x, y = (f"column {list_columns(table.names, k)}" if k else "the row's number" for k in (table.x, table.y))
    print_wrapped(f"      x is {x}, y is {y}")
    if table.dropped_rows:
        print_wrapped(f"Rows left out, without x or y: {table.dropped_rows:,}")
    if data.is_condensed:
        print_wrapped(f"Condensed: {len(data.xs)} instead of {row_count}, for the same w and b")


def print_units(plan: Plan, *, in_detail: bool) -> None:
    """Print why and how the rows are standardized, if they are."""
    text = plan.reason
    if plan.scaling:
        note = " (--standardize --learning-rate 1 needs one update)" if plan.reason and plan.learning_rate != 1 else ""
        text += f" Training on standardized rows, with learning rate {plan.learning_rate}{note}."
    if text:
        print_wrapped(text.strip())
    if plan.scaling and in_detail:
        sentence = "Standardized, x and y are measured from their means, in standard deviations, and the start becomes"
        print_wrapped(f"{sentence} w = {format_number(plan.start.w)}, b = {format_number(plan.start.b)}.")


class Report:
    """Prints the table or the charts while a training goes on, and then its result."""

    def __init__(self, table: CsvTable, data: Data, plan: Plan, options: Namespace, start_options: str) -> None:
        self.data, self.plan, self.options, self.start_options = data, plan, options, start_options
        self.networks, self.rmses = list[Network](), list[float]()  # of all epochs, for a picture; of the table's rows
        self.unit_y = plan.scaling.unit_y if plan.scaling else 1
        self.residual_rms = data.summary.rmse(fit_summary(data.summary)) if data.is_condensed else 0.0
        x_name = (table.names[table.x - 1] or "x") if table.x else "row"
        self.axis_names = {"x_name": x_name, "y_name": table.names[table.y - 1] or "y"}
        names = [" ".join(name.split()) for name in self.axis_names.values()]
        self.formula_names = names if all(name[:1].isalpha() and name.isprintable() for name in names) else ["x", "y"]
        (low, high), largest_x = data.y_range, max(map(abs, data.x_range))
        max_error = 1e-6 * ((high - low) or abs(high) or 1)  # a millionth of the ys' range, or of their size
        self.decimals = count_decimals(max_error / (largest_x or 1)), count_decimals(max_error)
        size = shutil.get_terminal_size()
        self.in_place = sys.stdout.isatty() and size.columns >= 80 and size.lines > 22 and os.getenv("TERM") != "dumb"

    def add_step(self, step: Step) -> None:
        """Keep a step, and print it if its epoch is 0, 1, 2, 5, 10, 20, 50 and so on."""
        scaling, self.step = self.plan.scaling, step
        network = scaling.from_standard(step.network) if scaling else step.network
        self.network = network if step.epoch else self.plan.file_start  # which from_standard would round
        if step.epoch == 0 and self.options.explain:
            print(f"\n{explain(step, self.plan.xs, self.plan.ys, learning_rate=self.plan.learning_rate)}")
        self.networks += [self.network] if self.options.plot else []
        self.is_printed = str(step.epoch).strip("0") in ("", "1", "2", "5")
        if self.is_printed:
            self.print_step()

    def print_step(self) -> None:
        """Print the network of the last step as a row of the table, or as a chart."""
        epoch, rmse = self.step.epoch, math.sqrt(2 * cost(self.step.errors)) * self.unit_y
        rmse = math.hypot(rmse, self.residual_rms)
        self.rmses.append(rmse)
        rmse_text = format_number(rmse) if rmse < math.inf else "above 1e+154"
        w, b = map(format_rounded, self.network, self.decimals) if epoch else map(str, self.network)
        if not self.options.watch:
            if epoch == 0:
                print(f"\n  epoch  {'w':>12}  {'b':>12}  typical error (RMSE)")
            print(f"{epoch:>7}  {w:>12}  {b:>12}  {rmse_text}", flush=True)
            return
        frame = f"\nEpoch {epoch}: w = {w}, b = {b}\nTypical error (RMSE): {rmse_text}\n{self.draw_chart()}"
        if self.in_place and epoch:  # on Windows, old consoles cannot move the cursor
            os.system("cls") if os.name == "nt" else print(f"\x1b[{frame.count(chr(10)) + 1}A\x1b[J", end="")
        print(frame, flush=True)
        time.sleep(0.5 if self.in_place else 0)

    def draw_chart(self) -> str:
        """Return the chart of the rows, the first line, and the line of the last step."""
        name = "condensed" if self.data.is_condensed else "data"
        return chart(self.data.xs, self.data.ys, self.plan.file_start, self.network).replace("data", name)

    def print_result(self, training: Training | None) -> int:
        """Print why the training ended and what was learned; return the exit status, 1 if it diverges."""
        if not self.is_printed:
            self.print_step()
        plan, count = self.plan, self.step.epoch + (training is None)
        epochs = f"{count:,} epoch{'s' * (count != 1)}"
        stable = convergence.is_stable(plan.curvature, plan.learning_rate)
        why = "training should converge, so has a rule been changed?"
        if not stable:
            reason = convergence.explain_divergence(plan.curvature, plan.learning_rate)
            why = f"{reason}. Run again {self.suggest_options()}."
        print()
        if training is None:
            print_wrapped(f"Diverged after {epochs}: w, b or an Error is too large for a float; {why}")
            return 1
        tolerance = format_number(default_tolerance(plan.ys) * self.unit_y)
        if training.ending is Ending.MATCHED:
            of_rows = " for the condensed rows" if self.data.is_condensed else ""
            print_wrapped(f"Matched after {epochs}: every prediction{of_rows} is within {tolerance} of its y.")
        elif training.ending is Ending.CONVERGED:
            print_wrapped(f"Converged after {epochs}: predictions now move by {tolerance} at most, or by rounding.")
        else:
            print_wrapped(f"Stopped after {epochs}; {self.suggest_rerun() if stable else f'training diverges: {why}'}")
        self.print_line()
        if not (self.options.no_chart or self.options.watch):
            print(f"\n{self.draw_chart()}")
        return 0 if stable else 1

    def suggest_rerun(self) -> str:
        """Return how many epochs are needed from this start, with some reserve, and what to type for them."""
        plan = self.plan
        share_left = 1e-2 * default_tolerance(plan.ys) * self.unit_y / (self.rmses[0] or 1)
        epochs = convergence.count_epochs(plan.curvature, plan.learning_rate, min(1e-12, max(share_left, 1e-300)))
        if epochs <= self.step.epoch or self.rmses[-1] > 1.000001 * self.rmses[0]:  # more than rounding
            return "training should converge: is only rounding left, is the start far off, or has a rule been changed?"
        is_feasible = epochs <= convergence.MAX_SUGGESTED_EPOCHS
        ways = [f"with {self.start_options} --epochs {round_count(epochs)}"] if is_feasible else []
        ways += filter(None, [self.suggest_options()])
        return f"{convergence.describe_epochs(epochs)} are needed. Run again {', or '.join(ways)}."

    def suggest_options(self) -> str:
        """Return which options make training converge sooner, or "" if none is left to change."""
        changes = ["with --standardize"] * (not self.plan.scaling)
        changes += ["without --learning-rate"] * (self.options.learning_rate is not None)
        return " and ".join(changes)

    def print_line(self) -> None:
        """Print the learned line, how much it explains, and its predictions."""
        w, b = map(format_rounded, self.network, self.decimals)
        length = len("".join([w, b, *self.formula_names]))
        x_name, y_name = self.formula_names if length <= 60 else ["x", "y"]  # the rest of the line takes 19
        print(f"The line: {y_name} = {w} * {x_name} {'-' if b[0] == '-' else '+'} {b.removeprefix('-')}")
        print_wrapped(self.format_r2())
        low, high = self.data.x_range
        for x in self.options.predict:
            (y,) = predict(self.network, [x])
            text = format_rounded(y, self.decimals[1]) if math.isfinite(y) else "too large for a float"
            if not low <= x <= high:
                text += f", beyond the data ({format_number(low, 15)} to {format_number(high, 15)})"
            print_wrapped(f"Prediction: at {x_name} = {x}, {y_name} = {text}")

    def format_r2(self) -> str:
        """Return a sentence on r^2, the share of the variance of y that the line explains."""
        data = self.data
        if not (data.summary.var_x and data.summary.var_y):
            return f"r^2 is undefined, as all {'ys' if data.summary.var_x else 'xs'} are equal"
        unexplained = self.rmses[-1] ** 2 / data.summary.var_y
        errors = error(predict(self.network, data.xs), data.ys)
        if not data.is_condensed and max(errors) <= default_tolerance(data.ys) >= -min(errors):
            return "r^2 = 1: the line explains all of how y varies"
        if unexplained < 1e-6:
            return "r^2 is above 0.999999: the line explains nearly all of how y varies"
        r_squared = 1 - unexplained
        if r_squared < -1e-6:
            return "r^2 is below 0: the line predicts worse than the mean of y would"
        digits = 1 - math.floor(math.log10(max(min(r_squared, unexplained), 1e-6)))  # two of the smaller share
        percent = format_rounded(100 * r_squared, digits - 2)
        return f"r^2 = {format_rounded(r_squared, digits)}: the line explains {percent} % of how y varies"
