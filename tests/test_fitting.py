"""fit returns the least-squares line, to the last digits of a float; Scaling converts to standard units and back."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import any_float, decimals, magnitudes, parameters, tables
from test_summary import assert_rounded_once, compute_moments

from linefit import Network, Scaling, Summary, error, fit, fit_summary, predict, update


def exact_line(xs, ys):
    """Return the least-squares line by its formula, in Fractions."""
    mean_x, mean_y, var_x, _, cov_xy = compute_moments(xs, ys)
    w = cov_xy / var_x if var_x else Fraction(0)
    return Network(w, mean_y - w * mean_x)


def assert_exact_fit(xs, ys, times=1):
    """w and b are those of the exact line, rounded once; repeated rows have the same line."""
    assert_rounded_once(lambda: fit(xs * times, ys * times), **exact_line(xs, ys)._asdict())


def rows_of(values):
    return st.lists(st.tuples(values, values), min_size=1, max_size=9)


@given(tables())
def test_an_update_does_not_change_the_fitted_line(table):
    """(3) and (4) leave the exact line unchanged; fit returns it, rounded once."""
    xs, ys = table
    line = exact_line(xs, ys)
    assert update(line, error(predict(line, xs), ys), xs) == line
    assert fit(xs, ys) == Network(float(line.w), float(line.b))


@given(rows_of(any_float | magnitudes) | rows_of(st.integers()), rows_of(st.integers(-99, 99).map(float)))
def test_fit_is_the_exact_line_rounded_once_for_few_rows_and_for_whole_numbers(rows, whole_rows):
    assert_exact_fit(*zip(*rows))
    assert_exact_fit(*zip(*whole_rows), times=60)


@pytest.mark.parametrize(
    ("xs", "ys"),
    [
        ([4, 4, 4], [1, 2, 6]),
        ([0.1] * 3, [0.1, 0.2, 0.3]),
        ([1e16, 1e16 + 2, 1e16 + 6], [1, 2, 4]),
        ([2**60, 2**60 + 1], [0, 1]),
        ([0, 3], [Fraction(1, 3), Fraction(4, 3)]),
        ([x / 7 for x in range(50)], [x * x / 3 for x in range(50)]),
    ],
)
def test_fit_is_exact_for_equal_xs_for_large_offsets_and_for_50_rows(xs, ys):
    assert_exact_fit(xs, ys)


units = st.sampled_from([(0, 1e-9), (1, 1), (-1e4, 1e6), (1e8, 1)])  # how far from 0, and how large


@given(rows_of(decimals), st.integers(51, 99), units, units, st.integers(1, 50))
def test_w_and_the_line_at_the_mean_of_many_rows_are_right_to_1e_15_also_in_two_parts(rows, times, of_x, of_y, cut):
    """w is off by at most 1e-15 sd(y)/sd(x), the line at the mean of x by 1e-15 sd(y), besides their last rounding."""
    xs, ys = ([(far + value) * unit for value in column] for column, (far, unit) in zip(zip(*rows), [of_x, of_y]))
    mean_x, _, var_x, var_y, _ = compute_moments(xs, ys)
    assume(var_x and var_y)
    line, tolerance = exact_line(xs, ys), Fraction(1, 10**15)  # repeated rows have the same line
    xs, ys = xs * times, ys * times
    for summary in (Summary.of(xs, ys), Summary.of(xs[:cut], ys[:cut]) + Summary.of(xs[cut:], ys[cut:])):
        w, b = fit_summary(summary)
        ulp_w, ulp_b = Fraction(math.ulp(w)), Fraction(math.ulp(b))
        assert abs(Fraction(w) - line.w) <= tolerance * Fraction(math.sqrt(var_y / var_x)) + ulp_w
        at_mean = abs(Fraction(b) - line.b + (Fraction(w) - line.w) * mean_x)
        assert at_mean <= tolerance * Fraction(math.sqrt(var_y)) + ulp_b + ulp_w * abs(mean_x)


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
def test_fit_passes_wilkinsons_statistics_quiz(x_name, y_name):
    """L. Wilkinson, Statistics Quiz, 1985: every pairing is a line, and many programs failed on some."""
    xs, ys = WILKINSON[x_name], WILKINSON[y_name]
    assert_exact_fit(xs, ys)
    network, line = fit(xs * 100, ys * 100), exact_line(xs, ys)
    assert math.isclose(network.w, line.w, rel_tol=1e-15)
    assert abs(network.b - line.b) <= 1e-15 * (abs(line.w * Fraction(xs[-1])) + Fraction(ys[-1]))


@given(tables(), parameters)
def test_predictions_are_the_same_in_standard_units_and_converting_back_returns_the_network(table, start):
    scaling, network = Scaling.of(Summary.of(*table)), Network(*start)
    standard = scaling.to_standard(network)
    standard_predictions = predict(standard, scaling.standardize(*table)[0])
    # In the unit of y all numbers are below 10,000, so this is hundreds of roundings of 2**-53.
    for y, standard_y in zip(predict(network, table[0]), standard_predictions):
        assert math.isclose(standard_y * scaling.unit_y + scaling.mean_y, y, abs_tol=1e-9)
    for number, back in zip(network, scaling.from_standard(standard)):
        assert math.isclose(number, back, abs_tol=1e-9)


@given(tables())
def test_standard_units_have_mean_0_and_mean_square_1_unless_all_are_equal(table):
    moments = compute_moments(*table)
    for column, mean, var in zip(Scaling.of(Summary.of(*table)).standardize(*table), moments, moments[2:]):
        far = abs(float(mean)) / math.sqrt(var) if var else 0  # in standard deviations; rounding grows with it
        assert abs(math.fsum(column)) <= len(column) * (far + 4) * 2**-52
        assert math.isclose(math.hypot(*column) ** 2 / len(column), bool(var), rel_tol=(far + 4) * 2**-50)
    assert Scaling.of(Summary.of([3, 3], [4, 4])) == Scaling(3, 4, 1, 1)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("x in standard units", lambda scaling: scaling.standardize([1e300], [1])),
        ("y in standard units", lambda scaling: scaling.standardize([1], [1e300])),
        ("w in standard units", lambda scaling: scaling.to_standard(Network(1e300, 0))),
        ("b in standard units", lambda scaling: scaling.to_standard(Network(0, 1e300))),
        ("w", lambda scaling: Scaling(0.0, 0.0, 1e-150, 1e-100).from_standard(Network(1e300, 0))),
        ("b", lambda scaling: Scaling(0.0, 0.0, 1.0, 1e150).from_standard(Network(0, 1e300))),
        ("w", lambda _: fit([0, 1e-300], [0, 1e300])),
        ("b", lambda _: fit([10, 20], [-1e308, 1e308])),
    ],
)
def test_an_overflow_names_the_number(name, call):
    scaling = Scaling(mean_x=0.0, mean_y=0.0, unit_x=1e-100, unit_y=1e-150)
    with pytest.raises(OverflowError, match=f"^{name} is too large for a float: choose other units for x or y$"):
        call(scaling)
