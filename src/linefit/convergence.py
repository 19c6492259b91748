"""Whether training converges, how many epochs it needs, and when it has converged.

Over all w and b the cost is a bowl, and updates go downhill. The xs alone determine how steep the bowl is. Where it is
too steep, updates overshoot; where it is nearly flat, they are slow. (If you know calculus, the
greatest and the least curvature are the eigenvalues of the matrix of the cost's second derivatives, which
is [[mean(x*x), mean(x)], [mean(x), 1]].)
"""

import math
import sys
import warnings
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from linefit.formatting import format_number, round_count
from linefit.network import Network, Number
from linefit.validation import FLOAT_MAX, Column, check_learning_rate, check_rows

MAX_EPOCHS = 100_000  # of a training, unless epochs is passed
MAX_SUGGESTED_EPOCHS = 10_000_000  # with a few rows they take about a minute


class DivergenceError(ValueError):
    """Training would diverge: each update would overshoot by as much as the one before, or more."""


class ConvergenceWarning(UserWarning):
    """Training stopped before it converged."""


def converges(xs: Column, *, learning_rate: Number = 1) -> bool:
    """Return whether training on these xs converges, whatever the ys and wherever it starts.

    xs holds one number per row. With learning rate 1, training converges if mean(x*x) + mean(x)^2 is below 2.

    >>> converges([0, 0.5, 1]), converges([1, 2, 3]), converges([1, 2, 3], learning_rate=0.1)
    (True, False, True)

    Raises ValueError if there are no rows, a number is not finite or the learning rate is not above 0, and
    TypeError if xs is not a list of numbers.
    """
    (xs,), rate = check_rows(xs=xs), check_learning_rate(learning_rate)
    return is_stable(compute_curvature(xs), rate)


def epochs_needed(xs: Column, *, learning_rate: Number = 1) -> float:
    """Return about how many epochs training takes until a trillionth of the distance to the line is left.

    xs holds one number per row. The result is inf if training diverges or is too slow to get that close.

    >>> epochs_needed([0, 0.5, 1]), epochs_needed([1, 2, 3]), epochs_needed([-1, 1])
    (200.0, inf, 1.0)

    Raises the same errors as converges.
    """
    (xs,), rate = check_rows(xs=xs), check_learning_rate(learning_rate)
    return count_epochs(compute_curvature(xs), rate)


class Curvature(NamedTuple):
    """How strongly the cost is curved, and the means that determine it."""

    mean_x: Number
    mean_xx: Number  # mean(x*x)
    max: float
    min: float  # if all xs are equal, the curvature in the only direction in which anything moves


def compute_curvature(xs: Sequence[Number]) -> Curvature:
    """Return the curvature of the cost for these xs."""
    try:
        mean_x, mean_xx = sum(xs) / len(xs), sum(map(mul, xs, xs)) / len(xs)
        max_curvature = float((mean_xx + 1) / 2 + math.hypot((mean_xx - 1) / 2, mean_x))
        var_x = math.dist(xs, [mean_x] * len(xs)) ** 2 / len(xs)  # the product of both curvatures
    except OverflowError:  # floats become inf, but whole numbers, Fractions and squares raise this
        return Curvature(math.inf, math.inf, math.inf, 0.0)
    min_curvature = var_x / max_curvature if min(xs) < max(xs) else max_curvature
    return Curvature(mean_x, mean_xx, max_curvature, min_curvature)


def is_stable(curvature: Curvature, learning_rate: Number) -> bool:
    """Return whether updates overshoot by less each time: whether both curvatures are below 2 / learning_rate."""
    limit = 2 / learning_rate  # (limit - max) * (limit - min) is (limit - 1) * (limit - mean_xx) - mean_x^2
    return limit > curvature.mean_xx and (limit - 1) * (limit - curvature.mean_xx) > curvature.mean_x * curvature.mean_x


def count_epochs(curvature: Curvature, learning_rate: Number, share_left: float = 1e-12) -> float:
    """Return about how many epochs it takes until this share of the distance to the line is left."""
    rate = float(learning_rate)
    share = min(rate * curvature.min, 2 - rate * curvature.max)  # each epoch covers this share of the distance or more
    if not is_stable(curvature, learning_rate) or share < 1e-300:
        return math.inf
    return float(math.ceil(math.log(share_left) / math.log1p(-share))) if share < 1 else 1.0


def describe_epochs(epochs: float) -> str:
    """Return a number of epochs in words."""
    if epochs > MAX_SUGGESTED_EPOCHS:
        return f"more than {MAX_SUGGESTED_EPOCHS:,}"
    return f"about {round_count(epochs):,}"


def suggest_learning_rate(curvature: Curvature) -> float | None:
    """Return three quarters of the rate from which training diverges, or None if that takes too many epochs."""
    rate = float(f"{1.5 / curvature.max:.3g}")
    return rate if rate > 0 and count_epochs(curvature, rate) <= MAX_EPOCHS else None


def explain_divergence(curvature: Curvature, learning_rate: Number) -> str:
    """Return the reason why training on these xs diverges."""
    if learning_rate != 1:
        return "the learning rate is too large for these xs"
    value = curvature.mean_xx + curvature.mean_x * curvature.mean_x
    text = "too large for a float" if value > FLOAT_MAX else format_number(value, 6 if value > 2.001 else 16)
    return f"mean(x*x) + mean(x)^2 is {text} and must be below 2"


def warn_of_slow_training(xs: Sequence[Number], learning_rate: Number) -> None:
    """Warn at the line that called train, with the number of epochs needed and what to do."""
    epochs = count_epochs(compute_curvature(xs), learning_rate)
    or_pass = f", or pass epochs={round_count(epochs)}" if epochs <= MAX_SUGGESTED_EPOCHS else ""
    advice = f"and {describe_epochs(epochs)} are needed: use fit(xs, ys){or_pass}"
    if epochs <= MAX_EPOCHS:
        advice = f"but {describe_epochs(epochs)} should do: is only rounding left, or has a rule been changed?"
    warnings.warn(f"training stopped after {MAX_EPOCHS:,} epochs, {advice}", ConvergenceWarning, stacklevel=3)


class StoppingRule(NamedTuple):
    """The limits that decide, from the last update alone, whether training has converged."""

    tolerance: Number  # how far off a prediction may be
    max_change: float  # of (w, b): after a shorter update, all later ones move no prediction by more than the tolerance
    rounding: float  # how far rounding moves (w, b) in an update, as a share of their size

    def is_converged(self, previous: Network, network: Network) -> bool:
        """Return whether all later updates together are too small to matter, or this one was only rounding."""
        size = math.hypot(*network)
        return size < math.inf and math.dist(previous, network) <= max(self.max_change, self.rounding * size)


def stopping_rule(xs: list[Number], ys: list[Number], tolerance: Number | None, learning_rate: Number) -> StoppingRule:
    """Return the stopping rule; raise DivergenceError if training would diverge."""
    curvature, rate = compute_curvature(xs), float(learning_rate)
    if not is_stable(curvature, learning_rate):
        good_rate, remedy = suggest_learning_rate(curvature), "use fit(xs, ys)"
        if good_rate is not None:
            epochs_text = describe_epochs(count_epochs(curvature, good_rate))
            remedy = f"pass learning_rate={good_rate:g}, which needs {epochs_text} epochs, or {remedy}"
        raise DivergenceError(f"training diverges: {explain_divergence(curvature, learning_rate)}; {remedy}")
    tolerance = default_tolerance(ys) if tolerance is None else tolerance
    # An update is at least this share of the distance long, so all later ones together move (w, b) by no more than
    # the length of the last one divided by the share. A prediction moves at most sqrt(1 + x*x) times as far.
    min_share, max_x = min(1, rate * curvature.min), max(max(xs), -min(xs))
    epsilon = sys.float_info.epsilon  # rounding moves (w, b) by this share of their size, or more if they swing
    if min_share <= epsilon:
        return StoppingRule(tolerance, -1.0, -1.0)  # updates of slow training are shorter, so never call it converged
    rounding = epsilon / max(2 - rate * curvature.max, 1e-9)
    return StoppingRule(tolerance, float(tolerance) * min_share / math.hypot(1, max_x), rounding)


def default_tolerance(ys: Sequence[Number]) -> float:
    """Return a billionth of the ys' range, or of their size if they are all equal, or of 1 if they are all 0."""
    return 1e-9 * float(min(max(ys) - min(ys), FLOAT_MAX) or math.fabs(ys[0]) or 1)  # a range of floats may be inf
