"""The main job, as a user runs it."""

import io
import os
import re
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from linefit import Ending, Network, cli, lesson, sample, train
from linefit.cli import main

ROOT = Path(__file__).parents[1]
HUBBLE = "data/hubble.csv"


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch):
    """File names are short then, and ASCII, wherever the checkout is."""
    monkeypatch.chdir(ROOT)


def run(capsys, *arguments):
    status = main(arguments)
    captured = capsys.readouterr()
    assert captured.out.isascii() and captured.err.isascii()
    return status, captured.out, captured.err


def table(out):
    """The rows of the table: epoch, w, b, typical error."""
    return [list(map(float, line.split())) for line in out.splitlines() if re.fullmatch(r" +\d+( +[-+.e\d]+){3}", line)]


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
    assert "30 rows" in out and "Draw: w = 25, b = 85 (--seed 2607 draws the same again)" in out
    rows = table(out)
    assert rows[0][:3] == [0, 25, 85] and rows[-1][1:3] == [81, 48]
    assert 8 <= len(rows) <= 14
    assert [row[3] for row in rows] == sorted([row[3] for row in rows], reverse=True)
    assert (
        "Matched after 283 epochs: every prediction is within 7.6e-08 of its y.\n" in out
        and "\nThe line: y = 81 x + 48\n" in out
    )
    assert max(map(len, out.splitlines())) <= 80
    assert "* learned line   @ both" in out and "\nr^2 = 1: the line explains all of how y varies\n" in out


def test_a_random_draw_can_be_drawn_again(capsys):
    _, out, _ = run(capsys)
    seed = re.search(r"--seed (\d+) draws the same again", out)[1]
    assert run(capsys, "--seed", seed)[1] == out


def test_hubbles_galaxies_are_learned_in_standard_units(capsys):
    status, out, _ = run(capsys, HUBBLE, "--seed", "2607")
    assert status == 0
    assert "mean(x*x) + mean(x)^2 is 2.06051 and must be below 2" in out
    assert "x is 'distance_mpc', y is 'velocity_km_s'" in out
    assert "learning rate of 1/4 (--learning-rate 1: one update)" in out
    assert "Settled after 75 epochs: no prediction will move by more than 1.3e-06 any more." in out
    assert "\nThe line: y = 454.158 x - 40.784\nr^2 = 0.62: the line explains 62 % of how y varies\n" in out
    rows = table(out)
    assert len(rows) == 8 and rows[0][:3] == [0, 25, 85] and rows[-1][3] == 222.995
    assert [row[3] for row in rows] == sorted([row[3] for row in rows], reverse=True)


def test_in_standard_units_one_update_is_enough(capsys):
    out = run(capsys, HUBBLE, "--seed", "2607", "--learning-rate", "1")[1]
    assert "So it learns in standard units, where one update is enough." in out and re.search(
        r"Settled after \d epochs", out
    )
    assert table(out)[1][1:] == table(out)[-1][1:] == [454.158, -40.784, 222.995]


def test_condensed_rows_teach_the_same_lesson(capsys):
    everything = run(capsys, "--seed", "2607", "--no-chart")[1]
    condensed = run(capsys, "--seed", "2607", "--no-chart", "--condense")[1]
    assert "Condensed: two rows that teach the same lesson as all 30 rows" in condensed
    assert "both of the two rows are within 4.6e-08 of the line." in condensed
    for one, two in list(zip(table(everything), table(condensed)))[:-2]:
        assert one == two
    assert everything.splitlines()[-2:] == condensed.splitlines()[-2:]


@pytest.mark.parametrize("text", [(ROOT / HUBBLE).read_text(), "1,5\n2,9\n3,6\n10,30\n"])
def test_condensed_or_not_is_the_same_lesson_in_standard_units(capsys, write, text):
    file = write(text)
    everything, condensed = (table(run(capsys, file, "--seed", "2607", *more)[1]) for more in ([], ["--condense"]))
    assert everything[-1][1:] == condensed[-1][1:]
    for one, two in zip(everything[:-1], condensed[:-1]):  # where a number is halfway, its last digit may differ
        assert one == pytest.approx(two, rel=1e-5)


def test_the_condensed_table_has_the_typical_errors_of_all_rows(capsys, write):
    path = write("0,1\n0,3\n1,4\n1,8\n0.5,4\n")
    one, two = (table(run(capsys, path, "--seed", "1", *more)[1]) for more in ([], ["--condense"]))
    for row, other in list(zip(one, two))[:-1]:  # the last epoch depends on the tolerance, and so on the ys' range
        assert row == other


def test_condensing_one_row_is_no_trouble(capsys, write):
    assert "y = 0 x + 2" in run(capsys, write("3,2\n"), "--condense")[1]


def test_many_columns_are_counted_and_not_all_named(capsys, write):
    names, cells = ",".join(f"c{column}" for column in range(30)), ",".join(map(str, range(30)))
    out = run(capsys, write(f"{names}\n{cells}\n"))[1]
    assert "'c19' and 10 more; choose others with -x and -y." in " ".join(out.split()) and "'c20'" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_noise_lets_w_and_b_settle(capsys, write):
    out = run(capsys, write("x,y\n0,1\n0.5,3\n1,2\n"), "--w", "1", "--b", "2.5")[1]
    assert "Draw: w = 1, b = 2.5, as you chose" in out
    assert re.search(r"Settled after \d+ epochs: no prediction will move by more than 2e-09 any more\.\n", out)
    assert "The line: y = 1 x + 1.5\nr^2 = 0.25: the line explains 25 % of how y varies\n" in out


def test_epochs_may_run_out(capsys):
    out = run(capsys, "--seed", "2607", "--epochs", "3", "--no-chart")[1]
    assert "Out of epochs after 3 epochs" in out and "* learned" not in out
    assert [row[0] for row in table(out)] == [0, 1, 2, 3]
    assert [row[0] for row in table(run(capsys, "--epochs", "0")[1])] == [0]


def test_a_learning_rate_and_a_tolerance_are_heeded(capsys):
    slow = run(capsys, "--seed", "2607", "--learning-rate", "0.5", "--tolerance", "1e-3")[1]
    assert "every prediction is within 0.001 of its y." in slow
    assert "a learning rate of 1.9 is too large for these xs" in run(capsys, "--learning-rate", "1.9")[1]
    hubble = run(capsys, HUBBLE, "--learning-rate", "0.5")[1]
    assert "y = 454.158 x - 40.784" in hubble and len(table(hubble)) > 5


def test_what_is_promised_of_every_prediction_is_true(capsys):
    """The tolerance that is said is the one that is meant: it is not rounded for the sentence."""
    xs, ys = sample()
    for seed in range(20):
        out = run(capsys, "--seed", str(seed), "--learning-rate", "0.05")[1]
        said = float(re.search(r"within (\S+) of its y", out)[1])
        training = train(Network.random(seed), xs, ys, learning_rate=0.05, tolerance=said)
        epochs = re.search(r"Matched after ([\d,]+) epochs", out)[1]
        assert training.ending is Ending.MATCHED and f"{training.epochs:,}" == epochs


@pytest.mark.parametrize("tolerance", ["0", "1e-16"])
def test_where_only_rounding_is_left_that_is_said(capsys, tolerance):
    assert "epochs: what still moves is a float's rounding.\n" in run(capsys, HUBBLE, "--tolerance", tolerance)[1]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("1000000.998,-3000009.994\n1000000.826,-3000009.478\n1000000.346,-3000008.038\n", "y = -3 x - 7"),
        ("2459000.512,8.25\n2459000.613,8.31\n2459000.718,8.36\n", "y = 0.53359932 x - 1312112.75\n"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--condense"]])
def test_no_digit_is_printed_that_the_files_numbers_do_not_have_as_floats(capsys, write, rows, line, more):
    assert f"\nThe line: {line}" in run(capsys, write(rows), *more)[1]


def test_a_line_on_the_way_is_not_praised_for_the_best(capsys, write):
    out = run(capsys, write("0.1,9\n0.2,17\n0.5,41\n0.9,73\n"), "--tolerance", "5", "--w", "0", "--b", "0")[1]
    assert "Matched after 21 epochs: every prediction is within 5 of its y." in out and "r^2" not in out


@pytest.mark.parametrize(
    "rows", ["0,-7\n1,-6\n2,-5\n", "0,90\n10,71\n20,60\n30,49\n", "2000,4928.23\n", "0,1\n0.5,9\n1,3\n"]
)
@pytest.mark.parametrize("start", [["--w", "9", "--b", "23"], ["--w", "25", "--b", "85", "--learning-rate", ".5"]])
def test_the_points_of_a_column_stand_below_each_other_however_far_it_goes(capsys, write, rows, start):
    out = run(capsys, write(rows), *start)[1]
    points = set()
    for line in out.splitlines():
        if re.fullmatch(r" +\d+( +[-.\d]+){3}", line):
            numbers = list(re.finditer(r"-?\d+(\.\d+)?", line))[1:]
            points.add(tuple(number.start() + len(number[0].split(".")[0]) for number in numbers))
    assert len(points) == 1


def test_a_large_tolerance_is_written_out(capsys):
    assert re.search(r"(by more than|is within) 1000 (any|of)", run(capsys, HUBBLE, "--tolerance", "1e3")[1])


def test_nearly_all_is_not_all(capsys, write):
    rows = "".join(f"{x},{10_000_000 * x + 100 * (x == 3)}\n" for x in range(1000))
    for more in ([], ["--condense"]):
        assert "r^2 = 1: the line explains nearly all of how y varies\n" in run(capsys, write(rows), *more)[1]


def test_the_time_is_told_for_the_epochs_that_there_are(capsys, monkeypatch):
    monkeypatch.setattr(lesson, "MANY", 30 * 20)
    assert re.search(r"\nTime: about \S+ s for some 30 epochs; --cond", run(capsys, "--epochs", "30")[1])
    coarse = run(capsys, "--tolerance", "1")[1]
    assert re.search(r"\nTime: about \S+ s for some 400 epochs, at most\.\n", coarse)
    slow = run(capsys, "--learning-rate", "1e-3", "--epochs", "20000")[1]
    assert " s for some 20,000 epochs; --condense" in slow


def test_an_x_is_said_as_it_was_asked(capsys):
    out = run(capsys, "--seed", "1", "--predict", "0.5000000000000001", "--predict", "-2")[1]
    assert "\nPrediction: at x = 0.5000000000000001, y = 88.5\n" in out
    assert "\nPrediction: at x = -2, y = -114, beyond the data, which begin at 0.01\n" in out


def test_a_coarse_tolerance_leaves_the_line_where_it_has_come(capsys):
    out = run(capsys, HUBBLE, "--seed", "2607", "--tolerance", "10")[1]
    assert "Settled after 20 epochs: no prediction will move by more than 10 any more." in out
    assert "The line: y = 452.797 x - 40.385\n" in out


def test_a_tolerance_is_in_ys_units_where_the_lesson_is_in_standard_units_too(capsys, write):
    """Halved at each epoch, an Error of 64 is within a tolerance of 1 after 6 epochs."""
    start = ["--w", "0", "--b", "64", "--learning-rate", "0.5"]
    out = run(capsys, write("-10,0\n10,0\n"), *start, "--tolerance", "1")[1]
    assert "So: standard units, and a learning rate of 0.5 (--learning" in out and "after 6 epochs" in out


@pytest.mark.parametrize(
    ("rows", "reason", "line"),
    [
        ("3,1\n3,2\n", "All xs are the same", "y = 0 x + 1.5"),
        ("0.5,1\n0.5,2\n", "All xs are the same", "y = 0 x + 1.5"),
        ("0,0\n0.0001,1\n", "would take more than 100,000 epochs", "y = 10000 x + 0"),
        ("0,1e-12\n1,3e-12\n", "", "y = 2e-12 x + 1e-12"),
        (
            "0,1000000000\n1,1000000002\n",
            "These ys differ by so little, beside their size",
            "y = 2 x + 1000000000",
        ),
        ("1000000000,5\n1000000001,7\n", "would run away", "y = 2 x - 1999999995"),
        ("0,5\n1,5\n", "", "y = 0 x + 5"),
        ("0,0\n1,0\n", "", "y = 0 x + 0"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--condense"]])
def test_any_file_gives_its_line(rows, reason, line, more, capsys, write):
    status, out, err = run(capsys, write(rows), "--seed", "2607", *more)
    assert (status, err) == (0, "")
    assert f"\nThe line: {line}\n" in out and reason in " ".join(out.split())
    assert not re.search(r"\b(nan|inf)\b", out) and max(map(len, out.splitlines())) <= 80


def test_the_first_epoch_is_explained(capsys):
    out = run(capsys, "--seed", "2607", "--explain")[1]
    assert "row 1: 25 * 0.66 + 85 = 101.5" in out and "Why does b move differently from w?" in out
    assert "standard units" not in out


def test_in_standard_units_the_rows_that_are_explained_are_the_files(capsys):
    out = run(capsys, HUBBLE, "--seed", "2607", "--explain")[1]
    for line in (
        "In standard units: how far from the mean, in standard deviations",
        "    the draw, w = 25 and b = 85, is w = 0.0434672 and b = -0.730085 there",
        "(3) How w moves: w := w - 0.25 * mean(Error * x)",
        "    row 1: x = (0.032 - 0.911375) / 0.631905 = -1.39163",
        "    row 3: y = (-130 - 373.125) / 363.438 = -1.38435",
        "    row 1: 0.0434672 * -1.39163 + (-0.730085) = -0.790575",
        "    w = 0.0434672 - 0.25 * (-0.746172) = 0.23001",
    ):
        assert f"\n{line}\n" in out
    assert max(map(len, out.splitlines())) <= 80
    out = run(capsys, HUBBLE, "--seed", "2607", "--explain", "--condense")[1]
    assert "In standard units, on the two rows that stand for all:\n\nEpoch 0:" in out


def test_help_tells_the_four_steps(capsys):
    status, out, _ = run(capsys, "--help")
    assert status == 0
    for part in ("y = w*x + b", "predicted - true", "w - mean(Error * x)", "b - mean(Error)"):
        assert part in out


def test_the_version_is_told(capsys):
    assert re.fullmatch(r"linefit \d+\.\d+\.\d+\n", run(capsys, "--version")[1])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--w", "1"], "--w and --b go together: give both or neither"),
        (["--b", "1"], "--w and --b go together: give both or neither"),
        (["--w", "1", "--b", "2", "--seed", "3"], "--seed draws w and b, so it does not go with --w and --b"),
        (["--w", "nan", "--b", "1"], "argument --w: nan is not a finite number"),
        (["--w", "one", "--b", "1"], "argument --w: 'one' is not a number"),
        (["--epochs", "-1"], "argument --epochs: -1 is below 0"),
        (["--seed", "9" * 5000], f"argument --seed: '{'9' * 37}...' is not a whole number"),
        (["--epochs", "2.5"], "argument --epochs: '2.5' is not a whole number"),
        (["--tolerance", "-1"], "argument --tolerance: -1 is below 0"),
        (["--tolerance", "inf"], "argument --tolerance: inf is not a finite number"),
        (["--learning-rate", "0"], "argument --learning-rate: 0 is not above 0"),
        (["--seed", "x"], "argument --seed: 'x' is not a whole number"),
        (["--predict", "1,75"], "argument --predict: '1,75' is not a number: write a decimal point"),
        (["--predict", "inf"], "argument --predict: inf is not a finite number"),
        (["--delimiter", "ab"], "argument --delimiter: it must be one character, or the word tab"),
        (["--delimiter", ""], "argument --delimiter: it must be one character, or the word tab"),
        (["one.csv", "two.csv"], "unrecognized arguments: two.csv"),
        (["--unknown"], "unrecognized arguments: --unknown"),
        (["one.csv", "\x1b[31m"], "unrecognized arguments: \\x1b[31m"),
        (["one.csv", "x" * 50], f"unrecognized arguments: ...{'x' * 37}"),
        ([""], "the name of a file is empty"),
        (["--plot", ""], "the name of a file is empty"),
    ],
)
def test_options_that_cannot_be_are_refused_in_one_line(arguments, says, capsys):
    assert run(capsys, *arguments) == (2, "", f"linefit: error: {says}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.csv"], "none.csv:1: the file cannot be read: No such file or directory"),
        (["."], ".:1: the file cannot be read: "),
        (["data.csv"], "data.csv:2: column 2: 'x' is not a number: correct it or leave the row out"),
        (["data.csv", "--condense"], "data.csv:2: column 2: 'x' is not a number: correct it or leave the row out"),
        (["data.csv", "-x", "z"], "data.csv:1: there is no column named 'z': the columns are '1', '2'"),
        (["--plot", "none/picture.png"], "none/picture.png: No such file or directory: there is no folder none"),
        (["--plot", "picture.jpg"], "picture.jpg: a picture's name must end in one of .png, .svg, .pdf, .gif"),
        (
            ["--learning-rate", "2.5"],
            "argument --learning-rate: 2.5 is too large: in standard units it must be below 2",
        ),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(arguments, says, capsys, write):
    write("1,2\n3,x\n")
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert err.startswith(f"linefit: error: {says}") and err.count("\n") == 1


def test_a_tab_may_be_told_by_its_name(capsys, write):
    path = write("a b\tc\n1\t3\n2\t5\n")
    assert "y = 2 x + 1" in run(capsys, path, "--delimiter", "tab")[1]
    assert "y = 2 x + 1" in run(capsys, path, "--delimiter", "\\t")[1]


def test_a_name_that_is_not_ascii_is_no_trouble(write):
    path = write("Größe,y\n1,2\n2,4\n")
    done = subprocess.run(
        [sys.executable, "-m", "linefit", path], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0 and rb"x is 'Gr\xf6\xdfe'" in done.stdout


def test_standard_input_is_a_file_too():
    command = [sys.executable, "-m", "linefit", "-", "--no-chart"]
    done = subprocess.run(command, input="0,1\n1,3\n", capture_output=True, text=True)
    assert done.returncode == 0 and "Data: standard input, 2 rows" in done.stdout and "y = 2 x + 1" in done.stdout


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
NO_FILE = "linefit: error: no.csv:1: the file cannot be read: No such file or directory\n"
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
        (f"{JOB} - <&-", 2, "linefit: error: <stdin>:1: standard input is closed\n"),
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


def test_an_interrupt_before_main_is_quiet_too(monkeypatch):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupt)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("linefit", run_name="__main__")
    assert ended.value.code == 130


def test_a_files_name_reaches_the_terminal_harmless_and_short(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("\x1b[31mred.csv").write_text("x,y\n0,1\n1,3\n")
    assert "Data: \\x1b[31mred.csv, 2 rows" in run(capsys, "\x1b[31mred.csv")[1]
    assert run(capsys, "\x1b[0m.csv")[2].startswith("linefit: error: \\x1b[0m.csv:1: the file cannot be read")
    long = "a" * 100 + ".csv"
    Path(long).write_text("\x1b[31m" + "b" * 90 + ",y\n0,1\n1,3\n")
    out = run(capsys, long)[1]
    assert f"Data: ...{'a' * 33}.csv, 2 rows" in out and f"x is '\\x1b[31m{'b' * 29}...'" in out


@pytest.mark.parametrize("rows", ["1e-310,1e-310\n2e-310,4e-310\n", "1e308,1\n-1e308,2\n", "1e154,1.7e308\n0,1\n"])
def test_the_ends_of_a_floats_range_are_refused_in_one_sentence(capsys, write, rows):
    status, out, err = run(capsys, write(rows))
    assert (status, out) == (2, "") and err.endswith("for a float: choose other units for x or y\n")


def test_a_tiny_learning_rate_does_not_settle_where_it_was_drawn(capsys):
    out = run(capsys, "--learning-rate", "1e-12", "--epochs", "1000", "--no-chart")[1]
    assert "Out of epochs after 1,000 epochs" in out


@pytest.mark.parametrize("more", [[], ["--condense"]])
def test_a_prediction_beyond_the_data_is_said_to_be_so(more, capsys, write):
    path = write("x,y\n" + "".join(f"{x},{x + 1}\n" for x in range(-300, 20_000)))
    out = run(capsys, path, *more, "--predict", "-301", "--predict", "19999", "--predict", "20000")[1]
    assert "Prediction: at x = -301, y = -300, beyond the data, which begin at -300\n" in out
    assert "Prediction: at x = 19999, y = 20000\n" in out
    assert "Prediction: at x = 20000, y = 20001, beyond the data, which end at 19999\n" in out


def test_progress_is_shown_on_a_terminal(capsys, write, monkeypatch):
    path = write("x,y\n" + "0,1\n1,3\n" * 5000)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(lesson.time, "monotonic", iter(range(1000)).__next__)
    status, out, err = run(capsys, path, "--condense")
    assert status == 0 and "y = 2 x + 1" in out
    assert re.search(r"\r10,000 rows, 100% of the file ", err) and err.endswith("\r")


def test_progress_is_not_shown_too_often(capsys, write, monkeypatch):
    path = write("0,1\n1,3\n")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(lesson.time, "monotonic", lambda: 0)
    assert run(capsys, path, "--condense")[2].strip() == ""


def test_many_rows_are_told_how_long_they_will_take(capsys, monkeypatch):
    assert "Time:" not in run(capsys)[1]
    monkeypatch.setattr(lesson, "MANY", 30 * 200)
    told = r"\nTime: about \S+ s for some 400 epochs; --condense gives the same at once\.\n"
    assert re.search(told, run(capsys)[1])
    assert "Time:" not in run(capsys, "--condense")[1]


def test_any_stream_will_do_for_output(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert main(["--seed", "2607"]) == 0
    assert "The line: y = 81 x + 48" in cli.sys.stdout.getvalue()
