"""The first lines of a file: where its table begins, whether it has a header, and which two columns are meant."""

import re

from linefit.reading.cells import MISSING, is_numeric
from linefit.validation import quote

MAX_COLUMNS = 20  # listed in a message
ColumnId = str | int | None  # a name, a position, or None for the default
Row = list[str]


def choose_columns(row: Row, x: ColumnId, y: ColumnId, header: bool | None, next_row: Row) -> tuple[int, int, bool]:
    """Return the positions of x and y, and whether the first row is a header; raise ValueError if these are unclear."""
    is_data = header is False or (header is None and all(map(is_numeric, row)))
    names = [""] * len(row) if is_data else row
    if len(names) == 1 and str(x) != "0":
        count_option = "-x 0 (x=0) to count the rows, or " * any(map(is_numeric, next_row))
        delimiter_option = "--delimiter space (delimiter='space'), or the character between the cells"
        raise ValueError(f"there is only one column: use {count_option}{delimiter_option}")
    i = None if x is None else find_column(names, str(x), "x")
    j = None if y is None else find_column(names, str(y), "y")
    unused = [k for k in find_default_columns(names, x, y) if k not in (i, j)]
    i = unused.pop(0) if i is None and unused else i
    j = unused.pop() if j is None and unused else j
    if i is None or j is None or i == j:
        numeric = [k for k, cell in enumerate(next_row[: len(row)], 1) if is_numeric(cell)]
        unused = [k for k in sorted({1, 2} - {*numeric}) + numeric if k not in (i, j)]
        j = unused.pop() if j is None or i == j else j  # the last ones, as ids come first
        i = unused.pop() if i is None else i
        message = f"choose two columns with -x and -y, such as -x {i} -y {j} (x={i}, y={j})"
        raise ValueError(f"{message}; the columns are {list_columns(names)}")
    cells = [row[k - 1] for k in (i, j) if k]
    has_name = any(choice in row and not is_numeric(str(choice)) for choice in (x, y))
    is_ambiguous = not has_name and (any(map(is_numeric, cells)) or MISSING.issuperset(map(str.lower, cells)))
    if header is None and not is_data and is_ambiguous:
        question = f"{' and '.join(map(quote, cells))}: are these the names of the columns"
        raise ValueError(f"{question}? Use --header (header=True) if yes, --no-header (header=False) if not")
    return i, j, not is_data


def find_default_columns(names: Row, x: ColumnId, y: ColumnId) -> list[int]:
    """Return the positions of the columns x and y, in small or capital letters, or of the one or two with a name."""
    lower = [name.lower() for name in names]
    if "x" in lower and "y" in lower:  # find_column raises ValueError if a column is needed and there are several
        return [find_column(lower, a, a) if c is None else lower.index(a) + 1 for a, c in (("x", x), ("y", y))]
    positions = [k for k, name in enumerate(names, 1) if name or len(names) <= 2]
    return positions if len({names[k - 1] or k for k in positions}) == len(positions) <= 2 else []


def find_column(names: Row, choice: str, axis: str) -> int:
    """Return the position of a column that was chosen by position, from 1, or by name; 0 counts the rows."""
    if re.fullmatch("[0-9]{1,9}", choice) and (axis == "y") <= int(choice) <= len(names):
        return int(choice)
    positions = [k for k, name in enumerate(names, 1) if name == choice]
    if len(positions) == 1:
        return positions[0]
    message = f"there is no column {quote(choice)}: the columns are {list_columns(names)}"
    if positions:
        options, arguments = (f" or {each}".join(map(str, positions)) for each in (f"-{axis} ", f"{axis}="))
        message = f"several columns have the name {quote(choice)}: choose -{axis} {options} ({axis}={arguments})"
    elif not any(names):
        message += "; choose by position, or use --header (header=True) if the first row holds names"
    raise ValueError(message)


def list_columns(names: Row, position: int = 0) -> str:
    """Return the positions and names of all columns, or of one, on one line."""
    positions = [position] if position else range(1, len(names) + 1)
    columns = [f"{k} {quote(names[k - 1])}" if names[k - 1] else str(k) for k in positions[:MAX_COLUMNS]]
    return ", ".join(columns) + f", and {len(positions) - MAX_COLUMNS} more" * (len(positions) > MAX_COLUMNS)


def find_delimiter(line: str, decimal_comma: str = "") -> str:
    """Return what separates the cells of a line: a tab, a semicolon or a comma; a tab if nothing does."""
    has_comma = "," in line and not re.search(r"\d,\d+ +[-+\d]" + decimal_comma, line)  # as in 0,5  1,5
    return "\t" if "\t" in line else ";" if ";" in line else "," if has_comma else "\t"


def suggest_skip(lines: list[str], delimiter: str | None, lines_above: int) -> str:
    """Return the advice to skip the lines above the table if there seem to be any, else nothing."""
    delimiters = [delimiter or find_delimiter(line, r"|^[-+\d.' ]*\d,\d+ *$") for line in lines]  # 1,5 may be a number
    cells = [line.strip(f" {each}").split(each) for line, each in zip(lines, delimiters)]
    rows = [(n, row) for n, row in enumerate(cells) if any(row)]
    holds_data = [any(is_numeric(cell) or cell.lower() in MISSING for cell in row) for _, row in rows]
    start = holds_data.index(True) if True in holds_data else 0
    (begin, header), (first, row) = rows[max(0, start - 1)], rows[start]
    is_title = len(header) == 1 < len(row) or (delimiter == " " and len(row) < len(header) < 100)  # names with spaces
    is_header = len(header) == len(row) or (first == begin + 1 and not is_title)
    has_units = is_header and start > 1 and len(rows[start - 2][1]) == len(header)  # or other rows of a header
    skip = lines_above + (begin if is_header else first)
    is_clear = skip > lines_above and not has_units and all(holds_data[start : start + 3])
    return f"the table seems to begin at line {skip + 1}: use --skip {skip} (skiprows={skip})" if is_clear else ""
