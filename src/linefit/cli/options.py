"""The options of the command line, and which of them contradict each other."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from linefit import __version__
from linefit.convergence import MAX_EPOCHS
from linefit.validation import MAX_QUOTED, display_path, quote

PICTURES = (".png", ".svg", ".pdf", ".gif")
DESCRIPTION = """\
Teach the simplest possible neural network the line in your data, in four steps:
  1. a network is two numbers, w and b, drawn at random
  2. predict:  y = w*x + b for every row
  3. compare:  Error = predicted - true
  4. update:   w := w - mean(Error * x), b := b - mean(Error)
  and again from 2, until the predictions match.
"""


class TypedNumber(float):
    """A number that is printed as it was typed."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()

    def __str__(self) -> str:
        return self.text


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong, without the usage, and exit with status 2."""
        words = message.split(" ")
        words = [display_path(word) if len(word) > MAX_QUOTED + 2 or not word.isprintable() else word for word in words]
        hint = "; if it begins with -, write it after =, as in --w=-1e5" if words[-1] == "argument" else ""
        self.exit(2, f"{self.prog}: error: {' '.join(words)}{hint}\n")


def parse_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options, or print why they cannot be used and exit."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    rate, picture = 1 if options.learning_rate is None else options.learning_rate, Path(options.plot or "a.png")
    for is_wrong, problem in (
        ("" in (options.file, options.plot), "the name of a file is empty"),
        (picture.suffix.lower() not in PICTURES, f"--plot {picture}: the name must end in .png, .svg, .pdf or .gif"),
        (not picture.parent.is_dir(), f"--plot {picture}: its folder is missing: create it"),
        ((options.w is None) != (options.b is None), "--w and --b go together: give both or neither"),
        (None not in (options.w, options.seed), "--seed draws w and b, so it does not go with --w and --b"),
        ((options.tolerance or 0) < 0, f"argument --tolerance: {options.tolerance} is below 0: use 0 or more"),
        (rate <= 0, f"argument --learning-rate: {rate} is not above 0: use a positive number, such as 0.25"),
        (options.standardize and rate >= 2, "--standardize needs a rate below 2: use --learning-rate 0.25"),
        (options.watch and options.no_chart, "--watch shows the chart, so it does not go with --no-chart"),
    ):
        if is_wrong:
            parser.error(problem)
    return options


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = Parser("linefit", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"linefit {__version__}")
    add = parser.add_argument_group("the file").add_argument
    add("file", nargs="?", help="a CSV file, or - for standard input; without it, the sample data")
    add("-x", metavar="COLUMN", help="position or name of the x column; 0 counts rows (default: x, or first of two)")
    add("-y", metavar="COLUMN", help="position or name of the y column (default: y, or second of two)")
    add("--header", action=argparse.BooleanOptionalAction, help="the first row holds names (default: as found)")
    add("--skip", type=to_integer, default=0, dest="skiprows", metavar="N", help="skip the first N lines")
    add("--delimiter", metavar="C", help="a character, tab or space (default: a tab, semicolon or comma, as found)")
    add("--decimal", metavar="C", default=".", help="the character before decimals (default: a point)")
    add("--thousands", metavar="C", help="the character between groups of three digits (default: none)")
    add("--encoding", metavar="NAME", default="utf-8-sig", help="such as latin-1 (default: UTF-8)")
    add("--dropna", action="store_true", help="leave out rows whose x or y is empty, or NA, null, - and the like")
    add("--condense", action="store_true", help="train on two rows that teach the same as all; for large files")
    add = parser.add_argument_group("the start").add_argument
    add("--seed", type=to_integer, metavar="N", help="draw w and b with this seed (default: a random one)")
    add("--w", type=to_number, help="start at this w, not at a random one; goes with --b (negative: --w=-1e5)")
    add("--b", type=to_number, help="start at this b; goes with --w")
    add = parser.add_argument_group("the training").add_argument
    add("--epochs", type=to_integer, default=MAX_EPOCHS, metavar="N", help="stop after N epochs (default: %(default)s)")
    add("--tolerance", type=to_number, metavar="T", help="how far off predictions may be (default: 1e-9 of y's range)")
    add("--learning-rate", type=to_number, metavar="R", help="multiply updates by R (default: 1; standardized, 0.25)")
    add("--standardize", action=argparse.BooleanOptionalAction, help="standardize x and y (default: if needed)")
    add = parser.add_argument_group("what to show").add_argument
    add("--explain", action="store_true", help="explain the first epoch in words and numbers")
    add("--watch", action="store_true", help="redraw the chart for every epoch of the table")
    add("--predict", type=to_number, action="append", default=[], metavar="X", help="predict the y of X (repeatable)")
    add("--no-chart", action="store_true", help="leave out the chart")
    add("--plot", metavar="FILE", help="save a picture (.png, .svg or .pdf) or an animation (.gif) of the training")
    return parser


def to_number(text: str) -> TypedNumber:
    """Return a finite number from the command line."""
    try:
        value = TypedNumber(text)
    except ValueError:
        value = TypedNumber("nan")
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{quote(text)} is not a finite number, such as 1.75")
    return value


def to_integer(text: str) -> int:
    """Return a whole number from 0 up from the command line."""
    if not re.fullmatch(r"\d{1,18}", text):
        raise argparse.ArgumentTypeError(f"{quote(text)} is not a whole number from 0 up, of at most 18 digits")
    return int(text)
