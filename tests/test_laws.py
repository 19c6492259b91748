"""The laws of predict, error, update, cost and train: each is a test, named after it. Read this file first.

Hypothesis, a library for tests, calls a law a hundred times, each time with other random numbers. @given says what is
drawn, in the order of the law's arguments. For example, @given(parameters, tables()) above (start, table) draws a pair
of w and b, and then a table, which is two lists with one number per row, such as xs and Errors. What can be drawn is in
strategies.py. Most numbers are Fractions, which are never rounded, so results are compared with ==, and a law holds to
the last digit or not at all.
"""

import math
import random
from fractions import Fraction
from itertools import islice
from statistics import linear_regression, mean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import add_cancelling_row, fine, gentle, large, nudges, numbers, parameters, tables, wide_tables

from linefit import Network, Scaling, Summary, converges, cost, error, fit, predict, steps, train, update


@given(parameters, tables(fine, fine, max_rows=20))
def test_a_prediction_is_w_times_x_plus_b(start, table):
    """(1) y = w*x + b, for every row."""
    (w, b), (xs, _) = start, table
    assert predict(Network(w, b), xs) == [w * x + b for x in xs]


@given(tables(fine | large, fine | large, max_rows=20))
def test_an_error_is_predicted_minus_true(table):
    """(2) Error = predicted - true, for every row: too high is positive."""
    ys, errors = table
    assert error([y + e for y, e in zip(ys, errors)], ys) == errors


@given(tables())
def test_trading_predicted_for_true_flips_the_sign_of_the_error(table):
    """If predicted and true are swapped, an Error changes only its sign."""
    predictions, ys = table
    assert error(predictions, ys) == [-e for e in error(ys, predictions)]


@given(parameters, tables(ys=large, max_rows=20) | tables().flatmap(add_cancelling_row))
def test_w_moves_against_the_mean_of_error_times_x(start, table):
    """(3) w := w - mean(Error * x)."""
    (w, b), (xs, errors) = start, table
    assert update(Network(w, b), errors, xs).w == w - mean([e * x for e, x in zip(errors, xs)])


@given(parameters, tables(ys=large, max_rows=20) | tables().flatmap(add_cancelling_row))
def test_b_moves_against_the_mean_of_error(start, table):
    """(4) b := b - mean(Error)."""
    (w, b), (xs, errors) = start, table
    assert update(Network(w, b), errors, xs).b == b - mean(errors)


@given(parameters, tables())
def test_the_lists_stay_as_they_are(start, table):
    """predict, error, update and cost do not change the lists that they are passed."""
    network, (one, two) = Network(*start), table
    before = (list(one), list(two))
    predict(network, one)
    error(one, two)
    update(network, one, two)
    cost(one)
    assert (one, two) == before


@given(parameters, tables())
def test_a_perfect_line_stays_put(start, table):
    """If every Error is 0, w and b stay where they are."""
    network, (xs, _) = Network(*start), table
    assert update(network, [0 for _ in xs], xs) == network


@given(parameters, tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(start, table, shuffler):
    """An update returns the same w and b in whatever order the rows come."""
    network, (xs, errors) = Network(*start), table
    rows = list(zip(xs, errors))
    shuffler.shuffle(rows)
    assert update(network, [e for _, e in rows], [x for x, _ in rows]) == update(network, errors, xs)


@given(parameters, tables(), st.sampled_from([2, 3, 20]))
def test_repeating_the_rows_changes_nothing(start, table, times):
    """An update returns the same w and b if all rows are repeated."""
    network, (xs, errors) = Network(*start), table
    assert update(network, errors * times, xs * times) == update(network, errors, xs)


@given(parameters, tables())
def test_mirroring_x_mirrors_only_w(start, table):
    """With every x and w negated, an update returns the negated w and the same b."""
    (w, b), (xs, errors) = start, table
    after = update(Network(w, b), errors, xs)
    assert update(Network(-w, b), errors, [-x for x in xs]) == Network(-after.w, after.b)


@given(parameters, tables(), numbers)
def test_lifting_y_lifts_only_b(start, table, c):
    """With c added to every y and to b, an epoch returns the same w, and c more for b."""
    (w, b), (xs, ys) = start, table
    after = update(Network(w, b), error(predict(Network(w, b), xs), ys), xs)
    lifted_errors = error(predict(Network(w, b + c), xs), [y + c for y in ys])
    assert update(Network(w, b + c), lifted_errors, xs) == Network(after.w, after.b + c)


@given(tables())
def test_the_cost_is_half_the_mean_of_the_squares(table):
    """The cost is mean(Error^2) / 2."""
    errors, _ = table
    assert cost(errors) == mean([e * e for e in errors]) / 2


@given(parameters, tables(), nudges)
def test_nudging_w_agrees_with_the_update(start, table, h):
    """The slope of the cost along w is what (3) subtracts from w.

    Along w, the cost is a parabola, so nudges of any size h give its slope exactly.
    """
    (w, b), (xs, ys) = start, table
    up, down = (cost(error(predict(Network(nudged, b), xs), ys)) for nudged in (w + h, w - h))
    assert (up - down) / (2 * h) == w - update(Network(w, b), error(predict(Network(w, b), xs), ys), xs).w


@given(parameters, tables(), nudges)
def test_nudging_b_agrees_with_the_update(start, table, h):
    """The slope of the cost along b is what (4) subtracts from b."""
    (w, b), (xs, ys) = start, table
    up, down = (cost(error(predict(Network(w, nudged), xs), ys)) for nudged in (b + h, b - h))
    assert (up - down) / (2 * h) == b - update(Network(w, b), error(predict(Network(w, b), xs), ys), xs).b


@given(parameters, tables(xs=gentle), st.integers(1, 4))
def test_training_repeats_the_update(start, table, epochs):
    """n epochs of training are n updates, each from all rows at once.

    With tolerance 0, training does not stop early.
    """
    network, (xs, ys) = Network(*start), table
    for _ in range(epochs):
        network = update(network, error(predict(network, xs), ys), xs)
    assert train(Network(*start), xs, ys, epochs=epochs, tolerance=0).network == network


@given(parameters, tables(xs=gentle), st.integers(1, 3), st.integers(1, 3))
def test_epochs_add_up(start, table, i, j):
    """i epochs, and then j epochs, are i + j epochs."""
    halfway = train(Network(*start), *table, epochs=i, tolerance=0).network
    both = train(Network(*start), *table, epochs=i + j, tolerance=0)
    assert train(halfway, *table, epochs=j, tolerance=0).network == both.network


@given(st.integers(-9, 9), st.integers(-9, 9), wide_tables)
def test_a_clean_line_is_recovered(true_w, true_b, table):
    """From w = 25, b = 85, training finds the whole numbers that the ys were made with."""
    xs, _ = table
    learned = train(Network(25, 85), xs, [true_w * x + true_b for x in xs]).network
    assert (round(learned.w, 3), round(learned.b, 3)) == (true_w, true_b)


# From here on: laws of what linefit has beyond the article, such as seeds and learning rates. The gallery is not tried
# on these; mutmut, which makes one small change at a time to linefit's code, shows that the tests notice the changes.


@given(parameters, tables())
def test_the_old_network_stays(start, table):
    """An update returns a new network, and the old one stays as it is."""
    network, (xs, errors) = Network(*start), table
    update(network, errors, xs)
    assert network == Network(*start)


@given(parameters, tables(), nudges)
def test_the_learning_rate_scales_the_update(start, table, rate):
    """A learning rate multiplies how far w and b move."""
    (w, b), (xs, errors) = start, table
    once, scaled = update(Network(w, b), errors, xs), update(Network(w, b), errors, xs, learning_rate=rate)
    assert scaled == Network(w + rate * (once.w - w), b + rate * (once.b - b))


@given(st.integers())
def test_the_same_seed_draws_the_same_network(seed):
    """The same seed draws the same network, and does not change what else is drawn."""
    state = random.getstate()
    assert (Network.random(seed), random.getstate()) == (Network.random(seed), state)


def test_all_whole_numbers_from_0_to_100_are_drawn_and_no_others():
    """All whole numbers from 0 to 100 are drawn, and no others; w and b are not always equal."""
    networks = [Network.random(seed) for seed in range(2000)]
    assert {w for w, _ in networks} == {b for _, b in networks} == set(range(101)) and any(w != b for w, b in networks)


@given(parameters, tables(xs=gentle))
def test_the_cost_never_rises_while_training_converges(start, table):
    """If converges returns True, the cost never rises from one epoch to the next."""
    xs, ys = table
    assume(converges(xs))
    costs = [cost(step.errors) for step in islice(steps(Network(*start), xs, ys), 6)]
    assert costs == sorted(costs, reverse=True)


@given(st.lists(numbers, min_size=1, max_size=4), st.fractions(Fraction(1, 100), 3, max_denominator=100))
def test_converges_is_false_exactly_if_training_diverges(xs, rate):
    """converges returns False exactly if updates from some start overshoot by as much as before, or more.

    If every true y is 0, an update multiplies (w, b) by a symmetric matrix, and training diverges exactly if one of
    its two eigenvalues is -1 or below; none is above 1. Adding 1 to each gives two numbers with the product
    1 + trace + determinant and the sum 2 + trace.
    """
    one, two = (
        update(Network(*start), [start[0] * x + start[1] for x in xs], xs, learning_rate=rate)
        for start in [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))]
    )
    trace, determinant = one.w + two.b, one.w * two.b - one.b * two.w
    assert converges(xs, learning_rate=rate) == (1 + trace + determinant > 0 and 2 + trace > 0)


@given(wide_tables)
def test_training_agrees_with_the_standard_library(table):
    """Training ends on the line of statistics.linear_regression."""
    xs, ys = table
    # Every prediction is within a billionth of the ys' range, so within 1e-7, and w and b are within twice that, as the
    # xs reach from -3/4 to 3/4, and w is the difference of two predictions, divided by 3/2.
    assert train(Network(25, 85), xs, ys).network == pytest.approx(linear_regression(xs, ys), rel=0, abs=2.1e-7)


@given(tables(min_rows=2))
def test_doubling_x_halves_w(table):
    """Fitted to doubled xs, w is half as large, and b the same."""
    xs, ys = table
    once = fit(xs, ys)
    assert fit([2 * x for x in xs], ys) == Network(once.w / 2, once.b)


@given(parameters, tables(min_rows=2))
def test_in_standard_units_one_update_reaches_the_line(start, table):
    """If xs have mean 0 and mean square 1, one update from any start lands on the least-squares line."""
    xs, ys = table
    assume(len(set(xs)) > 1)
    scaling = Scaling.of(Summary.of(xs, ys))
    standard_xs, standard_ys = scaling.standardize(xs, ys)
    network = Network(float(start[0]), float(start[1]))
    after = update(network, error(predict(network, standard_xs), standard_ys), standard_xs)
    # The start is about 50 away. Rounding leaves a few 2**-52 of it, and more if the mean of x is far from 0.
    tolerance = 50 * (4 + abs(scaling.mean_x) / scaling.unit_x) * 2**-52
    assert math.isclose(after.w, scaling.to_standard(fit(xs, ys)).w, abs_tol=tolerance)
    assert math.isclose(after.b, 0, abs_tol=tolerance)
