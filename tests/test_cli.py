"""The command, as a user runs it: what it prints is what was learned."""

import io
import math
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import linefit
from linefit import Network, Summary, converges, epochs_needed, fit, predict, sample, steps, train
from linefit.cli import main
from linefit.show import chart


def run(command, rows=None, is_terminal=False):
    """Return the command's status, output and error output; rows, if any, come through standard input."""
    out, err, arguments = io.StringIO(), io.StringIO(), shlex.split(command)
    out.isatty = lambda: is_terminal
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr("sys.stdin", io.StringIO(rows))
        status = main(arguments if rows is None else ["-", *arguments])
    return status, out.getvalue(), err.getvalue()


def run_changed(folder, expression, command):
    """Return the status and output of a copy of the command in which update returns something else."""
    package = Path(linefit.__file__).parent
    shutil.copytree(package, folder / "linefit", copy_function=shutil.copyfile, dirs_exist_ok=True)
    with (folder / "linefit/rules.py").open("a") as rules:
        rules.write(f"\n\ndef update(network, errors, xs, *, learning_rate=1):\n    return {expression}\n")
    arguments = [sys.executable, "-m", "linefit", "-", *shlex.split(command)]
    process = subprocess.run(arguments, cwd=folder, input=format_rows(zip(*sample())), capture_output=True, text=True)
    return process.returncode, process.stdout


def format_rows(rows):
    return "".join(f"{x!r},{y!r}\n" for x, y in rows)


def parse_table(out):
    """Return the rows of the table: epoch, w, b, typical error."""
    return [list(map(float, line.split())) for line in out.splitlines() if re.fullmatch(r" +\d+( +[-+.e\d]+){3}", line)]


def parse_line(out):
    """Return the line that is printed, as a network."""
    w, sign, b = re.search(r"^The line: .* = (\S+) \* .* ([+-]) (\S+)$", out, re.MULTILINE).groups()
    return Network(float(w), float(f"{sign}{b}"))


def unwrap(out):
    return " ".join(out.split())


def test_25_and_85_become_81_and_48():
    status, out, err = run("--seed 2607")
    (xs, ys), rows = sample(), parse_table(out)
    training = train(Network(25, 85), xs, ys)
    assert (status, err) == (0, "") and max(map(len, out.splitlines())) <= 80 and out.isascii()
    assert out.startswith("Data: the sample data, 30 rows below a header\n")
    assert "Start: w = 25, b = 85 (drawn at random; --seed 2607 draws the same again)" in out
    assert [row[0] for row in rows] == [0, 1, 2, 5, 10, 20, 50, 100, 200, training.epochs]
    assert rows[0][1:3] == [25, 85] and rows[-1][1:3] == [81, 48]
    assert f"Matched after {training.epochs} epochs: every prediction is within 7.614e-08 of its y.\n" in out
    assert "\nThe line: y = 81 * x + 48\nr^2 = 1: the line explains all of how y varies\n" in out
    assert out.endswith(f"\n{chart(xs, ys, Network(25, 85), training.network)}\n")


def test_a_random_draw_can_be_drawn_again():
    first, *others = (run("")[1] for _ in range(4))
    again = re.search(r"(--seed \d+) draws the same again", first)[1]
    assert run(again)[1] == first and others != [first] * 3


def test_a_changed_rule_shows_everywhere(tmp_path):
    """Without (4), b stays 85, and training ends where mean(Error * x) is 0."""
    without_4 = "Network(network.w - mean([e * x for e, x in zip(errors, xs)]), network.b)"
    status, out = run_changed(tmp_path, without_4, "--seed 2607 --explain")
    xs, ys = sample()
    w = sum(x * (y - 85) for x, y in zip(xs, ys)) / sum(x * x for x in xs)
    assert status == 0 and parse_table(out)[-1][1:3] == [round(w, 4), 85] and parse_line(out) == (round(w, 4), 85)
    assert re.search(r"\n    b = 85 - .* = 85\n", out)
    assert out.endswith(f"\n{chart(xs, ys, Network(25, 85), Network(w, 85))}\n")
    unexplained = Summary.of(xs, ys).rmse(Network(w, 85)) ** 2 / Summary.of(xs, ys).var_y
    assert f"r^2 = {1 - unexplained:.2g}: the line explains" in out


def test_a_changed_rule_is_suspected_if_the_error_grows(tmp_path):
    """While training converges, the cost never rises."""
    with_plus = "Network(network.w + mean([e * x for e, x in zip(errors, xs)]), network.b + mean(errors))"
    status, out = run_changed(tmp_path, with_plus, "--seed 2607 --epochs 9")
    assert status == 0 and "Stopped after 9 epochs; training should converge: is only rounding left, is" in unwrap(out)
    status, out = run_changed(tmp_path, with_plus, "--seed 2607")
    assert status == 1 and "for a float; training should converge, so has a rule been changed?" in unwrap(out)


@given(st.lists(st.tuples(st.integers(-100, 100), st.integers(-999, 999)), min_size=2, max_size=4))
def test_the_command_learns_what_train_learns(rows):
    """On rows that need no standardizing, epochs, network and ending are the same."""
    rows = [(x / 100, y / 10) for x, y in rows]
    xs, ys = map(list, zip(*rows))
    assume(min(xs) < max(xs) and converges(xs) and epochs_needed(xs) < 300)
    training = train(Network(25, 85), xs, ys)
    out = run("--seed 2607 --no-chart", format_rows(rows))[1]
    assert f"{training.ending.name.capitalize()} after {training.epochs:,} epoch" in out
    range_y = (max(ys) - min(ys)) or abs(ys[0]) or 1
    predictions = zip(predict(parse_line(out), xs), predict(training.network, xs))
    assert max(abs(one - two) for one, two in predictions) <= 2.1e-6 * range_y


@given(
    st.lists(st.tuples(st.integers(-999, 999), st.integers(-999, 999)), min_size=2, max_size=5),
    st.tuples(st.integers(-9, 9), st.integers(-9, 9)),
    st.tuples(st.sampled_from([0, 1, 30, 1e6]), st.sampled_from([0, 1, 30, 1e6])),
    st.sampled_from(["", "--condense"]),
)
def test_the_printed_line_predicts_what_fit_predicts_for_every_x_of_the_file(rows, exponents, offsets, more):
    """They differ by at most a ten-thousandth of the ys' range, in any units and far from 0."""
    columns = zip(zip(*rows), offsets, exponents)
    xs, ys = ([(number / 999 + offset) * 10.0**exponent for number in column] for column, offset, exponent in columns)
    assume(len(set(xs)) > 1 and len(set(ys)) > 1)
    network = parse_line(run(f"--seed 2607 --no-chart --standardize {more}", format_rows(zip(xs, ys)))[1])
    predictions = zip(predict(network, xs), predict(fit(xs, ys), xs))
    assert max(abs(one - two) for one, two in predictions) <= 1e-4 * (max(ys) - min(ys))


@pytest.mark.parametrize(
    ("rate", "why"),
    [(1, "mean(x*x) + mean(x)^2 is 60 and must be below 2"), (0.5, "the learning rate is too large for these xs")],
)
def test_diverging_training_is_shown_to_its_end(rate, why):
    """The table has the numbers of steps, until one is too large for a float."""
    xs, ys, history = list(range(11)), list(range(1, 23, 2)), []
    with pytest.raises(OverflowError):
        history.extend(steps(Network(25, 85), xs, ys, learning_rate=rate))
    command, rows = f"--seed 2607 --no-standardize --learning-rate {rate}", format_rows(zip(xs, ys))
    status, out, err = run(command, rows)
    epoch, w, *_ = parse_table(out.replace("above 1e+154", "0"))[-1]
    assert (status, err) == (1, "") and max(map(len, out.splitlines())) <= 80
    because = f"{why}. Run again with --standardize and without --learning-rate."
    assert f"Diverged after {len(history)} epochs: w, b or an Error is too large for a float; {because}" in unwrap(out)
    assert epoch == len(history) - 1 and math.isclose(w, history[-1].network.w, rel_tol=1e-12)
    status, out, _ = run(f"{command} --epochs 10", rows)
    assert status == 1 and f"Stopped after 10 epochs; training diverges: {because}" in unwrap(out)
    assert [row[0] for row in parse_table(out)] == [0, 1, 2, 5, 10]


@pytest.mark.parametrize("start", ["--seed 2607", "--w=-3 --b=0.5", "--w=1000000000000 --b=0"])
@pytest.mark.parametrize(
    "rows", ["0,0\n.005,.01\n.01,.03\n", "0,13.1\n.3,13.3\n1,13.2\n", "2015,13.1\n2016,13.3\n2017,13.2\n"]
)
def test_following_the_message_of_stopped_training_makes_it_converge(rows, start):
    more = " --no-chart" + " --no-standardize" * ("\n.3," in rows)
    out = unwrap(run(f"{start} {more} --epochs 9", rows)[1])
    again = re.search(r"after 9 epochs; about [\d,]+ are needed. Run again with (\S+ .*?--epochs \d+)", out)[1]
    assert again.startswith(start) and "Converged after" in run(f"{again} {more}", rows)[1]
    assert "2015" not in rows or int(again.split()[-1]) <= 400


@pytest.mark.parametrize(
    ("rows", "command", "says"),
    [
        ("0,0\n.05,1\n.1,3\n", "--epochs 9", r"--seed 0 --epochs \d+, or with --standardize\."),
        ("0,0\n1,1\n", "--epochs 9 --standardize", r"Run again with --seed 0 --epochs \d+\."),
        ("0,0\n1,1\n", "--epochs 999 --learning-rate 1e-12", r"with --standardize and without --learning-rate\."),
        ("0,0\n1,1\n", "--epochs 999 --learning-rate 1e-12 --standardize", r"again without --learning-rate\."),
        # Here rounding keeps w and b swinging for ever.
        ("0.1,300.3\n0.2,300.1\n0.3,300.5\n", "--epochs 9000 --learning-rate 1.913", "converge: is only rounding left"),
    ],
)
def test_the_message_of_stopped_training_offers_the_remedies_that_are_left(rows, command, says):
    assert re.search(says, unwrap(run(f"--seed 0 {command}", rows)[1]))


@pytest.mark.parametrize("rows", ["1,30\n2,9\n3,6\n10,5\n", "0,1\n0,3\n1,4\n1,8\n0.5,4\n"])
def test_the_condensed_table_has_the_typical_errors_of_all_rows(rows):
    everything, condensed = (run(f"--seed 2607 {more}", rows)[1] for more in ("", "--condense"))
    assert parse_line(everything) == parse_line(condensed)
    assert "data" in everything.splitlines()[-1] and "@ condensed on the learned line" in condensed
    assert "every prediction for the condensed rows is within" in unwrap(condensed)
    assert re.search(r"r\^2.*", everything)[0] == re.search(r"r\^2.*", condensed)[0]
    *epochs, _ = zip(parse_table(everything), parse_table(condensed))  # the last epoch depends on the tolerance
    for one, two in epochs:
        assert one == pytest.approx(two, rel=1e-5)


def test_condensed_rows_keep_eight_digits_of_w_far_from_0():
    xs, ys = [1700000000.00, 1700000000.01, 1700000000.02], [1, 2, 3.5]
    assert math.isclose(parse_line(run("--condense", format_rows(zip(xs, ys)))[1]).w, fit(xs, ys).w, rel_tol=1e-8)


@pytest.mark.parametrize("more", ["", "--condense", "--standardize --learning-rate 1"])
def test_if_all_xs_are_equal_w_starts_at_0(more):
    out = run(f"--seed 2607 --explain {more}", "0.5,1\n0.5,2\n0.5,6\n")[1]
    assert "All xs are equal, so nothing can be learned about w, and it starts at 0." in out
    assert {row[1] for row in parse_table(out)} == {0} and parse_table(out)[0][2] == 85 and parse_line(out) == (0, 3)
    assert "r^2 is undefined, as all xs are equal\n" in out and out.count("row 1: 0 * 0 + ") == 1
    assert ("--standardize --learning-rate 1 needs one update" in unwrap(out)) == ("rate 1" not in more)


def test_noisy_data_are_never_said_to_be_explained_completely():
    for more in ("", "--condense"):
        out = run(more, format_rows((x, 10_000_000 * x + 100 * (x == 3)) for x in range(1000)))[1]
        assert "r^2 is above 0.999999: the line explains nearly all of how y varies\n" in out
    out = run("", format_rows((x, x + (x == 3)) for x in range(100)))[1]
    assert "r^2 = 0.999988: the line explains 99.9988 % of how" in out


@pytest.mark.parametrize(
    ("names", "x", "y"),
    [
        ("Größe,Preis in €", "Größe", "Preis in €"),
        ("% of all,y", "x", "y"),
        ("a \u2009 b,y", "a b", "y"),
        (f"x,{'long ' * 10}", "x", " ".join(["long"] * 10)),
        (f"{'a' * 40},{'b' * 20}", "x", "y"),
        ("x,y\x1b[31m", "x", "y"),
    ],
)
def test_the_line_and_its_predictions_name_the_columns_or_else_x_and_y(names, x, y):
    out = run("-x 1 -y 2 --predict 0.50 --predict 1e308", f"{names}\n0,1\n0.5,2\n1,3\n")[1]
    assert f"\nThe line: {y} = 2 * {x} + 1\n" in out and f"\nPrediction: at {x} = 0.5, {y} = 2\n" in out
    assert f"{y} = too large for a float, beyond the data (0 to 1)" in unwrap(out)


def test_a_prediction_beyond_the_data_is_marked_as_such():
    """Neither the least nor the greatest x is in the first or the last row."""
    rows = format_rows((x, x + 1) for x in [0, *sorted(range(-3000, 3000), key=abs, reverse=True)])
    out = run("--condense --predict=-3001 --predict 2999 --predict 3000", rows)[1]
    beyond = ", beyond the data (-3000 to 2999)"
    assert "Data: standard input, 6,001 rows" in out
    assert f"Prediction: at x = -3001, y = -3000{beyond}\nPrediction: at x = 2999, y = 3000\n" in out
    assert f"Prediction: at x = 3000, y = 3001{beyond}\n" in out


def test_the_start_that_was_typed_is_printed_in_all_its_digits():
    out = run("--w 1e1 --b=-0.1234567890123")[1]
    assert "Start: w = 10, b = -0.1234567890123 (from --w and --b)\n" in out
    assert re.search(r"^ +0 +10 +-0.1234567890123 ", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("rows", "reason", "says"),
    [
        ("0,0\n0.0001,1\n", "training would need more than 10,000,000 epochs", "y = 10000 * x + 0"),
        ("0,0\n0.02,1\n", "training would need about 280,000 epochs", "y = 50 * x + 0"),
        ("0,1e-12\n1,3e-12\n", "", "y = 2e-12 * x + 1e-12"),
        ("1000000000,5\n1000000001,7\n", "training would diverge", "y = 2 * x - 1999999995"),
        ("0,3000000\n1,3000000\n", "", "y = 0 * x + 3000000"),
        ("0,0\n1,0\n", "", "y = 0 * x + 0"),
    ],
)
@pytest.mark.parametrize("more", ["", "--condense"])
def test_the_line_is_found_even_if_standardizing_is_needed_or_ys_are_tiny_or_equal(rows, reason, says, more):
    status, out, err = run(f"--seed 2607 {more}", rows)
    assert (status, err) == (0, "") and f"\nThe line: {says}\n" in out and reason in unwrap(out)
    assert not re.search(r"\b(nan|inf)\b", out) and max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("is_terminal", "columns", "lines", "term", "in_place"),
    [
        pytest.param(True, 80, 23, "xterm", True, marks=pytest.mark.skipif(os.name == "nt", reason="it runs cls")),
        (True, 79, 23, "xterm", False),
        (True, 80, 22, "xterm", False),
        (True, 80, 23, "dumb", False),
        (False, 80, 23, "xterm", False),
    ],
)
def test_watch_redraws_the_chart_if_the_terminal_can(is_terminal, columns, lines, term, in_place, monkeypatch):
    """Otherwise the charts are below each other, without pauses; there is one for each row of the table."""
    for name, value in (("COLUMNS", columns), ("LINES", lines), ("TERM", term)):
        monkeypatch.setenv(name, str(value))
    pauses, plain, start = [], run("--seed 2607 --no-chart")[1], Network(25, 85)
    monkeypatch.setattr("time.sleep", pauses.append)
    out = run("--seed 2607 --watch", is_terminal=is_terminal)[1]
    captions = re.findall(r"^Epoch (\d+): w = (\S+), b = (\S+)\nTypical error \(RMSE\): (.+)$", out, re.MULTILINE)
    assert [list(map(float, caption)) for caption in captions] == parse_table(plain)
    assert set(pauses) == {0.5 * in_place}
    first, *others = out.split("\x1b[22A\x1b[J")  # up by as many lines as a frame has
    assert len(others) == (len(captions) - 1 if in_place else 0) and "\x1b" not in first + "".join(others)
    assert f"\n{chart(*sample(), start, start)}\n" in first and out.count("* learned line") == len(captions)
    assert {frame.count("\n") for frame in others[:-1]} <= {22} and out.endswith(plain[plain.index("\nMatched") :])


def test_watch_clears_the_screen_with_cls_on_windows(monkeypatch):
    commands, variables = [], {"COLUMNS": "80", "LINES": "23", "TERM": "xterm"}
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    windows = SimpleNamespace(name="nt", getenv=variables.get, system=commands.append)
    monkeypatch.setattr("linefit.cli.report.os", windows)
    out = run("--seed 2607 --watch", is_terminal=True)[1]
    assert commands == ["cls"] * (out.count("* learned line") - 1) and "\x1b" not in out


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_has_the_equations_and_groups_and_version_has_a_number(option, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    status, out, _ = run(option)
    assert status == 0 and max(map(len, out.splitlines())) <= 80
    parts = ["y = w*x + b", "predicted - true", "w - mean(Error * x)", "b - mean(Error)", "the file:", "the training:"]
    assert all(part in out for part in parts) if option == "--help" else re.fullmatch(r"linefit \d+\.\d+\.\d+\n", out)


EXPECTED = "expected one argument; if the value begins with -, write it after =, as in --w=-1e5"
NUMBER, WHOLE = "is not a finite number, such as 1.75", "is not a whole number from 0 up, of at most 18 digits"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("--w 1", "--w and --b go together: use both or neither"),
        ("--b 1", "--w and --b go together: use both or neither"),
        ("--w 1 --b 2 --seed 3", "--seed draws w and b, so it does not go with --w and --b"),
        ("--w -1e5", f"argument --w: {EXPECTED}"),
        (f"--w {'9' * 5000} --b 1", f"argument --w: '{'9' * 37}...' {NUMBER}"),
        ("--w inf", f"argument --w: 'inf' {NUMBER}"),
        ("--predict 1,75", f"argument --predict: '1,75' {NUMBER}"),
        (f"--seed {'9' * 5000}", f"argument --seed: '{'9' * 37}...' {WHOLE}"),
        ("--epochs 2.5", f"argument --epochs: '2.5' {WHOLE}"),
        ("--skip -1", f"argument --skip: '-1' {WHOLE}"),
        ("--learning-rate 0", "--learning-rate 0 is not above 0: use a positive number, such as 0.25"),
        ("--standardize --learning-rate 2.0", "--standardize needs a rate below 2: use --learning-rate 0.25"),
        ("--watch --no-chart", "--watch shows the chart, so it does not go with --no-chart"),
        ("one.csv \x1b[31m", "unrecognized arguments: \\x1b[31m"),
        (f"one.csv {'x' * 50}", f"unrecognized arguments: ...{'x' * 37}"),
        ("none.csv", "none.csv: the file cannot be read: No such file or directory"),
        ("''", "the name of a file is empty"),
        ("--plot ''", "the name of a file is empty"),
        ("--plot none/picture.PNG", "--plot none/picture.PNG: create its folder, which is missing"),
        ("--plot picture.txt", "--plot picture.txt: end the name in .png, .svg, .pdf or .gif"),
    ],
)
def test_unusable_arguments_are_rejected_in_one_line(command, says):
    assert run(command) == (2, "", f"linefit: error: {says}\n")


def test_all_options_of_read_csv_are_there():
    rows = "A title\na\tb\tc\n1\t1.000,5\t\n2\t2.000,5\t1.000\n2\t2.001,5\t1.002\n"
    how = "--delimiter tab --decimal , --thousands . --encoding utf-8 --dropna"
    out = run(f"--skip 2 --no-header -x 2 -y 3 {how}", rows)[1]
    assert "Columns: 1, 2, 3; choose" in out and "y = 2 * x - 3001" in out and "left out, without x or y: 1" in out
    out = run(f"--skip 1 --header -x b -y c {how}", rows)[1]
    assert "c = 2 * b - 3001" in out and "x is column 2 'b', y is column 3 'c'" in out
    out = run(f"--skip 1 -x 0 -y b {how}", rows)[1]
    assert "x is the row's number, y is column 2 'b'" in out and "b = 500.5 * row + 666.5" in out


def test_any_name_reaches_the_console_harmless_and_short(tmp_path, monkeypatch):
    """The console here knows ASCII only."""
    monkeypatch.chdir(tmp_path)
    Path("\x1b[31mred.csv").write_text(f"Größe \x1b[31m{'b' * 90},y\n0,1\n1,3\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(buffer := io.BytesIO(), "ascii"))
    assert main(["\x1b[31mred.csv"]) == 0
    out = buffer.getvalue()
    assert rb"Data: \x1b[31mred.csv, 2 rows" in out
    assert rb"x is column 1 'Gr\xf6\xdfe \x1b[31mbbbb" in out and b"b" * 30 not in out


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a POSIX shell")
@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        ("--no-chart > /dev/full", 2, "linefit: error: [Errno 28] No space left on device\n"),
        ("--help > /dev/full", 2, "linefit: error: [Errno 28] No space left on device\n"),
        ("none.csv 2> /dev/full", 2, ""),
        (">&-", 2, "linefit: error: standard output is closed: there is nowhere to print to\n"),
        ("none.csv 2>&-", 2, ""),
    ],
)
def test_a_full_or_closed_stream_gets_one_line_or_none(command, status, says):
    """Python alone would end with status 120 and "Exception ignored". Nothing is on standard output."""
    if "/dev/full" in command and not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full, a disk that is always full")
    env = {**os.environ, "PYTHONUNBUFFERED": "", "PYTHON": sys.executable}
    process = subprocess.run(f'"$PYTHON" -m linefit {command}', shell=True, env=env, capture_output=True, text=True)
    assert (process.returncode, process.stdout, process.stderr) == (status, "", says)


def test_a_closed_pipe_ends_the_command_quietly(monkeypatch, capsys):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:  # closing it raises BrokenPipeError, unless main has redirected it
        monkeypatch.setattr("sys.stdout", pipe)
        assert main([]) == 1
    assert capsys.readouterr().err == ""


def test_ctrl_c_ends_the_command_quietly(monkeypatch, capsys):
    """Ctrl-C may come while the command reads, and again while main flushes its output."""

    class InterruptingStream(io.StringIO):
        def interrupt(self, *_):
            raise KeyboardInterrupt

        readline = __next__ = flush = interrupt

    with monkeypatch.context() as patch:
        patch.setattr("sys.stdin", InterruptingStream())
        assert main(["-"]) == 130
    monkeypatch.setattr("sys.argv", ["linefit"])
    monkeypatch.setattr("sys.stdout", InterruptingStream())
    with pytest.raises(SystemExit) as exit_info:
        runpy.run_module("linefit", run_name="__main__")
    assert exit_info.value.code == 130 and capsys.readouterr() == ("", "")


@pytest.mark.parametrize("rows", ["1e-310,1e-310\n2e-310,4e-310\n", "1e308,1\n-1e308,2\n", "1e154,1.7e308\n0,1\n"])
def test_data_at_the_ends_of_a_floats_range_are_rejected_in_one_sentence(rows):
    status, out, err = run("", rows)
    assert (status, out) == (2, "") and err.endswith("for a float: choose other units for x or y\n")
