"""A chart of data and lines in plain ASCII, which works wherever text does."""

from __future__ import annotations

from linefit.formatting import format_number
from linefit.network import Network, Number
from linefit.rules import predict
from linefit.validation import FLOAT_MAX, Column, check_network, check_rows

WIDTH, HEIGHT = 80, 16  # in characters, the labels included
LEGEND = ("o data", ". first line", "* learned line", "@ data on the learned line")


def chart(xs: Column, ys: Column, first: Network, learned: Network) -> str:
    """Return a chart: o is a row, . the first line, * the learned line and @ a row on the learned line.

    xs and ys hold one number per row. The legend names what is drawn, and says where a line lies that is outside.

    >>> print(chart([0, 1], [0, 1], Network(0, 0), Network(1, 0)).splitlines()[-1])
    . first line   * learned line   @ data on the learned line

    Raises ValueError if xs and ys differ in length or are empty or a number is not finite, and TypeError if
    xs or ys is not a list of numbers, or first or learned is not a Network.
    """
    xs, ys = check_rows(xs=xs, ys=ys)
    first, learned = check_network(first), check_network(learned)
    low_x, high_x, low_y, high_y = float(min(xs)), float(max(xs)), float(min(ys)), float(max(ys))
    tolerance = 1e-6 * (high_y - low_y or abs(low_y))  # if all ys are equal, a learned line is a little off
    ends = map(float, predict(learned, [low_x, high_x]))
    near = [y for y in ends if 2 * low_y - high_y <= y <= 2 * high_y - low_y]  # these are in view, too
    low_y, high_y = min([low_y, *near]), max([high_y, *near])
    (bottom, top), (left, right) = format_limits(low_y, high_y), format_limits(low_x, high_x)
    margin = max(len(top), len(bottom))
    width = WIDTH - margin - 2
    rows = [[" "] * width for _ in range(HEIGHT)]
    centres = [low_x + (high_x / width - low_x / width) * (column + 0.5) for column in range(width)]
    outside = []
    for mark, name, network in ((".", "first line", first), ("*", "learned line", learned)):
        line = predict(network, centres)
        cells = [(y, column) for column, y in enumerate(line) if low_y - tolerance <= y <= high_y + tolerance]
        for y, column in cells:
            rows[cell_index(y, low_y, high_y, HEIGHT)][column] = mark
        if not cells:
            outside.append(f"{name}: {'above' if min(line) > high_y else 'below' if max(line) < low_y else 'outside'}")
    for x, y in zip(xs, ys):
        row, column = rows[cell_index(y, low_y, high_y, HEIGHT)], cell_index(x, low_x, high_x, width)
        row[column] = "@" if row[column] in "*@" else "o"
    names = [top, *[""] * (HEIGHT - 2), bottom]
    lines = [f"{name:>{margin}} |{''.join(row)}".rstrip() for name, row in zip(names, reversed(rows))]
    lines += [f"{'':{margin}} +{'-' * width}", f"{'':{margin}}  {left}{right:>{width - len(left)}}"]
    marks = {mark for row in rows for mark in row}
    return "\n".join([*lines, "   ".join([name for name in LEGEND if name[0] in marks] + outside)])


def cell_index(value: Number, low: float, high: float, cells: int) -> int:
    """Return the index of the cell that holds a value between low and high."""
    if low == high:
        return cells // 2
    if high - low > FLOAT_MAX:
        value, low, high = value / 2, low / 2, high / 2
    return min(cells - 1, int((value - low) / (high - low) * cells))


def format_limits(low: float, high: float) -> tuple[str, str]:
    """Return both ends of an axis in the fewest digits, at least four, that tell them apart."""
    digits = next(n for n in range(4, 18) if low == high or format_number(low, n) != format_number(high, n) or n == 17)
    return format_number(low, digits), format_number(high, digits)
