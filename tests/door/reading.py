"""Can it be read? Find a student's file and run it; where that fails, say where and why in three lines."""

import importlib.util
import linecache
import re
import sys
import traceback
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

NO_UTF_8 = "the file is not stored as UTF-8: choose that where your editor saves it"
HINTS = {  # in what Python raises, and what it usually means to a beginner
    "EOFError": "input() waits for somebody to type, and nobody is there: write the number into the file",
    "SystemExit": "exit() ends the program, and nothing below it is read: take it out",
    "RecursionError": "a function calls itself without end",
    "FileNotFoundError": "a file is looked for in the folder where the command is run",
    "NameError": "is it misspelt, or does it stand further down?",
    "invalid character": "it comes from a text program or a web page: type it once more on your keyboard",
    "invalid non-printable": "it comes from a text program or a web page: type the line once more",
    "codec can't decode": NO_UTF_8,
    "encoding declaration": NO_UTF_8,
    "null bytes": NO_UTF_8,
}
NOTEBOOK = "is a notebook: save the cells with your network as a file of Python's, my_network.py."
NOT_PYTHON = {  # in a line that is no Python, and what it is in Python
    ":=": "a := b is how the article writes it: in Python it is a = b",
    ">>>": "the >>> of an example is no Python: take it out",
    "++": "there is no ++ in Python: write += 1",
    "else if": "else if is written elif",
}
# What is imported after a student's file: its name would hide these.
OURS = {"linefit", "pytest", "hypothesis", "numpy", "door", "strategies", "test_laws"}


class Unreadable(Exception):  # noqa: N818 (a page, not an error)
    """A file cannot be judged; the argument is the page that says why."""


def find(name: str) -> Path:
    """Find the file that is meant by a name, a file's name or a module's."""
    if name.endswith(".ipynb"):
        raise Unreadable(f"{name} {NOTEBOOK}")
    if not Path(name).name:
        raise Unreadable(f"{name!r} is no file: name the one with your network, such as my_network.py.")
    for path in (Path(name), Path(f"{name}.py"), Path(*name.split(".")).with_suffix(".py")):
        if path.is_file():
            return path.resolve()
    try:  # as a module would be found
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        spec = None
    if spec is not None and spec.origin is not None and Path(spec.origin).is_file():
        return Path(spec.origin)
    folder, here = Path(name).parent, "here" if Path(name).parent == Path() else "there"
    files = sorted(path.name for path in folder.glob("*.py") if path.is_file())
    there = (
        f"The Python files {here} are {', '.join(files[:20])}." if files else f"There is no Python file {here} at all."
    )
    where = "Run the command in the folder where the file is, or put its folder before its name."
    raise Unreadable(f"There is no file {Path(name).with_suffix('.py').name} {here}.\n{there}\n{where}")


def read(path: Path) -> ModuleType:
    """Run a student's file as a module, with the files beside it in reach."""
    name = path.stem
    if name in sys.stdlib_module_names or name in OURS:
        whose = "Python's own" if name in sys.stdlib_module_names else "one that is needed here"
        raise Unreadable(
            f"{path.name} cannot be judged: it has the name of a module, {whose}, and may hide it.\n"
            f"    {name}\nGive the file another name, such as my_network.py."
        )
    sys.path.append(str(path.parent))  # last: a file beside it hides nothing of Python's own
    module = sys.modules[name] = ModuleType(name)
    module.__file__ = str(path)
    try:
        source = importlib.util.decode_source(path.read_bytes())  # as it stands now, from no cache
        if source.lstrip().startswith("{") and '"cells"' in source:
            raise Unreadable(f"{path.name} {NOTEBOOK}")
        exec(compile(source, str(path), "exec"), vars(module))
    except Unreadable:
        raise
    except BaseException as problem:  # whatever it is: a KeyboardInterrupt of the student's, too
        raise Unreadable(told(problem, path)) from None
    return module


def last_frame(problem: BaseException, is_own: Callable[[str], bool]) -> traceback.FrameSummary | None:
    """Find the innermost line of the student's own that an error went through."""
    return next(
        (frame for frame in reversed(traceback.extract_tb(problem.__traceback__)) if is_own(frame.filename)), None
    )


def told(problem: BaseException, path: Path) -> str:
    """Say where a file stopped Python, show that line, and what Python says of it."""
    kind, file, verb = type(problem).__name__, str(path), "cannot be read"
    try:
        says = (str(problem).splitlines() or ["nothing more"])[0]
    except Exception:  # a student's own kind of error may fail at that
        says = "nothing more"
    if isinstance(problem, UnicodeDecodeError):
        before, _, after = (problem.object[: problem.start] + b"\0" + problem.object[problem.start :]).partition(b"\0")
        line = before.count(b"\n") + 1
        text = (before.split(b"\n")[-1] + after.split(b"\n")[0]).decode("latin-1")
    elif isinstance(problem, SyntaxError):
        file, line, says = problem.filename or file, problem.lineno or 1, problem.msg
        text = linecache.getline(file, line) or problem.text or path.read_bytes().split(b"\n")[0].decode("latin-1")
    else:
        frame = last_frame(problem, lambda file: Path(file).parent == path.parent)
        file, line, text = (frame.filename, frame.lineno or 1, frame.line or "") if frame else (file, 1, "")
        verb = "stops" if isinstance(problem, (EOFError, SystemExit)) else "stops with an error"
    hint = next((hint for part, hint in HINTS.items() if part in f"{kind}: {says}"), "")
    if isinstance(problem, SyntaxError):
        hint = next((way for part, way in NOT_PYTHON.items() if part in text), hint)
    says = re.sub("^.Errno .*?. ", "", says)
    if isinstance(problem, (EOFError, SystemExit)):
        says, hint = hint, ""
    elif isinstance(problem, ModuleNotFoundError):
        meant = get_close_matches(str(problem.name), [*sys.stdlib_module_names, "numpy", "linefit"], 1, 0.8)
        hint = f"is {meant[0]} meant?" if meant else "is its name spelt right, and is it installed?"
    says = f"{says:.200}: {hint}" if hint else f"{says:.200}"
    text = text.strip() or "(an empty line)"
    return f"{Path(file).name}, line {line}, {verb}:\n    {text:.100}\nPython says: {kind}, {says}"
