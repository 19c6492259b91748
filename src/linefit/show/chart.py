"""A chart of the rows and two lines in plain ASCII, for any terminal."""

from linefit.formatting import format_number
from linefit.network import Network, Number
from linefit.rules import predict
from linefit.validation import FLOAT_MAX, Column, check_network, check_rows

CHART_WIDTH, CHART_HEIGHT = 80, 16  # in characters; the width includes the labels
CHART_LEGEND = ("o data", ". first line", "* learned line", "@ data on the learned line")


def chart(xs: Column, ys: Column, first: Network, learned: Network) -> str:
    """Return a chart: o is a row, . the first line, * the learned line and @ a row on the learned line.

    xs and ys hold one number per row. If a line is not visible, the legend says if it is above, below or outside.

    >>> print(chart([0, 1], [0, 1], Network(0, 0), Network(1, 0)).splitlines()[-1])
    . first line   * learned line   @ data on the learned line

    Raises the same errors as Summary.of, and TypeError or ValueError if first or learned is not a Network of two
    finite numbers.
    """
    xs, ys = check_rows(xs=xs, ys=ys)
    first, learned = check_network(first), check_network(learned)
    low_x, high_x, low_y, high_y = float(min(xs)), float(max(xs)), float(min(ys)), float(max(ys))
    tolerance = 1e-6 * (high_y - low_y or abs(low_y))  # a learned line may be a little off, even if all ys are equal
    end_ys = map(float, predict(learned, [low_x, high_x]))
    near_ys = [y for y in end_ys if 2 * low_y - high_y <= y <= 2 * high_y - low_y]  # these are made visible, too
    low_y, high_y = min([low_y, *near_ys]), max([high_y, *near_ys])
    (bottom, top), (left, right) = format_limits(low_y, high_y), format_limits(low_x, high_x)
    margin = max(len(top), len(bottom))
    width = CHART_WIDTH - margin - 2
    grid = [[" "] * width for _ in range(CHART_HEIGHT)]
    centres = [low_x + (high_x / width - low_x / width) * (column + 0.5) for column in range(width)]
    outside = []
    for symbol, name, network in ((".", "first line", first), ("*", "learned line", learned)):
        line = predict(network, centres)
        visible = [(y, column) for column, y in enumerate(line) if low_y - tolerance <= y <= high_y + tolerance]
        for y, column in visible:
            grid[cell_index(y, low_y, high_y, CHART_HEIGHT)][column] = symbol
        if not visible:
            outside.append(f"{name}: {'above' if min(line) > high_y else 'below' if max(line) < low_y else 'outside'}")
    for x, y in zip(xs, ys):
        cells, column = grid[cell_index(y, low_y, high_y, CHART_HEIGHT)], cell_index(x, low_x, high_x, width)
        cells[column] = "@" if cells[column] in "*@" else "o"
    labels = [top, *[""] * (CHART_HEIGHT - 2), bottom]
    text_lines = [f"{label:>{margin}} |{''.join(cells)}".rstrip() for label, cells in zip(labels, reversed(grid))]
    text_lines += [f"{'':{margin}} +{'-' * width}", f"{'':{margin}}  {left}{right:>{width - len(left)}}"]
    symbols = {symbol for cells in grid for symbol in cells}
    return "\n".join([*text_lines, "   ".join([name for name in CHART_LEGEND if name[0] in symbols] + outside)])


def cell_index(value: Number, low: float, high: float, cell_count: int) -> int:
    """Return the index of the cell that holds a value between low and high."""
    if low == high:
        return cell_count // 2
    if high - low > FLOAT_MAX:
        value, low, high = value / 2, low / 2, high / 2
    return min(cell_count - 1, int((value - low) / (high - low) * cell_count))


def format_limits(low: float, high: float) -> tuple[str, str]:
    """Return both ends of an axis as text, with four digits, or more if the texts would be equal."""
    digits = next(n for n in range(4, 18) if low == high or format_number(low, n) != format_number(high, n) or n == 17)
    return format_number(low, digits), format_number(high, digits)
