"""Whether training converges, what is said if it does not, and how many epochs it takes if it does."""

import json
import math
import re
import warnings
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import any_float, gentle

from linefit import ConvergenceWarning, DivergenceError, Network, converges, epochs_needed, fit, predict, train, update


@given(st.lists(any_float, min_size=1, max_size=5), st.floats(1e-300, 1e300))
@example([0.0], 2.5)  # b alone overshoots
@example([-1.1], 1.0)
@example([-3.0, 3.0], 3.0)  # both overshoot
def test_converges_is_right_and_epochs_needed_has_an_answer_for_any_floats(xs, rate):
    exact_xs, limit = list(map(Fraction, xs)), 2 / Fraction(rate)
    mean_x, mean_xx = sum(exact_xs) / len(xs), sum([x * x for x in exact_xs]) / len(xs)
    right = limit > 1 and limit > mean_xx and (limit - 1) * (limit - mean_xx) > mean_x**2
    nearly = abs((limit - 1) * (limit - mean_xx) - mean_x**2) <= Fraction(1, 10**9) * (limit + mean_xx) ** 2
    assert converges(xs, learning_rate=rate) == right or nearly
    assert epochs_needed(xs, learning_rate=rate) >= 1


@given(st.lists(gentle, min_size=1, max_size=5), st.fractions(Fraction(1, 100), Fraction(5, 4), max_denominator=100))
def test_the_epochs_needed_leave_a_trillionth_of_the_distance_and_one_less_leaves_more(xs, rate):
    """If every true y is 0, an update multiplies (w, b) by a symmetric matrix, and (w, b) shrink by its eigenvalues."""
    units = [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))]
    (top, side), (_, end) = (update(Network(w, b), [w * x + b for x in xs], xs, learning_rate=rate) for w, b in units)
    middle, spread = (top + end) / 2, math.sqrt((top - end) ** 2 / 4 + side * side)
    left = abs(middle) + spread if min(xs) < max(xs) else abs(2 * middle - 1)  # else nothing moves in one direction
    needed = epochs_needed(xs, learning_rate=rate)
    rounding = 1 + needed * 2**-50  # the share left is at most 1, and off by a few times 2**-53
    assert left**needed <= 1e-12 * rounding and 1e-12 <= left ** (needed - 1) * rounding


def test_epochs_needed_has_an_answer_for_the_fastest_and_the_slowest_training():
    assert epochs_needed([-1, 1]) == 1
    assert epochs_needed([1, 5]) == epochs_needed([1e-159, 3e-159]) == epochs_needed([1e-200, 0]) == math.inf
    assert math.isclose(epochs_needed([-1, 1], learning_rate=1e-16), 1e16 * math.log(1e12))
    # Both xs are 1/2 from their mean, but mean(x*x) - mean(x)^2 would be wrong in all digits.
    assert math.isclose(epochs_needed([1e8, 1e8 + 1], learning_rate=1e-16), 4e16 * (1e16 + 1e8) * math.log(1e12))


@pytest.mark.parametrize(
    ("xs", "rate", "says"),
    [
        (
            [1, 2, 2],
            1,
            "5.77778 and must be below 2; pass learning_rate=0.38, which needs about 1,300 epochs, or use fit(xs, ys)",
        ),
        ([0, 4], 0.5, "the learning rate is too large for these xs; pass learning_rate=0.176, which needs about 320"),
        ([1], 1, "is 2 and must be below 2; pass learning_rate=0.75, which needs about 40 epochs"),
        ([1.0000001], 1, "mean(x*x) + mean(x)^2 is 2.00000040000002 and must be below 2"),
        ([1, 1, 1.1], 1, "mean(x*x) + mean(x)^2 is 2.13778 and must be below 2; pass learning_rate=0.725"),
        ([1e300], 1, "mean(x*x) + mean(x)^2 is too large for a float and must be below 2; use fit(xs, ys)"),
        ([10**300], 1, "mean(x*x) + mean(x)^2 is too large for a float and must be below 2; use fit(xs, ys)"),
    ],
)
def test_training_that_would_diverge_is_rejected_with_its_reason_and_a_remedy(xs, rate, says):
    with pytest.raises(DivergenceError, match=f"^training diverges: .*{re.escape(says)}"):
        train(Network(25, 85), xs, [1] * len(xs), learning_rate=rate)


def follow_advice(xs, ys, **options):
    """Return the network that train learns, with the learning rate or epochs of its message if any, else fit's."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return train(Network(25, 85), xs, ys, **options).network
    except (DivergenceError, ConvergenceWarning) as message:
        text = str(message)
    assert not options, "following the advice gives no second message"
    advice = {name: json.loads(value) for name, value in re.findall(r"pass (learning_rate|epochs)=([\d.]+)", text)}
    assert text.endswith("use fit(xs, ys)") or advice
    return follow_advice(xs, ys, **advice) if advice else fit(xs, ys)


@pytest.mark.parametrize(
    ("xs", "ys"),
    [
        ([150, 158, 163, 165, 170, 172, 178, 185], [50, 55, 61, 60, 66, 71, 75, 84]),  # heights and weights
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [3, 4.5, 7, 9.5, 11, 12.8, 15, 17.4, 19, 21]),
        ([0.03, 0.5, 0.9, 1.4, 2.0], [170, 290, 650, 500, 850]),  # galaxies, on which updates just overshoot
        ([0, 0.03], [3, 3.01]),  # so close together that training is slow
    ],
)
def test_doing_as_the_message_says_leads_to_the_line(xs, ys):
    network, tolerance = follow_advice(xs, ys), 1e-9 * (max(ys) - min(ys))
    assert all(abs(one - two) <= tolerance for one, two in zip(predict(network, xs), predict(fit(xs, ys), xs)))


@pytest.mark.parametrize(
    ("ys", "tolerance"),
    [
        ([-3.0, -5.0], 2e-9),
        ([2**60, 2**60 + 1], 1e-9),
        ([-7.0], 7e-9),
        ([0, 0.0], 1e-9),
        ([-1e308, 1e308], 1.7976931348623157e299),  # no float holds their range
        ([-(10**308), Fraction(10**308)], 1.7976931348623157e299),
        ([1.7e308, 1.7e308], 1.7e299),  # nor their sum
        ([17 * 10**307, 17 * 10**307], 1.7e299),
    ],
)
def test_by_default_predictions_match_within_a_billionth_of_the_ys_range_or_else_of_their_size(ys, tolerance):
    for share, ending in ((0.999, "MATCHED"), (1.001, "OUT_OF_EPOCHS")):
        low, high, off = map(Fraction, (ys[0], ys[-1], share * tolerance))
        start = Network((high - low) / 2, (high + low) / 2 + off)
        training = train(start, [-1, 1][: len(ys)], ys, epochs=0, learning_rate=0.5)
        assert training.ending.name == ending
