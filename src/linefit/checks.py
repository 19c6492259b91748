"""What the doors refuse, one sentence each: which argument, where, what was found, what to do.

A door is where your data come in: `train`, `steps`, `fit` and the like. Each looks at everything once,
before any work, and hands lists of finite numbers on to the rooms behind it, which trust them.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from itertools import chain
from typing import Any, Protocol

from linefit.network import Network, Number


class HasToList(Protocol):
    """A NumPy array, a pandas column, and whatever else turns itself into a list."""

    def tolist(self) -> Any:
        """Give a list of Python's own numbers."""


LARGEST = sys.float_info.max
KINDS = frozenset([int, float, Fraction])  # by exact type: isinstance takes a bool for an int
Column = Sequence[Number] | HasToList  # what a door takes for xs or ys


def check_number(name: str, value: Number) -> Number:
    """Refuse anything but a finite int, float or Fraction; give the number.

    >>> check_number("w", float("nan"))
    Traceback (most recent call last):
    ValueError: w is nan: it must be finite, and at most 1.8e+308 in size
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        remedy = f", such as float({name})" if isinstance(value, str) else ""
        remedy = f", such as {name}.item()" if hasattr(value, "item") else remedy  # NumPy's numbers have it
        raise TypeError(f"{name} is {value!r:.40}, {kind(value)}: it must be an int, a float or a Fraction{remedy}")
    if not -LARGEST <= value <= LARGEST:  # so, and not with >, nan is caught too
        found = str(value) if isinstance(value, float) else "too large for a float"
        raise ValueError(f"{name} is {found}: it must be finite, and at most {LARGEST:.2g} in size")
    return float(value) if isinstance(value, float) else value  # NumPy's float64 is a float, but prints as its own


def check_network(network: Network) -> Network:
    """Refuse what is no Network, or one whose w or b is not a finite number; give the network."""
    if not isinstance(network, Network):
        raise TypeError(f"network is {kind(network)}: pass a Network, such as Network(w=25, b=85)")
    return Network(check_number("w", network.w), check_number("b", network.b))


def check_settings(learning_rate: Number, epochs: int = 0, tolerance: Number | None = None) -> None:
    """Refuse a rate that goes uphill, epochs that cannot be counted, and a tolerance that nothing could be within."""
    if not float(learning_rate) >= sys.float_info.min:  # a float has to hold 2 / learning_rate
        least = sys.float_info.min if learning_rate > 0 else 0
        raise ValueError(f"learning_rate is {float(learning_rate):g}: it must be above {least:.2g}")
    if type(epochs) is not int or epochs < 0:
        raise ValueError(f"epochs is {epochs!r:.40}: it must be a whole number, 0 or more, such as 10")
    if tolerance is not None and check_number("tolerance", tolerance) < 0:
        raise ValueError(f"tolerance is {tolerance}: it must be 0 or more")


def check_lesson(
    network: Network, xs: Any, ys: Any, learning_rate: Number
) -> tuple[Network, list[Number], list[Number], Number]:
    """Refuse what no lesson can be made of; give all of it, with xs and ys as lists."""
    alike = type(network) is Network and type(xs) is type(ys) is list and len(xs) == len(ys) > 0
    if alike and are_plain([*network, learning_rate], xs, ys):
        return network, xs, ys, learning_rate
    network = check_network(network)
    xs, ys = check_rows(xs=xs, ys=ys)
    return network, xs, ys, check_number("learning_rate", learning_rate)


def check_rows(**columns: Any) -> list[list[Number]]:
    """Refuse columns, passed by name, that are not finite numbers which pair up row by row; give them as lists.

    >>> check_rows(xs=[1, 2, 3], ys=[1, 2])
    Traceback (most recent call last):
    ValueError: xs has 3 rows and ys has 2: they must pair up, row by row
    """
    lists = list(map(to_list, columns, columns.values()))
    if len(set(map(len, lists))) > 1:
        lengths = " and ".join(f"{name} has {len(values)}" for name, values in zip(columns, lists))
        raise ValueError(f"{lengths.replace(' and', ' rows and')}: they must pair up, row by row")
    if not lists[0]:
        raise ValueError(f"{next(iter(columns))} has no rows: at least one is needed")
    if are_plain(*lists):
        return lists
    return [
        [check_number(f"{name}[{row}]", value) for row, value in enumerate(values)]
        for name, values in zip(columns, lists)
    ]


def are_plain(*lists: list[Number]) -> bool:
    """Tell at a glance, without a word on what is wrong, whether all numbers in these lists can be used."""
    types = list(map(type, chain(*lists)))
    try:
        if types.count(float) == len(types):  # mostly so, and to count is quickest
            return -LARGEST <= sum(map(sum, lists)) <= LARGEST  # only finite floats have a finite sum
        return KINDS >= {*types} and sum(map(math.fabs, chain(*lists))) <= LARGEST  # whole numbers could cancel
    except OverflowError:  # a float was added to a whole number that no float can hold
        return False


def to_list(name: str, values: Any) -> list[Number]:
    """Give a list of what is none: a tuple, a NumPy array, a pandas column; refuse what cannot be one."""
    if isinstance(values, list):
        return values
    listed = values.tolist() if hasattr(values, "tolist") else values
    if isinstance(listed, Sequence) and not isinstance(listed, (str, bytes, bytearray)):
        return list(listed)
    way = f"a list of numbers, such as list({name})" if isinstance(values, (Iterator, Set)) else "a list of numbers"
    if hasattr(values, "columns"):
        way = f'one of its columns, such as {name}["name"]'
    raise TypeError(f"{name} is {kind(values)}: pass {way}")


def check_finite(network: Network, errors: Sequence[Number]) -> None:
    """Refuse an epoch that has outgrown a float."""
    if -LARGEST <= network.w + network.b + sum(errors) <= LARGEST:  # only finite numbers have a finite sum
        return
    for name, values in [("w", [network.w]), ("b", [network.b]), ("an Error", errors)]:
        if not all(-LARGEST <= value <= LARGEST for value in values):
            raise OverflowError(f"{name} is too large for a float")


def outgrown(problem: OverflowError, epoch: int) -> OverflowError:
    """Say at which epoch it was that a number outgrew a float, and what to do."""
    way = "choose larger units for x or y, or a smaller learning rate; or has a rule been changed?"
    return OverflowError(f"after {epoch} epoch{'' if epoch == 1 else 's'} {problem}: {way}")


def number(value: Number) -> str:
    """Write a number that is not negative for a message: six digits, and no inf."""
    return f"{float(value):.6g}" if value <= LARGEST else f"more than {LARGEST:.2g}"


def kind(value: object) -> str:
    """Name a value's type the way its users know it: a bool, an int, a decimal.Decimal, a numpy.ndarray."""
    name = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    return f"an {name}" if name[0] in "aeio" else f"a {name}"
