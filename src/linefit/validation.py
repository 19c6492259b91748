"""What the public functions reject: one sentence says which argument, where, what is wrong, and what to do.

`train`, `steps`, `fit` and so on check their arguments once, before any work. The four rules trust theirs.
"""

import math
import os
import sys
from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain
from typing import Any, Protocol

from linefit.network import Network, Number


class SupportsToList(Protocol):
    """A NumPy array, a pandas column, and whatever else has a method tolist."""

    def tolist(self) -> Any:
        """Return a list of Python's own numbers."""


FLOAT_MAX = sys.float_info.max
MAX_QUOTE = 40  # characters of a name, a path or a cell in a message
NUMBER_TYPES = frozenset([int, float, Fraction])  # exact types, because isinstance takes a bool for an int
Column = Sequence[Number] | SupportsToList  # what is accepted for xs or ys


def check_number(name: str, value: Number) -> Number:
    """Return the number; raise TypeError or ValueError if it is not a finite int, float or Fraction.

    >>> check_number("w", float("nan"))
    Traceback (most recent call last):
    ValueError: w is nan: it must be finite, and at most 1.8e+308 in size
    """
    if dtype_kind(value) in ("i", "u", "f") and hasattr(value, "item"):
        value = value.item()  # NumPy's number becomes Python's
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        remedy = "it must be an int, a float or a Fraction" + f", such as float({name})" * isinstance(value, str)
        raise TypeError(f"{name} is {value!r:.40}, {describe_type(value)}: {remedy}")
    if not -FLOAT_MAX <= value <= FLOAT_MAX:  # written with <=, so that nan is rejected, too
        text = str(value) if isinstance(value, float) else "too large for a float"
        raise ValueError(f"{name} is {text}: it must be finite, and at most {FLOAT_MAX:.2g} in size")
    return value


def check_network(network: Network) -> Network:
    """Return the network; raise TypeError or ValueError if it is not a Network of two finite numbers."""
    if not isinstance(network, Network):
        raise TypeError(f"network is {describe_type(network)}: pass a Network, such as Network(w=25, b=85)")
    return Network(check_number("w", network.w), check_number("b", network.b))


def check_learning_rate(learning_rate: Number) -> Number:
    """Return the learning rate; raise ValueError if it is not above 0."""
    learning_rate = check_number("learning_rate", learning_rate)
    if float(learning_rate) < sys.float_info.min:  # because a float has to hold 2 / learning_rate
        least = f"{sys.float_info.min:.2g}"
        raise ValueError(f"learning_rate is {float(learning_rate):g}: it must be above 0 (at least {least})")
    return learning_rate


def check_limits(epochs: int | None, tolerance: Number | None) -> None:
    """Raise ValueError if epochs is not a whole number from 0 to 10**18, or the tolerance is below 0."""
    if epochs is not None and (type(epochs) is not int or not 0 <= epochs <= 10**18):
        raise ValueError(f"epochs is {epochs!r:.40}: it must be a whole number from 0 to 10**18, such as 10")
    if tolerance is not None and check_number("tolerance", tolerance) < 0:
        raise ValueError(f"tolerance is {tolerance}: it must be 0 or more")


def check_training(
    network: Network, xs: Any, ys: Any, learning_rate: Number
) -> tuple[Network, list[Number], list[Number], Number]:
    """Return all arguments, with xs and ys as lists; raise TypeError or ValueError if one cannot be used."""
    # Usual arguments are checked at one glance, so in a debugger few steps lead from train to the rules.
    are_usual = type(network) is Network and type(xs) is type(ys) is list and len(xs) == len(ys) > 0
    if are_usual and are_finite([*network, learning_rate], xs, ys) and learning_rate >= sys.float_info.min:
        return network, xs, ys, learning_rate
    network, (xs, ys) = check_network(network), check_rows(xs=xs, ys=ys)
    return network, xs, ys, check_learning_rate(learning_rate)


def check_csv_options(options: Any) -> None:
    """Raise ValueError if an argument of read_csv cannot be used."""
    delimiter, decimal, thousands = options.delimiter, options.decimal, options.thousands
    is_count = type(options.skiprows) is int and 0 <= options.skiprows <= sys.maxsize
    is_character = isinstance(delimiter, str) and len(delimiter) == 1 and delimiter not in '"\r\n'
    for is_right, name, remedy in (
        (options.header is None or isinstance(options.header, bool), "header", "True, False or None"),
        (is_count, "skiprows", "a whole number from 0 up"),
        (
            is_character or delimiter in (None, "tab", "space"),
            "delimiter",
            "one character (not a quote), tab or space",
        ),
        (decimal in (".", ","), "decimal", "'.' or ','"),
        (thousands in (None, ",", ".", " ", "'"), "thousands", "',' or '.' or ' ' or \"'\""),
        (thousands != decimal, "thousands", f"a character other than {decimal!r}, which decimal is"),
    ):
        if not is_right:
            raise ValueError(f"{name} is {getattr(options, name)!r:.40}: it must be {remedy}")
    try:
        "".encode(options.encoding)
    except (LookupError, TypeError, ValueError):
        raise ValueError(f"encoding is {options.encoding!r:.40}: it must be known to Python, such as latin-1") from None


def check_path(path: Any) -> None:
    """Raise TypeError if path is not a file's name."""
    if not isinstance(path, (str, os.PathLike)):
        remedy = "its columns to fit or train instead" if hasattr(path, "columns") else "the file's name"
        raise TypeError(f"path is {describe_type(path)}: pass {remedy}")


def check_rows(**columns: Any) -> list[list[Number]]:
    """Return columns, passed by name, as lists; raise if they are not finite numbers that pair up row by row.

    >>> check_rows(xs=[1, 2, 3], ys=[1, 2])
    Traceback (most recent call last):
    ValueError: len(xs) is 3 and len(ys) is 2: they must pair up, row by row
    """
    lists = list(map(to_list, columns, columns.values()))
    if len(set(map(len, lists))) > 1:
        raise ValueError(f"len(xs) is {len(lists[0])} and len(ys) is {len(lists[1])}: they must pair up, row by row")
    if not lists[0]:
        raise ValueError("xs has no rows: at least one is needed")
    if are_finite(*lists):
        return lists
    return [
        [check_number(f"{name}[{row}]", value) for row, value in enumerate(values)]
        for name, values in zip(columns, lists)
    ]


def are_finite(*lists: list[Number]) -> bool:
    """Return whether a quick look shows that all lists hold finite numbers; False means that this is uncertain."""
    try:
        return NUMBER_TYPES >= {*map(type, chain(*lists))} and sum(map(math.fabs, chain(*lists))) <= FLOAT_MAX
    except OverflowError:  # an int or a Fraction is too large for a float
        return False


def to_list(name: str, values: Any) -> list[Number]:
    """Return a sequence, a NumPy array or a pandas column as a list; raise TypeError if it is none of these."""
    column = values.tolist() if hasattr(values, "tolist") else values
    if isinstance(column, Sequence) and not isinstance(column, (str, bytes, bytearray)):
        first = column[0] if column else 0
        if isinstance(first, (date, timedelta)) or {dtype_kind(values), dtype_kind(first)} & {"M", "m"}:
            raise TypeError(f"{name} holds dates or times: make them numbers, such as days since the first")
        if isinstance(first, (list, tuple)) or getattr(first, "shape", ()) != ():
            remedy = f"{name}[:, 0]" if hasattr(values, "shape") else f"[row[0] for row in {name}]"
            raise TypeError(f"{name} holds rows of numbers: pass one column, such as {remedy}")
        return column if isinstance(column, list) else list(column)
    remedy = f"a list of numbers, such as list({name})" if isinstance(values, (Iterator, Set)) else "a list of numbers"
    if hasattr(values, "columns"):
        remedy = f'one of its columns, such as {name}["name"]'
    raise TypeError(f"{name} is {describe_type(values)}: pass {remedy}")


def dtype_kind(value: object) -> str:
    """Return NumPy's letter for a type, such as i for ints and M for dates, or "" if the value has none."""
    return str(getattr(getattr(value, "dtype", None), "kind", ""))


def check_finite(network: Network, errors: Sequence[Number]) -> None:
    """Raise OverflowError if w, b or an Error is too large for a float."""
    # A quick look: a finite sum has finite floats only. Added to a float, too large an int raises OverflowError.
    is_finite = -FLOAT_MAX <= sum(errors, float(network.w) + float(network.b)) <= FLOAT_MAX
    if not is_finite and not all(-FLOAT_MAX <= number <= FLOAT_MAX for number in (*network, *errors)):
        raise OverflowError


def overflow_error(epoch: int) -> OverflowError:
    """Return the error for a number that is too large for a float after this epoch, with what to do."""
    problem = f"after {epoch} epoch{'' if epoch == 1 else 's'}, w, b or an Error is too large for a float"
    remedy = "pass a smaller learning_rate" if epoch else "start with a smaller w and b"
    return OverflowError(f"{problem}: {remedy}, or choose other units for x or y (or has a rule been changed?)")


def as_float(name: str, value: Number) -> float:
    """Return a number as a float; raise OverflowError if it is too large, or so small that digits are lost."""
    nearest = float(value) if -FLOAT_MAX <= value <= FLOAT_MAX else math.inf
    if math.isfinite(nearest) and (abs(nearest) >= sys.float_info.min or nearest == value):
        return nearest
    size = "small" if abs(nearest) < 1 else "large"
    raise OverflowError(f"{name} is too {size} for a float: choose other units for x or y")


def describe_type(value: object) -> str:
    """Return a value's type with its article: a bool, an int, a decimal.Decimal, a numpy.ndarray."""
    name = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    return f"an {name}" if name[0] in "aeio" else f"a {name}"


def quote(text: str) -> str:
    """Return a cell or a name in quotes, on one line and not too long.

    >>> print(quote("x" * 50))
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...'
    """
    cell = repr(text[: MAX_QUOTE + 1])
    return cell if len(cell) <= MAX_QUOTE + 2 else f"{cell[: MAX_QUOTE - 2]}...{cell[0]}"


def escape(text: str) -> str:
    """Return the text with escapes for all characters that are not printable, as these could disturb a terminal."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def display_path(path: object) -> str:
    r"""Return a path in printable form, or only its end if it is long.

    >>> print(display_path("a folder/\x1b[31mred.csv"))
    a folder/\x1b[31mred.csv
    """
    text = escape(str(path))
    return text if len(text) <= MAX_QUOTE else f"...{text[3 - MAX_QUOTE :]}"
