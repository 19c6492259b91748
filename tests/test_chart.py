"""The chart in the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import magnitudes

from linefit import Network
from linefit.show import chart


def draw_chart(xs, ys, first, learned):
    """Return a chart's rows, the numbers below and the legend, which names what is drawn, in 80 columns of ASCII."""
    lines = chart(xs, ys, Network(*first), Network(*learned)).splitlines()
    assert len(lines) == 19 and all(len(line) <= 80 and line == line.rstrip() and line.isascii() for line in lines)
    *rows, _, ends, legend = lines
    marks = {mark for row in rows for mark in row.partition("|")[2]} - {" "}
    assert {entry[0] for entry in legend.split("   ") if ":" not in entry} == marks and marks & {"o", "@"}
    return rows, ends.split(), legend


def test_the_line_goes_through_the_data():
    rows, ends, legend = draw_chart([0, 1, 2, 3], [1, 3, 5, 7], (0, 2), (2, 1))
    assert rows[0].startswith("7 |") and rows[0].endswith("*@") and rows[-1].startswith("1 |@*")
    assert sum(row.count("@") for row in rows) == 4 and "." * 60 in "".join(rows)
    assert ends == ["0", "3"] and legend == ". first line   * learned line   @ data on the learned line"


def test_the_learned_line_stays_in_view_among_many_rows():
    xs = [column / 100 for column in range(101)] * 3
    ys = [x + shift for x, shift in zip(xs, [-1] * 101 + [0] * 101 + [1] * 101)]
    assert sum(row.count("@") + row.count("*") for row in draw_chart(xs, ys, (0, 0), (1, 0))[0]) >= 70


@pytest.mark.parametrize(
    ("xs", "ys", "learned", "top", "bottom"),
    [
        ([0, 1], [0, 1], (2, -0.5), " 1.5 |", "-0.5 |*"),  # all of a line near the data is in view
        ([1950, 2020], [2536431149, 7794798739], (75119538, -143946667951), "7794798809 |", "2536431149 |"),
        ([1000000000, 1000000001], [0, 1], (1, -1e9), "1 |", "0 |@"),
        ([3], [4], (0, 4), "4 |", "4 |"),
        ([3], [1, 2, 5], (0, 1), "5 |", "1 |"),
    ],
)
def test_labels_show_all_digits_that_tell_them_apart(xs, ys, learned, top, bottom):
    rows, ends, _ = draw_chart(xs * (len(ys) // len(xs)), ys, (25, 85), learned)
    assert rows[0].startswith(top) and rows[-1].startswith(bottom) and ends == [str(xs[0]), str(xs[-1])]


@pytest.mark.parametrize(
    ("network", "where"),
    [((1, 100), "above"), ((-1, -100), "below"), ((1e9, -4.9e8), "outside"), ((1e300, 5), "above")],
)
def test_the_legend_says_where_a_line_is_that_would_squeeze_the_data(network, where):
    first = draw_chart([0, 0.5, 1], [0, 0.6, 1], network, (1, 0))
    learned = draw_chart([0, 0.5, 1], [0, 0.6, 1], (1, 0), network)
    assert first[2] == f"o data   * learned line   @ data on the learned line   first line: {where}"
    assert learned[2] == f"o data   . first line   learned line: {where}"
    assert all(rows[0].startswith("1 |") and rows[-1].startswith("0 |") for rows, _, _ in (first, learned))


@pytest.mark.parametrize("y", [5, -0.1, 100.1, 0, 1e300])
def test_the_learned_line_of_equal_ys_is_in_view(y):
    rows, _, _ = draw_chart([1, 2, 3], [y] * 3, (0, 3 * y), (1e-10 * y, y))
    assert [row.count("@") for row in rows if row.count("*") > 60] == [3]
    assert y or rows[7].count("@") == 3  # in the middle


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=9), st.tuples(magnitudes, magnitudes))
def test_any_data_and_the_smallest_and_widest_ranges_have_a_chart(rows, first):
    xs, ys = zip(*rows)
    draw_chart(xs, ys, first, (0, ys[-1]))
    for xs in ([0, 5e-324], [-1.7e308, 1.7e308], [5e-324, 1e-323]):
        rows, _, _ = draw_chart(xs, [0, 1e-20], (0, 0), (0, 0))
        assert rows[0].endswith("o") and rows[-1].partition("|")[2].startswith("@")
