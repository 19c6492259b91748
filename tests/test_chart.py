"""The chart in the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import magnitudes

from linefit import Network
from linefit.show import chart
from linefit.show.chart import HEIGHT, WIDTH


def test_the_line_goes_through_the_data():
    xs = [0, 1, 2, 3]
    drawn = chart(xs, [1, 3, 5, 7], Network(0, 2), Network(2, 1)).splitlines()
    assert drawn[0].startswith("7 |") and drawn[0].endswith("*@")
    assert drawn[HEIGHT - 1].startswith("1 |@*")
    assert "." * 60 in "".join(drawn)
    assert drawn[-2].split() == ["0", "3"]
    assert drawn[-1] == ". first line   * learned line   @ data on the learned line"
    assert sum(line.count("@") for line in drawn[:-1]) == 4


def test_the_learned_line_stays_in_view_among_many_rows():
    xs = [column / 100 for column in range(101)] * 3
    ys = [x + shift for x, shift in zip(xs, [-1] * 101 + [0] * 101 + [1] * 101)]
    drawn = chart(xs, ys, Network(0, 0), Network(1, 0))
    assert drawn.count("@") + drawn.count("*") - 2 >= 70


def test_labels_show_all_digits():
    drawn = chart([1950, 2020], [2536431149, 7794798739], Network(0, 0), Network(75119538, -143946667951))
    assert drawn.splitlines()[0].startswith("7794798809 |") and drawn.splitlines()[-2].split() == ["1950", "2020"]


def test_a_falling_line_falls():
    drawn = chart([0, 1], [1, 0], Network(5, 5), Network(-1, 1)).splitlines()
    columns = [line.index("*") for line in drawn if "*" in line and "learned" not in line]
    assert columns == sorted(columns) and len(columns) >= HEIGHT - 2


@pytest.mark.parametrize(
    ("network", "where"),
    [((1, 100), "above"), ((-1, -100), "below"), ((1e9, -4.9e8), "outside"), ((1e300, 5), "above")],
)
def test_the_legend_names_only_what_is_drawn_and_says_where_a_line_outside_is(network, where):
    drawn = chart([0, 0.5, 1], [0, 0.6, 1], Network(*network), Network(1, 0)).splitlines()
    assert drawn[-1] == f"o data   * learned line   @ data on the learned line   first line: {where}"
    assert "." not in "".join(line.partition("|")[2] for line in drawn[:HEIGHT])
    drawn = chart([0, 0.5, 1], [0, 0.6, 1], Network(1, 0), Network(*network)).splitlines()
    assert drawn[-1] == f"o data   . first line   learned line: {where}"


@pytest.mark.parametrize("y", [5, -0.1, 100.1, 0, 1e300])
def test_the_learned_line_of_equal_ys_is_in_view(y):
    drawn = chart([1, 2, 3], [y] * 3, Network(0, 3 * y), Network(1e-10 * y, y)).splitlines()
    assert [(line.count("*") > 60, line.count("@")) for line in drawn[:HEIGHT] if "*" in line or "@" in line] == [
        (True, 3)
    ]


def test_all_of_a_learned_line_near_the_data_is_in_view():
    drawn = chart([0, 1], [0, 1], Network(0, 0), Network(2, -0.5)).splitlines()
    assert drawn[0].startswith(" 1.5 |") and drawn[HEIGHT - 1].startswith("-0.5 |*")


def test_a_learned_line_that_is_far_off_does_not_squeeze_the_data():
    drawn = chart([0, 1], [0, 1], Network(0, 0), Network(1e300, 5)).splitlines()
    assert drawn[0].startswith("1 |") and drawn[HEIGHT - 1].startswith("0 |")


@pytest.mark.parametrize(
    ("xs", "ys"), [([3], [4]), ([3, 3, 3], [1, 2, 5]), ([1, 2, 3], [7, 7, 7]), ([1e9, 1e9 + 1], [1e9, 1e9 + 3])]
)
def test_flat_and_far_away_data_have_a_chart(xs, ys):
    drawn = chart(xs, ys, Network(25, 85), Network(0, ys[0]))
    assert {"o", "@"} & set(drawn.splitlines()[HEIGHT // 2 - 1] + drawn.splitlines()[0])
    assert "nan" not in drawn


def test_labels_have_the_digits_that_tell_them_apart():
    drawn = chart([1e9, 1e9 + 1], [0, 1], Network(0, 0), Network(1, -1e9))
    assert drawn.splitlines()[-2].split() == ["1000000000", "1000000001"]


@given(st.lists(st.tuples(magnitudes, magnitudes), min_size=1, max_size=9))
def test_any_data_fit_80_columns(rows):
    xs, ys = zip(*rows)
    drawn = chart(xs, ys, Network(0, ys[0]), Network(0, ys[-1])).splitlines()
    assert len(drawn) == HEIGHT + 3 and max(map(len, drawn)) <= WIDTH == 80
    assert all(line == line.rstrip() and line.isascii() for line in drawn)
    marks = {mark for line in drawn[:HEIGHT] for mark in line.partition("|")[2]} - {" "}
    assert {entry[0] for entry in drawn[-1].split("   ") if ":" not in entry} == marks


def test_the_smallest_and_the_widest_ranges_are_drawn():
    for xs in ([0, 5e-324], [-1.7e308, 1.7e308], [5e-324, 1e-323]):
        lines = chart(xs, [0, 1e-20], Network(0, 0), Network(0, 0)).splitlines()
        assert lines[0].endswith("o") and lines[15].partition("|")[2].startswith("@")
