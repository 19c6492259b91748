"""Everything such a network can learn from data, in a few means.

The rules see the rows only through mean(x), mean(y), mean(x*x) and mean(x*y). A summary holds the sums
behind them, as whole numbers of a unit, which add up exactly and in any order. So one summary holds any
number of rows; and since two rows are enough to have the same means, two rows teach the same lesson.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import lcm
from operator import add
from typing import NamedTuple

from linefit.checks import Column, check_network, check_rows
from linefit.network import Network, Number
from linefit.rules import error, predict
from linefit.sums import are_floats, as_float, as_floats, exact_sums, float_sums, root, typical

CHUNK = 10_000  # rows taken at a time, so that a stream needs little memory
ROUNDING = Fraction(1, 10**14)  # of a variance: a ten-millionth of its root


class Moments(NamedTuple):
    """The means of the rows, and how far from them, and together, the rows are spread."""

    mean_x: Fraction
    mean_y: Fraction
    var_x: Fraction  # mean((x - mean_x)^2)
    cov_xy: Fraction  # mean((x - mean_x) * (y - mean_y))
    var_y: Fraction


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Summary:
    """What a network can learn from rows of x and y; without rows, the zero that sum() starts from.

    >>> summary = Summary.of([0, 1, 2], [1, 3, 5])
    >>> summary.rows, summary.mean_x, summary.mean_y
    (3, 1.0, 3.0)
    >>> summary + Summary.of([3], [7]) == Summary.of([0, 1, 2, 3], [1, 3, 5, 7])
    True

    Means, variances and covariance are floats; but Fractions where the rows held any, or a whole number
    that no float is, and where one is too large for a float or too near to 0. Up to 50 rows at a time are
    added up exactly; of more floats, a sum's last digit may be off, and differ in another split.
    """

    rows: int = 0
    unit: int = 1  # what follows are whole numbers: of 1/unit, or, of products, of 1/unit^2
    sum_x: int = 0
    sum_y: int = 0
    sum_xx: int = 0  # of x*x over all rows
    sum_xy: int = 0
    sum_yy: int = 0
    in_fractions: bool = False  # whether figures are given as Fractions

    @classmethod
    def of(cls, xs: Column, ys: Column) -> Summary:
        """Summarize two lists of one number per row.

        Raises ValueError where the rows do not pair up, there are none or a number is not finite,
        TypeError where xs or ys is not a list of numbers.
        """
        if type(xs) is list and type(ys) is list and len(xs) == len(ys) > 0 and are_floats(xs) and are_floats(ys):
            with suppress(OverflowError, ValueError):  # of what is not finite, which is refused below
                return summarize(xs, ys)
        xs, ys = check_rows(xs=xs, ys=ys)
        float_xs, float_ys = as_floats(xs), as_floats(ys)
        if float_xs is None or float_ys is None:
            return cls(len(xs), *exact_sums(xs, ys), in_fractions=True)
        return summarize(float_xs, float_ys)

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[Number, Number]]) -> Summary:
        """Summarize any stream of (x, y), however long, in one pass and constant memory.

        >>> Summary.from_rows((x, 81 * x + 48) for x in range(1_001)).mean_y
        40548.0

        Raises what `of` raises, and ValueError where a row is no pair; but a stream that ends before its
        first row gives the empty summary.
        """
        return sum(_summaries(rows), Summary())

    def __add__(self, other: Summary) -> Summary:
        """Summarize the rows of both: all sums add up."""
        if not isinstance(other, Summary):
            return NotImplemented
        if not (self.rows and other.rows):
            return self if self.rows else other
        unit = lcm(self.unit, other.unit)
        x, y, xx, xy, yy = map(add, self.sums(unit), other.sums(unit))
        return Summary(self.rows + other.rows, unit, x, y, xx, xy, yy, self.in_fractions or other.in_fractions)

    def sums(self, unit: int) -> tuple[int, int, int, int, int]:
        """Give all sums as whole numbers of a smaller unit."""
        k = unit // self.unit
        return self.sum_x * k, self.sum_y * k, self.sum_xx * k * k, self.sum_xy * k * k, self.sum_yy * k * k

    def __eq__(self, other: object) -> bool:
        """Tell whether both hold as many rows and the same sums, in whatever unit."""
        if not isinstance(other, Summary):
            return NotImplemented
        unit = lcm(self.unit, other.unit)
        return self.rows == other.rows and self.sums(unit) == other.sums(unit)

    def __radd__(self, other: object) -> Summary:
        """Let sum() start from its 0."""
        return self if other == 0 else NotImplemented

    def moments(self) -> Moments:
        """Give means, variances and covariance as exact Fractions.

        >>> Summary.of([0, 1], [1, 3]).moments().var_x
        Fraction(1, 4)

        Raises ValueError where there are no rows.
        """
        if not self.rows:
            raise ValueError("the summary has no rows: at least one is needed")
        rows, x, y, one = self.rows, self.sum_x, self.sum_y, self.rows * self.unit
        return Moments(
            mean_x=Fraction(x, one),
            mean_y=Fraction(y, one),
            var_x=Fraction(rows * self.sum_xx - x * x, one * one),  # which is mean(x*x) - mean_x^2
            cov_xy=Fraction(rows * self.sum_xy - x * y, one * one),
            var_y=Fraction(rows * self.sum_yy - y * y, one * one),
        )

    @property
    def mean_x(self) -> Number:
        """The mean of x."""
        return self.given(self.moments().mean_x)

    @property
    def mean_y(self) -> Number:
        """The mean of y."""
        return self.given(self.moments().mean_y)

    @property
    def var_x(self) -> Number:
        """The variance of x: mean((x - mean_x)^2)."""
        return self.given(self.moments().var_x)

    @property
    def var_y(self) -> Number:
        """The variance of y: mean((y - mean_y)^2)."""
        return self.given(self.moments().var_y)

    @property
    def cov_xy(self) -> Number:
        """The covariance of both: mean((x - mean_x) * (y - mean_y))."""
        return self.given(self.moments().cov_xy)

    def given(self, value: Fraction) -> Number:
        """Give a figure as a float, unless the rows were Fractions, or a float's ends would cost digits."""
        return value if self.in_fractions else as_float(value)

    def __repr__(self) -> str:
        """Show the figures, not the sums behind them."""
        figures = [f", {name}={getattr(self, name)!r}" for name in Moments._fields if self.rows]
        return f"Summary(rows={self.rows}{''.join(figures)})"

    def condensed(self) -> tuple[list[Number], list[Number]]:
        """Give xs and ys of the two rows that teach the same lesson as all rows.

        They lie on the least-squares line, one standard deviation to either side of the mean: that
        gives them the same four means, so training on them visits the same w and b at every epoch.
        Where all xs are equal, one row does.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).condensed()
        ([0.0, 2.0], [2.0, 6.0])

        Raises ValueError where there are no rows.
        """
        xs, ys = self.two_rows()
        return list(map(self.given, xs)), list(map(self.given, ys))

    def two_rows(self) -> tuple[list[Fraction], list[Fraction]]:
        """Give these in Fractions."""
        mean_x, mean_y, var_x, cov_xy, _ = self.moments()
        if not var_x:
            return [mean_x], [mean_y]
        spread = root(var_x)
        rise = cov_xy / var_x * spread
        return [mean_x - spread, mean_x + spread], [mean_y - rise, mean_y + rise]

    def typical_error(self, network: Network) -> float:
        """Give the root mean square of a network's Errors over all rows, in y's units.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).typical_error(Network(w=2, b=2))
        1.5811388300841898

        Raises ValueError where there are no rows, OverflowError where a float cannot hold the figure.
        """
        w, b = check_network(network)
        xs, ys = self.two_rows()
        return typical(error(predict(Network(Fraction(w), Fraction(b)), xs), ys), self.scatter())

    def scatter(self) -> float:
        """Give the root mean square of the Errors that even the least-squares line leaves, in y's units.

        It counts as 0 where it is below what rounding could make of it, a ten-millionth of y's spread.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).scatter()
        1.5811388300841898
        """
        _, _, var_x, cov_xy, var_y = self.moments()
        left = var_y - cov_xy * cov_xy / var_x if var_x else var_y
        return float(root(left)) if left > var_y * ROUNDING else 0.0

    def correlation(self) -> float:
        """Give r, from -1 to 1: its square is how much of y's variance the least-squares line explains.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).correlation() ** 2
        0.6153846153846154

        Raises ValueError where there are no rows, or all xs or all ys are equal.
        """
        _, _, var_x, cov_xy, var_y = self.moments()
        for name, variance in (("xs", var_x), ("ys", var_y)):
            if not variance:
                raise ValueError(f"all {name} are equal: there is no correlation")
        return max(-1.0, min(1.0, float(cov_xy / root(var_x * var_y))))


def summarize(xs: list[float], ys: list[float]) -> Summary:
    """Summarize floats that were looked at, chunk by chunk: quickly, or exactly where that loses digits."""
    chunks = ((xs[row : row + CHUNK], ys[row : row + CHUNK]) for row in range(0, len(xs), CHUNK))
    return sum((Summary(len(chunk[0]), *(float_sums(*chunk) or exact_sums(*chunk))) for chunk in chunks), Summary())


def _summaries(rows: Iterable[tuple[Number, Number]]) -> Iterator[Summary]:
    """Summarize a stream chunk by chunk."""
    stream = enumerate(rows)
    while chunk := list(islice(stream, CHUNK)):
        first = chunk[0][0]
        try:
            xs, ys = zip(*[row for _, row in chunk], strict=True)
        except (TypeError, ValueError):
            raise ValueError(f"among the rows from {first} on, one is not a pair: every row must be (x, y)") from None
        try:
            yield Summary.of(xs, ys)
        except (TypeError, ValueError) as problem:
            raise type(problem)(f"counting from row {first}, {problem}") from None
