"""When the rule can't learn, and how long it takes where it can: the shape of the cost's bowl.

Over all w and b the cost is a bowl, and an update goes downhill. Where the bowl is too steep it overshoots,
by more each time; where it is nearly flat it takes for ever. The xs alone decide how steep the bowl is: in
the field's words, `steepest` and `gentlest` are the eigenvalues of the matrix of the cost's second
derivatives, [[mean(x*x), mean(x)], [mean(x), 1]], and how many times the one is the other is its condition.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

from linefit.checks import LARGEST, Column, check_number, check_rows, check_settings, number
from linefit.network import Network, Number


class DivergenceError(ValueError):
    """Training would run away: each update would overshoot by more than the one before."""


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
    check_settings(check_number("learning_rate", learning_rate))
    return is_shallow(xs, learning_rate)


def refuse_divergence(xs: Sequence[Number], learning_rate: Number) -> None:
    """Raise DivergenceError, with figure and remedy, where training on these xs would run away."""
    if not is_shallow(xs, learning_rate):
        raise DivergenceError(f"training would run away: {why_it_diverges(xs, learning_rate)}; {way_out(xs)}")


def is_shallow(xs: Sequence[Number], learning_rate: Number) -> bool:
    """Tell whether the bowl is so shallow that no update overshoots by more than the one before."""
    mean_x, mean_xx = means(xs)
    reach = 2 / learning_rate
    return reach > mean_xx and (reach - 1) * (reach - mean_xx) > mean_x * mean_x  # so reach is above 1, too


def means(xs: Sequence[Number]) -> tuple[Number, Number]:
    """Give mean(x) and mean(x*x): all that convergence depends on."""
    try:
        return sum(xs) / len(xs), sum(map(mul, xs, xs)) / len(xs)  # a debugger steps over map at once
    except OverflowError:  # floats become inf by themselves, whole numbers and Fractions raise this
        return math.inf, math.inf


def why_it_diverges(xs: Sequence[Number], learning_rate: Number) -> str:
    """Give the figure that keeps training on these xs from settling."""
    if learning_rate != 1:
        return f"a learning rate of {number(learning_rate)} is too large for these xs"
    mean_x, mean_xx = means(xs)
    return f"mean(x*x) + mean(x)^2 is {number(mean_xx + mean_x * mean_x)} and must be below 2"


def way_out(xs: Sequence[Number]) -> str:
    """Say what to do about these xs: fit, or the largest learning rate, in three digits, that works."""
    mean_x, mean_xx = means(xs)
    if mean_xx > LARGEST:
        return "use fit(xs, ys)"
    return f"use fit(xs, ys), or a learning rate of {0.995 * 2 / steepest(mean_x, mean_xx):.3g} at most"


def steepest(mean_x: Number, mean_xx: Number) -> float:
    """Give how steep the bowl is where it is steepest: the larger eigenvalue."""
    return float((mean_xx + 1) / 2 + math.hypot((mean_xx - 1) / 2, mean_x))


def gentlest(mean_x: Number, var_x: Number) -> float:
    """Give how steep the bowl is where it is least steep: the smaller eigenvalue. Their product is var_x."""
    return float(var_x / steepest(mean_x, var_x + mean_x * mean_x))


def epochs_needed(mean_x: float, var_x: float, learning_rate: float) -> float:
    """Estimate how many epochs it takes to come so near to the line that 1e-11 of the way is left."""
    steep = learning_rate * steepest(mean_x, var_x + mean_x * mean_x)
    gentle = learning_rate * gentlest(mean_x, var_x)
    left = max(abs(1 - steep), 1 - gentle)  # of the way, after one epoch
    return math.log(1e-11) / math.log(left) if 0 < left < 1 else 1.0 if left <= 0 else math.inf


def last_stride(xs: Sequence[Number], tolerance: Number, learning_rate: Number) -> float:
    """Give how little an update may move the network for the lesson to be over, to a tolerance in y's units.

    Let an update move (w, b) by a distance d. Where the bowl is gentlest, each later one moves them 1 -
    learning_rate * gentlest times as far as the one before, which adds up to less than d / (learning_rate
    * gentlest); elsewhere it adds up to less still. And a prediction moves at most sqrt(1 + x*x) times as
    far as (w, b) do.
    """
    mean_x = sum(xs) / len(xs)
    deviation = math.dist(xs, [mean_x] * len(xs)) / math.sqrt(len(xs))
    slope = gentlest(mean_x, deviation * deviation)
    if min(xs) == max(xs):  # the bowl is a valley, with a level floor along which nothing moves
        slope = steepest(mean_x, mean_x * mean_x)
    return float(tolerance) * float(learning_rate) * slope / math.hypot(1, max(max(xs), -min(xs)))


def rounding(network: Network, largest_y: Number, learning_rate: Number) -> float:
    """Give how far an update may move the network by a float's rounding alone: the last digit of the largest number."""
    return float(learning_rate) * math.ulp(max(math.fabs(network.w), math.fabs(network.b), largest_y))


def default_tolerance(ys: Sequence[Number]) -> float:
    """Give a billionth of the ys' range; of their size, where they are all equal."""
    # Floats that are far apart differ by inf. Where every y is 0, 1 is as good a size as any.
    return 1e-9 * float(min(max(ys) - min(ys), LARGEST) or math.fabs(ys[0]) or 1)
