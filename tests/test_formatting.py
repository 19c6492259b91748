"""Numbers as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
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


@given(st.floats(1e-4, 9e15) | st.floats(-9e15, -1e-4), st.integers(1, 17), st.integers(4, 12))
def test_no_exponent_is_written_if_a_person_would_write_none(value, digits, decimals):
    assert "e" not in format_number(value, digits) + format_rounded(value, decimals).replace("e-05", "")


@given(magnitudes, st.floats(1e-12, 1e12))
def test_rounding_to_the_decimals_for_an_error_makes_no_larger_error(value, max_error):
    decimals = count_decimals(max_error)
    off = abs(Fraction(format_rounded(value, decimals)) - Fraction(value))
    assert off <= Fraction(max_error) * Fraction(1.001) + abs(Fraction(value)) / 2**52
    assert Fraction(1, 2) / Fraction(10) ** (decimals - 1) > Fraction(max_error) * Fraction(0.999)  # nor would fewer do


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.8, "1234568"),
        (1e15, "1000000000000000"),
        (1e16, "1e+16"),
        (1.2e-5, "1.2e-05"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (2 / 3, "0.666667"),
        (Fraction(-1, 3), "-0.333333"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(80.9999999, 4, "81"), (-1e-9, 4, "0"), (-0.0, 2, "0"), (999999999.8, -3, "1000000000"), (2.5e-7, 8, "2.5e-07")],
)
def test_zeros_at_the_end_are_left_out(value, decimals, text):
    assert format_rounded(value, decimals) == text
