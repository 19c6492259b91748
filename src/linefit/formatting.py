"""Numbers as people write them: with as few digits as matter, and an exponent only if very large or small."""

import math

from linefit.network import Number


def format_number(value: Number, digits: int = 6) -> str:
    """Return a number as text, with at most this number of significant digits, or with all before the point.

    >>> format_number(25), format_number(2 / 3), format_number(1234567.8), format_number(1e-9)
    ('25', '0.666667', '1234568', '1e-09')
    """
    whole_digits = len(f"{abs(float(value)):.0f}")
    if whole_digits <= 16:  # a float has no more
        digits = max(digits, whole_digits)
    return f"{float(value) + 0.0:.{digits}g}"  # + 0.0 makes 0 of -0


def format_rounded(value: Number, decimals: int) -> str:
    """Return a number as text, rounded to this number of decimals, without zeros at the end of these.

    >>> format_rounded(80.99999999, 4), format_rounded(-40.783649, 3), format_rounded(999999999.8, -3)
    ('81', '-40.784', '1000000000')
    """
    return repr(round(float(value), decimals) + 0.0).removesuffix(".0")


def count_decimals(max_error: float) -> int:
    """Return the fewest decimals such that rounding to them changes no number by more than max_error (above 0).

    >>> count_decimals(0.0005), count_decimals(500)
    (3, -3)
    """
    return math.ceil(-math.log10(2 * max(max_error, 1e-300)))  # log10 needs a number above 0


def round_count(count: float) -> int:
    """Return a count rounded to two significant digits."""
    return int(float(f"{count:.2g}"))
