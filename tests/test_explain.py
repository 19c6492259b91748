"""One epoch in words."""

import pytest

from linefit import Network, sample, steps
from linefit.show import explain


def first_epoch(xs, ys, **options):
    return explain(next(steps(Network(25, 85), xs, ys)), xs, ys, **options)


def test_all_four_equations_are_filled_in():
    lines = first_epoch(*sample()).splitlines()
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
    assert lines[-2] == "For b, which was added as it is, row 15 counts most: Error = 36.44."
    assert lines[-1] == "For w, which was multiplied by x, row 14 counts most: Error * x = -15.39."


def test_negative_numbers_stand_in_parentheses():
    text = first_epoch([-1, 1], [70, 100])
    assert "row 1: 25 * (-1) + 85 = 60" in text and "row 1: -10 * (-1) = 10" in text


def test_a_few_rows_are_all_shown():
    assert "and so on" not in first_epoch([0, 1, 2], [1, 2, 3])


def test_a_learning_rate_is_shown():
    assert "w = 25 - 0.5 * 6 = 22" in first_epoch([0.1, 1], [67.5, 100], learning_rate=0.5)


def test_another_number_of_rows_than_the_steps_is_refused():
    step = next(steps(Network(1, 1), [1, 2], [3, 4]))
    with pytest.raises(ValueError, match=r"^the step has 2 rows and xs has 3: pass the rows it was made from$"):
        explain(step, [1, 2, 3], [3, 4, 5])


def test_an_epoch_after_which_a_number_is_too_large_is_named():
    with pytest.raises(OverflowError, match=r"^after 1 epoch w is too large for a float: pass a smaller learning_rate"):
        first_epoch([1e300, 1], [-1e300, 1])
