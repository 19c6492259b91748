"""One epoch in words."""

import pytest

from linefit import Network, sample, steps
from linefit.show import explain


def explain_first_epoch(xs, ys, **options):
    return explain(next(steps(Network(25, 85), xs, ys)), xs, ys, **options).splitlines()


def test_all_four_equations_are_filled_in():
    lines = explain_first_epoch(*sample())
    for line in (
        "Epoch 0: the network is w = 25, b = 85.",
        "    row 1: 25 * 0.66 + 85 = 101.5",
        "    row 1: 101.5 - 101.46 = 0.04",
        "    row 1: 0.04 * 0.66 = 0.0264",
        "    mean(Error * x) = 0.795067",
        "    w = 25 - 0.795067 = 24.2049",
        "    mean(Error) = 12.0987",
        "    b = 85 - 12.0987 = 72.9013",
        "    ... and so on, 30 rows in all",
        "For b, row 15 counts most: Error = 36.44.",
        "For w, where the Error is multiplied by x, row 14 counts most: -15.39.",
    ):
        assert line in lines


def test_negative_numbers_after_an_operator_are_in_parentheses_and_a_learning_rate_is_shown():
    text = "\n".join(explain_first_epoch([-1, 1, 0], [70, 100, -15], learning_rate=0.5))
    assert "row 1: 25 * (-1) + 85 = 60" in text and "row 1: -10 * (-1) = 10" in text and "85 - (-15) = 100" in text
    assert "w = 25 - 0.5 * 6.66667 = 21.6667" in text and "b = 85 - 0.5 * 33.3333 = 68.3333" in text
    assert "row 3:" in text and "and so on" not in text
    assert explain(next(steps(Network(2, 1), [0, 1], [1, 3])), [0, 1], [1, 3]).endswith("\n    b = 1 - 0 = 1")


def test_another_number_of_rows_or_an_overflow_is_rejected():
    with pytest.raises(ValueError, match=r"^len\(step.errors\) is 2 and len\(xs\) is 3: pass the rows of the step$"):
        explain(next(steps(Network(1, 1), [1, 2], [3, 4])), [1, 2, 3], [3, 4, 5])
    with pytest.raises(OverflowError, match=r"^after 1 epoch, w, b or an Error is too large for a float: pass a"):
        explain_first_epoch([1e300, 1], [-1e300, 1])
