"""All that a network can learn from rows: five sums.

(3) and (4) depend on the rows only through the means of x, y, x*x and x*y (y*y is for the RMSE). A mean is
a sum divided by the number of rows, and sums add up, so rows can come in parts and in any order. Two rows
are enough to have the same four means, so training on these two gives the same w and b as training on all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from fractions import Fraction
from itertools import chain, islice
from operator import add, mul

from linefit.network import Network, Number
from linefit.validation import Column, as_float, check_network, check_rows, to_list

CHUNK_ROWS = 5_000  # of a stream, in memory at a time: about a megabyte
MAX_EXACT_ROWS = 50  # exact sums take up to ten times as long, but for few rows this does not matter beside training
MIN_RESIDUAL = Fraction(1, 10**14)  # of var_y; for rows on a line, rounded sums leave less than half of this share
sumprod = getattr(math, "sumprod", lambda p, q: math.fsum(map(mul, p, q)))  # math.sumprod is new in Python 3.12


@dataclass(frozen=True)
class Summary:
    """The number of rows and five sums over them, as Fractions. The means and variances are floats.

    Summaries add up field by field. Summary() has no rows, so sum(summaries, Summary()) adds any number of them.
    A mean or variance raises ValueError if there are no rows, and OverflowError if a float cannot hold the result.

    >>> Summary.of([0, 2], [1, 5]) + Summary.of([3], [7]) == Summary.of([0, 2, 3], [1, 5, 7])
    True
    """

    rows: int = 0
    sum_x: Fraction = Fraction(0)
    sum_y: Fraction = Fraction(0)
    sum_xx: Fraction = Fraction(0)  # the sum of x*x
    sum_xy: Fraction = Fraction(0)
    sum_yy: Fraction = Fraction(0)

    @classmethod
    def of(cls, xs: Column, ys: Column) -> Summary:
        """Return the summary of xs and ys, lists of one number per row.

        The sums are exact if there are at most 50 rows, if all numbers are whole, or if any is an int or a Fraction.
        Other sums are rounded, but only in proportion to how far the numbers are from their means.

        >>> Summary.of([0.5, 2], [1, 5]).sum_xy
        Fraction(21, 2)

        Raises ValueError if xs and ys differ in length, are empty or hold a number that is not finite, and
        TypeError if one of them is not a list of numbers.
        """
        xs, ys = to_list("xs", xs), to_list("ys", ys)
        return _sum_floats(xs, ys) or _sum_exactly(*check_rows(xs=xs, ys=ys))

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[Number, Number]]) -> Summary:
        """Return the summary of a stream of pairs (x, y), however long, in constant memory.

        >>> Summary.from_rows((x, 81 * x + 48) for x in range(1_001)).mean_y
        40548.0

        Raises the same errors as `of`, but not if there are no rows, and ValueError if a row is not a pair.
        """
        summary, stream = Summary(), iter(rows)
        while chunk := list(islice(stream, CHUNK_ROWS)):
            try:
                xs, ys = map(list, zip(*chunk, strict=True))
            except (TypeError, ValueError):
                last = summary.rows + len(chunk) - 1
                raise ValueError(f"rows {summary.rows} to {last} must all be pairs (x, y)") from None
            try:
                summary += Summary.of(xs, ys)
            except (TypeError, ValueError) as exception:
                raise type(exception)(f"counting from row {summary.rows}, {exception}") from None
        return summary

    def __add__(self, other: Summary) -> Summary:
        """Return the summary of the rows of both."""
        if not isinstance(other, Summary):
            return NotImplemented
        return Summary(*map(add, astuple(self), astuple(other)))

    @property
    def mean_x(self) -> float:
        """The mean of x."""
        return as_float("the mean of x", exact_moments(self)[0])

    @property
    def mean_y(self) -> float:
        """The mean of y."""
        return as_float("the mean of y", exact_moments(self)[1])

    @property
    def var_x(self) -> float:
        """The variance of x, mean((x - mean_x)^2)."""
        return as_float("the variance of x", exact_moments(self)[2])

    @property
    def var_y(self) -> float:
        """The variance of y, mean((y - mean_y)^2)."""
        return as_float("the variance of y", exact_moments(self)[3])

    @property
    def cov_xy(self) -> float:
        """The covariance of x and y, mean((x - mean_x) * (y - mean_y))."""
        return as_float("the covariance of x and y", exact_moments(self)[4])

    def condensed(self) -> tuple[list[float], list[float]]:
        """Return xs and ys of two rows with the same four means as all rows, or of one if all xs are equal.

        The xs are mean_x - sd and mean_x + sd, where sd is the standard deviation of x. This keeps mean_x and
        var_x. The ys are mean_y - cov_xy / sd and mean_y + cov_xy / sd, which keeps mean_y and cov_xy.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).condensed()
        ([0.0, 2.0], [2.0, 6.0])

        Raises ValueError if there are no rows, and OverflowError if a float cannot hold a mean, var_x, cov_xy or y.
        """
        mean_x, mean_y, sd = self.mean_x, self.mean_y, math.sqrt(self.var_x)
        if sd == 0:
            return [mean_x], [mean_y]
        rise = self.cov_xy / sd
        return [mean_x - sd, mean_x + sd], [as_float("a condensed y", mean_y + dy) for dy in (-rise, rise)]

    def rmse(self, network: Network) -> float:
        """Return the root mean squared Error of a network over all rows, in the unit of y.

        For more than 50 rows, the RMSE of the least-squares line counts as 0 if it is below 1e-7 of the standard
        deviation of y, because sums that are rounded cannot show it.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).rmse(Network(w=2, b=2))
        1.5811388300841898

        Raises ValueError if there are no rows or w or b is not finite, TypeError if network is not a Network
        of two numbers, and OverflowError if a float cannot hold the mean squared Error.
        """
        w, b = (Fraction(number) for number in check_network(network))
        mean_x, mean_y, var_x, var_y, cov_xy = exact_moments(self)
        best_w = cov_xy / var_x if var_x else Fraction(0)
        mean_square = (w - best_w) ** 2 * var_x + (w * mean_x + b - mean_y) ** 2  # over the two condensed rows
        residual = var_y - best_w * cov_xy  # the mean squared Error of the least-squares line
        if self.rows <= MAX_EXACT_ROWS or residual > var_y * MIN_RESIDUAL:
            mean_square += residual
        return math.sqrt(as_float("the mean squared Error", mean_square))

    def correlation(self) -> float:
        """Return the correlation r, from -1 to 1; r^2 is the share of var_y that the least-squares line explains.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).correlation() ** 2
        0.6153846153846154

        Raises ValueError if there are no rows, or all xs or all ys are equal.
        """
        _, _, var_x, var_y, cov_xy = exact_moments(self)
        for name, variance in (("xs", var_x), ("ys", var_y)):
            if not variance:
                raise ValueError(f"all {name} are equal: the correlation is undefined")
        r_squared = min(cov_xy * cov_xy / (var_x * var_y), Fraction(1))  # with rounded sums it may be above 1
        return -math.sqrt(r_squared) if cov_xy < 0 else math.sqrt(r_squared)


def exact_moments(summary: Summary) -> tuple[Fraction, Fraction, Fraction, Fraction, Fraction]:
    """Return mean_x, mean_y, var_x, var_y and cov_xy as Fractions; raise ValueError if there are no rows."""
    if not summary.rows:
        raise ValueError("the summary has no rows: at least one is needed")
    mean_x, mean_y = summary.sum_x / summary.rows, summary.sum_y / summary.rows
    var_x, var_y = summary.sum_xx / summary.rows - mean_x**2, summary.sum_yy / summary.rows - mean_y**2
    return mean_x, mean_y, var_x, var_y, summary.sum_xy / summary.rows - mean_x * mean_y


def _sum_exactly(xs: list[Number], ys: list[Number]) -> Summary:
    """Return the exact summary, from sums of integers."""
    (int_xs, d_x), (int_ys, d_y) = _as_integers(xs), _as_integers(ys)  # and their denominators
    sum_x, sum_y = Fraction(sum(int_xs), d_x), Fraction(sum(int_ys), d_y)
    xx, xy, yy = (sum(map(mul, one, two)) for one, two in [(int_xs, int_xs), (int_xs, int_ys), (int_ys, int_ys)])
    sum_xx, sum_xy, sum_yy = Fraction(xx, d_x**2), Fraction(xy, d_x * d_y), Fraction(yy, d_y**2)
    return Summary(len(xs), sum_x, sum_y, sum_xx, sum_xy, sum_yy)


def _as_integers(values: list[Number]) -> tuple[list[int], int]:
    """Return all values multiplied by their common denominator, and that denominator."""
    ratios = [value.as_integer_ratio() for value in values]
    common = math.lcm(*{denominator for _, denominator in ratios})
    return [numerator * (common // denominator) for numerator, denominator in ratios], common


def _sum_floats(xs: list[Number], ys: list[Number]) -> Summary | None:
    """Return the summary of floats, from their deviations from the means, or None if exact sums are better."""
    rows = len(xs)
    are_floats = [*map(type, xs)] == [*map(type, ys)] == [float] * rows
    if rows <= MAX_EXACT_ROWS or not are_floats or not any(value % 1 for value in chain(xs, ys)):
        return None
    mean_x, mean_y = sum(xs) / rows, sum(ys) / rows
    dx, dy = [x - mean_x for x in xs], [y - mean_y for y in ys]
    norm_x, norm_y = math.hypot(*dx), math.hypot(*dy)
    if not (1e-140 < norm_x < 1e140 and 1e-140 < norm_y < 1e140):
        return None  # all are equal, a number is not finite, or products may be too large or small for a float
    sum_dx, sum_dy = math.fsum(dx), math.fsum(dy)
    if max(abs(sum_dx) / norm_x, abs(sum_dy) / norm_y) > math.sqrt(rows) / 10:
        return None  # rounding has moved a mean by more than a tenth of the standard deviation (by sum_dx / rows)
    floats = mean_x, mean_y, sum_dx, sum_dy, norm_x, norm_y, sumprod(dx, dy)
    # From here on, all is exact. As x = dx + mx and y = dy + my, x*x = dx*dx + mx*(dx + x), x*y = dx*dy + mx*y + my*dx.
    mx, my, total_dx, total_dy, root_xx, root_yy, total_xy = (Fraction(value) for value in floats)
    sum_x, sum_y = total_dx + rows * mx, total_dy + rows * my
    sum_xx, sum_yy = root_xx**2 + mx * (total_dx + sum_x), root_yy**2 + my * (total_dy + sum_y)
    return Summary(rows, sum_x, sum_y, sum_xx, total_xy + mx * sum_y + my * total_dx, sum_yy)
