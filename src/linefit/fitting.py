"""The least-squares line, where training ends, and the units in which one update reaches it.

At this line the network is at rest: (3) and (4) move nothing, as mean(Error * x) = 0 and mean(Error) = 0.
These two equations determine w and b, so `fit` computes both at once from a summary. In standard units,
a single `update` reaches the same line.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from linefit.network import Network
from linefit.summary import Summary, exact_moments
from linefit.validation import Column, as_float, check_network, check_rows


def fit(xs: Column, ys: Column) -> Network:
    """Return the least-squares line, where the network is at rest: (3) and (4) move nothing.

    xs and ys hold one number per row; w is in units of y per unit of x, and b in units of y. If all xs are equal,
    w is 0 and b is the mean of y. If the sums are exact (see Summary.of), w and b are exact except for one rounding.
    Otherwise w may be off by another 1e-15 sd(y)/sd(x), and the line at the mean of x by 1e-15 sd(y), where sd is
    the standard deviation.

    >>> fit([1, 2, 3], [5, 7, 9])
    Network(w=2.0, b=3.0)
    >>> fit([4, 4], [1, 2])
    Network(w=0.0, b=1.5)

    Raises the same errors as Summary.of, and OverflowError if a float cannot hold w or b.
    """
    return fit_summary(Summary.of(xs, ys))


def fit_summary(summary: Summary) -> Network:
    """Return the least-squares line for the rows of a summary.

    mean(Error) = 0 if b = mean_y - w * mean_x, so the line passes through the means. With this b,
    mean(Error * x) is w * var_x - cov_xy, and 0 if w = cov_xy / var_x. Fractions are rounded once, at the end.

    >>> fit_summary(Summary.of([1, 2], [5, 7]) + Summary.of([3], [9]))
    Network(w=2.0, b=3.0)

    Raises ValueError if there are no rows, and OverflowError if a float cannot hold w or b.
    """
    mean_x, mean_y, var_x, _, cov_xy = exact_moments(summary)
    w = cov_xy / var_x if var_x else Fraction(0)
    b = mean_y - w * mean_x
    return Network(as_float("w", w), as_float("b", b))


@dataclass(frozen=True)
class Scaling:
    """Standard units: x and y as distances from their means, in standard deviations.

    Unless all xs are equal, in these units the xs have mean 0 and mean square 1, and one update with learning rate 1
    reaches the least-squares line from any start: b = 0, and w is the correlation. The means are rounded to floats,
    so x and y must differ from them by much more than rounding.

    >>> Scaling.of(Summary.of([1, 3], [20, 40])).standardize([1, 2, 3], [20, 40, 60])
    ([-1.0, 0.0, 1.0], [-1.0, 1.0, 3.0])
    """

    mean_x: float
    mean_y: float
    unit_x: float  # the standard deviation of x, or 1 if all xs are equal
    unit_y: float

    @classmethod
    def of(cls, summary: Summary) -> Self:
        """Return the standard units for the rows of a summary.

        Raises ValueError if there are no rows, and OverflowError if a float cannot hold a mean or variance.
        """
        unit_x, unit_y = math.sqrt(summary.var_x) or 1.0, math.sqrt(summary.var_y) or 1.0
        return cls(summary.mean_x, summary.mean_y, unit_x, unit_y)

    def standardize(self, xs: Column, ys: Column) -> tuple[list[float], list[float]]:
        """Return xs and ys, lists of one number per row, in standard units.

        Raises the same errors as Summary.of, and OverflowError if a float cannot hold a result.
        """
        xs, ys = check_rows(xs=xs, ys=ys)
        standard_xs = [as_float("x in standard units", (x - self.mean_x) / self.unit_x) for x in xs]
        standard_ys = [as_float("y in standard units", (y - self.mean_y) / self.unit_y) for y in ys]
        return standard_xs, standard_ys

    def to_standard(self, network: Network) -> Network:
        """Return the network that makes the same predictions in standard units.

        Raises ValueError if w or b is not finite, TypeError if network is not a Network of two numbers, and
        OverflowError if a float cannot hold the result.
        """
        w, b = check_network(network)
        standard_w, standard_b = w * (self.unit_x / self.unit_y), (w * self.mean_x + b - self.mean_y) / self.unit_y
        return Network(as_float("w in standard units", standard_w), as_float("b in standard units", standard_b))

    def from_standard(self, network: Network) -> Network:
        """Return the network that makes the same predictions in the units of the rows.

        Raises the same errors as to_standard.
        """
        standard_w, standard_b = check_network(network)
        w = standard_w * (self.unit_y / self.unit_x)
        b = self.mean_y + standard_b * self.unit_y - w * self.mean_x
        return Network(as_float("w", w), as_float("b", b))
