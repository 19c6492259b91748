"""Numbers that cannot be used, and the one sentence each: which argument, where, what was found.

Nothing here is part of the article. The rules compute first and come here only when a result is not
finite, so that a good lesson costs nothing extra and no nan ever comes out of a bad one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction

from linefit.network import Network, Number

LARGEST = sys.float_info.max
KINDS = frozenset([int, float, Fraction])  # by exact type: isinstance takes a bool for an int


def check_number(name: str, value: object) -> None:
    """Refuse anything but a finite int, float or Fraction.

    >>> check_number("w", float("nan"))
    Traceback (most recent call last):
    ValueError: w is nan: it must be finite, and at most 1.8e+308 in size
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        found = f"{value!r:.40}, a {kind(value)}"
        raise TypeError(f"{name} is {found}: it must be an int, a float or a Fraction")
    if not -LARGEST <= value <= LARGEST:  # so, and not with >, nan is caught too
        found = str(value) if isinstance(value, float) else "too large for a float"
        raise ValueError(f"{name} is {found}: it must be finite, and at most {LARGEST:.2g} in size")


def check_network(network: Network) -> None:
    """Refuse a network whose w or b is not a finite number."""
    check_number("w", network.w)
    check_number("b", network.b)


def check_settings(epochs: int, tolerance: float) -> None:
    """Refuse epochs that cannot be counted, and a tolerance that nothing could be within."""
    check_number("tolerance", tolerance)
    if tolerance < 0:
        raise ValueError(f"tolerance is {tolerance}: it must be 0 or more")
    if not isinstance(epochs, int) or epochs < 0:
        raise ValueError(f"epochs is {epochs}: it must be a whole number, 0 or more")


def check_rows(**columns: Sequence[Number]) -> None:
    """Refuse columns, passed by name, that are not lists of finite numbers that pair up row by row.

    >>> check_rows(xs=[1, 2, 3], ys=[1, 2])
    Traceback (most recent call last):
    ValueError: xs has 3 rows and ys has 2: they must pair up, row by row
    """
    check_columns(**columns)
    for name, values in columns.items():
        if not -LARGEST <= sum(values) <= LARGEST:  # a finite sum has no part that is not
            for row, value in enumerate(values):
                check_number(f"{name}[{row}]", value)


def check_columns(**columns: Sequence[Number]) -> bool:
    """Refuse what `check_rows` refuses, but for nan and inf; tell whether all numbers are floats."""
    for name, values in columns.items():
        if not isinstance(values, Sequence) or isinstance(values, (str, bytes, bytearray)):
            way = f"{name}.tolist()" if hasattr(values, "tolist") else f"list({name})"
            raise TypeError(f"{name} is a {kind(values)}: pass a list of numbers, such as {way}")
    rows = {name: len(values) for name, values in columns.items()}
    if len(set(rows.values())) > 1:
        lengths = " and ".join(f"{name} has {count}" for name, count in rows.items())
        raise ValueError(f"{lengths.replace(' and', ' rows and', 1)}: they must pair up, row by row")
    floats = True
    for name, values in columns.items():
        if not rows[name]:
            raise ValueError(f"{name} has no rows: at least one is needed")
        types = list(map(type, values))
        if types.count(float) < rows[name]:
            floats = False
            if not KINDS.issuperset(types):
                for row, value in enumerate(values):
                    check_number(f"{name}[{row}]", value)
    return floats


def number(value: Number) -> str:
    """Write a number that is not negative for a message: six digits, and no inf."""
    return f"{float(value):.6g}" if value <= LARGEST else f"more than {LARGEST:.2g}"


def kind(value: object) -> str:
    """Name a value's type the way its users know it: a bool, a decimal.Decimal, a numpy.ndarray."""
    return f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")


def refuse_overflow(name: str, values: Sequence[Number]) -> None:
    """Refuse a result that a float cannot hold, though everything that led to it was finite."""
    for row, value in enumerate(values):
        if not -LARGEST <= value <= LARGEST:
            raise OverflowError(f"{name}[{row}] is too large for a float: choose larger units for x or y")
