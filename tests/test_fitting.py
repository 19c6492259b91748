"""fit returns the least-squares line, to the last digits of a float; Scaling converts to standard units and back."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import any_float, magnitudes, many_rows, parameters, tables
from test_summary import assert_rounded_once, definition

from linefit import Network, Scaling, Summary, error, fit, fit_summary, predict, update
from linefit.summary import FEW_ROWS


def exact_line(xs, ys):
    """The least-squares line by its formula, in Fractions."""
    mean_x, mean_y, var_x, _, cov_xy = definition(xs, ys)
    w = cov_xy / var_x if var_x else Fraction(0)
    return Network(w, mean_y - w * mean_x)


def assert_exact_fit(xs, ys):
    """w and b are those of the exact line, rounded once."""
    assert_rounded_once(lambda: fit(xs, ys), **exact_line(xs, ys)._asdict())


@given(tables())
def test_an_update_does_not_change_the_fitted_line(table):
    """(3) and (4) leave the exact line unchanged; fit returns it, rounded once."""
    xs, ys = table
    line = exact_line(xs, ys)
    assert update(line, error(predict(line, xs), ys), xs) == line
    assert fit(xs, ys) == Network(float(line.w), float(line.b))


@given(st.lists(st.tuples(any_float | magnitudes, any_float | magnitudes), min_size=1, max_size=12))
def test_fit_is_the_exact_line_rounded_once_for_any_floats(rows):
    assert_exact_fit(*zip(*rows))


@given(st.lists(st.tuples(st.integers(), st.integers()), min_size=1, max_size=6))
def test_fit_is_the_exact_line_rounded_once_for_whole_numbers_of_any_size(rows):
    assert_exact_fit(*zip(*rows))


@given(many_rows(), st.data())
def test_w_and_b_of_many_rows_are_right_to_1e_15_however_they_are_summarized(table, data):
    """w is off by at most 1e-15 sd(y)/sd(x), the line at the mean of x by 1e-15 sd(y), besides their last rounding."""
    xs, ys = table
    mean_x, _, var_x, var_y, _ = definition(xs, ys)
    assume(var_x and var_y)
    line, few = exact_line(xs, ys), Fraction(1, 10**15)
    cut = data.draw(st.integers(1, len(xs) - 1))
    parts = [Summary.of(xs[start : start + cut], ys[start : start + cut]) for start in range(0, len(xs), cut)]
    for summary in (Summary.of(xs, ys), sum(parts, Summary())):
        w, b = fit_summary(summary)
        assert abs(Fraction(w) - line.w) <= few * Fraction(math.sqrt(var_y / var_x)) + Fraction(math.ulp(w))
        at_mean = abs(Fraction(b) - line.b + (Fraction(w) - line.w) * mean_x)
        assert at_mean <= few * Fraction(math.sqrt(var_y)) + Fraction(math.ulp(b)) + Fraction(math.ulp(w)) * abs(mean_x)


@given(
    st.lists(st.tuples(st.integers(-100, 100), st.integers(-3, 3)), min_size=FEW_ROWS + 1, max_size=FEW_ROWS + 30),
    st.sampled_from([0, 1950, 10**6]),
    st.integers(-50, 50),
)
def test_many_whole_numbers_give_the_exact_line_rounded_once(rows, offset, w):
    xs = [float(offset + x) for x, _ in rows]
    assert_exact_fit(xs, [w * x + 7 + noise for x, (_, noise) in zip(xs, rows)])


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
    xs, ys = WILKINSON[x_name], WILKINSON[y_name]
    assert_exact_fit(xs, ys)
    network, line = fit(xs * 100, ys * 100), exact_line(xs, ys)
    assert math.isclose(network.w, line.w, rel_tol=1e-15)
    assert abs(network.b - line.b) <= 1e-15 * (abs(line.w * Fraction(xs[-1])) + Fraction(ys[-1]))


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
        ([1e9, 1e9 + 1, 1e9 + 2], [3, 5, 7]),
        ([1e16, 1e16 + 2, 1e16 + 6], [1, 2, 4]),
        ([1, 2, 3], [4, 4, 4]),
        ([4, 4, 4], [1, 2, 6]),
        ([0.1] * 3, [0.1, 0.2, 0.3]),
        ([2.0**60, 2.0**60 + 256], [0, 1]),
        ([2**60, 2**60 + 1], [0, 1]),
        ([0, 3], [Fraction(1, 3), Fraction(4, 3)]),
        ([x / 7 for x in range(FEW_ROWS)], [x * x / 3 for x in range(FEW_ROWS)]),
    ],
)
def test_fit_is_exact_for_few_rows_for_equal_xs_and_for_large_offsets(xs, ys):
    assert_exact_fit(xs, ys)


@given(tables(), tables())
def test_fitting_added_summaries_is_fitting_all_rows(one, two):
    assert fit_summary(Summary.of(*one) + Summary.of(*two)) == fit(one[0] + two[0], one[1] + two[1])


@given(tables(), parameters)
def test_converting_to_standard_units_and_back_returns_the_network(table, start):
    scaling = Scaling.of(Summary.of(*table))
    for there, back in [(scaling.to_standard, scaling.from_standard), (scaling.from_standard, scaling.to_standard)]:
        w, b = back(there(Network(*start)))
        # units are from 1/10 to 50 and means at most 50: a million roundings of 2**-53 would be less
        assert math.isclose(w, start[0], abs_tol=1e-10) and math.isclose(b, start[1], abs_tol=1e-9)


@given(tables(least=2), parameters)
def test_predictions_are_the_same_in_standard_units(table, start):
    scaling = Scaling.of(Summary.of(*table))
    standard_xs, _ = scaling.standardize(*table)
    said = predict(scaling.to_standard(Network(*start)), standard_xs)
    for x, standard_y in zip(table[0], said):
        assert math.isclose(standard_y * scaling.unit_y + scaling.mean_y, start[0] * x + start[1], abs_tol=1e-9)


@given(many_rows())
def test_standard_units_have_mean_0_and_mean_square_1(table):
    summary = Summary.of(*table)
    columns = zip(Scaling.of(summary).standardize(*table), definition(*table)[:2], definition(*table)[2:4])
    for column, mean, var in columns:
        far = abs(float(mean)) / math.sqrt(var) if var else 0  # in standard deviations: so much grows its rounding
        assert abs(math.fsum(column)) <= len(column) * (far + 4) * 2**-52
        assert not var or math.isclose(math.hypot(*column) ** 2 / len(column), 1, rel_tol=(far + 4) * 2**-50)


def test_if_all_xs_or_ys_are_equal_their_unit_is_1():
    assert Scaling.of(Summary.of([3, 3], [5, 5])) == Scaling(mean_x=3.0, mean_y=5.0, unit_x=1.0, unit_y=1.0)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("x in standard units", lambda scaling: scaling.standardize([1e300], [1])),
        ("y in standard units", lambda scaling: scaling.standardize([1], [1e300])),
        ("w in standard units", lambda scaling: scaling.to_standard(Network(1e300, 0))),
        ("b in standard units", lambda scaling: scaling.to_standard(Network(0, 1e300))),
        ("w", lambda scaling: Scaling(0.0, 0.0, 1e-150, 1e-100).from_standard(Network(1e300, 0))),
        ("b", lambda scaling: Scaling(0.0, 0.0, 1.0, 1e150).from_standard(Network(0, 1e300))),
    ],
)
def test_an_overflow_in_other_units_names_the_number(name, call):
    scaling = Scaling(mean_x=0.0, mean_y=0.0, unit_x=1e-100, unit_y=1e-150)
    with pytest.raises(OverflowError, match=f"^{name} is too large for a float: choose other units for x or y$"):
        call(scaling)
