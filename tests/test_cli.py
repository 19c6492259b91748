"""The main job, as a user runs it: what it prints is what was learned."""

import contextlib
import io
import math
import os
import re
import runpy
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import linefit.training
from linefit import Network, cli, converges, epochs_needed, predict, read_csv, sample, steps, train
from linefit.cli import main, report
from linefit.rules import mean
from linefit.show import chart

ROOT = Path(__file__).parents[1]
HUBBLE = "data/hubble.csv"


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch):
    """File names are short then, and ASCII, wherever the checkout is."""
    monkeypatch.chdir(ROOT)


def run(capsys, *arguments):
    status = main(arguments)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def run_rows(rows, *arguments):
    """What the main job prints for these rows."""
    text = "".join(f"{x!r},{y!r}\n" for x, y in rows)
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as out:
        patch.setattr("sys.stdin", io.StringIO(text))
        assert main(["-", "--seed", "2607", "--no-chart", *arguments]) == 0
    return out.getvalue()


def table(out):
    """The rows of the table: epoch, w, b, typical error."""
    return [list(map(float, line.split())) for line in out.splitlines() if re.fullmatch(r" +\d+( +[-+.e\d]+){3}", line)]


def line(out):
    """The line that is printed, as a network."""
    w, sign, b = re.search(r"^The line: .* = (\S+) \* .* ([+-]) (\S+)$", out, re.MULTILINE).groups()
    return Network(float(w), float(f"{sign}{b}"))


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text):
        Path("data.csv").write_text(text, encoding="utf-8")
        return "data.csv"

    return write


def test_25_and_85_become_81_and_48(capsys):
    status, out, err = run(capsys, "--seed", "2607")
    assert (status, err) == (0, "")
    assert "30 rows" in out and "Start: w = 25, b = 85 (drawn at random; --seed 2607 draws the same again)" in out
    rows = table(out)
    assert rows[0][:3] == [0, 25, 85] and rows[-1][:3] == [283, 81, 48]
    assert 8 <= len(rows) <= 14
    assert [row[3] for row in rows] == sorted([row[3] for row in rows], reverse=True)
    assert (
        "\nMatched after 283 epochs: every prediction is within 7.614e-08 of its y.\nThe line: y = 81 * x + 48\n" in out
    )
    assert max(map(len, out.splitlines())) <= 80 and out.isascii()
    assert (
        ". first line   * learned line   @ data on the learned line" in out
        and "\nr^2 = 1: the line explains all of how y varies\n" in out
    )


def test_a_random_draw_can_be_drawn_again(capsys):
    _, out, _ = run(capsys)
    seed = re.search(r"--seed (\d+) draws the same again", out)[1]
    assert run(capsys, "--seed", seed)[1] == out


def moved(network, w, b):
    return Network(network.w - w, network.b - b)


CHANGED_RULES = {  # by a reader who wants to see what it does
    "(4) deleted": lambda network, es, xs: moved(network, mean([e * x for e, x in zip(es, xs)]), 0),
    "x forgotten in (3)": lambda network, es, xs: moved(network, mean(es), mean(es)),
    "both steps halved": lambda network, es, xs: moved(
        network, mean([e * x for e, x in zip(es, xs)]) / 2, mean(es) / 2
    ),
    "the sign flipped": lambda network, es, xs: moved(network, -mean([e * x for e, x in zip(es, xs)]), -mean(es)),
    "a factor of 0.5 in (3)": lambda network, es, xs: moved(
        network, mean([0.5 * e * x for e, x in zip(es, xs)]), mean(es)
    ),
    "the means multiplied": lambda network, es, xs: moved(network, mean(es) * mean(xs), mean(es)),
}


@pytest.mark.parametrize("name", CHANGED_RULES)
def test_a_changed_rule_shows_everywhere(name, capsys, monkeypatch):
    """The last row of the table, the line, r^2, the chart and the picture are those of what train returns."""
    monkeypatch.setattr(linefit.training, "update", lambda *rows, learning_rate: CHANGED_RULES[name](*rows))
    drawn, (xs, ys), pictures = Network(25, 85), sample(), []
    monkeypatch.setitem(vars(linefit.show), "save_plot", lambda path, history, *_, **__: pictures.extend(history))
    status, out, _ = run(capsys, "--seed", "2607", "--plot", "picture.png")
    if "sign" in name:
        with pytest.raises(OverflowError, match="has a rule been changed"):
            train(drawn, xs, ys)
        assert status == 1 and "this should converge: has a rule been changed?" in " ".join(out.split())
        assert abs(table(out.replace("above 1e+154", "0"))[-1][1]) > 1e290 and "The line" not in out
        return
    training = train(drawn, xs, ys)
    w, b = training.network
    assert status == 0 and line(out) == Network(round(w, 4), round(b, 4)) and pictures[-1] == training.network
    assert table(out)[-1][:3] == [training.epochs, round(w, 4), round(b, 4)] and len(pictures) == training.epochs + 1
    assert chart(xs, ys, drawn, training.network) in out
    explained = 1 - mean([(w * x + b - y) ** 2 for x, y in zip(xs, ys)]) / mean([(y - mean(ys)) ** 2 for y in ys])
    assert math.isclose(float(re.search(r"r\^2 = (\S+):", out)[1]), explained, rel_tol=0.05)


fine = st.integers(-100, 100).map(lambda count: count / 100)


@given(st.lists(st.tuples(fine, st.integers(-999, 999).map(lambda tenths: tenths / 10)), min_size=2, max_size=6))
def test_the_main_job_is_train(rows):
    """On rows that the plain rule learns: the same epochs, network and ending."""
    xs, ys = map(list, zip(*rows))
    assume(min(xs) < max(xs) and converges(xs) and epochs_needed(xs) < 3000)
    training = train(Network(25, 85), xs, ys)
    out = run_rows(rows)
    assert f"{training.ending.name.capitalize()} after {training.epochs:,} epoch" in out
    range_y = (max(ys) - min(ys)) or abs(ys[0]) or 1
    predictions = zip(predict(line(out), xs), predict(training.network, xs))
    assert max(abs(one - two) for one, two in predictions) <= 2.1e-6 * range_y


@given(
    st.lists(st.tuples(st.integers(-999, 999), st.integers(-999, 999)), min_size=2, max_size=9),
    st.tuples(st.integers(-9, 9), st.integers(-9, 9)),
    st.tuples(st.sampled_from([0, 1, 30, 1e6]), st.sampled_from([0, 1, 30, 1e6])),
)
def test_the_printed_line_predicts_what_fit_predicts_for_every_x_of_the_file(rows, powers, offsets):
    """Within a ten-thousandth of the ys' range, in any units and far from 0."""
    rows = [((x / 999 + offsets[0]) * 10.0 ** powers[0], (y / 999 + offsets[1]) * 10.0 ** powers[1]) for x, y in rows]
    xs, ys = map(list, zip(*rows))
    assume(len(set(xs)) > 1 and len(set(ys)) > 1)
    for more in ([], ["--condense"]):
        printed = line(run_rows(rows, "--standardize", *more))
        predictions = zip(predict(printed, xs), predict(linefit.fit(xs, ys), xs))
        assert max(abs(one - two) for one, two in predictions) <= 1e-4 * (max(ys) - min(ys))


def test_in_standard_units_one_update_is_enough(capsys):
    out = run(capsys, HUBBLE, "--seed", "2607", "--standardize", "--learning-rate", "1")[1]
    assert "Converged after 2 epochs" in out and "diverge" not in out
    assert table(out)[1][1:] == table(out)[-1][1:] == [454.158, -40.784, 222.995]


def test_whoever_gives_a_learning_rate_gets_it_on_the_rows_as_they_are(capsys):
    out = run(capsys, "--seed", "2607", "--learning-rate", "0.5", "--tolerance", "1e-3")[1]
    assert "every prediction is within 1e-3 of its y." in out and "tandard" not in out
    out = run(capsys, HUBBLE, "--seed", "2607", "--learning-rate", ".5", "--no-chart")[1]
    assert line(out) == (454.158, -40.784) and "tandard" not in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--learning-rate", "1.9"],
            "1.9 is too large for these rows: use --learning-rate 1.24, or --standardize --learning-rate 0.25",
        ),
        (["--learning-rate", "2.50"], "2.50 is too large for these rows: use --learning-rate 1.24, or"),
        (["-"], "1 is too large for these rows: use --standardize --learning-rate 0.25"),
    ],
)
def test_a_learning_rate_that_diverges_is_refused_with_one_that_works(arguments, says, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("150,50\n160,61\n185,84\n"))
    arguments = [*arguments, "--learning-rate", "1"] if arguments == ["-"] else arguments
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "") and err.startswith(f"linefit: error: --learning-rate {says}")


def test_an_explosion_is_shown_to_its_end(capsys, write):
    """Until a number is too large for a float; the table has the numbers of steps."""
    xs = list(range(11))
    path = write("x,y\n" + "".join(f"{x},{2 * x + 1}\n" for x in xs))
    status, out, err = run(capsys, path, "--seed", "2607", "--no-standardize")
    said = re.search(r"Diverged after (\d+) epochs: w or b is too large for a float; (.*)\.$", " ".join(out.split()))
    last_row, rows = table(out.replace("above 1e+154", "0"))[-1], (xs, [2 * x + 1 for x in xs])
    *_, last = islice(steps(Network(25, 85), *rows), int(said[1]))
    with pytest.raises(OverflowError, match=f"^after {said[1]} epochs"):
        list(steps(Network(25, 85), *rows))
    assert (status, err) == (1, "") and max(map(len, out.splitlines())) <= 80
    assert last_row[0] == last.epoch and math.isclose(last_row[1], last.network.w, rel_tol=1e-12)
    assert said[2] == "mean(x*x) + mean(x)^2 is 60 and must be below 2. Run again with --standardize"
    status, out, _ = run(capsys, path, "--no-standardize", "--epochs", "10")
    assert status == 1 and "Stopped after 10 epochs; training diverges: mean(x*x) + mean(x)^2 is 60" in out


@pytest.mark.parametrize("start", [["--seed", "2607"], ["--w=-3", "--b=0.50"], ["--w=1e12", "--b=0"]])
@pytest.mark.parametrize("more", [[], ["--tolerance", "0"]])
@pytest.mark.parametrize(
    "rows", ["0,0\n0.005,0.01\n0.01,0.03\n", "0,0\n0.3,1\n1,3\n", "2015,13.1\n2016,13.3\n2017,13.2\n2018,13.6\n"]
)
def test_training_that_was_stopped_converges_if_one_does_what_it_says(capsys, write, rows, start, more):
    path = write(rows)
    units = ["--no-standardize"] if "0.3" in rows else []
    out = " ".join(run(capsys, path, *start, *more, *units, "--epochs", "9", "--no-chart")[1].split())
    again = re.search(r"after 9 epochs; about [\d,]+ are needed. Run again with (\S+ .*?--epochs \d+)", out)[1]
    assert again.startswith(" ".join(start))
    assert "Converged after" in run(capsys, path, *again.split(), *more, *units)[1]
    assert "2015" not in rows or int(again.split()[-1]) <= 400


def test_rows_that_are_trained_too_slowly_are_offered_units(capsys, write):
    out = run(capsys, write("0,0\n0.005,0.01\n0.01,0.03\n"), "--epochs", "9", "--no-standardize", "--no-chart")[1]
    assert re.search(
        r"are needed. Run again with --seed \d+ --epochs \d+, or with --standardize\.", " ".join(out.split())
    )


def test_training_that_takes_longer_than_it_should_is_not_told_a_number(capsys, write):
    """Here rounding keeps w and b swinging for ever."""
    path = write("0.1,300.3\n0.2,300.1\n0.3,300.5\n")
    out = run(capsys, path, "--seed", "2607", "--learning-rate", "1.913", "--epochs", "9000")[1]
    assert "this should converge: is only rounding left, is the start far off, or" in " ".join(out.split())


def test_an_error_that_grows_is_suspicious(capsys, monkeypatch):
    """While training converges, the cost never rises."""
    flipped = CHANGED_RULES["the sign flipped"]
    monkeypatch.setattr(linefit.training, "update", lambda *rows, learning_rate: flipped(*rows))
    out = run(capsys, "--seed", "2607", "--epochs", "9")[1]
    assert "Stopped after 9 epochs; this should converge: is" in out and "are needed" not in out


def test_a_first_epoch_that_cannot_be_computed_is_an_error(capsys, write):
    arguments = [write("x,y\n6e154,1\n6e154,2\n"), "--w", "50", "--b", "1", "--no-standardize", "--explain"]
    status, _, err = run(capsys, *arguments)
    assert status == 2 and err.startswith("linefit: error: after 1 epoch w is too large for a float: pass")


def test_training_that_is_too_slow_is_offered_the_ways_that_are_left(capsys):
    for more, ways in (
        ([], "with --standardize and without --learning-rate."),
        (["--standardize"], "without --learning-rate."),
    ):
        out = run(capsys, "--learning-rate", "1e-12", "--epochs", "1000", "--no-chart", *more)[1]
        assert f"1,000 epochs; more than 10,000,000 are needed. Run again {ways}" in " ".join(out.split())


@pytest.mark.parametrize("text", [(ROOT / HUBBLE).read_text(), "1,5\n2,9\n3,6\n10,30\n", "0,1\n0,3\n1,4\n1,8\n0.5,4\n"])
def test_the_condensed_table_has_the_typical_errors_of_all_rows(capsys, write, text):
    file = write(text)
    everything, condensed = (run(capsys, file, "--seed", "2607", *more)[1] for more in ([], ["--condense"]))
    assert line(everything) == line(condensed)
    assert "data" in everything.splitlines()[-1] and "@ condensed on the learned line" in condensed
    assert re.search(r"r\^2.*", everything)[0] == re.search(r"r\^2.*", condensed)[0]
    for one, two in list(zip(table(everything), table(condensed)))[:-1]:  # the last epoch depends on the tolerance
        assert one == pytest.approx(two, rel=1e-5)


def test_condensed_rows_lose_no_digits_far_from_0(capsys, write):
    path = write("1700000000.00,1\n1700000000.01,2\n1700000000.02,3.5\n")
    assert math.isclose(line(run(capsys, path, "--condense")[1]).w, linefit.fit(*read_csv(path)).w, rel_tol=1e-8)


@pytest.mark.parametrize("more", [[], ["--condense"]])
def test_if_all_xs_are_equal_w_starts_at_0(capsys, write, more):
    out = run(capsys, write("0.5,1\n0.5,2\n0.5,6\n"), "--seed", "2607", *more)[1]
    assert "All xs are equal, so nothing can be learned about w, and it starts at 0." in out
    assert (
        {row[1] for row in table(out)} == {0}
        and line(out) == (0, 3)
        and "r^2 is undefined, as all xs are equal\n" in out
    )
    out = run(capsys, "data.csv", "--seed", "2607", "--learning-rate", "0.5", *more)[1]
    assert "All xs are equal, so w depends on the start.\n" in out and line(out).w != 0
    arguments = ["--w", "3", "--b", "1", "--standardize", "--learning-rate", "1", "--explain"]
    out = run(capsys, "data.csv", *arguments, *more)[1]
    assert (
        "it starts at 0." in out
        and "needs one update" not in out
        and {row[1] for row in table(out)} == {0}
        and "row 1: 0 * 0 + " in out
    )


def test_noisy_data_are_never_said_to_be_explained_completely(capsys, write):
    rows = "".join(f"{x},{10_000_000 * x + 100 * (x == 3)}\n" for x in range(1000))
    for more in ([], ["--condense"]):
        out = run(capsys, write(rows), *more)[1]
        assert "r^2 is above 0.999999: the line explains nearly all of how y varies\n" in out
    rows = "".join(f"{x},{x + (x == 3)}\n" for x in range(100))
    assert "r^2 = 0.999988: the line explains 99.9988 % of how" in run(capsys, write(rows))[1]


def test_r2_is_that_of_the_network_that_was_learned(capsys, write):
    """Even if it stopped on the way: 1 - mean(Error^2) / var(y)."""
    out = run(capsys, write("0,1\n1,3\n"), "--w", "1", "--b", "1", "--epochs", "0")[1]
    assert "r^2 = 0.5: the line explains 50 % of how y varies" in out
    out = run(capsys, write("0,1\n1,3\n"), "--w", "2", "--b", "9", "--epochs", "0")[1]
    assert "r^2 is below 0: the line predicts worse than the mean of y would" in out


def test_many_columns_are_not_all_named(capsys, write):
    names, cells = ",".join(f"c{column}" for column in range(90)), ",".join(map(str, range(90)))
    out = run(capsys, write(f"{names}\n{cells}\n"), "-x", "89", "-y", "c89")[1]
    assert "20 'c19', and 70 more; choose others with -x and -y." in " ".join(out.split()) and "'c20'" not in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ("hours,score", "score = 2 * hours + 1"),
        ("Größe,Preis in €", "Preis in € = 2 * Größe + 1"),
        ("% of all,y", "y = 2 * x + 1"),
        ("a \u2009 b,y", "y = 2 * a b + 1"),
        (f"x,{'long ' * 9}", f"{'long ' * 9}".strip() + " = 2 * x + 1"),
        (f"{'a' * 40},{'b' * 20}", "y = 2 * x + 1"),
        ("x,y\x1b[31m", "y = 2 * x + 1"),
    ],
)
def test_the_line_and_its_predictions_are_in_the_names_of_the_columns(capsys, write, names, says):
    path = write(f"{names}\n0,1\n0.5,2\n1,3\n")
    out = run(capsys, path, "-x", "1", "-y", "2", "--predict", "0.50", "--predict", "1e308")[1]
    y_name, x_name = re.fullmatch(r"(.*) = 2 \* (.*) \+ 1", says).groups()
    assert f"\nThe line: {says}\n" in out and f"\nPrediction: at {x_name} = 0.50, {y_name} = 2\n" in out
    assert f"{y_name} = too large for a float, beyond the data (0 to 1)" in " ".join(out.split())


@pytest.mark.parametrize("more", [[], ["--condense"]])
def test_a_prediction_beyond_the_data_is_said_to_be_so(more, capsys, write):
    path = write("x,y\n" + "".join(f"{x},{x + 1}\n" for x in range(-300, 20_000)))
    out = run(capsys, path, *more, "--predict=-301", "--predict", "19999", "--predict", "20000")[1]
    beyond = ", beyond the data (-300 to 19999)"
    assert f"Prediction: at x = -301, y = -300{beyond}\nPrediction: at x = 19999, y = 20000\n" in out
    assert f"Prediction: at x = 20000, y = 20001{beyond}\n" in out


def test_what_was_typed_is_echoed_as_typed(capsys):
    out = run(capsys, "--w", "1e1", "--b=-0.50", "--tolerance", "1e-3")[1]
    assert "Start: w = 1e1, b = -0.50 (from --w and --b)\n" in out and "within 1e-3 of its y" in out
    assert re.search(r"^ +0 +1e1 +-0.50 ", out, re.MULTILINE)


def test_a_tolerance_is_in_the_unit_of_y_in_standard_units_too(capsys, write):
    """Halved at each epoch, an Error of 63 is within a tolerance of 1 after 6 epochs."""
    arguments = ["--w", "10", "--b", "63", "--learning-rate", "0.5", "--standardize", "--tolerance", "1"]
    assert "after 6 epochs" in run(capsys, write("-10,-100\n10,100\n"), *arguments)[1]


@pytest.mark.parametrize(
    ("rows", "reason", "says"),
    [
        ("3,1\n3,2\n", "All xs are equal", "y = 0 * x + 1.5"),
        ("0,0\n0.0001,1\n", "training would need more than 10,000,000 epochs", "y = 10000 * x + 0"),
        ("0,0\n0.01,1\n", "training would need about 1,100,000 epochs", "y = 100 * x + 0"),
        ("0,1e-12\n1,3e-12\n", "", "y = 2e-12 * x + 1e-12"),
        ("1000000000,5\n1000000001,7\n", "training would diverge", "y = 2 * x - 1999999995"),
        ("0,5\n1,5\n", "", "y = 0 * x + 5"),
        ("0,3000000\n1,3000000\n", "", "y = 0 * x + 3000000"),
        ("0,0\n1,0\n", "", "y = 0 * x + 0"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--condense"]])
def test_any_file_gives_its_line(rows, reason, says, more, capsys, write):
    status, out, err = run(capsys, write(rows), "--seed", "2607", *more)
    assert (status, err) == (0, "")
    assert f"\nThe line: {says}\n" in out and reason in " ".join(out.split())
    assert not re.search(r"\b(nan|inf)\b", out) and max(map(len, out.splitlines())) <= 80


def frames(out):
    """The charts that were printed one after the other, by their captions."""
    return re.findall(r"^Epoch (\d+): w = (\S+), b = (\S+)\nTypical error \(RMSE\): (.+)$", out, re.MULTILINE)


def test_through_a_pipe_the_charts_are_below_each_other(capsys):
    out, plain = (run(capsys, "--seed", "2607", *more)[1] for more in (["--watch"], []))
    assert [list(map(float, frame)) for frame in frames(out)] == table(plain) and "\x1b" not in out
    assert out.count("* learned line") == len(table(plain)) and out.endswith(
        plain[plain.index("Matched") : plain.index("\n\n  125")] + "\n"
    )


@pytest.fixture
def terminal(monkeypatch):
    """Pretend that the output goes to a terminal; return how to choose one, and the pauses and commands that came."""
    pauses, commands = [], []

    def choose(system="posix", columns=80, lines=24, term="xterm"):
        monkeypatch.setenv("TERM", term)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setattr(report, "os", SimpleNamespace(name=system, getenv=os.getenv, system=commands.append))
        monkeypatch.setattr(report.shutil, "get_terminal_size", lambda: os.terminal_size((columns, lines)))
        monkeypatch.setattr(report.time, "sleep", pauses.append)
        return pauses, commands

    return choose


@pytest.mark.parametrize("wrong", [{"columns": 79}, {"lines": 22}, {"term": "dumb"}])
def test_on_a_terminal_that_cannot_redraw_the_charts_are_below_each_other(capsys, terminal, wrong):
    pauses, _ = terminal(**wrong)
    out = run(capsys, "--seed", "2607", "--watch")[1]
    assert out.count("* learned line") == 10 and "\x1b" not in out and not any(pauses)


@pytest.mark.parametrize("system", ["posix", "nt"])
def test_on_a_terminal_the_chart_is_redrawn_in_place_with_a_pause(capsys, terminal, system):
    """By going back as many lines as it has; an old console of Windows is cleared."""
    pauses, commands = terminal(system, lines=23)
    out = run(capsys, "--seed", "2607", "--watch")[1]
    count = len(frames(out))
    assert len(pauses) == count == 10 and all(pause > 0 for pause in pauses)
    if system == "nt":
        assert commands == ["cls"] * (count - 1) and "\x1b" not in out
        return
    first, *others = re.split("\x1b\\[22A\x1b\\[J", out)
    assert len(others) == count - 1 and "\x1b" not in first + "".join(others)
    assert {frame.count("\n") for frame in others[:-1]} == {22} and first.endswith(
        f"\n{chart(*sample(), *[Network(25, 85)] * 2)}\n"
    )


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_tells_the_four_steps_and_has_groups(capsys, option):
    status, out, _ = run(capsys, option)
    assert status == 0 and max(map(len, out.splitlines())) <= 80
    parts = ["y = w*x + b", "predicted - true", "w - mean(Error * x)", "b - mean(Error)", "the file:", "the training:"]
    assert all(part in out for part in parts) if option == "--help" else re.fullmatch(r"linefit \d+\.\d+\.\d+\n", out)


def test_the_first_epoch_is_explained(capsys):
    out = run(capsys, "--seed", "2607", "--explain")[1]
    assert "row 1: 25 * 0.66 + 85 = 101.5" in out and "standard" not in out
    out = run(capsys, HUBBLE, "--seed", "2607", "--explain")[1]
    assert "    row 1: 0.0434672 * (-1.39163) + (-0.730085) = -0.790575\n" in out
    assert "in standard deviations, and the start becomes w = 0.0434672, b = -0.730085." in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


WHOLE = " is not a whole number from 0 up, of at most 18 digits"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--w", "1"], "--w and --b go together: give both or neither"),
        (["--b", "1"], "--w and --b go together: give both or neither"),
        (["--w", "1", "--b", "2", "--seed", "3"], "--seed draws w and b, so it does not go with --w and --b"),
        (["--w", "nan", "--b", "1"], "argument --w: 'nan' is not a finite number, such as 1.75"),
        (["--w", "one", "--b", "1"], "argument --w: 'one' is not a finite number, such as 1.75"),
        (
            ["--w", "-1e5", "--b", "1"],
            "argument --w: expected one argument; if it begins with -, write it after =, as in --w=-1e5",
        ),
        (["--epochs", "-1"], f"argument --epochs: '-1'{WHOLE}"),
        (["--seed", "9" * 5000], f"argument --seed: '{'9' * 37}...'{WHOLE}"),
        (["--epochs", "2.5"], f"argument --epochs: '2.5'{WHOLE}"),
        (["--tolerance", "-1"], "argument --tolerance: -1 is below 0: use 0 or more"),
        (["--tolerance", "inf"], "argument --tolerance: 'inf' is not a finite number, such as 1.75"),
        (["--learning-rate", "0"], "argument --learning-rate: 0 is not above 0: use a positive number, such as 0.25"),
        (
            ["--standardize", "--learning-rate", "2.0"],
            "--standardize needs a rate below 2: use --learning-rate 0.25",
        ),
        (["--watch", "--no-chart"], "--watch shows the chart, so it does not go with --no-chart"),
        (["--seed", "x"], f"argument --seed: 'x'{WHOLE}"),
        (["--predict", "1,75"], "argument --predict: '1,75' is not a finite number, such as 1.75"),
        (["--delimiter", "ab"], "delimiter is 'ab': it must be one character, tab or space"),
        (["--delimiter", ""], "delimiter is '': it must be one character, tab or space"),
        (["--decimal", ",", "--thousands", ","], "thousands is ',': it must be a character other than decimal"),
        (["--skip", "-1"], f"argument --skip: '-1'{WHOLE}"),
        (["one.csv", "two.csv"], "unrecognized arguments: two.csv"),
        (["--unknown"], "unrecognized arguments: --unknown"),
        (["one.csv", "\x1b[31m"], "unrecognized arguments: \\x1b[31m"),
        (["one.csv", "x" * 50], f"unrecognized arguments: ...{'x' * 37}"),
        ([""], "the name of a file is empty"),
        (["--plot", ""], "the name of a file is empty"),
        (["--plot", "none/picture.png"], "--plot none/picture.png: its folder is missing: create it"),
        (["--plot", "picture.txt"], "--plot picture.txt: the name must end in .png, .svg, .pdf or .gif"),
    ],
)
def test_options_that_cannot_be_are_refused_in_one_line(arguments, says, capsys):
    assert run(capsys, *arguments) == (2, "", f"linefit: error: {says}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.csv"], "none.csv: the file cannot be read: No such file or directory"),
        (["."], ".: the file cannot be read: "),
        (["data.csv"], "data.csv:2: column 2 holds 'x', not a number: correct it or delete the row"),
        (["data.csv", "--condense"], "data.csv:2: column 2 holds 'x', not a number: correct it or delete the row"),
        (
            ["data.csv", "-x", "z"],
            "data.csv:1: there is no column 'z': the columns are 1, 2; choose by position, or use --header",
        ),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(arguments, says, capsys, write):
    write("1,2\n3,x\n")
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert err.startswith(f"linefit: error: {says}") and err.count("\n") == 1


def test_all_options_of_read_csv_are_there(capsys, write):
    path = write("A title\na\tb\tc\n1\t1.000,5\t\n2\t2.000,5\t1.000\n2\t2.001,5\t1.002\n")
    how = ["--delimiter", "tab", "--decimal", ",", "--thousands", ".", "--encoding", "utf-8", "--dropna", "-x", "b"]
    out = run(capsys, path, "--skip", "2", "--no-header", "-y", "3", *how[:-2], "-x", "2")[1]
    assert "Columns: 1, 2, 3; choose" in out and "y = 2 * x - 3001" in out and "left out, without x or y: 1" in out
    out = run(capsys, path, "--skip", "1", "--header", "-y", "c", *how)[1]
    assert "c = 2 * b - 3001" in out and "x is column 2 'b', y is column 3 'c'" in out
    out = run(capsys, path, "--skip", "1", "-y", "b", *how[:-2], "-x", "0")[1]
    assert "x is the row's number, y is column 2 'b'" in out and "b = 500.5 * row + 666.5" in out


def test_a_name_that_is_not_ascii_is_no_trouble(write):
    path = write("Größe,y\n1,2\n2,4\n")
    done = subprocess.run(
        [sys.executable, "-m", "linefit", path], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0 and rb"x is column 1 'Gr\xf6\xdfe'" in done.stdout


def test_standard_input_is_a_file_too():
    command = [sys.executable, "-m", "linefit", "-", "--no-chart"]
    done = subprocess.run(command, input="0,1\n1,3\n", capture_output=True, text=True)
    assert done.returncode == 0 and "Data: standard input, 2 rows" in done.stdout and "y = 2 * x + 1" in done.stdout


def test_a_closed_pipe_ends_it_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "linefit"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to all programs of a console")
def test_ctrl_c_ends_it_quietly():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is deaf to it
    program = subprocess.Popen(
        [sys.executable, "-m", "linefit", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    signal.signal(signal.SIGINT, before)
    program.stdin.write(b"0,1\n" * 100_000)  # more than a pipe holds: when it is gone, the program is reading
    program.stdin.flush()
    program.send_signal(signal.SIGINT)
    out, err = program.communicate()
    assert (program.returncode, out, err) == (130, b"", b"")


FULL = "linefit: error: [Errno 28] No space left on device\n"
CLOSED = "linefit: error: standard output is closed: there is nowhere to print to\n"
NO_FILE = "linefit: error: no.csv: the file cannot be read: No such file or directory\n"
JOB = "python -m linefit --no-chart --seed 2607"


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a POSIX shell")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        (f"{JOB} > /dev/full", 2, FULL),
        ("python -m linefit --help > /dev/full", 2, FULL),
        ("python -m linefit no.csv 2> /dev/full", 2, ""),
        ("python -m linefit --unknown 2> /dev/full", 2, ""),
        (f"{JOB} >&-", 2, CLOSED),
        ("python -m linefit --help >&-", 2, CLOSED),
        ("python -m linefit no.csv", 2, NO_FILE),
        ("python -m linefit no.csv 2>&-", 2, ""),
        (f"{JOB} 2>&- > /dev/null", 0, ""),
        (f"{JOB} <&- > /dev/null", 0, ""),
        (f"{JOB} - <&-", 2, "linefit: error: <stdin>: standard input is closed\n"),
        (f"{JOB} <&- >&- 2>&-", 2, ""),
    ],
)
def test_a_stream_that_is_full_or_closed_is_told_in_one_line_or_none(command, status, says, unbuffered):
    """Never by the 120 and the "Exception ignored" that Python ends with, nor on standard output."""
    if "/dev/full" in command and not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full, a disk that is always full")
    if unbuffered and "--help > /dev/full" in command:
        pytest.skip("argparse drops what it cannot print at once")
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", says)


def test_an_interrupt_is_quiet_in_main_and_before_it(monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupt)
    assert run(capsys) == (130, "", "")
    monkeypatch.setattr(cli, "main", interrupt)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("linefit", run_name="__main__")
    assert ended.value.code == 130


def test_a_files_name_reaches_the_terminal_harmless_and_short(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("\x1b[31mred.csv").write_text("x,y\n0,1\n1,3\n")
    assert "Data: \\x1b[31mred.csv, 2 rows" in run(capsys, "\x1b[31mred.csv")[1]
    assert run(capsys, "\x1b[0m.csv")[2].startswith("linefit: error: \\x1b[0m.csv: the file cannot be read")
    long = "a" * 100 + ".csv"
    Path(long).write_text("\x1b[31m" + "b" * 90 + ",y\n0,1\n1,3\n")
    out = run(capsys, long)[1]
    assert f"Data: ...{'a' * 33}.csv, 2 rows" in out and f"x is column 1 '\\x1b[31m{'b' * 29}...'" in out


@pytest.mark.parametrize("rows", ["1e-310,1e-310\n2e-310,4e-310\n", "1e308,1\n-1e308,2\n", "1e154,1.7e308\n0,1\n"])
def test_the_ends_of_a_floats_range_are_refused_in_one_sentence(capsys, write, rows):
    status, out, err = run(capsys, write(rows))
    assert (status, out) == (2, "") and err.endswith("for a float: choose other units for x or y\n")
