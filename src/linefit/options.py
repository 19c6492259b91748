"""What the command line takes, and what it refuses in one line."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Sequence
from typing import NoReturn

from linefit import __version__
from linefit.cells import MOST, named, shown
from linefit.lesson import EPOCHS

STEPS = """\
the four steps:
  1. a network is two numbers, w and b, drawn at random
  2. predict:  y = w*x + b for every row
  3. compare:  Error = predicted - true
  4. update:   w := w - mean(Error * x), b := b - mean(Error)
  and again from 2, until the predictions match.
"""


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line and refuse what contradicts itself."""
    joined: list[str] = []
    for argument in arguments:  # argparse takes -1e5 for an option
        if joined and re.fullmatch(r"--[a-z-]+", joined[-1]) and re.match(r"-[\d.]", argument):
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    command = parser()
    chosen = command.parse_args(joined)
    if chosen.file == "" or chosen.plot == "":
        command.error("the name of a file is empty")
    if (chosen.w is None) != (chosen.b is None):
        command.error("--w and --b go together: give both or neither")
    if chosen.w is not None and chosen.seed is not None:
        command.error("--seed draws w and b, so it does not go with --w and --b")
    if chosen.tolerance is not None and chosen.tolerance < 0:
        command.error(f"argument --tolerance: {chosen.tolerance:g} is below 0")
    if chosen.learning_rate is not None and chosen.learning_rate <= 0:
        command.error(f"argument --learning-rate: {chosen.learning_rate:g} is not above 0")
    if chosen.delimiter is not None:
        chosen.delimiter = {"tab": "\t", "\\t": "\t"}.get(chosen.delimiter, chosen.delimiter)
        if len(chosen.delimiter) != 1 or chosen.delimiter in '"\r\n':
            command.error("argument --delimiter: it must be one character, or the word tab")
    return chosen


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, without the usage, and end with status 2."""
        words = " ".join(map(shortened, message.split(" ")))
        self.exit(2, f"{self.prog}: error: {words}\n")


def shortened(word: str) -> str:
    """Write a word that may have been typed so that it is harmless, and not too long."""
    return word if len(word) <= MOST + 2 and word.isprintable() else named(word)


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
    add("-x", metavar="COLUMN", help="the x column, by name or position (default: x, or the first with a name)")
    add("-y", metavar="COLUMN", help="the y column, by name or position (default: y, or the second with a name)")
    add("--delimiter", metavar="C", help="what separates the cells (default: a tab, semicolon or comma, as found)")
    add("--decimal", choices=[".", ","], default=".", help="what stands before decimals (default: a point)")
    add("--dropna", action="store_true", help="leave out rows whose x or y is empty, NA, N/A, NaN, null or -")
    add("--w", type=number, help="start at this weight, not at a random one; goes with --b")
    add("--b", type=number, help="start at this bias; goes with --w")
    add("--seed", type=any_whole_number, help="draw w and b with this seed")
    add("--epochs", type=whole_number, default=EPOCHS, metavar="N", help="stop after N epochs (default: %(default)s)")
    tolerance = "how far off a prediction may be, in y's units (default: a billionth of the ys' range)"
    add("--tolerance", type=number, metavar="T", help=tolerance)
    rate = "stride of an update (default: 1; 1/4 where the rows must be learned in standard units)"
    add("--learning-rate", type=number, metavar="R", help=rate)
    add("--predict", type=number, action="append", default=[], metavar="X", help="say the y of this x; may be repeated")
    add("--condense", action="store_true", help="learn from two rows that teach the same as all; for large files")
    add("--explain", action="store_true", help="tell the first epoch in words and numbers")
    add("--no-chart", action="store_true", help="leave out the chart")
    add("--plot", metavar="FILE", help="write a picture: .png, .svg, .pdf, or .gif for an animation")
    add("--version", action="version", version=f"linefit {__version__}")
    return command


def number(text: str) -> float:
    """Read a finite number off the command line."""
    try:
        value = float(text)
    except ValueError:
        how = ": write a decimal point" if "," in text else ""
        raise argparse.ArgumentTypeError(f"{text!a} is not a number{how}") from None
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text} is not a finite number")
    return value


def any_whole_number(text: str) -> int:
    """Read a whole number off the command line."""
    if not re.fullmatch(r"[+-]?\d{1,4000}", text):  # Python reads no more digits
        raise argparse.ArgumentTypeError(f"{shown(text)} is not a whole number")
    return int(text)


def whole_number(text: str) -> int:
    """Read a whole number from 0 up off the command line."""
    value = any_whole_number(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return value
