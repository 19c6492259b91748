"""How the main job learns rows: in standard units, all rows and two rows teach the same."""

import pytest
from hypothesis import assume, given
from strategies import parameters, tables

from linefit import Network, Summary, fit, steps
from linefit.lesson import QUARTER, Data, learn, prepare


def data_of(xs, ys):
    xs, ys = list(map(float, xs)), list(map(float, ys))
    return Data(xs, ys, Summary.of(xs, ys), (min(xs), max(xs)))


@given(tables(least=2), parameters)
def test_in_standard_units_two_rows_are_followed_by_all(table, start):
    """The pictures' networks, from two rows, are those that all rows learn, epoch by epoch."""
    data = data_of([x * 8 for x in table[0]], table[1])
    assume(data.summary.var_x)
    lesson, reason = prepare(data, Network(*start), None, None)
    assume(reason)
    assert lesson.learning_rate == QUARTER
    for two, all_rows in zip(lesson.networks(4), steps(lesson.start, lesson.xs, lesson.ys, learning_rate=QUARTER)):
        w, b = lesson.in_own_units(all_rows.network)
        size = 1 + abs(w) + abs(b)
        assert abs(two.w - w) <= 1e-12 * size and abs(two.b - b) <= 1e-9 * size


@given(tables(least=2), parameters)
def test_a_lesson_ends_at_the_least_squares_line_and_its_networks_come_near(table, start):
    data = data_of(*table)
    lesson, _ = prepare(data, Network(*start), None, None)
    *_, last = learn(lesson, 100_000)
    assert last.network == fit(*table) and last.ending is not None
    w, b = lesson.networks(last.epoch)[-1]
    if data.summary.var_x:
        assert all(abs(w * x + b - (last.network.w * x + last.network.b)) < 1e-5 for x in data.xs)


@pytest.mark.parametrize("epochs", [0, 1, 3, 20, 33])
def test_the_epochs_that_are_looked_at_end_where_the_lesson_does(epochs):
    lesson, _ = prepare(data_of([1, 2, 3], [1, 5, 2]), Network(25, 85), None, None)
    seen = [standing.epoch for standing in learn(lesson, epochs)]
    assert seen == sorted({epoch for epoch in (0, 1, 2, 5, 10, 20) if epoch < epochs} | {epochs})
