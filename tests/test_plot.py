"""Pictures, where matplotlib is there to draw them."""

import math
import subprocess
import sys
from io import BytesIO
from itertools import combinations, islice, pairwise
from pathlib import Path

import pytest
from test_readme import ROOT, blocks

from linefit import Network, Summary, cost, error, fit, panels, predict, read_csv, sample, steps, train
from linefit import plot as plots
from linefit.cli import main
from linefit.formatting import format_number

NEEDS = "pictures need matplotlib, which the extra named plot brings"
figure = pytest.importorskip("matplotlib.figure", reason=NEEDS)
colors = pytest.importorskip("matplotlib.colors", reason=NEEDS)
image = pytest.importorskip("PIL.Image", reason=NEEDS)
sequence = pytest.importorskip("PIL.ImageSequence", reason=NEEDS)

XS, YS = sample()
NETWORKS = [step.network for step in islice(steps(Network(25, 85), XS, YS), 284)]
OKABE_ITO = ["#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999"]
LONG = "the mean of all temperatures measured since 1850, in degrees above the freezing point"
PEOPLE = [2500023456 + 71000000 * year for year in range(70)]
LESSONS = {  # rows, the names of their columns, and the line to be learned
    "the sample": (XS, YS, "x", "y", Network(81, 48)),
    "Hubble": (*read_csv(ROOT / "data/hubble.csv"), "distance_mpc", "velocity_km_s", Network(454, -41)),
    "1,000 rows": ([k / 1000 for k in range(1000)], [k % 7 for k in range(1000)], LONG, LONG, Network(0, 3)),
    "populations by year": (list(range(1950, 2020)), PEOPLE, "year", "people", Network(71e6, -135950e6)),
    "falling": ([0.0, 1.0], [50.0, 20.0], "US$ per A$", "$\\frac$ and a_b", Network(-30, 50)),
    "one row": ([3.0], [4.0], "x" * 300, "y" * 300, Network(0, 4)),
    "constant x": ([3.0, 3.0], [4.0, 5.0], "_x", "_y", Network(0, 4.5)),
    "tiny": ([k * 1e-9 for k in range(9)], [k * 2e-9 for k in range(9)], "s", "m", Network(2, 0)),
    "huge": ([k * 1e9 for k in range(9)], [k * -2e9 for k in range(9)], "s", "m", Network(-2, 0)),
    "far away": ([1e9, 1e9 + 1, 1e9 + 9], [1e9, 1e9 - 3, 1e9 - 27], "s", "m", Network(-3, 4e9)),
}
SHOWN = {f"{name} as a {kind}": (name, kind) for name in LESSONS for kind in ("picture", "film")}


def drawn(name, kind):
    """A lesson of nine epochs: its networks, and the figure of each that is shown; of a film, the same again."""
    xs, ys, x_name, y_name, learned = LESSONS[name]
    w, b = learned
    networks = [Network(w + (25 - w) / 2**epoch, b + (85 - b) / 2**epoch) for epoch in range(9)]
    names = {"x_name": x_name, "y_name": y_name}
    if kind == "picture":
        return networks, iter([plots.draw(networks, xs, ys, **names)])
    return networks, plots.film(networks, xs, ys, **names)


def boxes(artists):
    """The boxes of all texts that are shown, in pixels."""
    return [artist.get_window_extent() for artist in artists if artist.get_visible() and artist.get_text()]


def in_colour(pixels):
    """All colours of a picture, as they are written."""
    shown = pixels.convert("RGB").getcolors(1 << 20)
    return {f"#{red:02X}{green:02X}{blue:02X}" for _, (red, green, blue) in shown}


def ends(sticks):
    """Where the sticks of a picture end, as x and what is predicted there."""
    return [tuple(stick[-1]) for stick in sticks.get_segments()]


@pytest.fixture
def axes():
    return figure.Figure().add_subplot()


@pytest.mark.parametrize("name, kind", SHOWN.values(), ids=SHOWN)
def test_every_text_is_inside_the_picture_and_beside_all_others(name, kind):
    for epoch, picture in enumerate(drawn(name, kind)[1]):
        if epoch not in (0, 4, 8):
            continue
        picture.draw_without_rendering()
        written = [*picture.texts]
        written += [label for legend in picture.legends for label in legend.get_texts()]
        for panel in picture.axes:
            written += [panel.title, panel.xaxis.label, panel.yaxis.label]
            written += [number for axis in (panel.xaxis, panel.yaxis) for number in numbers(axis)]
        shown = boxes(written)
        assert len(shown) >= 20
        for box in shown:
            assert picture.bbox.x0 <= box.x0 and box.x1 <= picture.bbox.x1, box
            assert picture.bbox.y0 <= box.y0 and box.y1 <= picture.bbox.y1, box
        shown += [panel.get_window_extent() for panel in picture.axes]
        assert not any(box.overlaps(other) for box, other in combinations(shown, 2))


def numbers(axis):
    """The numbers at an axis that are shown; matplotlib keeps one more at either side."""
    low, high = sorted(axis.get_view_interval())
    kept = zip(axis.get_majorticklocs(), axis.get_majorticklabels())
    return [axis.get_offset_text(), *(label for place, label in kept if low <= place <= high)]


@pytest.mark.parametrize("name, kind", SHOWN.values(), ids=SHOWN)
def test_all_colours_are_those_that_everyone_can_tell_apart(name, kind):
    picture = next(drawn(name, kind)[1])
    used = set()
    for panel in picture.axes:
        used |= {colors.to_hex(line.get_color()) for line in panel.lines}
        for collection in panel.collections:
            used |= {colors.to_hex(colour) for colour in collection.get_edgecolor()}
    assert used <= set(map(str.lower, OKABE_ITO))


@pytest.mark.parametrize("name", LESSONS)
def test_a_film_shows_line_errors_cost_and_way_of_the_same_epoch(name):
    xs, ys, *_ = LESSONS[name]
    networks, pictures = drawn(name, "film")
    for epoch, picture in enumerate(pictures):
        left, middle, right = picture.axes
        network, line = networks[epoch], left.lines[-1]
        assert list(line.get_ydata()) == predict(network, list(line.get_xdata()))
        shown_xs, shown_ys = zip(*ends(left.collections[-1]))
        assert list(shown_ys) == predict(network, list(shown_xs)) and set(shown_xs) <= set(xs)
        (at,), (height,) = middle.lines[-1].get_data()
        assert at == epoch and height == pytest.approx(cost(error(predict(network, xs), ys)), rel=1e-9)
        assert (*right.lines[-1].get_xdata(), *right.lines[-1].get_ydata()) == network
        w, b = (format_number(number, 4) for number in network)
        bottom, top = left.get_ylim()
        gone = " (outside)" if max(line.get_ydata()) < bottom or min(line.get_ydata()) > top else ""
        assert [caption.get_text() for caption in picture.texts] == [f"epoch {epoch}: w = {w}, b = {b}{gone}"]


@pytest.mark.parametrize("name", LESSONS)
def test_a_still_picture_has_the_first_networks_errors_and_ends_at_the_learned_line(name):
    xs, ys, *_ = LESSONS[name]
    networks, (picture,) = drawn(name, "picture")
    rows, sticks = picture.axes[0].collections
    assert [tuple(row) for row in rows.get_offsets()] == list(zip(xs, ys))
    assert ends(sticks) == [(x, networks[0].w * x + networks[0].b) for x, _ in ends(sticks)]
    assert len(ends(sticks)) == min(len(xs), 50) and ("50 of" in sticks.get_label()) == (len(xs) > 50)
    last = picture.axes[0].lines[-1]
    assert list(last.get_ydata()) == predict(networks[-1], list(last.get_xdata()))
    assert "Error = predicted - true" in " ".join(label.get_text() for label in picture.legends[0].get_texts())


def test_the_sticks_are_of_rows_from_the_least_x_to_the_greatest():
    picture = next(drawn("1,000 rows", "picture")[1])
    shown = [x for x, _ in ends(picture.axes[0].collections[-1])]
    assert shown == sorted(set(shown)) and (shown[0], shown[-1]) == (0, 0.999)
    assert max(after - before for before, after in pairwise(shown)) < 2 * 0.999 / 49


@pytest.mark.parametrize("name, kind", SHOWN.values(), ids=SHOWN)
def test_the_lines_are_above_the_rows_and_their_errors(name, kind):
    left = next(drawn(name, kind)[1]).axes[0]
    assert all(line.zorder > below.zorder for line in left.lines for below in left.collections)


def test_two_rows_that_stand_for_others_are_called_and_drawn_so(axes):
    summary = Summary.of(XS, YS)
    plots.plot_lines(axes, *summary.condensed(), NETWORKS, summary=summary)
    rows = axes.collections[0]
    assert rows.get_label() == "two rows that stand for 30" and not len(rows.get_facecolor())
    plots.plot_lines(axes, XS, YS, NETWORKS, summary=summary)
    rows = axes.collections[2]
    assert rows.get_label() == "data" and len(rows.get_facecolor())


def test_a_first_line_that_is_not_to_be_seen_is_said_to_be_outside(axes):
    plots.plot_lines(axes, [0, 1], [0, 1], [Network(0, 85), Network(1, 0)])
    assert axes.lines[0].get_label() == "epoch 0 (outside)" and axes.get_ylim()[1] < 3
    assert axes.lines[-1].get_label() == "epoch 1"
    assert plots.plot_lines(axes, XS, YS, NETWORKS).lines[2].get_label() == "epoch 0"


def test_the_lines_of_several_epochs_are_drawn(axes):
    assert plots.plot_lines(axes, XS, YS, NETWORKS, x_name="time", y_name="place") is axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("time", "place")
    labels = [line.get_label() for line in axes.lines]
    assert labels == ["epoch 0", "epochs between", *["_"] * (len(labels) - 3), "epoch 283"] and len(labels) >= 5
    assert list(axes.lines[0].get_ydata()) == [25 * min(XS) + 85, 25 * max(XS) + 85]


@pytest.mark.parametrize("alone", [fit(XS, YS), train(Network(25, 85), XS, YS), next(steps(Network(81, 48), XS, YS))])
def test_one_network_alone_is_one_panel_that_says_so(alone):
    (panel,) = plots.draw(alone, XS, YS).axes
    assert panel.get_title() == "one network, and its Errors"
    (line,) = panel.lines
    assert line.get_label() == "w = 81, b = 48"


def test_the_steps_of_a_lesson_are_drawn_as_their_networks():
    listed = list(islice(steps(Network(25, 85), XS, YS), 5))
    lines, others = (plots.draw(way, XS, YS).axes[2].lines[0] for way in (listed, NETWORKS[:5]))
    assert lines.get_xydata().tolist() == others.get_xydata().tolist() == [list(step.network) for step in listed]


def test_a_notebook_gets_a_figure_that_it_can_show(tmp_path):
    with image.open(BytesIO(plots.draw(NETWORKS, XS, YS)._repr_png_())) as opened:
        assert opened.size == (1000, 400)
        assert in_colour(opened) >= set(panels.COLOURS)


def test_the_cost_is_drawn_on_a_log_scale_where_it_falls_far(axes):
    summary = Summary.of(XS, YS)
    assert plots.plot_cost(axes, summary, NETWORKS) is axes
    assert axes.get_yscale() == "log"
    costs = list(axes.lines[0].get_ydata())
    assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize("ys", [[1, 2], [1, 3]])
def test_a_cost_that_falls_by_little_or_not_at_all_is_drawn_as_it_is(axes, ys):
    plots.plot_cost(axes, Summary.of([1, 2], ys), [Network(1, 0), Network(1, 0)])
    assert axes.get_yscale() == "linear" and list(axes.lines[0].get_ydata()) == pytest.approx([(ys[1] - 2) / 4] * 2)


def test_the_way_down_the_bowl_is_drawn(axes):
    assert plots.plot_path(axes, Summary.of(XS, YS), NETWORKS) is axes
    assert (axes.lines[0].get_xdata()[0], axes.lines[0].get_ydata()[0]) == (25, 85)
    way, first, learned, _ = (line.get_xydata() for line in axes.lines)
    assert (way[0] == first).all() and (way[-1] == learned).all() and learned.round(3).tolist() == [[81, 48]]
    assert axes.collections  # the contours


def test_a_lesson_that_runs_away_is_not_said_to_come_down():
    away = list(islice(steps(Network(1, 2), list(range(11)), list(range(11))), 5))
    lines, cost, way = plots.draw(away, list(range(11)), list(range(11))).axes
    assert (cost.get_title(), way.get_title()) == ("the cost grows", "the way up the bowl")
    assert cost.get_yscale() == "log" and lines.lines[-1].get_label() == "epoch 4 (outside)"


def test_a_bowl_too_deep_for_a_float_has_no_contours(axes):
    plots.plot_path(axes, Summary.of([0, 1], [0, 1e200]), [Network(0, 0), Network(1, 1)])
    assert not axes.collections


@pytest.mark.parametrize(
    "refused, says",
    [
        (lambda: plots.draw(NETWORKS, [0, math.nan], [1, 2]), r"^xs\[1\] is nan"),
        (lambda: next(plots.film(NETWORKS, [0, 1], [1])), "^xs has 2 rows and ys has 1"),
        (lambda: plots.draw([Network(math.nan, 1)], XS, YS), "^w is nan"),
        (lambda: plots.draw([], XS, YS), "^networks is empty: at least one is needed$"),
        (lambda: plots.draw(steps(Network(25, 85), XS, YS), XS, YS), r"^networks is a generator: .* list\(islice\("),
        (lambda: plots.draw([(25, 85)], XS, YS), "^network is a tuple: pass a Network"),
    ],
)
def test_what_cannot_be_drawn_is_refused(refused, says):
    with pytest.raises((ValueError, TypeError), match=says):
        refused()


def test_what_cannot_be_drawn_is_refused_before_a_stroke(axes):
    with pytest.raises(ValueError, match=r"^xs\[1\] is nan"):
        plots.plot_lines(axes, [0, math.nan], [1, 2], NETWORKS)
    with pytest.raises(ValueError, match=r"^w is nan"):
        plots.plot_lines(axes, XS, YS, [Network(math.nan, 1)])
    assert not axes.lines and not axes.collections


def test_the_samples_film_is_small_differs_from_frame_to_frame_and_rests_at_its_end(tmp_path):
    film = tmp_path / "film.gif"
    plots.save_plot(film, XS, YS, NETWORKS)
    assert film.stat().st_size < 1_000_000
    with image.open(film) as opened:
        frames = [(frame.convert("RGB").tobytes(), frame.info["duration"]) for frame in sequence.Iterator(opened)]
        assert in_colour(opened) >= {*panels.COLOURS, "#FFFFFF"}
    looks = [look for look, _ in frames]
    assert len(set(looks)) == len(looks) >= 30
    assert [duration for _, duration in frames] == [1000] + [100] * (len(frames) - 2) + [2000]


@pytest.mark.parametrize("data", ["1,000 rows", "one row", "constant x", "far away", "falling"])
@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".gif"])
def test_the_main_job_writes_pictures_that_open(data, ending, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    table, (xs, ys, *_) = Path("data.csv"), LESSONS[data]
    table.write_text("when,US$ per\x1b A$\n" + "".join(f"{x},{y}\n" for x, y in zip(xs, ys)))
    picture = Path(f"picture{ending}")
    assert main([str(table), "--plot", str(picture), "--no-chart", "--seed", "2607"]) == 0
    printed = capsys.readouterr()
    assert f"Picture: {picture}" in printed.out and not printed.err
    content = picture.read_bytes()
    if ending in (".png", ".gif"):
        with image.open(picture) as opened:
            assert opened.width >= 800 and getattr(opened, "n_frames", 1) >= (2 if ending == ".gif" else 1)
            opened.load()
    elif ending == ".svg":
        assert b"<svg" in content and b"when" in content and rb"US$ per\x1b A$" in content
    else:
        assert content.startswith(b"%PDF")


def test_a_condensed_file_has_the_cost_of_all_its_rows(tmp_path, capsys):
    table, picture = tmp_path / "data.csv", tmp_path / "picture.svg"
    table.write_text("0,1\n0,3\n1,4\n1,8\n")
    assert main([str(table), "--condense", "--plot", str(picture)]) == 0
    assert picture.exists()


def test_a_picture_that_cannot_be_written_is_told(tmp_path, capsys):
    assert main(["--plot", str(tmp_path / "none" / "picture.png")]) == 2
    assert "No such file or directory" in capsys.readouterr().err


def test_without_matplotlib_it_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(plots, "find_spec", lambda name: None)
    assert main(["--plot", "picture.png"]) == 2
    says = "linefit: error: pictures need matplotlib: in the checkout, python -m pip install -e '.[plot]'\n"
    assert capsys.readouterr().err == says


def test_matplotlib_is_imported_for_pictures_only():
    program = "import sys, linefit.cli; linefit.cli.main(['--no-chart']); sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0


def test_the_readmes_picture_is_made_by_its_command(tmp_path, monkeypatch, capsys):
    (command,) = (block for block in blocks("sh") if "--plot" in block)
    monkeypatch.chdir(tmp_path)
    assert main(command.split()[3:]) == 0
    assert b"the way down the bowl" in (tmp_path / "lesson.svg").read_bytes()
    assert b"the way down the bowl" in (ROOT / ".github/lesson.svg").read_bytes()


@pytest.mark.filterwarnings("error")
def test_an_explosion_has_a_picture_as_far_as_it_can_be_drawn(tmp_path):
    (tmp_path / "wide.csv").write_text("150,50\n160,61\n185,84\n")
    picture = tmp_path / "wide.png"
    assert main([str(tmp_path / "wide.csv"), "--no-standardize", "--seed", "1", "--plot", str(picture)]) == 1
    assert picture.exists()


@pytest.mark.parametrize("ending", [".png", ".gif"])
def test_an_interrupt_leaves_no_half_picture_and_a_full_disk_says_so(ending, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    path = Path(f"picture{ending}")
    arguments = ["--plot", str(path), "--no-chart", "--seed", "2607"]

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(figure.Figure, "draw", interrupt)
    assert main(arguments) == 130
    assert capsys.readouterr().err == "" and not path.exists()
    monkeypatch.undo()
    if Path("/dev/full").exists():
        monkeypatch.chdir(tmp_path)
        path.symlink_to("/dev/full")
        assert main(arguments) == 2
        assert capsys.readouterr().err == f"linefit: error: [Errno 28] No space left on device: {str(path)!r}\n"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".gif"])
def test_letters_of_other_scripts_print_no_warnings(ending, tmp_path):
    path = tmp_path / f"picture{ending}"
    plots.save_plot(path, [0, 1], [1, 3], [Network(0, 0), Network(2, 1)], x_name="\u6e29\u5ea6", y_name="\U0001f600")
    assert path.stat().st_size
    plots.draw([Network(0, 0), Network(2, 1)], [0, 1], [1, 3], x_name="\u6e29\u5ea6")._repr_png_()


def test_a_picture_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "picture.png"
    path.write_bytes(b"the old one")

    def full(self, content):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*picture\.png'$"):
        plots.save_plot(path, [0, 1], [1, 3], [Network(0, 0), Network(2, 1)])
    assert path.read_bytes() == b"the old one" and list(tmp_path.iterdir()) == [path]
