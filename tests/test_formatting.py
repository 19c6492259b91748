"""Numbers as people write them."""

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import any_float, magnitudes

from linefit.formatting import count_decimals, format_number, format_rounded


@given(any_float, st.integers(1, 17))
def test_a_number_is_rounded_once_at_its_last_significant_digit(value, digits):
    text = format_number(value, digits)
    assert abs(Fraction(text) - Fraction(value)) <= abs(Fraction(value)) * Fraction(1, 2) / 10 ** (digits - 1)
    assert text == format_number(Fraction(value), digits)


@given(st.integers(-(10**15), 10**15), st.integers(1, 9))
def test_whole_numbers_keep_all_their_digits(value, digits):
    assert format_number(value, digits) == str(value) == format_rounded(value, digits)


@given(st.floats(1e-4, 9e15), st.integers(1, 17), st.integers(4, 12))
def test_no_exponent_is_written_if_a_person_would_write_none(value, digits, decimals):
    assert "e" not in format_number(-value, digits) + format_rounded(value, decimals)


@example(1.2, 0.0, 4.0, 0)  # to tens, 4.8 would become 0
@given(st.floats(-99, 99), magnitudes, st.floats(1, 10), st.integers(-12, 12))
def test_rounding_to_the_decimals_for_an_error_makes_no_larger_error(ratio, magnitude, digits, exponent):
    decimals = count_decimals(max_error := digits * 10.0**exponent)
    for value in (ratio * max_error, magnitude):
        off = abs(Fraction(format_rounded(value, decimals)) - Fraction(value))
        assert off <= Fraction(max_error) * Fraction(1.001) + abs(Fraction(value)) / 2**52
    assert Fraction(1, 2) / Fraction(10) ** (decimals - 1) > Fraction(max_error) * Fraction(0.999)  # nor would fewer do


def test_numbers_are_written_as_people_write_them():
    assert format_number(1e15) == "1000000000000000"
    assert format_number(1e16) == "1e+16"
    assert format_number(1.2e-5) == "1.2e-05"
    assert format_number(-0.0) == format_rounded(-1e-9, 4) == "0"
    assert format_rounded(2.5e-7, 8) == "2.5e-07"
