"""Run a learner's file statement by statement, so that its functions can be judged even if other parts fail."""

import ast
import re
import sys
from importlib.util import decode_source
from pathlib import Path
from types import ModuleType

from linefit.check.calls import PARAMETERS, Program, describe_exception

STATEMENT_START = re.compile(r"(?!else\b|elif\b|except\b|finally\b)[^\s#)\]}]")  # of a line at the top level
Problems = list[tuple[int, str, bool]]  # the line, a message, and whether the statement does more than define or import


def run_file(path: Path, skipped_line: int = 0) -> tuple[Program, Problems]:
    """Run the statements of a file, except the one in the skipped line; return its names and its problems."""
    data = path.read_bytes()
    problems: Problems = []
    parts: Program = {}  # kept apart, as a line such as error = error(...) would replace the function
    try:
        lines = decode_source(data.replace(b"\0", b"")).split("\n")
    except (UnicodeDecodeError, SyntaxError):
        lines = data.decode("latin-1").replace("\0", "").lstrip("\xff\xfe").split("\n")
        problems.append((1, "The file is not UTF-8: choose UTF-8 when you save it", False))
    module = sys.modules["learner"] = ModuleType("learner")  # because dataclasses look there
    module.__file__, sys.argv = str(path), [str(path)]
    sys.path.append(str(path.parent))  # at the end, so that a file beside it hides no module of Python
    statements = parse_statements(lines, problems)
    futures = [each for each in statements if isinstance(each, ast.ImportFrom) and each.module == "__future__"]
    for statement in statements:
        is_action = not isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom))
        if statement.lineno <= skipped_line <= (statement.end_lineno or 0):
            problems.append((statement.lineno, "It waits, or its loop never ends", is_action))
            continue
        try:
            exec(compile(ast.Module([*futures, statement], []), str(path), "exec"), vars(module))
        except BaseException as exception:  # SystemExit and KeyboardInterrupt, too
            message, line, _ = describe_exception(exception, str(path), which=0)
            is_action = is_action and not isinstance(exception, SyntaxError)
            problems.append((line or statement.lineno, f"Python says: {message}", is_action))
        new = {name: part for name, part in vars(module).items() if name in PARAMETERS and callable(part)}
        parts |= {k: new[k] for k in new if k == "Network" or not str(new[k].__module__).startswith("linefit.")}
    vars(module).update(parts)
    return {name: value for name, value in vars(module).items() if name not in PARAMETERS} | parts, sorted(problems)


def parse_statements(lines: list[str], problems: Problems) -> list[ast.stmt]:
    """Return the statements that are valid, and add the others to the problems."""
    valid = lines.copy()
    while True:
        try:
            return ast.parse("\n".join(valid)).body
        except SyntaxError as exception:
            block = re.search(r"on line (\d+)", exception.msg)  # where an empty block begins
            line = min(int(block[1]) if block else exception.lineno or 1, len(lines))
            problems.append((line, f"Python says: {type(exception).__name__}: {exception.msg}", False))
            starts = [place for place, text in enumerate(valid, 1) if STATEMENT_START.match(text)]
            first = max([place for place in starts if place <= line], default=1)
            while first > 1 and valid[first - 2].startswith("@"):
                first -= 1
            last = min([place for place in starts if place > line], default=len(lines) + 1)
            valid[first - 1 : last - 1] = [""] * (last - first)
