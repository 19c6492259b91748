"""Read a learner's file statement by statement, so that its functions are judged whatever else stands around them."""

import ast
import re
import sys
from importlib.util import decode_source
from pathlib import Path
from types import ModuleType

from linefit.check.calling import CALLS, Program, what_python_says

TOP = re.compile(r"(?!else\b|elif\b|except\b|finally\b)[^\s#)\]}]")  # where a statement begins
Stops = list[tuple[int, str, bool]]  # at which lines, what is said, whether it is something that runs


def read(path: Path, left_out: int = 0) -> tuple[Program, Stops]:
    """Run a file's statements, but the one with the line to be left out; return its names, and where it stops."""
    data = path.read_bytes()
    stops: Stops = []
    own: Program = {}  # as they were defined: error = error(...) below does not hide the function
    try:
        lines = decode_source(data.replace(b"\0", b"")).split("\n")
    except (UnicodeDecodeError, SyntaxError):
        lines = data.decode("latin-1").replace("\0", "").lstrip("\xff\xfe").split("\n")
        stops.append((1, "The file is not UTF-8: choose UTF-8 when you save it", False))
    module = sys.modules["learner"] = ModuleType("learner")  # where dataclasses look it up
    module.__file__, sys.argv = str(path), [str(path)]
    sys.path.append(str(path.parent))  # last: a file beside it hides nothing of Python's own
    statements = parse(lines, stops)
    futures = [each for each in statements if isinstance(each, ast.ImportFrom) and each.module == "__future__"]
    for statement in statements:
        runs = not isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom))
        if statement.lineno <= left_out <= (statement.end_lineno or 0):
            stops.append((statement.lineno, "It is still busy: does it wait, or can its loop never end?", runs))
            continue
        try:
            exec(compile(ast.Module([*futures, statement], []), str(path), "exec"), vars(module))
        except BaseException as problem:  # whatever it is: SystemExit and KeyboardInterrupt, too
            says, line, _ = what_python_says(problem, str(path), innermost=False)
            runs = runs and not isinstance(problem, SyntaxError)
            stops.append((line or statement.lineno, f"Python says: {says}", runs))
        new = {key: value for key, value in vars(module).items() if key in CALLS and callable(value)}
        own |= {key: new[key] for key in new if key == "Network" or not str(new[key].__module__).startswith("linefit.")}
    vars(module).update(own)
    return {name: value for name, value in vars(module).items() if name not in CALLS} | own, sorted(stops)


def parse(lines: list[str], stops: Stops) -> list[ast.stmt]:
    """Return the statements that are Python, and add to the stops where others are, which are left out."""
    kept = lines.copy()
    while True:
        try:
            return ast.parse("\n".join(kept)).body
        except SyntaxError as problem:
            block = re.search(r"on line (\d+)", problem.msg)  # where the block begins in which something is missing
            line = min(int(block[1]) if block else problem.lineno or 1, len(lines))
            stops.append((line, f"Python says: {type(problem).__name__}: {problem.msg}", False))
            tops = [place for place, text in enumerate(kept, 1) if TOP.match(text)]
            first = max([place for place in tops if place <= line], default=1)
            while first > 1 and kept[first - 2].startswith("@"):
                first -= 1
            last = min([place for place in tops if place > line], default=len(lines) + 1)
            kept[first - 1 : last - 1] = [""] * (last - first)
