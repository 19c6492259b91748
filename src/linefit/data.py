"""CSV in: two columns of numbers out of any file, or one sentence that says what is wrong, and where.

A file is read block by block and handed on in chunks of rows, so its size does not matter.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from linefit.cells import DataError
from linefit.table import LONGEST, Table
from linefit.validation import display_path, kind

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

BLOCK = 1 << 16  # bytes read at a time


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of an open file: their names, and their numbers, chunk by chunk."""

    x_name: str
    y_name: str
    positions: tuple[int, int]  # of both, from 1
    table: Table
    chunks: Iterator[tuple[list[float], list[float]]]

    def whole(self) -> tuple[list[float], list[float]]:
        """Read all chunks into one."""
        xs: list[float] = []
        ys: list[float] = []
        for some_xs, some_ys in self.chunks:
            xs += some_xs
            ys += some_ys
        return xs, ys


def sample() -> tuple[list[float], list[float]]:
    """Give the lesson's data: xs and ys of 30 rows on the line y = 81x + 48.

    >>> xs, ys = sample()
    >>> len(xs), xs[0], ys[0]
    (30, 0.66, 101.46)
    """
    with open_columns(sample_path()) as columns:
        return columns.whole()


def sample_path() -> Traversable:
    """Find the lesson's data file: inside the package, even in a zip; or, installed with -e, in the checkout.

    >>> sample_path().name
    'line.csv'
    """
    from importlib.resources import files  # here, so that nobody else waits for it

    packed = files("linefit") / "data" / "line.csv"
    return packed if packed.is_file() else Path(__file__).parents[2] / "data" / "line.csv"


def read_csv(
    path: str | os.PathLike[str],
    x: str | int | None = None,
    y: str | int | None = None,
    *,
    delimiter: str | None = None,
    decimal: str = ".",
    dropna: bool = False,
) -> tuple[list[float], list[float]]:
    """Read xs and ys, one number per row, from two columns of a CSV file.

    x and y choose the columns, by the header's names or by position from 1; unless told otherwise they
    are those named x and y, else the first two that have a name. A header is recognized by itself, and
    so is the delimiter: a tab, a semicolon or a comma. decimal may be a comma; with dropna, rows are left
    out whose x or y is empty, NA, N/A, NaN, null or -. The path "-" is standard input.

    >>> xs, ys = read_csv(sample_path(), x="x", y=2)
    >>> xs == sample()[0]
    True

    Raises DataError, with file and line, for whatever is not a complete row of finite numbers, ValueError
    where decimal is neither a point nor a comma, and TypeError where path is no file's name.
    """
    with open_columns(path, x, y, delimiter=delimiter, decimal=decimal, dropna=dropna) as columns:
        return columns.whole()


@contextmanager
def open_columns(
    path: str | os.PathLike[str] | Traversable,
    x: str | int | None = None,
    y: str | int | None = None,
    *,
    delimiter: str | None = None,
    decimal: str = ".",
    dropna: bool = False,
) -> Iterator[Columns]:
    """Open two columns of a CSV file of any size; arguments and errors as in read_csv."""
    if not isinstance(path, (str, os.PathLike)) and not hasattr(path, "open"):
        way = "its columns to fit or train instead" if hasattr(path, "columns") else "the file's name"
        raise TypeError(f"path is {kind(path)}: pass {way}")
    if decimal not in (".", ","):
        raise ValueError(f"decimal is {decimal!r}: it must be '.' or ','")
    name = "<stdin>" if path == "-" else display_path(path)
    opened: AbstractContextManager[IO[bytes]]
    try:
        if path == "-":
            opened = nullcontext(_standard_input())
        else:
            opened = open(path, "rb") if isinstance(path, (str, os.PathLike)) else path.open("rb")  # noqa: SIM115 (see below)
    except OSError as problem:
        raise DataError(f"{name}:1: the file cannot be read: {problem.strerror}") from None
    with opened as file:
        table = Table(name, Blocks(_blocks(name, file)), delimiter, decimal, dropna)
        i, j = table.choose(x, y)
        x_name, y_name = (table.names[i], table.names[j]) if table.has_header else ("x", "y")
        yield Columns(x_name or "x", y_name or "y", (i + 1, j + 1), table, table.chunks(i, j))


def _standard_input() -> BinaryIO:
    """Give standard input in bytes, also where something else stands for it, as in a notebook."""
    if sys.stdin is None:
        raise DataError("<stdin>:1: standard input is closed")
    return sys.stdin.buffer if hasattr(sys.stdin, "buffer") else io.BytesIO(sys.stdin.read().encode())


class Blocks:
    """A text in blocks, each up to a line's end: line by line, or what is left of a block at once."""

    def __init__(self, texts: Iterator[str]) -> None:
        """Stand before the first block."""
        self.texts, self.text, self.lines = texts, "", io.StringIO()

    def __iter__(self) -> Iterator[io.StringIO]:
        """Give the blocks, whose lines are to be read one after the other."""
        while self.left():
            self.lines, self.text = io.StringIO(self.text), ""
            yield self.lines

    def left(self) -> str:
        """Give what is left of the block, else the next one; nothing at the end. It is still to be read."""
        self.text = self.text or self.lines.read() or next(self.texts, "")
        return self.text

    def skip(self) -> None:
        """Go to the end of the block."""
        self.text = ""


def _blocks(name: str, file: IO[bytes]) -> Iterator[str]:
    """Decode the file block by block, each up to a line's end."""
    utf8 = codecs.getincrementaldecoder("utf-8-sig")()
    decoder = io.IncrementalNewlineDecoder(utf8, translate=True)  # \r and \r\n become \n
    line, rest, block = 1, "", b"-"
    while block:
        try:
            block = file.read(BLOCK)
        except OSError as problem:
            raise DataError(f"{name}:{line}: the file cannot be read: {problem.strerror}") from None
        try:
            text = rest + decoder.decode(block, final=not block)
        except UnicodeDecodeError as problem:
            line += problem.object[: problem.start].count(b"\n")
            raise DataError(f"{name}:{line}: this is not UTF-8 text: save the file as CSV in UTF-8") from None
        if "\0" in text:
            line += text[: text.index("\0")].count("\n")
            raise DataError(f"{name}:{line}: there is a NUL byte: this is not a CSV file in UTF-8")
        end = text.rfind("\n") + 1 if block else len(text)
        line += text.count("\n")
        rest = text[end:]
        if len(rest) > LONGEST:
            raise DataError(f"{name}:{line}: the line is longer than {LONGEST:,} characters: is this a CSV file?")
        if end:
            yield text[:end]
