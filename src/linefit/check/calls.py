"""Call a learner's functions, in whatever form they are, and turn what they return into plain numbers."""

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

PARAMETERS = {  # with which the laws call each function
    "Network": ["w", "b"],
    "predict": ["network", "xs"],
    "error": ["predictions", "ys"],
    "update": ["network", "errors", "xs"],
    "cost": ["errors"],
    "train": ["network", "xs", "ys"],
}
# The names of train's arguments: a learning rate, a number of epochs, and others, which may contain one of these words.
RATE_WORDS = r"(?i:rate|\blr\b|alpha|\beta\b|step_?size|speed)"
EPOCH_WORDS = "(?i:epoch|iter|round|step|^n$|^n_|num|count|times)"
OTHER_WORDS = "size|tol|^eps|prec|thresh|goal|digit|verb|print|log|plot|show|every|batch|patience|seed|call|feat|^on_"

Program = dict[str, Any]  # the names of a learner's file, also __file__
Example = dict[str, Any]  # the arguments of a call, what is expected and what is returned


class LawError(Exception):
    """A law is broken: the example that breaks it, and the cause, or "" if it is not obvious."""


def explain_missing(program: Program, name: str) -> str:
    """Return what to do if a part is missing or takes other arguments, else ""."""
    part, call = program.get(name), f"{name}({', '.join(PARAMETERS[name])}{', epochs' if name == 'train' else ''})"
    if part is None:
        classes = [key for key, value in program.items() if inspect.isclass(value) and name in vars(value)]
        remedy = f": move it out of class {classes[0]}" if classes else ""
        return f"There is no {call} yet{remedy}."
    try:
        signature = inspect.signature(part)
        signature.bind(*PARAMETERS[name], **train_options(part, 1)[0] if name == "train" else {})
        if name != "train" or not re.search("epoch|iter", " ".join(list(signature.parameters)[:3])):
            return ""
    except ValueError:  # some functions in C have no signature
        return ""
    except TypeError:  # it takes other arguments, or is not a function
        pass
    text = f"{name}{inspect.signature(part)}" if callable(part) else f"{part!r:.40}"
    needs_rate = re.search(rf"({RATE_WORDS})\w*( *:[^,=]*)?[,)]", text)  # without a default
    remedy = " Give the learning rate a default of 1." if needs_rate else ""
    remedy += " Is it __init__(self, w, b), with two underscores on each side?" * (name == "Network")
    return f"{name} is defined as {text}, but the laws call {call}.{remedy}"


def train_options(train: Callable[..., Any], epochs: int) -> tuple[Example, str]:
    """Return values for the other arguments of train, and which of them is the number of epochs, or "" if none is."""
    extra = list(inspect.signature(train).parameters.values())[3:]
    single = [each for each in extra if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)]  # not *more, **more
    required = [each for each in single if each.default is each.empty]
    others = [each for each in extra if not re.search(f"{RATE_WORDS}|{OTHER_WORDS}", each.name)]
    by_name = [each.name for words in ("(?i:epoch)", EPOCH_WORDS) for each in others if re.search(words, each.name)]
    by_place = [each.name for each in others if each is extra[0] and (each in required or type(each.default) is int)]
    name = [*by_name, *by_place, ""][0]  # an argument that is called otherwise, but comes first, may be it
    options: Example = {each.name: 1e-9 if re.search("tol|eps|prec|thresh", each.name) else 1 for each in required}
    options |= {each.name: 1.0 for each in extra if re.search(RATE_WORDS, each.name)}
    return options | ({name: epochs} if name else {}), name


def call(program: Program, part: str, example: Example, network: Any = None) -> Any:
    """Return the result of a function for an example; raise LawError if it fails, returns None, or changes a list."""
    if network is None and "network" in PARAMETERS[part]:
        network = call(program, "Network", example)
    args = {key: [*each] if isinstance(each, list) else each for key, each in example.items()} | {"network": network}
    options = train_options(program[part], example.get("epochs", 0))[0] if part == "train" else {}
    attributes, output = dict(getattr(network, "__dict__", {})), io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            result = program[part](*(args[each] for each in PARAMETERS[part]), **options)
    except BaseException as exception:  # SystemExit and KeyboardInterrupt, too
        file = getattr(getattr(program[part], "__code__", None), "co_filename", program["__file__"])
        message, line, text = describe_exception(exception, file)
        raise LawError(example | {"raised": message} | ({f"line {line}": text} if text else {}), "") from None
    for key in PARAMETERS[part]:
        if key in example and repr(args[key]) != repr(example[key]):
            raise LawError(example | {f"{key} after": args[key]}, f"{part} changes the list {key}: make a new list")
    if result is None:
        cause = "returns nothing: is a return missing? (append returns nothing, either)"
        if repr(attributes) != repr(getattr(network, "__dict__", {})):
            cause = "changes the network but returns nothing: end it with return network"
        elif output.getvalue():
            cause = "prints but returns nothing: use return instead of print"
        raise LawError(example | {"returned": None}, f"{part} {cause}")
    return result


def describe_exception(exception: BaseException, file: str | None, which: int = -1) -> tuple[str, int, str]:
    """Return an exception on one line, and the number and text of a line of a file, by default the last."""
    message = " ".join(f"{type(exception).__name__}: {exception}".strip(": ").split())[:200]
    frames = [each for each in extract_tb(exception.__traceback__) if each.filename == file]
    frame = frames[which] if frames else None
    return (message, frame.lineno or 0, frame.line or "") if frame else (message, 0, "")


def get_numbers(program: Program, part: str, example: Example, network: Any = None) -> list[Any]:
    """Return the numbers that a function returns for an example; of a network, w and b."""
    return to_numbers(call(program, part, example, network), part, example)


def to_numbers(returned: Any, part: str, example: Example) -> list[Any]:
    """Return a list of Python's own numbers (for a network, w and b); raise LawError if there is something else."""
    values: Any = None
    cause = "__init__ needs self.w = w and self.b = b" if part == "Network" else "return a network, Network(w, b)"
    if part in ("predict", "error"):
        cause, values = "return a list of numbers, one for every row", getattr(returned, "tolist", lambda: returned)()
    elif part == "cost":
        cause, values = "return one number", [returned]
    elif part == "train" and isinstance(returned, (list, tuple)) and not hasattr(returned, "w"):  # as w, b or a history
        history = [[each.w, each.b] for each in returned if hasattr(each, "w")]
        values = history[-1] if history else returned if len(returned) == 2 else None
    elif hasattr(returned, "w") and hasattr(returned, "b"):
        values = [returned.w, returned.b]
    numbers: list[Any] = []
    for value in values if isinstance(values, (list, tuple)) else list[Any]([None]):
        number: Any = value.item() if hasattr(value, "item") and getattr(value, "size", 1) == 1 else value
        if isinstance(number, bool) or not issubclass(type(number), Real):
            raise LawError(example | {"returned": returned}, cause)
        numbers.append(math.inf if abs(number) > sys.float_info.max else number)
    return numbers


def check_result(program: Program, part: str, example: Example, network: Any = None, cause: str = "") -> None:
    """Raise LawError if a function does not return what the example expects."""
    key = next(key for key in example if key.startswith("expected"))
    returned: Any = get_numbers(program, part, example, network)
    if not all(abs(each) <= 1e50 for each in returned):  # nan is rejected, too
        cause = f"{part} diverges, or divides by 0: it returns huge numbers, inf or nan"
    returned = returned["wb".index(key[-1])] if key in ("expected w", "expected b") else returned
    if not is_same(returned, example[key], close=1e-3 if part == "train" else 1e-9):
        raise LawError(example | {key.replace("expected", "returned"): returned}, cause)


def is_same(returned: Any, expected: Any, close: float = 1e-9) -> bool:
    """Return whether numbers, or lists of numbers, differ by no more than rounding."""
    if isinstance(expected, list):
        return len(returned) == len(expected) and all(is_same(*each, close) for each in zip(returned, expected))
    return bool(abs(returned - expected) <= close * max(1, abs(expected)))


def format_value(value: Any) -> str:
    """Return a value as text: numbers as 0.25, at most ten of a list; text, bools and None by repr, else the type."""
    if isinstance(value, list):
        return f"[{', '.join([*map(format_value, value[:10]), *[f'... {len(value)} in all'] * (len(value) > 10)])}]"
    if isinstance(value, Real) and not isinstance(value, bool):
        return f"{float(value) + 0.0:.10g}"
    return f"{value!r:.60}" if type(value) in (str, bool, type(None)) else f"an instance of {type(value).__name__}"
