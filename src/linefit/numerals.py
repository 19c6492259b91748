"""Numbers as people write them: with the digits that mean something, and no exponent where none is needed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from linefit.network import Number

MOST = 15  # digits: a float keeps that many
LEAST, LARGEST = -4, 14  # the powers of ten between which no exponent is written,
PLACES = 9  # nor where so few decimal places will do


def power(value: Number) -> int:
    """Give the power of ten of a number's first digit; 0 for 0.

    >>> power(48), power(Fraction(1, 10**400))
    (1, -400)
    """
    exact = abs(Fraction(value))
    if not exact:
        return 0
    guess = len(str(exact.numerator)) - len(str(exact.denominator))
    return guess if exact >= Fraction(10) ** guess else guess - 1


def written(value: Number, place: int) -> str:
    """Write a number rounded to so many decimal places; but whole digits are all written, up to 15.

    >>> written(80.99999999, 4), written(-40.783649, 3), written(1e-9, 4), written(1e-9, 12)
    ('81', '-40.784', '0', '1e-09')
    >>> written(Fraction(2, 3), 3), written(72500, -3), written(123456789012345678, 0)
    ('0.667', '72500', '1.23456789012346e+17')
    """
    first = power(value)
    place = min(place if first > LARGEST else max(place, 0), MOST - 1 - first)
    cut = Decimal(round(Fraction(value) * Fraction(10) ** place)).scaleb(-place)
    if not cut:
        return "0"
    if cut.adjusted() > LARGEST or (cut.adjusted() < LEAST and place > PLACES):
        digits, _, exponent = f"{cut.normalize():e}".partition("e")
        return f"{digits}e{int(exponent):+03d}"  # as Python writes floats
    text = f"{cut:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(value: Number, digits: int = MOST) -> str:
    """Write a number in so many digits, or in as many as are before the point.

    >>> figure(1234567.8, 4), figure(0.00012345, 3), figure(25), figure(0.1)
    ('1234568', '0.000123', '25', '0.1')
    """
    return written(value, digits - 1 - power(value))
