"""The check of one's own network: the page that each file gets, whatever is in it."""

import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest
from test_causes import MISTAKES, RIGHT, TRAIN, UPDATE, load
from test_readme import ROOT, blocks

import linefit
from linefit.check import check
from linefit.check.__main__ import main
from linefit.check.verdict import STEP_PARTS, judge

LEARNERS = {path.stem: path for path in sorted((ROOT / "tests/students").glob("*.py"))}
VARIANTS = tomllib.loads((ROOT / "tests/check_variants.toml").read_text())


def run_check(*paths, folder=ROOT, **variables):
    """Return the exit status and what is printed."""
    command, env = [sys.executable, "-m", "linefit.check", *map(str, paths)], os.environ | variables
    process = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in process.stderr
    return process.returncode, process.stdout


@pytest.mark.parametrize(("old", "new", "says"), VARIANTS["variants"])
def test_a_variant_of_a_right_network_gets_the_expected_answer(tmp_path, old, new, says):
    source = f"{RIGHT}{UPDATE}{TRAIN}"
    assert source.count(old) == 1
    (path := tmp_path / "my_network.py").write_text(source.replace(old, new))
    assert says in judge(load(path), "my_network.py")[2]


@pytest.mark.parametrize(("arguments", "epochs"), VARIANTS["arguments"])
def test_the_number_of_epochs_is_found_among_trains_arguments_by_its_name_or_its_place(arguments, epochs):
    source = f"{RIGHT}{UPDATE}{TRAIN}".replace("xs, ys, epochs", f"xs, ys, {arguments}")
    page = judge(load(source.replace("range(epochs)", f"range({epochs or 300})")), "my_network.py")[2]
    assert page.startswith("All 7 laws hold: ") and ("name it epochs" in page) == (not epochs)


def test_several_files_get_a_line_each(tmp_path):
    for name in ("sum_for_mean", "right_plain_loops"):
        (tmp_path / f"{name}.py").write_text(MISTAKES[name].read_text())
    (tmp_path / "stops.py").write_text(f"{RIGHT}{UPDATE}{'print(7 / 0)'}")
    lines = [
        "right_plain_loops.py: All 8 laws hold.",
        "stops.py: All 6 laws hold, but line 20 does not run to its end.",
        "sum_for_mean.py: Steps 1, 2 and 3 are right; step 4, update, is next.",
    ]
    assert run_check(".", folder=tmp_path) == (1, "".join(f"{line}\n" for line in lines))
    assert run_check("right_plain_loops.py", "right_plain_loops.py", folder=tmp_path) == (0, f"{lines[0]}\n" * 2)


@pytest.mark.parametrize("name", ["no_such_file.py", "empty", "walkthrough.ipynb"])
def test_a_path_without_a_python_file_is_rejected(tmp_path, monkeypatch, capsys, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "walkthrough.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="2"):
        main([name])
    assert capsys.readouterr().err.endswith(
        f"error: there is no Python file at {name}: pass a file that ends in .py, or a folder of them\n"
    )


@pytest.mark.parametrize(("above", "says"), VARIANTS["surroundings"])
def test_a_network_is_judged_whatever_is_above_it_unless_that_ends_python(tmp_path, above, says):
    (tmp_path / "helper.py").write_text("import statistics")
    (tmp_path / "statistics.py").write_text("raise RuntimeError('it hides the module that is meant')")
    path = tmp_path / "my_network.py"
    path.write_text(f"{above}\n\n\n{RIGHT}{UPDATE}", encoding="latin-1" if "\xe4" in above else "utf-8")
    before = sorted(tmp_path.iterdir())
    status, page = run_check(path)
    assert says in page
    assert "All 6 laws hold" in page or "does it end Python" in page
    assert (status == 0) == page.startswith("All 6 laws hold: ")
    assert sorted(tmp_path.iterdir()) == before


def test_a_learners_line_is_escaped_if_the_console_cannot_print_it():
    _, page = run_check(LEARNERS["curly_quotes"], PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "    print(\\u2018My network\\u2019)\n" in page


NETWORK, PREDICT, ERROR, UPDATE_FUNCTION = map(load(f"{RIGHT}{UPDATE}").get, STEP_PARTS)


def interrupt(predictions, ys):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ([NETWORK, PREDICT, interrupt], "    raised      = KeyboardInterrupt\n    line "),
        ([NETWORK, max], "raised   = TypeError: '>' not supported between"),
        ([*map(vars(linefit).get, [*STEP_PARTS, "train", "cost"])], "All 8 laws hold: your network"),
        ([NETWORK, PREDICT, ERROR, UPDATE_FUNCTION], "All 6 laws hold: your network learns as the article does."),
    ],
)
def test_the_parts_that_a_notebook_passes_are_judged(capsys, parts, says):
    check(*parts)
    assert says in capsys.readouterr().out


def test_names_reassigned_below_the_network_do_not_hide_it(tmp_path):
    below = "from linefit import *\nerror = error([1], [2])\npredict = 3\n"
    (path := tmp_path / "my_network.py").write_text(f"{RIGHT}{UPDATE}{TRAIN}\n\n{below}")
    assert run_check(path)[1].startswith("All 7 laws hold: ")


def test_the_checks_pages_in_the_documentation_are_right(tmp_path):
    (path := tmp_path / "my_network.py").write_text(next(block for block in blocks("py") if "class Network" in block))
    pages = blocks("text")
    assert run_check(path) == (1, next(block for block in pages if block.startswith("The law:")))
    path.write_text(f"{RIGHT}{UPDATE}")
    assert run_check(path) == (0, next(block for block in pages if "laws hold" in block))


def mask_varying_parts(page):
    """Mask the line in which a loop was stopped, and the wording of each Python version."""
    page = re.sub(r"line \d+|(?m:^    .*)", "...", page) if "loop" in page and "never end" in page else page
    return re.sub(r"(?<=Python says: )(\w+Error): (expected|can't) .*", r"\1", page)


@pytest.fixture(scope="module", autouse=True)
def pages():
    """The pages of all learners' files, made while the tests above run, as three pages take some seconds."""
    with ThreadPoolExecutor(4) as pool:
        yield {name: pool.submit(run_check, path) for name, path in LEARNERS.items()}


@pytest.mark.parametrize("name", LEARNERS)
def test_a_file_gets_the_page_in_its_last_comment(pages, name):
    source = LEARNERS[name].read_text(encoding="utf-8")
    if "import numpy" in source and not find_spec("numpy"):
        pytest.skip("NumPy is not installed")
    expected = re.sub("(?m)^# ?", "", source.partition("\n# The page:\n")[2])
    status, page = pages[name].result()
    assert mask_varying_parts(page) == mask_varying_parts(expected)
    assert len(page.splitlines()) <= 25
    assert (status == 0) == name.startswith("right_")
