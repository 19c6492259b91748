"""Again and again: repeat steps 2 to 4, and know when to stop.

`steps` is the lesson as it goes by, one epoch at a time. `train` takes it to its end.
"""

import enum
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from linefit.checks import Column, check_finite, check_lesson, check_settings, outgrown
from linefit.convergence import foresee
from linefit.network import Network, Number
from linefit.rules import error, predict, update


class Step(NamedTuple):
    """One epoch: the network, what it said of every row, and how far off each was."""

    epoch: int  # how many updates came before
    network: Network
    predictions: list[Number]
    errors: list[Number]


def steps(network: Network, xs: Column, ys: Column, *, learning_rate: Number = 1) -> Iterator[Step]:
    """Go through the lesson epoch by epoch, without end; epoch 0 is the network as it came.

    xs and ys hold one number per row. Any learning rate will do: watching a training explode is a lesson
    too.

    >>> lesson = steps(Network(w=25, b=85), [0, 1], [48, 129])
    >>> next(lesson)
    Step(epoch=0, network=Network(w=25, b=85), predictions=[85, 110], errors=[37, -19])
    >>> next(lesson).network
    Network(w=34.5, b=76.0)

    Raises, before the first epoch, ValueError where rows do not pair up, there are none or a number is
    not finite, TypeError where something is not a list of numbers or no Network; and OverflowError at
    the epoch where w, b or an Error outgrows a float.
    """
    lesson = _steps(*check_lesson(network, xs, ys, learning_rate))
    return (Step(*parts) for parts in lesson)  # names are for those who watch: train is quicker without


def _steps(
    network: Network, xs: list[Number], ys: list[Number], learning_rate: Number
) -> Iterator[tuple[int, Network, list[Number], list[Number]]]:
    """Repeat steps 2, 3 and 4: what `steps` gives, once it has looked at everything."""
    try:
        for epoch in count():
            predictions = predict(network, xs)
            errors = error(predictions, ys)
            check_finite(network, errors)
            yield epoch, network, predictions, errors
            network = update(network, errors, xs, learning_rate=learning_rate)
    except OverflowError as problem:
        raise outgrown(problem, epoch) from None


class Ending(enum.Enum):
    """Why a training ended."""

    MATCHED = "the predictions match"
    SETTLED = "the predictions no longer move"
    OUT_OF_EPOCHS = "the epochs ran out"


class Training(NamedTuple):
    """What came of a training: the network, how many updates it took, and why it ended there."""

    network: Network
    epochs: int
    ending: Ending


def train(
    network: Network,
    xs: Column,
    ys: Column,
    *,
    epochs: int = 100_000,
    tolerance: Number | None = None,
    learning_rate: Number = 1,
) -> Training:
    """Repeat steps 2 to 4 until the predictions match, or no longer move, or the epochs run out.

    xs and ys hold one number per row. The tolerance is how far off a prediction may be, in y's units: a
    billionth of the ys' range unless told otherwise (of their size, where they are all equal).
    Predictions match when each is within it of its y. They have settled when none will move by more
    than that any more, however long training goes on, or when a float's rounding is reached. Exact
    equality would be too much to ask: the last digit often never comes right.

    >>> training = train(Network(w=25, b=85), [0, 0.5, 1], [48, 88.5, 129])
    >>> round(training.network.w, 6), round(training.network.b, 6), training.ending.name
    (81.0, 48.0, 'MATCHED')

    Raises, before the first epoch, DivergenceError where `converges` says no; ValueError where rows do
    not pair up, there are none, a number is not finite, epochs or tolerance are negative or the
    learning rate is not above 0; TypeError where something is not a list of numbers, no number or no
    Network; and OverflowError at the epoch where a number outgrows a float.
    """
    network, xs, ys, learning_rate = check_lesson(network, xs, ys, learning_rate)
    check_settings(learning_rate, epochs, tolerance)
    tolerance, stretch, has_settled = foresee(xs, ys, tolerance, learning_rate)
    mark = network  # as it was when the stretch began
    for epoch, network, _, errors in _steps(mark, xs, ys, learning_rate):
        if max(errors) <= tolerance and min(errors) >= -tolerance:
            return Training(network, epoch, Ending.MATCHED)
        if epoch > 0 and epoch % stretch == 0:  # where nothing moves in so many epochs, nothing will
            if has_settled(mark, network):
                return Training(network, epoch, Ending.SETTLED)
            mark = network
        if epoch == epochs:
            break
    return Training(network, epoch, Ending.OUT_OF_EPOCHS)
