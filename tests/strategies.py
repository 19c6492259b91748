"""The random numbers that the laws are tried on: a strategy says what may be drawn, and Hypothesis draws.

Most numbers are quarters, as Fractions. They are never rounded, so a law holds exactly or not at all; as floats they
are exact, too. one | other draws from either; map changes what was drawn, filter draws again until it fits, and flatmap
draws further, from what was drawn. To see a table, start Python in this folder, and type
`from strategies import tables` and then `tables().example()`.
"""

from fractions import Fraction

from hypothesis import strategies as st

numbers = st.integers(-200, 200).map(lambda quarters: Fraction(quarters, 4))  # from -50 to 50
# Small numbers show what is rounded, and large ones what is cut off.
fine = numbers | (st.integers(-200, 200) | st.integers(-3, 3)).map(lambda count: Fraction(count, 1024))
large = numbers | numbers.map(lambda number: number * 100)
nudges = numbers.filter(bool)  # anything but 0
gentle = st.integers(-3, 3).map(lambda quarters: Fraction(quarters, 4))  # on xs from -3/4 to 3/4, training converges
parameters = st.tuples(numbers, numbers)  # w, b


def tables(xs=numbers, ys=numbers, min_rows=1, max_rows=5):
    """Return a strategy for two lists with one number per row: xs, and ys or Errors."""
    rows = st.lists(st.tuples(xs, ys), min_size=min_rows, max_size=max_rows)
    return rows.map(lambda pairs: ([x for x, _ in pairs], [y for _, y in pairs]))


def widen(table):
    """Make all numbers floats, and add two rows whose xs are far enough apart for training to be quick."""
    xs, ys = table
    return [-0.75, 0.75, *map(float, xs)], [0.0, 1.0, *map(float, ys)]


wide_tables = tables(xs=gentle).map(widen)


def add_cancelling_row(table):
    """Add a row to xs and Errors, so that one of them adds up to 0, where a mistaken update may stop."""
    xs, errors = table
    return st.sampled_from([([*xs, xs[0] + 1], [*errors, -sum(errors)]), ([*xs, -sum(xs)], [*errors, errors[0] + 1])])


# From here on: floats of any size, for the tests of other files.
any_float = st.floats(allow_nan=False, allow_infinity=False)
decimals = st.floats(-8, 8).map(lambda value: round(value, 9)) | st.sampled_from([0.1, 3.7])
magnitudes = st.builds(lambda digits, exponent: digits * 10.0**exponent, st.floats(-10, 10), st.integers(-300, 299))


@st.composite
def many_rows(draw):
    """Return more rows than are added up exactly, as xs and ys: floats in any unit and at any distance from 0."""
    rows = draw(st.lists(st.tuples(decimals, decimals), min_size=51, max_size=70)) * draw(st.integers(1, 9))
    (unit_x, far_x), (unit_y, far_y) = [
        (10.0 ** draw(st.integers(-9, 9)), draw(st.sampled_from([0, 1, -1e4, 1e8]))) for _ in "xy"
    ]
    return [(far_x + x) * unit_x for x, _ in rows], [(far_y + y) * unit_y for _, y in rows]
