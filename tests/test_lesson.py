"""How the main job learns rows: in standard units, all rows and two rows teach the same, and the line is the end."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import exact_summary, parameters, tables

from linefit import Network, steps
from linefit.fitting import exact_line
from linefit.lesson import QUARTER, Data, cut_to, learn, prepare


def data_of(xs, ys):
    xs, ys = list(map(float, xs)), list(map(float, ys))
    return Data(xs, ys, exact_summary(xs, ys), (min(xs), max(xs)))


@given(tables(least=2), parameters)
def test_in_standard_units_two_rows_are_followed_by_all(table, start):
    """The pictures' networks, from two rows in Fractions, are those that all rows learn, epoch by epoch."""
    data = data_of([x * 8 for x in table[0]], table[1])
    assume(data.summary.var_x)
    lesson, reason = prepare(data, Network(*start), None, None)
    assume(reason)
    assert lesson.learning_rate == QUARTER
    start = Network(float(lesson.start.w), float(lesson.start.b))
    for two, all_rows in zip(lesson.networks(4), steps(start, lesson.xs, lesson.ys, learning_rate=QUARTER)):
        w, b = lesson.in_own_units(all_rows.network)
        size = 1 + abs(w) + abs(b)
        assert abs(two.w - w) <= 1e-12 * size and abs(two.b - b) <= 1e-9 * size


@given(tables(least=2), parameters)
def test_a_lesson_ends_at_the_least_squares_line_and_its_networks_come_near(table, start):
    data = data_of(*table)
    lesson, _ = prepare(data, Network(*start), None, None)
    *_, last = learn(lesson, 100_000)
    assert last.network == exact_line(data.summary) and last.ending is not None
    assert last.typical_error == Fraction(data.summary.scatter())
    w, b = lesson.networks(last.epoch)[-1]
    if data.summary.var_x:
        assert all(abs(w * x + b - (last.network.w * x + last.network.b)) < 1e-5 for x in map(Fraction, data.xs))


@pytest.mark.parametrize("epochs", [0, 1, 3, 20, 33])
def test_the_epochs_that_are_looked_at_end_where_the_lesson_does(epochs):
    lesson, _ = prepare(data_of([1, 2, 3], [1, 5, 2]), Network(25, 85), None, None)
    seen = [standing.epoch for standing in learn(lesson, epochs)]
    assert seen == sorted({epoch for epoch in (0, 1, 2, 5, 10, 20) if epoch < epochs} | {epochs})


@given(st.floats(1e-300, 1e300), st.integers(1, 6))
def test_what_is_cut_off_is_less_than_the_last_digit(value, digits):
    cut = cut_to(value, digits)
    assert cut <= value * (1 + 2e-12) and value - cut <= value * 10.0 ** (1 - digits)
    assert cut == float(f"{cut:.{digits - 1}e}") and math.isclose(cut_to(cut, digits), cut)
