"""python -m linefit.check FILE: judge a network of your own in a subprocess, which may crash or be stopped."""

import argparse
import faulthandler
import json
import linecache
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Timer

from linefit.check.causes import hint
from linefit.check.reading import read
from linefit.check.telling import LAWS, judge

LIMIT = 7  # seconds for a process; a second one may follow, without the statement that has not ended
HERE = (
    "import os, sys; from linefit.check import __main__ as it\ntry: it.judge_here(*sys.argv[1:])\nfinally: os._exit(0)"
)
QUIET = {"MPLBACKEND": "Agg", "PYTHONBREAKPOINT": "0", "PYTHONIOENCODING": "utf-8"}  # no windows, no debugger


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is right and what is not; return the exit status, 0 if all is right."""
    parser = argparse.ArgumentParser("python -m linefit.check", description="Check your own network.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="Python files, or a folder of them")
    paths = parser.parse_args(arguments).paths
    files = [file for path in paths for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    for path in files or paths:
        if not path.is_file() or path.suffix != ".py":
            parser.error(f"no Python file at {path}")
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # escape what it cannot print
    status = 0
    for file in files:
        right, so_far, page = judge_file(file)
        print(page if files == paths[:1] else f"{file}: {so_far}", flush=True)
        status = status if right else 1
    return status


def judge_file(path: Path) -> tuple[bool, str, str]:
    """Return the verdict on a file, within twice the limit."""
    said, line, function = run_apart(path)
    if function == "<module>":  # once more, without the statement at the top that does not end
        said, line, function = run_apart(path, left_out=line)
    if said.startswith("["):
        right, so_far, page = json.loads(said)
        return right, so_far, page
    if "(most recent call first)" not in said:
        return False, "It is not judged.", f"{path.name} is not judged: does it end Python, or does a property fail?"
    so_far = LAWS.get("Network" if function == "__init__" else function, ("It does not end.", []))[0]
    text = linecache.getline(str(path), int(line)).strip()
    function = function.replace("<module>", path.name)
    page = f"{function} takes too long: after {LIMIT} seconds it is still busy in line {line} of {path.name}:"
    cause = "does it wait, or can its loop never end? Errors are hardly ever exactly 0"
    return False, so_far, f"{page}\n    {text:.100}\nUsual cause: {cause}\n\n{so_far}"


def run_apart(path: Path, left_out: str = "0") -> tuple[str, str, str]:
    """Return what a subprocess says of a file, and the line and function in which it was busy at the limit."""
    command = [sys.executable, "-PBWignore", "-c", HERE, str(path.absolute()), left_out]
    run = partial(subprocess.run, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = str(run(command, env=os.environ | QUIET, encoding="ascii").stdout)
    file = re.escape(str(path.absolute()).encode("ascii", "backslashreplace").decode())  # as faulthandler writes it
    frames = re.findall(rf'"{file}", line (\d+) in (\S+)', said)  # the last of them is what was called
    return said, *(frames[-1] if frames else ("0", path.name))


def judge_here(path: str, left_out: str) -> None:
    """Judge a file in this process, which waits for no thread of the learner's; print only the verdict."""
    with os.fdopen(os.dup(1), "w") as answer:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        Timer(LIMIT, faulthandler.dump_traceback, [answer]).start()  # while a thread looks, all others stand still
        Timer(LIMIT + 0.2, os._exit, [1]).start()  # if something in C lets no thread look, the next line ends it
        faulthandler.dump_traceback_later(LIMIT + 0.5, exit=True, file=answer)
        program, stops = read(Path(path), int(left_out))
        right, so_far, page = judge(program, Path(path).name)
        if right and stops:
            so_far = page = f"{so_far[:-1]}, but it stops in line {stops[0][0]}."
        for line, says, runs in [*stops[:1], *(stop for stop in stops[1:] if not stop[2])][:2]:
            text = linecache.getline(path, line).strip()
            says = "; ".join([says, *hint(says, text)])
            page += f"\n\n{Path(path).name}, line {line}, stops:\n    {text:.100}\n{says}"
            page += "\nTo have it skipped here, indent it below if __name__ == '__main__':" if runs else ""
        page = page.replace(" yet.", " yet: see below.", 1) if any(not runs for *_, runs in stops) else page
        faulthandler.cancel_dump_traceback_later()
        json.dump([right and not stops, so_far, page], answer)


if __name__ == "__main__":
    sys.exit(main())
