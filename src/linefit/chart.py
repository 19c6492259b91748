"""A picture of data and line in plain ASCII.

It needs nothing but the standard library, so that it works wherever text does: in a debugger, through a
pipe, in a log and in an old Windows console.
"""

from __future__ import annotations

import math

from linefit.checks import LARGEST, Column, check_network, check_rows
from linefit.network import Network, Number
from linefit.numerals import figure
from linefit.rules import predict

WIDTH, HEIGHT = 80, 16  # in characters, the labels included


def chart(xs: Column, ys: Column, first: Network, learned: Network, *, rows_name: str = "data") -> str:
    """Draw the rows as o, the first line as . and the learned line as *; a row on that line is an @.

    >>> print(chart([0, 1], [0, 1], Network(0, 0), Network(1, 0)).splitlines()[-1])
    o data   . first line   * learned line   @ both

    Raises ValueError where the rows do not pair up, there are none or a number is not finite, TypeError
    where xs or ys is not a list of numbers, or first or learned no Network.
    """
    xs, ys = check_rows(xs=xs, ys=ys)
    first, learned = check_network(first), check_network(learned)
    low_x, high_x = float(min(xs)), float(max(xs))
    ends = filter(math.isfinite, predict(learned, [low_x, high_x]))  # a line may leave what a float can hold
    values = list(map(float, [*ys, *ends]))
    low_y, high_y = min(values), max(values)
    top, bottom = labels(high_y, low_y)
    margin = max(len(top), len(bottom))
    width = WIDTH - margin - 2
    across = [low_x + (high_x / width - low_x / width) * (column + 0.5) for column in range(width)]
    picture = [[" "] * width for _ in range(HEIGHT)]
    for mark, network in ((".", first), ("*", learned)):
        for column, y in enumerate(predict(network, across)):
            if low_y <= y <= high_y:
                picture[place(y, low_y, high_y, HEIGHT)][column] = mark
    for x, y in zip(xs, ys):
        line, column = picture[place(y, low_y, high_y, HEIGHT)], place(x, low_x, high_x, width)
        line[column] = "@" if line[column] in "*@" else "o"
    names = [top, *[""] * (HEIGHT - 2), bottom]
    drawn = [f"{name:>{margin}} |{''.join(cells)}".rstrip() for name, cells in zip(names, reversed(picture))]
    right, left = labels(high_x, low_x)
    ruler = f"{'':{margin}}  {left}{right:>{width - len(left)}}"
    legend = f"o {rows_name}   . first line   * learned line   @ both"
    return "\n".join([*drawn, f"{'':{margin}} +{'-' * width}", ruler, legend])


def place(value: Number, low: Number, high: Number, cells: int) -> int:
    """Find the cell of a value between low and high."""
    if low == high:
        return cells // 2
    if high - low > LARGEST:
        value, low, high = value / 2, low / 2, high / 2
    return min(cells - 1, int((value - low) / (high - low) * cells))


def labels(high: float, low: float) -> tuple[str, str]:
    """Write both ends of an axis with as few digits, from four, as tell them apart."""
    digits = next(n for n in range(4, 18) if high == low or figure(high, n) != figure(low, n) or n == 17)
    return figure(high, digits), figure(low, digits)
