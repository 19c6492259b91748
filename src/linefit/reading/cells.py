"""One cell of a table: a number, a missing value, or a sentence that says what is wrong and what to type."""

import math
import re

from linefit.validation import quote

MISSING = frozenset(["", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "?", "-", "--", ".", "..", ":"])
UNREADABLE = re.compile("[\udc80-\udcff]")  # what surrogateescape makes of bytes that are not UTF-8
NUMBER_FORMATS = {  # decimal and thousands, and the options for them
    (".", None): "",
    (".", ","): "--thousands \",\" (thousands=',')",
    (",", None): "--decimal \",\" (decimal=',')",
    (",", "."): "--decimal \",\" --thousands . (decimal=',', thousands='.')",
    (".", " "): "--thousands \" \" (thousands=' ')",
    (",", " "): "--decimal \",\" --thousands \" \" (decimal=',', thousands=' ')",
    (".", "'"): '--thousands "\'" (thousands="\'")',
    (",", "'"): '--decimal "," --thousands "\'" (decimal=\',\', thousands="\'")',
}


class DataError(ValueError):
    """A file is not a table of finite numbers; the message says where, what is wrong, and what to type."""


def parse_number(cell: str, decimal: str, thousands: str | None) -> float:
    """Return a cell as a number, or nan if it is not one."""
    text = re.sub("[\xa0\u2009\u202f]", " ", cell.strip(" ")).replace("\u2019", "'")  # spreadsheets use these
    if thousands and (groups := re.match(rf"[-+]?[1-9]\d{{,2}}({re.escape(thousands)}\d{{3}})+(?!\d)", text)):
        text = groups[0].replace(thousands, "") + text[groups.end() :]
    if "_" in text or (decimal == "," and "." in text):  # Python's float reads 2023_01, which is a month
        return math.nan
    try:
        return float(text.replace(decimal, "."))
    except ValueError:
        return math.nan


def is_numeric(cell: str) -> bool:
    """Return whether a cell is a number in one of the usual formats."""
    return not all(math.isnan(parse_number(cell, *each)) for each in NUMBER_FORMATS)


def explain_cell(text: str, decimal: str, thousands: str | None, delimiter: str) -> tuple[str, bool]:
    """Return what is wrong with a cell and what to do, and whether an option may mend all cells."""
    if text.strip().lower() in MISSING:
        remedy = "fill it in, or leave out such rows with --dropna (dropna=True)"
        return f"holds {quote(text)}: {remedy}" if text.strip() else f"is empty: {remedy}", True
    if UNREADABLE.search(text):
        return "holds bytes that cannot be read: use --encoding latin-1 (encoding='latin-1')", True
    remedies: dict[float, str] = {}  # by the number that the cell may mean
    for number_format, option in NUMBER_FORMATS.items():
        number = parse_number(text, *number_format)
        is_possible = number_format[0] == "," or (decimal, thousands) == (".", None)  # never take back --decimal ,
        if is_possible and math.isfinite(number):
            instead = f' in place of --thousands "{thousands}"' if thousands else ""
            remedies.setdefault(number, f"{option}{instead} if it means {number:.15g}")
    if len(remedies) == 2 and delimiter != ";":
        remedies.popitem()  # the second, the decimal comma, is usual only with semicolons
    if remedies:
        return f"holds {quote(text)}: use {', or '.join(remedies.values())}", True
    finite = "" if math.isnan(parse_number(text, decimal, thousands)) else "finite "
    comma = " with a decimal comma" * (decimal == ",")
    return f"holds {quote(text)}, not a {finite}number{comma}: correct it or delete the row", False
