"""Any data: summarize, change to standard units, let two rows teach the article's rules, change back.

The plain rule runs away where xs are large and takes for ever where they are small. In standard units
neither can happen, whatever the data.
"""

from __future__ import annotations

from fractions import Fraction

from linefit.checks import Column
from linefit.network import Network, Number
from linefit.numerals import figure
from linefit.rules import error, predict, update
from linefit.scaling import Scaling
from linefit.summary import Summary


def fit(xs: Column, ys: Column) -> Network:
    """Learn the least-squares line of any data.

    xs and ys hold one number per row, of any size and offset. Where all xs are equal, the line is the
    flat one through the mean of y. Up to 50 rows, w and b are those of the exact line, rounded once;
    with more, w is off by no more than 1e-15 of sd(y)/sd(x) besides, and b by as much at the mean of x.

    >>> fit([1, 2, 3], [5, 7, 9])
    Network(w=2.0, b=3.0)
    >>> fit([4, 4], [1, 2])
    Network(w=0.0, b=1.5)

    Raises ValueError where rows do not pair up, there are none or a number is not finite, TypeError
    where xs or ys is not a list of numbers, OverflowError where a float cannot hold the line's w or b.
    """
    return fit_summary(Summary.of(xs, ys))


def fit_summary(summary: Summary) -> Network:
    """Learn the same line from a summary of the data, which is all it takes.

    >>> fit_summary(Summary.of([1, 2], [5, 7]) + Summary.of([3], [9]))
    Network(w=2.0, b=3.0)

    Raises ValueError where there are no rows, OverflowError where a float cannot hold w or b.
    """
    return rounded(exact_line(summary))


def exact_line(summary: Summary) -> Network:
    """Learn it in Fractions, which no number is too large or too small for.

    >>> exact_line(Summary.of([1, 2], [5, 7]))
    Network(w=Fraction(2, 1), b=Fraction(3, 1))

    Raises ValueError where there are no rows.
    """
    scaling = Scaling.of(summary)
    xs, ys = two_rows(scaling)
    start = Network(0, 0)
    errors = error(predict(start, xs), ys)
    learned = update(start, errors, xs)  # there, one update is the whole lesson
    return scaling.from_standard(learned)


def two_rows(scaling: Scaling) -> tuple[list[Number], list[Number]]:
    """Give the two rows that teach, in standard units, the same as all."""
    return [-1, 1], [-scaling.correlation, scaling.correlation]


def rounded(network: Network) -> Network:
    """Turn a network's Fractions into floats, each rounded once.

    >>> from fractions import Fraction
    >>> rounded(Network(Fraction(1, 3), Fraction(2)))
    Network(w=0.3333333333333333, b=2.0)

    Raises OverflowError where w or b is too large for a float, or so small that nothing of it would be left.
    """
    numbers = []
    for name, exact in (("w", network.w), ("b", network.b)):
        try:
            value = float(exact)
        except OverflowError:
            value = 0.0
        if exact and not value:
            size = "large" if abs(Fraction(exact)) > 1 else "small"
            way = f"choose other units for x or y, in which it is not {figure(exact, 3)}"
            raise OverflowError(f"{name} is too {size} for a float: {way}")
        numbers.append(value)
    return Network(*numbers)
