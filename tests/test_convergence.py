"""When training can't settle, what it says then, and how long it takes where it can."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_float, numbers

from linefit import DivergenceError, Network, converges, steps, train
from linefit.convergence import Bowl, curvatures, default_tolerance, epochs_needed, foresee, shape

DRAWN = Network(25, 85)


@given(st.lists(any_float, min_size=1, max_size=5), st.floats(1e-300, 1e300))
def test_converges_has_an_answer_for_any_floats(xs, rate):
    exact_xs, a = list(map(Fraction, xs)), Fraction(rate)
    mean_x, mean_xx = sum(exact_xs) / len(xs), sum([x * x for x in exact_xs]) / len(xs)
    right = 2 / a > 1 and 2 / a > mean_xx and (2 / a - 1) * (2 / a - mean_xx) > mean_x**2
    nearly = abs((2 / a - 1) * (2 / a - mean_xx) - mean_x**2) <= Fraction(1, 10**9) * (2 / a + mean_xx) ** 2
    assert converges(xs, learning_rate=rate) == right or nearly


@pytest.mark.parametrize(
    ("xs", "answer"),
    [
        ([0, 1], True),
        ([-1, 1], True),
        ([1], False),  # the figure is 2: it goes round in a circle for ever
        ([0.99], True),
        ([1, 2, 3], False),
        ([1e200], False),
        ([10**200], False),
        ([1e-200, 0], True),
    ],
)
def test_converges_on_plain_examples(xs, answer):
    assert converges(xs) is answer


@pytest.mark.parametrize("xs", [[1, 2, 3], list(range(11)), [1e9, 1e9 + 1], [2.0], [-3, 3], [1e100]])
def test_the_learning_rate_that_is_named_works_and_little_more_does_not(xs):
    with pytest.raises(DivergenceError) as raised:
        train(DRAWN, xs, xs)
    rate = float(str(raised.value).split("a learning rate of ")[1].split()[0])
    assert converges(xs, learning_rate=rate)
    assert not converges(xs, learning_rate=rate * 1.02)


@pytest.mark.parametrize(
    ("xs", "rate", "says"),
    [
        (
            [0, 4],
            1,
            "mean(x*x) + mean(x)^2 is 12 and must be below 2; use fit(xs, ys), or a learning rate of 0.233",
        ),
        (
            [1e3, 2e3],
            1,
            "mean(x*x) + mean(x)^2 is 4.75e+06 and must be below 2; use fit(xs, ys), or a learning rate",
        ),
        ([0, 4], 0.5, "a learning rate of 0.5 is too large for these xs; use fit(xs, ys), or a learning rate of 0.233"),
        ([1e300], 1, "mean(x*x) + mean(x)^2 is more than 1.8e+308 and must be below 2; use fit(xs, ys)"),
        ([10**300], 1, "mean(x*x) + mean(x)^2 is more than 1.8e+308 and must be below 2; use fit(xs, ys)"),
        ([Fraction(10**300)], 1, "mean(x*x) + mean(x)^2 is more than 1.8e+308 and must be below 2; use fit(xs, ys)"),
    ],
)
def test_what_runs_away_is_refused_with_figure_and_remedy(xs, rate, says):
    with pytest.raises(DivergenceError) as raised:
        train(DRAWN, xs, [1] * len(xs), learning_rate=rate)
    assert str(raised.value).startswith(f"training would run away: {says}")


@given(st.lists(numbers, min_size=1, max_size=5))
def test_the_bowls_curvatures_are_the_eigenvalues_of_its_second_derivatives(xs):
    """Their sum is mean(x*x) + 1, the matrix's trace, and their product is var(x), its determinant."""
    mean_x, mean_xx = sum(xs) / len(xs), sum([x * x for x in xs]) / len(xs)
    assert shape(xs) == Bowl(mean_x, mean_xx, mean_xx - mean_x * mean_x)
    steepest, gentlest = curvatures(shape(xs))
    assert math.isclose(steepest + gentlest, mean_xx + 1, rel_tol=1e-14)
    assert math.isclose(steepest * gentlest, mean_xx - mean_x * mean_x, rel_tol=1e-14)
    assert 0 <= gentlest <= 1 <= steepest
    assert shape([1e8, 1e8 + 1]).var_x == 0.25  # about the mean: mean_xx - mean_x^2 would leave no digit of it


def test_a_bowl_too_steep_for_a_float_is_infinitely_steep():
    assert shape([10**200, 1]) == (math.inf, math.inf, math.inf)


@pytest.mark.parametrize("rate", [1, 0.25, 1.2])
@pytest.mark.parametrize("xs", [[0.0, 0.5, 1.0], [-0.75, 0.75], [0.2, 0.3, 0.9, 0.5], [-1.0, 0.2]])
def test_the_epochs_needed_are_about_those_that_it_takes(xs, rate):
    """To come from the first draw so near to the line that 1e-11 of the way is left."""
    foreseen = epochs_needed(shape(xs), rate)
    start = Network(1000.0, -1000.0)
    for step in steps(start, xs, [0.0 for _ in xs], learning_rate=rate):
        if math.hypot(*step.network) <= 1e-11 * math.hypot(*start):
            break
    assert foreseen / 2 <= step.epoch <= foreseen + 1


def test_no_epochs_are_enough_on_equal_xs_and_one_is_in_standard_units():
    assert epochs_needed(shape([0.5, 0.5]), 1) == math.inf
    assert epochs_needed(shape([-1, 1]), 1) == 1
    assert epochs_needed(shape([1, 5]), 1) == math.inf


def test_a_stretch_is_so_long_that_half_of_the_way_is_behind():
    """In standard units the bowl is round, of curvature 1, and after one update nothing is left."""
    assert [foresee([-1, 1], [0], 1, rate)[1] for rate in (1, 0.5, 0.1, 1.9)] == [1, 3, 11, 1]
    assert [foresee([low, low + 1], [0], 1, 0.5)[1] for low in (-0.5, 0.5)] == [9, 19]
    assert foresee([3, 3], [0], 1, 0.1)[1] == 1  # a valley, and nothing moves along its floor
    assert foresee([0.0, 1e-200], [0], 1, 1)[1] > 10**14  # nearly one


def assert_just_settled(foreseen, network, moved):
    """So far a network may have moved in a stretch, in w or b, whichever is 0, and not further."""
    _, _, has_settled = foreseen
    part = "w" if network.w == 0 else "b"
    for share, settled in [(0, True), (1 - 1e-9, True), (1 + 1e-9, False)]:
        for sign in (1, -1):
            assert has_settled(network._replace(**{part: sign * share * moved}), network) == settled


@pytest.mark.parametrize(
    ("xs", "moved"),
    [
        ([-1, 1], 3 / math.sqrt(2)),  # a prediction at x = 1 moves sqrt(2) times as far as (w, b)
        ([0, 0, 0], 3),
        ([-3, 2], 3 / math.sqrt(10)),  # the x that is furthest from 0 counts, on either side
        ([-2, 3], 3 / math.sqrt(10)),
    ],
)
def test_predictions_that_move_by_the_tolerance_at_most_have_settled(xs, moved):
    assert_just_settled(foresee(xs, [0], 3, 0.1), Network(0, 0), moved)


@pytest.mark.parametrize(
    ("xs", "rate", "digits"),
    [
        ([0, 0], 1, 2),
        ([0, 0], 0.5, 2),
        ([0, 0], 1.75, 8),  # a swing keeps three quarters of the one before
        ([-4, 1], 0.1, 2),
        ([-1, 4], 0.1, 2),
    ],
)
@pytest.mark.parametrize(("ys", "network"), [([3, -5], (0, 0)), ([-3, 5], (0, 0)), ([1], (0, -6)), ([1], (-7, 0))])
def test_so_many_last_digits_of_a_prediction_never_come_to_rest(xs, rate, digits, ys, network):
    """Of y, of b, or of w times the x that is furthest from 0, whichever is largest."""
    (w, b), far = network, max(map(abs, xs))
    size = max(*map(abs, ys), abs(w) * far, abs(b))
    moved = digits * 2**-52 * size / math.hypot(1, far)
    assert_just_settled(foresee(xs, ys, 0, rate), Network(w, b), moved)


def test_what_has_not_moved_at_all_has_settled_whatever_the_tolerance():
    _, _, has_settled = foresee([1], [0], 0, 0.5)
    assert has_settled(Network(0, 0), Network(0, 0))


def test_a_hair_from_the_limit_nothing_is_divided_by_0():
    """Here 2 - rate * steepest is 0 in floats, though the bowl is shallow."""
    foresee([-0.10469710138445387, 3.0674852795349254], [0], 0, 0.38247335590991705)


@pytest.mark.parametrize(
    ("ys", "tolerance"),
    [
        ([3, 5, 4], 2e-9),
        ([-3.0, -5.0], 2e-9),
        ([1e9, 1e9 + 2], 2e-9),
        ([2**60, 2**60 + 1], 1e-9),
        ([7, 7], 7e-9),
        ([-7.0], 7e-9),
        ([0, 0], 1e-9),
        ([-1.5e308, 1.5e308], 1.7976931348623157e299),
        ([-(10**308), 10**308], 1.7976931348623157e299),
        ([Fraction(1, 3), Fraction(4, 3)], 1e-9),
    ],
)
def test_the_default_tolerance_is_a_billionth_of_the_range_or_else_of_the_size(ys, tolerance):
    assert math.isclose(default_tolerance(ys), tolerance, rel_tol=1e-15)
    assert isinstance(default_tolerance(ys), float)
