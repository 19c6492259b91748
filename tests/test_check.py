"""The check of one's own network: each mistake is named by its own cause, and no cause is untrue."""

import contextlib
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from strategies import mistaken_updates
from test_readme import PAGES, ROOT, blocks

import linefit
from linefit import sample
from linefit.check import check
from linefit.check.__main__ import main
from linefit.check.calling import train_options
from linefit.check.telling import STEPS, judge

MISTAKES = {path.stem: path for path in sorted((ROOT / "tests/mistakes").glob("*.py"))}
LEARNERS = {path.stem: path for path in sorted((ROOT / "tests/students").glob("*.py"))}
RIGHT = MISTAKES["only_the_first_row"].read_text().partition("\n\ndef update")[0]
UPDATE = """

def update(network, errors, xs):
    count = len(xs)
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / count
    b = network.b - sum(errors) / count
    return Network(w, b)
"""


def load(path):
    """The names of a program, from a file or a text."""
    source = path.read_text() if isinstance(path, Path) else path
    exec(compile(source, str(path), "exec"), program := {"__file__": str(path)})
    return program


def checked(*paths, folder=ROOT, **surroundings):
    """The exit status and what is printed."""
    command, env = [sys.executable, "-m", "linefit.check", *map(str, paths)], os.environ | surroundings
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


@cache
def pages():
    """The verdicts on all files of the gallery, some at a time."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(LEARNERS, pool.map(checked, LEARNERS.values())))


@pytest.mark.parametrize("name", LEARNERS)
def test_a_file_gets_the_page_that_stands_in_its_last_comment(name):
    source = LEARNERS[name].read_text(encoding="utf-8")
    if "import numpy" in source and not find_spec("numpy"):
        pytest.skip("NumPy is not installed")
    promised = re.sub("(?m)^# ?", "", source.partition("\n# The page:\n")[2])
    status, page = pages()[name]
    assert without_chance(page) == without_chance(promised)
    assert len(page.splitlines()) <= 25
    assert (status == 0) == name.startswith("right_")


def without_chance(page):
    """Leave out in which line of a loop it was, and how Pythons word a mistake."""
    page = re.sub(r"line \d+|(?m:^    .*)", "...", page) if "still busy" in page else page
    return re.sub(r"(?<=Python says: )(\w+Error): (expected|can't) .*", r"\1", page)


def causes(program):
    """What the page of a program names as its causes; nothing if it names none."""
    right, _, page = judge(program, "my_network.py")
    told = page.partition("\nUsual cause")[2].partition("\n\n")[0]
    return "right" if right else "; ".join(re.sub("^s?:", "", told).strip().split("\n    "))


def learned(program):
    """The w and b after 300 epochs on the sample, to four digits."""
    network, (xs, ys) = program["Network"](25.0, 85.0), sample()
    train = program.get("train") or load(f"{RIGHT}{UPDATE}{TRAIN}")["train"]
    train.__globals__.update({name: program[name] for name in ("predict", "error", "update")})
    with contextlib.suppress(OverflowError):
        network = train(network, xs, ys, 300)
        return f"w = {network.w:.4g}, b = {network.b:.4g}" if abs(network.w) < 1e6 else "they diverge"
    return "they diverge"


TRAIN = """

def train(network, xs, ys, epochs):
    for _ in range(epochs):
        network = update(network, error(predict(network, xs), ys), xs)
    return network
"""


@pytest.mark.parametrize("name", MISTAKES)
def test_the_table_of_mistakes_is_the_gallery(name):
    program = load(MISTAKES[name])
    row = f"| {name.replace('_', ' ')} | {causes(program)} | {learned(program)} |"
    assert row in PAGES["tests/README.md"].splitlines()


SCALABLE = [name for name in MISTAKES if re.match("divided|integer|moves|only|sum|wrong|x_", name)]


@pytest.mark.parametrize("k", [0.01, -2])
@pytest.mark.parametrize("name", SCALABLE)
def test_a_mistake_is_named_with_a_rate_or_a_wrong_sign_on_top(name, k):
    program = load(MISTAKES[name])

    def update(old, errors, xs):
        new = program["update"](old, errors, xs)
        return old.__class__(old.w + k * (new.w - old.w), old.b + k * (new.b - old.b))

    alone, mixed = causes(program), causes(program | {"update": update})
    assert f"{abs(k)} times what it should be" in mixed
    assert ("the sign: subtract" in mixed) == (k < 0)
    assert alone.removeprefix("(3) is right; in (4), ").removeprefix("(4) is right; in (3), ") in mixed


@given(mistaken_updates())
def test_no_cause_of_an_update_is_untrue(mistaken):
    """Mistakes put together at random: whatever is said of one was put there, and what is called right is right."""
    update, true = mistaken
    for cause in filter(None, causes(load(RIGHT) | {"update": update}).split("; ")):
        equation, said = re.fullmatch(r"(?:(?:in )?(\([34]\)),? )?(.*)", cause).groups()
        assert all(is_true(said, true[each]) for each in ([equation] if equation else true)), cause


def is_true(said, parts):  # of an equation that is made of these parts
    if said.endswith("right"):
        return parts <= {"", 1}
    if said.startswith("the sign"):
        return bool(parts & {-1, -0.5})
    if times := re.match(r"(?:moves . by )?(\S+) times what it should", said):
        return any(abs(part) == float(times[1]) for part in parts if not isinstance(part, str))
    said = re.sub("^(with Errors of 0, )?[wb] ", "", said)
    return any(said.startswith(part) for part in parts if part and isinstance(part, str))


TABLES = tomllib.loads((ROOT / "tests/variants.toml").read_text())


@pytest.mark.parametrize(("old", "new", "says"), TABLES["variants"])
def test_a_variant_of_a_right_network_is_told(tmp_path, old, new, says):
    source = f"{RIGHT}{UPDATE}{TRAIN}"
    assert source.count(old) == 1
    (path := tmp_path / "my_network.py").write_text(source.replace(old, new))
    assert says in judge(load(path), "my_network.py")[2]


@pytest.mark.parametrize(("arguments", "epochs"), TABLES["arguments"])
def test_the_number_of_epochs_is_recognized_in_any_dress(arguments, epochs):
    train = eval(f"lambda network, xs, ys, {arguments}: network")
    options, name = train_options(train, 7)
    assert (name, options.get(epochs, 7)) == (epochs, 7)
    train(None, [], [], **options)  # whatever has no default is there


def test_several_files_get_a_line_each(tmp_path):
    for name in ("sum_for_mean", "right_plain_loops"):
        (tmp_path / f"{name}.py").write_text(MISTAKES[name].read_text())
    (tmp_path / "stops.py").write_text(f"{RIGHT}{UPDATE}{'print(7 / 0)'}")
    lines = [
        "right_plain_loops.py: All 8 laws hold.",
        "stops.py: All 6 laws hold, but it stops in line 20.",
        "sum_for_mean.py: Steps 1, 2 and 3 are right; step 4, update, is next.",
    ]
    assert checked(".", folder=tmp_path) == (1, "".join(f"{line}\n" for line in lines))
    assert checked("right_plain_loops.py", "right_plain_loops.py", folder=tmp_path) == (0, f"{lines[0]}\n" * 2)


@pytest.mark.parametrize("name", ["no_such_file.py", "empty", "walkthrough.ipynb"])
def test_what_is_not_a_python_file_is_told(tmp_path, monkeypatch, capsys, name):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="2"):
        main([name])
    assert capsys.readouterr().err.endswith(f"error: no Python file at {name}\n")


@pytest.mark.parametrize(("above", "says"), TABLES["surroundings"])
def test_a_network_is_judged_whatever_stands_around_it(tmp_path, above, says):
    (tmp_path / "helper.py").write_text("import statistics")
    (tmp_path / "statistics.py").write_text("raise RuntimeError('it hides the module that is meant')")
    path = tmp_path / "my_network.py"
    path.write_text(f"{above}\n\n\n{RIGHT}{UPDATE}", encoding="latin-1" if "\xe4" in above else "utf-8")
    before = sorted(tmp_path.iterdir())
    status, page = checked(path)
    assert says in page
    assert "All 6 laws hold" in page or "does it end Python" in page
    assert (status == 0) == page.startswith("All 6 laws hold: ")
    assert sorted(tmp_path.iterdir()) == before


def test_a_line_of_a_learners_is_printed_as_the_console_can():
    _, page = checked(LEARNERS["curly_quotes"], PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "    print(\\u2018My network\\u2019)\n" in page


NETWORK, PREDICT, ERROR, UPDATED = list(load(f"{RIGHT}{UPDATE}").values())[-4:]


def interrupted(predictions, ys):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ([NETWORK, PREDICT, interrupted], "    raised      = KeyboardInterrupt\n    line "),
        ([NETWORK, max], "raised   = TypeError: '>' not supported between"),
        ([*map(vars(linefit).get, [*STEPS, "train", "cost"])], "All 8 laws hold: your network"),
        ([NETWORK, PREDICT, ERROR, UPDATED], "All 6 laws hold: your network learns as the article does."),
    ],
)
def test_a_notebooks_parts_are_judged_as_far_as_they_are_there(capsys, parts, says):
    check(*parts)
    assert says in capsys.readouterr().out


def test_the_check_uses_nothing_of_linefit_and_nothing_uses_it():
    for path in (ROOT / "src/linefit").rglob("*.py"):
        used = re.findall(r"(?m)^\s*(?:from|import) linefit\b(\.check)?", path.read_text())
        assert all(bool(each) == (path.parent.name == "check") for each in used)


def test_what_stands_below_hides_nothing(tmp_path):
    (path := tmp_path / "my_network.py").write_text(
        f"{RIGHT}{UPDATE}{TRAIN}\n\nfrom linefit import *\nerror = error([1], [2])\npredict = 3\n"
    )
    assert checked(path)[1].startswith("All 7 laws hold: ")


def test_the_readmes_pages_are_as_shown(tmp_path):
    (path := tmp_path / "my_network.py").write_text(next(block for block in blocks("py") if "class Network" in block))
    shown = blocks("text")
    assert checked(path) == (1, next(block for block in shown if block.startswith("The law:")))
    path.write_text(f"{RIGHT}{UPDATE}")
    assert checked(path) == (0, next(block for block in shown if "laws hold" in block))
