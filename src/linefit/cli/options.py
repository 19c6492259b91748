"""The options of the command line, and which of them cannot be combined."""

import argparse
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from linefit import __version__
from linefit.convergence import MAX_EPOCHS
from linefit.validation import MAX_QUOTE, display_path, quote

PICTURE_SUFFIXES = (".png", ".svg", ".pdf", ".gif")
DESCRIPTION = """\
The first neural network to read. It learns the line in your data in four steps:
  1. a network is two numbers, w and b, drawn at random
  2. predict:  y = w*x + b for every row
  3. compare:  Error = predicted - true
  4. update:   w := w - mean(Error * x), b := b - mean(Error)
Steps 2 to 4 are repeated until the predictions match.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong, without the usage, and exit with status 2."""
        words = message.split(" ")
        words = [word if len(word) <= MAX_QUOTE + 2 and word.isprintable() else display_path(word) for word in words]
        advice = "; if the value begins with -, write it after =, as in --w=-1e5" if words[-1] == "argument" else ""
        self.exit(2, f"{self.prog}: error: {' '.join(words)}{advice}\n")


def parse_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; if they cannot be used, print why and exit."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    rate, picture = 1 if options.learning_rate is None else options.learning_rate, Path(options.plot or "a.png")
    for is_wrong, message in (
        ("" in (options.file, options.plot), "the name of a file is empty"),
        (picture.suffix.lower() not in PICTURE_SUFFIXES, f"--plot {picture}: end the name in .png, .svg, .pdf or .gif"),
        (not picture.parent.is_dir(), f"--plot {picture}: create its folder, which is missing"),
        ((options.w is None) != (options.b is None), "--w and --b go together: use both or neither"),
        (None not in (options.w, options.seed), "--seed draws w and b, so it does not go with --w and --b"),
        (rate <= 0, f"--learning-rate {rate} is not above 0: use a positive number, such as 0.25"),
        (options.standardize and rate >= 2, "--standardize needs a rate below 2: use --learning-rate 0.25"),
        (options.watch and options.no_chart, "--watch shows the chart, so it does not go with --no-chart"),
    ):
        if is_wrong:
            parser.error(message)
    return options


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = Parser("linefit", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"linefit {__version__}")
    add = parser.add_argument_group("the file").add_argument
    add("file", nargs="?", help="a CSV file, or - for standard input; without it, the sample data")
    add("-x", metavar="COLUMN", help="position or name of the x column; 0 counts rows (default: x or the first of two)")
    add("-y", metavar="COLUMN", help="position or name of the y column (default: y or the second of two)")
    add("--header", action=argparse.BooleanOptionalAction, help="the first row holds names (default: detected)")
    add("--skip", type=to_integer, default=0, dest="skiprows", metavar="N", help="skip the first N lines")
    add("--delimiter", metavar="C", help="a character, tab or space (default: whichever of tab, ; and , is found)")
    add("--decimal", metavar="C", default=".", help="the character before decimals (default: a point)")
    add("--thousands", metavar="C", help="the character between groups of three digits (default: none)")
    add("--encoding", metavar="NAME", default="utf-8-sig", help="the file's encoding, such as latin-1 (default: UTF-8)")
    add("--dropna", action="store_true", help="leave out rows whose x or y is empty, or NA, null, - and the like")
    add("--condense", action="store_true", help="train on at most two rows, for the same w and b; for large files")
    add = parser.add_argument_group("the start").add_argument
    add("--seed", type=to_integer, metavar="N", help="draw w and b with this seed (default: a random one)")
    add("--w", type=to_number, help="start with this w, not a random one; needs --b (negative: --w=-1e5)")
    add("--b", type=to_number, help="start with this b; needs --w")
    add = parser.add_argument_group("the training").add_argument
    add("--epochs", type=to_integer, default=MAX_EPOCHS, metavar="N", help="stop after N epochs (default: %(default)s)")
    add("--learning-rate", type=to_number, metavar="R", help="multiply updates by R (default: 1, 0.25 if standardized)")
    add(
        "--standardize",
        action=argparse.BooleanOptionalAction,
        help="standardize x and y (default: if needed, but not with --learning-rate)",
    )
    add = parser.add_argument_group("what to show").add_argument
    add("--explain", action="store_true", help="explain the first epoch in words and numbers")
    add("--watch", action="store_true", help="show the chart after epochs 0, 1, 2, 5, 10 and so on, not the table")
    add("--predict", type=to_number, action="append", default=[], metavar="X", help="predict the y of X (repeatable)")
    add("--no-chart", action="store_true", help="leave out the chart")
    add("--plot", metavar="FILE", help="save a picture (.png, .svg or .pdf) or an animation (.gif) of the training")
    return parser


def to_number(text: str) -> float:
    """Return the finite number that was typed."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{quote(text)} is not a finite number, such as 1.75")
    return int(value) if value == int(value) and abs(value) < 1e15 else value  # so that 10 is printed as 10, not 10.0


def to_integer(text: str) -> int:
    """Return the whole number, 0 or more, that was typed."""
    if not re.fullmatch(r"\d{1,18}", text):
        raise argparse.ArgumentTypeError(f"{quote(text)} is not a whole number from 0 up, of at most 18 digits")
    return int(text)
