"""fit gives the least-squares line of any data, to the last digits of a float, or says why it cannot."""

import math
import random
import statistics
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import any_float, exact_summary, magnitudes, numbers, tables

from linefit import Network, Scaling, Summary, fit, fit_summary
from linefit.sums import FEW


def exact_line(xs, ys):
    """The least-squares line by its formula, in Fractions: no network, no training."""
    xs, ys = list(map(Fraction, xs)), list(map(Fraction, ys))
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum([(x - mean_x) ** 2 for x in xs])
    w = sum([(x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)]) / spread if spread else Fraction(0)
    return w, mean_y - w * mean_x


def rounded(value):
    """The float nearest to an exact number; None where it would be infinite or nothing."""
    try:
        nearest = float(value)
    except OverflowError:
        return None
    return None if value and not nearest else nearest


def assert_right(xs, ys):
    w, b = map(rounded, exact_line(xs, ys))
    if w is None or b is None:
        with pytest.raises(OverflowError, match="for a float: choose other units"):
            fit(xs, ys)
    else:
        assert fit(xs, ys) == Network(w, b)


@given(tables())
def test_fit_is_the_exact_line_rounded_once(table):
    assert_right(*table)


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=12))
def test_fit_is_exact_from_1e_minus_300_to_1e300(rows):
    assert_right(*zip(*rows))


@given(st.lists(st.tuples(any_float, any_float), min_size=1, max_size=6))
def test_fit_is_exact_for_any_floats(rows):
    assert_right(*zip(*rows))


@given(st.lists(st.tuples(st.integers(), st.integers()), min_size=1, max_size=6))
def test_fit_is_exact_for_whole_numbers_of_any_size(rows):
    assert_right(*zip(*rows))


COLUMNS = {
    "normal": lambda chance, rows: [chance.gauss(0, 1) for _ in range(rows)],
    "of two values": lambda chance, rows: [11.43 if chance.random() < 0.2 else 6.4 for _ in range(rows)],
    "rounded": lambda chance, rows: [round(chance.gauss(0, 3), 1) for _ in range(rows)],
    "heavy-tailed": lambda chance, rows: [chance.paretovariate(0.7) for _ in range(rows)],
    "sorted": lambda chance, rows: sorted(chance.random() for _ in range(rows)),
}


@given(
    st.integers(),
    st.sampled_from(sorted(COLUMNS)),
    st.integers(FEW + 1, 2000),
    st.integers(-140, 140),
    st.integers(-140, 140),
    st.sampled_from([0, 1, 1e4, 1e8, 1e12]),
)
def test_many_rows_keep_fifteen_digits_however_they_are_summarized(seed, kind, rows, power_x, power_y, offset):
    """w is off by a few of a float's roundings of sd(y)/sd(x), b by as much at the mean of x, and by its own.

    A length, of which there are two, a product and a correlation are each rounded a time or two.
    """
    chance = random.Random(seed)
    xs = [(offset + x) * 10.0**power_x for x in COLUMNS[kind](chance, rows)]
    above = chance.choice([0, offset])
    ys = [(above + chance.gauss(0, 1) + row / rows) * 10.0**power_y for row in range(rows)]
    scaling = Scaling.of(exact_summary(xs, ys))
    w, b = exact_line(xs, ys)
    unit_w, few = scaling.unit_y / scaling.unit_x, Fraction(1, 10**15)
    cut = chance.randrange(1, rows)
    parts = [Summary.of(xs[start : start + cut], ys[start : start + cut]) for start in range(0, rows, cut)]
    for summary in (Summary.of(xs, ys), Summary.from_rows(zip(xs, ys)), sum(parts)):
        network = fit_summary(summary)
        assert abs(Fraction(network.w) - w) <= unit_w * few + Fraction(math.ulp(network.w))
        assert abs(Fraction(network.b) - b) <= (scaling.unit_y + unit_w * abs(scaling.mean_x)) * few + Fraction(
            math.ulp(network.b)
        )
    assert fit(xs, ys) == fit_summary(Summary.of(xs, ys))


@given(st.integers(), st.sampled_from([0, 1950, 10**6]), st.integers(-50, 50), st.integers(0, 3))
def test_many_whole_numbers_give_the_exact_line_rounded_once(seed, offset, w, noise):
    chance = random.Random(seed)
    xs = [float(offset + chance.randint(-100, 100)) for _ in range(2 * FEW)]
    ys = [w * x + 7 + chance.randint(-noise, noise) for x in xs]
    assert_right(xs, ys)


X = [float(x) for x in range(1, 10)]
WILKINSON = {
    "X": X,
    "BIG": [99999990 + x for x in X],
    "LITTLE": [0.99999990 + x * 1e-8 for x in X],
    "HUGE": [x * 1e12 for x in X],
    "TINY": [x * 1e-12 for x in X],
}


@pytest.mark.parametrize("x_name", WILKINSON)
@pytest.mark.parametrize("y_name", WILKINSON)
def test_wilkinsons_statistics_quiz(x_name, y_name):
    """L. Wilkinson, Statistics Quiz, 1985: every pairing is a line, and many programs failed on some."""
    assert_right(WILKINSON[x_name], WILKINSON[y_name])


@pytest.mark.parametrize("times", [10, 1000])
@pytest.mark.parametrize("x_name", WILKINSON)
@pytest.mark.parametrize("y_name", WILKINSON)
def test_wilkinsons_quiz_on_many_rows(x_name, y_name, times):
    xs, ys = WILKINSON[x_name], WILKINSON[y_name]
    network, (w, b) = fit(xs * times, ys * times), exact_line(xs, ys)
    assert math.isclose(network.w, w, rel_tol=1e-13)  # a plain sum over a chunk keeps 13 digits or more
    assert abs(network.b - b) <= 1e-13 * (abs(w * Fraction(xs[-1])) + Fraction(ys[-1]))


ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE = [
    (ANSCOMBE_X, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68], (0.5001, 3.0001)),
    (ANSCOMBE_X, [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74], (0.5000, 3.0009)),
    (ANSCOMBE_X, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73], (0.4997, 3.0025)),
    ([8] * 7 + [19] + [8] * 3, [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89], (0.4999, 3.0017)),
]


@pytest.mark.parametrize(("xs", "ys", "line"), ANSCOMBE)
def test_anscombes_quartet(xs, ys, line):
    """F. J. Anscombe, Graphs in Statistical Analysis, 1973: four clouds with about the same line."""
    network = fit(xs, ys)
    assert (round(network.w, 4), round(network.b, 4)) == line


@pytest.mark.parametrize(
    ("xs", "ys"),
    [
        ([5], [7]),
        ([0], [0]),
        ([1e300], [-1e300]),
        ([5e-324], [1.5]),
        ([1e9, 1e9 + 1, 1e9 + 2], [3, 5, 7]),
        ([1e16, 1e16 + 2, 1e16 + 6], [1, 2, 4]),
        ([1, 2, 3], [4, 4, 4]),
        ([4, 4, 4], [1, 2, 6]),
        ([0.1] * 3, [0.1, 0.2, 0.3]),
        ([0, 5e-324], [0, 1e-300]),
        ([-1.7e308, 1.7e308], [1e308, -1e308]),
        ([2.0**60, 2.0**60 + 256], [0, 1]),
        ([2**60, 2**60 + 1], [0, 1]),
        ([-1e300, 1e300, 1e-300], [0, 0, 1]),
    ],
)
def test_the_odd_cases_are_exact(xs, ys):
    assert_right(xs, ys)


def test_a_million_rows_give_the_line_they_were_made_with():
    generator = random.Random(3)
    xs = [generator.uniform(-5, 5) for _ in range(1_000_000)]
    ys = [3 * x - 7 for x in xs]
    network = fit(xs, ys)
    assert math.isclose(network.w, 3, rel_tol=1e-14) and math.isclose(network.b, -7, rel_tol=1e-14)


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=6))
def test_fit_agrees_with_the_standard_library(rows):
    xs, ys = zip(*rows)
    assume(len(set(xs)) > 1)
    line = statistics.linear_regression(list(map(float, xs)), list(map(float, ys)))
    network = fit(xs, ys)
    # The library's sums of squares are at least 1/32 and at most 6 * 100**2: it may lose 2**21 of 2**53.
    assert math.isclose(network.w, line.slope, rel_tol=1e-9, abs_tol=1e-9)
    assert math.isclose(network.b, line.intercept, rel_tol=1e-7, abs_tol=1e-7)


@given(tables(), tables())
def test_a_summary_teaches_the_same_line(one, two):
    together = fit(one[0] + two[0], one[1] + two[1])
    assert fit_summary(Summary.of(*one) + Summary.of(*two)) == together


def test_where_all_are_equal_the_unit_is_1():
    scaling = Scaling.of(Summary.of([3, 3], [5, 5]))
    assert (scaling.unit_x, scaling.unit_y, scaling.correlation) == (1, 1, 0)


def test_the_mean_is_known_to_more_than_a_floats_digits():
    xs = [1e9, 1e9, 1e9 + 1] * 40
    scaling = Scaling.of(Summary.of(xs, [-x for x in xs]))
    exact = sum(map(Fraction, xs)) / len(xs)
    assert float(exact) != exact  # a float alone could not hold it
    assert abs(scaling.mean_x - exact) < 1e-15 and abs(scaling.mean_y + exact) < 1e-15


def test_the_limits_of_a_float_are_still_a_line():
    tiny, huge = 2.0**-1022, 2.0**1023
    assert fit([0, 1], [0, tiny]) == Network(tiny, 0.0)
    assert fit([0, 1], [0, huge]) == Network(huge, 0.0)
    with pytest.raises(OverflowError, match=r"^b is too large for a float"):
        fit([1e300, 2e300], [-huge * 1.5, huge * 1.5])
    with pytest.raises(OverflowError, match=r"^w is too small for a float"):
        fit([0, 1e300], [0, tiny])
    assert fit([0, 2], [0, tiny]) == Network(tiny / 2, 0.0)  # which a float can hold, with fewer digits


@given(tables(), tables())
def test_standard_units_and_back_is_the_way_one_came(table, start):
    scaling = Scaling.of(Summary.of(*table))
    network = Network(start[0][0], start[1][0])
    assert scaling.from_standard(scaling.to_standard(network)) == network
    assert scaling.to_standard(scaling.from_standard(network)) == network


@given(tables(least=2), tables())
def test_a_network_says_the_same_in_standard_units(table, start):
    xs, ys = table
    scaling = Scaling.of(Summary.of(xs, ys))
    network = Network(start[0][0], start[1][0])
    there = scaling.to_standard(network)
    standard_xs, _ = scaling.standardize(xs, ys)
    for x, standard_x in zip(xs, standard_xs):
        said, says = network.w * x + network.b, there.w * Fraction(standard_x) + there.b
        assert math.isclose(says * scaling.unit_y + scaling.mean_y, said, rel_tol=1e-9, abs_tol=1e-9)


@given(st.lists(magnitudes | st.floats(-3, 3).map(lambda value: 1e9 + value), min_size=2, max_size=12))
def test_standard_units_are_right_to_the_last_digits(xs):
    scaling = Scaling.of(Summary.of(xs, xs))
    far = abs(scaling.mean_x / scaling.unit_x)
    for x, standard in zip(xs, scaling.standardize(xs, xs)[0]):
        exact = (Fraction(x) - scaling.mean_x) / scaling.unit_x
        # Three roundings, and what is left of the mean after two floats.
        assert abs(Fraction(standard) - exact) <= Fraction(2) ** -51 * (abs(exact) + far / 2**50)


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=2, max_size=12))
def test_standard_units_have_mean_0_and_mean_square_1(rows):
    xs, ys = zip(*rows)
    for column in Scaling.of(Summary.of(xs, ys)).standardize(xs, ys):
        assert abs(sum(column) / len(column)) < 1e-11
        if any(column):
            assert math.isclose(sum([value * value for value in column]) / len(column), 1, rel_tol=1e-11)


def test_a_correlation_that_a_float_would_round_to_a_few_bits_keeps_standard_units_standard():
    xs, ys = [1, -1, 0, 0], [3e-323, 0, 2, -2]
    standard_xs, standard_ys = Scaling.of(Summary.of(xs, ys)).standardize(xs, ys)
    assert math.isclose(sum(x * x for x in standard_xs) / 4, 1, rel_tol=1e-15)
    assert math.isclose(sum(y * y for y in standard_ys) / 4, 1, rel_tol=1e-15)
    assert fit(xs, ys).w == 1.5e-323


def test_what_is_too_large_in_others_standard_units_is_named():
    small = Scaling.of(Summary.of([0, 1e-300], [1, 2]))
    with pytest.raises(OverflowError, match=r"^xs are too large for floats in these standard units: take their own$"):
        small.standardize([1e308, 1], [1, 1])
    with pytest.raises(OverflowError, match=r"^ys are too large for floats in these standard units: take their own$"):
        Scaling.of(Summary.of([1, 2], [0, 1e-300])).standardize([1, 1], [1e308, 1])
    far = Scaling.of(Summary.of([1e-270, 2e-270], [1, 2]))
    with pytest.raises(OverflowError, match=r"^xs are too large for floats in these standard units: take their own$"):
        far.standardize([1e100, -1e270], [1, 3])
