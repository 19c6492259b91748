"""Pictures, where matplotlib is there to draw them."""

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
    "far away": ([1e9, 1e9 + 1, 1e9 + 9], [1e9, 1e9 - 3, 1e9 - 27], "s", "m", Network(-3, 4e9)),
    "no change": (XS, YS, "x", "y", Network(25, 85)),
}
BEGINNINGS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".GIF": b"GIF89a"}
OUTSIDE = {"": Network(1, 0.5), "above, y = 85": Network(0, 85), "below, y = -50 to -40": Network(10, -50)}
OUTSIDE["partly outside, y = -40 to 59"] = Network(99, -40)


@pytest.fixture(autouse=True)
def _close_all():
    yield
    pyplot.close("all")


def lesson(name):
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


@pytest.mark.filterwarnings("error::UserWarning")
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
    for epoch, figure in zip(range(9), animate(networks, xs, ys, **names), strict=True):
        figure.draw_without_rendering()
        for number, axes in enumerate(figure.axes):  # nothing jumps
            place = [*axes.get_position().bounds, *axes.get_xlim(), *axes.get_ylim()]
            assert still.setdefault(number, place) == pytest.approx(place)
        (lines, costs, way), network = figure.axes, networks[epoch]
        name, (bottom, top) = "end: " if epoch == 8 else f"epoch {epoch}: ", lines.get_ylim()
        now, (label,) = line(lines, name), (label for label in labels(figure) if label.startswith(name))
        assert all(y == network.w * x + network.b for x, y in now)
        assert bool(errors(lines)) == all(bottom <= y <= top for _, y in now) != label.endswith(")")
        assert all((x, y) in zip(xs, ys) and end == [x, network.w * x + network.b] for (x, y), end in errors(lines))
        curve, dot = (each.get_xydata().tolist() for each in costs.lines)
        assert [n for n, _ in curve] == list(range(epoch + 1)) and dot == curve[-1:]
        assert curve[-1][1] == pytest.approx(cost(error(predict(network, xs), ys)), rel=1e-9)
        path, *dots = [each.get_xydata().tolist() for each in way.lines if each.get_marker() in (".", "o")]
        assert len(path) == epoch + 1 and dots[0] == path[-1:] and dots[-1] == path[:1]
        between = [each.get_xydata() for each in lines.lines if each.get_linewidth() == 0.8 and len(each.get_xdata())]
        assert all(any(all(y == w * x + b for x, y in points) for w, b in networks[1:epoch]) for points in between)
        assert figure.texts[0].get_text() == f"epoch {epoch} of 8"
        assert ("end" in [text.get_text().strip() for text in way.texts]) == (epoch == 8)


@pytest.mark.parametrize("name", LESSONS)
def test_a_picture_has_the_rows_on_top_the_first_networks_errors_and_start_and_end(name):
    (networks, xs, ys), names = lesson(name)
    figure = draw(networks, xs, ys, **names)
    (lines, costs, way), first, (rows, *segments) = figure.axes, networks[0], figure.axes[0].collections
    assert (lines.get_xlabel()[:5], costs.get_ylabel()) == (names["x_name"][:5], "cost = mean(Error^2) / 2")
    assert [each.get_color() for each in lines.lines if each.get_linewidth() == 2] == ["#E69F00", "#D55E00"]
    assert rows.get_offsets().tolist() == [list(row) for row in zip(xs, ys)]
    assert all((rows.zorder > each.zorder) == (len(xs) <= 50) for each in (*segments, *lines.lines))
    for label, network in (("start: ", first), ("end: ", networks[-1])):
        assert all(y == network.w * x + network.b for x, y in line(lines, label))
    assert [text.get_text().strip() for text in way.texts] == ["end", "start"]
    assert all(end == [x, first.w * x + first.b] for (x, _), end in errors(lines)) and len(errors(lines)) <= 50
    share = f" ({len(errors(lines))} of {len(xs):,} rows)" if len(errors(lines)) < len(xs) else ""
    assert (f"Error = predicted - true, epoch 0{share}" in labels(figure)) == bool(errors(lines))
    assert lines.get_title().startswith("the line and its Errors" if errors(lines) else "the line\n(start is ")


def test_of_a_first_line_that_is_not_in_view_the_panel_says_where_it_is():
    for says, first in OUTSIDE.items():
        axes = draw([first, Network(1, 0)], [0, 0.5, 1], [0, 0.6, 1]).axes[0]
        assert axes.get_title() == (f"the line\n(start is {says})" if says else "the line and its Errors")
        assert len(errors(axes)) == (0 if says else 3) and axes.get_ylim()[1] < 3


def test_one_network_alone_is_one_panel_that_names_it():
    for alone in (Network(81, 48), train(Network(25, 85), XS, YS), next(steps(Network(81, 48), XS, YS))):
        figure = draw(alone, XS, YS)
        assert labels(figure) == ["data", "Error = predicted - true", "the line: w = 81, b = 48"]
        assert len(figure.axes) == len(figure.axes[0].lines) == 1


@pytest.mark.parametrize(("noise", "rate"), [(0, 1), (1, 1), (100, 1), (0, 1.655)])  # with 1.655, it falls, then grows
def test_the_cost_is_drawn_on_a_linear_axis_until_a_thousandth_of_its_change_is_left(noise, rate):
    ys = [y + noise * (-1) ** row for row, y in enumerate(YS)]
    history, all_rows = list(islice(steps(Network(25, 85), XS, ys, learning_rate=rate), 284)), Summary.of(XS, ys)
    left = [abs(cost(step.errors) - cost(history[-1].errors)) for step in history]
    last = 1 + max(epoch for epoch, change in enumerate(left) if change > left[0] / 1000)
    for rows, label in (((XS, ys), "data"), (all_rows.condensed(), "30 rows condensed to 2")):
        figure = draw(history, *rows, summary=all_rows)
        axes = figure.axes[1]
        assert labels(figure)[0] == label and axes.get_yscale() == "linear" and axes.get_ylim()[0] == 0
        assert axes.get_xlabel() == (f"epoch (first {last} of 283)" if last < 283 else "epoch")
        assert axes.lines[0].get_ydata().tolist() == pytest.approx([cost(step.errors) for step in history], abs=1e-9)


@pytest.mark.parametrize("name", LESSONS)
def test_the_rings_are_where_the_cost_is_equal(name):
    networks, xs, ys = lesson(name)[0]
    way, summary = draw(networks, xs, ys).axes[2], Summary.of(xs, ys)
    units = Scaling.of(summary) if "standardized" in way.get_xlabel() else Scaling(0, 0, 1, 1)
    rings = [each.get_xydata().tolist() for each in way.lines if each.get_color() == "#999999"]
    assert len(rings) == (4 if summary.var_x else 0)  # of equal xs, the cost does not depend on w
    for ring in rings:
        rmses = [summary.rmse(units.from_standard(Network(w, b))) for w, b in ring]
        assert max(rmses) - min(rmses) <= 1e-6 * max(rmses)


def test_an_explosion_is_drawn_until_its_cost_has_grown_a_thousandfold():
    explosion = list(islice(steps(Network(2500, 8500), XS, YS, learning_rate=1.8), 190))
    figure, costs = draw(explosion, XS, YS), [cost(step.errors) for step in explosion]
    last, (bottom, top) = int(figure.axes[1].get_xlabel().split()[2]), figure.axes[0].get_ylim()
    assert figure.axes[1].get_xlabel() == f"epoch (first {last} of 189)" and 1000 < costs[last] / costs[0] < 1500
    assert figure.axes[1].get_title() == f"the cost, epoch {last}: {costs[last]:.5g}"
    assert figure.axes[2].get_title() == "the way up the bowl" and "epoch 0" in labels(figure)[1]
    assert all(bottom < y < top for each in figure.axes[0].lines for y in each.get_ydata())  # all of it is in view


def test_the_bowl_has_the_units_of_the_training_unless_it_would_look_like_stripes():
    xs, ys = [150, 160, 185], [50, 61, 84]
    wide = list(islice(steps(Network(25, 85), xs, ys, learning_rate=1e-6), 9))
    units = [draw(*each).axes[2].get_xlabel() for each in ((NETWORKS, XS, YS), lesson("the sample")[0], (wide, xs, ys))]
    assert units == ["w", "w (standardized)", "w (standardized)"]


def test_what_cannot_be_drawn_is_rejected_before_a_figure_opens():
    for says, rejected in {
        "^xs has 2 rows and ys has 1": lambda: animate(NETWORKS, [0, 1], [1]),
        "^history is empty: pass at least one Network or Step$": lambda: draw([], XS, YS),
        r"^history is a generator: .* list\(islice\(": lambda: draw(steps(Network(25, 85), XS, YS), XS, YS),
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
    assert len(made) >= 20 and [time for _, time in made] == [1000, *[200] * (len(made) - 2), 2000]
    for number in (0, 9, len(made) - 1):  # fonts may differ, but each is most like the one of the same epoch
        differences = [chops.difference(made[number][0], frame).convert("L").histogram() for frame, _ in committed]
        distances = [sum(grey * pixels for grey, pixels in enumerate(histogram)) for histogram in differences]
        assert distances.index(min(distances)) == number


@pytest.mark.filterwarnings("error::UserWarning")
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
    says = "linefit: error: pictures need matplotlib: in the project folder, python -m pip install -e '.[plot]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", says)
    assert subprocess.run(command, capture_output=True).returncode == 0
