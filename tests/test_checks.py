"""Numbers that cannot be used are refused in one sentence that says which, where and what to do."""

import array
import math
from collections import deque
from decimal import Decimal
from fractions import Fraction

import pytest

from linefit import Network, Scaling, Summary, converges, cost, error, fit, predict, steps, train, update

GOOD = [0, 0.5, 1]
HUGE = 10**400


def standardize(xs, ys):
    return Scaling.of(Summary.of(GOOD, GOOD)).standardize(xs, ys)


def first_step(xs, ys):
    return next(steps(Network(1, 1), xs, ys))


def train_on(xs, ys):
    return train(Network(1, 1), xs, ys)


TAKE_ROWS = [fit, train_on, first_step, standardize, Summary.of]


class Array:
    """Stands for a NumPy array, which is not needed to run these tests."""

    __module__, __qualname__ = "numpy", "ndarray"

    def tolist(self):
        return []


@pytest.mark.parametrize("use", TAKE_ROWS)
@pytest.mark.parametrize(
    ("bad", "kind", "sentence"),
    [
        ([0, math.nan, 1], ValueError, "xs[1] is nan: it must be finite, and at most 1.8e+308 in size"),
        ([0, 0.5, math.inf], ValueError, "xs[2] is inf: it must be finite, and at most 1.8e+308 in size"),
        ([-math.inf, 0.5, 1], ValueError, "xs[0] is -inf: it must be finite, and at most 1.8e+308 in size"),
        ([math.inf, -math.inf, 1], ValueError, "xs[0] is inf: it must be finite, and at most 1.8e+308 in size"),
        ([0, HUGE, 1], ValueError, "xs[1] is too large for a float: it must be finite, and at most 1.8e+308 in size"),
        ([0, True, 1], TypeError, "xs[1] is True, a bool: it must be an int, a float or a Fraction"),
        (
            [Decimal("0.5"), 0, 1],
            TypeError,
            "xs[0] is Decimal('0.5'), a decimal.Decimal: it must be an int, a float or a Fraction",
        ),
        ([0, "1", 1], TypeError, "xs[1] is '1', a str: it must be an int, a float or a Fraction"),
        ([0, 1, None], TypeError, "xs[2] is None, a NoneType: it must be an int, a float or a Fraction"),
        ([0, 1j, 1], TypeError, "xs[1] is 1j, a complex: it must be an int, a float or a Fraction"),
        ("abc", TypeError, "xs is a str: pass a list of numbers, such as list(xs)"),
        ((x for x in GOOD), TypeError, "xs is a generator: pass a list of numbers, such as list(xs)"),
        ({1, 2, 3}, TypeError, "xs is a set: pass a list of numbers, such as list(xs)"),
        (Array(), TypeError, "xs is a numpy.ndarray: pass a list of numbers, such as xs.tolist()"),
        (5, TypeError, "xs is a int: pass a list of numbers, such as list(xs)"),
        ([], ValueError, "xs has 0 rows and ys has 3: they must pair up, row by row"),
        ([1, 2], ValueError, "xs has 2 rows and ys has 3: they must pair up, row by row"),
    ],
)
def test_bad_xs_are_named_wherever_rows_are_taken(use, bad, kind, sentence):
    with pytest.raises(kind) as raised:
        use(bad, GOOD)
    assert str(raised.value) == sentence


@pytest.mark.parametrize("use", TAKE_ROWS)
def test_bad_ys_are_named_too(use):
    with pytest.raises(ValueError, match=r"^ys\[2\] is nan"):
        use(GOOD, [1, 2, math.nan])
    with pytest.raises(ValueError, match=r"^xs has no rows: at least one is needed$"):
        use([], [])


def test_a_refused_generator_is_not_consumed():
    rows = iter(GOOD)
    with pytest.raises(TypeError):
        fit(rows, GOOD)
    assert list(rows) == GOOD


@pytest.mark.parametrize("kind", [list, tuple, deque, lambda values: array.array("d", values)])
def test_any_sequence_of_numbers_will_do(kind):
    assert fit(kind([1.0, 2.0, 4.0]), kind([3.0, 5.0, 9.0])) == Network(2.0, 1.0)


def test_a_range_will_do():
    assert fit(range(5), range(10, 15)) == Network(1.0, 10.0)


@pytest.mark.parametrize("number", [1, 2**60 + 1, 0.5, Fraction(1, 3)])
def test_ints_floats_and_fractions_will_do(number):
    assert fit([0, number], [0, 2 * number]) == Network(2.0, 0.0)


class Float64(float):
    """Like NumPy's float64, which is a float."""


def test_a_number_that_is_a_float_by_descent_will_do():
    assert fit([Float64(1), Float64(2), 3], [Float64(2), 4, 6]) == Network(2.0, 0.0)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: predict(Network(math.nan, 1), GOOD), "w is nan"),
        (lambda: predict(Network(1, math.inf), GOOD), "b is inf"),
        (lambda: predict(Network(1, 1), [0, math.nan]), r"xs\[1\] is nan"),
        (lambda: predict(Network(1, 1), []), "xs has no rows"),
        (lambda: error([1, math.nan], [1, 2]), r"predictions\[1\] is nan"),
        (lambda: error([1, 2], [1, math.inf]), r"ys\[1\] is inf"),
        (lambda: error([1, 2], [1]), "predictions has 2 rows and ys has 1"),
        (lambda: error([1], [1, 2]), "predictions has 1 rows and ys has 2"),
        (lambda: error([], []), "predictions has no rows"),
        (lambda: update(Network(1, 1), [1, math.nan], [1, 2]), r"errors\[1\] is nan"),
        (lambda: update(Network(1, 1), [1, 2], [1, math.inf]), r"xs\[1\] is inf"),
        (lambda: update(Network(1, 1), [1, 2], [1]), "errors has 2 rows and xs has 1"),
        (lambda: update(Network(1, 1), [1], [1, 2]), "errors has 1 rows and xs has 2"),
        (lambda: update(Network(1, 1), [], []), "errors has no rows"),
        (lambda: update(Network(math.nan, 1), [1], [1]), "w is nan"),
        (lambda: update(Network(1, 1), [1], [1], learning_rate=math.nan), "learning_rate is nan"),
        (lambda: cost([]), "errors has no rows"),
        (lambda: cost([math.nan]), r"errors\[0\] is nan"),
        (lambda: train(Network(math.nan, 1), GOOD, GOOD), "w is nan"),
        (lambda: train(Network(1, 1), GOOD, GOOD, epochs=-1), "epochs is -1: it must be a whole number, 0 or more"),
        (lambda: train(Network(1, 1), GOOD, GOOD, epochs=2.5), "epochs is 2.5: it must be a whole number"),
        (lambda: train(Network(1, 1), GOOD, GOOD, tolerance=-1), "tolerance is -1: it must be 0 or more"),
        (lambda: train(Network(1, 1), GOOD, GOOD, tolerance=math.nan), "tolerance is nan"),
        (lambda: train(Network(1, 1), GOOD, GOOD, learning_rate=0), "learning_rate is 0: it must be above 0"),
        (lambda: train(Network(1, 1), GOOD, GOOD, learning_rate=-0.5), "learning_rate is -0.5: it must be above 0"),
        (lambda: converges(GOOD, learning_rate=math.inf), "learning_rate is inf"),
        (lambda: converges([]), "xs has no rows"),
        (lambda: Summary().condensed(), "the summary has no rows"),
        (lambda: Scaling.of(Summary()), "the summary has no rows"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        call()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: predict(Network(1e300, 1), [1, 1e300]), r"predictions\[1\] is too large for a float"),
        (lambda: error([1e308, 1], [-1e308, 1]), r"errors\[0\] is too large for a float"),
        (lambda: update(Network(1, 1), [1e300, 1], [1e300, 1]), r"the new \[w, b\]\[0\] is too large for a float"),
        (lambda: cost([1, 1e300]), r"squares\[1\] is too large for a float"),
        (lambda: fit([0, 1e-300], [0, 1e300]), "w is too large for a float: choose other units for x or y"),
        (lambda: fit([0, 1e300], [0, 1e-300]), "w is too small for a float: choose other units for x or y"),
    ],
)
def test_what_a_float_cannot_hold_is_refused(call, sentence):
    with pytest.raises(OverflowError, match=f"^{sentence}"):
        call()


def test_large_but_finite_numbers_are_no_overflow():
    assert predict(Network(1, 0), [1e308, 1e308]) == [1e308, 1e308]
    assert error([1e308, 1e308], [0, 0]) == [1e308, 1e308]


def test_learning_needs_no_floats_but_gives_exactly_what_they_round_to():
    assert fit([0, 3], [Fraction(1, 3), Fraction(4, 3)]) == Network(1 / 3, 1 / 3)
