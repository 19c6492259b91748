"""The rows of a table, as numbers by the chunk; a chunk with anything unusual in it is converted row by row."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, repeat
from typing import IO

from linefit.reading.cells import MISSING, UNREADABLE, DataError, explain_cell, find_numbers, parse_number
from linefit.reading.columns import Choice, Row, choose_columns, find_title, label_column, split_line
from linefit.validation import quote

CHUNK_ROWS = 400  # more of them do not fit into a processor's cache
MAX_LINE = 1_000_000  # characters, so that a file without line ends does not fill the memory
MAX_PROBLEMS = 10  # wrong lines that are named
HEAD_LINES = 20  # looked at to see where the table begins, and which columns hold text


@dataclass(frozen=True)
class Options:
    """The arguments of read_csv, where they are described."""

    x: Choice = None
    y: Choice = None
    header: bool | None = None
    skiprows: int = 0
    delimiter: str | None = None
    decimal: str = "."
    thousands: str | None = None
    encoding: str = "utf-8-sig"
    dropna: bool = False


class Table:
    """The rows of an open file, and the two columns that were chosen."""

    def __init__(self, name: str, file: IO[str], options: Options) -> None:
        """Find the first row and choose the columns; raise DataError if these are not clear."""
        self.name, self.options, self.number_format = name, options, (options.decimal, options.thousands)
        self.parse = partial(parse_number, decimal=options.decimal, thousands=options.thousands)
        self.rows_read = self.dropped = self.wrong = 0
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.problems: list[str] = []
        above, head, lines = self.open_lines(file)
        self.reader = csv.reader(lines, delimiter=self.delimiter, strict=True, skipinitialspace=True)
        ahead = self.take(above + 1)[above:]  # the first row
        self.sample = [row for row in csv.reader(head[1:], delimiter=self.delimiter) if any(row)] or ahead
        width = max((k for row in ahead + self.sample for k, cell in enumerate(row, 1) if cell.strip()), default=1)
        self.names = [cell.strip() for cell in ahead[0][:width]]  # without columns that are empty, as in a spreadsheet
        known = "utf-16" if "\0" in "".join(head) else "latin-1"
        if known == "utf-16" or (options.header is not False and UNREADABLE.search("".join(self.names))):
            remedy = f"use --encoding {known} (encoding={known!r}), or save the table as a CSV file in UTF-8"
            raise self.error(f"this is not {options.encoding.removesuffix('-sig')} text: {remedy}")
        try:
            columns = choose_columns(self.names, options.x, options.y, options.header, find_numbers(self.sample[0]))
        except ValueError as problem:
            raise self.error(self.title or str(problem)) from None
        self.x, self.y, self.has_header = columns
        self.names = self.names if self.has_header else [""] * len(self.names)
        self.ahead = [] if self.has_header else ahead
        self.x_name, self.y_name = (self.names[self.x - 1] or "x") if self.x else "row", self.names[self.y - 1] or "y"

    def open_lines(self, file: IO[str]) -> tuple[int, list[str], Iterator[str]]:
        """Return how many lines stand above the table, its first lines, and all lines, those above it blank."""
        lines: Iterator[str] = iter(partial(file.readline, MAX_LINE), "")
        delimiter = {"tab": "\t", "space": " "}.get(self.options.delimiter or "", self.options.delimiter)
        if delimiter == " ":
            lines = (" ".join(line.split()) + "\n" for line in lines)
        above = len(list(islice(lines, self.options.skiprows)))
        for first in lines:
            if first.strip(f'{delimiter or ""} \t\n,;"') and not first.startswith("#"):
                break
            above += 1
        else:
            raise DataError(f"{self.name}: there are no rows: at least one is needed")
        if len(first) == MAX_LINE:
            raise DataError(f"{self.name}: a line is longer than {MAX_LINE:,} characters: is this a CSV file?")
        self.delimiter, _ = split_line(first, delimiter)
        head = [first, *islice(lines, HEAD_LINES - 1)]
        lines = chain(repeat("\n", above), head, lines)
        head = [line[:5000] for line in head]  # csv has a limit for a cell
        self.title = find_title(head, delimiter, above)
        return above, head, lines

    def error(self, problem: str, line: int = 0) -> DataError:
        """Return an error that says where it is, by default in the line that was read last."""
        return DataError(f"{self.name}:{line or self.reader.line_num}: {problem}")

    def take(self, count: int) -> list[Row]:
        """Return some rows; raise DataError if csv cannot read them."""
        try:
            return list(islice(self.reader, count))
        except csv.Error as problem:
            raise self.error(f"{problem}: is a quote missing, or is it another --delimiter, such as space?") from None

    def read(self, size: float = math.inf) -> Iterator[tuple[list[float], list[float]]]:
        """Yield `size` or more xs and ys at a time; raise DataError if a row is wrong, or if there is none."""
        count = min(CHUNK_ROWS, 100_000 // len(self.names) + 1)  # fewer if there are many columns
        line, rows = self.reader.line_num - len(self.ahead), self.ahead + self.take(count)
        while rows:
            if not self.convert(rows):
                self.convert_row_by_row(rows, line)
            if len(self.xs) >= size and not self.problems:
                yield self.xs, self.ys
                self.xs, self.ys = [], []
            line, rows = self.reader.line_num, self.take(count)
        if unnamed := self.wrong - len(self.problems):
            self.problems.append(f"and {unnamed:,} more line{'s' * (unnamed > 1)}")
        if self.problems:
            raise DataError("\n".join(self.problems))
        if self.rows_read == self.dropped:
            raise self.error("no row has both x and y" if self.dropped else "there is no row below the header")
        if self.xs:
            yield self.xs, self.ys

    def convert(self, rows: list[Row]) -> bool:
        """Add a chunk to xs and ys, converted at once; return whether nothing in it is unusual."""
        columns = [] if self.x else [[float(self.rows_read + n) for n in range(1, len(rows) + 1)]]
        try:
            for k in filter(None, (self.x, self.y)):
                cells = [row[k - 1] for row in rows]
                is_plain = self.number_format == (".", None) and "_" not in "".join(cells)  # float reads 1_000
                columns.append(list(map(float if is_plain else self.parse, cells)))
        except (ValueError, IndexError):
            return False
        if not all(map(math.isfinite, chain(*columns))) or max(map(len, rows)) > len(self.names):
            return False
        self.xs += columns[0]
        self.ys += columns[1]
        self.rows_read += len(rows)
        return True

    def convert_row_by_row(self, rows: list[Row], line: int) -> None:
        """Add the rows below this line to xs and ys if they have both; note what is wrong with others."""
        for row in rows:
            line += 1 + sum(cell.count("\n") for cell in row)
            while row and not row[-1].strip():
                row.pop()
            if not row or self.convert([row]):
                continue
            self.rows_read += 1
            cells = {k: row[k - 1].strip() if k <= len(row) else "" for k in (self.x, self.y) if k}
            has_gap = not MISSING.isdisjoint(map(str.lower, cells.values()))
            if self.options.dropna and has_gap and len(row) <= len(self.names):
                self.dropped += 1
                continue
            self.wrong += 1
            if self.wrong <= MAX_PROBLEMS:
                problem, is_all = self.explain(cells, row, line)
                if self.wrong == 1 and (is_all or self.title):
                    raise self.error(self.title or problem, line)
                self.problems.append(str(self.error(problem, line)))

    def explain(self, cells: dict[int, str], row: Row, line: int) -> tuple[str, bool]:
        """Return what is wrong with a row, and whether one thing to do cures all rows."""
        is_first, width = self.rows_read - self.dropped == 1, len(self.names)
        if len(row) > width:
            way = f"correct it, or put quotes around a cell that holds {self.delimiter!r}"
            if self.delimiter == "," and all(cell.strip().isdecimal() for cell in row):
                way = "if decimal commas split its numbers, save the file with ; between the cells and use --decimal ,"
            elif is_first and len(row) == width + 1:
                way = f"the header may lack a name for the first column: write 'row{self.delimiter}' before it"
            return f"the row has {len(row)} cells, where the first row has {width}; {way}", is_first
        k = next(k for k, cell in cells.items() if not math.isfinite(self.parse(cell)))
        problem, is_all = explain_cell(cells[k], *self.number_format, self.delimiter)
        if is_first and not is_all and not find_numbers([other[k - 1] for other in self.sample if k <= len(other)]):
            others = [other for other in find_numbers(row) if other not in cells]
            such_as = f", such as -{'x' if k == self.x else 'y'} {others[-1]}" if others else ""
            count = ", or -x 0 to count the rows" if k == self.x else ""
            way = f"choose another column{such_as}{count}, or write plain numbers"
            problem, is_all = f"holds text such as {quote(cells[k])}, not numbers: {way}", True
        elif is_first and not is_all and self.has_header and not find_numbers(row):
            problem += f", or pass over it and all above with --skip {line} --no-header (skiprows={line}, header=False)"
        return f"column {label_column(self.names, k)} {problem}", is_all
