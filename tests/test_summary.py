"""A summary holds what the rules see of the rows, adds up in any order, and condenses to two rows."""

import math
import random
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import exact_summary, gentle, magnitudes, numbers, parameters, tables

from linefit import Network, Summary, error, fit, predict, steps
from linefit.fitting import exact_line
from linefit.summary import CHUNK
from linefit.sums import FEW, root, typical


def exact(xs, ys):
    """The same summary from the definition, in Fractions."""
    xs, ys = list(map(Fraction, xs)), list(map(Fraction, ys))
    rows = len(xs)
    mean_x, mean_y = sum(xs) / rows, sum(ys) / rows
    return {
        "rows": rows,
        "mean_x": mean_x,
        "mean_y": mean_y,
        "var_x": sum([(x - mean_x) ** 2 for x in xs]) / rows,
        "var_y": sum([(y - mean_y) ** 2 for y in ys]) / rows,
        "cov_xy": sum([(x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)]) / rows,
    }


def assert_close(summary, right, digits=12):
    """All figures agree to so many digits, the covariance and the means measured by the spreads as well."""
    spread_x, spread_y = float(root(right["var_x"])), float(root(right["var_y"]))
    unit = {"mean_x": spread_x, "mean_y": spread_y, "cov_xy": Fraction(spread_x) * Fraction(spread_y)}
    for name, value in right.items():
        off = abs(Fraction(getattr(summary, name)) - value)
        assert off <= max(abs(value), Fraction(unit.get(name, 0))) / 10**digits, name


@given(tables())
def test_a_summary_holds_the_definitions_figures(table):
    summary = Summary.of(*table)
    assert {name: getattr(summary, name) for name in exact(*table)} == exact(*table)


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=20))
def test_floats_of_any_size_keep_their_digits(rows):
    xs, ys = zip(*rows)
    assert_close(Summary.of(xs, ys), exact(xs, ys))


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=2, max_size=20), st.data())
def test_floats_of_any_size_add_up(rows, data):
    cut = data.draw(st.integers(1, len(rows) - 1))
    xs, ys = zip(*rows)
    assert_close(Summary.of(xs[:cut], ys[:cut]) + Summary.of(xs[cut:], ys[cut:]), exact(xs, ys))


@pytest.mark.parametrize("offset", [0.0, 1e9, -1e15])
@pytest.mark.parametrize("rows", [3, CHUNK, CHUNK + 1, 5 * CHUNK])
def test_a_huge_offset_costs_no_digits(offset, rows):
    xs = [offset + row % 3 for row in range(rows)]
    ys = [offset / 3 + row % 7 for row in range(rows)]
    assert_close(Summary.of(xs, ys), exact(xs, ys))


@pytest.mark.parametrize("value", [0.1, 1e300, 5e-324, 3])
def test_a_constant_has_no_spread(value):
    summary = Summary.of([value] * 2500, [1, 2] * 1250)
    assert (summary.mean_x, summary.var_x, summary.cov_xy) == (value, 0, 0)


@given(st.floats(1e-3, 1e15), st.lists(st.integers(0, 3), min_size=FEW + 1, max_size=FEW + 30), st.booleans())
def test_rows_that_differ_in_their_last_digits_only_keep_their_spread(value, steps, constant):
    xs = [value + step * math.ulp(value) * (not constant) for step in steps]
    found, right = Summary.of(xs, steps).moments(), Summary.of(list(map(Fraction, xs)), steps).moments()
    for one, two in zip(found, right):
        assert abs(one - two) <= abs(two) / 10**15


@pytest.mark.parametrize("unit_x", [1e-170, 1e-155, 1, 1e170])
@pytest.mark.parametrize("unit_y", [1e-170, 1e-155, 1, 1e150])
def test_many_rows_keep_their_digits_where_products_leave_what_floats_can_hold(unit_x, unit_y):
    xs, ys = [math.sin(row) * unit_x for row in range(60)], [math.cos(row * row) * unit_y for row in range(60)]
    found, right = Summary.of(xs, ys).moments(), exact_summary(xs, ys).moments()
    assert abs(found.cov_xy - right.cov_xy) <= root(right.var_x * right.var_y) / 10**15
    assert abs(found.var_x - right.var_x) <= right.var_x / 10**15


BEYOND = [
    [1.7e308] * 60,
    [1.7e308, -1.7e308] * 30,
    [1e308, 5e-324] * 30,
    [9e307, 8.9e307, -1.79e308, -1.79e308, *[0.0] * 56],  # the distances from the mean add up to more
]


@pytest.mark.parametrize("values", BEYOND)
def test_many_rows_whose_sums_no_float_can_hold_are_added_up_exactly(values):
    assert Summary.of(values, values) == exact_summary(values, values)


def test_neighbouring_floats_keep_their_spread():
    one = 1e9 + 1 / 3
    xs = [one] * 999 + [math.nextafter(one, math.inf)]
    assert_close(Summary.of(xs, xs), exact(xs, xs))


def test_a_million_rows_keep_their_digits():
    generator = random.Random(1)
    xs = [generator.gauss(1e6, 1) for _ in range(1_000_000)]
    summary = Summary.of(xs, xs)
    assert math.isclose(summary.mean_x, math.fsum(xs) / len(xs), rel_tol=1e-15)
    assert math.isclose(summary.var_x, math.fsum([(x - summary.mean_x) ** 2 for x in xs]) / len(xs), rel_tol=1e-13)
    assert summary.var_x == summary.var_y == summary.cov_xy


@given(tables(), tables(), tables())
def test_adding_is_associative_and_commutative(one, two, three):
    one, two, three = Summary.of(*one), Summary.of(*two), Summary.of(*three)
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one


def test_floats_stay_floats_and_fractions_fractions():
    generator = random.Random(5)
    for rows in (1, 49, 50, 51, 5 * CHUNK):
        xs = [generator.gauss(3, 1) for _ in range(rows)]
        for summary in (Summary.of(xs, xs), Summary.of(tuple(xs), list(range(rows))), Summary.of([3] * rows, xs)):
            figures = summary.mean_x, summary.var_x, summary.cov_xy, summary.var_y, (summary + summary).var_y
            assert {type(figure) for figure in figures} == {float}
    assert type(Summary.of([1.0, Fraction(1)], [1.0, 2.0]).mean_x) is Fraction
    assert type(Summary.of([1.0, 2.0**60], [2**60 + 1, 2]).mean_y) is Fraction


def test_only_one_column_may_be_beyond_a_floats_squares():
    for xs, ys in [([0.0, 1.0], [1e200, 3e200]), ([1e200, 3e200], [0.0, 1.0]), ([0.0, 1.0], [1e-160, 3e-160])]:
        both = Summary.of(xs[:1], ys[:1]) + Summary.of(xs[1:], ys[1:])
        assert both == exact_summary(xs, ys)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_the_row_is_named_wherever_it_is(bad):
    good = [0.5] * (2 * CHUNK)
    rows = [*good, bad, *good]
    fine = [0.25] * len(rows)
    with pytest.raises(ValueError, match=rf"^xs\[{len(good)}\] is {bad}"):
        Summary.of(rows, fine)
    with pytest.raises(ValueError, match=rf"^ys\[{len(good)}\] is {bad}"):
        Summary.of(fine, rows)


@given(tables())
def test_the_empty_summary_is_the_zero(table):
    summary = Summary.of(*table)
    assert Summary() + summary == summary + Summary() == sum([summary]) == summary
    assert sum([]) + Summary() == Summary() == Summary.from_rows([])


def test_only_summaries_can_be_added():
    with pytest.raises(TypeError):
        Summary() + 1
    with pytest.raises(TypeError):
        1 + Summary()


@given(tables(least=2), st.data())
def test_any_split_of_the_rows_gives_the_same_summary(table, data):
    xs, ys = table
    cut = data.draw(st.integers(1, len(xs) - 1))
    assert Summary.of(xs[:cut], ys[:cut]) + Summary.of(xs[cut:], ys[cut:]) == Summary.of(xs, ys)


@settings(max_examples=20)
@given(st.integers(1, 7), st.integers())
def test_splits_of_floats_agree_to_rounding(parts, seed):
    generator = random.Random(seed)
    rows = [(generator.gauss(1e6, 1), generator.gauss(0, 1e-3)) for _ in range(100)]
    xs, ys = zip(*rows)
    pieces = [Summary.of(xs[part::parts], ys[part::parts]) for part in range(parts)]
    # Each of at most 100 rows rounds a deviation, a square and a sum: 300 * 2**-53 of the whole.
    assert_close(sum(pieces), exact(xs, ys), digits=13)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5))
def test_a_stream_has_the_summary_of_its_rows(rows):
    assert Summary.from_rows(iter(rows)) == Summary.of(*zip(*rows))


def test_a_long_stream_has_the_summary_of_its_rows():
    xs = [math.sin(row) for row in range(3 * CHUNK + 7)]
    ys = [math.cos(row) for row in range(3 * CHUNK + 7)]
    assert Summary.from_rows(zip(xs, ys)) == Summary.of(xs, ys)
    assert sum(Summary.of([x], [y]) for x, y in zip(xs, ys)).rows == len(xs)


def test_a_stream_is_taken_chunk_by_chunk():
    taken = 0

    def rows():
        nonlocal taken
        for row in range(10 * CHUNK):
            taken += 1
            yield row, math.inf if row == 5 else row

    with pytest.raises(ValueError, match=r"^counting from row 0, ys\[5\] is inf"):
        Summary.from_rows(rows())
    assert taken == CHUNK


def test_rows_that_are_no_pairs_are_refused():
    for rows in ([(1, 2), (3,)], [(1, 2), 3], [(1, 2, 3)], [(1, 2), (3, 4, 5)], [1, 2]):
        with pytest.raises(
            ValueError, match=r"among the rows from 0 on, one is not a pair: every row must be \(x, y\)"
        ):
            Summary.from_rows(rows)


def test_a_bad_number_is_found_in_a_long_stream():
    rows = [(1, 2)] * (CHUNK + 5)
    with pytest.raises(ValueError, match=rf"^counting from row {CHUNK}, ys\[5\] is nan"):
        Summary.from_rows([*rows, (3, math.nan)])
    with pytest.raises(TypeError, match=rf"^counting from row {CHUNK}, xs\[5\] is True, a bool"):
        Summary.from_rows([*rows, (True, 3)])


squares = st.integers(1, 6).map(lambda s: s * s)


@given(parameters, st.lists(st.tuples(st.sampled_from([-1, 1]), gentle), min_size=1, max_size=4), gentle)
def test_two_rows_teach_the_same_lesson(start, rows, middle):
    """Training on the condensed rows visits the same w and b at every epoch, exactly."""
    spread = Fraction(1, 4)  # both ends equally often: then the standard deviation is a fraction
    xs = [middle + side * spread for side, _ in rows] + [middle - side * spread for side, _ in rows]
    ys = [y for _, y in rows] + [y * 3 + 1 for _, y in rows]
    two_xs, two_ys = Summary.of(xs, ys).condensed()
    assert len(two_xs) == 2
    all_rows, two_rows = steps(Network(*start), xs, ys), steps(Network(*start), two_xs, two_ys)
    for one, two in islice(zip(all_rows, two_rows), 5):
        assert one.network == two.network


@given(parameters, tables(xs=gentle, least=2))
def test_two_rows_teach_the_same_lesson_in_floats(start, table):
    xs, ys = [list(map(float, column)) for column in table]
    start = Network(*map(float, start))
    condensed = Summary.of(xs, ys).condensed()
    for one, two in islice(zip(steps(start, xs, ys), steps(start, *condensed)), 50):
        # Errors are below 200, and each epoch adds a rounding or two of that while old ones shrink.
        assert math.isclose(one.network.w, two.network.w, abs_tol=1e-10)
        assert math.isclose(one.network.b, two.network.b, abs_tol=1e-10)


@given(tables())
def test_condensing_twice_changes_nothing(table):
    first = Summary.of(*table).condensed()
    second = Summary.of(*first).condensed()
    for one, two in zip(first[0] + first[1], second[0] + second[1], strict=True):
        assert abs(one - two) <= Fraction(1, 2**40)  # roots have 64 binary digits at least


def test_one_row_does_where_all_xs_are_equal():
    assert Summary.of([3, 3, 3], [1, 2, 6]).condensed() == ([3], [3])


@given(parameters, tables())
def test_the_summary_knows_the_typical_error_of_all_rows(start, table):
    xs, ys = table
    network = Network(*start)
    errors = [p - y for p, y in zip(predict(network, xs), ys)]
    right = math.sqrt(sum([e * e for e in errors]) / len(errors))
    # What no line explains counts as 0 below a ten-millionth of y's spread, which is 100 at most.
    assert math.isclose(Summary.of(xs, ys).typical_error(network), right, rel_tol=1e-9, abs_tol=1e-5)


@given(tables(least=3))
def test_scatter_is_what_the_least_squares_line_leaves(table):
    xs, ys = table
    right = exact(xs, ys)
    assume(right["var_x"])
    left = right["var_y"] - right["cov_xy"] ** 2 / right["var_x"]
    assert math.isclose(Summary.of(xs, ys).scatter() ** 2, left, rel_tol=1e-9, abs_tol=1e-9)


def test_a_clean_line_leaves_no_scatter():
    xs = [x / 7 for x in range(200)]
    assert Summary.of(xs, [81 * x + 48 for x in xs]).scatter() == 0
    assert Summary.of(xs, [81 * x + 48 + (-1) ** row * 1e-3 for row, x in enumerate(xs)]).scatter() > 0.9e-3


@given(st.fractions(min_value=0))
def test_the_root_of_a_square_is_exact(value):
    assert root(value * value) == value
    assert abs(root(value) ** 2 - value) <= value / 2**60


def test_an_exact_summary_and_one_of_floats_add_up():
    exactly, floats = Summary.of([Fraction(1, 3)], [1]), Summary.of([0.5], [2.0])
    for both in (exactly + floats, floats + exactly):
        assert both == Summary.of([Fraction(1, 3), Fraction(1, 2)], [1, 2])
        assert both.mean_x == Fraction(5, 12) and type(both.mean_y) is Fraction


def test_whole_numbers_add_up_to_the_same_summary_in_any_split():
    xs, ys = [float(year) for year in range(1950, 2100)], [float(year % 7) for year in range(1950, 2100)]
    for cut in (1, 40, 75, 120):
        split = Summary.of(xs[cut:], ys[cut:]) + Summary.of(xs[:cut], ys[:cut])
        assert split == Summary.of(xs, ys)
    assert Summary.of(xs, ys) != Summary.of(ys, xs) and Summary.of(xs, ys) != 150


def test_the_typical_error_is_right_where_floats_have_no_digits_left():
    xs, ys = [1.7e15 + row for row in range(40)], [float(row) for row in range(40)]
    assert Summary.of(xs, ys).typical_error(fit(xs, ys)) == 0


def test_a_summary_shows_its_figures():
    shown = "Summary(rows=2, mean_x=1.0, mean_y=3.0, var_x=1.0, cov_xy=2.0, var_y=4.0)"
    assert (repr(Summary.of([0, 2], [1, 5])), repr(Summary())) == (shown, "Summary(rows=0)")


def test_a_typical_error_is_the_root_of_the_mean_square():
    assert typical([1, -7]) == typical([3, -4, 0, 5, -6, 8], 0) == 5
    assert typical([3, 3], scatter=4) == 5


@given(tables(least=2))
def test_the_square_of_the_correlation_is_the_share_of_the_variance_that_the_line_explains(table):
    summary = Summary.of(*table)
    assume(summary.var_x and summary.var_y)
    r = summary.correlation()
    left = [network_error**2 for network_error in error(predict(exact_line(summary), table[0]), table[1])]
    explained = 1 - sum(left) / len(left) / summary.var_y
    assert abs(Fraction(r) ** 2 - explained) <= Fraction(1, 10**15)
    assert -1 <= r <= 1 and (r > 0) == (summary.cov_xy > 0)
    assert Summary.of(table[1], table[0]).correlation() == r


@pytest.mark.parametrize("far", [0, 1e9, 1e15])
def test_a_correlation_keeps_its_digits_wherever_the_data_are(far):
    xs, ys = [far + 1, far + 2, far + 3], [far + 1, far + 1, far + 3]
    assert Summary.of(xs, ys).correlation() == pytest.approx(math.sqrt(3) / 2, rel=1e-15)


@pytest.mark.parametrize(("xs", "ys", "name"), [([3, 3], [1, 2], "xs"), ([1, 2], [3, 3], "ys"), ([1], [2], "xs")])
def test_where_nothing_varies_there_is_no_correlation(xs, ys, name):
    with pytest.raises(ValueError, match=rf"^all {name} are equal: there is no correlation$"):
        Summary.of(xs, ys).correlation()


def test_without_rows_there_is_no_correlation():
    with pytest.raises(ValueError, match=r"^the summary has no rows: at least one is needed$"):
        Summary().correlation()
