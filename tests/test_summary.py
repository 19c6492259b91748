"""A summary holds five sums over the rows, adds up in any order, and condenses to two rows."""

import math
import re
import sys
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import any_float, magnitudes, many_rows, nudges, numbers, parameters, tables

from linefit import Network, Summary, error, fit, predict, steps

MOMENTS = ["mean_x", "mean_y", "var_x", "var_y", "cov_xy"]
WORDS = ["the mean of x", "the mean of y", "the variance of x", "the variance of y", "the covariance of x and y"]


def mean(values):
    return sum(map(Fraction, values)) / len(values)


def compute_moments(xs, ys):
    """Return the means, variances and covariance from their definitions, as Fractions."""
    mean_x, mean_y = mean(xs), mean(ys)
    dx, dy = [Fraction(x) - mean_x for x in xs], [Fraction(y) - mean_y for y in ys]
    return mean_x, mean_y, *(mean([a * b for a, b in zip(*both)]) for both in [(dx, dx), (dy, dy), (dx, dy)])


def sum_exactly(xs, ys):
    xs, ys = list(map(Fraction, xs)), list(map(Fraction, ys))
    products = [sum(a * b for a, b in zip(*both)) for both in [(xs, xs), (xs, ys), (ys, ys)]]
    return Summary(len(xs), sum(xs), sum(ys), *products)


def is_float(exact):
    """Return whether a float holds this number, rounded at most once, with all its digits."""
    nearest = float(exact) if abs(exact) <= sys.float_info.max else math.inf
    return nearest == exact or sys.float_info.min <= abs(nearest) < math.inf


def assert_rounded_once(call, **exact):
    """The call returns the floats nearest to these exact numbers, or names the first that no float holds."""
    extreme = [name for name, value in exact.items() if not is_float(value)]
    if not extreme:
        assert call() == tuple(map(float, exact.values()))
    else:
        says = f"^{extreme[0]} is too (small|large) for a float: choose other units for x or y$"
        with pytest.raises(OverflowError, match=says):
            call()


@example([(5e-324, 0.0), (0.0, 5e-324)])
@example([(x / 7, x * x / 3) for x in range(50)])
@given(st.lists(st.tuples(any_float | magnitudes, any_float | magnitudes), min_size=1, max_size=8))
def test_the_sums_of_few_rows_are_exact_and_moments_are_rounded_once_or_raise_overflow_error(rows):
    summary, exact = Summary.of(*zip(*rows)), compute_moments(*zip(*rows))
    assert summary == sum_exactly(*zip(*rows))
    for name, words, value in zip(MOMENTS, WORDS, exact):
        assert_rounded_once(lambda name=name: (getattr(summary, name),), **{words: value})
    assert not (exact[2] and exact[3]) or -1 <= summary.correlation() <= 1


@given(st.lists(tables(), max_size=4))
def test_summaries_add_up_in_any_order_to_that_of_all_rows(parts):
    summaries, rows = [Summary.of(*part) for part in parts], [row for part in parts for row in zip(*part)]
    assert sum(summaries, Summary()) == sum(reversed(summaries), Summary()) == Summary.from_rows(iter(rows))
    assert not rows or Summary.from_rows(rows) == Summary.of(*zip(*rows)) == sum_exactly(*zip(*rows))


def test_only_summaries_can_be_added():
    with pytest.raises(TypeError, match="Summary"):
        Summary() + 1


@st.composite
def close_rows(draw):
    """Return more rows than are added up exactly; either the xs or the ys differ in their last digits only."""
    value, offsets = draw(st.floats(1e-3, 1e15)), draw(st.lists(st.integers(0, 3), min_size=4, max_size=9)) * 13
    close, far = [value + offset * math.ulp(value) for offset in offsets], [offset + 0.5 for offset in offsets]
    return draw(st.sampled_from([(close, far), (far, close)]))


CLOSE, FAR = [0.1] * 299 + [math.nextafter(0.1, 1)], [0.5, 1.5] * 150  # the float mean is off by many deviations


@example((CLOSE, FAR), 300)
@example((FAR, CLOSE), 300)
@given(many_rows() | close_rows(), st.integers(1, 600))
def test_moments_of_many_rows_are_off_by_at_most_twelve_roundings_of_the_spread(table, size):
    """dx, dy, each product and each sum are rounded once, a norm and its square three times together. Adding parts
    may double that, so twelve roundings of 2**-53 are the most, before a moment is rounded to a float."""
    xs, ys = table
    right = compute_moments(xs, ys)
    var_x, var_y = map(float, right[2:4])
    spreads = [math.sqrt(var_x), math.sqrt(var_y), var_x, var_y, math.sqrt(var_x) * math.sqrt(var_y)]
    parts = [Summary.of(xs[start : start + size], ys[start : start + size]) for start in range(0, len(xs), size)]
    for summary in (Summary.of(xs, ys), Summary.from_rows(zip(xs, ys)), sum(parts, Summary())):
        for name, exact, spread in zip(MOMENTS, right, spreads):
            moment = Fraction(getattr(summary, name))
            assert abs(moment - exact) <= Fraction(12 * spread) / 2**53 + Fraction(math.ulp(exact)) / 2


@pytest.mark.parametrize("value", [0.1, 1e9 + 1 / 3, 1e300, 3])
def test_a_constant_has_no_spread(value):
    summary = Summary.of([value] * 2500, [1.5, 2] * 1250)
    assert (summary.mean_x, summary.var_x, summary.cov_xy) == (value, 0, 0)


@pytest.mark.parametrize(("one", "two"), [(1.7e308, 1.7e308), (1e-170, 1e-170), (1.7e308, 1e-40), (0.5, 1e-170)])
def test_many_rows_whose_products_or_sums_leave_the_range_of_floats_are_added_up_exactly(one, two):
    xs, ys = [one, -one, one / 3] * 20, [two / 7, two, -two] * 20
    assert Summary.of(xs, ys) == sum_exactly(xs, ys)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=4, max_size=9).map(lambda xs: xs * 13), st.integers(0, 10**19))
def test_many_rows_are_added_up_exactly_if_all_are_whole_or_a_column_holds_ints_or_fractions(values, far):
    whole, halves, nanoseconds = list(map(float, values)), [x / 2 for x in values], [far + x for x in values]
    fractions = [Fraction(x, 2 + row % 4) for row, x in enumerate(values)]
    for xs, ys in [(whole, whole[::-1]), (nanoseconds, halves), (halves, fractions), (fractions, fractions[::-1])]:
        assert Summary.of(xs, ys) == sum_exactly(xs, ys)


def test_a_stream_is_read_part_by_part_and_its_errors_say_from_which_row_to_count():
    assert Summary.from_rows(zip(range(25_000), range(25_000))) == Summary.of(range(25_000), range(25_000))
    stream = ((row, math.inf if row == 12_345 else row) for row in range(50_000))
    with pytest.raises(ValueError, match=r"^counting from row \d+, ys\[\d+\] is inf") as error_info:
        Summary.from_rows(stream)
    assert sum(map(int, re.findall(r"\d+", str(error_info.value))[:2])) == 12_345 < next(stream)[0] < 30_000
    with pytest.raises(TypeError, match=r"^counting from row 0, xs\[1\] is True, a bool"):
        Summary.from_rows([(1, 2), (True, 3)])


@pytest.mark.parametrize("rows", [[(1, 2), (3,)], [(1, 2)] * 12_345 + [3], [(1, 2, 3)], [(1, 2), (3, 4, 5)], [1, 2]])
def test_rows_that_are_not_pairs_are_rejected(rows):
    with pytest.raises(ValueError, match=rf"^rows \d+ to {len(rows) - 1} must all be pairs \(x, y\)$"):
        Summary.from_rows(rows)


@given(parameters, st.lists(st.tuples(st.booleans(), numbers), min_size=4, max_size=4), numbers, nudges)
def test_training_on_the_condensed_rows_gives_the_same_networks_exactly(start, rows, middle, distance):
    xs = [middle + (distance if up else -distance) for up, _ in rows]  # so the condensed rows are exact as floats
    xs += [2 * middle - x for x in xs]
    ys = [y for _, y in rows] + [y * 3 + 1 for _, y in rows]
    condensed = [list(map(Fraction, column)) for column in Summary.of(xs, ys).condensed()]
    assert len(condensed[0]) == 2
    all_rows, two_rows = steps(Network(*start), xs, ys), steps(Network(*start), *condensed)
    for one, two in islice(zip(all_rows, two_rows), 5):
        assert one.network == two.network


def test_one_row_is_enough_if_all_xs_are_equal():
    assert Summary.of([3, 3, 3], [1, 2, 6]).condensed() == ([3], [3])
    assert Summary.of([0, 1e-9], [1, 2]).condensed() == ([0, 1e-9], [1, 2])  # these xs are not equal


@example((10**9, Fraction(1, 3)), ([0, 1000, 2000], [0, 10**12 + 1, 2 * 10**12]), False)
@given(parameters, tables(), st.booleans())
def test_rmse_is_the_root_mean_squared_error_over_all_rows(start, table, at_rest):
    network = fit(*table) if at_rest else Network(*start)
    errors = error(predict(Network(*map(Fraction, network)), table[0]), table[1])
    right = math.sqrt(mean([e * e for e in errors]))
    assert math.isclose(Summary.of(*table).rmse(network), right, rel_tol=1e-15)


@pytest.mark.parametrize(("far", "rows"), [(0, 40), (0, 200), (1e6 + 1 / 3, 200), (1.7e15, 40)])
def test_the_rmse_of_a_clean_line_is_nearly_0_and_that_of_noise_is_not(far, rows):
    xs = [far + row / 7 for row in range(rows)]
    ys = [81 * (x - far) for x in xs]
    assert Summary.of(xs, ys).rmse(fit(xs, ys)) < 1e-7
    assert all(Summary.of(xs[row:], ys[row:]).correlation() <= 1 for row in range(20))
    assert Summary.of(xs, [y + (-1) ** row * 1e-3 for row, y in enumerate(ys)]).rmse(fit(xs, ys)) > 0.9e-3


@example(([0, 1], [0, 1]))
@given(tables(min_rows=2))
def test_correlation_is_the_covariance_divided_by_both_standard_deviations(table):
    _, _, var_x, var_y, cov_xy = compute_moments(*table)
    assume(var_x and var_y)
    r = Summary.of(*table).correlation()
    assert math.isclose(r * r, cov_xy**2 / (var_x * var_y), rel_tol=1e-15)
    assert -1 <= r <= 1 and (r > 0) == (cov_xy > 0)
    assert Summary.of(table[1], table[0]).correlation() == r


@pytest.mark.parametrize(("xs", "ys", "name"), [([3, 3], [1, 2], "xs"), ([1, 2], [3, 3], "ys"), ([1], [2], "xs")])
def test_correlation_raises_if_all_xs_or_all_ys_are_equal(xs, ys, name):
    with pytest.raises(ValueError, match=rf"^all {name} are equal: the correlation is undefined$"):
        Summary.of(xs, ys).correlation()
