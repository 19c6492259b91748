"""The pages' blocks run, and print what stands there. Their Python sessions run as doctests of their own."""

import io
import math
import os
import re
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

import pytest

from linefit import Network, rules, sample, steps, train

ROOT = Path(__file__).parents[1]
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "data/README.md", "tests/README.md", ".github/CONTRIBUTING.md")
}
README = PAGES["README.md"]


def blocks(kind):
    """All pages' fenced blocks of one kind."""
    return [
        block
        for page in PAGES.values()
        for block in re.findall(rf"^```{kind}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    ]


def commands(block):
    """A console block's commands, and what it prints after each."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2]))


def run(command, folder):
    """Run a command as a shell in that folder would, with this Python as its python."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the blocks are written for a POSIX shell")
@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.splitlines()[0][2:40])
def test_a_console_block_prints_what_stands_there(block, tmp_path):
    (tmp_path / "data").symlink_to(ROOT / "data")
    for command, printed in commands(block):
        if command.startswith("cat "):  # a file of the reader's own
            (tmp_path / command.removeprefix("cat ")).write_text(printed)
        else:
            assert run(command, tmp_path) == printed


def debugger(block, folder):
    """Give the commands of a pdb block to pdb, and write down the session as it would show on a screen."""
    start, *typed = re.findall(r"^(?:\$|\(Pdb\)) (.*)$", block, re.MULTILINE)
    command = [sys.executable, *start.split()[1:]]
    done = subprocess.run(command, cwd=folder, input="\n".join(typed), capture_output=True, text=True, timeout=60)
    first, *answers = done.stdout.split("(Pdb) ")
    session = f"$ {start}\n{first}" + "".join(f"(Pdb) {line}\n{answer}" for line, answer in zip(typed, answers))
    return re.sub(r"(?m)^(> |Breakpoint 1 at ).*?[/\\]((?:linefit[/\\])?\w+\.py)", r"\1.../\2", session)


@pytest.fixture
def lesson(tmp_path):
    """A folder with the README's lesson.py in it."""
    (block,) = (block for block in blocks("py") if block.startswith("from linefit import *"))
    (tmp_path / "lesson.py").write_text(block)
    return tmp_path


@pytest.mark.parametrize("block", blocks("pdb"))
def test_the_debugger_shows_what_stands_there(block, lesson):
    """One epoch with n, s and until; only the line that a breakpoint names is not the same in every Python."""
    shown, promised = (re.sub(r"(?m)(^Breakpoint .*):\d+$", r"\1", text) for text in (debugger(block, lesson), block))
    assert shown == promised
    for fact in ("\n(0.66, 101.5, 101.46)\n", "# (1)\n", "\n(24.2049, 72.9013)\n"):
        assert fact in block


def test_until_leaves_a_list_comprehension_in_one_press(lesson):
    typed = ["import linefit.rules", "break linefit.rules.predict", "continue", "next", "until"]
    session = debugger("$ python -m pdb lesson.py\n" + "".join(f"(Pdb) {line}\n" for line in typed), lesson)
    assert "(Pdb) until\n--Return--\n" in session


def presses(epochs):
    """Count what s would stop at in pdb, from the call of train on, to each equation."""
    marks = {
        line: number
        for line, text in enumerate(Path(rules.__file__).read_text().splitlines(), 1)
        for number in re.findall(r"# \((\d)\)$", text)
    }
    count, reached = 0, {}

    def stop(frame, event, _):
        nonlocal count
        if event in ("call", "line", "return"):
            count += 1
            if event == "line" and frame.f_code.co_filename == rules.__file__ and frame.f_lineno in marks:
                reached.setdefault(marks[frame.f_lineno], count)
        return stop

    network, (xs, ys) = Network(25, 85), sample()
    before = sys.gettrace()  # a coverage tool may be looking on
    sys.settrace(stop)
    try:
        train(network, xs, ys, epochs=epochs)
    finally:
        sys.settrace(before)
    return reached


def test_as_few_presses_of_s_as_promised_lead_from_train_to_the_equations():
    promised = int(re.search(r"at\s+most\s+(\d+)\s+presses\s+of\s+`s`\s+lead", README)[1])
    reached = presses(1)
    assert list(reached) == ["1", "2", "3", "4"]  # in the order of the four steps
    assert reached["1"] <= promised <= 60


def test_the_two_commands_stand_near_the_top():
    start = "python3 -m venv .venv && .venv/bin/python -m pip install -e "
    first, second, *_ = blocks("sh")
    assert first == f"{start}. && .venv/bin/python -m linefit\n"
    assert second == f"{start}'.[test]' && .venv/bin/python -m pytest\n"


def test_the_readme_takes_ten_minutes():
    assert len(README.split()) <= 2200


def test_the_whole_network_in_ten_lines_is_the_packages(capsys):
    whole = blocks("py")[0]
    assert len(whole.splitlines()) <= 10
    assert re.findall("import.*", whole) == ["import sample"]
    exec(whole, there := {})
    w, b = there["w"], there["b"]
    assert capsys.readouterr().out == f"{w} {b}\n"
    lesson = steps(Network(25, 85), *sample())
    assert next(step.network for step in lesson if step.epoch == 300) == (w, b)  # the same arithmetic, to the last bit
    learned = train(Network(25, 85), *sample()).network
    assert math.isclose(w, learned.w, abs_tol=1e-6) and math.isclose(b, learned.b, abs_tol=1e-6)
    assert (round(w, 6), round(b, 6)) == (81, 48)


@pytest.mark.parametrize("block", blocks("py"), ids=lambda block: block.splitlines()[0][:40])
def test_a_program_of_the_pages_runs(block, tmp_path):
    if "dask" in block:
        pytest.skip("test_cluster runs this one")
    if "draw" in block:
        pytest.importorskip("matplotlib", reason="pictures need matplotlib, which the extra named plot brings")
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "my_network.py").write_text((ROOT / "tests/mistakes/right_plain_loops.py").read_text())
    (tmp_path / "program.py").write_text(block)
    without_windows = {**os.environ, "MPLBACKEND": "agg", "PYTHONWARNINGS": "ignore::UserWarning"}
    command = [sys.executable, "program.py"]
    done = subprocess.run(command, cwd=tmp_path, env=without_windows, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("draw" in block) == (tmp_path / "lesson.png").exists()


def test_every_install_is_of_the_files_that_one_reads():
    """None undoes another, and an edit counts at once."""
    texts = [*PAGES.values(), *(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))]
    texts.append((ROOT / "walkthrough.ipynb").read_text(encoding="utf-8"))
    installs = [rest for text in texts for rest in re.findall(r"pip install (?!--upgrade pip`)(\S+)", text)]
    assert len(installs) > 6 and set(installs) == {"-e"}


def test_the_core_is_as_short_as_promised():
    promised = re.search(r"at\s+most\s+(\d+)\s+lines\s+of\s+code\b", README)
    article = sum(lines_of_code(name) for name in ("network", "rules", "training"))
    assert article <= int(promised[1]) <= 90
    assert lines_of_code("rules") <= 25


def test_the_core_needs_no_other_file():
    """Who reads the core from the top meets these files only, and each below those that it needs."""
    order = ["network", "rules", "validation", "formatting", "convergence", "training"]
    imported = {name: set(re.findall(r"^from linefit\.(\w+) import", source(name), re.MULTILINE)) for name in order}
    assert all(needed <= set(order[: order.index(name)]) for name, needed in imported.items())
    assert (imported["network"], imported["rules"]) == (set(), {"network"})


def source(name):
    return (ROOT / "src/linefit" / f"{name}.py").read_text(encoding="utf-8")


def lines_of_code(name):
    """Count the lines with a token that is neither comment nor docstring."""
    unseen = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(source(name)).readline):
        if token.type not in unseen and not token.line.lstrip().startswith('"""'):
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines)


def test_each_equation_stands_once_in_the_code():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/linefit").rglob("*.py"))
    for equation in (
        "return [w * x + b for x in xs]  # (1)",
        "return [predicted - true for predicted, true in zip(predictions, ys, strict=True)]  # (2)",
        "w = network.w - learning_rate * mean(pulls)  # (3)",
        "b = network.b - learning_rate * mean(errors)  # (4)",
    ):
        assert code.count(equation) == code.count(equation[-5:]) == 1


def test_there_is_no_runtime_dependency():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"] == []


def test_importing_linefit_imports_the_standard_library_only():
    program = "import sys; before = set(sys.modules); import linefit; print(*set(sys.modules) - before)"
    loaded = {name.split(".")[0] for name in run(f'python -c "{program}"', ROOT / "tests").split()}
    assert loaded - {"linefit"} <= set(sys.stdlib_module_names) | {"_frozen_importlib_external"}
    assert not loaded & {"argparse", "matplotlib", "numpy", "unittest", "asyncio"}


def test_what_is_printed_and_written_is_plain_ascii():
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "data").glob("*")]:
        assert path.read_text(encoding="utf-8").isascii(), path
