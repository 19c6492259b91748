"""Call a learner's functions, however they are written, and make plain numbers of what they return."""

import contextlib
import inspect
import io
import math
import re
import sys
from collections.abc import Callable
from numbers import Real
from traceback import extract_tb
from typing import Any

CALLS = {  # how the laws call each function
    "Network": ["w", "b"],
    "predict": ["network", "xs"],
    "error": ["predictions", "ys"],
    "update": ["network", "errors", "xs"],
    "cost": ["errors"],
    "train": ["network", "xs", "ys"],
}
# What train takes: a learning rate, a number of epochs, and what is neither, though it may hold a word of theirs.
RATE_WORDS = r"rate|\blr\b|alpha|\beta\b|step_?size|speed"
EPOCH_WORDS = "epoch|iter|round|step|^n$|^n_|num|count|times"
OTHER_WORDS = "size|tol|^eps|prec|thresh|goal|digit|verb|print|log|plot|show|every|batch|patience|seed|call|feat|^on_"

Program = dict[str, Any]  # the names of a learner's file, also __file__
Example = dict[str, Any]  # a network and rows, by their names in CALLS; what is expected and returned


class LawError(Exception):
    """A law does not hold: the example that shows it, and the cause if what happened tells it, else nothing."""


def what_is_missing(program: Program, name: str) -> str:
    """Return a sentence of what to do if a part is not there, or takes other arguments; nothing if all is well."""
    part, called = program.get(name), f"{name}({', '.join(CALLS[name])}{', epochs' if name == 'train' else ''})"
    if part is None:
        inside = [key for key, value in program.items() if inspect.isclass(value) and name in vars(value)]
        where = f": move it out of class {inside[0]}" if inside else ""
        return f"There is no {called} yet{where}."
    try:
        signature = inspect.signature(part)
        signature.bind(*CALLS[name], **train_options(part, 1)[0] if name == "train" else {})
        if name == "train" and re.search("epoch|iter", " ".join(list(signature.parameters)[:3])):
            raise TypeError
    except ValueError:  # some functions in C have no signature
        return ""
    except TypeError:
        own = f"{name}{inspect.signature(part)}" if callable(part) else f"{part!r:.40}"
        remedy = " Give the learning rate a default of 1." * bool(re.search(RATE_WORDS, own))
        remedy += " Is it __init__(self, w, b), with two underscores on each side?" * (name == "Network")
        return f"{name} is written as {own}: the laws call {called}.{remedy}"
    return ""


def train_options(train: Callable[..., Any], epochs: int) -> tuple[Example, str]:
    """Return what train takes besides the network and the rows, and the name of its number of epochs, if it has one."""
    more = list(inspect.signature(train).parameters.values())[3:]
    needed = [each for each in more if each.default is each.empty and each.kind is each.POSITIONAL_OR_KEYWORD]
    free = [each for each in more if not re.search(f"{RATE_WORDS}|{OTHER_WORDS}", each.name.lower())]
    first = [each for each in free[:1] if each is more[0] and (each in needed or type(each.default) is int)]
    likely = [each.name for kind in ("epoch", EPOCH_WORDS) for each in free if re.search(kind, each.name.lower())]
    name = (likely + [each.name for each in first] + [""])[0]
    options: Example = {each.name: 1e-9 if re.search("tol|eps|prec|thresh", each.name) else 1 for each in needed}
    options |= {each.name: 1.0 for each in more if re.search(RATE_WORDS, each.name.lower())}
    return options | ({name: epochs} if name else {}), name


def call(program: Program, part: str, example: Example, network: Any = None) -> Any:
    """Return what a function returns for an example; raise LawError if it fails, returns nothing, or changes a list."""
    if network is None and "network" in CALLS[part]:
        network = call(program, "Network", example)
    own = {key: [*value] if isinstance(value, list) else value for key, value in example.items()} | {"network": network}
    options = train_options(program[part], example.get("epochs", 0))[0] if part == "train" else {}
    before, printed = dict(getattr(network, "__dict__", {})), io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            returned = program[part](*(own[each] for each in CALLS[part]), **options)
    except BaseException as problem:  # whatever it is: SystemExit and KeyboardInterrupt, too
        file = getattr(getattr(program[part], "__code__", None), "co_filename", program["__file__"])
        says, line, text = what_python_says(problem, file)
        raise LawError(example | {"raised": says} | ({f"line {line}": text} if text else {}), "") from None
    for key in CALLS[part]:
        if key in example and repr(own[key]) != repr(example[key]):
            cause = f"{part} changes the list {key} that it is given: make a new list"
            raise LawError(example | {f"{key} after": own[key]}, cause)
    if returned is None:
        how = "prints but returns nothing: use return instead of print" if printed.getvalue() else ""
        if repr(before) != repr(getattr(network, "__dict__", {})):
            how = "changes the network but returns nothing: end it with return network"
        raise LawError(
            example | {"returned": None},
            f"{part} {how or 'returns nothing: is a return missing? (append returns nothing, either)'}",
        )
    return returned


def what_python_says(problem: BaseException, file: str | None, innermost: bool = True) -> tuple[str, int, str]:
    """Return an error in one line, and the innermost or outermost line of a file that it went through, or 0."""
    says = " ".join(f"{type(problem).__name__}: {problem}".strip(": ").split())[:200]
    frames = [each for each in extract_tb(problem.__traceback__) if each.filename == file]
    frame = frames[-innermost] if frames else None
    return (says, frame.lineno or 0, frame.line or "") if frame else (says, 0, "")


def ask(program: Program, part: str, example: Example, network: Any = None) -> list[Any]:
    """Return the numbers that a function returns for an example, w and b for a network; raise LawError if none."""
    return as_numbers(call(program, part, example, network), part, example)


def as_numbers(returned: Any, part: str, example: Example) -> list[Any]:
    """Return a list of Python's own numbers, of a network w and b; raise LawError if it is something else."""
    keep = "__init__ needs self.w = w and self.b = b"
    cause, values = keep if part == "Network" else "return a network of two numbers, Network(w, b)", None  # type: str, Any
    if part in ("predict", "error"):
        cause, values = "return a list of numbers, one for every row", getattr(returned, "tolist", lambda: returned)()
    elif part == "cost":
        cause, values = "return one number", [returned]
    elif part == "train" and isinstance(returned, (list, tuple)) and not hasattr(returned, "w"):  # w, b or a history
        values = next(([each.w, each.b] for each in reversed(returned) if hasattr(each, "w")), returned)
    elif hasattr(returned, "w") and hasattr(returned, "b"):
        values = [returned.w, returned.b]
    numbers: list[Any] = []
    for value in values if isinstance(values, (list, tuple)) else list[Any]([None]):
        number: Any = value.item() if hasattr(value, "item") and getattr(value, "size", 1) == 1 else value
        if isinstance(number, bool) or not issubclass(type(number), Real):
            raise LawError(example | {"returned": returned}, cause)
        numbers.append(math.inf if abs(number) > sys.float_info.max else number)
    return numbers


def expect(program: Program, part: str, example: Example, network: Any = None, cause: str = "") -> None:
    """Raise LawError unless a function returns what the example expects: all numbers, or only w or b."""
    key = next(key for key in example if key.startswith("expected"))
    returned: Any = ask(program, part, example, network)
    if not all(abs(each) <= 1e50 for each in returned):  # nan, too
        cause = f"{part} diverges, or divides by 0: it returns huge numbers, inf or nan"
    returned = returned["wb".index(key[-1])] if key in ("expected w", "expected b") else returned
    if not is_same(returned, example[key], close=1e-3 if part == "train" else 1e-9):
        raise LawError(example | {key.replace("expected", "returned"): returned}, cause)


def is_same(returned: Any, expected: Any, close: float = 1e-9) -> bool:
    """Return whether numbers, or lists of them, are as close as floats can tell: many roundings, and no mistake."""
    if isinstance(expected, list):
        return len(returned) == len(expected) and all(is_same(*each, close) for each in zip(returned, expected))
    return bool(abs(returned - expected) <= close * max(1, abs(expected)))


def format_value(value: Any) -> str:
    """Return numbers the way people write them, such as 0.25, at most ten of a list; of other things their type."""
    if isinstance(value, list):
        return f"[{', '.join([*map(format_value, value[:10]), *[f'... {len(value)} in all'] * (len(value) > 10)])}]"
    if isinstance(value, Real) and not isinstance(value, bool):
        return f"{float(value) + 0.0:.10g}"
    return f"{value!r:.60}" if type(value) in (str, bool, type(None)) else f"a {type(value).__name__}"
