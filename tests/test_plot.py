"""Pictures, where matplotlib is there to draw them."""

import math
import subprocess
import sys
from itertools import combinations, islice
from pathlib import Path

import pytest
from test_readme import ROOT, blocks

import linefit.show
from linefit import Network, Scaling, Summary, cost, error, predict, read_csv, sample, steps, train
from linefit.cli import main

NEEDS = "pictures need matplotlib, which the extra named plot brings"
pytest.importorskip("matplotlib", reason=NEEDS).use("Agg")  # without windows
pyplot = pytest.importorskip("matplotlib.pyplot", reason=NEEDS)
colors = pytest.importorskip("matplotlib.colors", reason=NEEDS)
image, chops, sequence = (pytest.importorskip(f"PIL.Image{part}", reason=NEEDS) for part in ("", "Chops", "Sequence"))
draw, animate, save_plot = linefit.show.draw, linefit.show.animate, linefit.show.save_plot

XS, YS = sample()
NETWORKS = [step.network for step in islice(steps(Network(25, 85), XS, YS), 284)]
OKABE_ITO = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999"}
LESSONS = {  # rows, the names of their columns, and the line to be learned
    "the sample": (XS, YS, "x", "y", Network(81, 48)),
    "Hubble": (*read_csv(ROOT / "data/hubble.csv"), "distance_mpc", "velocity_km_s", Network(454, -41)),
    "1,000 rows": ([k / 1000 for k in range(1000)], [k % 7 for k in range(1000)], "two words " * 9, "y", Network(0, 3)),
    "people": ([*range(1950, 2020)], [2.5e9 + 7e7 * n for n in range(70)], "year", "people", Network(7e7, -1.34e11)),
    "falling": ([0.0, 1.0], [50.0, 20.0], "US$ per A$", "$\\frac$ and a_b", Network(-30, 50)),
    "one row": ([3.0], [4.0], "x" * 300, "y" * 300, Network(0, 4)),
    "equal xs": ([3.0, 3.0], [4.0, 5.0], "_x", "\u6e29\u5ea6", Network(0, 4.5)),
    "tiny": ([k * 1e-9 for k in range(9)], [k * 2e-9 for k in range(9)], "s", "m", Network(2, 0)),
    "far away": ([1e9, 1e9 + 1, 1e9 + 9], [1e9, 1e9 - 3, 1e9 - 27], "s", "m", Network(-3, 4e9)),
    "no change": (XS, YS, "x", "y", Network(25, 85)),
}
BEGINNINGS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".GIF": b"GIF89a"}
OUTSIDE = {"": Network(1, 0.5), "above, y = 85": Network(0, 85), "below, y = -50 to -40": Network(10, -50)}
OUTSIDE["partly outside, y = -40 to 59"] = Network(99, -40)
AS_THEY_ARE = {"the sample", "1,000 rows", "falling", "no change"}  # lessons that need no standard units


@pytest.fixture(autouse=True)
def _close_all():
    yield
    pyplot.close("all")


def lesson(name):
    """The networks of nine epochs, half as far from the line after each, and what to draw them with."""
    xs, ys, x_name, y_name, (w, b) = LESSONS[name]
    networks = [Network(w + (25 - w) / 2**epoch, b + (85 - b) / 2**epoch) for epoch in range(9)]
    return (networks, xs, ys), {"x_name": x_name, "y_name": y_name}


def line(axes, label):
    (found,) = (each for each in axes.lines if each.get_label().startswith(label))
    return found.get_xydata().tolist()


def labels(figure):
    return [text.get_text() for text in figure.legends[0].get_texts()]


def errors(axes):
    return [segment.tolist() for shown in axes.collections[1:] for segment in shown.get_segments()]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", LESSONS)
def test_every_text_is_inside_the_picture_and_beside_all_others_in_colours_that_everyone_can_tell_apart(name):
    arguments, names = lesson(name)
    for figure in (draw(*arguments, **names), *islice(animate(*arguments, **names), 0, 9, 4)):
        figure.draw_without_rendering()
        texts, used = [*figure.texts, *figure.legends[0].get_texts()], set()
        for axes in figure.axes:
            used |= {each.get_color() for each in axes.lines}
            used |= {colors.to_hex(colour).upper() for shown in axes.collections for colour in shown.get_edgecolor()}
            texts += [axes.title, axes.xaxis.label, axes.yaxis.label]
            for axis in (axes.xaxis, axes.yaxis):
                low, high = sorted(axis.get_view_interval())
                ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels())
                texts += [axis.get_offset_text(), *(label for place, label in ticks if low <= place <= high)]
        boxes = [text.get_window_extent() for text in texts if text.get_visible() and text.get_text()]
        within = boxes + [text.get_window_extent() for axes in figure.axes for text in axes.texts if text.get_text()]
        assert len(boxes) >= 20 and used <= OKABE_ITO
        assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in within)
        assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in within)
        boxes += [axes.get_window_extent() for axes in figure.axes]
        assert not any(box.overlaps(other) for box, other in combinations(boxes, 2))


@pytest.mark.parametrize("name", LESSONS)
def test_an_animation_shows_line_errors_cost_and_way_of_one_epoch_and_nothing_later(name):
    (networks, xs, ys), names = lesson(name)
    still = {}
    for epoch, figure in enumerate(animate(networks, xs, ys, **names)):
        figure.draw_without_rendering()
        for number, axes in enumerate(figure.axes):  # nothing jumps
            place = [*axes.get_position().bounds, *axes.get_xlim(), *axes.get_ylim()]
            assert still.setdefault(number, place) == pytest.approx(place)
        (lines, costs, way), network = figure.axes, networks[epoch]
        now, (bottom, top) = line(lines, "end: " if epoch == 8 else f"epoch {epoch}: "), lines.get_ylim()
        assert all(y == network.w * x + network.b for x, y in now)
        assert bool(errors(lines)) == all(bottom <= y <= top for _, y in now) != ("(outside)" in str(labels(figure)))
        assert all((x, y) in zip(xs, ys) and end == [x, network.w * x + network.b] for (x, y), end in errors(lines))
        assert costs.lines[0].get_xdata().tolist() == list(range(epoch + 1))
        assert costs.lines[0].get_ydata()[-1] == pytest.approx(cost(error(predict(network, xs), ys)), rel=1e-9)
        assert [len(each.get_xdata()) for each in way.lines if each.get_marker() == "."] == [epoch + 1]
        assert figure.texts[0].get_text() == f"epoch {epoch} of 8"
        assert ("end" in [text.get_text().strip() for text in way.texts]) == (epoch == 8)
    assert epoch == 8


@pytest.mark.parametrize("name", LESSONS)
def test_a_picture_has_the_rows_on_top_the_first_networks_errors_and_start_and_end(name):
    (networks, xs, ys), names = lesson(name)
    figure = draw(networks, xs, ys, **names)
    (lines, _, way), first, (rows, *segments) = figure.axes, networks[0], figure.axes[0].collections
    assert rows.get_offsets().tolist() == [list(row) for row in zip(xs, ys)]
    assert all(rows.zorder > each.zorder for each in segments)
    assert all((rows.zorder > each.zorder) == (len(xs) <= 50) for each in lines.lines)  # more would hide the lines
    for label, network in (("start: ", first), ("end: ", networks[-1])):
        assert all(y == network.w * x + network.b for x, y in line(lines, label))
    assert [text.get_text().strip() for text in way.texts] == ["end", "start"]
    assert all(end == [x, first.w * x + first.b] for (x, _), end in errors(lines)) and len(errors(lines)) <= 50
    shown = f" ({len(errors(lines))} of {len(xs):,} rows)" if len(errors(lines)) < len(xs) else ""
    assert (f"Error = predicted - true{shown}" in labels(figure)) == bool(errors(lines))
    assert ("(start is" in lines.get_title()) == (not errors(lines))


@pytest.mark.parametrize("says", OUTSIDE)
def test_of_a_first_line_that_is_not_in_view_the_panel_says_where_it_is(says):
    axes = draw([OUTSIDE[says], Network(1, 0)], [0, 0.5, 1], [0, 0.6, 1]).axes[0]
    assert axes.get_title() == "the line and its Errors" + (f"\n(start is {says})" if says else "")
    assert len(errors(axes)) == (0 if says else 3) and axes.get_ylim()[1] < 3


def test_two_rows_in_place_of_others_are_called_so_and_have_the_cost_of_all():
    ys = [y + (-1) ** row for row, y in enumerate(YS)]
    summary = Summary.of(XS, ys)
    figure = draw(NETWORKS, *summary.condensed(), summary=summary)
    assert labels(figure)[0] == "2 in place of 30 rows"
    assert figure.axes[1].lines[0].get_ydata()[0] == pytest.approx(cost(error(predict(NETWORKS[0], XS), ys)))


def test_one_network_alone_is_one_panel_that_names_it():
    for alone in (Network(81, 48), train(Network(25, 85), XS, YS), next(steps(Network(81, 48), XS, YS))):
        figure = draw(alone, XS, YS)
        assert labels(figure) == ["data", "Error = predicted - true", "the line: w = 81, b = 48"]
        assert len(figure.axes) == len(figure.axes[0].lines) == 1


@pytest.mark.parametrize("noise", [0, 1, 100])
def test_the_cost_is_drawn_on_a_linear_axis_until_a_thousandth_of_its_fall_is_left(noise):
    ys = [y + noise * (-1) ** row for row, y in enumerate(YS)]
    history = list(islice(steps(Network(25, 85), XS, ys), 284))
    falls = [cost(step.errors) - cost(history[-1].errors) for step in history]
    last = next(epoch for epoch, fall in enumerate(falls) if fall <= falls[0] / 1000)
    axes = draw(history, XS, ys).axes[1]
    assert axes.get_yscale() == "linear" and axes.get_xlabel() == f"epoch (first {last} of 283)"
    assert last < axes.get_xlim()[1] < last + 3 and axes.get_ylim()[0] == 0


@pytest.mark.parametrize("name", LESSONS)
def test_the_rings_are_where_the_cost_is_equal_in_units_in_which_they_are_no_stripes(name):
    networks, xs, ys = lesson(name)[0]
    way, summary = draw(networks, xs, ys).axes[2], Summary.of(xs, ys)
    assert way.get_xlabel() == ("w" if name in AS_THEY_ARE else "w (standardized)")
    units = Scaling(0, 0, 1, 1) if name in AS_THEY_ARE else Scaling.of(summary)
    rings = [each.get_xydata().tolist() for each in way.lines if each.get_color() == "#999999"]
    assert len(rings) == (4 if summary.var_x else 0)  # of equal xs, the cost does not depend on w
    for ring in rings:
        rmses = [summary.rmse(units.from_standard(Network(w, b))) for w, b in ring]
        assert max(rmses) - min(rmses) <= 1e-6 * max(rmses)


def test_an_explosion_is_drawn_until_its_cost_has_grown_a_thousandfold():
    xs = list(range(11))
    explosion = list(islice(steps(Network(1, 2), xs, xs), 190))
    for figure in (draw(explosion, xs, xs), *animate(explosion, xs, xs)):
        assert [axes.get_title() for axes in figure.axes[1:]] == ["the cost grows", "the way up the bowl"]
        assert figure.axes[1].get_xlabel() == "epoch (first 2 of 189)"
    assert labels(figure)[-2] == "epoch 2: w = 341, b = 50 (outside)"


def test_what_cannot_be_drawn_is_rejected_before_a_figure_opens():
    for says, rejected in {
        r"^xs\[1\] is nan": lambda: draw(NETWORKS, [0, math.nan], [1, 2]),
        "^xs has 2 rows and ys has 1": lambda: animate(NETWORKS, [0, 1], [1]),
        "^w is nan": lambda: draw([Network(math.nan, 1)], XS, YS),
        "^history is empty: at least one network is needed$": lambda: draw([], XS, YS),
        r"^history is a generator: .* list\(islice\(": lambda: draw(steps(Network(25, 85), XS, YS), XS, YS),
        "^network is a tuple: pass a Network": lambda: draw([(25, 85)], XS, YS),
        "too large for a float: choose other units": lambda: draw(Network(1, 1), [0, 1], [0, 1e200]),
        "'txt' is not supported": lambda: save_plot("picture.txt", NETWORKS, XS, YS),
    }.items():
        with pytest.raises((ValueError, TypeError, OverflowError), match=says):
            rejected()
    assert not pyplot.get_fignums() and not Path("picture.txt").exists()


def test_a_figure_is_shown_by_a_script_in_a_window_and_by_a_notebook_once(monkeypatch):
    shown = []
    monkeypatch.setattr(pyplot, "show", lambda: shown.append(pyplot.get_fignums()))
    figure = draw(NETWORKS, XS, YS)
    figure.show()
    assert shown == [[figure.number]]
    for windows, still_open in (("tk", 1), (None, 0)):
        monkeypatch.setattr(type(figure.canvas), "required_interactive_framework", windows)
        assert figure._repr_mimebundle_()["image/png"].startswith(BEGINNINGS[".png"])
        assert len(pyplot.get_fignums()) == still_open


def test_the_readmes_animation_is_made_by_its_command_and_is_small(tmp_path, monkeypatch):
    (command,) = (block for block in blocks("sh") if "--plot" in block)
    monkeypatch.chdir(tmp_path)
    assert main(command.split()[3:]) == 0 and Path("lesson.gif").stat().st_size < 300_000
    made, committed = (
        [(frame.convert("RGB"), frame.info["duration"]) for frame in sequence.Iterator(image.open(path))]
        for path in ("lesson.gif", ROOT / ".github/lesson.gif")
    )
    assert [time for _, time in made] == [time for _, time in committed] == [1000, *[200] * (len(made) - 2), 2000]
    for number in (0, 9, 19, len(made) - 1):  # fonts may differ, but each is most like the one of the same epoch
        differences = [chops.difference(made[number][0], frame).convert("L").histogram() for frame, _ in committed]
        distances = [sum(grey * pixels for grey, pixels in enumerate(histogram)) for histogram in differences]
        assert distances.index(min(distances)) == number


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("ending", BEGINNINGS)
def test_the_main_job_saves_pictures_whatever_letters_names_have(ending, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("data.csv").write_text("\u6e29\u5ea6,US$ per\x1b A$\n1,3\n2,5\n", "utf-8")
    assert main(["data.csv", "--plot", f"picture{ending}", "--no-chart", "--seed", "2607"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith(f"varies\nPicture: picture{ending}\n") and not err
    content = Path(f"picture{ending}").read_bytes()
    assert content.startswith(BEGINNINGS[ending]) and (ending != ".svg" or rb"US$ per\x1b A$" in content)


def test_without_matplotlib_it_says_what_to_install():
    program = "import sys; sys.modules['matplotlib'] = None; from linefit.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--no-chart"]
    done = subprocess.run([*command, "--plot", "picture.png"], capture_output=True, text=True)
    says = "linefit: error: pictures need matplotlib: in the checkout, python -m pip install -e '.[plot]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", says)
    assert subprocess.run(command, capture_output=True).returncode == 0
