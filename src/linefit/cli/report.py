"""What the main job prints, in lines of at most 80 columns."""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import time
from textwrap import fill, shorten

from linefit.cli.plan import Data, Plan
from linefit.convergence import PATIENCE, count_epochs, default_tolerance, describe_epochs, is_stable, why_it_diverges
from linefit.data import Columns
from linefit.formatting import decimals_for, format_number, format_rounded, two_digits
from linefit.network import Network
from linefit.rules import error, predict
from linefit.show.chart import chart
from linefit.show.explain import explain, term
from linefit.training import Ending, Step, Training
from linefit.validation import quote

PAUSE = 0.5  # seconds between two charts


def print_wrapped(text: str) -> None:
    """Print a paragraph no wider than 80 columns."""
    print(fill(text, 80, subsequent_indent="      "))


def print_data(name: str, columns: Columns, data: Data) -> None:
    """Print what was read: from where, how many rows, and which columns of which."""
    table = columns.table
    names = [quote(name) for name in table.names] if table.has_header else []
    if len(table.names) > 2:
        listed = shorten(", ".join(names), 300, placeholder=" ...") or len(table.names)
        print_wrapped(f"Columns: {listed}; choose others with -x and -y.")
    rows = count(data.summary.rows, "row")
    print_wrapped(f"Data: {name}, {rows} {'below a header' if names else 'without a header'}")
    x, y = (names[k - 1] if names and table.names[k - 1] else f"column {k}" for k in columns.positions)
    print_wrapped(f"      x is {x}, y is {y}")
    if table.dropped:
        print_wrapped(f"Left out: {count(table.dropped, 'row')} without x or y")
    if data.is_condensed:
        print_wrapped(f"Condensed: two rows that teach the same as all {rows}")


def print_units(plan: Plan, *, in_detail: bool) -> None:
    """Print in which units the network is trained, and why."""
    if plan.scaling:
        hint = " (--standardize --learning-rate 1 needs one update)" if plan.reason else ""
        print_wrapped(f"{plan.reason}Training on standardized rows, with learning rate {plan.learning_rate}{hint}.")
    if plan.scaling and in_detail:
        mean_x, mean_y, unit_x, unit_y = map(term, vars(plan.scaling).values())
        units = (
            f"x becomes (x - {mean_x}) / {unit_x} and y becomes (y - {mean_y}) / {unit_y}, the distance from the mean"
        )
        start = "w = {}, b = {}".format(*map(format_number, plan.start))
        print_wrapped(f"Standardized, {units} in standard deviations. The start becomes {start}.")


class Report:
    """What is printed of a training: the table or the charts while it goes on, then its result."""

    def __init__(self, columns: Columns, data: Data, plan: Plan, options: argparse.Namespace) -> None:
        self.data, self.plan, self.options = data, plan, options
        self.epoch, self.networks = -1, list[Network]()  # the networks of all epochs, for a picture
        names = [" ".join(name.split()) for name in (columns.x_name, columns.y_name)]
        usable = all(name[:1].isalpha() and name.isprintable() for name in names) and sum(map(len, names)) <= 40
        self.x_name, self.y_name = names if usable else "xy"
        (low, high), largest_x = data.y_range, max(map(abs, data.x_range))
        max_error = 1e-6 * ((high - low) or abs(high) or 1)  # a millionth of the ys' range, or of their size
        self.decimals = decimals_for(max_error / (largest_x or 1)), decimals_for(max_error)
        size = shutil.get_terminal_size()
        self.in_place = sys.stdout.isatty() and size.columns >= 80 and size.lines > 22 and os.getenv("TERM") != "dumb"

    def add(self, step: Step) -> None:
        """Take note of a step, and show it if it is the first, second, fifth, 10th, 20th, 50th and so on."""
        self.epoch = step.epoch
        self.network = self.plan.in_file_units(step.network) if step.epoch else self.plan.first
        if step.epoch == 0 and self.options.explain:
            print(f"\n{explain(step, self.plan.xs, self.plan.ys, learning_rate=self.plan.learning_rate)}")
        if self.options.plot:
            self.networks.append(self.network)
        self.is_shown = str(step.epoch).strip("0") in ("", "1", "2", "5")
        if self.is_shown:
            self.show()

    def show(self) -> None:
        """Print the network as a row of the table, or as a chart."""
        w, b = map(format_rounded, self.network, self.decimals) if self.epoch else map(str, self.network)
        try:
            self.rmse = self.data.summary.rmse(self.network)
            typical = format_number(self.rmse)
        except OverflowError:
            self.rmse, typical = math.inf, "above 1e+154"
        if not self.options.watch:
            if self.epoch == 0:
                print(f"\n{'epoch':>7}  {'w':>12}  {'b':>12}  typical error (RMSE)")
            print(f"{self.epoch:>7}  {w:>12}  {b:>12}  {typical}", flush=True)
            return
        picture = chart(self.data.xs, self.data.ys, self.plan.first, self.network)
        frame = f"\nEpoch {self.epoch}: w = {w}, b = {b}\nTypical error (RMSE): {typical}\n{picture}"
        if self.in_place and self.epoch:  # an old console of Windows knows no code for going back
            os.system("cls") if os.name == "nt" else print(f"\x1b[{frame.count(chr(10)) + 1}A\x1b[J", end="")
        print(frame, flush=True)
        time.sleep(PAUSE if self.in_place else 0)

    def finish(self, training: Training | None, again: str) -> int:
        """Print why the training ended and what was learned, and return the exit status."""
        if not self.is_shown:
            self.show()
        plan, epochs = self.plan, count(self.epoch, "epoch")
        stable, why = is_stable(plan.bowl, plan.learning_rate), f"{why_it_diverges(plan.bowl, plan.learning_rate)}."
        print()
        if training is None:
            why = "this should converge: has a rule been changed?" if stable else why
            print_wrapped(f"Diverged after {count(self.epoch + 1, 'epoch')}: w or b is too large for a float; {why}")
            return 1
        tolerance = self.options.tolerance or format_number(
            plan.tolerance * (plan.scaling.unit_y if plan.scaling else 1)
        )
        if training.ending is Ending.MATCHED:
            matched = "both predictions are" if self.data.is_condensed else "every prediction is"
            print_wrapped(f"Matched after {epochs}: {matched} within {tolerance} of the true y.")
        elif training.ending is Ending.CONVERGED:
            more = "further updates would move no prediction by more than"
            print_wrapped(f"Converged after {epochs}: {more} {tolerance}, apart from rounding.")
        else:
            print_wrapped(f"Stopped after {epochs}; {self.advice(again) if stable else f'training diverges: {why}'}")
        self.print_line()
        if not (self.options.no_chart or self.options.watch):
            print(f"\n{chart(self.data.xs, self.data.ys, plan.first, self.network)}")
        return 0 if stable else 1

    def advice(self, again: str) -> str:
        """Return how many epochs are needed, and what to type for them."""
        needed = count_epochs(self.plan.bowl, self.plan.learning_rate)
        if needed <= self.epoch:
            return f"{describe_epochs(needed)} are needed: has a rule been changed, or is the tolerance too small?"
        ways = [f"with {again} --epochs {two_digits(needed)}"] if needed <= PATIENCE else []
        ways += ["with --standardize"] if not self.plan.scaling else []
        ways += ["without --learning-rate"] if self.options.learning_rate is not None else []
        return f"{describe_epochs(needed)} are needed. Run again {', or '.join(ways)}."

    def print_line(self) -> None:
        """Print the learned line, how much it explains, and its predictions."""
        w, b = map(format_rounded, self.network, self.decimals)
        print(f"The line: {self.y_name} = {w} * {self.x_name} {'-' if b[0] == '-' else '+'} {b.removeprefix('-')}")
        if self.data.summary.var_x and self.data.summary.var_y:
            print_wrapped(self.explained())
        low, high = self.data.x_range
        for x in self.options.predict:
            (y,) = predict(self.network, [x])
            text = format_rounded(y, self.decimals[1]) if math.isfinite(y) else "too large for a float"
            if not low <= x <= high:
                text += f", beyond the data ({format_number(low, 15)} to {format_number(high, 15)})"
            print_wrapped(f"Prediction: at {self.x_name} = {x}, {self.y_name} = {text}")

    def explained(self) -> str:
        """Return r^2, the share of the variance of y that the line explains."""
        data, left = self.data, self.rmse**2 / self.data.summary.var_y
        errors = [self.rmse, *error(predict(self.network, data.xs), data.ys)]
        if not data.is_condensed and max(errors) <= default_tolerance(data.ys) >= -min(errors):
            return "r^2 = 1: the line explains all of how y varies"
        if left < 1e-6:
            return "r^2 is above 0.999999: the line explains nearly all of how y varies"
        share = 1 - left
        if share < -1e-6:
            return f"r^2 = {format_number(share, 2)}: the line predicts worse than the mean of y would"
        digits = 1 - math.floor(math.log10(max(min(share, left), 1e-6)))  # two, of what is explained or of what is not
        percent = format_rounded(100 * share, digits - 2)
        return f"r^2 = {format_rounded(share, digits)}: the line explains {percent} % of how y varies"


def count(number: int, what: str) -> str:
    """Return a number of rows or epochs in words."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
