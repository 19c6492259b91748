"""Standard units: measured from the mean, in standard deviations.

In standard units the xs have mean 0 and mean square 1, and the article's rule lands on the least-squares
line in one update, from any start. So data of any size and offset can be learned there, and the network
brought back. What w becomes in standard units has a name of its own: the correlation.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from linefit.checks import Column, check_network, check_rows
from linefit.network import Network, Number
from linefit.summary import Summary
from linefit.sums import LARGE, SMALL, as_floats, root


@dataclass(frozen=True, slots=True)
class Scaling:
    """The way to standard units and back, without rounding: all four numbers are Fractions.

    >>> xs, ys = [1, 2, 3], [200, 100, 600]
    >>> scaling = Scaling.of(Summary.of(xs, ys))
    >>> standard_xs, standard_ys = scaling.standardize(xs, ys)
    >>> [round(x, 3) for x in standard_xs]
    [-1.225, 0.0, 1.225]
    """

    mean_x: Fraction
    mean_y: Fraction
    unit_x: Fraction  # how much x is one standard unit: the standard deviation; 1 where all xs are equal
    unit_y: Fraction
    correlation: Number  # the weight to be learned in standard units

    @classmethod
    def of(cls, summary: Summary) -> Scaling:
        """Find the standard units of the rows that were summarized.

        Raises ValueError where there are no rows.
        """
        mean_x, mean_y, var_x, cov_xy, var_y = summary.moments()
        unit_x, unit_y = (Fraction(summary.given(root(var)) or 1) for var in (var_x, var_y))
        exact = cov_xy / (unit_x * unit_y)
        correlation = float(exact) if abs(exact) >= sys.float_info.min else exact  # where a float would lose digits
        if correlation:
            # Roots are rounded. This rounds unit_y the way that puts (unit_x, unit_y * correlation)
            # on the line to the last digit, so that nothing is lost on the way back.
            unit_y = unit_x * cov_xy / (var_x * Fraction(correlation))
        return cls(mean_x, mean_y, unit_x, unit_y, correlation)

    def standardize(self, xs: Column, ys: Column) -> tuple[list[float], list[float]]:
        """Give xs and ys, one number per row, in standard units, right to a float's last digit or two.

        Raises ValueError where the rows do not pair up, there are none or a number is not finite,
        TypeError where xs or ys is not a list of numbers, OverflowError where these units are so small
        that a float cannot hold a number in them.
        """
        xs, ys = check_rows(xs=xs, ys=ys)
        return from_mean("xs", xs, self.mean_x, self.unit_x), from_mean("ys", ys, self.mean_y, self.unit_y)

    def to_standard(self, network: Network) -> Network:
        """Give the network that says the same in standard units, in Fractions.

        Raises ValueError where w or b is not finite.
        """
        check_network(network)
        w, b = Fraction(network.w), Fraction(network.b)
        return Network(
            w=w * self.unit_x / self.unit_y,
            b=(w * self.mean_x + b - self.mean_y) / self.unit_y,
        )

    def from_standard(self, network: Network) -> Network:
        """Give the network that says the same in the data's own units, in Fractions.

        Raises ValueError where w or b is not finite.
        """
        return self.back(check_network(network))

    def back(self, network: Network) -> Network:
        """Do the same with a network that may be larger than any float, in Fractions."""
        w = Fraction(network.w) * self.unit_y / self.unit_x
        return Network(w=w, b=self.mean_y + Fraction(network.b) * self.unit_y - w * self.mean_x)


def from_mean(name: str, values: Sequence[Number], mean: Fraction, unit: Fraction) -> list[float]:
    """Measure numbers from the mean: in floats where that loses nothing, which is a hundred times quicker."""
    floats = as_floats(values)
    if floats is None or not SMALL < unit < LARGE or max(map(abs, floats)) > LARGE * min(1.0, float(unit)):
        try:
            return [float((Fraction(value) - mean) / unit) for value in values]
        except OverflowError:
            raise OverflowError(f"{name} are too large for floats in these standard units: take their own") from None
    near, unit_there = float(mean), float(unit)
    rest = float(mean - Fraction(near))  # a float cannot tell 1e9 + 1/3 from its neighbours
    return [(value - near - rest) / unit_there for value in floats]
