"""The laws of predict, error, update and train, each a test named after it.

They see a network through a door (in door/), so they judge a student's own network as well:
python -m pytest tests/test_laws.py --implementation my_network
"""

import math
import random
import statistics
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import cancelling, fine, gentle, large, nudges, numbers, parameters, tables

from linefit import (
    Ending,
    Network,
    Scaling,
    Summary,
    converges,
    cost,
    error,
    fit,
    predict,
    steps,
    train,
    update,
)

gentle_ends = [Fraction(-3, 4), Fraction(3, 4)]  # xs far enough apart for training to be quick


def right_errors(w, b, xs, ys):
    return [w * x + b - y for x, y in zip(xs, ys)]


def mean(values):
    return sum(values) / len(values)


@pytest.mark.needs("predict")
@given(parameters, tables(fine, fine, most=20))
def test_a_prediction_is_w_times_x_plus_b(door, parameters, table):
    """(1) y = w*x + b, for every row."""
    (w, b), (xs, _) = parameters, table
    door.check(door.predict(w, b, xs), [w * x + b for x in xs], w=w, b=b, xs=xs)


@pytest.mark.needs("error")
@given(tables(fine | large, fine | large, most=20))
def test_an_error_is_predicted_minus_true(door, table):
    """(2) Error = predicted - true, for every row: too high is positive."""
    ys, right = table
    predictions = [y + e for y, e in zip(ys, right)]
    door.check(door.error(predictions, ys), right, predictions=predictions, ys=ys)


@pytest.mark.needs("error")
@given(tables())
def test_trading_predicted_for_true_flips_the_sign_of_the_error(door, table):
    """An Error changes its sign, and nothing else, when predicted and true change places."""
    predictions, ys = table
    there, back = door.error(predictions, ys), door.error(ys, predictions)
    door.check([-e for e in there], list(back), predictions=predictions, ys=ys)


@pytest.mark.needs("update")
@given(parameters, tables(ys=large, most=20) | tables().flatmap(cancelling))
def test_w_moves_against_the_mean_of_error_times_x(door, parameters, table):
    """(3) w := w - mean(Error * x)."""
    (w, b), (xs, errors) = parameters, table
    right = w - mean([e * x for e, x in zip(errors, xs)])
    door.check(door.update(w, b, errors, xs)[0], right, of="w", w=w, b=b, errors=errors, xs=xs)


@pytest.mark.needs("update")
@given(parameters, tables(ys=large, most=20) | tables().flatmap(cancelling))
def test_b_moves_against_the_mean_of_error(door, parameters, table):
    """(4) b := b - mean(Error)."""
    (w, b), (xs, errors) = parameters, table
    door.check(door.update(w, b, errors, xs)[1], b - mean(errors), of="b", w=w, b=b, errors=errors, xs=xs)


@given(parameters, tables())
def test_the_rows_stay_as_they_are(door, parameters, table):
    """No function changes a list that it was given."""
    (w, b), (xs, ys) = parameters, table
    door.stays(w, b, xs, ys)


@given(parameters, tables())
def test_a_perfect_line_stays_put(door, parameters, table):
    """Where every Error is 0, w and b stay where they are."""
    (w, b), (xs, _) = parameters, table
    ys = [w * x + b for x in xs]
    door.check(door.epoch(w, b, xs, ys), (w, b), w=w, b=b, xs=xs, ys=ys)


@given(parameters, tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(door, parameters, table, shuffler):
    """An epoch gives the same w and b in whatever order the rows come."""
    (w, b), (xs, ys) = parameters, table
    order = shuffler.sample(range(len(xs)), len(xs))
    other_xs, other_ys = [xs[row] for row in order], [ys[row] for row in order]
    example = {"w": w, "b": b, "xs": xs, "ys": ys, "order": [row + 1 for row in order]}
    door.check(door.epoch(w, b, other_xs, other_ys), door.epoch(w, b, xs, ys), **example)


@given(parameters, tables(), st.sampled_from([2, 3, 20]))
def test_saying_the_same_twice_changes_nothing(door, parameters, table, times):
    """An epoch gives the same w and b when all rows are repeated: a mean does not count them."""
    (w, b), (xs, ys) = parameters, table
    example = {"w": w, "b": b, "xs": xs, "ys": ys, "times": times}
    door.check(door.epoch(w, b, xs * times, ys * times), door.epoch(w, b, xs, ys), **example)


@given(parameters, tables())
def test_mirroring_x_mirrors_only_w(door, parameters, table):
    """With every x and w negated, an epoch gives the negated w and the same b."""
    (w, b), (xs, ys) = parameters, table
    mirrored_w, mirrored_b = door.epoch(-w, b, [-x for x in xs], ys)
    door.check((-mirrored_w, mirrored_b), door.epoch(w, b, xs, ys), w=w, b=b, xs=xs, ys=ys)


@given(parameters, tables(), numbers)
def test_lifting_y_lifts_only_b(door, parameters, table, c):
    """With c added to every y and to b, an epoch gives the same w, and c more for b."""
    (w, b), (xs, ys) = parameters, table
    lifted_w, lifted_b = door.epoch(w, b + c, xs, [y + c for y in ys])
    door.check((lifted_w, lifted_b - door.number(c)), door.epoch(w, b, xs, ys), w=w, b=b, xs=xs, ys=ys, c=c)


@pytest.mark.needs("cost")
@given(tables())
def test_the_cost_is_half_the_mean_of_the_squares(door, table):
    """The cost is mean(Error^2) / 2."""
    errors, _ = table
    door.check(door.cost(errors), mean([e * e for e in errors]) / 2, call="cost", errors=errors)


@pytest.mark.needs("", "cost")
@given(parameters, tables(xs=gentle), nudges)
def test_nudging_w_agrees_with_the_update(door, parameters, table, h):
    """The slope of the cost along w, by a nudge of any size h, is what (3) subtracts from w."""
    (w, b), (xs, ys) = parameters, table
    up, down = door.cost(right_errors(w + h, b, xs, ys)), door.cost(right_errors(w - h, b, xs, ys))
    moved = door.number(w) - door.epoch(w, b, xs, ys)[0]
    door.check((up - down) / door.number(2 * h), moved, call="cost", w=w, b=b, xs=xs, ys=ys, h=h)


@pytest.mark.needs("", "cost")
@given(parameters, tables(xs=gentle), nudges)
def test_nudging_b_agrees_with_the_update(door, parameters, table, h):
    """The slope of the cost along b, by a nudge of any size h, is what (4) subtracts from b."""
    (w, b), (xs, ys) = parameters, table
    up, down = door.cost(right_errors(w, b + h, xs, ys)), door.cost(right_errors(w, b - h, xs, ys))
    moved = door.number(b) - door.epoch(w, b, xs, ys)[1]
    door.check((up - down) / door.number(2 * h), moved, call="cost", w=w, b=b, xs=xs, ys=ys, h=h)


@pytest.mark.needs("train", "epochs")
@given(parameters, tables(xs=gentle), st.integers(1, 4))
def test_training_repeats_the_update(door, parameters, table, epochs):
    """So many epochs of training are so many updates, each from all rows at once."""
    (w, b), (xs, ys) = parameters, table
    right = w, b
    for _ in range(epochs):
        errors = right_errors(*right, xs, ys)
        right = right[0] - mean([e * x for e, x in zip(errors, xs)]), right[1] - mean(errors)
    door.check(door.train(w, b, xs, ys, epochs), right, w=w, b=b, xs=xs, ys=ys, epochs=epochs)


@pytest.mark.needs("train", "epochs")
@given(parameters, tables(xs=gentle), st.integers(1, 3), st.integers(1, 3))
def test_halves_of_a_training_add_up(door, parameters, table, i, j):
    """i epochs, and then j epochs, are i + j epochs."""
    (w, b), (xs, ys) = parameters, table
    halfway = door.train(w, b, xs, ys, i)
    came = door.train(Fraction(halfway[0]), Fraction(halfway[1]), xs, ys, j)
    door.check(came, door.train(w, b, xs, ys, i + j), w=w, b=b, xs=xs, ys=ys, i=i, j=j)


@pytest.mark.needs("train")
@given(st.integers(-9, 9), st.integers(-9, 9), tables(xs=gentle))
def test_a_clean_line_is_recovered(door, true_w, true_b, table):
    """From w = 25, b = 85, training finds the whole numbers that the ys were made with."""
    xs = [*gentle_ends, *table[0]]
    ys = [true_w * x + true_b for x in xs]
    came = door.train(25.0, 85.0, list(map(float, xs)), list(map(float, ys)), epochs=1000)
    rounded = round(float(came[0]), 3), round(float(came[1]), 3)
    door.check(rounded, (true_w, true_b), w=25, b=85, xs=xs, ys=ys)


# From here on: laws that ask for more than the article does, and are linefit's own.


@pytest.mark.own
@given(parameters, tables())
def test_the_old_network_stays(parameters, table):
    """An update gives a new network and leaves the one passed in, which nobody can change."""
    network = Network(*parameters)
    update(network, table[1], table[0])
    assert network == Network(*parameters)
    with pytest.raises(AttributeError):
        network.w = 1


@pytest.mark.own
@given(parameters, tables(), nudges)
def test_the_learning_rate_scales_the_stride(parameters, table, rate):
    """With a learning rate, w and b move by that many times what they move without."""
    start, (xs, errors) = Network(*parameters), table
    whole, scaled = update(start, errors, xs), update(start, errors, xs, learning_rate=rate)
    assert (scaled.w - start.w, scaled.b - start.b) == (rate * (whole.w - start.w), rate * (whole.b - start.b))


@pytest.mark.own
@given(st.integers())
def test_the_same_seed_draws_the_same_network(seed):
    """A seed decides the draw, which is of whole numbers from 0 to 100, whatever else is drawn."""
    state = random.getstate()
    network = Network.random(seed)
    assert random.getstate() == state
    assert Network.random(seed) == network
    assert {type(network.w), type(network.b)} == {int}
    assert 0 <= network.w <= 100 and 0 <= network.b <= 100


@pytest.mark.own
def test_a_draw_reaches_both_ends():
    """0 and 100 are drawn like all others, and w and b are drawn apart."""
    drawn = [Network.random(seed) for seed in range(2000)]
    assert {network.w for network in drawn} == {network.b for network in drawn} == set(range(101))
    assert any(network.w != network.b for network in drawn)


@pytest.mark.own
@given(parameters, tables(xs=gentle))
def test_the_cost_never_rises_while_training_converges(parameters, table):
    """Where converges says yes, no epoch costs more than the one before."""
    xs, ys = table
    assert converges(xs)
    costs = [cost(step.errors) for step in islice(steps(Network(*parameters), xs, ys), 6)]
    assert costs == sorted(costs, reverse=True)


@pytest.mark.own
@given(st.lists(numbers, min_size=1, max_size=4), st.fractions(Fraction(1, 100), 3, max_denominator=100))
def test_converges_says_no_exactly_where_training_runs_away(xs, rate):
    """converges says yes exactly where every distance to the bottom of the bowl shrinks, or stays where it is.

    On errors that are all its own, an update multiplies (w, b) by a matrix. It is symmetric, and its
    eigenvalues are 1 less something that is not negative; so what matters is that both are above -1.
    """
    one, two = (
        update(Network(*start), [start[0] * x + start[1] for x in xs], xs, learning_rate=rate)
        for start in [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))]
    )
    trace, determinant = one.w + two.b, one.w * two.b - one.b * two.w
    settles = 1 + trace + determinant > 0 and 2 + trace > 0
    assert converges(xs, learning_rate=rate) == settles


@pytest.mark.own
@given(tables(xs=gentle, least=2))
def test_training_agrees_with_the_standard_library(table):
    """Where training ends, statistics.linear_regression has its line."""
    xs, ys = [*map(float, gentle_ends), *map(float, table[0])], [0.0, 1.0, *map(float, table[1])]
    training = train(Network(25, 85), xs, ys)
    line = statistics.linear_regression(xs, ys)
    assert training.ending is not Ending.OUT_OF_EPOCHS
    # No prediction is further off than a billionth of the ys' range, which is below 1e-7, nor are w and b then by
    # more than twice that: the xs reach from -3/4 to 3/4, so w is the difference of two predictions by 3/2.
    assert math.isclose(training.network.w, line.slope, abs_tol=2.1e-7)
    assert math.isclose(training.network.b, line.intercept, abs_tol=2.1e-7)


@pytest.mark.own
@given(tables(least=2))
def test_doubling_x_halves_w(table):
    """Learned from doubled xs, w is half as large, and b the same."""
    xs, ys = table
    once, twice = fit(xs, ys), fit([2 * x for x in xs], ys)
    assert (twice.w, twice.b) == (once.w / 2, once.b)


@pytest.mark.own
@given(parameters, tables(least=2))
def test_standard_units_are_learned_in_one_update(start, table):
    """Where xs have mean 0 and mean square 1, one update from any start lands on the least-squares line."""
    xs, ys = table
    assume(len(set(xs)) > 1)
    scaling = Scaling.of(Summary.of(xs, ys))
    standard_xs, standard_ys = scaling.standardize(xs, ys)
    network = Network(float(start[0]), float(start[1]))
    landed = update(network, error(predict(network, standard_xs), standard_ys), standard_xs)
    # The start is at most 50 away, and rounding keeps a few times 2**-53 of that: more, the further the mean is from 0.
    few = 50 * (4 + abs(scaling.mean_x) / scaling.unit_x) * 2**-52
    assert math.isclose(landed.w, scaling.to_standard(fit(xs, ys)).w, abs_tol=few)
    assert math.isclose(landed.b, 0, abs_tol=few)
