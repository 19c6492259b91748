"""One cell of a table: a number, a gap, or one sentence that says what is wrong with it."""

from __future__ import annotations

import math
import re
import sys

from linefit.validation import quote

HELD = 2.0**53  # whole numbers below this are floats, too
GAPS = {"", "na", "n/a", "nan", "null", "-"}  # what people write where a measurement is missing
DATE = r"\d\d?\.\d\d?\.(\d\d){1,2}"  # as in 31.12.2024
# Looks like an attempt at a number, so that a first row of bad numbers is not taken for a header.
LIKE_A_NUMBER = r"(?i)\W*\d[\d\W_]*(e[-+]?\d+)?|[-+]?(nan|inf|infinity)"


class DataError(ValueError):
    """A file is no table of finite numbers; the message says in which file, on which line, and why."""


def parse(cell: str, decimal: str = ".") -> float:
    """Read a cell the way Python reads a float, but take neither nan, inf nor 1_000.

    >>> parse(" 1.5e3 "), parse("1,5", decimal=",")
    (1500.0, 1.5)
    >>> parse("2,5%")
    Traceback (most recent call last):
    ValueError: '2,5%' is not a number: correct it or leave the row out

    Raises ValueError, with the cell's text shortened.
    """
    text = cell.strip()
    if decimal == "," and "." in text and not re.fullmatch(DATE, text):
        raise ValueError(f"{quote(text)} has a point: with a decimal comma, write nothing between thousands")
    pointed = text.replace(decimal, ".")
    more = "; --dropna (dropna=True) leaves out all such rows" if is_gap(text) else ""
    if is_number(pointed) and "_" not in text:
        value = float(pointed)
        if value == 0 and re.match(r"[^e]*[1-9]", pointed, re.IGNORECASE):
            raise ValueError(f"{quote(text)} is too small: a float begins at {math.ulp(0.0):.2g}")
        if HELD <= abs(value) < math.inf and re.fullmatch(r"[+-]?\d+", text) and int(text) != value:
            raise ValueError(f"{quote(text)} has more digits than a float holds: choose larger units")
        if math.isfinite(value):
            return value
        if re.search(r"\d", text):
            raise ValueError(f"{quote(text)} is too large: a float ends at {sys.float_info.max:.2g}")
        raise ValueError(f"{quote(text)} is not a finite number: correct it or leave the row out{more}")
    if not text:
        raise ValueError(f"the cell is empty: fill it in or leave the row out{more}")
    if like_a_number(text) and not re.fullmatch(DATE, text):
        if "," in text:
            more = "; --decimal , (decimal=',') reads decimal commas" if is_number(text.replace(",", ".")) else ""
            raise ValueError(f"{quote(text)} has a comma: write a decimal point, and nothing between thousands{more}")
        raise ValueError(f"{quote(text)} has something between its digits: write thousands without separators")
    raise ValueError(f"{quote(text)} is not a number: correct it or leave the row out{more}")


def is_gap(cell: str) -> bool:
    """Tell whether a cell says that its measurement is missing."""
    return cell.strip().lower() in GAPS


def is_number(text: str) -> bool:
    """Tell whether Python reads the text as a float."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def like_a_number(text: str) -> bool:
    """Tell whether the text would be a number without what people put between digits."""
    return is_number(re.sub(r"[\s'_,.]", "", text))
