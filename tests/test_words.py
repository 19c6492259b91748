"""One epoch in words."""

import pytest

from linefit import Network, sample, steps
from linefit.words import explain


def told(xs, ys, **options):
    return explain(next(steps(Network(25, 85), xs, ys)), xs, ys, **options)


def test_all_four_equations_are_filled_in():
    lines = told(*sample()).splitlines()
    for line in (
        "Epoch 0: the network is w = 25, b = 85.",
        "    row 1: 25 * 0.66 + 85 = 101.5",
        "    row 1: 101.5 - 101.46 = 0.04",
        "    row 1: 0.04 * 0.66 = 0.0264",
        "    w = 25 - 0.795067 = 24.2049",
        "    b = 85 - 12.0987 = 72.9013",
        "    ... and so on, 30 rows in all",
    ):
        assert line in lines


def test_the_rows_that_pull_hardest_are_named():
    text = told([0, 1, 2], [95, 105, 140])
    assert "the greatest Error is -10, in row 1: it counts most in mean(Error)." in text
    assert "Row 2 pulls hardest:\n    its Error * x is -5 * 1 = -5.\n    In row 1 it is" not in text
    text = told([0.1, 1], [100, 90])
    assert (
        "the greatest Error is 20, in row 2" in text
        and "Row 2 pulls hardest:\n    its Error * x is 20 * 1 = 20.\nWhy" in text
    )
    text = told([0.1, 1], [67.5, 100])
    assert "Row 2 pulls hardest:\n    its Error * x is 10 * 1 = 10.\n    In row 1 it is 20 * 0.1 = 2." in text


def test_why_b_moves_differently_is_told_from_the_same_numbers():
    text = told([0.1, 1], [67.5, 100])
    assert "Why does b move differently from w?" in text
    assert "\n    so it takes their mean, 15; w is multiplied by x first,\n" in text
    assert text.endswith("so it takes the mean of Error * x, 6.")


def test_negative_numbers_stand_in_parentheses():
    text = told([-1, 1], [70, 100])
    assert "row 1: 25 * -1 + 85 = 60" in text and "row 1: -10 * (-1) = 10" in text


def test_a_few_rows_are_all_shown():
    assert "and so on" not in told([0, 1, 2], [1, 2, 3])


def test_a_perfect_network_has_nothing_to_learn():
    assert told([0, 1], [85, 110]).endswith("Every Error is 0, so nothing pulls: w and b stay where they are.")


def test_w_stays_where_x_is_0():
    assert "x is 0 wherever there is an Error, so w contributed nothing, and w stays." in told([0, 1], [1, 110])


def test_a_learning_rate_is_shown():
    assert "w = 25 - 0.5 * 6 = 22" in told([0.1, 1], [67.5, 100], learning_rate=0.5)


def test_rows_of_another_step_are_refused():
    step = next(steps(Network(1, 1), [1, 2], [3, 4]))
    with pytest.raises(ValueError, match=r"^the step has 2 rows and xs has 3: pass the rows that it was made from$"):
        explain(step, [1, 2, 3], [3, 4, 5])


def test_an_epoch_that_outgrows_a_float_is_named():
    with pytest.raises(OverflowError, match=r"^after 1 epoch w is too large for a float: choose larger units for x or"):
        told([1e300, 1], [-1e300, 1])
