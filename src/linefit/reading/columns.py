"""The first lines of a file: where its table begins, whether it has a header, and which two columns are meant."""

import re
from statistics import mode

from linefit.reading.cells import MISSING, find_numbers
from linefit.validation import quote

MAX_LISTED = 20  # columns
Choice = str | int | None  # a column, by its name or position
Row = list[str]


def choose_columns(row: Row, x: Choice, y: Choice, header: bool | None, numeric: list[int]) -> tuple[int, int, bool]:
    """Return the positions of x and y in the first row, and whether that is a header; raise ValueError to ask."""
    numbers = find_numbers(row)
    is_data = header is False or (header is None and len(numbers) == len(row))
    names = [""] * len(row) if is_data else row
    lower = [name.lower() for name in names]
    pair = [k for k, name in enumerate(names, 1) if name or len(names) <= 2]
    if "x" in lower and "y" in lower:
        pair = [find_column(lower, "x", "x") if x is None else 0, find_column(lower, "y", "y") if y is None else 0]
    i = None if x is None else find_column(names, str(x), "x")
    j = None if y is None else find_column(names, str(y), "y")
    free = [k for k in pair if k not in (0, i, j)] if len(pair) <= 2 else []
    i = free[0] if i is None and free else i
    j = free[-1] if j is None and free else j
    if len(names) == 1 and i != 0:
        way = "-x 0 to count the rows, or " * bool(numeric) + "--delimiter space, or what else separates the cells"
        raise ValueError(f"there is one column only: use {way}")
    if i is None or j is None:
        free = [k for k in [1, 2, *numeric] if k not in (i, j)][-(i, j).count(None) :]  # the last, as ids come first
        example = f"-x {free[0] if i is None else i} -y {free[-1] if j is None else j}"
        raise ValueError(f"choose two columns with -x and -y, such as {example}: {list_columns(names)}")
    if i == j:
        raise ValueError(f"x and y are both column {i}: choose another one for x or y")
    if x is y is None and names[i - 1]:
        find_column(names, names[i - 1], "x")  # which asks if y has the same name
    cells = [row[k - 1] for k in (i, j) if k]
    is_named = is_data or any(want in row and not find_numbers([str(want)]) for want in (x, y))
    if header is None and not is_named and (find_numbers(cells) or MISSING.issuperset(map(str.lower, cells))):
        which = f"{' and '.join(map(quote, cells))}: are these the names of the columns"
        raise ValueError(f"{which}? --header (header=True) if yes, --no-header (header=False) if not")
    return i, j, not is_data


def find_column(names: Row, want: str, axis: str) -> int:
    """Return the position of a column that was chosen by position, from 1, or by name; 0 counts the rows."""
    if re.fullmatch("[0-9]{1,9}", want) and (axis == "y") <= int(want) <= len(names):
        return int(want)
    found = [k for k, name in enumerate(names, 1) if name == want]
    if len(found) == 1:
        return found[0]
    problem = f"there is no column {quote(want)}: the columns are {list_columns(names)}"
    if found:
        positions = f" or -{axis} ".join(map(str, found))
        problem = f"{len(found)} columns are named {quote(want)}: choose -{axis} {positions}"
    elif not any(names):
        problem += "; use --header (header=True) if the first row names them"
    raise ValueError(problem)


def label_column(names: Row, k: int) -> str:
    """Return the position and name of a column."""
    return f"{k} {quote(names[k - 1])}" if names[k - 1] else str(k)


def list_columns(names: Row) -> str:
    """Return the positions and names of the first columns, on one line."""
    listed = ", ".join(label_column(names, k) for k in range(1, len(names[:MAX_LISTED]) + 1))
    return listed + f", and {len(names) - MAX_LISTED} more" * (len(names) > MAX_LISTED)


def split_line(line: str, delimiter: str | None) -> tuple[str, Row]:
    """Return what separates the cells of a line, unless given a tab, a semicolon or a comma, and its cells."""
    text = re.sub('"[^"]*"', "quoted", line)
    mark = delimiter or next((mark for mark in "\t;" if mark in text), ",")
    return mark, text.split() if mark == " " else text.strip(f" \n{mark}").split(mark)


def find_title(lines: list[str], delimiter: str | None, above: int) -> str:
    """Return how to pass over a title if one seems to stand above the table, else nothing."""
    rows = [split_line(line, delimiter)[1] for line in lines]
    sizes = list(map(len, rows))
    usual = mode([size for size in sizes if size > 1] or [1])
    start = sizes.index(usual)
    is_title = sizes[0] == 1 or delimiter == " " or (sizes[0] < usual and not find_numbers(rows[start]))
    skip = above + start
    return (
        f"the table seems to begin at line {skip + 1}: use --skip {skip} (skiprows={skip})"
        if start and is_title
        else ""
    )
