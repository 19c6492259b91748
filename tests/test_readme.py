"""The pages' blocks run, and print what the pages show. Python sessions are run as doctests elsewhere."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from linefit import Network, sample, steps

ROOT = Path(__file__).parents[1]
NAMES = (
    "README.md",
    "data/README.md",
    "tests/README.md",
    *(f".github/{name}.md" for name in ("TROUBLESHOOTING", "BENCHMARKS", "CONTRIBUTING")),
)
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}


def blocks(kind):
    """Return all pages' fenced blocks of one kind."""
    fenced = re.compile(rf"^```{kind}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    return [block for page in PAGES.values() for block in fenced.findall(page)]


@pytest.mark.skipif(sys.platform == "win32", reason="the blocks are written for a POSIX shell")
@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.splitlines()[0][2:40])
def test_a_console_block_prints_what_the_page_shows(block, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # so that python is this Python
    env = {**os.environ, "PATH": path}
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    for command, printed in zip(parts[1::2], parts[2::2], strict=True):
        if command.startswith("cat "):  # a file of the reader's own
            (tmp_path / command.removeprefix("cat ")).write_text(printed)
            continue
        process = subprocess.run(command, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert process.stdout + process.stderr == printed


@pytest.mark.parametrize("block", blocks("py"), ids=lambda block: block.splitlines()[0][:40])
def test_a_program_of_the_pages_runs(block, tmp_path):
    if "dask" in block:
        pytest.skip("test_dask runs this one")
    if "draw" in block:
        pytest.importorskip("matplotlib", reason="pictures need matplotlib, which the extra named plot brings")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "my_network.py").write_text((ROOT / "tests/mistakes/right_plain_loops.py").read_text())
    (tmp_path / "program.py").write_text(block)
    env = {**os.environ, "MPLBACKEND": "agg", "PYTHONWARNINGS": "ignore::UserWarning"}  # without windows
    process = subprocess.run([sys.executable, "program.py"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (process.returncode, process.stderr) == (0, "")
    assert ("draw" in block) == (tmp_path / "lesson.png").exists()


def test_the_whole_network_in_ten_lines_learns_as_the_package_does(capsys):
    whole, *_ = blocks("py")
    assert len(whole.splitlines()) <= 10
    exec(whole, there := {})
    w, b = there["w"], there["b"]
    assert capsys.readouterr().out == f"{w} {b}\n" and abs(w - 81) <= 1e-6 and abs(b - 48) <= 1e-6
    assert next(step.network for step in steps(Network(25, 85), *sample()) if step.epoch == 300) == (w, b)


def debug(program, commands, folder):
    """Return what pdb shows for a program and these commands, as on a screen, without the folders' names."""
    (folder / "first.py").write_text(program)
    command = [sys.executable, "-m", "pdb", "first.py"]
    process = subprocess.run(command, cwd=folder, input="\n".join(commands), capture_output=True, text=True)
    first, *answers = process.stdout.split("(Pdb) ")
    session = first + "".join(f"(Pdb) {line}\n{answer}" for line, answer in zip(commands, answers))
    return re.sub(r"(?m)^> .*?[/\\]((?:linefit[/\\])?\w+\.py)", r"> .../\1", session)


def test_a_debugger_shows_what_the_page_shows_and_soon_gets_from_train_to_equation_1(tmp_path):
    (session,) = blocks("pdb")
    start, *commands = re.findall(r"^(?:\$|\(Pdb\)) (.*)$", session, re.MULTILINE)
    assert f"$ {start}\n{debug(blocks('py')[0], commands, tmp_path)}" == session
    presses = int(re.search(r"at\s+most (\d+)\s+presses\s+of `s` lead from `train", PAGES["README.md"])[1])
    with_train = "from linefit import *\nxs, ys = sample()\nnetwork = Network(25, 85)\ntrain(network, xs, ys)\n"
    assert "# (1)\n" in debug(with_train, ["until 4", *["s"] * presses], tmp_path)


def test_the_readme_and_the_core_are_as_short_as_promised():
    max_words = int(re.search(r"stays within ([\d,]+) words", PAGES[NAMES[-1]])[1].replace(",", ""))
    assert len(PAGES["README.md"].split()) <= max_words <= 2000
    core = "".join((ROOT / f"src/linefit/{name}.py").read_text() for name in ("network", "rules", "training"))
    code = re.sub(r'(?s)""".*?"""|#[^\n]*', "", core)
    max_lines = int(re.search(r"at\s+most\s+(\d+)\s+lines\s+of\s+code\b", PAGES["README.md"])[1])
    assert len([line for line in code.splitlines() if line.strip()]) <= max_lines <= 90


def test_each_equation_is_in_the_code_once_and_the_code_is_plain_ascii():
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")))
    equations = re.findall(r"^ *(.*  # \((\d)\))$", code, re.MULTILINE)
    assert [number for _, number in equations] == ["1", "2", "3", "4"]
    assert all(code.count(equation.partition("  #")[0]) == 1 for equation, _ in equations)
    assert code.isascii()


def test_linefit_needs_only_the_standard_library():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"] == []
    program = "import linefit.check, linefit.cli; linefit.cli.main(['--no-chart'])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}  # -S hides all that is installed
    process = subprocess.run([sys.executable, "-S", "-c", program], env=environment, capture_output=True, text=True)
    assert "The line: y = 81 * x + 48\n" in process.stdout and not process.stderr
