"""The random numbers that the laws are tried on: a strategy says what may be drawn, and Hypothesis draws.

Most numbers are quarters, as Fractions. They are never rounded, so a law holds exactly or not at all; as floats they
are exact, too.
"""

from fractions import Fraction

from hypothesis import strategies as st

numbers = st.integers(-200, 200).map(lambda quarters: Fraction(quarters, 4))  # from -50 to 50
fine = numbers | (st.integers(-200, 200) | st.integers(-3, 3)).map(lambda count: Fraction(count, 1024))  # also near 0
large = numbers | numbers.map(lambda number: number * 100)
nudges = numbers.filter(bool)  # anything but 0
gentle = st.integers(-3, 3).map(lambda quarters: Fraction(quarters, 4))  # on xs from -3/4 to 3/4, training converges
parameters = st.tuples(numbers, numbers)  # w, b


def tables(
    xs: st.SearchStrategy = numbers, ys: st.SearchStrategy = numbers, least: int = 1, most: int = 5
) -> st.SearchStrategy:
    """Two lists with one number per row: xs, and ys or Errors."""
    rows = st.lists(st.tuples(xs, ys), min_size=least, max_size=most)
    return rows.map(lambda pairs: ([x for x, _ in pairs], [y for _, y in pairs]))


def spread(table):
    """Make all numbers floats, and add two rows whose xs are far enough apart for training to be quick."""
    xs, ys = table
    return [-0.75, 0.75, *map(float, xs)], [0.0, 1.0, *map(float, ys)]


spread_out = tables(xs=gentle).map(spread)


def cancelling(table):
    """Add a row to xs and Errors, so that either all Errors or all xs add up to 0."""
    xs, errors = table
    return st.sampled_from([([*xs, xs[0] + 1], [*errors, -sum(errors)]), ([*xs, -sum(xs)], [*errors, errors[0] + 1])])


any_float = st.floats(allow_nan=False, allow_infinity=False)
magnitudes = st.builds(lambda digits, power: digits * 10.0**power, st.floats(-10, 10), st.integers(-300, 299))


@st.composite
def many_rows(draw):
    """More rows than are added up exactly, as xs and ys: floats in any unit and at any distance from 0."""
    value = st.floats(-8, 8).map(lambda value: round(value, 9)) | st.sampled_from([0.1, 3.7])
    rows = draw(st.lists(st.tuples(value, value), min_size=51, max_size=70)) * draw(st.integers(1, 9))
    (unit_x, far_x), (unit_y, far_y) = [
        (10.0 ** draw(st.integers(-9, 9)), draw(st.sampled_from([0, 1, -1e4, 1e8]))) for _ in "xy"
    ]
    return [(far_x + x) * unit_x for x, _ in rows], [(far_y + y) * unit_y for _, y in rows]


# What an update may be made of, by how a cause begins that is true of it.
VALUES = {
    "w": {
        "": lambda w, b, e, x: e * x,
        "x is missing": lambda w, b, e, x: e,
        "x is multiplied twice": lambda w, b, e, x: e * x * x,
        "unknown": lambda w, b, e, x: e * (w * x + b),
    },
    "b": {
        "": lambda w, b, e, x: e,
        "x is used here, too": lambda w, b, e, x: e * x,
        "unknown": lambda w, b, e, x: e * w,
    },
}
ROWS = {
    "": list,
    "the last row is left out": lambda values: values[:-1],
    "the first row is left out": lambda values: values[1:],
    "only the last row counts": lambda values: values[-1:],
    "absolute values": lambda values: [abs(value) for value in values],
    "squares instead": lambda values: [value * value for value in values],
    "unknown": lambda values: [max(-1, min(1, value)) for value in values],
}
SCALES = {
    "": lambda total, n: total / n,
    "a sum in place of a mean": lambda total, n: total,
    "the sum is multiplied": lambda total, n: total * n,
    "divided by the number of rows twice": lambda total, n: total / n / n,
    "the wrong count": lambda total, n: total / max(1, n - 1),
    "integer division": lambda total, n: total // n,
    "unknown": lambda total, n: total / n**0.5,
}
STARTS = {"": lambda w: w, "becomes 0": lambda w: 0, "starts from 0.9 times": lambda w: 0.9 * w, "unknown": abs}


@st.composite
def mistaken_updates(draw):
    """An update with mistakes of all kinds, and for (3) and (4) what is true of each."""
    parts = {
        name: [
            draw(st.sampled_from(list(each))) for each in (VALUES[name], ROWS, SCALES, [1, -1, 0.01, 2, -0.5], STARTS)
        ]
        for name in "wb"
    }

    def update(network, errors, xs):
        new = []
        for name, (value, rows, scale, k, start) in parts.items():
            values = [VALUES[name][value](network.w, network.b, e, x) for e, x in zip(errors, xs)]
            new.append(STARTS[start](getattr(network, name)) - k * SCALES[scale](sum(ROWS[rows](values)), len(xs)))
        return network.__class__(*new)

    return update, {"(3)": set(parts["w"]), "(4)": set(parts["b"])}
