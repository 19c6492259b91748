"""python -m linefit.check FILE: judge a file in a subprocess, which may crash, and is stopped at a time limit."""

import argparse
import faulthandler
import json
import linecache
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import DEVNULL, PIPE, run
from threading import Timer

from linefit.check.causes import find_usual_cause
from linefit.check.learner_file import run_file
from linefit.check.verdict import PARTS, judge

TIME_LIMIT = 7  # seconds for a subprocess; another may follow, without the statement that did not end
# The subprocess runs CHILD_CODE, where os._exit waits for no thread, and opens no window or debugger.
CHILD_CODE = "import os, sys, linefit.check.__main__ as it\ntry: it.judge_here(*sys.argv[1:])\nfinally: os._exit(0)"
CHILD_ENVIRONMENT = {"MPLBACKEND": "Agg", "PYTHONBREAKPOINT": "0", "PYTHONIOENCODING": "utf-8"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the verdict on each file; return the exit status, 0 if all are right and 1 if not."""
    parser = argparse.ArgumentParser("python -m linefit.check", description="Check your own network.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="Python files, or a folder of them")
    paths = parser.parse_args(arguments).paths
    files = [file for path in paths for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    for path in files or paths:
        if not path.is_file() or path.suffix != ".py":
            parser.error(f"there is no Python file at {path}: pass a file that ends in .py, or a folder of them")
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # for old consoles
    status = 0
    for file in files:
        is_right, progress, page = judge_file(file)
        print(page if files == paths[:1] else f"{file}: {progress}", flush=True)
        status = status if is_right else 1
    return status


def judge_file(path: Path) -> tuple[bool, str, str]:
    """Return the verdict on a file, within twice the time limit."""
    output, line, function = run_subprocess(path)
    if function == "<module>":  # again, without the top-level statement that did not end
        output, line, function = run_subprocess(path, skipped_line=line)
    if output.startswith("["):
        is_right, progress, page = json.loads(output)
        return is_right, progress, page
    if "(most recent call first)" not in output:
        return False, "Not judged.", f"{path.name} could not be judged: does it end Python, or does a property fail?"
    progress = PARTS.get("Network" if function == "__init__" else function, ("It does not end.", []))[0]
    text = linecache.getline(str(path), int(line)).strip()
    function = function.replace("<module>", path.name)
    page = f"After {TIME_LIMIT} seconds, {function} is still busy in line {line} of {path.name}:"
    cause = "does it wait, or can its loop never end? Errors are hardly ever exactly 0"
    return False, progress, f"{page}\n    {text:.100}\nUsual cause: {cause}\n\n{progress}"


def run_subprocess(path: Path, skipped_line: str = "0") -> tuple[str, str, str]:
    """Return the output of a subprocess that judges a file, and the line and function that ran at the time limit."""
    command = [sys.executable, "-PBWignore", "-c", CHILD_CODE, str(path.absolute()), skipped_line]
    env = os.environ | CHILD_ENVIRONMENT
    output = run(command, env=env, encoding="ascii", stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL).stdout
    file = re.escape(str(path.absolute()).encode("ascii", "backslashreplace").decode())  # in the form of faulthandler
    frames = re.findall(rf'"{file}", line (\d+) in (\S+)', output)  # the last one is the function that was called
    return output, *(frames[-1] if frames else ("0", path.name))


def judge_here(path: str, skipped_line: str) -> None:
    """Judge a file in this process, and print only the verdict."""
    with os.fdopen(os.dup(1), "w") as answer:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        # Three timers, as dump_traceback_later alone sometimes prints broken lines, but also works while C code runs.
        Timer(TIME_LIMIT, faulthandler.dump_traceback, [answer]).start()
        Timer(TIME_LIMIT + 0.2, os._exit, [1]).start()
        faulthandler.dump_traceback_later(TIME_LIMIT + 0.5, exit=True, file=answer)
        program, problems = run_file(Path(path), int(skipped_line))
        is_right, progress, page = judge(program, Path(path).name)
        if is_right and problems:
            progress = page = f"{progress[:-1]}, but line {problems[0][0]} does not run to its end."
        for line, message, is_action in [*problems[:1], *(each for each in problems[1:] if not each[2])][:2]:
            text = linecache.getline(path, line).strip()
            message = "; ".join([message, *find_usual_cause(message, text)])
            page += f"\n\nLine {line} of {Path(path).name} does not run to its end:\n    {text:.100}\n{message}"
            page += "\nTo skip it here, indent it below if __name__ == '__main__':" if is_action else ""
        page = page.replace(" yet.", " yet: see below.", 1) if not all(each[2] for each in problems) else page
        faulthandler.cancel_dump_traceback_later()
        json.dump([is_right and not problems, progress, page], answer)


if __name__ == "__main__":
    sys.exit(main())
