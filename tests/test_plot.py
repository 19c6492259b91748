"""Pictures, if matplotlib is installed."""

import subprocess
import sys
from itertools import chain, combinations, islice
from pathlib import Path

import pytest
from test_readme import ROOT, blocks

from linefit import Network, Scaling, Summary, cost, error, predict, sample, show, steps, train
from linefit.cli import main

matplotlib = pytest.importorskip("matplotlib", reason="pictures need matplotlib, which the extra named plot brings")
matplotlib.use("Agg")  # without windows
pyplot, colors = pytest.importorskip("matplotlib.pyplot"), pytest.importorskip("matplotlib.colors")
image, chops, sequence, stat = (pytest.importorskip(f"PIL.Image{part}") for part in ("", "Chops", "Sequence", "Stat"))

XS, YS = sample()
OKABE_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#999999"}
TRAININGS = {  # rows, the names of their columns, and the line to be learned
    "the sample": (XS, YS, "x", "y", Network(81, 48)),
    "1,000 rows": ([k / 1000 for k in range(1000)], [k % 7 for k in range(1000)], "two words " * 9, "y", Network(0, 3)),
    "falling": ([0.0, 1.0], [50.0, 20.0], "US$ per A$", "$\\frac$ and a_b", Network(-30, 50)),
    "equal xs": ([3.0, 3.0], [4.0, 4.0], "x" * 300, "y" * 300, Network(0, 4)),
    "far away": ([1e9, 1e9 + 1, 1e9 + 9], [1e9, 1e9 - 3, 1e9 - 27], "_s", "\u6e29\u5ea6", Network(-3, 4e9)),
    "no change": (XS, YS, "x", "y", Network(25, 85)),
}


@pytest.fixture(autouse=True)
def _close_all():
    yield
    pyplot.close("all")


def get_labels(figure):
    return [text.get_text() for text in figure.legends[0].get_texts()]


def assert_legible(figure):
    """Every text is inside the picture and overlaps no other, and everyone can tell the colours apart."""
    figure.draw_without_rendering()
    texts, used_colours = [*figure.texts, *figure.legends[0].get_texts()], set()
    for axes in figure.axes:
        used_colours |= {colors.to_hex(rgba) for collection in axes.collections for rgba in collection.get_edgecolor()}
        used_colours |= {colors.to_hex(line.get_color()) for line in axes.lines}
        texts += [axes.title, axes.xaxis.label, axes.yaxis.label]
        for axis in (axes.xaxis, axes.yaxis):
            low, high = axis.get_view_interval()
            ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels())
            texts += [axis.get_offset_text(), *(label for place, label in ticks if low <= place <= high)]
    boxes = [text.get_window_extent() for text in texts if text.get_visible() and text.get_text()]
    names = [text.get_window_extent() for axes in figure.axes for text in axes.texts if text.get_text()]
    assert len(boxes) >= 20 and used_colours <= OKABE_ITO
    assert all(figure.bbox.contains(*corner) for box in boxes + names for corner in (box.min, box.max))
    boxes += [axes.get_window_extent() for axes in figure.axes]
    assert not any(box.overlaps(other) for box, other in combinations(boxes, 2))


def get_points(lines, *markers):
    return [line.get_xydata().tolist() for line in lines if not markers or line.get_marker() in markers]


def is_on(network, line):
    return all(y == network.w * x + network.b for x, y in line)


def assert_lines(figure, xs, ys, networks, epoch, name):
    """The panel has the rows (on top if few), the lines of start, now and between, and the Errors if in view."""
    axes, lines = figure.axes[0], [line for line in figure.axes[0].lines if len(line.get_xdata())]
    (rows, *segments), (bottom, top) = axes.collections, axes.get_ylim()
    assert rows.get_offsets().tolist() == [list(row) for row in zip(xs, ys)]
    assert all((rows.zorder > each.zorder) == (len(xs) <= 50) for each in (*segments, *axes.lines))
    assert [line.get_label().partition(":")[0] for line in lines[:2]] == ["start", name]
    assert [line.get_color() for line in lines[:2]] == ["#E69F00", "#D55E00"]
    start, now, *between = get_points(lines)
    assert is_on(networks[0], start) and is_on(networks[epoch], now) and start[0] < start[1]
    assert all(any(is_on(network, line) for network in networks[1:epoch]) for line in between)
    is_animation = bool(figure.texts)  # which shows the Errors of now, not of the start
    (w, b), of_errors = (networks[epoch], name) if is_animation else (networks[0], "epoch 0")
    errors = [segment.tolist() for each in segments for segment in each.get_segments()]
    assert all((x, y) in zip(xs, ys) and end == [x, w * x + b] for (x, y), end in errors) and len(errors) <= 50
    assert bool(errors) == all(bottom <= w * x + b <= top for x in xs)
    share = f" ({len(errors)} of {len(xs):,} rows)" if len(errors) < len(xs) else ""
    assert (f"Error = predicted - true, {of_errors}{share}" in get_labels(figure)) == bool(errors)


def assert_path(axes, networks, epoch, summary, unit):
    """The path goes from start to now, and the cost is equal along each ring."""
    path, *dots = get_points(axes.lines, ".", "o")
    assert len(path) == epoch + 1 and dots[0] == path[-1:] and dots[-1] == path[:1]
    assert ("end" in [text.get_text().strip() for text in axes.texts]) == (epoch == 3)
    assert (axes.get_xlabel(), axes.get_ylabel()) == (f"w{unit}", f"b{unit}")
    rings = [line.get_xydata()[::9].tolist() for line in axes.lines if line.get_color() == "#999999"]
    assert len(rings) == (4 if summary.var_x else 0)  # none if all xs are equal, as then lines of equal cost are open
    units = Scaling.of(summary) if unit else Scaling(0, 0, 1, 1)
    for ring in rings:
        rmses = [summary.rmse(units.from_standard(Network(w, b))) for w, b in ring]
        assert max(rmses) - min(rmses) <= 1e-6 * max(rmses)


@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("name", TRAININGS)
def test_a_picture_shows_rows_lines_errors_cost_and_way_until_its_epoch_and_nothing_later(name):
    xs, ys, x_name, y_name, (w, b) = TRAININGS[name]
    networks = [Network(w + (25 - w) / 8**epoch, b + (85 - b) / 4**epoch) for epoch in range(4)]
    still, frames = (make(networks, xs, ys, x_name=x_name, y_name=y_name) for make in (show.draw, show.animate))
    places = []
    for epoch, figure in chain([(3, still)], enumerate(frames)):
        assert_legible(figure)
        assert [text.get_text() for text in figure.texts] in ([], [f"epoch {epoch} of 3"])
        places.append([(*axes.get_position().bounds, *axes.get_xlim(), *axes.get_ylim()) for axes in figure.axes])
        lines, costs, way = figure.axes
        assert (lines.get_xlabel()[:5], costs.get_ylabel()) == (x_name[:5], "cost = mean(Error^2) / 2")
        assert_lines(figure, xs, ys, networks, epoch, "end" if epoch == 3 else f"epoch {epoch}")
        curve, dot = get_points(costs.lines)
        assert [n for n, _ in curve] == list(range(epoch + 1)) and dot == curve[-1:]
        assert curve[-1][1] == pytest.approx(cost(error(predict(networks[epoch], xs), ys)), rel=1e-9)
        unit = " (standardized)" if name == "far away" else ""  # as rings would otherwise look like stripes
        assert_path(way, networks, epoch, Summary.of(xs, ys), unit)
        assert way.get_title().split()[2] == ("over" if epoch == 0 or name == "no change" else "down")
    for panel in zip(*places[1:]):  # no panel moves between frames
        assert all(place == pytest.approx(panel[0]) for place in panel)


def test_the_panel_says_where_the_first_line_is_if_it_is_not_fully_in_view():
    outside = ((0, 85), "above", "85"), ((10, -50), "below", "-50 to -40"), ((99, -40), "partly outside", "-40 to 59")
    for first, side, y in outside:
        figure = show.draw([Network(*first), Network(1, 0)], [0, 0.5, 1], [0, 0.6, 1])
        assert figure.axes[0].get_title() == f"the line\n(start is {side}, y = {y})"
        assert get_labels(figure)[1].endswith(f" ({side})") and figure.axes[0].get_ylim()[1] < 3


def test_one_network_alone_is_one_panel_that_names_it():
    for alone in (Network(81, 48), train(Network(25, 85), XS, YS), next(steps(Network(81, 48), XS, YS))):
        figure = show.draw(alone, XS, YS)
        assert get_labels(figure) == ["data", "Error = predicted - true", "the line: w = 81, b = 48"]
        assert len(figure.axes) == len(figure.axes[0].lines) == 1


@pytest.mark.parametrize(("noise", "rate"), [(0, 1), (100, 1), (0, 1.655)])  # with 1.655 the cost falls, then grows
def test_the_cost_of_all_rows_is_drawn_until_a_thousandth_of_its_change_is_left(noise, rate):
    ys = [y + noise * (-1) ** row for row, y in enumerate(YS)]
    history, summary = list(islice(steps(Network(25, 85), XS, ys, learning_rate=rate), 284)), Summary.of(XS, ys)
    figure, costs = show.draw(history, *summary.condensed(), summary=summary), [cost(step.errors) for step in history]
    axes = figure.axes[1]
    last = 1 + max(epoch for epoch in range(284) if abs(costs[epoch] - costs[-1]) > abs(costs[0] - costs[-1]) / 1000)
    assert get_labels(figure)[0] == "30 rows condensed to 2" and axes.get_ylim()[0] == 0
    assert axes.get_xlabel() == (f"epoch (first {last} of 283)" if last < 283 else "epoch")
    assert axes.lines[0].get_ydata().tolist() == pytest.approx(costs, abs=1e-9)


def test_diverging_training_is_drawn_until_its_cost_has_grown_a_thousandfold():
    explosion = list(islice(steps(Network(2500, 8500), XS, YS, learning_rate=1.8), 190))
    (lines, growth, way), costs = show.draw(explosion, XS, YS).axes, [cost(step.errors) for step in explosion]
    last, (bottom, top) = len(growth.lines[0].get_xdata()) - 1, lines.get_ylim()
    assert growth.get_xlabel() == f"epoch (first {last} of 189)" and 1000 < costs[last] / costs[0] < 1500
    assert growth.get_xlim()[1] >= last and growth.get_ylim()[1] > costs[last]
    assert growth.get_title() == f"the cost, epoch {last}: {costs[last]:.5g}"
    assert way.get_title() == "the way up the bowl"
    assert all(bottom < y < top for line in lines.lines for y in line.get_ydata())  # all of it is in view


def test_a_bowl_that_would_look_like_stripes_is_drawn_in_standard_units():
    xs, ys = [150, 160, 185], [50, 61, 84]
    history = list(islice(steps(Network(25, 85), xs, ys, learning_rate=1e-6), 9))
    assert show.draw(history, xs, ys).axes[2].get_xlabel() == "w (standardized)"


def test_unusable_arguments_are_rejected_before_a_figure_opens(tmp_path):
    for says, call in {
        r"^len\(xs\) is 2 and len\(ys\) is 1": lambda: show.draw(Network(81, 48), [0, 1], [1]),
        "^history is empty: ": lambda: show.animate([], XS, YS),
        r"^history is a generator: .* list\(islice\(": lambda: show.draw(steps(Network(25, 85), XS, YS), XS, YS),
        "'txt' is not supported": lambda: show.save_plot(tmp_path / "picture.txt", Network(81, 48), XS, YS),
    }.items():
        with pytest.raises((ValueError, TypeError), match=says):
            call()
    assert not pyplot.get_fignums() and not list(tmp_path.iterdir())


def test_a_figure_is_shown_by_a_script_in_a_window_and_by_a_notebook_once(monkeypatch):
    figure, still_open = show.draw(Network(81, 48), XS, YS), []
    monkeypatch.setattr(pyplot, "show", lambda: still_open.append(pyplot.get_fignums()))
    figure.show()
    for windows in ("tk", None):
        monkeypatch.setattr(type(figure.canvas), "required_interactive_framework", windows)
        assert figure._repr_mimebundle_()["image/png"].startswith(b"\x89PNG")
        still_open.append(pyplot.get_fignums())
    assert still_open == [[figure.number], [figure.number], []]


def test_the_readmes_animation_is_made_by_its_command_and_is_small(tmp_path, monkeypatch):
    (command,) = (block for block in blocks("sh") if "--plot" in block)
    monkeypatch.chdir(tmp_path)
    assert main(command.split()[3:]) == 0 and Path("lesson.gif").stat().st_size < 300_000
    animations = [image.open(path) for path in ("lesson.gif", ROOT / ".github/lesson.gif")]
    assert animations[0].info["loop"] == 0  # for ever
    new_frames, old_frames = ([frame.convert("RGB") for frame in sequence.Iterator(each)] for each in animations)
    assert [frame.info["duration"] for frame in new_frames] == [1000, *[200] * (len(old_frames) - 2), 2000]
    # Fonts may differ, but each frame is most like the committed frame of its epoch.
    for number in (0, 9, len(new_frames) - 1):
        distances = [sum(stat.Stat(chops.difference(new_frames[number], frame)).sum) for frame in old_frames]
        assert distances.index(min(distances)) == number


@pytest.mark.filterwarnings("error::UserWarning")
def test_the_command_saves_pictures_whatever_letters_names_have(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("data.csv").write_text("\u6e29\u5ea6,US$ per\x1b A$\n1,3\n2,5\n", "utf-8")
    one_epoch = ["data.csv", "--no-chart", "--standardize", "--learning-rate", "1"]
    for suffix, begins in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF"), (".GIF", b"GIF89a")):
        assert main([*one_epoch, "--plot", f"picture{suffix}"]) == 0
        out, err = capsys.readouterr()
        assert out.endswith(f"varies\nPicture: picture{suffix}\n") and not err
        assert Path(f"picture{suffix}").read_bytes().startswith(begins)
    assert image.open("picture.GIF").n_frames == 2
    svg = Path("picture.svg").read_text("utf-8")
    assert r"US$ per\x1b A$" in svg and "w (standardized)" in svg  # in which the way is straight


def test_without_matplotlib_the_command_says_what_to_install():
    program = "import sys; sys.modules['matplotlib'] = None; from linefit.cli import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.run([sys.executable, "-c", program, "--plot", "a.png"], capture_output=True, text=True)
    says = 'linefit: error: pictures need matplotlib: in the project folder, run python -m pip install -e ".[plot]"\n'
    assert (process.returncode, process.stdout, process.stderr) == (2, "", says)
