"""The main job, python -m linefit: read the data, draw a network, watch it learn, say what it learned."""

from __future__ import annotations

import argparse
import math
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, islice
from typing import NoReturn

from linefit import __version__
from linefit.chart import chart
from linefit.checks import LARGEST
from linefit.convergence import default_tolerance, epochs_needed, is_shallow, shape, why_it_diverges
from linefit.data import Columns, open_columns, sample_path
from linefit.fitting import rounded
from linefit.network import Network, Number
from linefit.rules import error, predict
from linefit.scaling import Scaling
from linefit.summary import Summary, pairwise, root, summarize, typical
from linefit.training import Ending, steps, train

STEPS = """\
the four steps:
  1. a network is two numbers, w and b, drawn at random
  2. predict:  y = w*x + b for every row
  3. compare:  Error = predicted - true
  4. update:   w := w - mean(Error * x), b := b - mean(Error)
  and again from 2, until the predictions match.
"""
EPOCHS = 100_000
MANY = 10_000_000  # rows times epochs: some seconds


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, without the usage, and end with status 2."""
        self.exit(2, f"{self.prog}: error: {message}\n")


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    command = Parser(
        prog="linefit",
        description="Teach the simplest possible neural network the line in your data.",
        epilog=STEPS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = command.add_argument
    add("file", nargs="?", help="a CSV file, or - for standard input; without it, the lesson's own data")
    add("-x", metavar="COLUMN", help="the x column, by name or position (default: the first)")
    add("-y", metavar="COLUMN", help="the y column, by name or position (default: the second)")
    add("--delimiter", metavar="C", help="what separates the cells (default: a tab, semicolon or comma, as found)")
    add("--w", type=number, help="start at this weight, not at a random one; goes with --b")
    add("--b", type=number, help="start at this bias; goes with --w")
    add("--seed", type=int, help="draw w and b with this seed")
    add("--epochs", type=whole_number, default=EPOCHS, metavar="N", help="stop after N epochs (default: %(default)s)")
    add(
        "--tolerance",
        type=number,
        metavar="T",
        help="how far off a prediction may be (default: a billionth of the ys' range)",
    )
    add("--learning-rate", type=number, default=1, metavar="R", help="stride of an update (default: %(default)s)")
    add("--condense", action="store_true", help="learn from two rows that teach the same as all; for large files")
    add("--explain", action="store_true", help="tell the first epoch in words and numbers")
    add("--no-chart", action="store_true", help="leave out the chart")
    add("--plot", metavar="FILE", help="write a picture: .png, .svg, .pdf, or .gif for an animation")
    add("--version", action="version", version=f"linefit {__version__}")
    return command


def number(text: str) -> float:
    """Read a finite number off the command line."""
    value = float(text)
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text} is not a finite number")
    return value


def whole_number(text: str) -> int:
    """Read a whole number from 0 up off the command line."""
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return value


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status: 0, 2 after an error, 130 when interrupted."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a name that an old console cannot show is no reason to fail
                stream.reconfigure(errors="backslashreplace")
        run(options(arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ValueError, OverflowError, ImportError, OSError) as problem:
        print(f"linefit: error: {problem}", file=sys.stderr)
        return 2
    return 0


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line and refuse what contradicts itself."""
    command = parser()
    chosen = command.parse_args(arguments)
    if (chosen.w is None) != (chosen.b is None):
        command.error("--w and --b go together: give both or neither")
    if chosen.w is not None and chosen.seed is not None:
        command.error("--seed draws w and b, so it does not go with --w and --b")
    if chosen.tolerance is not None and chosen.tolerance < 0:
        command.error(f"argument --tolerance: {chosen.tolerance:g} is below 0")
    if chosen.learning_rate <= 0:
        command.error(f"argument --learning-rate: {chosen.learning_rate:g} is not above 0")
    if chosen.delimiter is not None:
        chosen.delimiter = {"tab": "\t", "\\t": "\t"}.get(chosen.delimiter, chosen.delimiter)
        if len(chosen.delimiter) != 1 or chosen.delimiter in '"\r\n':
            command.error("argument --delimiter: it must be one character, or the word tab")
    return chosen


@dataclass(frozen=True, slots=True)
class Data:
    """What there is to learn: all rows, or the two that stand for them, and the summary of all."""

    name: str
    x_name: str
    y_name: str
    xs: list[float]
    ys: list[float]
    summary: Summary

    @property
    def condensed(self) -> bool:
        """Tell whether two rows stand for all."""
        return len(self.xs) < self.summary.rows

    def typical_error(self, network: Network) -> float:
        """Give the root mean square of the Errors over all rows, in y's units."""
        if self.condensed:
            return self.summary.typical_error(network)
        return typical(error(predict(network, self.xs), self.ys))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from: rows, where to start, and the way back to the file's own units."""

    xs: Sequence[Number]
    ys: Sequence[Number]
    start: Network
    tolerance: float
    to_own_units: Callable[[Network], Network]


def run(chosen: argparse.Namespace) -> None:
    """Do the main job: data, draw, lesson, line, and the pictures that were asked for."""
    if chosen.plot:
        from linefit import plot  # here, so that nobody else waits for it

        plot.check_plot(chosen.plot)
    data = load(chosen)
    first, drawn = draw(chosen)
    rows = f"{data.summary.rows:,} row{'s' if data.summary.rows > 1 else ''}"
    print(f"Data: {data.name}, {rows}; x is {data.x_name!r}, y is {data.y_name!r}")
    if data.condensed:
        print(f"Condensed: two rows that teach the same lesson as all {rows}")
    print(f"Draw: {drawn}")
    lesson = prepare(data, first, chosen)
    if chosen.explain:
        from linefit.words import explain

        step = next(steps(lesson.start, lesson.xs, lesson.ys))
        units = "" if lesson.start is first else "In standard units, on the two rows of the lesson:\n\n"
        print(f"\n{units}{explain(step, lesson.xs, lesson.ys, learning_rate=chosen.learning_rate)}")
    learned, epochs = teach(data, lesson, chosen)
    if not chosen.no_chart:
        print(f"\n{chart(data.xs, data.ys, first, learned)}")
    if chosen.plot:
        rows2 = (lesson.xs, lesson.ys) if len(lesson.xs) <= 2 else data.summary.condensed()
        again = islice(steps(lesson.start, *rows2, learning_rate=chosen.learning_rate), epochs + 1)
        networks = [lesson.to_own_units(step.network) for step in again]
        names = {"x_name": data.x_name, "y_name": data.y_name}
        plot.save_plot(chosen.plot, data.xs, data.ys, networks, summary=data.summary, **names)
        print(f"\nPicture: {chosen.plot}")


def load(chosen: argparse.Namespace) -> Data:
    """Read the file, or the lesson's own data; condensed, only its summary is kept."""
    path = chosen.file or sample_path()
    with open_columns(path, chosen.x, chosen.y, delimiter=chosen.delimiter) as columns:
        if chosen.condense:
            chunks = progress(columns) if sys.stderr.isatty() else columns.chunks
            summary = pairwise(summarize(*chunk) for chunk in chunks)
            condensed_xs, condensed_ys = summary.condensed()
            xs, ys = list(map(float, condensed_xs)), list(map(float, condensed_ys))
        else:
            xs, ys = columns.whole()
            summary = summarize(xs, ys)
    name = chosen.file or "the lesson's own"
    return Data("standard input" if name == "-" else name, columns.x_name, columns.y_name, xs, ys, summary)


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


def draw(chosen: argparse.Namespace) -> tuple[Network, str]:
    """Draw the first network, and say how to draw it again."""
    if chosen.w is not None:
        network = Network(chosen.w, chosen.b)
        return network, f"w = {network.w:.15g}, b = {network.b:.15g}, as you chose"
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10_000)
    network = Network.random(seed)
    return network, f"w = {network.w}, b = {network.b} (--seed {seed} draws the same again)"


def prepare(data: Data, first: Network, chosen: argparse.Namespace) -> Lesson:
    """Make the lesson: the rows as they are where the plain rule learns them, else standard units."""
    reason = why_not_plain(data, chosen.learning_rate)
    if not reason:
        if not data.condensed:
            ask_for_patience(data, chosen.learning_rate)
        tolerance = default_tolerance(data.ys) if chosen.tolerance is None else chosen.tolerance
        return Lesson(data.xs, data.ys, first, tolerance, lambda network: network)
    print(f"{reason}\nSo it learns in standard units, from two rows. The table and the line are in")
    print("the file's own units.")
    scaling = Scaling.of(data.summary)
    r = Fraction(scaling.correlation)  # then nothing is rounded before it is printed
    tolerance = (abs(float(r)) or 1.0) * 1e-12
    if chosen.tolerance is not None:  # in y's units
        tolerance = float(min(Fraction(chosen.tolerance) / scaling.unit_y, Fraction(LARGEST)))
    return Lesson([-1, 1], [-r, r], scaling.to_standard(first), tolerance, lambda n: rounded(scaling.from_standard(n)))


def ask_for_patience(data: Data, learning_rate: float) -> None:
    """Where there are many rows, say how long their epochs will take, and what is quicker."""
    epochs = epochs_needed(shape(data.xs), learning_rate)
    if epochs * data.summary.rows < MANY:
        return
    start = time.perf_counter()
    next(islice(steps(Network(0, 0), data.xs, data.ys), 1, None))
    seconds = time.perf_counter() - start
    print(f"Time: some {epochs:.2g} epochs of {seconds:.2g} s each; --condense gives the same lesson at once")


def why_not_plain(data: Data, learning_rate: float) -> str:
    """Say why the plain rule could not learn these rows as they are; nothing where it can."""
    summary = data.summary
    if not summary.sum_xx:
        return "All xs are the same, so they cannot tell w from b: only the flat line can be learned."
    bowl = shape(data.xs)
    if not is_shallow(bowl, learning_rate):
        return f"On these xs the plain rule would run away:\n{why_it_diverges(bowl, learning_rate)}."
    if epochs_needed(bowl, learning_rate) > EPOCHS:
        return f"On these xs the plain rule would take more than {EPOCHS:,} epochs."
    size = abs(float(summary.mean_y))
    spread = float(root(summary.var_y)) or size or 1.0
    if math.ulp(size + spread) > 1e-10 * spread:  # near the tolerance, which is a billionth of the ys' range
        return f"These ys spread over {spread:.3g} only: beside their size, a float's rounding would show."
    return ""


def teach(data: Data, lesson: Lesson, chosen: argparse.Namespace) -> tuple[Network, int]:
    """Train to the end in pieces, which add up to the whole, and print a row of the table after each."""
    place_w, place_b = decimals(data.summary)
    print(f"\n{'epoch':>7}  {'w':>14}  {'b':>14}  typical error in y")
    network, done = lesson.start, 0
    for target in milestones():
        piece = train(
            network,
            lesson.xs,
            lesson.ys,
            epochs=min(target, chosen.epochs) - done,
            tolerance=lesson.tolerance,
            learning_rate=chosen.learning_rate,
        )
        network, done = piece.network, done + piece.epochs
        own = lesson.to_own_units(network)
        w, b, typical = digits(own.w, place_w), digits(own.b, place_b), data.typical_error(own)
        print(f"{done:>7}  {w:>14}  {b:>14}  {typical:.4g}", flush=True)
        if piece.ending is not Ending.OUT_OF_EPOCHS or done == chosen.epochs:
            break
    epochs = f"{done:,} epoch{'' if done == 1 else 's'}"
    print()
    if piece.ending is Ending.OUT_OF_EPOCHS:
        print(f"Out of epochs after {epochs}: this is as far as it came; --epochs N lets it go on.")
    elif piece.ending is Ending.SETTLED:
        print(f"Settled after {epochs}: the predictions no longer move.")
    elif len(lesson.xs) < data.summary.rows:
        print(f"Learned after {epochs}: both rows of the lesson are predicted.")
    else:
        print(f"Matched after {epochs}: every prediction is within {lesson.tolerance:.2g} of its y.")
    sign = "-" if b.startswith("-") else "+"
    print(f"The line: y = {w} x {sign} {b.removeprefix('-')}")
    return own, done


def milestones() -> Iterator[int]:
    """Give the epochs to look at: 0, 1, 2, 5, 10, 20, 50 and so on."""
    yield 0
    for power in count():
        yield from (10**power, 2 * 10**power, 5 * 10**power)


def decimals(summary: Summary) -> tuple[int, int]:
    """Tell up to which decimal place w and b mean something: a hundred-thousandth of y's spread."""
    size_x = max(float(root(summary.var_x)), abs(float(summary.mean_x))) or 1.0
    spread_y = float(root(summary.var_y)) or abs(float(summary.mean_y)) or 1.0
    place_b = 5 - math.floor(math.log10(spread_y))
    return place_b + math.ceil(math.log10(size_x)), place_b


def digits(value: Number, place: int) -> str:
    """Write a number up to a decimal place.

    >>> digits(80.99999999, 4), digits(-40.783649, 3), digits(1e-9, 4)
    ('81', '-40.784', '0')
    """
    number = float(value)
    significant = math.floor(math.log10(abs(number))) + 1 + place if number else 0
    return f"{number:.{min(significant, 17)}g}" if significant > 0 else "0"
