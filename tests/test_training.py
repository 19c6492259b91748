"""When training ends, when it can't, and what steps and a callback see on the way."""

import inspect
import math
import warnings
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import gentle, magnitudes, parameters, tables

from linefit import (
    ConvergenceWarning,
    DivergenceError,
    Ending,
    Network,
    Training,
    converges,
    cost,
    error,
    fit,
    predict,
    steps,
    train,
    update,
)
from linefit.convergence import compute_curvature, stopping_rule

LINE = [0.0, 0.5, 1.0], [48.0, 88.5, 129.0]
NOISY = [0.0, 0.5, 1.0], [48.0, 90.0, 129.0]
DRAWN = Network(25, 85)
RATES = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(6, 5), Fraction(7, 4)])


@given(parameters, tables())
def test_steps_show_what_the_rules_make(start, table):
    """Each step is predict and error of its network, and update makes the next one from it; epoch 0 is the start."""
    xs, ys = table
    network = Network(*start)
    for epoch, step in enumerate(islice(steps(network, xs, ys), 4)):
        assert step == (epoch, network, predict(network, xs), error(step.predictions, ys))
        network = update(network, step.errors, xs)


@given(parameters, tables(xs=gentle), st.integers(0, 3), st.sampled_from([1, Fraction(1, 2)]))
def test_a_callback_sees_every_step_and_train_returns_the_last(start, table, epochs, rate):
    history = []
    training = train(Network(*start), *table, epochs=epochs, learning_rate=rate, callback=history.append)
    assert history == list(islice(steps(Network(*start), *table, learning_rate=rate), training.epochs + 1))
    assert training.network == history[-1].network and training.epochs == history[-1].epoch <= epochs


def test_an_exception_of_the_callback_ends_the_training():
    with pytest.raises(ZeroDivisionError):
        train(DRAWN, *LINE, callback=lambda step: 1 / (step.epoch - 3))


@pytest.mark.parametrize("tolerance", [1e-3, 1e-6, 1, 200])
def test_training_ends_when_every_prediction_is_within_the_tolerance_of_its_y(tolerance):
    history = []
    assert train(DRAWN, *LINE, tolerance=tolerance, callback=history.append).ending is Ending.MATCHED
    close = [all(abs(e) <= tolerance for e in step.errors) for step in history]
    assert close == [False] * (len(history) - 1) + [True]


def test_the_tolerance_itself_is_still_a_match():
    for start in (Network(0, 3), Network(0, -1)):
        assert train(start, [0], [1], tolerance=2) == Training(start, 0, Ending.MATCHED)
        assert train(start, [0], [1], tolerance=1.9, epochs=0).ending is Ending.OUT_OF_EPOCHS


def test_by_default_the_tolerance_is_a_billionth_of_the_ys_range():
    for ys in ([48.0, 88.5, 129.0], [4.8e9, 8.85e9, 12.9e9], [-1e-9, 0.0, 1e-9]):
        range_y = max(ys) - min(ys)
        assert train(DRAWN, LINE[0], ys) == train(DRAWN, LINE[0], ys, tolerance=1e-9 * range_y)


@given(st.integers(-99, 99), st.integers(-99, 99), st.integers(-50, 30), st.lists(st.integers(0, 70), max_size=9))
def test_clean_data_end_matched(w, b, low, others):
    """On rows of a line, y = w*x + b to a float's last digit, the predictions come to match."""
    xs = [(low + shift) / 100 for shift in (0, 70, *others)]
    training = train(DRAWN, xs, [w * x + b for x in xs])
    assert training.ending is Ending.MATCHED


@given(st.lists(st.integers(-200, 200), min_size=3, max_size=9), st.integers(-50, 30), st.data())
def test_noisy_data_end_converged_within_the_tolerance_of_the_least_squares_line(ys, low, data):
    """No line goes through the rows, and no prediction is further than the tolerance from that of fit's line."""
    shifts = [0, 70, *data.draw(st.lists(st.integers(1, 69), min_size=len(ys) - 2, max_size=len(ys) - 2))]
    xs, ys = [(low + shift) / 100 for shift in shifts], list(map(float, ys))
    line, tolerance = fit(xs, ys), 1e-9 * (max(ys) - min(ys))
    assume(max(map(abs, error(predict(line, xs), ys))) > 10 * tolerance)
    training = train(DRAWN, xs, ys)
    assert training.ending is Ending.CONVERGED
    assert max(map(abs, error(predict(training.network, xs), predict(line, xs)))) <= tolerance


@given(parameters, tables(xs=gentle), RATES)
def test_no_later_prediction_moves_by_more_than_the_last_update_tells(start, table, rate):
    """The bound behind the stopping rule, by exact arithmetic: with it as the tolerance, the rule says converged."""
    xs, ys = table
    assume(converges(xs, learning_rate=rate))
    before, after, *later = islice(steps(Network(*start), xs, ys, learning_rate=rate), 30)
    bound = math.dist(before.network, after.network) / stopping_rule(xs, ys, 1, rate).max_change
    moved = max(abs(p - q) for step in later for p, q in zip(step.predictions, after.predictions))
    assert moved <= bound * (1 + 1e-12)


@given(tables(xs=gentle), RATES)
def test_negated_xs_have_the_same_stopping_rule(table, rate):
    xs, ys = table
    assume(converges(xs, learning_rate=rate))
    assert stopping_rule(xs, ys, None, rate) == stopping_rule([-x for x in xs], ys, None, rate)


@pytest.mark.parametrize("tolerance", [1e-3, 1e-6, 1e-9])
@pytest.mark.parametrize(
    ("xs", "ys", "rate"),
    [
        (*NOISY, 1),
        (*NOISY, 0.5),
        ([0.99, 0.99], [0.0, 1.0], 1),  # all swing: what is left of it is the way back as well
        ([-1.0, 1.0, -1.0, 1.0], [0.0, 1.0, 0.5, 0.6], 1.75),
        ([-1.0, 1.0, -1.0, 1.0], [0.0, 1.0, 0.5, 0.6], 1.95),
        ([0.9, 0.95, 1.0], [100.0, 101.5, 102.0], 1),
        ([100.0, 100.0], [1.0, 2.0], 1e-5),  # w moves by little, and x times as much moves a prediction
        ([-20.0, 0.0, 1.0, -10.0], [501.0, 502.0, 500.0, 501.5], 0.008),
    ],
)
def test_once_converged_no_prediction_moves_by_more_than_the_tolerance(tolerance, xs, ys, rate):
    training = train(DRAWN, xs, ys, tolerance=tolerance, learning_rate=rate)
    assert training.ending is Ending.CONVERGED
    predictions = predict(training.network, xs)
    digits = 4 * math.ulp(max(map(abs, ys))) / min(1, 2 - rate * compute_curvature(xs).max)
    for step in islice(steps(training.network, xs, ys, learning_rate=rate), 2000):
        assert max(map(abs, error(step.predictions, predictions))) <= tolerance + digits


def test_if_all_xs_are_equal_training_converges_too():
    training = train(DRAWN, [0.5, 0.5], [1.0, 2.0])
    assert training.ending is Ending.CONVERGED and training.epochs < 100
    assert math.isclose(predict(training.network, [0.5])[0], 1.5, abs_tol=1e-9)


@pytest.mark.parametrize("rate", [1e-3, 1e-6, 1e-12, Fraction(1, 10**12), 1e-17, 1e-300])
def test_a_rate_too_small_to_get_anywhere_is_not_taken_for_the_end(rate):
    assert train(DRAWN, *LINE, learning_rate=rate, epochs=9).ending is Ending.OUT_OF_EPOCHS


@pytest.mark.parametrize("close", [1e-3, 1e-6, 1e-9, 1e-200])
def test_xs_too_close_to_get_anywhere_are_not_taken_for_the_end(close):
    assert train(Network(0.0, 0.0), [0.0, close], [0.0, 1.0], epochs=999).ending is Ending.OUT_OF_EPOCHS


@pytest.mark.parametrize(
    ("xs", "says"),
    [
        ([0.0, 0.01], r"about 1,100,000 are needed: use fit\(xs, ys\), or pass epochs=1100000$"),
        ([0.0, 0.001], r"more than 10,000,000 are needed: use fit\(xs, ys\)$"),
        ([0.0, 1e-200], r"more than 10,000,000 are needed: use fit\(xs, ys\)$"),
    ],
)
def test_slow_training_warns_of_the_epochs_it_needs(xs, says):
    """After 100,000 epochs, and where train was called."""
    with pytest.warns(ConvergenceWarning, match=f"^training stopped after 100,000 epochs, and {says}") as caught:
        training = train(Network(0.0, 0.0), xs, [0.0, 1.0])
    assert (training.epochs, training.ending) == (100_000, Ending.OUT_OF_EPOCHS)
    assert [warning.filename for warning in caught] == [__file__]


def test_a_changed_rule_that_never_arrives_is_suspected(monkeypatch):
    monkeypatch.setattr("linefit.training.update", lambda network, *_, **__: network._replace(b=85 + network.b % 2))
    with pytest.warns(
        ConvergenceWarning, match="100,000 epochs, though about 200 should do: is only rounding left, or has a rule"
    ):
        train(DRAWN, *LINE)


def test_whoever_passes_epochs_is_not_warned():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert train(Network(0.0, 0.0), [0.0, 0.01], [0.0, 1.0], epochs=100).epochs == 100
        train(DRAWN, *LINE), train(DRAWN, *NOISY)


def test_the_defaults_of_train():
    defaults = [given.default for given in inspect.signature(train).parameters.values()]
    assert defaults[3:] == [None, None, 1, None]


@pytest.mark.parametrize("ys", [[0.0, 0.0], [7.0, 7.0], [-1e-300, -1e-300], [8e307, 8e307]])
def test_ys_that_are_all_equal_are_matched_too(ys):
    assert train(Network(1.0, 1.0), [-0.75, 0.75], ys).ending is Ending.MATCHED


@pytest.mark.parametrize("ys", [[-1e308, 1e308], [-(10**308), 10**308], [Fraction(-(10**308)), 1e308]])
def test_ys_whose_range_no_float_can_hold_are_matched_too(ys):
    assert train(Network(1, 1), [-0.75, 0.75], ys).ending is Ending.MATCHED


@pytest.mark.parametrize("epochs", [1, 3, 100])
def test_training_ends_when_the_epochs_run_out(epochs):
    training = train(DRAWN, *LINE, epochs=epochs)
    assert (training.ending, training.epochs) == (Ending.OUT_OF_EPOCHS, epochs)


def test_no_epochs_train_nothing():
    assert train(DRAWN, *LINE, epochs=0) == Training(DRAWN, 0, Ending.OUT_OF_EPOCHS)
    assert train(Network(81.0, 48.0), *LINE, epochs=0) == Training(Network(81.0, 48.0), 0, Ending.MATCHED)
    assert train(Network(81.0, 48.0), *LINE) == Training(Network(81.0, 48.0), 0, Ending.MATCHED)


def test_noisy_data_need_an_update_to_tell_that_they_are_at_rest():
    """In standard units one update arrives, and the next one shows it."""
    xs, ys, line = [-1.0, -1.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0], Network(0.0, 0.5)
    assert train(Network(3.0, 7.0), xs, ys) == Training(line, 2, Ending.CONVERGED)
    assert train(line, xs, ys) == Training(line, 1, Ending.CONVERGED)


def test_networks_too_large_to_be_measured_have_not_converged():
    """w and b are finite, but a float cannot hold the root of their squares: nothing is within inf of anything."""
    start, xs = Network(1.5e308, 1.5e308), [-1.0, -0.5]
    assert math.hypot(*start) == math.inf
    assert train(start, xs, [0.0, 0.0], tolerance=1e300).ending is Ending.MATCHED


def test_without_a_tolerance_it_goes_on_to_the_last_digits():
    training = train(DRAWN, *NOISY, tolerance=0)
    line = fit(*NOISY)
    assert training.ending is Ending.CONVERGED
    assert math.isclose(training.network.w, line.w, rel_tol=1e-13)
    assert math.isclose(training.network.b, line.b, rel_tol=1e-13)


@pytest.mark.parametrize("offset", [0.0, 1e6, 1e9, 1e12, 1e300])
@pytest.mark.parametrize("rate", [1, 0.3])
def test_large_numbers_converge_at_their_last_digits(offset, rate):
    """If floats cannot move by as little as the tolerance asks for, training ends all the same."""
    xs, ys = [0.0, 0.5, 1.0, 0.3], [offset + y for y in (1.0, 3.3, 2.0, -1.0)]
    training = train(DRAWN, xs, ys, tolerance=0, learning_rate=rate)
    line, curvature = fit(xs, ys), compute_curvature(xs)
    assert training.ending is not Ending.OUT_OF_EPOCHS and training.epochs < 3000
    # The last update moved (w, b) by its rounding at most, so all later ones together by no more than that divided by
    # the share of the way that each goes. What is rounded on the way may be as much.
    share = min(1, rate * curvature.min)
    rounding = stopping_rule(xs, ys, 0, rate).rounding * math.hypot(*training.network)
    assert math.dist(training.network, line) <= 2 * rounding / share


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99, 0.999])
@pytest.mark.parametrize("xs", [[0.0, 0.5, 1.0, 0.3], [-6.0, -3.0, -2.0, -3.5], [0.2, -0.3, 0.4, 0.0]])
def test_swings_that_a_floats_rounding_keeps_up_are_an_end_too(xs, share):
    """At nearly the largest learning rate, (w, b) swing to and fro for ever, each time by many last digits."""
    ys, rate = [1000.25, 1000.5, 999.0, 1001.0], share * 2 / compute_curvature(xs).max
    assert train(DRAWN, xs, ys, tolerance=0, learning_rate=rate, epochs=50_000).ending is Ending.CONVERGED


def test_nothing_is_divided_by_0_at_the_largest_rate_that_works():
    """Here 2 - rate * curvature.max is 0 in floats, though training converges."""
    xs, rate = [-0.10469710138445387, 3.0674852795349254], 0.38247335590991705
    assert converges(xs, learning_rate=rate)
    train(DRAWN, xs, [0, 1], learning_rate=rate, epochs=9)


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=5), st.tuples(magnitudes, magnitudes))
def test_no_training_ends_in_nan(rows, start):
    """Floats of any size give a network of finite numbers, or one of the errors that are promised."""
    xs, ys = zip(*rows)
    try:
        training = train(Network(*start), xs, ys, epochs=50)
    except (DivergenceError, OverflowError):
        return
    assert math.isfinite(training.network.w) and math.isfinite(training.network.b)


def test_steps_show_training_that_diverges_until_a_number_is_too_large():
    """And not until it is at rest, though inf is within inf of anything."""
    history = []
    with pytest.raises(OverflowError, match=r"^after 466 epochs w is too large for a float: .*has a rule been changed"):
        history.extend(steps(DRAWN, [1.0, 2.0, 3.0], [1.0, 2.0, 3.0]))
    furthest = [max(map(abs, step.errors)) for step in history]
    assert furthest == sorted(furthest) and 1e300 < furthest[-1] < math.inf


def test_the_cost_is_finite_if_a_float_can_hold_it():
    assert cost([1e154, 1e154]) == 5e307
    assert math.isclose(cost([1e154] * 10), 5e307)


def test_ys_whose_sum_no_float_holds_are_learned():
    for y in (1.7e308, 17 * 10**307):
        training = train(Network(1, 1), [0, 0], [y, y])
        assert training.network == Network(1, 1.7e308) and training.ending is Ending.MATCHED


def test_a_learning_rate_too_small_for_a_float_is_refused_by_name():
    for use in (converges, lambda xs, **rate: train(Network(1, 1), xs, xs, **rate)):
        for power in (310, 400):
            with pytest.raises(ValueError, match=r"^learning_rate is (0|1e-310): it must be above 2.2e-308$"):
                use([0, 1], learning_rate=Fraction(1, 10**power))
    assert converges([0, 1], learning_rate=1e-307)
