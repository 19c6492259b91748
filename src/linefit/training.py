"""Again and again: repeat steps 2 to 4, know when to stop, and know beforehand when that would never come.

`steps` is the lesson as it goes by, one epoch at a time. `train` takes it to its end.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from linefit.checks import LARGEST, check_network, check_number, check_rows, check_settings, number
from linefit.network import Network, Number
from linefit.rules import error, predict, update


class Step(NamedTuple):  # not a dataclass: there is one per epoch, and a tuple is made twice as fast
    """One epoch: the network, what it said of every row, and how far off each was."""

    epoch: int  # how many updates came before
    network: Network
    predictions: list[Number]
    errors: list[Number]


def steps(network: Network, xs: Sequence[Number], ys: Sequence[Number], *, learning_rate: Number = 1) -> Iterator[Step]:
    """Go through the lesson epoch by epoch, without end; epoch 0 is the network as it came.

    xs and ys hold one number per row. Nothing is refused that can be computed: watching a training
    explode is a lesson too.

    >>> lesson = steps(Network(w=25, b=85), [0, 1], [48, 129])
    >>> next(lesson)
    Step(epoch=0, network=Network(w=25, b=85), predictions=[85, 110], errors=[37, -19])
    >>> next(lesson).network
    Network(w=34.5, b=76.0)

    Raises, at the epoch where it happens, what predict, error and update raise.
    """
    check_rows(xs=xs, ys=ys)
    epoch = 0
    while True:
        predictions = predict(network, xs)
        errors = error(predictions, ys)
        yield Step(epoch, network, predictions, errors)
        network = update(network, errors, xs, learning_rate=learning_rate)
        epoch += 1


class Ending(enum.Enum):
    """Why a training ended."""

    MATCHED = "the predictions match"
    SETTLED = "w and b no longer move"
    OUT_OF_EPOCHS = "the epochs ran out"


@dataclass(frozen=True, slots=True)
class Training:
    """What came of a training: the network, how many updates it took, and why it ended there."""

    network: Network
    epochs: int
    ending: Ending


def train(
    network: Network,
    xs: Sequence[Number],
    ys: Sequence[Number],
    *,
    epochs: int = 100_000,
    tolerance: float = 1e-9,
    learning_rate: Number = 1,
) -> Training:
    """Repeat the steps until the predictions match, or w and b settle, or the epochs run out.

    xs and ys hold one number per row. Predictions match when each is within the tolerance of its y,
    as math.isclose has it with rel_tol = abs_tol = tolerance. The network has settled when an update
    moves neither w nor b by more than the tolerance, or by more than a float's own rounding. Exact
    equality would be too much to ask: the last digit often never comes right.

    >>> training = train(Network(w=25, b=85), [0, 0.5, 1], [48, 88.5, 129])
    >>> round(training.network.w, 6), round(training.network.b, 6), training.ending.name
    (81.0, 48.0, 'MATCHED')

    Raises DivergenceError, before the first epoch, where `converges` says no; ValueError where rows do
    not pair up, there are none, a number is not finite, epochs or tolerance are negative or the
    learning rate is not above 0; TypeError where something is not a list of numbers; OverflowError
    where a number becomes too large for a float.
    """
    check_network(network)
    check_rows(xs=xs, ys=ys)
    check_settings(epochs, tolerance)
    if not converges(xs, learning_rate=learning_rate):
        raise DivergenceError(f"training would run away: {why_it_diverges(xs, learning_rate)}; {way_out(xs)}")
    matches = partial(math.isclose, rel_tol=tolerance, abs_tol=tolerance)
    stays = partial(math.isclose, rel_tol=ROUNDING, abs_tol=tolerance)
    lesson = steps(network, xs, ys, learning_rate=learning_rate)
    last = None
    while True:
        step = next(lesson)
        network = step.network
        if all(map(matches, step.predictions, ys)):
            return Training(network, step.epoch, Ending.MATCHED)
        if last and stays(last.w, network.w) and stays(last.b, network.b):
            return Training(network, step.epoch, Ending.SETTLED)
        if step.epoch == epochs:
            return Training(network, step.epoch, Ending.OUT_OF_EPOCHS)
        last = network


ROUNDING = 2**-50  # four last digits of a float: some trainings go round in a circle that small


def converges(xs: Sequence[Number], *, learning_rate: Number = 1) -> bool:
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
    check_number("learning_rate", learning_rate)
    if learning_rate <= 0:
        raise ValueError(f"learning_rate is {learning_rate}: it must be above 0")
    mean_x, mean_xx = means(xs)
    reach = 2 / learning_rate
    return reach > mean_xx and (reach - 1) * (reach - mean_xx) > mean_x * mean_x  # so reach is above 1, too


def means(xs: Sequence[Number]) -> tuple[Number, Number]:
    """Give mean(x) and mean(x*x): all that convergence depends on."""
    check_rows(xs=xs)
    try:
        return sum(xs) / len(xs), sum([x * x for x in xs]) / len(xs)
    except OverflowError:  # floats become inf by themselves, whole numbers and Fractions raise this
        return math.inf, math.inf


class DivergenceError(ValueError):
    """Training would run away: each update would overshoot by more than the one before."""


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
    """Give how steep the cost's bowl is where it is steepest: its larger eigenvalue."""
    return float((mean_xx + 1) / 2 + math.hypot((mean_xx - 1) / 2, mean_x))
