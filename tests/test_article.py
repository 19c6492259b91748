"""The article's own numbers: Ben Luks, "The Simplest Possible Neural Network, Explained", 2023."""

from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from linefit import DivergenceError, Ending, Network, converges, error, fit, predict, sample, steps, train, update
from linefit.reading import read_csv, sample_path

ARTICLE_START = Network(w=25, b=85)


def test_the_articles_draw_can_be_drawn_again():
    assert Network.random(seed=2607) == ARTICLE_START


def test_the_first_row_its_prediction_and_its_error_are_the_articles():
    xs, ys = sample()
    assert (xs[0], ys[0]) == (0.66, 101.46)
    assert predict(ARTICLE_START, xs)[0] == 101.5
    assert error(predict(ARTICLE_START, [Fraction("0.66")]), [Fraction("101.46")]) == [Fraction("0.04")]


def test_the_first_row_looks_right_while_the_network_is_far_off():
    xs, ys = sample()
    errors = error(predict(ARTICLE_START, xs), ys)
    assert abs(errors[0]) < 0.05 and max(map(abs, errors)) > 30


def test_the_data_lie_on_81_x_plus_48_exactly_as_written():
    rows = [line.split(",") for line in Path(sample_path()).read_text().split()[1:]]
    assert len(rows) == len({x for x, _ in rows}) == 30
    for x, y in rows:
        assert len(x.split(".")[1]) == 2 and 0 <= Fraction(x) <= 1
        assert Fraction(y) == 81 * Fraction(x) + 48


def test_training_learns_81_and_48_from_the_articles_draw():
    training = train(ARTICLE_START, *sample())
    assert training.ending is Ending.MATCHED
    assert (round(training.network.w, 6), round(training.network.b, 6)) == (81, 48)


def test_an_update_uses_the_means_over_all_rows():
    xs, ys = [Fraction("0.66"), Fraction(0)], [Fraction("101.46"), Fraction(48)]
    after = update(ARTICLE_START, error(predict(ARTICLE_START, xs), ys), xs)
    assert after.w == 25 - Fraction("0.04") * Fraction("0.66") / 2
    assert after.b == 85 - (Fraction("0.04") + 37) / 2


def test_with_tolerance_0_the_articles_training_ends_without_an_exact_match():
    xs, ys = sample()
    training = train(ARTICLE_START, xs, ys, tolerance=0)
    assert training.ending is Ending.CONVERGED and predict(training.network, xs) != ys


def test_training_on_wide_inputs_diverges():
    xs = list(range(11))
    ys = [2 * x + 1 for x in xs]
    with pytest.raises(DivergenceError, match=r"is 60 and must be below 2; pass learning_rate=0\.042, which needs"):
        train(ARTICLE_START, xs, ys)
    with pytest.raises(OverflowError, match="too large for a float"):
        list(islice(steps(ARTICLE_START, xs, ys), 1000))
    assert fit(xs, ys) == Network(2.0, 1.0)


def test_updates_on_hubbles_galaxies_just_overshoot():
    xs, ys = read_csv(Path(sample_path()).with_name("hubble.csv"))
    assert len(xs) == 24 and not converges(xs)
    with pytest.raises(DivergenceError, match=r"mean\(x\*x\) \+ mean\(x\)\^2 is 2\.06"):
        train(ARTICLE_START, xs, ys)
    network = fit(xs, ys)
    assert (round(network.w, 6), round(network.b, 6)) == (454.158441, -40.783649)


def test_the_formaldehyde_calibration_is_learned_with_learning_rate_1():
    xs, ys = [0.1, 0.3, 0.5, 0.6, 0.7, 0.9], [0.086, 0.269, 0.446, 0.538, 0.626, 0.782]
    network = fit(xs, ys)
    assert f"{network.w:.15f} {network.b:.17f}" == "0.876285714285714 0.00508571428571429"
    training = train(ARTICLE_START, xs, ys)
    assert training.ending is Ending.CONVERGED
    assert abs(training.network.w - network.w) < 1e-6 and abs(training.network.b - network.b) < 1e-6


def test_a_textbooks_gradient_descent_is_within_a_tenth_after_5000_epochs():
    xs = list(range(-50, 50))
    ys = [20 * x + 5 for x in xs]
    training = train(Network(0, 0), xs, ys, epochs=5000, learning_rate=0.001)
    assert abs(training.network.w - 20) < 0.1 and abs(training.network.b - 5) < 0.1
    assert fit(xs, ys) == Network(20.0, 5.0)
