"""When training ends, when it can't, and what steps shows on the way."""

import inspect
import math
from fractions import Fraction
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_float, gentle, magnitudes, parameters, tables

from linefit import (
    DivergenceError,
    Ending,
    Network,
    Training,
    converges,
    error,
    fit,
    predict,
    steps,
    train,
    update,
)
from linefit.training import ROUNDING

LINE = [0.0, 0.5, 1.0], [48.0, 88.5, 129.0]
NOISY = [0.0, 0.5, 1.0], [48.0, 90.0, 129.0]
DRAWN = Network(25, 85)


@given(parameters, tables())
def test_steps_show_what_the_rules_make(start, table):
    """Each step is predict and error of its network, and update makes the next one from it; epoch 0 is the start."""
    xs, ys = table
    network = Network(*start)
    for epoch, step in enumerate(islice(steps(network, xs, ys), 4)):
        assert step == (epoch, network, predict(network, xs), error(step.predictions, ys))
        network = update(network, step.errors, xs)


def test_a_step_has_names():
    step = next(steps(DRAWN, [1], [100]))
    assert (step.epoch, step.network, step.predictions, step.errors) == (0, DRAWN, [110], [10])


@given(parameters, tables(xs=gentle), st.integers(0, 3), st.sampled_from([1, Fraction(1, 2)]))
def test_train_ends_on_a_step(start, table, epochs, rate):
    """What train gives is the network of the step with that number."""
    training = train(Network(*start), *table, epochs=epochs, learning_rate=rate)
    step = next(islice(steps(Network(*start), *table, learning_rate=rate), training.epochs, None))
    assert training.network == step.network and training.epochs == step.epoch <= epochs


def test_training_ends_where_the_predictions_match():
    training = train(DRAWN, *LINE)
    assert training.ending is Ending.MATCHED
    predictions = [step.predictions for step in islice(steps(DRAWN, *LINE), training.epochs + 1)]
    close = [all(math.isclose(p, y, rel_tol=1e-9, abs_tol=1e-9) for p, y in zip(row, LINE[1])) for row in predictions]
    assert close == [False] * training.epochs + [True]


def test_patience_ends_after_a_hundred_thousand_epochs():
    training = train(Network(0.0, 0.0), [0.0, 1e-3], [0.0, 1.0])
    assert (training.epochs, training.ending) == (100_000, Ending.OUT_OF_EPOCHS)


def test_what_is_asked_for_by_default():
    defaults = {name: given.default for name, given in inspect.signature(train).parameters.items()}
    assert (defaults["epochs"], defaults["tolerance"], defaults["learning_rate"]) == (100_000, 1e-9, 1)


def test_a_y_of_0_is_matched_too():
    assert train(Network(1.0, 1.0), [-0.75, 0.75], [0.0, 0.0]).ending is Ending.MATCHED


def test_training_ends_where_the_network_has_settled():
    training = train(DRAWN, *NOISY, tolerance=1e-6)
    assert training.ending is Ending.SETTLED
    networks = [step.network for step in islice(steps(DRAWN, *NOISY), training.epochs + 1)]
    moved = [max(abs(one.w - two.w), abs(one.b - two.b)) > 1e-6 for one, two in pairwise(networks)]
    assert moved == [True] * (training.epochs - 1) + [False]


def test_one_number_that_moves_is_enough_to_go_on():
    """At a learning rate this size w stands still from the start, as x and Error do not pull together."""
    xs, ys = [-0.5, 0.5], [1.0, 1.0]
    training = train(Network(0.0, 0.0), xs, ys, learning_rate=0.5)
    assert training.network.w == 0 and math.isclose(training.network.b, 1, rel_tol=1e-8)
    xs, ys = [-0.5, 0.5], [-1.0, 1.0]
    training = train(Network(0.0, 0.0), xs, ys, learning_rate=0.5)
    assert training.network.b == 0 and math.isclose(training.network.w, 2, rel_tol=1e-8)


def test_training_ends_where_the_epochs_run_out():
    assert train(DRAWN, *LINE, epochs=3).ending is Ending.OUT_OF_EPOCHS
    assert train(DRAWN, *LINE, epochs=3).epochs == 3
    assert train(DRAWN, [0.0, 0.001], [0.0, 1.0], epochs=100).epochs == 100


def test_no_epochs_train_nothing():
    assert train(DRAWN, *LINE, epochs=0) == Training(DRAWN, 0, Ending.OUT_OF_EPOCHS)
    assert train(Network(81, 48), *LINE, epochs=0) == Training(Network(81, 48), 0, Ending.MATCHED)


def test_a_perfect_start_needs_no_epoch():
    assert train(Network(81.0, 48.0), *LINE) == Training(Network(81.0, 48.0), 0, Ending.MATCHED)


def test_without_a_tolerance_it_goes_on_to_the_last_digits():
    training = train(DRAWN, *NOISY, tolerance=0)
    line = fit(*NOISY)
    assert training.ending is Ending.SETTLED
    assert math.isclose(training.network.w, line.w, rel_tol=1e-13)
    assert math.isclose(training.network.b, line.b, rel_tol=1e-13)


def test_large_numbers_settle_at_their_last_digits():
    """Where a float cannot move by as little as the tolerance, training ends all the same."""
    training = train(DRAWN, [0.0, 0.5, 1.0], [1e12, 2.1e12, 3e12])
    assert training.ending is Ending.SETTLED and training.epochs < 1000
    assert math.isclose(training.network.w, 2e12, rel_tol=1e-10)


def test_the_rounding_allowed_is_a_few_last_digits():
    assert 2 * math.ulp(1.0) <= ROUNDING <= 8 * math.ulp(1.0)


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=5), st.tuples(magnitudes, magnitudes))
def test_no_training_ends_in_nan(rows, start):
    """Floats of any size give a network of finite numbers, or one of the errors that are promised."""
    xs, ys = zip(*rows)
    try:
        training = train(Network(*start), xs, ys, epochs=50)
    except (DivergenceError, OverflowError):
        return
    assert math.isfinite(training.network.w) and math.isfinite(training.network.b)


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


def test_steps_refuse_nothing_and_show_the_explosion():
    costs = [max(map(abs, step.errors)) for step in islice(steps(DRAWN, [1, 2, 3], [1, 2, 3]), 50)]
    assert costs == sorted(costs) and costs[-1] > 1e10
