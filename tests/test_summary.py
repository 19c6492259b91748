"""A summary holds five sums over the rows, adds up in any order, and condenses to two rows."""

import math
import sys
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import any_float, gentle, magnitudes, many_rows, numbers, parameters, tables

from linefit import Network, Summary, error, fit, predict, steps
from linefit.summary import CHUNK_ROWS, FEW_ROWS, exact_moments

MOMENTS = ["mean_x", "mean_y", "var_x", "var_y", "cov_xy"]
WORDS = ["the mean of x", "the mean of y", "the variance of x", "the variance of y", "the covariance of x and y"]


def mean(values):
    return sum(map(Fraction, values)) / len(values)


def definition(xs, ys):
    """The moments that exact_moments returns, from their definitions."""
    mean_x, mean_y = mean(xs), mean(ys)
    dx, dy = [Fraction(x) - mean_x for x in xs], [Fraction(y) - mean_y for y in ys]
    return mean_x, mean_y, *(mean([a * b for a, b in zip(*both)]) for both in [(dx, dx), (dy, dy), (dx, dy)])


def is_float(exact):
    """A float holds this exact number, but for one rounding of all its digits."""
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


@given(tables())
def test_a_summary_holds_the_number_of_rows_and_five_sums(table):
    xs, ys = table
    products = [sum(a * b for a, b in zip(*both)) for both in [(xs, xs), (xs, ys), (ys, ys)]]
    assert Summary.of(xs, ys) == Summary(len(xs), sum(xs), sum(ys), *products)
    assert Summary.of([1, 2, 3], [2, 4, 7]).mean_x == Summary(3, 6, 13, 14, 31, 69).mean_x == 2


@example([(5e-324, 0.0), (0.0, 5e-324)])
@given(st.lists(st.tuples(any_float | magnitudes, any_float | magnitudes), min_size=1, max_size=8))
def test_moments_are_rounded_once_or_raise_overflow_error(rows):
    summary, exact = Summary.of(*zip(*rows)), definition(*zip(*rows))
    assert exact_moments(summary) == exact
    for name, words, value in zip(MOMENTS, WORDS, exact):
        assert_rounded_once(lambda name=name: (getattr(summary, name),), **{words: value})
    assert not (exact[2] and exact[3]) or -1 <= summary.correlation() <= 1


@given(tables(), tables(), tables())
def test_adding_is_associative_and_commutative(one, two, three):
    one, two, three = Summary.of(*one), Summary.of(*two), Summary.of(*three)
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one


@given(tables(least=2), st.data())
def test_any_split_of_the_rows_gives_the_same_summary(table, data):
    xs, ys = table
    cut = data.draw(st.integers(1, len(xs) - 1))
    assert Summary.of(xs[:cut], ys[:cut]) + Summary.of(xs[cut:], ys[cut:]) == Summary.of(xs, ys)


@given(tables())
def test_adding_the_empty_summary_changes_nothing(table):
    summary = Summary.of(*table)
    assert Summary() + summary == summary + Summary() == sum([summary], Summary()) == summary


def test_only_summaries_can_be_added():
    with pytest.raises(TypeError, match="Summary"):
        Summary() + 1


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5))
def test_a_stream_has_the_summary_of_its_rows(rows):
    assert Summary.from_rows(iter(rows)) == Summary.of(*zip(*rows))
    assert Summary.from_rows([]) == Summary()


@given(many_rows(), st.data())
def test_rounded_sums_are_off_by_at_most_twelve_roundings_of_the_spread(table, data):
    """dx, dy, each product and each sum are rounded once, a norm and its square three times together. Adding parts
    may double that, so twelve roundings of 2**-53 are the most."""
    xs, ys = table
    cut = data.draw(st.integers(1, len(xs) - 1))
    parts = [Summary.of(xs[start : start + cut], ys[start : start + cut]) for start in range(0, len(xs), cut)]
    mean_x, mean_y, var_x, var_y, cov_xy = definition(xs, ys)
    few = Fraction(12, 2**53)
    for summary in (Summary.of(xs, ys), Summary.from_rows(zip(xs, ys)), sum(parts, Summary())):
        found = exact_moments(summary)
        assert (found[0] - mean_x) ** 2 <= few**2 * var_x and (found[1] - mean_y) ** 2 <= few**2 * var_y
        assert abs(found[2] - var_x) <= few * var_x and abs(found[3] - var_y) <= few * var_y
        assert (found[4] - cov_xy) ** 2 <= few**2 * var_x * var_y


@pytest.mark.parametrize("value", [0.1, 1e9 + 1 / 3, 1e300, 3])
def test_a_constant_has_no_spread(value):
    summary = Summary.of([value] * 2500, [1.5, 2] * 1250)
    assert (summary.mean_x, summary.var_x, summary.cov_xy) == (value, 0, 0)


@given(st.floats(1e-3, 1e15), st.lists(st.integers(0, 3), min_size=FEW_ROWS + 1, max_size=FEW_ROWS + 30))
def test_rows_that_differ_in_their_last_digits_only_keep_their_spread(value, offsets):
    xs, ys = [value + offset * math.ulp(value) for offset in offsets], [offset + 0.5 for offset in offsets]
    for one, two in [(xs, ys), (ys, xs)]:
        for found, right in zip(exact_moments(Summary.of(one, two)), definition(one, two)):
            assert abs(found - right) <= abs(right) / 10**15


@pytest.mark.parametrize("one, two", [(1.7e308, 1.7e308), (1e-170, 1e-170), (1.7e308, 1e-40), (0.5, 1e-170)])
def test_many_rows_whose_products_or_sums_leave_the_range_of_floats_are_added_up_exactly(one, two):
    xs, ys = [one, -one, one / 3] * 20, [two / 7, two, -two] * 20
    assert exact_moments(Summary.of(xs, ys)) == definition(xs, ys)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=FEW_ROWS + 1, max_size=FEW_ROWS + 9), st.integers(0, 10**19))
def test_whole_numbers_are_added_up_exactly_and_so_are_columns_with_an_int_or_a_fraction(values, far):
    whole, halves, nanoseconds = list(map(float, values)), [x / 2 for x in values], [far + x for x in values]
    fractions = [Fraction(x, 2 + row % 4) for row, x in enumerate(values)]
    for xs, ys in [(whole, whole[::-1]), (nanoseconds, halves), (halves, fractions), (fractions, fractions[::-1])]:
        assert exact_moments(Summary.of(xs, ys)) == definition(xs, ys)


def test_a_stream_is_read_chunk_by_chunk_and_its_errors_say_from_which_row_to_count():
    taken = 0

    def rows(bad):
        nonlocal taken
        for row in range(10 * CHUNK_ROWS):
            taken += 1
            yield row, math.inf if row == bad else row

    with pytest.raises(ValueError, match=r"^counting from row 0, ys\[5\] is inf"):
        Summary.from_rows(rows(5))
    assert taken == CHUNK_ROWS
    assert Summary.from_rows(list(rows(None))) == Summary.of(range(10 * CHUNK_ROWS), range(10 * CHUNK_ROWS))
    with pytest.raises(ValueError, match=rf"^counting from row {CHUNK_ROWS}, ys\[5\] is inf"):
        Summary.from_rows(rows(CHUNK_ROWS + 5))
    with pytest.raises(TypeError, match=r"^counting from row 0, xs\[1\] is True, a bool"):
        Summary.from_rows([(1, 2), (True, 3)])


@pytest.mark.parametrize("rows", [[(1, 2), (3,)], [(1, 2), 3], [(1, 2, 3)], [(1, 2), (3, 4, 5)], [1, 2]])
def test_rows_that_are_not_pairs_are_refused(rows):
    with pytest.raises(ValueError, match=rf"^rows 0 to {len(rows) - 1} must all be pairs \(x, y\)$"):
        Summary.from_rows(rows)


@given(parameters, st.lists(st.tuples(st.booleans(), gentle), min_size=4, max_size=4), gentle)
def test_training_on_the_condensed_rows_gives_the_same_networks_exactly(start, rows, middle):
    quarter = Fraction(1, 4)  # every x is so far from the middle: a float holds this standard deviation
    xs = [middle + (quarter if up else -quarter) for up, _ in rows]
    xs += [2 * middle - x for x in xs]
    ys = [y for _, y in rows] + [y * 3 + 1 for _, y in rows]
    two_xs, two_ys = (list(map(Fraction, column)) for column in Summary.of(xs, ys).condensed())
    assert len(two_xs) == 2
    all_rows, two_rows = steps(Network(*start), xs, ys), steps(Network(*start), two_xs, two_ys)
    for one, two in islice(zip(all_rows, two_rows), 5):
        assert one.network == two.network


@given(parameters, tables(xs=gentle, least=2))
def test_training_on_the_condensed_rows_gives_the_same_networks_in_floats(start, table):
    xs, ys = [list(map(float, column)) for column in table]
    start = Network(*map(float, start))
    condensed = Summary.of(xs, ys).condensed()
    for one, two in islice(zip(steps(start, xs, ys), steps(start, *condensed)), 50):
        # Errors stay below 200: each epoch adds less than 1e-13, and later updates shrink it.
        assert math.isclose(one.network.w, two.network.w, abs_tol=1e-10)
        assert math.isclose(one.network.b, two.network.b, abs_tol=1e-10)


@given(tables())
def test_condensing_twice_changes_nothing(table):
    first = Summary.of(*table).condensed()
    second = Summary.of(*first).condensed()
    for one, two in zip(first[0] + first[1], second[0] + second[1], strict=True):
        assert math.isclose(one, two, abs_tol=1e-12)  # of numbers below 1,000, each rounded a few times


def test_one_row_is_enough_if_all_xs_are_equal():
    assert Summary.of([3, 3, 3], [1, 2, 6]).condensed() == ([3], [3])
    assert Summary.of([0, 1e-9], [1, 2]).condensed() == ([0, 1e-9], [1, 2])  # and these are not


@given(parameters, tables(), st.booleans())
def test_rmse_is_the_root_mean_squared_error_over_all_rows(start, table, at_rest):
    network = fit(*table) if at_rest else Network(*start)
    errors = error(predict(Network(*map(Fraction, network)), table[0]), table[1])
    right = math.sqrt(mean([e * e for e in errors]))
    assert math.isclose(Summary.of(*table).rmse(network), right, rel_tol=1e-15)


@pytest.mark.parametrize(("far", "rows"), [(0, 40), (0, 200), (1e6 + 1 / 3, 200), (1.7e15, 40)])
def test_the_rmse_of_a_clean_line_is_0_and_that_of_noise_is_not(far, rows):
    xs = [far + row / 7 for row in range(rows)]
    ys = [81 * (x - far) for x in xs]
    assert Summary.of(xs, ys).rmse(fit(xs, ys)) < 1e-7
    assert all(Summary.of(xs[row:], ys[row:]).correlation() <= 1 for row in range(20))
    assert Summary.of(xs, [y + (-1) ** row * 1e-3 for row, y in enumerate(ys)]).rmse(fit(xs, ys)) > 0.9e-3


def test_no_noise_of_few_rows_is_too_small_to_count():
    summary = Summary.of([0, 1000, 2000], [0, 10**12 + 1, 2 * 10**12])
    assert math.isclose(summary.rmse(Network(10**9, Fraction(1, 3))), math.sqrt(2) / 3, rel_tol=1e-15)


@given(tables(least=2))
def test_the_square_of_the_correlation_is_the_share_of_the_variance_that_the_line_explains(table):
    summary = Summary.of(*table)
    _, _, var_x, var_y, cov_xy = definition(*table)
    assume(var_x and var_y)
    r = summary.correlation()
    assert math.isclose(r * r, cov_xy**2 / (var_x * var_y), rel_tol=1e-15)
    assert -1 <= r <= 1 and (r > 0) == (cov_xy > 0)
    assert Summary.of(table[1], table[0]).correlation() == r


@pytest.mark.parametrize(("xs", "ys", "name"), [([3, 3], [1, 2], "xs"), ([1, 2], [3, 3], "ys"), ([1], [2], "xs")])
def test_correlation_raises_if_all_xs_or_all_ys_are_equal(xs, ys, name):
    with pytest.raises(ValueError, match=rf"^all {name} are equal: the correlation is undefined$"):
        Summary.of(xs, ys).correlation()
