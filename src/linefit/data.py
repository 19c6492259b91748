"""CSV in: two columns of numbers out of any file, or one sentence that says what is wrong, and where.

A file is read block by block and handed on in chunks of rows, so its size does not matter. A chunk is
first taken as a whole, which is fast; where that fails, row by row, which finds the cell to blame.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from linefit.checks import kind

if TYPE_CHECKING:
    from _csv import Reader

BLOCK = 1 << 16  # bytes read at a time
CHUNK = 1000  # rows handed on at a time
LONGEST = 1_000_000  # characters in a line: more is no table of numbers
BLANK = r"[\s,;]*"  # how a spreadsheet writes an empty row


class DataError(ValueError):
    """A file is no table of finite numbers; the message says in which file, on which line, and why."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of an open file: their names, and their numbers, chunk by chunk."""

    x_name: str
    y_name: str
    chunks: Iterator[tuple[list[float], list[float]]]
    share: Callable[[], float]  # of the file that has been read so far; 0 where its size is not known

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
    return read_csv(sample_path())


def sample_path() -> str:
    """Find the lesson's data file: inside the package, or where an editable install has it, in the checkout.

    >>> os.path.basename(sample_path())
    'line.csv'
    """
    here = os.path.dirname(__file__)
    packed = os.path.join(here, "data", "line.csv")
    return packed if os.path.exists(packed) else os.path.join(here, "..", "..", "data", "line.csv")


def read_csv(
    path: str | os.PathLike[str],
    x: str | int | None = None,
    y: str | int | None = None,
    *,
    delimiter: str | None = None,
) -> tuple[list[float], list[float]]:
    """Read xs and ys, one number per row, from two columns of a CSV file.

    x and y choose the columns, by the header's names or by position from 1; unless told otherwise they
    are the first two. A header is recognized by itself, and so is the delimiter: a tab, a semicolon or
    a comma. The path "-" is standard input.

    >>> xs, ys = read_csv(sample_path(), x="x", y=2)
    >>> xs == sample()[0]
    True

    Raises DataError, with file and line, for whatever is not a complete row of finite numbers, and
    TypeError where path is no file's name.
    """
    with open_columns(path, x, y, delimiter=delimiter) as columns:
        return columns.whole()


@contextmanager
def open_columns(
    path: str | os.PathLike[str],
    x: str | int | None = None,
    y: str | int | None = None,
    *,
    delimiter: str | None = None,
) -> Iterator[Columns]:
    """Open two columns of a CSV file of any size; arguments and errors as in read_csv."""
    if not isinstance(path, (str, os.PathLike)):
        way = "its columns to fit or train instead" if hasattr(path, "columns") else "the file's name"
        raise TypeError(f"path is {kind(path)}: pass {way}")
    name = "<stdin>" if path == "-" else os.fspath(path)
    try:
        opened: AbstractContextManager[BinaryIO] = (
            nullcontext(sys.stdin.buffer) if path == "-" else open(path, "rb")  # noqa: SIM115 (the with is below)
        )
    except OSError as problem:
        raise DataError(f"{name}:1: the file cannot be read: {problem.strerror}") from None
    with opened as file:
        size = os.fstat(file.fileno()).st_size
        x_name, y_name, chunks = _find_columns(name, _lines(name, file), x, y, delimiter)
        yield Columns(x_name, y_name, chunks, lambda: file.tell() / size if size else 0.0)


def _lines(name: str, file: BinaryIO) -> Iterator[Iterable[str]]:
    """Decode the file block by block and give the lines of each, with their line ends."""
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
        yield io.StringIO(text[:end])


def _find_columns(
    name: str, blocks: Iterator[Iterable[str]], x: str | int | None, y: str | int | None, delimiter: str | None
) -> tuple[str, str, Iterator[tuple[list[float], list[float]]]]:
    """Find the delimiter, the header and the two columns, by the first line that is not blank."""
    lines = chain.from_iterable(blocks)
    blank = rf"[\s{re.escape(delimiter)}]*" if delimiter else BLANK
    skipped, first = next(((n, line) for n, line in enumerate(lines) if not re.fullmatch(blank, line)), (0, ""))
    if not first:
        raise DataError(f"{name}:1: the file has no rows: at least one is needed")
    if delimiter is None:
        unquoted = "".join(first.split('"')[::2])
        delimiter = next((mark for mark in "\t;" if mark in unquoted), ",")
    table = _Table(name, csv.reader(chain([first], lines), delimiter=delimiter, strict=True), skipped)
    head = table.take(1)
    names = [cell.strip() for cell in head[0]]
    while len(names) > 1 and not names[-1]:  # columns that were emptied in a spreadsheet
        names.pop()
    i, j = table.find(names, x, 1), table.find(names, y, 2)
    if i == j:
        raise table.error(f"x and y are both column {i + 1}: choose another one for x or y")
    by_name = {x, y} & set(names)
    if not by_name and any(re.fullmatch(LIKE_A_NUMBER, names[k]) for k in (i, j)):
        return "x", "y", table.chunks(i, j, len(names), head, skipped)
    if names[i] == names[j] and (x is None or y is None):
        raise table.error(f"columns {i + 1} and {j + 1} are both named {shown(names[i])}: choose by position")
    rows = table.chunks(i, j, len(names), [], skipped + table.reader.line_num)
    return names[i] or "x", names[j] or "y", rows


class _Table:
    """The rows of a CSV file, and the line that is looked at."""

    def __init__(self, name: str, reader: Reader, skipped: int) -> None:
        self.name = name
        self.reader = reader
        self.skipped = skipped  # blank lines that the reader has not seen
        self.line = skipped + 1

    def error(self, problem: str) -> DataError:
        return DataError(f"{self.name}:{self.line}: {problem}")

    def take(self, count: int) -> list[list[str]]:
        """Read so many rows, or as many as there are."""
        try:
            return list(islice(self.reader, count))
        except csv.Error as problem:
            self.line = self.skipped + self.reader.line_num
            raise self.error(f"{problem}: is a quote missing, here or further up?") from None

    def find(self, names: list[str], want: str | int | None, default: int) -> int:
        """Find a column by name, or by position from 1; give its index."""
        if isinstance(want, str) and want in names:
            if names.count(want) > 1:
                raise self.error(f"{names.count(want)} columns are named {shown(want)}: choose by position")
            return names.index(want)
        position = str(default if want is None else want)
        if position.isdecimal() and 1 <= int(position) <= len(names):
            return int(position) - 1
        there = f"the columns are {', '.join(map(shown, names[:20]))}"
        if position.isdecimal():
            raise self.error(f"there is no column {position}: {there}; is another delimiter needed?")
        raise self.error(f"there is no column named {shown(position)}: {there}")

    def chunks(
        self, i: int, j: int, width: int, rows: list[list[str]], line: int
    ) -> Iterator[tuple[list[float], list[float]]]:
        """Give the numbers of columns i and j; rows were read already, up to them there are so many lines."""
        found = False
        while rows := rows or self.take(CHUNK):
            try:
                columns = list(zip(*rows, strict=True))
                xs, ys = list(map(float, columns[i])), list(map(float, columns[j]))
                clean = len(columns) == width and "_" not in "".join(columns[i] + columns[j])
                clean = clean and math.isfinite(sum(xs)) and math.isfinite(sum(ys))
            except (ValueError, IndexError):
                clean = False
            if not clean:
                xs, ys = self.row_by_row(i, j, width, rows, line)
            if xs:
                found = True
                yield xs, ys
            rows, line = [], self.skipped + self.reader.line_num
        if not found:
            self.line = max(line, 1)
            raise self.error("there is no row below the header: at least one is needed")

    def row_by_row(
        self, i: int, j: int, width: int, rows: list[list[str]], line: int
    ) -> tuple[list[float], list[float]]:
        """Take the rows one by one, leave out blank ones, and find the cell that is no number."""
        xs: list[float] = []
        ys: list[float] = []
        for row in rows:
            self.line = line + 1
            line += 1 + sum(cell.count("\n") for cell in row)
            if not any(cell.strip() for cell in row):
                continue
            if len(row) < width or any(cell.strip() for cell in row[width:]):
                size = "few cells" if len(row) < width else "many cells, perhaps by a decimal comma"
                raise self.error(f"the row has too {size}: {len(row)}, where the first row has {width}")
            for numbers, k in ((xs, i), (ys, j)):
                try:
                    numbers.append(parse(row[k]))
                except ValueError as problem:
                    raise self.error(f"column {k + 1}: {problem}") from None
        return xs, ys


# Looks like an attempt at a number, so that a first row of bad numbers is not taken for a header.
LIKE_A_NUMBER = r"(?i)\W*\d[\d\W_]*(e[-+]?\d+)?|[-+]?(nan|inf|infinity)"


def parse(cell: str) -> float:
    """Read a cell the way Python reads a float, but take neither nan, inf nor 1_000.

    >>> parse(" 1.5e3 ")
    1500.0
    >>> parse("1,5")
    Traceback (most recent call last):
    ValueError: '1,5' has a comma: write a decimal point, and nothing between thousands

    Raises ValueError, with the cell's text shortened.
    """
    text = cell.strip()
    if is_number(text) and "_" not in text:
        value = float(text)
        if math.isfinite(value):
            return value
        if re.search(r"\d", text):
            raise ValueError(f"{shown(text)} is too large: a float ends at {sys.float_info.max:.2g}")
        raise ValueError(f"{shown(text)} is not a finite number: correct it or leave the row out")
    if not text:
        raise ValueError("the cell is empty: fill it in or leave the row out")
    if is_number(re.sub(r"[\s'_,.]", "", text)):
        if "," in text:
            raise ValueError(f"{shown(text)} has a comma: write a decimal point, and nothing between thousands")
        raise ValueError(f"{shown(text)} has something between its digits: write thousands without separators")
    raise ValueError(f"{shown(text)} is not a number: correct it or leave the row out")


def is_number(text: str) -> bool:
    """Tell whether Python reads the text as a float."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def shown(text: str) -> str:
    """Quote a cell for a message: in ASCII, and no longer than a line can bear."""
    return ascii(text if len(text) <= 40 else text[:37] + "...")
