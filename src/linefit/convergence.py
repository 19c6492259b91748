"""When the rule can't learn, and how long it takes where it can: the shape of the cost's bowl.

Over all w and b the cost is a bowl, and an update goes downhill. Where the bowl is too steep it overshoots,
by more each time; where it is nearly flat it takes for ever. How steep the bowl is the xs alone decide: in
the field's words, `steepest` and `gentlest` are the eigenvalues of the matrix of the cost's second
derivatives, [[mean(x*x), mean(x)], [mean(x), 1]], and how many times the one is the other is its condition.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from itertools import repeat
from operator import mul, sub
from typing import NamedTuple

from linefit.checks import LARGEST, Column, check_number, check_rows, check_settings, number
from linefit.network import Network, Number


def converges(xs: Column, *, learning_rate: Number = 1) -> bool:
    """Tell whether training on these xs settles, whatever the ys and wherever it starts.

    xs holds one number per row. At learning rate 1 it settles where mean(x*x) + mean(x)^2 is below 2:
    each update then makes the distance to the bottom of the cost's bowl smaller.

    >>> converges([0, 0.5, 1]), converges([1, 2, 3])
    (True, False)
    >>> converges([1, 2, 3], learning_rate=0.1)
    True

    Raises ValueError where there are no rows, a number is not finite or the learning rate is not above
    0, TypeError where xs is not a list of numbers.
    """
    (xs,) = check_rows(xs=xs)
    learning_rate = check_number("learning_rate", learning_rate)
    check_settings(learning_rate)
    return is_shallow(shape(xs), learning_rate)


class DivergenceError(ValueError):
    """Training would run away: each update would overshoot by more than the one before."""


def foresee(
    xs: Sequence[Number], ys: Sequence[Number], tolerance: Number | None, learning_rate: Number
) -> tuple[Number, int, Callable[[Network, Network], bool]]:
    """Foresee how a training ends: refuse what runs away, else give tolerance, stretch, and what tells the end.

    It is over where every prediction is within the tolerance of its y; or where no prediction has moved by more
    than that in a stretch, as then none will any more: each epoch leaves at most 1 - learning_rate * gentlest of
    the way that was to go, so after 1 / (learning_rate * gentlest) of them less than half is left, and the way to
    go is shorter than what lies behind. (A stretch is odd, so that a swing to and fro is not taken for rest.)

    Last digits never come right, and keep (w, b) moving for ever: further where the bowl is so steep that they
    swing, as then only 2 - learning_rate * steepest of a swing is gone by the next.

    Raises DivergenceError, with figure and remedy.
    """
    bowl = shape(xs)
    if not is_shallow(bowl, learning_rate):
        raise DivergenceError(f"training would run away: {why_it_diverges(bowl, learning_rate)}; {way_out(bowl)}")
    within = default_tolerance(ys) if tolerance is None else tolerance
    rate, (steepest, gentlest) = float(learning_rate), curvatures(bowl)
    curvature = gentlest if min(xs) < max(xs) else steepest  # of equal xs it is a valley: nothing moves along its floor
    stretch = math.ceil(1 / max(rate * curvature, 1e-15)) | 1  # more epochs than that are never
    rounding = 2 * sys.float_info.epsilon / min(1, max(2 - rate * steepest, 1e-9))  # 0 where it is rounded away

    def has_settled(mark: Network, network: Network) -> bool:
        """Tell whether, from mark to network, no prediction has moved by more than the tolerance, or its rounding."""
        far, high = max(max(xs), -min(xs)), max(max(ys), -min(ys))
        moved = math.hypot(1, far) * math.dist(network, mark)  # a prediction, at most
        return moved <= within + rounding * max(high, math.fabs(network.b), math.fabs(network.w) * far)

    return within, stretch, has_settled


class Bowl(NamedTuple):
    """The shape of the cost's bowl: all of the xs that it depends on."""

    mean_x: Number
    mean_xx: Number  # mean(x*x)
    var_x: Number  # the variance of x: mean((x - mean_x)^2)


def shape(xs: Sequence[Number]) -> Bowl:
    """Find the shape of the bowl that these xs make."""
    try:
        mean_x = sum(xs) / len(xs)
        from_mean = list(map(sub, xs, repeat(mean_x)))  # no comprehension: a debugger steps over map at once
        return Bowl(mean_x, sum(map(mul, xs, xs)) / len(xs), sum(map(mul, from_mean, from_mean)) / len(xs))
    except OverflowError:  # floats become inf by themselves, whole numbers and Fractions raise this
        return Bowl(math.inf, math.inf, math.inf)


def is_shallow(bowl: Bowl, learning_rate: Number) -> bool:
    """Tell whether the bowl is so shallow that no update overshoots by more than the one before."""
    reach = 2 / learning_rate  # above 1 where both hold: else the second product is not positive
    return reach > bowl.mean_xx and (reach - 1) * (reach - bowl.mean_xx) > bowl.mean_x * bowl.mean_x


def curvatures(bowl: Bowl) -> tuple[float, float]:
    """Give how much the bowl is curved where it is steepest, and where it is gentlest: the eigenvalues."""
    steepest = float((bowl.mean_xx + 1) / 2 + math.hypot((bowl.mean_xx - 1) / 2, bowl.mean_x))
    return steepest, float(bowl.var_x / steepest)  # their product is the variance of x


def why_it_diverges(bowl: Bowl, learning_rate: Number, write: Callable[[Number], str] = number) -> str:
    """Give the figure that keeps training on these xs from settling."""
    if learning_rate != 1:
        return f"a learning rate of {write(learning_rate)} is too large for these xs"
    return f"mean(x*x) + mean(x)^2 is {write(bowl.mean_xx + bowl.mean_x * bowl.mean_x)} and must be below 2"


def way_out(bowl: Bowl) -> str:
    """Say what to do about these xs: fit, or the largest learning rate, in three digits, that works."""
    if bowl.mean_xx > LARGEST:
        return "use fit(xs, ys)"
    return f"use fit(xs, ys), or a learning rate of {0.995 * 2 / curvatures(bowl)[0]:.3g} at most"


def epochs_needed(bowl: Bowl, learning_rate: Number) -> float:
    """Estimate how many epochs it takes to come so near to the line that 1e-11 of the way is left."""
    steepest, gentlest = curvatures(bowl)
    left = max(abs(1 - learning_rate * steepest), 1 - learning_rate * gentlest)  # after one epoch
    return math.log(1e-11) / math.log(left) if 0 < left < 1 else 1.0 if left <= 0 else math.inf


def default_tolerance(ys: Sequence[Number]) -> float:
    """Give a billionth of the ys' range; of their size, where they are all equal."""
    # Floats that are far apart differ by inf. Where every y is 0, 1 is as good a size as any.
    return 1e-9 * float(min(max(ys) - min(ys), LARGEST) or math.fabs(ys[0]) or 1)
