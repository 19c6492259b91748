"""When training ends, when it does not, and what steps and a callback show of it."""

import inspect
import math
import warnings
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import gentle, magnitudes, parameters, tables

from linefit import ConvergenceWarning, DivergenceError, Ending, Network, error, fit, predict, steps, train, update

LINE = [0.0, 0.5, 1.0], [48.0, 88.5, 129.0]
ARTICLE_START = Network(25, 85)


def distance(one, two):
    """Return how far apart these predictions are at most."""
    return max(map(abs, error(one, two)))


@given(parameters, tables(), st.sampled_from([1, Fraction(1, 2)]))
def test_steps_show_what_the_rules_make(start, table, rate):
    """Each step is predict and error of its network, and update makes the next one from it; epoch 0 is the start."""
    xs, ys = table
    network = Network(*start)
    for epoch, step in enumerate(islice(steps(network, xs, ys, learning_rate=rate), 4)):
        assert step == (epoch, network, predict(network, xs), error(step.predictions, ys))
        network = update(network, step.errors, xs, learning_rate=rate)


@given(parameters, tables(xs=gentle), st.integers(0, 3), st.sampled_from([1, Fraction(1, 2)]))
def test_a_callback_sees_every_step_and_train_returns_the_last(start, table, epochs, rate):
    history = []
    training = train(Network(*start), *table, epochs=epochs, learning_rate=rate, callback=history.append)
    assert history == list(islice(steps(Network(*start), *table, learning_rate=rate), training.epochs + 1))
    assert training.network == history[-1].network and training.epochs == history[-1].epoch <= epochs


def test_an_exception_of_the_callback_ends_the_training():
    with pytest.raises(ZeroDivisionError):
        train(ARTICLE_START, *LINE, callback=lambda step: 1 / (step.epoch - 3))


@pytest.mark.parametrize("tolerance", [1e-6, 1, 200])
def test_training_ends_when_every_prediction_is_within_the_tolerance_of_its_y(tolerance):
    history = []
    training = train(ARTICLE_START, *LINE, tolerance=tolerance, callback=history.append)
    assert training == (history[-1].network, history[-1].epoch, Ending.MATCHED)
    close = [distance(step.predictions, LINE[1]) <= tolerance for step in history]
    assert close == [False] * (len(history) - 1) + [True]


def test_an_error_equal_to_the_tolerance_is_still_a_match():
    for start in (Network(0, 3), Network(0, -1)):
        assert train(start, [0], [1], tolerance=2) == (start, 0, Ending.MATCHED)
        assert train(start, [0], [1], tolerance=1.9, epochs=0).ending is Ending.OUT_OF_EPOCHS


@given(st.integers(-99, 99), st.integers(-99, 99), st.integers(-50, 30), st.lists(st.integers(0, 70), max_size=4))
def test_training_on_clean_data_ends_matched(w, b, low, others):
    """On rows of a line, y = w*x + b to a float's last digit, the predictions come to match."""
    xs = [(low + shift) / 100 for shift in (0, 70, *others)]
    assert train(ARTICLE_START, xs, [w * x + b for x in xs]).ending is Ending.MATCHED


# Each example fails with a rule that is nearly right, such as one that forgets swings, slow directions or large xs.
@example(ARTICLE_START, ([0.99, 0.99], [0.0, 1.0]), 1, 1e-6)
@example(ARTICLE_START, ([-1.0, 1.0, -1.0, 1.0], [0.0, 1.0, 0.5, 0.6]), 1.75, 1e-3)
@example(ARTICLE_START, ([-1.0, 1.0, -1.0, 1.0], [0.0, 1.0, 0.5, 0.6]), 1.95, 1e-6)
@example(ARTICLE_START, ([0.9, 0.95, 1.0], [100.0, 101.5, 102.0]), 1, 1e-3)
@example(ARTICLE_START, ([2.0] + [0.0, 0.0] * 8, [5.0] + [0.0, 1.0] * 8), 1, 1e-6)
@example(ARTICLE_START, ([-2.0] + [0.0, 0.0] * 8, [5.0] + [0.0, 1.0] * 8), 1, 1e-6)
@example(ARTICLE_START, ([-20.0, 0.0, 1.0, -10.0], [501.0, 502.0, 500.0, 501.5]), 0.008, 1e-6)
@given(parameters, tables(xs=gentle, min_rows=2), st.sampled_from([1, 0.6, 1.2]), st.sampled_from([1.0, 1e-3, 1e-6]))
def test_noisy_training_converges_and_then_moves_no_prediction_beyond_the_tolerance(start, table, rate, tolerance):
    """The predictions of the next 30 epochs and of fit's line are within the tolerance of the last ones."""
    xs, ys = (list(map(float, column)) for column in table)
    line = predict(fit(xs, ys), xs)
    # No line has a smaller sum of squared Errors, so another's largest Error is at most sqrt(rows) times smaller.
    assume(distance(line, ys) > math.sqrt(len(xs)) * tolerance)
    history = []
    options = {"tolerance": tolerance, "learning_rate": rate, "callback": history.append}
    training = train(Network(*map(float, start)), xs, ys, **options)
    assert training == (history[-1].network, history[-1].epoch, Ending.CONVERGED)
    predictions = predict(training.network, xs)
    later = [step.predictions for step in islice(steps(training.network, xs, ys, learning_rate=rate), 30)]
    # Each epoch rounds numbers below 512 a few times, each time by 3e-14 at most, and covers 1/300 of the way or more.
    assert max(distance(predictions, each) for each in [line, *later]) <= tolerance + 1e-10


@pytest.mark.parametrize(
    ("width", "rate"),
    [(1, 1e-3), (1, 1e-12), (1, Fraction(1, 10**307)), (1, 2.3e-308), (1e-3, 1), (1e-6, 1), (1e-9, 1), (1e-200, 1)],
)
def test_training_that_hardly_moves_is_not_taken_for_converged(width, rate):
    assert train(ARTICLE_START, [0.0, width], [0.0, 1.0], learning_rate=rate, epochs=999).ending is Ending.OUT_OF_EPOCHS


@pytest.mark.parametrize(
    ("table", "rate", "says"),
    [
        (([0.0], [1.0]), 1e-5, r"and about 2,800,000 are needed: use fit\(xs, ys\), or pass epochs=2800000$"),
        (([0.0], [1.0]), 1e-7, r"and more than 10,000,000 are needed: use fit\(xs, ys\)$"),
        (
            ([0.1, 0.2, 0.3], [300.3, 300.1, 300.5]),
            1.913,
            r"but about [\d,]+ should do: is only rounding left",
        ),
    ],
)
def test_training_that_runs_out_of_epochs_warns_how_many_it_needs(table, rate, says):
    with pytest.warns(ConvergenceWarning, match=f"^training stopped after 100,000 epochs, {says}"):
        training = train(ARTICLE_START, *table, learning_rate=rate)
    assert (training.epochs, training.ending) == (100_000, Ending.OUT_OF_EPOCHS)


def test_the_warning_names_the_line_that_called_train():
    line = inspect.currentframe().f_lineno + 2
    with pytest.warns(ConvergenceWarning) as records:
        train(ARTICLE_START, [0.0], [1.0], learning_rate=1e-7)
    assert [(record.filename, record.lineno) for record in records] == [(__file__, line)]


@pytest.mark.parametrize("epochs", [0, 1, 100])
def test_training_ends_without_a_warning_after_the_epochs_asked_for(epochs):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        training = train(ARTICLE_START, *LINE, epochs=epochs)
    assert (training.ending, training.epochs) == (Ending.OUT_OF_EPOCHS, epochs)


def test_a_network_that_matches_already_needs_no_epochs():
    for epochs in (0, 10**18, None):
        assert train(Network(81.0, 48.0), *LINE, epochs=epochs) == (Network(81.0, 48.0), 0, Ending.MATCHED)


def test_noisy_training_needs_one_more_update_to_show_that_it_has_converged():
    """In standard units one update reaches the line, and the next one changes nothing."""
    xs, ys, line = [-1.0, -1.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0], Network(0.0, 0.5)
    assert train(Network(3.0, 7.0), xs, ys) == (line, 2, Ending.CONVERGED)
    assert train(line, xs, ys) == (line, 1, Ending.CONVERGED)


def test_networks_too_large_to_be_measured_have_not_converged():
    """w and b are finite, but hypot(w, b) is inf; that any change is within inf must not count."""
    training = train(Network(1.5e308, 1.5e308), [-1.0, -0.5], [0.0, 0.0], tolerance=1e300)
    assert training.ending is Ending.MATCHED


@pytest.mark.parametrize("offset", [0.0, 1e6, 1e12, 1e300])
@pytest.mark.parametrize("rate", [1, 0.3])
def test_with_tolerance_0_training_ends_at_the_last_digits(offset, rate):
    xs, ys = [0.0, 0.5, 1.0, 0.3], [offset + y for y in (1.0, 3.3, 2.0, -1.0)]
    training, line = train(ARTICLE_START, xs, ys, tolerance=0, learning_rate=rate), fit(xs, ys)
    assert training.ending is not Ending.OUT_OF_EPOCHS
    # The last update was of 1.3 roundings at most and covered at least 1/31 of the way. Its own rounding is as large.
    assert math.dist(training.network, line) <= 2 * 1.3 * 31 * 2**-52 * math.hypot(*line)


@pytest.mark.parametrize(
    ("xs", "rate"), [([0.0, 0.5, 1.0, 0.3], 1.628), ([-6.0, -3.0, -2.0, -3.5], 0.1235), ([-1.0, 1.0, -1.0, 1.0], 1.8)]
)
def test_training_that_only_swings_by_rounding_has_converged(xs, rate):
    """At 0.9 of the largest learning rate or more, (w, b) swing for ever, by at least four units in the last place."""
    ys = [1000.25, 1000.5, 999.0, 1001.0]
    assert train(ARTICLE_START, xs, ys, tolerance=0, learning_rate=rate, epochs=50_000).ending is Ending.CONVERGED


def test_nothing_is_divided_by_0_at_the_largest_rate_that_works():
    xs, rate = [-0.10469710138445387, 3.0674852795349254], 0.38247335590991705
    assert train(ARTICLE_START, xs, [0, 1], learning_rate=rate, epochs=9).epochs == 9


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=5), st.tuples(magnitudes, magnitudes))
def test_no_training_ends_in_nan(rows, start):
    """Floats of any size give a network of finite numbers, or one of the errors that are promised."""
    try:
        training = train(Network(*start), *zip(*rows), epochs=50)
    except (DivergenceError, OverflowError):
        return
    assert all(map(math.isfinite, training.network))


def test_steps_show_training_that_diverges_until_a_number_is_too_large():
    history = []
    with pytest.raises(OverflowError) as error_info:
        history.extend(islice(steps(ARTICLE_START, [1.0, 2.0, 3.0], [1.0, 2.0, 3.0]), 1000))
    says = f"after {len(history)} epochs, w, b or an Error is too large for a float: pass a smaller"
    assert str(error_info.value).startswith(says)
    furthest = [max(map(abs, step.errors)) for step in history]
    assert furthest == sorted(furthest) and 1e300 < furthest[-1] < math.inf
