"""In time? A student's file is judged in a process of its own, which is ended if it does not come to its end."""

import faulthandler
import linecache
import math
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from signal import Signals
from typing import BinaryIO

from door.calling import ENDLESS, PATIENCE
from door.reading import Unreadable, find, last_frame, told

LIMIT = 90.0  # seconds for all of it, should everything else fail
CHANGES = "Does your file change something of Python's own, such as sum, sys.path or the recursion limit?"
NAME = len("predict")  # of a call, at most


def judge_in_time(name: str) -> tuple[bool, str]:
    """Judge the file that is meant by a name: give whether it is right, and a page of plain ASCII that says so."""
    try:
        path = find(name)
        right, page = in_another_process(path)
    except Unreadable as reason:
        right, page = False, str(reason)
    return right, in_ascii(page)


def in_ascii(text: str) -> str:
    """Write what is not ASCII the way that faulthandler does."""
    return text.encode("ascii", "backslashreplace").decode()


def in_another_process(path: Path) -> tuple[bool, str]:
    """Judge a file there, where it can loop without end or end Python, and not harm us."""
    tests = str(Path(__file__).parents[1])
    paths = os.pathsep.join([tests, *filter(None, [os.environ.get("PYTHONPATH")])])
    with tempfile.TemporaryDirectory() as folder:
        same = {"PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore", "MPLBACKEND": "Agg"}  # whatever the machine says
        quiet = {
            "PYTHONBREAKPOINT": "0",
            "PYTHONOPTIMIZE": "",
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": folder,
        }
        surroundings = {**os.environ, "PYTHONPATH": paths, "PYTHONSAFEPATH": "1", **same, **quiet}
        page, stuck = Path(folder, "page"), Path(folder, "stuck")
        command = [sys.executable, "-m", "door.watching", str(path), str(page), str(stuck)]
        streams = dict.fromkeys(["stdin", "stdout", "stderr"], subprocess.DEVNULL)
        try:
            status = subprocess.run(command, env=surroundings, timeout=LIMIT, **streams).returncode
        except subprocess.TimeoutExpired:
            return False, f"{path.name} takes more than {LIMIT:.0f} seconds altogether: what in it takes so long?"
        if page.exists():
            return status == 0, page.read_text(encoding="ascii")
        where = stuck.read_text(encoding="ascii") if stuck.exists() else ""
        if "Thread 0x" in where:
            return False, endless(where, path)
        how = f"with {Signals(-status).name}" if status < 0 else f"with status {status}, such as by os._exit()"
        return False, f"{path.name} ends Python itself, {how}: what in it does that?"


def endless(where: str, path: Path) -> str:
    """Say which call did not come back, and in which line it was, from what the Watch and faulthandler wrote down."""
    call, stack = where[:NAME].strip(), where[NAME:]
    lines = re.findall(rf'File "{re.escape(in_ascii(str(path)))}", line (\d+)', stack)
    what = f"{call} does not come back" if call else f"{path.name} does not come to its end"
    says = [f"{what}: after more than {PATIENCE:.0f} seconds it is still busy"]
    if lines:
        outermost = int(lines[-1])  # in the function that the laws have called
        says[0] += f" in line {outermost} of {path.name}:"
        says.append(f"    {linecache.getline(str(path), outermost).strip():.100}")
    cause = ENDLESS
    if call == "train":
        cause += " (Errors of exactly 0 hardly ever do, in floats.)"
    if lines and "sleep" in says[-1]:
        cause = "sleep, which only waits: take it out"
    says.append(f"Usual cause: {cause}")
    if call:
        from door.judging import so_far  # which brings Hypothesis along

        says += ["", so_far(call)]
    return "\n".join(says)


class Watch(threading.Thread):
    """Ends this process where a call does not come back in time, and writes down which it was, and where.

    The dumps are faulthandler's, since they are made at one stroke: nothing goes on while it looks.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(daemon=True)
        self.file = file
        self.wait(math.inf, "")

    def wait(self, seconds: float, call: str) -> None:
        """Wait so long from now on, for a call of this name."""
        self.file.seek(0)
        self.file.write(call.ljust(NAME).encode())
        self.until = time.monotonic() + seconds

    def run(self) -> None:
        """Look at the clock. Where a call holds Python so fast that this cannot be done, faulthandler ends it."""
        while time.monotonic() < self.until:
            faulthandler.dump_traceback_later(2 * PATIENCE, exit=True, file=self.file)
            time.sleep(0.1)
        faulthandler.dump_traceback(self.file)
        os._exit(1)


def main(path: str, page: str, stuck: str) -> int:
    """Judge a file, in the process that is made for it, and write the page."""
    from hypothesis import settings

    from door.judging import judge

    settings.load_profile("judge")

    with open(stuck, "wb", buffering=0) as file:
        watch = Watch(file)
        watch.start()
        try:
            right, says = judge(Path(path), watch.wait)
        except Unreadable as reason:
            right, says = False, str(reason)
        except Exception as problem:
            own = last_frame(problem, lambda file: file == path)
            says = told(problem, Path(path)) if own else f"The check cannot go on ({type(problem).__name__}). {CHANGES}"
            right = False
    Path(page).write_text(in_ascii(says), encoding="ascii")
    return 0 if right else 1


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:]))  # at once: a thread of the student's is not waited for
