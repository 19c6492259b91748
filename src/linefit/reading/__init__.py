"""CSV files: two columns as numbers, or an error that says what is wrong, where, and what to type."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from linefit.reading.cells import DataError
from linefit.reading.table import CsvOptions, CsvTable
from linefit.validation import check_csv_options, check_path, display_path


def sample() -> tuple[list[float], list[float]]:
    """Return the sample data: xs and ys of 30 rows on the line y = 81x + 48.

    >>> [column[0] for column in sample()]
    [0.66, 101.46]
    """
    return read_csv(sample_path())


def sample_path() -> Path:
    """Return the path of the sample data: inside the package, or, if installed with -e, in the checkout."""
    path = Path(__file__).parents[1] / "data" / "line.csv"
    return path if path.is_file() else Path(__file__).parents[3] / "data" / "line.csv"


def read_csv(
    path: str | os.PathLike[str],
    x: str | int | None = None,
    y: str | int | None = None,
    *,
    header: bool | None = None,
    skiprows: int = 0,
    delimiter: str | None = None,
    decimal: str = ".",
    thousands: str | None = None,
    encoding: str = "utf-8-sig",
    dropna: bool = False,
) -> tuple[list[float], list[float]]:
    """Return xs and ys, one number per row, from two columns of a CSV file; the path "-" is standard input.

    - x, y: columns, by position from 1 or by name; by default x and y, or the only two. x=0 counts the rows.
    - header: whether the first row holds names; by default no if all its cells are numbers, yes if its x and y are not.
    - skiprows: the number of lines above the table. delimiter: one character, "tab" or "space" (one or more).
    - decimal, thousands: the characters before decimals and between groups of three digits. encoding: such as latin-1.
    - dropna: leave out rows whose x or y is empty, NA, N/A, #N/A, n.a., NaN, null, None, ?, -, --, ., .. or :

    >>> xs, ys = read_csv(sample_path(), x="x", y=2)
    >>> xs == sample()[0]
    True

    Raises DataError, with file and line, for a wrong or ambiguous file, and ValueError or TypeError for an argument.
    """
    options = CsvOptions(x, y, header, skiprows, delimiter, decimal, thousands, encoding, dropna)
    with open_table(path, options) as table:
        return next(table.read_columns())


@contextmanager
def open_table(path: str | os.PathLike[str], options: CsvOptions) -> Iterator[CsvTable]:
    """Yield the open table of a CSV file of any size; the options and errors are those of read_csv."""
    check_path(path)
    check_csv_options(options)
    name = "<stdin>" if path == "-" else display_path(path)
    encoding, errors = options.encoding, "surrogateescape"  # bytes that cannot be read may stand in other columns
    if path == "-" and sys.stdin is None:
        raise DataError("<stdin>: standard input is closed")
    try:
        if path == "-" and hasattr(sys.stdin, "reconfigure"):  # not if it is replaced, as in a notebook
            sys.stdin.reconfigure(encoding=encoding, errors=errors)
        with nullcontext(sys.stdin) if path == "-" else Path(path).open(encoding=encoding, errors=errors) as file:
            yield CsvTable(name, file, options)
    except OSError as exception:
        raise DataError(f"{name}: the file cannot be read: {exception.strerror or exception}") from None
    except UnicodeError:  # surrogateescape does not work for encodings such as UTF-16
        raise DataError(f"{name}: this is not {encoding!a} text: save it as a CSV file in UTF-8") from None
