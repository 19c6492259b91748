"""Pictures, where matplotlib is there to draw them."""

import math
import subprocess
import sys
from itertools import islice

import pytest
from test_readme import ROOT, blocks

from linefit import Network, Summary, sample, steps
from linefit import plot as plots
from linefit.cli import main

NEEDS = "pictures need matplotlib, which the extra named plot brings"
figure = pytest.importorskip("matplotlib.figure", reason=NEEDS)
animation = pytest.importorskip("matplotlib.animation", reason=NEEDS)
image = pytest.importorskip("PIL.Image", reason=NEEDS)

XS, YS = sample()
NETWORKS = [step.network for step in islice(steps(Network(25, 85), XS, YS), 290)]
DATA = {
    "noise": ([0.0, 0.5, 1.0], [1.0, 3.0, 2.0]),
    "one row": ([3.0], [4.0]),
    "constant x": ([3.0, 3.0], [4.0, 5.0]),
    "far away": ([1e9, 1e9 + 1], [1e9, 1e9 - 3]),
    "falling": ([0.0, 1.0], [50.0, 20.0]),
}


@pytest.fixture
def axes():
    return figure.Figure().add_subplot()


def test_the_lines_of_several_epochs_are_drawn(axes):
    assert plots.plot_lines(axes, XS, YS, NETWORKS, x_name="time", y_name="place") is axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("time", "place")
    labels = [line.get_label() for line in axes.lines]
    assert labels[0] == "epoch 0" and labels[-1] == "epoch 289" and len(labels) >= 5
    assert list(axes.lines[0].get_ydata()) == [25 * min(XS) + 85, 25 * max(XS) + 85]


def test_the_lines_are_above_the_rows_which_are_called_what_they_are(axes):
    plots.plot_lines(axes, XS, YS, NETWORKS, rows_name="the two rows")
    (rows,) = axes.collections
    assert rows.get_label() == "the two rows" and all(line.zorder > rows.zorder for line in axes.lines)


def test_the_cost_is_drawn_on_a_log_scale(axes):
    summary = Summary.of(XS, YS)
    assert plots.plot_cost(axes, summary, NETWORKS) is axes
    assert axes.get_yscale() == "log"
    costs = list(axes.lines[0].get_ydata())
    assert costs == sorted(costs, reverse=True)


def test_a_cost_of_nothing_is_left_out(axes):
    plots.plot_cost(axes, Summary.of([1, 2], [1, 2]), [Network(1, 0)])
    assert len(axes.lines[0].get_ydata()) == 0


def test_the_way_down_the_bowl_is_drawn(axes):
    assert plots.plot_path(axes, Summary.of(XS, YS), NETWORKS) is axes
    assert (axes.lines[0].get_xdata()[0], axes.lines[0].get_ydata()[0]) == (25, 85)
    assert round(axes.lines[0].get_xdata()[-1], 3) == 81
    assert axes.collections  # the contours


def test_a_bowl_too_deep_for_a_float_has_no_contours(axes):
    plots.plot_path(axes, Summary.of([0, 1], [0, 1e200]), [Network(0, 0), Network(1, 1)])
    assert not axes.collections


def test_the_animation_swings_the_line(axes):
    film = plots.animate(axes, XS, YS, NETWORKS)
    assert isinstance(film, animation.FuncAnimation)
    (line,) = film._func(0)
    start = list(line.get_ydata())
    film._func(289)
    assert start != list(line.get_ydata()) and axes.get_title() == "epoch 289: w = 81, b = 48"
    film._draw_was_started = True  # it was drawn as far as this test needs it


@pytest.mark.parametrize("draw", [plots.plot_lines, plots.animate])
def test_what_cannot_be_drawn_is_refused_before_a_stroke(axes, draw):
    with pytest.raises(ValueError, match=r"^xs\[1\] is nan"):
        draw(axes, [0, math.nan], [1, 2], NETWORKS)
    with pytest.raises(ValueError, match=r"^w is nan"):
        draw(axes, XS, YS, [Network(math.nan, 1)])
    assert not axes.lines and not axes.collections


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".gif"])
def test_the_main_job_writes_pictures_that_open(data, ending, tmp_path, capsys):
    table = tmp_path / "data.csv"
    table.write_text("when,where\n" + "".join(f"{x},{y}\n" for x, y in zip(*DATA[data])))
    picture = tmp_path / f"picture{ending}"
    assert main([str(table), "--plot", str(picture), "--no-chart", "--seed", "2607"]) == 0
    assert f"Picture: {picture}" in capsys.readouterr().out
    content = picture.read_bytes()
    if ending in (".png", ".gif"):
        with image.open(picture) as opened:
            assert opened.width >= 400 and getattr(opened, "n_frames", 1) >= (2 if ending == ".gif" else 1)
            opened.load()
    elif ending == ".svg":
        assert b"<svg" in content and b"when" in content and b"where" in content
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
    (tmp_path / ".github").mkdir()
    assert main(command.split()[3:]) == 0
    assert b"the way down the bowl" in (tmp_path / ".github/lesson.svg").read_bytes()
    assert b"the way down the bowl" in (ROOT / ".github/lesson.svg").read_bytes()
