"""Sums that keep their digits, in any range: what a summary is reckoned with.

Few rows are added up exactly. With many, squares are those of the distances from the mean, in two passes:
T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing the Sample Variance: Analysis and
Recommendations", The American Statistician 37 (1983), 242-247. So are products, unless Python can add
them up with twice a float's digits.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from fractions import Fraction
from operator import mul
from typing import TypeGuard

from linefit.checks import LARGEST
from linefit.network import Number

FEW = 50  # rows: for so few, exact arithmetic takes no time to speak of
SMALL, LARGE = 1e-280, 1e280  # products of x and y between these lose nothing to a float's ends
FAR = 2.0**25  # of two columns whose means are so many spreads from 0, a sum of x*y loses 50 of its 106 binary digits


def are_floats(values: Sequence[Number]) -> TypeGuard[list[float]]:
    """Tell whether all are floats."""
    return [*map(type, values)] == [float] * len(values)  # the quickest way


def as_floats(values: Sequence[Number]) -> list[float] | None:
    """Make a list of floats; None where one is a Fraction, or a whole number that a float cannot hold."""
    if are_floats(values):
        return values
    floats = list(map(float, values))
    return None if Fraction in map(type, values) or floats != values else floats


def as_float(value: Fraction) -> float | Fraction:
    """Give the nearest float; but where that is infinite, or so near to 0 that digits are lost, the value itself."""
    try:
        nearest = float(value)
    except OverflowError:
        return value
    return nearest if abs(nearest) >= sys.float_info.min or nearest == value else value


def root(value: Number) -> Fraction:
    """Take the square root in any range, exactly where it is a fraction.

    >>> root(2.25), root(Fraction(1, 10**400)) == Fraction(1, 10**200)
    (Fraction(3, 2), True)
    """
    numerator, denominator = value.as_integer_ratio()
    square = numerator * denominator
    shift = max(0, 64 - square.bit_length() // 2)  # 64 binary digits of the root at least
    return Fraction(math.isqrt(square << 2 * shift), denominator << shift)


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


Sums = tuple[int, int, int, int, int, int]  # a unit, and whole numbers of it: of x, y, x*x, x*y, y*y over all rows


def exact_sums(xs: Sequence[Number], ys: Sequence[Number]) -> Sums:
    """Add up exactly, as whole numbers of a unit that goes into all: so many of it make 1, or 1 * 1.

    >>> exact_sums([0.5, 2], [3, Fraction(1, 3)])
    (6, 15, 20, 153, 78, 328)
    """
    numbers, unit = whole([*xs, *ys])
    x, y = numbers[: len(xs)], numbers[len(xs) :]
    return unit, sum(x), sum(y), sum(map(mul, x, x)), sum(map(mul, x, y)), sum(map(mul, y, y))


def whole(values: Sequence[Number]) -> tuple[list[int], int]:
    """Give all values as whole numbers of a unit, and how many of it make 1."""
    ratios = [value.as_integer_ratio() for value in values]
    unit = math.lcm(*[denominator for _, denominator in ratios])
    return [numerator * (unit // denominator) for numerator, denominator in ratios], unit


def float_sums(xs: list[float], ys: list[float]) -> Sums | None:
    """Add up in floats, which is quicker with many rows; None where digits would be lost, or not all are finite."""
    if len(xs) <= FEW:
        return None
    try:
        return about_zero(xs, ys) or about_the_middle(xs, ys)
    except (ArithmeticError, ValueError):  # a sum beyond all floats, or of infinities, or nothing that differs
        return None


def about_the_middle(xs: list[float], ys: list[float]) -> Sums | None:
    """Add up the distances from a middle near the mean, and their products; the way back is exact.

    Products of the numbers themselves would lose what they differ by.
    """
    rows = len(xs)
    middle_x, middle_y = sum(xs) / rows, sum(ys) / rows
    from_x, from_y = [x - middle_x for x in xs], [y - middle_y for y in ys]
    length_x, length_y = math.hypot(*from_x), math.hypot(*from_y)
    rests = math.fsum(from_x), math.fsum(from_y)
    near = abs(rests[0]) < math.sqrt(rows) * length_x / 10 and abs(rests[1]) < math.sqrt(rows) * length_y / 10
    if not near or not SMALL < length_x * length_y < LARGE:  # not near: a column's values are almost the same
        return None
    floats = [middle_x, middle_y, *rests, length_x, length_y, math.fsum(map(mul, from_x, from_y))]
    (x, y, rest_x, rest_y, root_xx, root_yy, xy), unit = whole(floats)
    many, one = math.isqrt(rows), unit * unit
    sum_x = whole_if_near(rows * x + rest_x, root_xx * many, unit)
    sum_y = whole_if_near(rows * y + rest_y, root_yy * many, unit)
    sum_xy = whole_if_near(xy * unit + x * sum_y + y * (sum_x - rows * x), root_xx * root_yy, one)
    return unit, sum_x, sum_y, squares(root_xx, x, sum_x, rows, one), sum_xy, squares(root_yy, y, sum_y, rows, one)


def squares(length: int, middle: int, total: int, rows: int, one: int) -> int:
    """Give the sum of squares about 0, from its root about a middle."""
    return whole_if_near(length**2 + middle * (2 * total - rows * middle), length**2, one)


def whole_if_near(value: int, size: int, one: int) -> int:
    """Move a sum, in which so much was rounded, to a whole number of ones, where rounding leaves open which is right.

    It moves by no more than it may be off. Of whole numbers, such as years and counts, the sum is one of them.
    """
    nearest = (value + one // 2) // one * one
    rounded = size >> 51  # of a float's 53 binary digits, a square has lost one or two
    return nearest if abs(nearest - value) <= rounded else value


def about_zero(xs: list[float], ys: list[float]) -> Sums | None:
    """Add up the numbers as they are, and once more what those sums leave out: as if floats had twice the digits.

    That takes math.sumprod, which loses nothing on its way; None on a Python that has none, or where the
    rows are so far away that twice the digits are not enough.
    """
    if sys.version_info >= (3, 12):
        rows = len(xs)
        x, y, xy = math.fsum(xs), math.fsum(ys), math.sumprod(xs, ys)
        rests = math.fsum([*xs, -x]), math.fsum([*ys, -y]), math.sumprod([*xs, xy], [*ys, -1.0])
        middle_x, middle_y = x / rows, y / rows
        length_x, length_y = math.dist(xs, [middle_x] * rows), math.dist(ys, [middle_y] * rows)
        far = max(abs(middle_x) / length_x, abs(middle_y) / length_y) * math.sqrt(rows)
        if not SMALL < length_x * length_y < LARGE or far > FAR:
            return None
        numbers, unit = whole([x, y, xy, *rests, middle_x, middle_y, length_x, length_y])
        whole_x, whole_y, whole_xy, rest_x, rest_y, rest_xy, at_x, at_y, root_xx, root_yy = numbers
        sum_x, sum_y, sum_xy, one = whole_x + rest_x, whole_y + rest_y, (whole_xy + rest_xy) * unit, unit * unit
        sum_xx, sum_yy = squares(root_xx, at_x, sum_x, rows, one), squares(root_yy, at_y, sum_y, rows, one)
        return unit, sum_x, sum_y, sum_xx, sum_xy, sum_yy
    return None
