"""What cannot be used is refused in one sentence that says which argument, where and what to do."""

import array
import io
import math
import sys
from collections import deque
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import pytest

from linefit import (
    Network,
    Scaling,
    Summary,
    converges,
    cost,
    error,
    fit,
    predict,
    read_csv,
    steps,
    train,
    update,
    validation,
)
from linefit.show import chart, explain

GOOD = [0, 0.5, 1]
HUGE = 10**400


def standardize(xs, ys):
    return Scaling.of(Summary.of(GOOD, GOOD)).standardize(xs, ys)


def steps_on(xs, ys):
    return steps(Network(1, 1), xs, ys)  # refuses before the first step is asked for


def train_on(xs, ys):
    return train(Network(1, 1), xs, ys)


def chart_of(xs, ys):
    return chart(xs, ys, Network(1, 1), Network(1, 1))


def explained(xs, ys):
    return explain(next(steps(Network(1, 1), GOOD, GOOD)), xs, ys)


TAKE_ROWS = [fit, train_on, steps_on, standardize, Summary.of, chart_of, explained]


class Array:
    """Stands for a NumPy array or a pandas column, which are not needed to run these tests."""

    __module__, __qualname__ = "numpy", "ndarray"

    def __init__(self, values):
        self.values = values

    def tolist(self):
        return self.values


class Frame:
    """Stands for a pandas table."""

    __module__, __qualname__ = "pandas", "DataFrame"
    columns = ("x", "y")


NESTED = "xs holds rows of numbers: pass one column, such as [row[0] for row in xs]"
DATES = "holds dates or times: make them numbers, such as days since the first"


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
        ([0, "1", 1], TypeError, "xs[1] is '1', a str: it must be an int, a float or a Fraction, such as float(xs[1])"),
        ([0, 1, None], TypeError, "xs[2] is None, a NoneType: it must be an int, a float or a Fraction"),
        ([0, 1j, 1], TypeError, "xs[1] is 1j, a complex: it must be an int, a float or a Fraction"),
        ("abc", TypeError, "xs is a str: pass a list of numbers"),
        (b"abc", TypeError, "xs is a bytes: pass a list of numbers"),
        (bytearray(b"abc"), TypeError, "xs is a bytearray: pass a list of numbers"),
        ({1: 2}, TypeError, "xs is a dict: pass a list of numbers"),
        ((x for x in GOOD), TypeError, "xs is a generator: pass a list of numbers, such as list(xs)"),
        ({1, 2, 3}, TypeError, "xs is a set: pass a list of numbers, such as list(xs)"),
        (Array([0, math.nan, 1]), ValueError, "xs[1] is nan: it must be finite, and at most 1.8e+308 in size"),
        (Array([0, True, 1]), TypeError, "xs[1] is True, a bool: it must be an int, a float or a Fraction"),
        (Array([[0], [1], [2]]), TypeError, NESTED),
        ([(0,), (1,), (2,)], TypeError, NESTED),
        ([date(2024, 5, 1)] * 3, TypeError, f"xs {DATES}"),
        ([datetime(2024, 5, 1, 12)] * 3, TypeError, f"xs {DATES}"),
        ([timedelta(hours=1)] * 3, TypeError, f"xs {DATES}"),
        (Array(5.0), TypeError, "xs is a numpy.ndarray: pass a list of numbers"),
        (Frame(), TypeError, 'xs is a pandas.DataFrame: pass one of its columns, such as xs["name"]'),
        ([0.5, HUGE, 1], ValueError, "xs[1] is too large for a float: it must be finite, and at most 1.8e+308 in size"),
        (5, TypeError, "xs is an int: pass a list of numbers"),
        (
            [HUGE, -HUGE, 1],
            ValueError,
            "xs[0] is too large for a float: it must be finite, and at most 1.8e+308 in size",
        ),
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


@pytest.mark.parametrize("kind", [list, tuple, deque, lambda values: array.array("d", values), Array])
def test_any_sequence_of_numbers_will_do_everywhere(kind):
    lists = [0.0, 0.5, 0.75], [3.0, 5.0, 9.0]
    uses = [use for use in TAKE_ROWS if use is not steps_on]
    for use in (*uses, lambda xs, ys: list(islice(steps_on(xs, ys), 3))):
        assert use(*map(kind, lists)) == use(*lists)
    assert converges(kind(lists[0])) is True


def test_a_range_will_do():
    assert fit(range(5), range(10, 15)) == Network(1.0, 10.0)


def test_numpys_own_arrays_and_numbers_will_do():
    numpy = pytest.importorskip("numpy", reason="NumPy is no dependency: this is tried where it is there")
    xs, ys = [0, 0.5, 0.75], [3, 5, 9]
    for kind in (numpy.array, lambda values: list(numpy.array(values, dtype=float))):
        assert repr(train_on(kind(xs), kind(ys))) == repr(train_on(xs, ys))  # NumPy's float64 would say that it is one
    assert fit(numpy.array([2**62, 0]), numpy.array([1, 2])) == fit([2**62, 0], [1, 2])
    for dtype in ("int8", "uint64", "float32"):
        assert repr(fit([0, 2, 4], list(numpy.array(ys, dtype=dtype)))) == repr(fit([0, 2, 4], ys))
    for table in (numpy.array([[0], [1], [2]]), numpy.array([[0, 1, 2]] * 3)):
        with pytest.raises(TypeError, match=r"^xs holds rows of numbers: pass one column, such as xs\[:, 0\]$"):
            fit(table, ys)
    for dtype in ("datetime64[ns]", "datetime64[D]", "timedelta64[s]"):
        for dates in (numpy.array([1, 2, 3]).astype(dtype), list(numpy.array([1, 2, 3]).astype(dtype))):
            with pytest.raises(TypeError, match=f"^ys {DATES}$"):
                fit(xs, dates)
    for bad in (numpy.datetime64(1, "ns"), numpy.bool_(True)):
        with pytest.raises(TypeError, match=r"^xs\[2\] is .*: it must be an int, a float or a Fraction$"):
            fit([0, 1, bad], ys)
    with pytest.raises(TypeError, match=r"^xs holds rows of numbers: pass one column"):
        fit(list(numpy.array([[0], [1], [2]])), ys)


@pytest.mark.parametrize("number", [1, 2**60 + 1, 0.5, Fraction(1, 3)])
def test_ints_floats_and_fractions_will_do(number):
    assert fit([0, number], [0, 2 * number]) == Network(2.0, 0.0)


class Float64(float):
    """Like NumPy's float64, which is a float."""


def test_a_number_that_is_a_float_by_descent_will_do():
    assert fit([Float64(1), Float64(2), 3], [Float64(2), 4, 6]) == Network(2.0, 0.0)


SCALING, SUMMARY = Scaling.of(Summary.of(GOOD, GOOD)), Summary.of(GOOD, GOOD)


@pytest.mark.parametrize(
    "use",
    [
        lambda network: train(network, GOOD, GOOD),
        lambda network: steps(network, GOOD, GOOD),
        SCALING.to_standard,
        SCALING.from_standard,
        SUMMARY.rmse,
        lambda network: chart(GOOD, GOOD, network, Network(1, 1)),
        lambda network: chart(GOOD, GOOD, Network(1, 1), network),
    ],
)
@pytest.mark.parametrize(
    ("network", "kind", "sentence"),
    [
        (Network(math.nan, 1), ValueError, "w is nan: it must be finite, and at most 1.8e+308 in size"),
        (Network(1, math.inf), ValueError, "b is inf: it must be finite, and at most 1.8e+308 in size"),
        (Network(HUGE, 1), ValueError, "w is too large for a float: it must be finite, and at most 1.8e+308 in size"),
        (Network("25", 85), TypeError, "w is '25', a str: it must be an int, a float or a Fraction, such as float(w)"),
        (Network(True, 85), TypeError, "w is True, a bool: it must be an int, a float or a Fraction"),
        ((25, 85), TypeError, "network is a tuple: pass a Network, such as Network(w=25, b=85)"),
        (None, TypeError, "network is a NoneType: pass a Network, such as Network(w=25, b=85)"),
    ],
)
def test_what_is_no_network_is_refused_wherever_one_is_taken(use, network, kind, sentence):
    with pytest.raises(kind) as raised:
        use(network)
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: train(Network(1, 1), GOOD, GOOD, epochs=-1), "epochs is -1: it must be a whole number from 0 to 10"),
        (lambda: train(Network(1, 1), GOOD, GOOD, epochs=2.5), "epochs is 2.5: it must be a whole number"),
        (lambda: train(Network(1, 1), GOOD, GOOD, epochs="3"), "epochs is '3': it must be a whole number"),
        (lambda: train(Network(1, 1), GOOD, GOOD, tolerance=-1), "tolerance is -1: it must be 0 or more"),
        (lambda: train(Network(1, 1), GOOD, GOOD, tolerance=math.nan), "tolerance is nan"),
        (lambda: train(Network(1, 1), GOOD, GOOD, learning_rate=0), "learning_rate is 0: it must be above 0"),
        (lambda: train(Network(1, 1), GOOD, GOOD, learning_rate=-0.5), "learning_rate is -0.5: it must be above 0"),
        (lambda: train(Network(1, 1), GOOD, GOOD, learning_rate=math.nan), "learning_rate is nan"),
        (lambda: steps(Network(1, 1), GOOD, GOOD, learning_rate=math.nan), "learning_rate is nan"),
        (lambda: converges(GOOD, learning_rate=math.inf), "learning_rate is inf"),
        (lambda: converges(GOOD, learning_rate=0), "learning_rate is 0: it must be above 0"),
        (lambda: converges([]), "xs has no rows"),
        (lambda: converges([0, math.nan]), r"xs\[1\] is nan"),
        (lambda: Summary().condensed(), "the summary has no rows"),
        (lambda: Scaling.of(Summary()), "the summary has no rows"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        call()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (io.StringIO("1,2"), "path is a _io.StringIO: pass the file's name"),
        (5, "path is an int: pass the file's name"),
        (Frame(), "path is a pandas.DataFrame: pass its columns to fit or train instead"),
    ],
)
def test_read_csv_takes_a_files_name(path, sentence):
    with pytest.raises(TypeError) as raised:
        read_csv(path)
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("start", "xs", "ys", "sentence"),
    [
        (
            Network(1e300, 1),
            [1, 1e300],
            [0, 0],
            "after 0 epochs an Error is too large for a float: pass a smaller learning_rate",
        ),
        (Network(0, 1e308), [1, 1], [-1e308, 1], "after 0 epochs an Error is too large for a float"),
        (Network(0, 0), [1e300, 1], [-1e300, 1], "after 1 epoch w is too large for a float"),
        (Network(0, 0), [0, 0], [4e307, 4e307], "after 2 epochs b is too large for a float"),
        (Network(0, 0), [10**300, 1], [-(10**300), 1], "after 0 epochs integer division result too large for a float"),
        (Network(10**200, 0.5), [10**200, 1], [0, 0], "after 0 epochs int too large to convert to float"),
    ],
)
def test_the_epoch_that_outgrows_a_float_is_named(start, xs, ys, sentence):
    shown = []
    with pytest.raises(OverflowError, match=f"^{sentence}"):
        shown.extend(steps(start, xs, ys, learning_rate=4 if "2 epochs" in sentence else 1))
    assert all(map(math.isfinite, [number for step in shown for number in (*step.network, *step.errors)]))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: fit([0, 1e-300], [0, 1e300]), "w is too large for a float: choose other units for x or y"),
        (lambda: fit([0, 1e300], [0, 1e-300]), "w is too small for a float: choose other units for x or y"),
        (lambda: Summary.of([0, 1, 1, 1], [0, *[1.7e308] * 3]).condensed(), "a condensed y is too large for a float"),
        (
            lambda: Summary.of([1], [0]).rmse(Network(1e308, 1e308)),
            "the mean squared Error is too large for a float: choose other units for x or y",
        ),
        (
            lambda: Summary.of([1], [Fraction(0)]).rmse(Network(10**308, 10**308)),
            "the mean squared Error is too large for a float",
        ),
    ],
)
def test_what_a_float_cannot_hold_is_refused(call, sentence):
    with pytest.raises(OverflowError, match=f"^{sentence}"):
        call()


@pytest.mark.parametrize("large", [1e308, 17 * 10**307, sys.float_info.max, -sys.float_info.max])
def test_large_but_finite_rows_are_no_overflow_though_their_sum_is(large):
    for network in (Network(0, large), Network(large, large)):
        (first,) = islice(steps(network, [0, 0], [large, large]), 1)
        assert first.errors == [0, 0]
    assert fit([0, 1], [large, large]) == Network(0.0, float(large))
    (first,) = islice(steps(Network(large, large), [0, 0], [0, 0]), 1)
    assert first.errors == [large, large]


@pytest.mark.parametrize(
    ("call", "kind", "says"),
    [
        (lambda: error([1, 2], [1]), ValueError, "zip"),
        (lambda: error([1], [1, 2]), ValueError, "zip"),
        (lambda: update(Network(1, 1), [1, 2], [1]), ValueError, "zip"),
        (lambda: update(Network(1, 1), [1], [1, 2]), ValueError, "zip"),
        (lambda: update(Network(1, 1), [], []), ValueError, "^there are no rows: a mean needs at least one$"),
        (lambda: cost([]), ValueError, "^there are no rows: a mean needs at least one$"),
    ],
)
def test_the_rules_say_what_pythons_arithmetic_says(call, kind, says):
    with pytest.raises(kind, match=says):
        call()


def test_the_rules_trust_their_input():
    """nan in, nan out; no rows, no predictions."""
    assert predict(Network(1, 1), []) == error([], []) == []
    came = [*predict(Network(1, 1), [math.nan]), *error([math.nan], [1]), cost([math.nan])]
    came += update(Network(1, 1), [math.nan], [1])
    assert all(map(math.isnan, came))


def test_public_functions_check_their_rows_once(monkeypatch):
    """The private functions behind them trust the rows."""
    looks = []
    glance = validation.are_plain
    monkeypatch.setattr(validation, "are_plain", lambda *lists: looks.append(lists) or glance(*lists))
    for use in (train_on, steps_on, fit, Summary.of, lambda xs, ys: converges(xs)):
        looks.clear()
        use(GOOD, GOOD)
        assert len(looks) == 1


def test_plain_lists_are_seen_to_be_good_at_a_glance(monkeypatch):
    """On the way to equation (1), nobody who steps through has to go through the rows one by one."""
    monkeypatch.delattr(validation, "check_number")
    for lesson in (steps(Network(25, 85), [1], [2]), steps(Network(25.0, 85.0), [0.5, 1.0], [2.0, 3.0])):
        assert next(lesson).epoch == 0


def test_learning_needs_no_floats_but_gives_exactly_what_they_round_to():
    assert fit([0, 3], [Fraction(1, 3), Fraction(4, 3)]) == Network(1 / 3, 1 / 3)
