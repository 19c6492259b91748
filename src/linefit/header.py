"""The first row of a CSV file: whether it is a header, and which two columns are meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from linefit.cells import LIKE_A_NUMBER, DataError, is_gap, like_a_number
from linefit.validation import display_path, quote

UNNAMED = r"|Unnamed: \d+"  # how pandas writes its index, and what it makes of that when it reads it again
YEAR = r"(1[5-9]|20)\d\d"
DOUBTFUL = r"[-+]?\d[\d.,]*\s?[^\d\s]{1,4}|0x[\da-fA-F]+|#\S*"  # rather a cell than a name: 5kg, 0x10, #N/A


@dataclass
class Header:
    """The cells of the first row, and how to ask for some rows below it."""

    names: list[str]
    error: Callable[[str], DataError]
    below: Callable[[], list[list[str]]]

    def choose(self, x: str | int | None, y: str | int | None) -> tuple[int, int, bool]:
        """Find the two columns that are meant, and whether this row is a header."""
        first, second = self.first_two()
        i, j = self.find_both(first if x is None else x, second if y is None else y)
        by_name = any(want in self.names and not self.is_position(want) for want in (x, y) if isinstance(want, str))
        if by_name or not self.is_data(i, j):
            if self.names[i] == self.names[j] and (x is None or y is None):
                raise self.error(
                    f"columns {i + 1} and {j + 1} are both named {quote(self.names[i])}: choose by position"
                )
            for k in [i] * (x is None) + [j] * (y is None):
                self.once(self.names[k])
            for k in () if by_name else (i, j):
                self.refuse_doubtful(self.names[k])
            return i, j, True
        i, j = self.find_both(1 if x is None else x, 2 if y is None else y)
        return i, j, False

    def is_data(self, i: int, j: int) -> bool:
        """Tell whether the row holds numbers, which do not name the numbers below them.

        Numbers are names where they are years and none below is; or where another cell is a word above numbers.
        """
        if not any(re.fullmatch(LIKE_A_NUMBER, self.names[k]) for k in (i, j)):
            return False
        years = all(re.fullmatch(YEAR, self.names[k]) for k in (i, j))
        words = [k for k, name in enumerate(self.names) if k not in (i, j) and is_word(name)]
        if not years and not words:
            return True
        columns = list(zip(*(row for row in self.below() if len(row) >= len(self.names))))
        if years and columns and not any(re.fullmatch(YEAR, cell.strip()) for cell in columns[i] + columns[j]):
            if len(self.names) == 2:
                raise self.doubtful(self.names[i])
            return False
        held = [[cell for cell in columns[k] if not is_gap(cell)] for k in words if columns]
        return not any(cells and all(map(like_a_number, cells)) for cells in held)

    def first_two(self) -> tuple[int, int]:
        """Give the positions of the columns x and y; else of the first two that have a name."""
        lower = [name.lower() for name in self.names]
        named = [k for k, name in enumerate(self.names, 1) if not re.fullmatch(UNNAMED, name)]
        if len(named) < 2:
            named = [1, 2]
        x, y = (lower.index(name) + 1 if name in lower else 0 for name in "xy")
        x = x or next(k for k in named if k != y)
        return x, y or next(k for k in named if k != x)

    def find_both(self, x: str | int, y: str | int) -> tuple[int, int]:
        """Find both columns."""
        i, j = self.find(x), self.find(y)
        if i == j:
            raise self.error(f"x and y are both column {i + 1}: choose another one for x or y")
        return i, j

    def find(self, want: str | int) -> int:
        """Find a column by name, or by position from 1; give its index."""
        names, position = self.names, str(want)
        if want in names and not self.is_position(position):
            self.once(position)
            return names.index(position)
        if position.isdecimal() and len(position) < 9 and 1 <= int(position) <= len(names):
            if want in names and want != names[int(position) - 1]:
                column = f"column {names.index(position) + 1}"
                raise self.error(f"{position} is a position, and stands in {column}, too: put names above the rows")
            return int(position) - 1
        there = f"the columns are {', '.join(map(quote, names[:20]))}"
        what = display_path(position) if position.isdecimal() else f"named {quote(position)}"
        if len(names) == 1:
            way = "; is another delimiter needed, or is this a title, which needs a # before it?"
        else:
            way = "; is another delimiter needed?" if position.isdecimal() else ""
        raise self.error(f"there is no column {what}: {there}{way}")

    def is_position(self, want: str) -> bool:
        """Tell whether a column is meant by its position, though a cell of a row of numbers is the same."""
        numbers = all(re.fullmatch(LIKE_A_NUMBER, name) for name in self.names)
        return numbers and want.isdecimal() and not re.fullmatch(YEAR, want)

    def once(self, name: str) -> None:
        """Refuse a name that is not one column's alone."""
        if name and self.names.count(name) > 1:
            raise self.error(f"{self.names.count(name)} columns are named {quote(name)}: choose by position")

    def refuse_doubtful(self, name: str) -> None:
        """Refuse a cell that would be passed over as a name, though it may be a row's."""
        if re.fullmatch(DOUBTFUL, name) or (name and is_gap(name)):
            raise self.doubtful(name)

    def doubtful(self, name: str) -> DataError:
        """Say that a cell may be a header's or a row's."""
        way = "choose the column by its name, or put names above the rows"
        return self.error(f"{quote(name)} in the first row may be a name or a number: {way}")


def is_word(cell: str) -> bool:
    """Tell whether a cell holds letters, and neither a number nor a gap."""
    return any(map(str.isalpha, cell)) and not re.fullmatch(LIKE_A_NUMBER, cell) and not is_gap(cell)
