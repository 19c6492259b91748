"""Unusable input is rejected in one sentence that says which argument, where and what to do."""

import array
import io
import math
import sys
from collections import deque
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import islice

import pytest

from linefit import Network, Scaling, Summary, converges, epochs_needed, fit, read_csv, steps, train
from linefit.rules import cost, error, predict, update
from linefit.show import chart, explain

GOOD = [0.0, 0.5, 1.0]
HUGE = 10**400
START, SUMMARY = Network(1, 1), Summary.of(GOOD, GOOD)
SCALING, STEP = Scaling.of(SUMMARY), next(steps(START, GOOD, GOOD))

train_on, steps_on, explain_step = partial(train, START), partial(steps, START), partial(explain, STEP)


def first_steps(xs, ys):
    return list(islice(steps_on(xs, ys), 3))


draw_chart = partial(chart, first=START, learned=START)
ROW_FUNCTIONS = [fit, train_on, first_steps, Summary.of, SCALING.standardize, draw_chart, explain_step]


class Frame:
    """Stands for a pandas table, which is not needed to run these tests."""

    __module__, __qualname__ = "pandas", "DataFrame"
    columns = ("x", "y")


FINITE = "it must be finite, and at most 1.8e+308 in size"
NUMBER_TYPE = "it must be an int, a float or a Fraction"
DATES = "holds dates or times: make them numbers, such as days since the first"


@pytest.mark.parametrize("use", ROW_FUNCTIONS)
@pytest.mark.parametrize(
    ("xs", "ys", "error_type", "sentence"),
    [
        ([0.5, math.nan, 1.0], GOOD, ValueError, f"xs[1] is nan: {FINITE}"),
        ([0.0, 0.5, math.inf], GOOD, ValueError, f"xs[2] is inf: {FINITE}"),
        ([-math.inf, 0.5, math.inf], GOOD, ValueError, f"xs[0] is -inf: {FINITE}"),
        ([0.5, HUGE, 1], GOOD, ValueError, f"xs[1] is too large for a float: {FINITE}"),
        ([HUGE, -HUGE, 1], GOOD, ValueError, f"xs[0] is too large for a float: {FINITE}"),
        ([0, True, 1], GOOD, TypeError, f"xs[1] is True, a bool: {NUMBER_TYPE}"),
        ([0, 1, None], GOOD, TypeError, f"xs[2] is None, a NoneType: {NUMBER_TYPE}"),
        ([Decimal("0.5"), 0, 1], GOOD, TypeError, f"xs[0] is Decimal('0.5'), a decimal.Decimal: {NUMBER_TYPE}"),
        ([0, "1", 1], GOOD, TypeError, f"xs[1] is '1', a str: {NUMBER_TYPE}, such as float(xs[1])"),
        ("abc", GOOD, TypeError, "xs is a str: pass a list of numbers"),
        (b"abc", GOOD, TypeError, "xs is a bytes: pass a list of numbers"),
        (bytearray(b"abc"), GOOD, TypeError, "xs is a bytearray: pass a list of numbers"),
        ({1: 2}, GOOD, TypeError, "xs is a dict: pass a list of numbers"),
        (5, GOOD, TypeError, "xs is an int: pass a list of numbers"),
        ({1, 2, 3}, GOOD, TypeError, "xs is a set: pass a list of numbers, such as list(xs)"),
        (map(abs, GOOD), GOOD, TypeError, "xs is a map: pass a list of numbers, such as list(xs)"),
        (Frame(), GOOD, TypeError, 'xs is a pandas.DataFrame: pass one of its columns, such as xs["name"]'),
        ([(0,)] * 3, GOOD, TypeError, "xs holds rows of numbers: pass one column, such as [row[0] for row in xs]"),
        ([date(2024, 5, 1)] * 3, GOOD, TypeError, f"xs {DATES}"),
        ([timedelta(hours=1)] * 3, GOOD, TypeError, f"xs {DATES}"),
        ([1, 2], GOOD, ValueError, "len(xs) is 2 and len(ys) is 3: they must pair up, row by row"),
        ([], [], ValueError, "xs has no rows: at least one is needed"),
        (GOOD, [1, 2, math.nan], ValueError, f"ys[2] is nan: {FINITE}"),
        (GOOD, "abc", TypeError, "ys is a str: pass a list of numbers"),
    ],
)
def test_bad_rows_are_rejected_wherever_rows_are_taken(use, xs, ys, error_type, sentence):
    with pytest.raises(error_type) as error_info:
        use(xs, ys)
    assert str(error_info.value) == sentence


def test_a_rejected_iterator_is_not_consumed():
    rows = iter(GOOD)
    with pytest.raises(TypeError):
        fit(rows, GOOD)
    assert list(rows) == GOOD


@pytest.mark.parametrize("convert", [tuple, deque, partial(array.array, "d")])
def test_any_sequence_of_numbers_will_do_everywhere(convert):
    xs, ys = [0.0, 0.5, 0.75], [3.0, 5.0, 9.0]
    assert [use(convert(xs), convert(ys)) for use in ROW_FUNCTIONS] == [use(xs, ys) for use in ROW_FUNCTIONS]
    assert converges(convert(xs)) is True


@pytest.mark.parametrize(
    ("xs", "ys", "line"),
    [
        (range(5), range(10, 15), Network(1.0, 10.0)),
        ([0, 2**60 + 1], [0, 2**61 + 2], Network(2.0, 0.0)),
        ([0, 3], [Fraction(1, 3), Fraction(4, 3)], Network(1 / 3, 1 / 3)),
    ],
)
def test_ints_and_fractions_will_do(xs, ys, line):
    assert fit(xs, ys) == line


def test_numpys_arrays_and_numbers_will_do_but_not_tables_dates_or_bools():
    numpy = pytest.importorskip("numpy", reason="NumPy is not a dependency; this runs if it is installed")
    xs, ys = [0, 0.5, 0.75], [3, 5, 9]
    for convert in (numpy.array, lambda values: list(numpy.array(values, dtype=float))):
        assert repr(train_on(convert(xs), convert(ys))) == repr(train_on(xs, ys))  # NumPy's float64 would name its type
    assert fit(numpy.array([2**62, 0]), numpy.array([1, 2])) == fit([2**62, 0], [1, 2])
    for dtype in ("int8", "uint64", "float32"):
        assert repr(fit([0, 2, 4], list(numpy.array(ys, dtype=dtype)))) == repr(fit([0, 2, 4], ys))
    table = numpy.array([[0], [1], [2]])
    days, hours = numpy.array(ys, "datetime64[ns]"), numpy.array(ys, "timedelta64[h]")
    for bad, sentence in (
        (table, "^xs holds rows of numbers: pass one column, such as xs\\[:, 0\\]$"),
        (list(table), "^xs holds rows of numbers: pass one column, such as \\[row\\[0\\] for row in xs\\]$"),
        (numpy.array(5.0), "^xs is a numpy.ndarray: pass a list of numbers$"),
        *[(dates, f"^xs {DATES}$") for dates in (days, list(days), hours, list(hours))],
        *[([0, 1, bad], rf"^xs\[2\] is .*: {NUMBER_TYPE}$") for bad in (days[0], numpy.bool_(True))],
    ):
        with pytest.raises(TypeError, match=sentence):
            fit(bad, ys)


@pytest.mark.parametrize(
    "use",
    [
        lambda network: train(network, GOOD, GOOD),
        lambda network: steps(network, GOOD, GOOD),
        lambda network: chart(GOOD, GOOD, network, START),
        lambda network: chart(GOOD, GOOD, START, network),
        SCALING.to_standard,
        SCALING.from_standard,
        SUMMARY.rmse,
    ],
)
@pytest.mark.parametrize(
    ("network", "error_type", "sentence"),
    [
        (Network(math.nan, 1), ValueError, f"w is nan: {FINITE}"),
        (Network(1, HUGE), ValueError, f"b is too large for a float: {FINITE}"),
        (Network("25", 85), TypeError, f"w is '25', a str: {NUMBER_TYPE}, such as float(w)"),
        ((25, 85), TypeError, "network is a tuple: pass a Network, such as Network(w=25, b=85)"),
    ],
)
def test_an_unusable_network_is_rejected_wherever_one_is_taken(use, network, error_type, sentence):
    with pytest.raises(error_type) as error_info:
        use(network)
    assert str(error_info.value) == sentence


@pytest.mark.parametrize(
    ("error_type", "sentence", "call"),
    [
        (ValueError, "epochs is -1: it must be a whole number from 0 to 10", lambda: train_on(GOOD, GOOD, epochs=-1)),
        (ValueError, "epochs is 2.5: it must be a whole number", lambda: train_on(GOOD, GOOD, epochs=2.5)),
        (ValueError, "tolerance is -1: it must be 0 or more", lambda: train_on(GOOD, GOOD, tolerance=-1)),
        (ValueError, "tolerance is nan", lambda: train_on(GOOD, GOOD, tolerance=math.nan)),
        (ValueError, "learning_rate is -0.5: it must be above 0", lambda: train_on(GOOD, GOOD, learning_rate=-0.5)),
        (ValueError, "learning_rate is 0: it must be above 0", lambda: epochs_needed(GOOD, learning_rate=0)),
        (ValueError, "learning_rate is 1e-310: it must be above 0 (at", lambda: converges([1], learning_rate=1e-310)),
        (ValueError, "learning_rate is inf", lambda: steps_on(GOOD, GOOD, learning_rate=math.inf)),
        (ValueError, "learning_rate is nan", lambda: explain_step(GOOD, GOOD, learning_rate=math.nan)),
        (ValueError, "learning_rate is nan", lambda: converges(GOOD, learning_rate=math.nan)),
        (ValueError, "xs has no rows", lambda: converges([])),
        (ValueError, "xs[1] is nan", lambda: epochs_needed([0, math.nan])),
        (ValueError, "the summary has no rows", lambda: Scaling.of(Summary())),
        (ValueError, "there are no rows: a mean needs at least one", lambda: update(START, [], [])),
        (ValueError, "zip", lambda: error([1, 2], [1])),
        (ValueError, "zip", lambda: update(START, [1], [1, 2])),
        (TypeError, "path is a _io.StringIO: pass the file's name", lambda: read_csv(io.StringIO("1,2"))),
        (TypeError, "path is a pandas.DataFrame: pass its columns to fit or train", lambda: read_csv(Frame())),
        (OverflowError, "w is too large for a float: choose other units", lambda: fit([0, 1e-300], [0, 1e300])),
        (OverflowError, "w is too small for a float: choose other units", lambda: fit([0, 1e300], [0, 1e-300])),
        (OverflowError, "a condensed y is", lambda: Summary.of([0, 1, 1, 1], [0, *[1.7e308] * 3]).condensed()),
        (OverflowError, "the mean squared Error is too large", lambda: SUMMARY.rmse(Network(1e308, 1e308))),
    ],
)
def test_a_call_that_cannot_succeed_raises_an_error_that_says_why(error_type, sentence, call):
    with pytest.raises(error_type) as error_info:
        call()
    assert str(error_info.value).startswith(sentence)


@pytest.mark.parametrize(
    ("start", "xs", "ys", "rate", "sentence"),
    [
        (Network(1e300, 1), [1, 1e300], [0, 0], 1, "after 0 epochs, w, b or an Error is too large for a float"),
        (Network(0, 0), [1e300, 1], [-1e300, 1], 1, "after 1 epoch, w, b or an Error is too large for a float"),
        (Network(0, 0), [0, 0], [4e307, 4e307], 4, "after 2 epochs, w, b or an Error is too large for a float"),
        (Network(0, 0), [10**300, 1], [-(10**300), 1], 1, "after 0 epochs, w, b or an Error is too large for a float"),
        (Network(9**300, 0), [9**99, -(9**99)], [0, 0], 1, "after 0 epochs, w, b or an Error is too large for a float"),
        (Network(10**200, 0.5), [10**200, 1], [0, 0], 1, "after 0 epochs, w, b or an Error is too large for a float"),
    ],
)
def test_the_epoch_of_an_overflow_is_named(start, xs, ys, rate, sentence):
    history = []
    with pytest.raises(OverflowError, match=f"^{sentence}: (pass|start with) a smaller .*, or choose"):
        history.extend(steps(start, xs, ys, learning_rate=rate))
    assert all(map(math.isfinite, [number for step in history for number in (*step.network, *step.errors)]))


@pytest.mark.parametrize("large", [17 * 10**307, sys.float_info.max, -sys.float_info.max])
def test_rows_whose_sum_overflows_are_accepted_if_each_is_finite(large):
    for w in (0, large):
        (first,) = islice(steps(Network(w, large), [0, 0], [large, 0]), 1)
        assert first.errors == [0, large]  # and a whole number stays one
    assert fit([0, 1], [large, large]) == Network(0.0, float(large))


def test_the_rules_trust_their_input():
    """The rules return nan for nan, and no predictions for no rows."""
    assert predict(START, []) == error([], []) == []
    results = [*predict(START, [math.nan]), *error([math.nan], [1]), cost([math.nan]), *update(START, [math.nan], [1])]
    assert all(map(math.isnan, results))
