"""What the main job says of the data, the lesson and the line, in lines of at most 80 columns."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from math import ceil, floor, inf, log10, sqrt
from textwrap import fill

from linefit.cells import shown
from linefit.data import Columns
from linefit.lesson import QUARTER, Data, Lesson, Standing
from linefit.network import Network
from linefit.numerals import MOST, figure, power, written
from linefit.rules import predict
from linefit.summary import FEW_ROWS, Summary
from linefit.training import Ending

SHOWN = 20  # columns that are named
EPSILON = sys.float_info.epsilon / 2  # of a number: what is lost where it is rounded to a float
ROUNDING = 2.0**-50  # of a number: a few of a float's last digits
CERTAIN = 1e-12  # nearer to 0 or 1, the share that is explained would be a float's rounding


def say(text: str) -> None:
    """Print a paragraph, if there is one, no wider than 80 columns."""
    if text:
        print(fill(text, 80, subsequent_indent="      "))


def tell_data(name: str, columns: Columns, data: Data) -> None:
    """Say what was read: from where, how many rows, and which columns of which."""
    table = columns.table
    names = [shown(name) for name in table.names] if table.has_header else []
    if len(table.names) > 2:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        say(f"Columns: {', '.join(names[:SHOWN]) or len(table.names)}{more}; choose others with -x and -y.")
    rows = counted(data.summary.rows, "row")
    say(f"Data: {name}, {rows} {'below a header' if names else 'without a header'}")
    x, y = (shown(table.names[k - 1]) if names and table.names[k - 1] else f"column {k}" for k in columns.positions)
    say(f"      x is {x}, y is {y}")
    if table.dropped:
        say(f"Left out: {counted(table.dropped, 'row')} without x or y")
    if data.condensed:
        say(f"Condensed: two rows that teach the same lesson as all {rows}")


def tell_units(lesson: Lesson, reason: str) -> None:
    """Say why the lesson is in standard units, and what is special there."""
    say(reason)
    if lesson.learning_rate != 1:
        rate = "1/4" if lesson.learning_rate == QUARTER else figure(lesson.learning_rate)
        say(f"So: standard units, and a learning rate of {rate} (--learning-rate 1: one update).")
    else:
        say("So it learns in standard units, where one update is enough.")


class Report:
    """The table as it grows, and what comes after it: all numbers end at the same decimal places."""

    def __init__(self, lesson: Lesson, first: Network) -> None:
        self.lesson, self.first = lesson, first
        self.left = 0  # room before the point of the typical error
        self.place_w, self.place_b, self.place_y = places(lesson.data.summary, lesson.line)
        texts = [tuple(map(figure, first)), self.both(lesson.line, MOST)]
        with suppress(OverflowError, ValueError):  # at first, it may go far
            texts += [self.both(network, 9) for network in lesson.networks(2)]
        self.widths = [width(column, place) for column, place in zip(zip(*texts), (self.place_w, self.place_b))]

    def head(self) -> None:
        """Print the table's head."""
        w, b = (f"{name:>{left}}".ljust(left + right) for name, (left, right) in zip("wb", self.widths))
        print(f"\n{'epoch':>7}  {w}  {b}  typical error in y")

    def row(self, standing: Standing) -> None:
        """Print a row of the table; the first draw as it was drawn."""
        w, b = self.both(standing.network, MOST if standing.ending else 9)
        if standing.epoch == 0:
            w, b = map(figure, self.first)
        place = min(self.place_y, 5 - power(standing.rmse))
        columns = "  ".join(aligned(text, *room) for text, room in zip((w, b), self.widths))
        typical = written(standing.rmse, place)
        if standing.epoch == 0:
            self.left = len(sides(typical)[0])  # the largest Errors are at the beginning
        print(f"{standing.epoch:>7}  {columns}  {aligned(typical, self.left, 0)}", flush=True)

    def both(self, network: Network, digits: int) -> tuple[str, str]:
        """Write w and b with the digits that mean something; on the way, fewer will do."""
        w, b = (
            written(value, min(place, digits - 1 - power(value)))
            for value, place in zip(network, (self.place_w, self.place_b))
        )
        return w, b

    def ending(self, last: Standing) -> None:
        """Say why the lesson has ended, and what was learned."""
        scaling = self.lesson.scaling
        tolerance = self.lesson.tolerance * (scaling.unit_y if scaling else 1)
        epochs, within = counted(last.epoch, "epoch"), figure(tolerance, 6)
        summary = self.lesson.data.summary
        size = abs(summary.mean_y) + sqrt(summary.var_y)
        print()
        if last.ending is Ending.OUT_OF_EPOCHS:
            say(f"Out of epochs after {epochs}: this is how far it came; --epochs N goes on.")
        elif last.ending is Ending.SETTLED and tolerance < size * ROUNDING:
            say(f"Settled after {epochs}: what still moves is a float's rounding.")
        elif last.ending is Ending.SETTLED:
            say(f"Settled after {epochs}: no prediction will move by more than {within} any more.")
        elif self.lesson.data.condensed:
            say(f"Learned after {epochs}: both of the two rows are within {within} of the line.")
        else:
            say(f"Matched after {epochs}: every prediction is within {within} of its y.")
        w, b = self.both(last.network, MOST)
        sign = "-" if b.startswith("-") else "+"
        print(f"The line: y = {w} x {sign} {b.removeprefix('-')}")
        if last.network == self.lesson.line:  # and not somewhere on the way to it
            is_known = not self.lesson.data.condensed or summary.rows <= FEW_ROWS  # rounded sums may hide some noise
            say(explained(summary, last.ending is Ending.MATCHED and last.rmse <= tolerance and is_known))

    def prediction(self, network: Network, x: float) -> None:
        """Say what the network says of an x, and whether it is beyond the data."""
        summary, (low, high) = self.lesson.data.summary, self.lesson.data.ends
        away = abs(x - summary.mean_x) / (sqrt(summary.var_x) or 1)
        place = self.place_y - max(0, power(away))  # ten times as far, a digit less
        y = written(predict(network, [x])[0], place)
        beyond = f", beyond the data, which end at {figure(high)}" if x > high else ""
        beyond = f", beyond the data, which begin at {figure(low)}" if x < low else beyond
        asked = figure(x) if float(figure(x)) == x else repr(x)
        say(f"Prediction: at x = {asked}, y = {y}{beyond}")


def explained(summary: Summary, clean: bool) -> str:
    """Say how much of what the ys vary by the line explains; nothing where nothing varies."""
    if not summary.var_x or not summary.var_y:
        return ""
    share = summary.correlation() ** 2
    if share > 1 - CERTAIN or share < CERTAIN:
        how_much = "nothing" if share < CERTAIN else "all" if clean else "nearly all"
        return f"r^2 = {round(share)}: the line explains {how_much} of how y varies"
    place = 1 - power(min(share, 1 - share))  # two digits, of what is explained or of what is not
    return f"r^2 = {written(share, place)}: the line explains {written(share * 100, place - 2)} % of how y varies"


def places(summary: Summary, line: Network) -> tuple[int, int, int]:
    """Tell up to which decimal place w, b and a y mean something.

    It is a hundred-thousandth of y's spread; but no more than is left where each x and y of a file was rounded to
    a float, which shows where they lie far from 0 and close together.
    """
    spread_x, mean_x = sqrt(summary.var_x), abs(summary.mean_x)
    spread_y, mean_y = sqrt(summary.var_y), abs(summary.mean_y)
    size_x, size_y = max(spread_x, mean_x) or 1.0, spread_y or mean_y or 1.0
    place_y = 5 - floor(log10(size_y))
    place_w = place_y + ceil(log10(size_x))
    lost_w = (abs(float(line.w)) * mean_x + mean_y) * EPSILON / (spread_x or 1.0)
    lost_b = lost_w * mean_x + mean_y * EPSILON
    return before(place_w, lost_w), before(place_y, lost_b), place_y


def before(place: int, lost: float) -> int:
    """Give the decimal place, or the last one before what is lost."""
    return min(place, floor(-log10(lost))) if 0 < lost < inf else place


def width(texts: Sequence[str], place: int) -> tuple[int, int]:
    """Give the room that a column needs to the left and to the right of its points, up to this decimal place."""
    lefts, rights = zip(*map(sides, texts))
    return 1 + max(map(len, lefts)), max(1 + min(max(place, 0), 9), *map(len, rights))


def aligned(text: str, left: int, right: int) -> str:
    """Put a number's point where the column has it."""
    whole, rest = sides(text)
    return f"{whole:>{left}}{rest}".ljust(left + right)


def sides(text: str) -> tuple[str, str]:
    """Part a number before its point, or before its exponent where it has no point.

    >>> sides("-40.784"), sides("9e-06"), sides("25")
    (('-40', '.784'), ('9', 'e-06'), ('25', ''))
    """
    whole = re.split("[.e]", text)[0]
    return whole, text[len(whole) :]


def counted(number: int, what: str) -> str:
    """Count rows or epochs."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
