"""How the main job learns rows: as they are where the plain rule can, else in standard units."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import NamedTuple

from linefit.checks import LARGEST, number
from linefit.convergence import default_tolerance, epochs_needed, is_shallow, shape, why_it_diverges
from linefit.data import Columns
from linefit.fitting import Scaling, fit_summary
from linefit.network import Network, Number
from linefit.numerals import figure, power
from linefit.summary import Summary
from linefit.training import Ending, steps, train

EPOCHS = 100_000
MANY = 10_000_000  # rows times epochs: some seconds
QUARTER = 0.25  # a learning rate at which there is something to watch, in standard units


@dataclass(frozen=True, slots=True)
class Data:
    """What there is to learn: all rows, or the two that stand for them, and what is known of all."""

    xs: list[float]
    ys: list[float]
    summary: Summary
    ends: tuple[float, float]  # the least and the greatest x

    @property
    def condensed(self) -> bool:
        """Tell whether two rows stand for all."""
        return len(self.xs) < self.summary.rows


def load(columns: Columns, *, condense: bool, find_ends: bool = False) -> Data:
    """Read all rows; condensed, only their summary is kept, and the ends of x only where they are asked for."""
    if not condense:
        xs, ys = columns.whole()
        return Data(xs, ys, Summary.of(xs, ys), (min(xs), max(xs)))
    summary, low, high = Summary(), math.inf, -math.inf
    for xs, ys in progress(columns) if sys.stderr.isatty() else columns.chunks:
        summary += Summary.of(xs, ys)
        if find_ends:
            low, high = min(low, *xs), max(high, *xs)
    return Data(*summary.condensed(), summary, (low, high))


def progress(columns: Columns) -> Iterator[tuple[list[float], list[float]]]:
    """Pass the chunks on, and show on the terminal how far the reading has come."""
    rows, shown = 0, time.monotonic()
    try:
        for xs, ys in columns.chunks:
            yield xs, ys
            rows += len(xs)
            if time.monotonic() - shown > 0.2:
                shown = time.monotonic()
                share = f", {columns.share():.0%} of the file" if columns.share() else ""
                print(f"\r{rows:,} rows{share} ", end="", file=sys.stderr, flush=True)
    finally:  # leave no trace, nor stand before an error's sentence
        print(f"\r{'':40}\r", end="", file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from, and how: rows, a first network, a tolerance and a learning rate in the same units."""

    data: Data
    line: Network  # that is to be learned, in the file's own units
    is_near: bool  # whether the tolerance is so small that what is learned is that line to any digit shown
    xs: list[float]
    ys: list[float]
    start: Network
    tolerance: float
    learning_rate: float
    scaling: Scaling | None = None  # the way back, where these are standard units

    def in_own_units(self, network: Network) -> Network:
        """Give the network that says the same in the file's own units."""
        return self.scaling.from_standard(network) if self.scaling else network

    def networks(self, epochs: int) -> list[Network]:
        """Give the network of every epoch, in the file's own units, from two rows that teach the same."""
        xs, ys = standard_rows(self.data.summary) if self.scaling else self.data.summary.condensed()
        again = steps(self.start, xs, ys, learning_rate=self.learning_rate)
        return [self.in_own_units(step.network) for step in islice(again, epochs + 1)]


class Standing(NamedTuple):
    """Where a lesson stands after so many epochs, in the file's own units."""

    epoch: int
    network: Network
    rmse: float
    ending: Ending | None  # None where it goes on


def why_not_plain(data: Data, learning_rate: float) -> str:
    """Say why the plain rule could not learn these rows as they are; nothing where it can."""
    summary = data.summary
    if not summary.var_x:
        return "All xs are the same, so w could be anything: only the flat line can be learned."
    bowl = shape(data.xs)
    if not is_shallow(bowl, learning_rate):
        return f"Training would run away: {why_it_diverges(bowl, learning_rate, written_out)}."
    if epochs_needed(bowl, learning_rate) > EPOCHS:
        return f"On these xs the plain rule would take more than {EPOCHS:,} epochs."
    size = abs(summary.mean_y)
    spread = math.sqrt(summary.var_y) or size or 1.0
    if math.ulp(size + spread) > 1e-10 * spread:  # near the tolerance, which is a billionth of the ys' range
        return "These ys differ by so little, beside their size, that a float's rounding would show."
    return ""


def written_out(value: Number) -> str:
    """Write a figure in six digits, and with no exponent where none is needed."""
    text = figure(value, 6) if value < 1e15 else number(value)
    return text if text != "2" else figure(value)  # which must be below 2, and is not


def prepare(data: Data, first: Network, tolerance: float | None, learning_rate: float | None) -> tuple[Lesson, str]:
    """Make the lesson, and say why it is not the plain one, if it isn't.

    Raises ValueError where the learning rate is too large even in standard units, OverflowError where a
    float cannot hold the line that is to be learned.
    """
    line = fit_summary(data.summary)
    spread = 2 * math.sqrt(data.summary.var_y)  # of two rows that hold all that ys vary by
    usual = default_tolerance([0, spread] if data.condensed and spread else data.ys)
    usual = float(f"{usual:.1e}")  # so that what is said of it is true to the letter
    tolerance = usual if tolerance is None else tolerance
    is_near = tolerance <= usual
    reason = why_not_plain(data, learning_rate or 1)
    if not reason:
        return Lesson(data, line, is_near, data.xs, data.ys, first, tolerance, learning_rate or 1), ""
    learning_rate = learning_rate or QUARTER
    if learning_rate >= 2:
        too_large = f"argument --learning-rate: {learning_rate:g} is too large"
        raise ValueError(f"{too_large}: in standard units it must be below 2")
    scaling = Scaling.of(data.summary)
    start = scaling.to_standard(first)
    if not data.summary.var_x:
        start = Network(0.0, start.b)  # nothing would ever move w
    xs, ys = standard_rows(data.summary) if data.condensed else scaling.standardize(data.xs, data.ys)
    tolerance_there = min(tolerance / scaling.unit_y, LARGEST)
    return Lesson(data, line, is_near, xs, ys, start, tolerance_there, learning_rate, scaling), reason


def standard_rows(summary: Summary) -> tuple[list[float], list[float]]:
    """Return the two condensed rows in standard units, where no offset can round them."""
    r = summary.correlation() if summary.var_x and summary.var_y else 0.0
    return [-1.0, 1.0], [-r, r]


def learn(lesson: Lesson, epochs: int) -> Iterator[Standing]:
    """Train to the end in pieces, which add up to the whole, and say after each where the lesson stands."""
    network, done, summary = lesson.start, 0, lesson.data.summary
    for target in milestones():
        piece = train(
            network,
            lesson.xs,
            lesson.ys,
            epochs=min(target, epochs) - done,
            tolerance=lesson.tolerance,
            learning_rate=lesson.learning_rate,
        )
        done += piece.epochs
        network = piece.network
        own = lesson.in_own_units(network)
        if piece.ending is not Ending.OUT_OF_EPOCHS or done == epochs:
            break
        yield Standing(done, own, summary.rmse(own), None)
    if piece.ending is not Ending.OUT_OF_EPOCHS and lesson.is_near:  # then the last digit shown is right, too
        own = lesson.line
    yield Standing(done, own, summary.rmse(own), piece.ending)


def milestones() -> Iterator[int]:
    """Give the epochs to look at: 0, 1, 2, 5, 10, 20, 50 and so on."""
    yield 0
    for decade in count():
        yield from (10**decade, 2 * 10**decade, 5 * 10**decade)


def time_needed(lesson: Lesson, most: int) -> str:
    """Say, where there are many rows, about how long their epochs will take, which are so many at most."""
    epochs = min(epochs_needed(shape(lesson.xs), lesson.learning_rate), most)
    if not MANY < epochs * len(lesson.xs):
        return ""
    again = steps(Network(0, 0), lesson.xs, lesson.ys, learning_rate=lesson.learning_rate)
    next(again)  # looking at the rows is done once
    start, tried = time.perf_counter(), 0
    while time.perf_counter() - start < 0.2 or tried < 2:
        next(again)
        tried += 1
    seconds = (time.perf_counter() - start) / tried * epochs
    some, about = f"{round(epochs, -power(epochs)):,.0f} epochs", f"about {figure(seconds, 2)} s"
    if not lesson.is_near:
        return f"Time: {about} for some {some}, at most."
    return f"Time: {about} for some {some}; --condense gives the same at once."
