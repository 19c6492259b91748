"""One cell of a table: a number, a missing value, or a sentence that says what is wrong and what to type."""

import math
import re

from linefit.validation import quote

MISSING = frozenset(["", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "?", "-", "--", ".", "..", ":"])
UNREADABLE = re.compile("[\udc80-\udcff]")  # surrogateescape makes these of bytes that are not UTF-8
FORMATS = {  # decimal and thousands, and how to ask for them
    (".", None): "",
    (".", ","): "--thousands , (thousands=',')",
    (",", None): "--decimal , (decimal=',')",
    (",", "."): "--decimal , --thousands . (decimal=',', thousands='.')",
    (".", " "): "--thousands \" \" (thousands=' ')",
    (",", " "): "--decimal , --thousands \" \" (decimal=',', thousands=' ')",
    (".", "'"): '--thousands "\'" (thousands="\'")',
}


class DataError(ValueError):
    """A file is not a table of finite numbers; the message says where, what is wrong, and what to type."""


def parse_number(cell: str, decimal: str, thousands: str | None) -> float:
    """Return a cell as a number, or nan if it is not one."""
    text = " ".join(cell.split())  # a no-break space becomes a space
    if thousands and (groups := re.match(rf"[-+]?\d{{1,3}}({re.escape(thousands)}\d{{3}})+(?!\d)", text)):
        text = groups[0].replace(thousands, "") + text[groups.end() :]
    if "_" in text or (decimal == "," and "." in text):  # Python's float reads 2023_01, which is a month
        return math.nan
    try:
        return float(text.replace(decimal, "."))
    except ValueError:
        return math.nan


def find_numbers(row: list[str]) -> list[int]:
    """Return the positions, from 1, of the cells that are numbers in one of the usual formats."""
    return [k for k, cell in enumerate(row, 1) if not all(math.isnan(parse_number(cell, *known)) for known in FORMATS)]


def explain_cell(text: str, decimal: str, thousands: str | None, delimiter: str) -> tuple[str, bool]:
    """Return what is wrong with a cell and what to do, and whether an option is enough."""
    if text.lower() in MISSING:
        what = f"holds {quote(text)}" if text else "is empty"
        return f"{what}: fill it in, or leave out such rows with --dropna (dropna=True)", True
    if UNREADABLE.search(text):
        return "holds bytes that are not UTF-8: use --encoding latin-1 (encoding='latin-1')", True
    meanings: dict[float, str] = {}
    for known, option in FORMATS.items():
        is_more = known[0] == decimal and thousands in (None, known[1])  # what was asked for stays, as a rule
        number = parse_number(text, *known) if is_more or (decimal, known[0]) == (".", ",") else math.nan
        if math.isfinite(number):
            instead = f" in place of --thousands {thousands}" * (thousands is not None and not is_more)
            meanings.setdefault(number, f"{option}{instead} if it means {number:.15g}")
    if re.search(r"\d,\d{3}\b", text) and len(meanings) > 1 and delimiter != ";":
        meanings.popitem()  # decimal commas come with semicolons, so 1,250 is more than a thousand
    if meanings:
        return f"holds {quote(text)}: use {', or '.join(meanings.values())}", True
    what = "a number" if math.isnan(parse_number(text, decimal, thousands)) else "a finite number"
    wanted = " with a decimal comma" if decimal == "," else ""
    return f"holds {quote(text)}, not {what}{wanted}: correct it or leave the row out", False
