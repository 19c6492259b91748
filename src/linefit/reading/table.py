"""The rows of a table as numbers, a chunk at a time; a chunk with anything unusual is converted row by row."""

import csv
import math
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import IO, NamedTuple

from linefit.reading.cells import MISSING, UNREADABLE, DataError, explain_cell, is_numeric, parse_number
from linefit.reading.columns import ColumnId, Row, choose_columns, find_delimiter, list_columns, suggest_skip
from linefit.validation import quote

PARSE_ROWS = 400  # converted at a time; more do not fit into a processor's cache
MAX_LINE = 1_000_000  # characters, so that a file without line ends does not fill the memory
LINE_TOO_LONG = f"a line is longer than {MAX_LINE // 4:,} characters: is this a CSV file?"


class CsvOptions(NamedTuple):
    """The arguments of read_csv, where they are described."""

    x: ColumnId
    y: ColumnId
    header: bool | None
    skiprows: int
    delimiter: str | None
    decimal: str
    thousands: str | None
    encoding: str
    dropna: bool


class CsvTable:
    """The rows of an open file, and the two columns that were chosen."""

    def __init__(self, name: str, file: IO[str], options: CsvOptions) -> None:
        """Find the first row and choose the columns; raise DataError if these are ambiguous."""
        self.name, self.options, self.number_format = name, options, (options.decimal, options.thousands)
        self.parse = partial(parse_number, decimal=options.decimal, thousands=options.thousands)
        self.rows_read = self.dropped_rows = self.wrong_rows = 0
        self.xs, self.ys, self.messages = list[float](), list[float](), list[str]()
        head, lines = self.find_table(file)
        self.reader = csv.reader(lines, delimiter=self.delimiter, strict=True, skipinitialspace=True)
        (first_row,) = self.read_rows(1)
        head_rows = csv.reader(head, delimiter=self.delimiter, skipinitialspace=True)  # lines may be cut off
        self.head_rows = [row for row in head_rows if any(row)][1:] or [first_row]
        columns = [k for row in [first_row, *self.head_rows] for k, cell in enumerate(row, 1) if cell.strip()]
        names = [cell.strip() for cell in first_row[: max(columns, default=1)]]  # without empty columns at the end
        guess = "utf-16" if "\0" in "".join(head) else "latin-1"
        if guess == "utf-16" or (options.header is not False and UNREADABLE.search("".join(names))):
            remedy = f"save it as a CSV file in UTF-8, or use --encoding {guess} (encoding={guess!r})"
            raise self.make_error(f"this is not {options.encoding.removesuffix('-sig')!a} text: {remedy}")
        if options.header or not {options.x, options.y}.isdisjoint(names):  # then no title is taken for the header
            self.suggest_skip = partial(str)
        try:
            self.x, self.y, self.has_header = choose_columns(names, *options[:3], self.head_rows[0])
        except ValueError as exception:
            raise self.make_error(self.suggest_skip() or str(exception)) from None
        self.names, self.width = names if self.has_header else [""] * len(names), len(names)
        self.min_width = self.width if self.delimiter == " " else 1  # with spaces, any cell may be the missing one
        self.first_rows = [] if self.has_header else [first_row]

    def find_table(self, file: IO[str]) -> tuple[list[str], Iterator[str]]:
        """Return the first lines of the table, and all its lines; find its delimiter and the lines above it."""
        lines: Iterator[str] = iter(partial(file.readline, MAX_LINE), "")
        delimiter = {"tab": "\t", "space": " "}.get(self.options.delimiter or "", self.options.delimiter)
        lines = (" ".join(line.split()) + "\n" for line in lines) if delimiter == " " else lines
        self.lines_above = sum(1 for _ in islice(lines, self.options.skiprows))
        for first in lines:
            if len(first) == MAX_LINE or (first.strip(f'{delimiter or ""} \t\n,;"') and not first.startswith("#")):
                break
            self.lines_above += 1
        else:
            raise DataError(f"{self.name}: there are no rows: at least one is needed")
        head = [first, *islice(lines, 20)]  # enough to see where the table begins, and which columns hold text
        if max(map(len, head)) == MAX_LINE:
            raise DataError(f"{self.name}: {LINE_TOO_LONG}")
        lines = chain(head, lines)
        head = [line[:5000].rstrip("\n") for line in head]  # csv limits the length of a cell
        plain = re.sub('"([^"]*)"', lambda match: re.sub("[\t;, \n]", "", match[1]), "\n".join(head)).split("\n")
        self.delimiter = delimiter or find_delimiter(plain[0])
        lines_seen = plain if len(plain) == len(head) else plain[:1]  # line ends in quotes would make the count wrong
        self.suggest_skip = partial(suggest_skip, lines_seen, delimiter, self.lines_above)
        return head, lines

    def make_error(self, message: str, line: int = 0) -> DataError:
        """Return an error with the file's name and a line, by default the last line that was read."""
        return DataError(f"{self.name}:{line or self.lines_above + self.reader.line_num}: {message}")

    def read_rows(self, count: int) -> list[Row]:
        """Return the next rows, at most `count`; raise DataError if csv cannot read them."""
        try:
            return list(islice(self.reader, count))
        except csv.Error:
            remedy = ", or use --delimiter space if spaces separate the cells" * (self.delimiter == "\t")
            raise self.make_error(f"a quote is missing or misplaced: correct it{remedy}") from None

    def read_columns(self, min_rows: float = math.inf) -> Iterator[tuple[list[float], list[float]]]:
        """Yield xs and ys, `min_rows` or more at a time; raise DataError if a row is wrong, or if there is none."""
        count = min(PARSE_ROWS, 100_000 // len(self.names) + 1)  # fewer if there are many columns
        line, rows = self.lines_above + self.has_header * self.reader.line_num, self.first_rows or self.read_rows(count)
        while rows:
            if not self.append_rows(rows):
                self.append_row_by_row(rows, line)
            if len(self.xs) >= min_rows:
                yield self.xs, self.ys
                self.xs, self.ys = [], []
            line, rows = self.lines_above + self.reader.line_num, self.read_rows(count)
        if others := self.wrong_rows - len(self.messages):
            self.messages.append(f"and {others:,} more line{'s' * (others > 1)}")
        if self.messages:
            raise DataError("\n".join(self.messages))
        if self.rows_read == self.dropped_rows:
            raise self.make_error("no row has both x and y" if self.dropped_rows else "no row follows the header")
        if self.xs:
            yield self.xs, self.ys

    def append_rows(self, rows: list[Row]) -> bool:
        """Append rows to xs and ys and return True; return False, and append none, if one of them is unusual."""
        sizes = {*map(len, rows)}
        if max(sizes) > 7 and any(sum(map(len, row)) + len(row) > MAX_LINE // 4 for row in rows):  # a line in parts
            raise self.make_error(LINE_TOO_LONG)
        columns = [] if self.x else [[float(self.rows_read + n) for n in range(1, len(rows) + 1)]]
        try:
            for k in filter(None, (self.x, self.y)):
                cells = [row[k - 1] for row in rows]
                is_plain = self.number_format == (".", None) and "_" not in "".join(cells)  # float reads 1_000
                columns.append(list(map(float if is_plain else self.parse, cells)))
        except (ValueError, IndexError):
            return False
        is_finite = math.isfinite(sum(map(sum, columns))) or all(map(math.isfinite, chain(*columns)))  # usually quick
        if not is_finite or max(sizes) > self.width or min(sizes) < self.min_width:
            return False
        self.xs += columns[0]
        self.ys += columns[1]
        self.rows_read += len(rows)
        return True

    def append_row_by_row(self, rows: list[Row], line: int) -> None:
        """Append the rows below this line that have x and y; keep a message for each of the first ten wrong ones."""
        for row in rows:
            line += 1 + sum(cell.count("\n") for cell in row)
            while row and not row[-1].strip():
                row.pop()
            if not row or self.append_rows([row]):
                continue
            self.rows_read += 1
            cells = {k: row[k - 1].strip(" ") if k <= len(row) else "" for k in (self.x, self.y) if k}
            is_missing = any(cell.strip().lower() in MISSING for cell in cells.values())
            if self.options.dropna and is_missing and self.min_width <= len(row) <= self.width:
                self.dropped_rows += 1
                continue
            self.wrong_rows += 1
            if self.wrong_rows <= 10:  # the others are only counted
                message, mends_all = self.explain_row(row, cells)
                if self.wrong_rows == 1 and mends_all:
                    raise self.make_error(message, line)
                self.messages.append(str(self.make_error(message, line)))

    def explain_row(self, row: Row, cells: dict[int, str]) -> tuple[str, bool]:
        """Return what is wrong with a row and what to do, and whether that may mend all rows."""
        is_first = self.rows_read - self.dropped_rows == 1
        if advice := self.suggest_skip():
            return advice, True
        if not self.min_width <= len(row) <= self.width:
            remedy = "correct it, or put quotes around text that was split into two cells"
            if len(row) < self.width:
                remedy = "write NA for the missing value"
            elif self.delimiter == "," and all(cell.strip().lstrip("+-").isdecimal() for cell in row):
                remedy = "correct it, or if 1,5 means 1.5, save it with ; between cells and use --decimal ','"
            elif is_first and {*map(len, self.head_rows)} == {self.width + 1}:
                remedy = f"the header may lack a name for the first column; write {'row' + self.delimiter!r} before it"
            plural = "s" * (len(row) != 1)
            return f"the row has {len(row)} cell{plural}, but the first row has {self.width}: {remedy}", is_first
        k = next(k for k, cell in cells.items() if not math.isfinite(self.parse(cell)))
        message, mends_all = explain_cell(cells[k], *self.number_format, self.delimiter)
        column = [other[k - 1] for other in self.head_rows if k <= len(other)]
        if is_first and not mends_all and column and not any(map(is_numeric, column)):
            axis = "x" if k == self.x else "y"
            others = [n for n, cell in enumerate(row, 1) if is_numeric(cell) and n not in cells]
            example = f", such as -{axis} {others[-1]}" if others else ""
            remedy = f"choose another column{example}" + ", or -x 0 (x=0) to count the rows" * (axis == "x")
            message, mends_all = f"holds text such as {quote(cells[k])}, not numbers: {remedy}, or write numbers", True
        return f"column {list_columns(self.names, k)} {message}", mends_all
