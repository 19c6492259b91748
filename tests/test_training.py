"""When training ends, when it can't, and what steps shows on the way."""

import inspect
import math
from fractions import Fraction
from itertools import islice, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import gentle, magnitudes, parameters, tables

from linefit import (
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
from linefit.convergence import curvatures, foresee, shape

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


def networks(start, xs, ys, epochs, **options):
    return [step.network for step in islice(steps(start, xs, ys, **options), epochs + 1)]


@pytest.mark.parametrize("tolerance", [1e-3, 1e-6, 1, 200])
def test_training_ends_where_every_prediction_is_within_the_tolerance_of_its_y(tolerance):
    training = train(DRAWN, *LINE, tolerance=tolerance)
    assert training.ending is Ending.MATCHED
    close = [
        all(abs(e) <= tolerance for e in error(predict(network, LINE[0]), LINE[1]))
        for network in networks(DRAWN, *LINE, training.epochs)
    ]
    assert close == [False] * training.epochs + [True]


def test_the_tolerance_itself_is_still_a_match():
    for start in (Network(0, 3), Network(0, -1)):
        assert train(start, [0], [1], tolerance=2) == Training(start, 0, Ending.MATCHED)
    assert train(Network(0, 3), [0], [1], tolerance=1.9, epochs=0).ending is Ending.OUT_OF_EPOCHS
    assert train(Network(0, -1), [0], [1], tolerance=1.9, epochs=0).ending is Ending.OUT_OF_EPOCHS


def test_unless_told_otherwise_the_tolerance_is_a_billionth_of_the_ys_range():
    for ys in ([48.0, 88.5, 129.0], [4.8e9, 8.85e9, 12.9e9], [-1e-9, 0.0, 1e-9]):
        range_y = max(ys) - min(ys)
        assert train(DRAWN, LINE[0], ys) == train(DRAWN, LINE[0], ys, tolerance=1e-9 * range_y)


@given(st.integers(-99, 99), st.integers(-99, 99), st.integers(-50, 30), st.lists(st.integers(0, 70), max_size=9))
def test_clean_data_end_matched(w, b, low, others):
    """On rows of a line, y = w*x + b to a float's last digit, the predictions come to match."""
    xs = [(low + shift) / 100 for shift in (0, 70, *others)]
    training = train(DRAWN, xs, [w * x + b for x in xs])
    assert training.ending is Ending.MATCHED


@given(st.lists(st.integers(-200, 200), min_size=3, max_size=9), st.integers(-50, 30), st.randoms())
def test_noisy_data_end_settled_within_the_tolerance_of_the_least_squares_line(ys, low, generator):
    """No line goes through the rows, and no prediction is further than the tolerance from what fit's line says."""
    ys = list(map(float, ys))
    xs = [low / 100, low / 100 + 0.7, *(low / 100 + generator.randint(1, 69) / 100 for _ in ys[2:])]
    line, tolerance = fit(xs, ys), 1e-9 * (max(ys) - min(ys))
    assume(max(map(abs, error(predict(line, xs), ys))) > 10 * tolerance)
    training = train(DRAWN, xs, ys)
    assert training.ending is Ending.SETTLED
    assert max(map(abs, error(predict(training.network, xs), predict(line, xs)))) <= tolerance


@given(parameters, tables(xs=gentle), st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(6, 5), Fraction(7, 4)]))
def test_after_a_stretch_less_is_to_go_than_was_covered(start, table, rate):
    """Fact by exact arithmetic: (w, b) never get as far from where a stretch ended as from where it began."""
    xs, ys = table
    assume(converges(xs, learning_rate=rate))
    _, stretch, _ = foresee(xs, ys, None, rate)
    assume(stretch < 30)
    visited = networks(Network(*start), xs, ys, stretch + 9, learning_rate=rate)
    began, ended, *later = visited[0], *visited[stretch:]
    assert max(square_of_distance(ended, network) for network in later) <= square_of_distance(began, ended)


def square_of_distance(one, two):
    return (one.w - two.w) ** 2 + (one.b - two.b) ** 2


@pytest.mark.parametrize("tolerance", [1e-3, 1e-6, 1e-9])
@pytest.mark.parametrize(
    ("xs", "ys", "rate"),
    [
        (*NOISY, 1),
        (*NOISY, 0.5),
        ([0.99, 0.99], [0.0, 1.0], 1),  # all swing: what is left of it is the way back as well
        ([-1.0, 1.0, -1.0, 1.0], [0.0, 1.0, 0.5, 0.6], 1.75),
        ([-1.0, 1.0, -1.0, 1.0], [0.0, 1.0, 0.5, 0.6], 1.95),
        ([0.9, 0.95, 1.0], [100000.0, 100001.5, 100002.0], 1),
        ([1e8, 1e8], [1.0, 2.0], 1e-18),  # w moves by little, and x times as much moves a prediction
        ([-20.0, 0.0, 20.0, 10.0], [1e6 + 1, 1e6 + 2, 1e6, 1e6 + 1.5], 0.008),
    ],
)
def test_once_settled_no_prediction_moves_by_more_than_the_tolerance(tolerance, xs, ys, rate):
    training = train(DRAWN, xs, ys, tolerance=tolerance, learning_rate=rate)
    assert training.ending is Ending.SETTLED
    said = predict(training.network, xs)
    digits = 4 * math.ulp(max(map(abs, ys))) / min(1, 2 - rate * curvatures(shape(xs))[0])
    for step in islice(steps(training.network, xs, ys, learning_rate=rate), 2000):
        assert max(map(abs, error(step.predictions, said))) <= tolerance + digits


def test_training_settles_at_the_end_of_the_first_stretch_that_is_short_enough():
    training = train(DRAWN, *NOISY, tolerance=1e-6)
    _, stretch, has_settled = foresee(*NOISY, 1e-6, 1)
    ends = networks(DRAWN, *NOISY, training.epochs)[::stretch]
    short = [has_settled(began, ended) for began, ended in pairwise(ends)]
    assert training.ending is Ending.SETTLED and len(short) * stretch == training.epochs
    assert short == [False] * (len(short) - 1) + [True]


def test_where_all_xs_are_equal_training_settles_too():
    training = train(DRAWN, [0.5, 0.5], [1.0, 2.0])
    assert training.ending is Ending.SETTLED and training.epochs < 100
    assert math.isclose(predict(training.network, [0.5])[0], 1.5, abs_tol=1e-9)


def test_one_number_that_moves_is_enough_to_go_on():
    """At a learning rate this size w stands still from the start, as x and Error do not pull together."""
    training = train(Network(0.0, 0.0), [-0.5, 0.5], [1.0, 1.5], learning_rate=0.5)
    assert math.isclose(training.network.w, 0.5, rel_tol=1e-8) and math.isclose(training.network.b, 1.25, rel_tol=1e-8)


def test_a_rate_too_small_to_get_anywhere_is_not_taken_for_the_end():
    for rate in (1e-3, 1e-6, 1e-12, Fraction(1, 10**12)):
        assert train(DRAWN, *LINE, learning_rate=rate, epochs=9).ending is Ending.OUT_OF_EPOCHS


def test_xs_too_close_to_get_anywhere_are_not_taken_for_the_end():
    for close in (1e-3, 1e-6, 1e-9):
        assert train(Network(0.0, 0.0), [0.0, close], [0.0, 1.0], epochs=999).ending is Ending.OUT_OF_EPOCHS


def test_patience_ends_after_a_hundred_thousand_epochs():
    training = train(Network(0.0, 0.0), [0.0, 1e-3], [0.0, 1.0])
    assert (training.epochs, training.ending) == (100_000, Ending.OUT_OF_EPOCHS)


def test_what_is_asked_for_by_default():
    defaults = {name: given.default for name, given in inspect.signature(train).parameters.items()}
    assert (defaults["epochs"], defaults["tolerance"], defaults["learning_rate"]) == (100_000, None, 1)


@pytest.mark.parametrize("ys", [[0.0, 0.0], [7.0, 7.0], [-1e-300, -1e-300], [8e307, 8e307]])
def test_ys_that_are_all_equal_are_matched_too(ys):
    assert train(Network(1.0, 1.0), [-0.75, 0.75], ys).ending is Ending.MATCHED


@pytest.mark.parametrize("ys", [[-1e308, 1e308], [-(10**308), 10**308], [Fraction(-(10**308)), 1e308]])
def test_ys_whose_range_no_float_can_hold_are_matched_too(ys):
    assert train(Network(1, 1), [-0.75, 0.75], ys).ending is Ending.MATCHED


def test_training_ends_where_the_epochs_run_out():
    assert train(DRAWN, *LINE, epochs=3).ending is Ending.OUT_OF_EPOCHS
    assert train(DRAWN, *LINE, epochs=3).epochs == 3
    assert train(DRAWN, [0.0, 0.001], [0.0, 1.0], epochs=100).epochs == 100


def test_no_epochs_train_nothing():
    assert train(DRAWN, *LINE, epochs=0) == Training(DRAWN, 0, Ending.OUT_OF_EPOCHS)
    assert train(Network(81, 48), *LINE, epochs=0) == Training(Network(81, 48), 0, Ending.MATCHED)


def test_a_large_w_has_no_say_where_x_is_0():
    training = train(Network(1e18, 0.0), [0.0, 0.0], [1.0, 2.0], learning_rate=0.01)
    assert training.ending is Ending.SETTLED and math.isclose(training.network.b, 1.5)


def test_where_the_lesson_is_one_epoch_it_is_over_after_one():
    """In standard units a stretch is one epoch."""
    training = train(Network(0.0, 0.5), [-1.0, -1.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0])
    assert (training.ending, training.epochs) == (Ending.SETTLED, 1)


def test_a_start_on_the_line_of_noisy_data_settles_after_one_stretch():
    line = Network(0.0, 1.0)
    assert train(line, [-0.5, -0.5, 0.5, 0.5], [0.0, 2.0, 0.0, 2.0]) == Training(line, 5, Ending.SETTLED)


def test_networks_too_large_to_be_measured_have_not_settled():
    """w and b are finite, but a float cannot hold the root of their squares."""
    start, xs = Network(1.5e308, 1.5e308), [-1.0, -0.5]
    assert any(math.hypot(*network) == math.inf for network in networks(start, xs, [0.0, 0.0], 1))
    assert train(start, xs, [0.0, 0.0], tolerance=1e300).ending is Ending.MATCHED


def test_a_perfect_start_needs_no_epoch():
    assert train(Network(81.0, 48.0), *LINE) == Training(Network(81.0, 48.0), 0, Ending.MATCHED)


def test_without_a_tolerance_it_goes_on_to_the_last_digits():
    training = train(DRAWN, *NOISY, tolerance=0)
    line = fit(*NOISY)
    assert training.ending is Ending.SETTLED
    assert math.isclose(training.network.w, line.w, rel_tol=1e-13)
    assert math.isclose(training.network.b, line.b, rel_tol=1e-13)


@pytest.mark.parametrize("offset", [0.0, 1e6, 1e9, 1e12, 1e300])
@pytest.mark.parametrize("rate", [1, 0.3])
def test_large_numbers_settle_at_their_last_digits(offset, rate):
    """Where a float cannot move by as little as the tolerance asks for, training ends all the same."""
    xs, ys = [0.0, 0.5, 1.0, 0.3], [offset + y for y in (1.0, 3.3, 2.0, -1.0)]
    training = train(DRAWN, xs, ys, tolerance=0, learning_rate=rate)
    line = fit(xs, ys)
    assert training.ending is not Ending.OUT_OF_EPOCHS and training.epochs < 3000
    # The last stretch moved predictions by two last digits at most, or more where they swing, and less was to go; what
    # is rounded on the way may hide as many. (2**-52 of a number is one last digit at least.)
    digits = 2 * 2 / min(1, 2 - rate * curvatures(shape(xs))[0])
    size = max(abs(line.b), abs(line.w), *map(abs, ys))
    assert max(map(abs, error(predict(training.network, xs), predict(line, xs)))) <= digits * size * 2**-52


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99, 0.999])
@pytest.mark.parametrize("xs", [[0.0, 0.5, 1.0, 0.3], [-6.0, -3.0, -2.0, -3.5], [0.2, -0.3, 0.4, 0.0]])
def test_swings_that_a_floats_rounding_keeps_up_are_an_end_too(xs, share):
    """At nearly the largest learning rate, (w, b) swing to and fro for ever, each time by many last digits."""
    ys, rate = [1000.25, 1000.5, 999.0, 1001.0], share * 2 / curvatures(shape(xs))[0]
    assert train(DRAWN, xs, ys, tolerance=0, learning_rate=rate, epochs=50_000).ending is Ending.SETTLED


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=5), st.tuples(magnitudes, magnitudes))
def test_no_training_ends_in_nan(rows, start):
    """Floats of any size give a network of finite numbers, or one of the errors that are promised."""
    xs, ys = zip(*rows)
    try:
        training = train(Network(*start), xs, ys, epochs=50)
    except (DivergenceError, OverflowError):
        return
    assert math.isfinite(training.network.w) and math.isfinite(training.network.b)


def test_steps_refuse_nothing_and_show_the_explosion():
    costs = [max(map(abs, step.errors)) for step in islice(steps(DRAWN, [1, 2, 3], [1, 2, 3]), 50)]
    assert costs == sorted(costs) and costs[-1] > 1e10


def test_the_cost_is_held_where_a_float_holds_it():
    assert cost([1e154, 1e154]) == 5e307
    assert math.isclose(cost([1e154] * 10), 5e307)


def test_ys_whose_sum_no_float_holds_are_learned():
    for y in (1.7e308, 17 * 10**307):
        training = train(Network(1, 1), [0, 0], [y, y])
        assert training.network == Network(1, 1.7e308) and training.ending is Ending.MATCHED


def test_a_learning_rate_too_small_for_a_float_is_refused_by_name():
    with pytest.raises(ValueError, match=r"^learning_rate is 0: it must be above 2.2e-308$"):
        train(Network(1, 1), [0, 1], [1, 2], learning_rate=Fraction(1, 10**400))
    for power in (310, 400):
        with pytest.raises(ValueError, match=r"^learning_rate is (0|1e-310): it must be above 2.2e-308$"):
            converges([0, 1], learning_rate=Fraction(1, 10**power))
    assert converges([0, 1], learning_rate=1e-307)
