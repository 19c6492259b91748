"""Will training converge, how many epochs does it need, and has it converged: what the xs tell about it.

Over all w and b the cost is a bowl, and updates go downhill: too far if it is steep, slowly if it is flat. Its
greatest and least curvature are the eigenvalues of [[mean(x*x), mean(x)], [mean(x), 1]], the matrix of the
cost's second derivatives.
"""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from linefit.formatting import format_number, two_digits
from linefit.network import Network, Number
from linefit.validation import FLOAT_MAX, Column, check_learning_rate, check_rows

MAX_EPOCHS = 100_000  # of a training, unless epochs is passed
PATIENCE = 10_000_000  # epochs: with a few rows they take half a minute


class DivergenceError(ValueError):
    """Training would diverge: each update would overshoot by more than the one before."""


class ConvergenceWarning(UserWarning):
    """Training stopped before it converged."""


def converges(xs: Column, *, learning_rate: Number = 1) -> bool:
    """Return whether training on these xs converges, whatever the ys and wherever it starts.

    xs holds one number per row. With learning rate 1 it converges if mean(x*x) + mean(x)^2 is below 2.

    >>> converges([0, 0.5, 1]), converges([1, 2, 3]), converges([1, 2, 3], learning_rate=0.1)
    (True, False, True)

    Raises ValueError if there are no rows, a number is not finite or the learning rate is not above 0, and
    TypeError if xs is not a list of numbers.
    """
    (xs,), rate = check_rows(xs=xs), check_learning_rate(learning_rate)
    return is_stable(bowl_of(xs), rate)


def epochs_needed(xs: Column, *, learning_rate: Number = 1) -> float:
    """Return about how many epochs it takes until a trillionth of the way to the line is left.

    xs holds one number per row. The result is inf if training diverges, or is too slow to ever arrive.

    >>> epochs_needed([0, 0.5, 1]), epochs_needed([1, 2, 3]), epochs_needed([-1, 1])
    (200.0, inf, 1.0)

    Raises the same errors as converges.
    """
    (xs,), rate = check_rows(xs=xs), check_learning_rate(learning_rate)
    return count_epochs(bowl_of(xs), rate)


class Bowl(NamedTuple):
    """The shape of the cost's bowl."""

    mean_x: Number
    mean_xx: Number  # mean(x*x)
    max_curvature: float
    min_curvature: float  # across the valley, if all xs are equal: nothing moves along its floor


def bowl_of(xs: Sequence[Number]) -> Bowl:
    """Return the shape of the bowl that these xs make."""
    try:
        mean_x, mean_xx = sum(xs) / len(xs), sum(map(mul, xs, xs)) / len(xs)
        max_curvature = float((mean_xx + 1) / 2 + math.hypot((mean_xx - 1) / 2, mean_x))
        var_x = math.dist(xs, [mean_x] * len(xs)) ** 2 / len(xs)  # the product of both curvatures
    except OverflowError:  # floats become inf, but whole numbers, Fractions and squares raise this
        return Bowl(math.inf, math.inf, math.inf, 0.0)
    return Bowl(mean_x, mean_xx, max_curvature, var_x / max_curvature if min(xs) < max(xs) else max_curvature)


def is_stable(bowl: Bowl, learning_rate: Number) -> bool:
    """Return whether no update overshoots by more than the one before: max_curvature < 2 / learning_rate, exactly."""
    limit = 2 / learning_rate  # above 1 if both parts hold, as else the product is not positive
    return limit > bowl.mean_xx and (limit - 1) * (limit - bowl.mean_xx) > bowl.mean_x * bowl.mean_x


def count_epochs(bowl: Bowl, learning_rate: Number) -> float:
    """Return epochs_needed for a bowl."""
    rate = float(learning_rate)
    share = min(rate * bowl.min_curvature, 2 - rate * bowl.max_curvature)  # of the way, that an epoch goes at least
    if not is_stable(bowl, learning_rate) or share <= 0:
        return math.inf
    return float(math.ceil(math.log(1e-12) / math.log1p(-share))) if share < 1 else 1.0


def describe_epochs(needed: float) -> str:
    """Return a number of epochs in words."""
    return f"about {two_digits(needed):,}" if needed <= PATIENCE else f"more than {PATIENCE:,}"


def good_learning_rate(bowl: Bowl) -> float | None:
    """Return three quarters of the largest rate that works, or None if training with that would take too long."""
    rate = float(f"{1.5 / bowl.max_curvature:.3g}")
    return rate if rate > 0 and count_epochs(bowl, rate) <= MAX_EPOCHS else None


def why_it_diverges(bowl: Bowl, learning_rate: Number) -> str:
    """Return the reason why training on these xs diverges."""
    if learning_rate != 1:
        return "the learning rate is too large for these xs"
    found = bowl.mean_xx + bowl.mean_x * bowl.mean_x
    figure = "too large for a float" if found > FLOAT_MAX else format_number(found, 6 if found > 2.001 else 16)
    return f"mean(x*x) + mean(x)^2 is {figure} and must be below 2"


def warn_of_slow_training(xs: Sequence[Number], learning_rate: Number) -> None:
    """Warn whoever called train, and say how many epochs are needed and what to do."""
    needed = count_epochs(bowl_of(xs), learning_rate)
    remedy = f"use fit(xs, ys), or pass epochs={two_digits(needed)}" if needed <= PATIENCE else "use fit(xs, ys)"
    remedy = "has a rule been changed?" if needed <= MAX_EPOCHS else remedy
    message = f"training stopped after {MAX_EPOCHS:,} epochs, and {describe_epochs(needed)} are needed: {remedy}"
    warnings.warn(message, ConvergenceWarning, stacklevel=3)


class StoppingRule(NamedTuple):
    """When training ends; the last update tells."""

    tolerance: Number  # how far off a prediction may be
    min_change: float  # of (w, b): after a shorter update, all later ones move no prediction by more than the tolerance
    rounding: float  # how far rounding moves (w, b) in an update, as a share of their size

    def is_converged(self, before: Network, after: Network) -> bool:
        """Return whether all later updates together are too small to matter, or this one was only rounding."""
        size = math.hypot(*after)
        return size < math.inf and math.dist(before, after) <= max(self.min_change, self.rounding * size)


def stopping_rule(xs: list[Number], ys: list[Number], tolerance: Number | None, learning_rate: Number) -> StoppingRule:
    """Return the stopping rule; raise DivergenceError if training would diverge.

    An update goes at least the share learning_rate * min_curvature of the way to rest, or all of it. So all later
    ones move (w, b) by no more than the last one, divided by that share, and a prediction sqrt(1 + x*x) times as far.
    """
    bowl, rate = bowl_of(xs), float(learning_rate)
    if not is_stable(bowl, learning_rate):
        good_rate, remedy = good_learning_rate(bowl), "use fit(xs, ys)"
        if good_rate is not None:
            epochs = describe_epochs(count_epochs(bowl, good_rate))
            remedy = f"pass learning_rate={good_rate:g}, which needs {epochs} epochs, or {remedy}"
        raise DivergenceError(f"training diverges: {why_it_diverges(bowl, learning_rate)}; {remedy}")
    tolerance = default_tolerance(ys) if tolerance is None else tolerance
    share, furthest = min(1, rate * bowl.min_curvature), max(max(xs), -min(xs))
    digit = sys.float_info.epsilon  # rounding moves (w, b) by that much, or more if they swing
    if share <= digit:
        return StoppingRule(tolerance, -1.0, -1.0)  # slow training moves by less: a short update tells nothing
    rounding = digit / max(2 - rate * bowl.max_curvature, 1e-9)
    return StoppingRule(tolerance, float(tolerance) * share / math.hypot(1, furthest), rounding)


def default_tolerance(ys: Sequence[Number]) -> float:
    """Return a billionth of the ys' range, or of their size if they are all equal."""
    # The range of floats may be inf. If every y is 0, 1 is as good a size as any.
    return 1e-9 * float(min(max(ys) - min(ys), FLOAT_MAX) or math.fabs(ys[0]) or 1)
