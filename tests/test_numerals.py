"""Numbers as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_float

from linefit.numerals import LARGEST, MOST, figure, power, written

exact = any_float.map(Fraction) | st.fractions()


@given(exact)
def test_the_power_is_that_of_the_first_digit(value):
    assert not value or 10 ** Fraction(power(value)) <= abs(value) < 10 ** Fraction(power(value) + 1)


@given(exact, st.integers(-20, 30))
def test_the_last_digit_is_right(value, place):
    """What is written is the number, rounded once where it is cut: never by more than half of the last digit."""
    text = written(value, place)
    first = power(value)
    cut = min(place if first > LARGEST else max(place, 0), MOST - 1 - first)
    assert abs(Fraction(text) - value) <= Fraction(1, 2) / Fraction(10) ** cut
    assert Fraction(text) * Fraction(10) ** cut % 1 == 0  # and no digit stands behind it


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-20, 20))
def test_whole_numbers_keep_all_their_digits(value, place):
    assert written(value, place) == str(value)


@given(st.floats(1e-4, 9e14) | st.floats(-9e14, -1e-4), st.integers(-9, 20))
def test_no_exponent_is_written_where_none_is_needed(value, place):
    text = written(value, place)
    assert "e" not in text and len(text.strip("-").replace(".", "").lstrip("0")) <= MOST


@pytest.mark.parametrize(
    ("value", "place", "text"),
    [
        (100000, 0, "100000"),
        (1e15, 0, "1e+15"),
        (0.00012, 9, "0.00012"),
        (1.2e-5, 9, "0.000012"),
        (1.2e-5, 12, "1.2e-05"),
        (-1e-9, 4, "0"),
        (0, 4, "0"),
        (2e-12, 17, "2e-12"),
        (Fraction(10) ** 400 * 3, 5, "3e+400"),
        (Fraction(5, 2), 0, "2"),
        (Fraction(7, 2), 0, "4"),
    ],
)
def test_it_looks_as_a_person_writes_it(value, place, text):
    assert written(value, place) == text


@given(st.floats(1, 999999), st.integers(1, MOST))
def test_a_figure_has_so_many_digits_at_most_but_all_whole_ones(value, digits):
    text = figure(value, digits)
    assert len(text.replace(".", "")) <= max(digits, len(str(int(value))) + 1)
