"""The rows of a CSV file: its header, which two columns are meant, and their numbers, chunk by chunk.

A block of the file is first taken as a whole, which is fast; where that fails, as csv reads it; and where
that fails, row by row, which finds the cells to blame.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from linefit.cells import HELD, DataError, is_gap, like_a_number, parse
from linefit.header import Header
from linefit.validation import quote

if TYPE_CHECKING:
    from _csv import Reader

    from linefit.data import Blocks

CHUNK = 1000  # rows handed on at a time
FEW = 20  # rows that are looked at to tell a header
CELLS = 100_000  # held at a time, at most, and
LONGEST = 1_000_000  # characters in a row: more is no table of numbers
MOST = 10  # wrong lines that are named
COMMENT = r"#(?!N/A|[A-Z]+(/0)?[!?])"  # and not a spreadsheet's #N/A, #DIV/0! or #NAME?
BLANK = r"[\s,;]*"  # how a spreadsheet writes an empty row


class Table:
    """The rows of a CSV file, and the line that is looked at."""

    def __init__(self, name: str, blocks: Blocks, delimiter: str | None, decimal: str, dropna: bool) -> None:
        """Go to the first line that says something, the header or a row."""
        self.name, self.blocks, self.decimal, self.dropna = name, blocks, decimal, dropna
        self.dropped = 0  # rows with a gap
        self.found = False  # a row that holds numbers
        self.problems: list[str] = []  # what is wrong, a sentence each
        self.more = 0  # that there are besides
        self.line, self.skipped, first = 1, 0, ""  # lines that the reader has not seen
        blank = rf"[\s{re.escape(delimiter)}]*" if delimiter else BLANK
        lines = chain.from_iterable(blocks)
        for line in lines:
            if excel := re.fullmatch(r"(?i)sep=(.)\s*", line):
                delimiter = delimiter or excel[1]
            elif not re.fullmatch(blank, line) and not re.match(COMMENT, line):
                first = line
                break
            self.skipped += 1
        if not first:
            raise DataError(f"{name}:1: the file has no rows: at least one is needed")
        self.line += self.skipped
        unquoted = "".join(first.split('"')[::2])
        self.delimiter = delimiter or next((mark for mark in "\t;" if mark in unquoted), ",")
        self.reader: Reader = csv.reader(chain([first], self.watched(lines)), delimiter=self.delimiter, strict=True)
        self.end = 0  # the last line of the header
        self.rows = self.take(1)
        self.names = [cell.strip() for cell in self.rows[0]]
        while len(self.names) > 1 and not self.names[-1]:  # columns that were emptied in a spreadsheet
            self.names.pop()
        self.has_header = True

    def error(self, problem: str) -> DataError:
        """Say where it is that something is wrong."""
        return DataError(f"{self.name}:{self.line}: {problem}")

    def take(self, count: int) -> list[list[str]]:
        """Read so many rows, or as many as there are; fewer where they are very long."""
        rows, self.held = [], 0
        try:
            for row in islice(self.reader, count):
                rows.append(row)
                if self.held > LONGEST:
                    break
            return rows
        except csv.Error as problem:
            self.line = self.skipped + self.reader.line_num
            raise self.error(f"{problem}: is a quote missing, here or further up?") from None

    def watched(self, lines: Iterator[str]) -> Iterator[str]:
        """Pass lines on to the reader, and end a row that does not end."""
        for line in lines:
            self.held += len(line)
            if self.held > 2 * LONGEST:  # and below LONGEST when the row began
                self.line = self.skipped + self.reader.line_num
                raise self.error(f"the row goes on for {LONGEST:,} characters: is a quote missing, here or further up?")
            yield line

    def choose(self, x: str | int | None, y: str | int | None) -> tuple[int, int]:
        """Find the two columns that are meant, and whether there is a header."""
        end = self.reader.line_num
        i, j, self.has_header = Header(self.names, self.error, self.below).choose(x, y)
        if self.has_header:
            self.rows, self.end = self.rows[1:], end
        return i, j

    def below(self) -> list[list[str]]:
        """Look at some rows below the first one; they are still to be read."""
        some = self.take(FEW)
        self.rows += some
        return some

    def chunks(self, i: int, j: int) -> Iterator[tuple[list[float], list[float]]]:
        """Give the numbers of columns i and j; at the end, say what was wrong, if anything was."""
        rows, line = self.rows, self.skipped + self.end
        careful = line  # up to which line rows are taken as csv reads them
        while True:
            try:
                text = "" if rows or line < careful else self.blocks.left()
                found = self.plain(text, i, j)
                careful = careful if found else max(careful, line + text.count("\n"))
                rows = [] if found else rows or self.take(min(CHUNK, max(1, CELLS // len(self.names))))
            except DataError as problem:  # the file itself is broken
                if not self.problems:
                    raise
                self.complain(problem)  # after wrong rows, which come first
                break
            if not (found or rows):
                break
            xs, ys = found or self.as_read(rows, i, j) or self.row_by_row(i, j, rows, line)
            if xs and not self.problems:  # else they need not even pair up
                self.found = True
                yield xs, ys
            rows, line = [], self.skipped + self.reader.line_num
        if self.problems:
            tail = [f"and {self.more:,} more line{'s' * (self.more > 1)}"] if self.more else []
            raise DataError("\n".join([*self.problems, *tail]))
        if not self.found:
            self.line = max(line, 1)
            what = "no row has both x and y" if self.dropped else "there is no row below the header"
            raise self.error(f"{what}: at least one is needed")

    def plain(self, text: str, i: int, j: int) -> tuple[list[float], list[float]] | None:
        """Take all rows of a block at once, where each is a line of as many cells as the first row; else leave it."""
        if not text or '"' in text or len(text) > csv.field_size_limit():
            return None
        width, lines = len(self.names), text.count("\n")
        cells = text.replace("\n", f"\n{self.delimiter}").split(self.delimiter)  # so each line's last cell ends in \n
        last = "".join(cells[width - 1 : -1 : width])
        if len(cells) != lines * width + 1 or last.count("\n") != lines:
            return None
        x_cells, y_cells = cells[i:-1:width], cells[j:-1:width]
        seen = text if width == 2 else "".join(x_cells + y_cells)  # other columns may hold what they like
        try:
            found = self.numbers(x_cells, seen), self.numbers(y_cells, seen)
        except ValueError:
            return None
        self.blocks.skip()
        self.skipped += lines
        return found

    def as_read(self, rows: list[list[str]], i: int, j: int) -> tuple[list[float], list[float]] | None:
        """Take rows at once, where all are as long as the first row, and nothing in them is unusual."""
        try:
            columns = list(zip(*rows, strict=True))
            clean = len(columns) == len(self.names)
            cells = "".join(columns[i] + columns[j]) if clean else ""
            return (self.numbers(columns[i], cells), self.numbers(columns[j], cells)) if clean else None
        except ValueError:
            return None

    def numbers(self, cells: Sequence[str], text: str) -> list[float]:
        """Read a whole column at once; a ValueError where anything in it, or in all the text, is unusual."""
        if self.decimal != ".":
            if "." in text:
                raise ValueError
            cells = [cell.replace(self.decimal, ".") for cell in cells]
        numbers = list(map(float, cells))
        tiny = ("e" in text or "E" in text) and "e-" in text.lower() and 0.0 in numbers
        size = math.hypot(*numbers)  # a quick look: where this is held, all numbers are
        held = size < HELD or (math.isfinite(size) and max(map(abs, numbers)) < HELD)
        if "_" in text or tiny or not held:
            raise ValueError
        return numbers

    def row_by_row(self, i: int, j: int, rows: list[list[str]], line: int) -> tuple[list[float], list[float]]:
        """Take the rows one by one, leave out blank ones, and find the cells that are no numbers."""
        xs: list[float] = []
        ys: list[float] = []
        width = len(self.names)
        for row in rows:
            self.line = line + 1
            line += 1 + sum(cell.count("\n") for cell in row)
            if not any(cell.strip() for cell in row):
                continue
            if len(row) < width or any(cell.strip() for cell in row[width:]):
                size = "few cells" if len(row) < width else "many cells, perhaps by a decimal comma"
                if row[0].startswith("#"):
                    size = "few cells (comments may stand above the header only)"
                self.complain(self.error(f"the row has too {size}: {len(row)}, where the first row has {width}"))
                continue
            if self.dropna and (is_gap(row[i]) or is_gap(row[j])):
                self.dropped += 1
                continue
            try:
                for k in (i, j):
                    (xs if k == i else ys).append(parse(row[k], self.decimal))
            except ValueError as problem:
                self.refuse_names(k, rows, row)
                self.complain(self.error(f"column {k + 1}: {problem}"))
        return xs, ys

    def complain(self, problem: DataError) -> None:
        """Note what is wrong with a line, and go on: who mends a file wants to know all of it."""
        if len(self.problems) < MOST:
            self.problems.append(str(problem))
        else:
            self.more += 1

    def refuse_names(self, k: int, rows: list[list[str]], row: list[str]) -> None:
        """Refuse a column in which nothing is like a number, where two others hold numbers."""
        if self.found or self.problems:
            return
        cells = [cells[k] for cells in rows if len(cells) > k and not is_gap(cells[k])]
        numeric = [column for column, cell in enumerate(row[: len(self.names)]) if like_a_number(cell)]
        if not cells or any(map(like_a_number, cells)) or len(numeric) < 2:
            return
        names = [quote(self.names[column]) if self.has_header else str(column + 1) for column in numeric]
        way = f"choose others with -x and -y, such as {' and '.join(names[:10])}"
        raise self.error(f"column {k + 1}: {quote(cells[0].strip())} is not a number: {way}, which hold numbers")
