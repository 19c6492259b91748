"""What the main job prints, in lines of at most 80 columns."""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import time
from textwrap import fill

from linefit import convergence
from linefit.cli.plan import Data, Plan
from linefit.convergence import default_tolerance
from linefit.fitting import fit_summary
from linefit.formatting import count_decimals, format_number, format_rounded, round_count
from linefit.network import Network
from linefit.reading.columns import list_columns
from linefit.reading.table import Table
from linefit.rules import cost, error, predict
from linefit.show.chart import chart
from linefit.show.explain import explain
from linefit.training import Ending, Step, Training


def print_wrapped(text: str) -> None:
    """Print a paragraph no wider than 80 columns."""
    print(fill(text, 80, subsequent_indent="      "))


def print_data(name: str, table: Table, data: Data) -> None:
    """Print what was read: from where, how many rows, and which columns of which."""
    if len(table.names) > 2:
        print_wrapped(f"Columns: {list_columns(table.names)}; choose others with -x and -y.")
    rows = f"{data.summary.rows:,} row{'s' * (data.summary.rows != 1)}"
    print_wrapped(f"Data: {name}, {rows} {'below a header' if table.has_header else 'without a header'}")
    x, y = (f"column {list_columns(table.names, k)}" if k else "the row's number" for k in (table.x, table.y))
    print_wrapped(f"      x is {x}, y is {y}")
    if table.dropped_rows:
        print_wrapped(f"Rows left out, without x or y: {table.dropped_rows:,}")
    if data.is_condensed:
        print_wrapped(f"Condensed: {len(data.xs)} instead of {rows}, which teach the same")


def print_units(plan: Plan, *, in_detail: bool) -> None:
    """Print in which units the network is trained, and why."""
    text = plan.reason
    if plan.scaling:
        hint = " (--standardize --learning-rate 1 needs one update)" if plan.reason and plan.learning_rate != 1 else ""
        text += f" Training on standardized rows, with learning rate {plan.learning_rate}{hint}."
    if text:
        print_wrapped(text.strip())
    if plan.scaling and in_detail:
        means = "Standardized, x and y are measured from their means, in standard deviations, and the start becomes"
        print_wrapped(f"{means} w = {format_number(plan.start.w)}, b = {format_number(plan.start.b)}.")


class Report:
    """What is printed of a training: the table or the charts while it goes on, then its result."""

    def __init__(self, table: Table, data: Data, plan: Plan, options: argparse.Namespace) -> None:
        self.data, self.plan, self.options = data, plan, options
        self.networks, self.rmses = list[Network](), list[float]()  # of all epochs, for a picture; of those shown
        self.unit_y = plan.scaling.unit_y if plan.scaling else 1
        self.residual = data.summary.rmse(fit_summary(data.summary)) if data.is_condensed else 0.0  # of the best line
        x_name = (table.names[table.x - 1] or "x") if table.x else "row"
        self.axis_names = {"x_name": x_name, "y_name": table.names[table.y - 1] or "y"}
        names = [" ".join(name.split()) for name in self.axis_names.values()]
        self.names = names if all(name[:1].isalpha() and name.isprintable() for name in names) else ["x", "y"]
        (low, high), largest_x = data.y_range, max(map(abs, data.x_range))
        max_error = 1e-6 * ((high - low) or abs(high) or 1)  # a millionth of the ys' range, or of their size
        self.decimals = count_decimals(max_error / (largest_x or 1)), count_decimals(max_error)
        size = shutil.get_terminal_size()
        self.in_place = sys.stdout.isatty() and size.columns >= 80 and size.lines > 22 and os.getenv("TERM") != "dumb"

    def add(self, step: Step) -> None:
        """Take note of a step, and show it if it is the first, second, fifth, 10th, 20th, 50th and so on."""
        self.step, self.network = step, self.plan.in_file_units(step.network) if step.epoch else self.plan.first
        if step.epoch == 0 and self.options.explain:
            print(f"\n{explain(step, self.plan.xs, self.plan.ys, learning_rate=self.plan.learning_rate)}")
        self.networks += [self.network] if self.options.plot else []
        self.is_shown = str(step.epoch).strip("0") in ("", "1", "2", "5")
        if self.is_shown:
            self.show()

    def show(self) -> None:
        """Print the network as a row of the table, or as a chart."""
        epoch, rmse = self.step.epoch, math.hypot(math.sqrt(2 * cost(self.step.errors)) * self.unit_y, self.residual)
        self.rmses.append(rmse)
        rmse_text = format_number(rmse) if rmse < math.inf else "above 1e+154"
        w, b = map(format_rounded, self.network, self.decimals) if epoch else map(str, self.network)
        if not self.options.watch:
            if epoch == 0:
                print(f"\n  epoch  {'w':>12}  {'b':>12}  typical error (RMSE)")
            print(f"{epoch:>7}  {w:>12}  {b:>12}  {rmse_text}", flush=True)
            return
        frame = f"\nEpoch {epoch}: w = {w}, b = {b}\nTypical error (RMSE): {rmse_text}\n{self.draw_chart()}"
        if self.in_place and epoch:  # an old console of Windows knows no code for going back
            os.system("cls") if os.name == "nt" else print(f"\x1b[{frame.count(chr(10)) + 1}A\x1b[J", end="")
        print(frame, flush=True)
        time.sleep(0.5 if self.in_place else 0)

    def draw_chart(self) -> str:
        """Return the chart of the rows, the first line and the last."""
        name = "condensed" if self.data.is_condensed else "data"
        return chart(self.data.xs, self.data.ys, self.plan.first, self.network).replace("data", name)

    def finish(self, training: Training | None, again: str) -> int:
        """Print why the training ended and what was learned, and return the exit status."""
        if not self.is_shown:
            self.show()
        plan, number = self.plan, self.step.epoch + (training is None)
        epochs = f"{number:,} epoch{'s' * (number != 1)}"
        stable = convergence.is_stable(plan.curvature, plan.learning_rate)
        why = "this should converge: has a rule been changed?"
        if not stable:
            why = f"{convergence.explain_divergence(plan.curvature, plan.learning_rate)}. Run again with --standardize."
        print()
        if training is None:
            print_wrapped(f"Diverged after {epochs}: w or b is too large for a float; {why}")
            return 1
        typed = self.options.tolerance
        tolerance = format_number(plan.tolerance * self.unit_y) if typed is None else typed
        if training.ending is Ending.MATCHED:
            rows = " for the condensed rows" if self.data.is_condensed else ""
            print_wrapped(f"Matched after {epochs}: every prediction{rows} is within {tolerance} of its y.")
        elif training.ending is Ending.CONVERGED:
            print_wrapped(f"Converged after {epochs}: predictions now move by {tolerance} at most, or by rounding.")
        else:
            print_wrapped(f"Stopped after {epochs}; {self.advise(again) if stable else f'training diverges: {why}'}")
        self.print_line()
        if not (self.options.no_chart or self.options.watch):
            print(f"\n{self.draw_chart()}")
        return 0 if stable else 1

    def advise(self, again: str) -> str:
        """Return how many epochs are needed from this start, with some reserve, and what to type for them."""
        plan = self.plan
        left = 1e-2 * max(plan.tolerance, 1e-7 * default_tolerance(plan.ys)) * self.unit_y / (self.rmses[0] or 1)
        needed = convergence.count_epochs(plan.curvature, plan.learning_rate, min(1e-12, max(left, 1e-300)))
        if needed <= self.step.epoch or self.rmses[-1] > 1.000001 * self.rmses[0]:  # more than rounding
            return "this should converge: is only rounding left, is the start far off, or has a rule been changed?"
        ways = [f"with {again} --epochs {round_count(needed)}"] if needed <= convergence.MAX_SUGGESTED else []
        units = ["with --standardize"] * (not plan.scaling)
        units += ["without --learning-rate"] * (self.options.learning_rate is not None)
        ways += [" and ".join(units)] if units else []
        return f"{convergence.describe_epochs(needed)} are needed. Run again {', or '.join(ways)}."

    def print_line(self) -> None:
        """Print the learned line, how much it explains, and its predictions."""
        w, b = map(format_rounded, self.network, self.decimals)
        x_name, y_name = self.names if len("".join([w, b, *self.names])) <= 60 else ["x", "y"]  # the rest takes 19
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
        """Return r^2, the share of the variance of y that the line explains."""
        data = self.data
        if not (data.summary.var_x and data.summary.var_y):
            return f"r^2 is undefined, as all {'ys' if data.summary.var_x else 'xs'} are equal"
        left = self.rmses[-1] ** 2 / data.summary.var_y
        errors = error(predict(self.network, data.xs), data.ys)
        if not data.is_condensed and max(errors) <= default_tolerance(data.ys) >= -min(errors):
            return "r^2 = 1: the line explains all of how y varies"
        if left < 1e-6:
            return "r^2 is above 0.999999: the line explains nearly all of how y varies"
        share = 1 - left
        if share < -1e-6:
            return "r^2 is below 0: the line predicts worse than the mean of y would"
        digits = 1 - math.floor(math.log10(max(min(share, left), 1e-6)))  # two, of what is explained or of what is not
        percent = format_rounded(100 * share, digits - 2)
        return f"r^2 = {format_rounded(share, digits)}: the line explains {percent} % of how y varies"
