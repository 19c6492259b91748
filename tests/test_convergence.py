"""Whether training converges, what is said if it does not, and how many epochs it takes if it does."""

import math
import re
import warnings
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_float, numbers

from linefit import ConvergenceWarning, DivergenceError, Network, converges, epochs_needed, fit, predict, steps, train
from linefit.convergence import compute_curvature, default_tolerance

DRAWN = Network(25, 85)


@given(st.lists(any_float, min_size=1, max_size=5), st.floats(1e-300, 1e300))
def test_converges_has_an_answer_for_any_floats(xs, rate):
    exact_xs, a = list(map(Fraction, xs)), Fraction(rate)
    mean_x, mean_xx = sum(exact_xs) / len(xs), sum([x * x for x in exact_xs]) / len(xs)
    right = 2 / a > 1 and 2 / a > mean_xx and (2 / a - 1) * (2 / a - mean_xx) > mean_x**2
    nearly = abs((2 / a - 1) * (2 / a - mean_xx) - mean_x**2) <= Fraction(1, 10**9) * (2 / a + mean_xx) ** 2
    assert converges(xs, learning_rate=rate) == right or nearly
    assert epochs_needed(xs, learning_rate=rate) >= 1


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


@given(st.lists(numbers, min_size=1, max_size=5))
def test_the_bowls_curvatures_are_the_eigenvalues_of_its_second_derivatives(xs):
    """Their sum is mean(x*x) + 1, the matrix's trace, and their product is var(x), its determinant."""
    mean_x, mean_xx = sum(xs) / len(xs), sum([x * x for x in xs]) / len(xs)
    curvature = compute_curvature(xs)
    assert curvature[:2] == (mean_x, mean_xx)
    if min(xs) < max(xs):
        assert math.isclose(curvature.max + curvature.min, mean_xx + 1, rel_tol=1e-14)
        assert math.isclose(curvature.max * curvature.min, mean_xx - mean_x * mean_x, rel_tol=1e-14)
    else:  # a valley, and the curvature across it
        assert curvature.min == curvature.max and math.isclose(curvature.max, mean_xx + 1)


def test_the_variance_is_taken_about_the_mean():
    """mean(x*x) - mean(x)^2 would leave no digit of it."""
    curvature = compute_curvature([1e8, 1e8 + 1])
    assert math.isclose(curvature.max * curvature.min, 0.25)


@pytest.mark.parametrize("rate", [1, 0.25, 1.2])
@pytest.mark.parametrize("xs", [[0.0, 0.5, 1.0], [-0.75, 0.75], [0.2, 0.3, 0.9, 0.5], [-1.0, 0.2], [0.5, 0.5]])
def test_the_epochs_needed_are_about_those_that_it_takes(xs, rate):
    start, zeros = Network(1000.0, -1000.0), [0.0 for _ in xs]
    ends = [step.network for step, _ in zip(steps(start, xs, zeros, learning_rate=rate), range(1000))]
    left = [math.dist(network, ends[-1]) for network in ends]
    taken = next(epoch for epoch, way in enumerate(left) if way <= 1e-12 * left[0])
    assert taken - 1 <= epochs_needed(xs, learning_rate=rate) <= 2 * taken + 1


def test_standard_units_need_one_epoch_and_some_xs_more_than_ever_pass():
    assert epochs_needed([-1, 1]) == 1
    assert epochs_needed([1, 5]) == epochs_needed([1e-200, 0]) == epochs_needed([1e200]) == math.inf
    assert epochs_needed([0, 0.5, 1], learning_rate=1e-306) == epochs_needed([1e-159, 3e-159]) == math.inf
    assert 1e17 < epochs_needed([-1, 1], learning_rate=1e-16) < 1e18


@pytest.mark.parametrize(
    ("xs", "rate", "says"),
    [
        (
            [0, 1, 2, 3],
            1,
            "mean(x*x) + mean(x)^2 is 5.75 and must be below 2; "
            "pass learning_rate=0.357, which needs about 250 epochs, or use fit(xs, ys)",
        ),
        (
            [0, 4],
            0.5,
            "the learning rate is too large for these xs; "
            "pass learning_rate=0.176, which needs about 320 epochs, or use fit(xs, ys)",
        ),
        ([1000, 2000], 1, "mean(x*x) + mean(x)^2 is 4750000 and must be below 2; use fit(xs, ys)"),
        ([1.0000001], 1, "mean(x*x) + mean(x)^2 is 2.0000004000000"),
        ([1], 1, "mean(x*x) + mean(x)^2 is 2 and must be below 2; pass learning_rate=0.75, which"),
        ([1e300], 1, "mean(x*x) + mean(x)^2 is too large for a float and must be below 2; use fit(xs, ys)"),
        ([10**300], 1, "mean(x*x) + mean(x)^2 is too large for a float and must be below 2; use fit(xs, ys)"),
        ([Fraction(10**300)], 1, "mean(x*x) + mean(x)^2 is too large for a float and must be below 2; use fit(xs, ys)"),
    ],
)
def test_what_diverges_is_refused_with_figure_and_remedy(xs, rate, says):
    with pytest.raises(DivergenceError) as raised:
        train(DRAWN, xs, [1] * len(xs), learning_rate=rate)
    assert str(raised.value).startswith(f"training diverges: {says}")


AS_IN_SCHOOL = {  # xs as people have them, and what is measured there
    "heights and weights": ([150, 158, 163, 165, 170, 172, 178, 185], [50, 55, 61, 60, 66, 71, 75, 84]),
    "years": ([2015, 2016, 2017, 2018, 2019, 2020], [401, 404, 406.5, 408.5, 411.5, 414]),
    "house sizes": ([650, 785, 1200, 1500, 1850, 2100], [772, 998, 1200, 1450, 1650, 2000]),
    "hours": ([32, 36, 40, 45, 52, 61], [4, 5, 5.5, 6, 7, 9]),
    "one to ten": (list(range(1, 11)), [3, 4.5, 7, 9.5, 11, 12.8, 15, 17.4, 19, 21]),
    "galaxies that just overshoot": ([0.03, 0.5, 0.9, 1.4, 2.0], [170, 290, 650, 500, 850]),
    "all close together": ([0, 0.005, 0.01], [3, 3.01, 3.04]),
    "a little wider": ([0, 0.02, 0.05, 0.1], [1, 1.1, 1.4, 2]),
}


@pytest.mark.parametrize("name", AS_IN_SCHOOL)
def test_following_the_messages_leads_to_the_line_in_two_rounds_at_most(name):
    """Each message is followed to the letter: with its learning rate and epochs if it has any, else with fit."""
    xs, ys = AS_IN_SCHOOL[name]
    options, network = {}, None
    for _ in range(3):  # the first time, there is no message to follow
        with warnings.catch_warnings():
            warnings.simplefilter("error", ConvergenceWarning)
            try:
                network = train(DRAWN, xs, ys, **options).network
                break
            except (DivergenceError, ConvergenceWarning) as message:
                said = str(message)
        options = {name: float(value) for name, value in re.findall(r"pass (learning_rate)=([\d.]+)", said)}
        options |= {name: int(value) for name, value in re.findall(r"pass (epochs)=(\d+)", said)}
        if not options:
            assert said.endswith("use fit(xs, ys)")
            network = fit(xs, ys)
            break
    tolerance = 1e-9 * (max(ys) - min(ys))
    assert all(abs(one - two) <= tolerance for one, two in zip(predict(network, xs), predict(fit(xs, ys), xs)))


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
