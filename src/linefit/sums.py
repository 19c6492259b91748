"""Sums that keep their digits, in any range: what a summary is reckoned with.

They are taken in two passes over a chunk of rows, with a correction for the mean's own rounding, and
chunks are put together in pairs: T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing
the Sample Variance: Analysis and Recommendations", The American Statistician 37 (1983), 242-247.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import mul
from typing import cast

from linefit.checks import LARGEST
from linefit.network import Number

if sys.version_info >= (3, 12):
    from math import sumprod
else:

    def sumprod(one: Iterable[float], two: Iterable[float], /) -> float:
        """Add up the products of pairs, as math does from Python 3.12 on."""
        total: float = sum(map(mul, one, two))
        return total


FEW = 50  # rows: for so few, care takes no time to speak of
SMALL, LARGE = 1e-280, 1e280  # squares between these have lost nothing to a float's ends


def fractions(values: Sequence[Number]) -> list[Fraction]:
    """Make all numbers Fractions, which changes none of them."""
    return [Fraction(value) for value in values]


def as_floats(values: Sequence[Number]) -> list[float] | None:
    """Make a list of floats; None where one is a Fraction, or a whole number that a float cannot hold."""
    types = list(map(type, values))
    if types.count(float) == len(types):
        return cast(list[float], values)
    floats = list(map(float, values))
    return None if Fraction in types or floats != values else floats


def root(value: Number) -> Number:
    """Take the square root; of a Fraction as a Fraction, exact where it can be and in any range.

    >>> root(2.25), root(Fraction(9, 4)), root(Fraction(1, 10**400)) == Fraction(1, 10**200)
    (1.5, Fraction(3, 2), True)
    """
    if not isinstance(value, Fraction):
        return math.sqrt(value)
    square = value.numerator * value.denominator
    shift = max(0, 64 - square.bit_length() // 2)  # 64 digits of the root at least
    return Fraction(math.isqrt(square << 2 * shift), value.denominator << shift)


def typical(errors: Sequence[Number], scatter: float = 0.0) -> float:
    """Give the root mean square of Errors: how far off a prediction typically is, with a scatter of its own.

    >>> typical([3, -1])
    2.23606797749979

    Raises OverflowError where a float cannot hold the figure.
    """
    try:
        figure = math.hypot(math.hypot(*errors) / math.sqrt(len(errors)), scatter)
    except OverflowError:  # whole numbers and Fractions raise this where floats become inf
        figure = math.inf
    if figure > LARGEST:
        raise OverflowError("the typical error is too large for a float: choose larger units for y")
    return figure


def about_the_mean(values: list[float]) -> tuple[float, float, list[float], float]:
    """Give a middle, what is missing from it to the mean, all distances from it, and their squares about the mean.

    Where the mean is not far from 0, 0 itself will do for a middle: the correction then costs little more
    than a digit. Else the middle is the mean, and where its own rounding shows, the mean once more.
    """
    rows, middle, distances = len(values), 0.0, values
    for _ in range(3):
        rest = sum(distances) / rows
        correction = rows * rest * rest
        if rows <= FEW:
            squares = sumprod(distances, distances)
        else:  # the root of the same, in one stroke, but rounded
            length = math.hypot(*distances)
            squares = length * length
        if correction <= 0.95 * squares:
            break
        middle += rest
        distances = [value - middle for value in values]
    return middle, rest, distances, squares - correction


def kept(squares: Number, values: Sequence[Number]) -> bool:
    """Tell whether the squares are a sum that neither overflowed nor vanished."""
    return SMALL < squares < LARGE or not any(values)
