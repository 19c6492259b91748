"""Everything such a network can learn from data, in a few means.

The rules see the rows only through mean(x), mean(y), mean(x*x) and mean(x*y). A summary holds these in a
form that loses no digits: the means, and the sums of squares and products about them. Summaries add up,
in any order and any split, so one of them holds any number of rows; and since two rows are enough to
have the same means, two rows teach the same lesson.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from operator import mul
from typing import cast

from linefit.checks import Column, check_network, check_rows
from linefit.network import Network, Number
from linefit.rules import error, predict
from linefit.sums import about_the_mean, as_floats, fractions, kept, root, sumprod, typical

CHUNK = 2000  # rows: few enough for a plain sum to keep its digits, enough of them for speed
ROUNDING = Fraction(1, 10**14)  # of a sum of squares: a ten-millionth of its root


@dataclass(frozen=True, slots=True)
class Summary:
    """What a network can learn from rows of x and y; without rows, the zero that sum() starts from.

    >>> summary = Summary.of([0, 1, 2], [1, 3, 5])
    >>> summary.rows, summary.mean_x, summary.mean_y
    (3, 1.0, 3.0)
    >>> summary + Summary.of([3], [7]) == Summary.of([0, 1, 2, 3], [1, 3, 5, 7])
    True

    The numbers are floats. They are Fractions, and exact, where the rows held any, or a whole number or
    a spread that a float cannot hold. Adding is then exact too; with floats, another order or split
    may change the last digits.
    """

    rows: int = 0
    mean_x: Number = 0.0
    mean_y: Number = 0.0
    sum_xx: Number = 0.0  # of (x - mean_x)^2 over all rows
    sum_xy: Number = 0.0  # of (x - mean_x) * (y - mean_y)
    sum_yy: Number = 0.0  # of (y - mean_y)^2
    rest_x: Number = field(default=0.0, repr=False)  # what mean_x leaves out of the mean, and mean_y: a
    rest_y: Number = field(default=0.0, repr=False)  # float cannot tell 1e9 + 1/3 from its neighbours

    @classmethod
    def of(cls, xs: Column, ys: Column) -> Summary:
        """Summarize two lists of one number per row.

        Raises ValueError where the rows do not pair up, there are none or a number is not finite,
        TypeError where xs or ys is not a list of numbers.
        """
        return summarize(*check_rows(xs=xs, ys=ys))

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[Number, Number]]) -> Summary:
        """Summarize any stream of (x, y), however long, in one pass and constant memory.

        >>> Summary.from_rows((x, 81 * x + 48) for x in range(1_001)).mean_y
        40548.0

        Raises what `of` raises, and ValueError where a row is no pair; but a stream that ends before its
        first row gives the empty summary.
        """
        return pairwise(_summaries(rows))

    @property
    def var_x(self) -> Number:
        """The variance of x: mean((x - mean_x)^2)."""
        return self.sum_xx / self.rows

    @property
    def var_y(self) -> Number:
        """The variance of y: mean((y - mean_y)^2)."""
        return self.sum_yy / self.rows

    @property
    def cov_xy(self) -> Number:
        """The covariance of both: mean((x - mean_x) * (y - mean_y))."""
        return self.sum_xy / self.rows

    def __add__(self, other: Summary) -> Summary:
        """Summarize the rows of both."""
        if not isinstance(other, Summary):
            return NotImplemented
        if not self.rows or not other.rows:
            return self if self.rows else other
        both = _join(self, other) if type(self.mean_x) is type(other.mean_x) else None
        return both or cast(Summary, _join(_exact(self), _exact(other)))

    def __radd__(self, other: object) -> Summary:
        """Let sum() start from its 0."""
        return self if other == 0 else NotImplemented

    def condensed(self) -> tuple[list[Number], list[Number]]:
        """Give xs and ys of the two rows that teach the same lesson as all rows.

        They lie on the least-squares line, one standard deviation to either side of the mean: that
        gives them the same four means, so training on them visits the same w and b at every epoch.
        Where all xs are equal, one row does.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).condensed()
        ([0.0, 2.0], [2.0, 6.0])

        Raises ValueError where there are no rows.
        """
        check_summary(self)
        if not self.sum_xx:
            return [self.mean_x], [self.mean_y]
        spread = root(self.var_x)
        rise = self.sum_xy / self.sum_xx * spread
        return [self.mean_x - spread, self.mean_x + spread], [self.mean_y - rise, self.mean_y + rise]

    def typical_error(self, network: Network) -> float:
        """Give the root mean square of a network's Errors over all rows, in y's units.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).typical_error(Network(w=2, b=2))
        1.5811388300841898

        Raises ValueError where there are no rows, OverflowError where a float cannot hold the figure.
        """
        check_network(network)
        xs, ys = self.condensed()
        return typical(error(predict(network, xs), ys), self.scatter())

    def correlation(self) -> float:
        """Give r, from -1 to 1: its square is how much of y's variance the least-squares line explains.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).correlation() ** 2
        0.6153846153846154

        Raises ValueError where there are no rows, or all xs or all ys are equal.
        """
        check_summary(self)
        for name, squares in (("xs", self.sum_xx), ("ys", self.sum_yy)):
            if not squares:
                raise ValueError(f"all {name} are equal: there is no correlation")
        x, xy, y = fractions([self.sum_xx, self.sum_xy, self.sum_yy])
        return max(-1.0, min(1.0, float(xy / cast(Fraction, root(x * y)))))

    def scatter(self) -> float:
        """Give the root mean square of the Errors that even the least-squares line leaves, in y's units.

        It counts as 0 where it is below what rounding could make of it, a ten-millionth of y's spread.

        >>> Summary.of([0, 0, 2, 2], [1, 3, 4, 8]).scatter()
        1.5811388300841898
        """
        x, xy, y = fractions([self.sum_xx, self.sum_xy, self.sum_yy])
        left = y - xy * xy / x if x else y
        return float(root(left / self.rows)) if left > y * ROUNDING else 0.0


def check_summary(summary: Summary) -> None:
    """Refuse a summary without rows."""
    if not summary.rows:
        raise ValueError("the summary has no rows: at least one is needed")


def pairwise(summaries: Iterable[Summary]) -> Summary:
    """Add many summaries up in pairs of about equal size, which rounds less than one after the other."""
    waiting: list[Summary] = []
    for summary in summaries:
        while waiting and waiting[-1].rows <= summary.rows:
            summary = waiting.pop() + summary
        waiting.append(summary)
    return sum(reversed(waiting), Summary())


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


def summarize(xs: Sequence[Number], ys: Sequence[Number]) -> Summary:
    """Summarize rows that a door has looked at, chunk by chunk."""
    float_xs, float_ys = as_floats(xs), as_floats(ys)
    if float_xs is None or float_ys is None:
        return summarize_exactly(xs, ys)
    starts = range(0, len(xs), CHUNK)
    return pairwise(_summarize(float_xs[row : row + CHUNK], float_ys[row : row + CHUNK]) for row in starts)


def _summarize(xs: list[float], ys: list[float]) -> Summary:
    """Summarize one chunk of floats."""
    rows = len(xs)
    middle_x, rest_x, from_x, sum_xx = about_the_mean(xs)
    middle_y, rest_y, from_y, sum_yy = about_the_mean(ys)
    if not (kept(sum_xx, from_x) and kept(sum_yy, from_y)):
        return summarize_exactly(xs, ys)
    sum_xy = sumprod(from_x, from_y) - rows * rest_x * rest_y
    mean_x, mean_y = middle_x + rest_x, middle_y + rest_y
    left_x, left_y = middle_x - mean_x + rest_x, middle_y - mean_y + rest_y
    return Summary(rows, mean_x, mean_y, sum_xx, sum_xy, sum_yy, left_x, left_y)


def summarize_exactly(xs: Sequence[Number], ys: Sequence[Number]) -> Summary:
    """Summarize one chunk in Fractions."""
    xs, ys = fractions(xs), fractions(ys)
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    from_x, from_y = [x - mean_x for x in xs], [y - mean_y for y in ys]
    pairs = (from_x, from_x), (from_x, from_y), (from_y, from_y)
    sum_xx, sum_xy, sum_yy = (sum(map(mul, one, two)) for one, two in pairs)
    return Summary(len(xs), mean_x, mean_y, sum_xx, sum_xy, sum_yy, Fraction(0), Fraction(0))


def _exact(summary: Summary) -> Summary:
    """Turn a summary's floats into Fractions."""
    x, y = sum(fractions([summary.mean_x, summary.rest_x])), sum(fractions([summary.mean_y, summary.rest_y]))
    xx, xy, yy, none = fractions([summary.sum_xx, summary.sum_xy, summary.sum_yy, 0])
    return Summary(summary.rows, x, y, xx, xy, yy, none, none)


def _join(one: Summary, two: Summary) -> Summary | None:
    """Add two summaries that have rows; None where floats would overflow or vanish on the way."""
    rows = one.rows + two.rows
    gap_x = (two.mean_x - one.mean_x) + (two.rest_x - one.rest_x)
    gap_y = (two.mean_y - one.mean_y) + (two.rest_y - one.rest_y)
    if isinstance(gap_x, float) and not (kept(gap_x * gap_x, [gap_x]) and kept(gap_y * gap_y, [gap_y])):
        return None
    step_x = one.rest_x + gap_x * two.rows / rows
    step_y = one.rest_y + gap_y * two.rows / rows
    mean_x = one.mean_x + step_x
    mean_y = one.mean_y + step_y
    return Summary(
        rows,
        mean_x,
        mean_y,
        one.sum_xx + two.sum_xx + gap_x * gap_x * one.rows * two.rows / rows,
        one.sum_xy + two.sum_xy + gap_x * gap_y * one.rows * two.rows / rows,
        one.sum_yy + two.sum_yy + gap_y * gap_y * one.rows * two.rows / rows,
        (one.mean_x - mean_x) + step_x,
        (one.mean_y - mean_y) + step_y,
    )
