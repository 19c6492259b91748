"""The README's blocks run, and print what stands there. Its Python blocks run as doctests of their own."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind):
    """The README's fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


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
    return re.sub(r"(> |at )\S*[/\\]linefit[/\\]", r"\1.../linefit/", session)


@pytest.mark.skipif(sys.version_info[:3] == (3, 13, 0), reason="pdb of 3.13.0 takes no options for the program")
@pytest.mark.parametrize("block", blocks("pdb"))
def test_the_debugger_shows_what_stands_there(block, tmp_path):
    assert debugger(block, tmp_path) == block
    for fact in ("w=25, b=85", "\n0.0400000", "(0.66, 101.5, 101.46)"):
        assert fact in block


def test_one_step_leads_from_the_loop_into_a_rule(tmp_path):
    """Where `steps` calls predict, error and update, s enters them, and no other frame comes between."""
    typed = ["import linefit.training", "break linefit.training.steps", "continue", *["next"] * 3]
    typed += ["step", "return", "next", "step", "return", "next", "next", "quit"]
    session = debugger("$ python -m pdb -m linefit\n" + "".join(f"(Pdb) {line}\n" for line in typed), tmp_path)
    stepped = [answer for answer in session.split("(Pdb) ") if answer.startswith("step\n")]
    assert [
        re.match(r"step\n--Call--\n> \.\.\./linefit/rules\.py\(\d+\)(\w+)\(\)", answer)[1] for answer in stepped
    ] == [
        "predict",
        "error",
    ]


def test_the_two_commands_stand_near_the_top():
    top = README[: README.index("## ", README.index("## ") + 1)]
    assert "python -m pip install . && python -m linefit\n" in top
    assert "python -m pip install -e '.[test]' && python -m pytest\n" in top


def test_the_core_is_as_short_as_promised():
    promised = int(re.search(r"under\s+(\d+)\s+lines\s+of\s+code", README)[1])
    assert promised <= 150
    assert (
        sum(lines_of_code(ROOT / "src/linefit" / f"{name}.py") for name in ("network", "rules", "training")) < promised
    )


def lines_of_code(path):
    """Lines that are neither blank nor comment nor docstring."""
    source = re.sub(r'^ *"""(?:.|\n)*?"""\n', "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return sum(1 for line in source.splitlines() if line.strip() and not line.strip().startswith("#"))


def test_each_equation_stands_once_in_the_code():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/linefit").glob("*.py"))
    for equation in (
        "predictions.append(w * x + b)  # (1)",
        "errors = list(map(sub, predictions, ys))  # (2)",
        "w = network.w - learning_rate * mean_pull  # (3)",
        "b = network.b - learning_rate * mean_error  # (4)",
    ):
        assert code.count(equation) == 1


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
