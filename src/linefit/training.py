"""Again and again: repeat steps 2 to 4, and know when to stop.

`steps` shows training one epoch at a time. `train` goes on until the predictions match or converge.
"""

import enum
from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import NamedTuple

from linefit.convergence import MAX_EPOCHS, stopping_rule, warn_of_slow_training
from linefit.network import Network, Number
from linefit.rules import error, predict, update
from linefit.validation import Column, check_finite, check_limits, check_training, overflow_error


class Step(NamedTuple):
    """One epoch: the network, its prediction for every row, and how far off each was."""

    epoch: int  # how many updates came before
    network: Network
    predictions: list[Number]
    errors: list[Number]


def steps(network: Network, xs: Column, ys: Column, *, learning_rate: Number = 1) -> Iterator[Step]:
    """Return an endless iterator over the epochs; epoch 0 is the network passed in.

    xs and ys hold one number per row. The learning rate may be too large, so that divergence can be watched.

    >>> training = steps(Network(w=25, b=85), [0, 1], [48, 129])
    >>> next(training)
    Step(epoch=0, network=Network(w=25, b=85), predictions=[85, 110], errors=[37, -19])
    >>> next(training).network
    Network(w=34.5, b=76.0)

    Raises, before the first epoch, ValueError if xs and ys differ in length or are empty, a number is not
    finite or the learning rate is not above 0, and TypeError if an argument is not a list of numbers, a
    number or a Network; and OverflowError at the epoch at which w, b or an Error is too large for a float.
    """
    return _steps(*check_training(network, xs, ys, learning_rate))


def _steps(network: Network, xs: list[Number], ys: list[Number], learning_rate: Number) -> Iterator[Step]:
    """Yield the steps, for arguments that have been checked."""
    try:
        for epoch in count():
            predictions = predict(network, xs)
            errors = error(predictions, ys)
            check_finite(network, errors)
            yield Step(epoch, network, predictions, errors)
            network = update(network, errors, xs, learning_rate=learning_rate)
    except OverflowError:
        raise overflow_error(epoch) from None


class Ending(enum.Enum):
    """The reason why a training ended."""

    MATCHED = "the predictions match"
    CONVERGED = "the predictions no longer move by more than the tolerance or rounding"
    OUT_OF_EPOCHS = "the epochs ran out"


class Training(NamedTuple):
    """The result of a training: the network, how many updates it took, and why it ended."""

    network: Network
    epochs: int
    ending: Ending


def train(
    network: Network,
    xs: Column,
    ys: Column,
    *,
    epochs: int | None = None,
    tolerance: Number | None = None,
    learning_rate: Number = 1,
    callback: Callable[[Step], object] | None = None,
) -> Training:
    """Return the result of repeating steps 2 to 4 until the predictions match or converge, or the epochs run out.

    xs and ys hold one number per row. The predictions match if each is within the tolerance of its y: by default
    a billionth of the ys' range, or of their size if all are equal. They have converged if all later updates
    would move none of them by more than the tolerance or rounding. callback(step) is called with every
    Step, the first and the last too: callback=print shows all of them, callback=history.append keeps them.

    >>> training = train(Network(w=25, b=85), [0, 0.5, 1], [48, 88.5, 129])
    >>> round(training.network.w, 6), round(training.network.b, 6), training.ending.name
    (81.0, 48.0, 'MATCHED')

    Warns with ConvergenceWarning if epochs is None and 100,000 are not enough. Raises the same errors as `steps`,
    DivergenceError if `converges` returns False, and ValueError if epochs is not in 0 to 10**18 or tolerance < 0.
    """
    network, xs, ys, learning_rate = check_training(network, xs, ys, learning_rate)
    check_limits(epochs, tolerance)
    stopping = stopping_rule(xs, ys, tolerance, learning_rate)
    previous = network
    last_epoch = MAX_EPOCHS if epochs is None else epochs
    for step in islice(_steps(network, xs, ys, learning_rate), last_epoch + 1):  # and epoch 0
        if callback:
            callback(step)
        if -stopping.tolerance <= min(step.errors) and max(step.errors) <= stopping.tolerance:
            return Training(step.network, step.epoch, Ending.MATCHED)
        if step.epoch > 0 and stopping.is_converged(previous, step.network):
            return Training(step.network, step.epoch, Ending.CONVERGED)
        previous = step.network
    if epochs is None:
        warn_of_slow_training(xs, learning_rate)
    return Training(step.network, step.epoch, Ending.OUT_OF_EPOCHS)
