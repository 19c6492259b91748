"""A student's file gets one page of plain words, whatever comes."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from door.watching import in_another_process, judge_in_time
from test_readme import blocks

TESTS = Path(__file__).parent
pytestmark = pytest.mark.skipif(sys.platform in ("emscripten", "wasi"), reason="this system has no processes")
FILES = {path.stem: path for path in sorted((TESTS / "students").glob("*.py"))}
RIGHT = [name for name in FILES if name.startswith("right_")]
NEEDS_NUMPY = {"expects_arrays", "right_with_numpy"}


@cache
def pages():
    """Judge all files of the gallery, some at a time."""
    with ThreadPoolExecutor(3) as pool:
        return dict(zip(FILES, pool.map(judge_in_time, map(str, FILES.values()))))


def promised(name):
    """Read the page that a file of the gallery promises in its last comment."""
    _, _, page = FILES[name].read_text(encoding="utf-8").partition("\n# The page:\n")
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in page.splitlines())


def without_chance(page):
    """Leave out where a loop was just busy, what hangs on the time there was, and how Pythons word a mistake."""
    if "another result the second time" in page:
        page = re.sub(r" = .*", "", page)
    if "as far as there was time" in page:
        page = re.sub(r"All \d+|\nNot checked: .*", "", page)
    page = re.sub(r"busy in line \d+ of (\S+):\n    .*", r"busy in line N of \1", page)
    return re.sub(r"(?<=Python says: )(\w+Error), (expected|can't) .*", r"\1", page)


@pytest.mark.parametrize("name", FILES)
def test_a_students_file_gets_its_page(name):
    if name in NEEDS_NUMPY and not find_spec("numpy"):
        pytest.skip("NumPy is not installed")
    right, page = pages()[name]
    if right and "as far as there was time" in page and name in RIGHT:
        return  # a slow machine has time for fewer laws, and they hold
    assert without_chance(page) == without_chance(promised(name))
    assert right == (name in RIGHT) == page.startswith("All ")


def test_the_gallery_is_large_enough():
    assert len(FILES) >= 36 and len(RIGHT) >= 6


def test_a_page_is_short_and_shows_nothing_of_ours():
    for _, page in pages().values():
        assert len(page.splitlines()) <= 40
        assert page.isascii()
        assert not re.search(r"Traceback|Fraction\(|test_|door|hypothesis|pytest|skipped", page)


def run_laws(folder, *arguments, **surroundings):
    command = [sys.executable, "-m", "pytest", str(TESTS / "test_laws.py"), *arguments]
    env = {**os.environ, **surroundings}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120)


@pytest.fixture
def folder(tmp_path):
    """A folder with a right file and a wrong one in it, as a student may have it: with a space in its name."""
    folder = tmp_path / "my files"
    folder.mkdir()
    (folder / "my_network.py").write_text((TESTS / "mistakes/sum_for_mean.py").read_text())
    (folder / "right.py").write_text(FILES["right_in_place"].read_text())
    return folder


@pytest.mark.parametrize("name", ["my_network", "my_network.py", "./my_network.py"])
def test_a_file_is_found_by_any_of_its_names(folder, name):
    done = run_laws(folder, "--implementation", name)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(
        "The law: (3) w := w - mean(Error * x).\nThe smallest example that breaks it:\n    w "
    )
    assert "\nUsual cause: a sum where (3) and (4) have a mean\n" in done.stdout


def test_a_module_is_found_where_python_finds_it(folder):
    done = run_laws(folder, "--implementation", "mistakes.sum_for_mean")
    assert "\nUsual cause: a sum where (3) and (4) have a mean\n" in done.stdout


def test_nothing_changes_the_verdict(folder):
    plain = run_laws(folder, "--implementation", "my_network")
    others = [
        run_laws(
            folder, "--implementation", "my_network", "-p", "no:cacheprovider", "--color=yes", "-v", "-k", "nothing"
        ),
        run_laws(
            folder, "--implementation", "my_network", PYTEST_ADDOPTS="-q -rA", FORCE_COLOR="1", LANG="C", COLUMNS="30"
        ),
    ]
    for done in others:
        assert (done.returncode, done.stdout, done.stderr) == (1, plain.stdout, "")


def test_a_right_file_ends_with_a_sentence_and_leaves_nothing_behind(folder):
    before = {path.name for path in folder.iterdir()}
    done = run_laws(folder, "--implementation", "right")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "All 11 laws hold: right.py learns as the article does."
    assert {path.name for path in folder.iterdir()} == before


def test_a_file_that_is_not_there_says_which_are(folder):
    done = run_laws(folder, "--implementation", "my_netwrok")
    assert done.returncode == 1
    assert done.stdout == (
        "There is no file my_netwrok.py here.\n"
        "The Python files here are my_network.py, right.py.\n"
        "Run the command in the folder where the file is, or put its folder before its name.\n"
    )


@pytest.mark.parametrize("name", ["statistics", "linefit", "strategies"])
def test_a_name_that_hides_another_module_is_told(tmp_path, name):
    (tmp_path / f"{name}.py").write_text(FILES["right_in_place"].read_text())
    right, page = judge_in_time(str(tmp_path / f"{name}.py"))
    assert not right and re.fullmatch(
        rf"{name}\.py cannot be judged: it has the name of a module, .*, and may hide it\.\n"
        rf"    {name}\nGive the file another name, such as my_network\.py\.",
        page,
    )


def test_a_file_beside_it_hides_nothing(tmp_path):
    (tmp_path / "statistics.py").write_text("raise RuntimeError('this is not the module that was meant')")
    (tmp_path / "helpers.py").write_text("from statistics import mean")
    source = FILES["right_in_place"].read_text().replace("from statistics", "from helpers")
    (tmp_path / "my_network.py").write_text(source)
    assert judge_in_time(str(tmp_path / "my_network.py"))[0]


def test_a_call_that_holds_python_fast_is_ended_too(tmp_path):
    """A sum without end runs in C: no other thread of Python's comes to its turn."""
    path = tmp_path / "my_network.py"
    source = FILES["endless_loop"].read_text()
    path.write_text(source.replace("    row = 0\n", "    row = sum(iter(int, 1))\n"))
    right, page = in_another_process(path)
    assert not right and page.startswith("predict does not come back: ")


def test_a_file_that_is_not_stored_as_utf_8_is_told(tmp_path):
    path = tmp_path / "my_network.py"
    path.write_bytes(b"x = 1\ny = '\xe4'\n")
    right, page = judge_in_time(str(path))
    assert not right and page.startswith("my_network.py, line 2, cannot be read:\n    y = '")
    assert page.endswith(": the file is not stored as UTF-8: choose that where your editor saves it")


def test_a_breakpoint_stops_nobody(tmp_path):
    path = tmp_path / "my_network.py"
    path.write_text(FILES["right_in_place"].read_text().replace("    return", "    breakpoint()\n    return"))
    assert judge_in_time(str(path))[0]


def test_a_file_without_the_option_is_not_passed_over(folder):
    done = run_laws(folder, "right.py", PY_COLORS="0")
    assert done.returncode == 4
    assert done.stderr == "ERROR: right.py holds no tests: to have it judged, write --implementation right.py\n\n"


@pytest.mark.parametrize(
    ("ending", "how"), [("os._exit(0)", "with status 0, such as by os._exit()"), ("os.abort()", "with SIGABRT")]
)
def test_a_file_that_ends_python_is_told(tmp_path, ending, how):
    path = tmp_path / "my_network.py"
    path.write_text(f"import os\n{ending}\n")
    right, page = in_another_process(path)
    assert not right and page == f"my_network.py ends Python itself, {how}: what in it does that?"


def readme_block(kind, part):
    (block,) = (block for block in blocks(kind) if part in block)
    return block


def test_the_readmes_pages_are_as_shown(tmp_path):
    (tmp_path / "my_network.py").write_text(readme_block("py", "class Network"))
    assert run_laws(tmp_path, "--implementation", "my_network").stdout == readme_block("text", "The law:")
    (tmp_path / "my_network.py").write_text(FILES["right_in_place"].read_text())
    assert run_laws(tmp_path, "--implementation", "my_network").stdout == readme_block("text", "laws hold")


NOTEBOOK = """
from door.judging import check
from mistakes import right_class_with_methods as in_place
from mistakes.right_plain_loops import Network, error, predict, train, update

def endless(predictions, ys):
    while True:
        pass

def misspelt(network, xs):
    return xz
"""


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ("Network", "Step 1 is right; step 2, predict, is next."),
        ("Network, lambda network, xs: []", "Step 1 is right; step 2, predict, is next."),
        ("Network, misspelt", "NameError: name 'xz' is not defined"),
        ("Network, predict", "Steps 1 and 2 are right; step 3, error, is next."),
        ("Network, predict, endless", "error does not come back: after more than 5 seconds it is still busy."),
        ("Network, predict, error", "Steps 1, 2 and 3 are right; step 4, update, is next."),
        (
            "in_place.Network, in_place.predict, in_place.error, in_place.update",
            "gives nothing back:\nreturn it, so that train can go on",
        ),
        ("Network, predict, error, update", "All 11 laws hold: your network learns as the article does.\n"),
        (
            "Network, predict, error, update, 3",
            "train is an int and no function: the laws call train(network, xs, ys,",
        ),
        ("Network, predict, error, update, lambda network: network", "train is written as train(network): the laws"),
        ("Network, predict, error, update, train", "All 14 laws hold: your network learns as the article does.\n"),
    ],
)
def test_a_notebooks_parts_are_judged_as_far_as_they_are_there(parts, says):
    program = [sys.executable, "-c", f"{NOTEBOOK}\ncheck({parts})"]
    done = subprocess.run(program, cwd=TESTS, capture_output=True, text=True, timeout=120)
    assert done.stderr == "" and says in done.stdout and "Not checked" not in done.stdout
