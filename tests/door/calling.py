"""What does it say? The Door calls a network's functions, however they are written, and understands what comes back.

Plain lists, tuples and NumPy arrays are fine, and so is a network that changes itself. What no law can look at is
Strange, and says so.
"""

import math
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from inspect import Parameter, signature
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from door.reading import last_frame

CLOSE = 1e-6  # a few dozen roundings of numbers below 2**20: under 2**-26, and what is wrong differs by far more
PATIENCE = 5.0  # seconds that a call may take
CALLS = {  # how the laws call each function
    "Network": ["w", "b"],
    "predict": ["network", "xs"],
    "error": ["predictions", "ys"],
    "update": ["network", "errors", "xs"],
    "cost": ["errors"],
    "train": ["network", "xs", "ys"],
}
NOTHING = "the function gives nothing back: is a return missing?"
PRINTED = "the function prints and gives nothing back: use return in place of print"
HINTS = {  # in a message of Python's, and what usually causes it
    "multiply sequence by non-int": "a list cannot be multiplied by a number: do it for every row, one by one",
    "'list' and 'list'": "lists cannot be subtracted from each other: do it row by row, with zip",
    "concatenate list": "a number cannot be added to a list: do it for every row, one by one",
    "'list' and '": "a list is not one number: go through it row by row",
    "is not defined": "a name that is not known there: is it misspelt, an argument by another name, or network.w?",
    "index out of range": "an index beyond the end of a list: rows are numbered from 0 to len(xs) - 1",
    "object cannot be interpreted as an integer": "a list or a fraction where a count is needed: use range(len(xs))",
    "'int' object is not iterable": "a number cannot be gone through: use range(len(xs)), or the list itself",
    "indices must be integers": "xs[x] asks for row number x: use x itself, or go through range(len(xs))",
    "object is not subscriptable": "square brackets behind what is no list: functions are called with round ones",
    "for ^": "a power is written **, and a product *",
    "object is not callable": "a number or a network is called like a function: is a * missing, or a name used twice?",
    "where it is not associated": "a name is used before it is given a value: does it come from the argument network?",
    "cannot assign to field": "this network cannot be changed: give back a new one, Network(w, b)",
    "can't set attribute": "this network cannot be changed: give back a new one, Network(w, b)",
    "has no setter": "this network cannot be changed: give back a new one, Network(w, b)",
    "division by zero": "what is divided by 0? The laws try a single row too, and rows that are all 0",
    "EOF when reading": "input() waits for somebody to type, and nobody is there: use the arguments",
    "has no attribute": "something is asked for that is not there: is it misspelt?",
    "RecursionError": "a function that calls itself without end",
    "KeyboardInterrupt": "this is Ctrl-C, which nobody has pressed: take it out",
}


class Broken(AssertionError):  # noqa: N818 (a law is broken, not in error)
    """A law does not hold: the usual cause, where it is known, and the example, in the article's notation."""

    def __init__(self, cause: str = "", /, **example: object) -> None:
        width = max([8, *map(len, example)])
        super().__init__("\n".join(f"    {name:<{width}} = {written(value)}" for name, value in example.items()))
        self.cause, self.example = cause, example


class Enough(BaseException):
    """The time for a law is up. No Exception, so that Hypothesis lets it through at once."""


class Strange:
    """What came back, where no law can look at it: what it is, and the usual cause. Whoever tries gets a Broken."""

    def __init__(self, door: "Door", what: str, cause: str, call: dict[str, Any]) -> None:
        self.door, self.what, self.cause, self.call = door, what, cause, call

    def __str__(self) -> str:
        return self.what

    def refuse(self, *_: object) -> NoReturn:
        raise self.door.broken(self.cause, self.call | {"came": self})

    __iter__ = __getitem__ = __sub__ = __rsub__ = __neg__ = refuse


class Sink:
    """A standard output that nobody sees; it remembers whether something was printed."""

    heard = False

    def write(self, text: str) -> int:
        self.heard = True
        return len(text)

    def flush(self) -> None:
        """Do nothing: there is nothing to flush."""

    def isatty(self) -> bool:
        """Be no terminal."""
        return False


def forever(seconds: float, call: str) -> None:
    """Wait as long as it takes: nobody watches."""


class Door:
    """A network's module, with numbers that suit it: Fractions and == for linefit, floats for others."""

    def __init__(
        self, module: ModuleType, sink: Sink | None = None, wait: Callable[[float, str], None] = forever
    ) -> None:
        self.module = module
        self.own = module.__name__ == "linefit"
        self.sink = sink or Sink()
        self.wait = wait  # told before each call how many seconds it may take, and its name
        self.left_out: dict[str, str] = {}  # what need not be there and is not judged, and why
        self.changed: Broken | None = None  # the last list that a function has changed, though it was given
        self.start(math.inf)
        self.calls, self.seconds = 0, 0.0  # of predict, error and update so far
        self.idle = ""  # why the last update of all changed nothing, if it did not

    def start(self, seconds: float) -> None:
        """Begin with a law, which may take so long, but is tried on one example at least."""
        self.until = time.monotonic() + seconds
        self.tried = 0
        self.smallest: Broken | None = None

    def has(self, name: str) -> bool:
        """Tell whether a function is there to be judged, and not linefit's own in another's file."""
        function = getattr(self.module, name, None)
        borrowed = str(getattr(function, "__module__", "")).split(".")[0] == "linefit"
        return callable(function) and name not in self.left_out and (self.own or not borrowed)

    @cached_property
    def names_of_rates(self) -> list[str]:
        """Say how train calls a learning rate; 1 is the article's."""
        return [name for name in signature(self.module.train).parameters if re.search("rate|^lr$|^alpha$|^eta$", name)]

    @cached_property
    def name_of_epochs(self) -> str | None:
        """Say how train calls the number of epochs: by a name with that word, or a fourth that it must be told."""
        more = list(signature(self.module.train).parameters.values())[len(CALLS["train"]) :]
        names = [each.name for each in more if "epoch" in each.name]
        names += [
            each.name for each in more if each.default is Parameter.empty and each.kind is each.POSITIONAL_OR_KEYWORD
        ]
        return next(iter(names), None)

    def network(self, w: Fraction, b: Fraction) -> Any:
        return self.call("Network", self.number(w), self.number(b))

    def predict(self, w: Fraction, b: Fraction, xs: Sequence[Fraction]) -> Any:
        came = self.call("predict", self.network(w, b), self.numbers(xs))
        return self.listed(came, {"call": "predict", "w": w, "b": b, "xs": xs})

    def error(self, predictions: Sequence[Fraction], ys: Sequence[Fraction]) -> Any:
        came = self.call("error", self.numbers(predictions), self.numbers(ys))
        return self.listed(came, {"call": "error", "predictions": predictions, "ys": ys})

    def update(self, w: Fraction, b: Fraction, errors: Sequence[Fraction], xs: Sequence[Fraction]) -> Any:
        network, self.idle = self.network(w, b), ""
        came = self.call("update", network, self.numbers(errors), self.numbers(xs))
        return self.parameters(came, network, {"call": "update", "w": w, "b": b, "errors": errors, "xs": xs})

    def epoch(self, w: Fraction, b: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Any:
        network, rows = self.network(w, b), self.numbers(xs)
        errors = self.call("error", self.call("predict", network, rows), self.numbers(ys))
        came = self.call("update", network, errors, rows)
        return self.parameters(came, network, {"w": w, "b": b, "xs": xs, "ys": ys})

    def train(
        self, w: Fraction, b: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction], epochs: int | None
    ) -> Any:
        network = self.network(w, b)
        options: dict[str, Any] = {"tolerance": 0} if self.own else {}  # no epoch is saved where nearly all is learned
        name = self.name_of_epochs
        if name and epochs is not None:
            options[name] = epochs
        options |= dict.fromkeys(self.names_of_rates, 1)
        call = {"call": "train", "w": w, "b": b, "xs": xs, "ys": ys, **({name: epochs} if name else {})}
        seconds = (epochs or 0) * 3 * self.seconds / max(1, self.calls)
        if seconds > PATIENCE / 2 and not self.own:
            raise Enough
        came = self.call("train", network, self.numbers(xs), self.numbers(ys), seconds=PATIENCE + seconds, **options)
        came = getattr(came, "network", came)
        if isinstance(came, (tuple, list)) and not hasattr(came, "w"):  # a network, with a history beside it
            came = next((each for each in came if hasattr(each, "w") and hasattr(each, "b")), came)
        if isinstance(came, (tuple, list)) and len(came) == 2 and not hasattr(came, "w"):
            came = self.listed(came, call)
            return came if isinstance(came, Strange) else tuple(came)
        return self.parameters(came, network, call)

    def cost(self, errors: Sequence[Fraction]) -> Any:
        came = self.call("cost", self.numbers(errors))
        call = {"call": "cost", "errors": errors}
        return plain(came) if plain(came) is not None else Strange(self, *self.described(came, "a number"), call)

    def stays(self, w: Fraction, b: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction]) -> None:
        """Raise Broken where one of the functions changes a list that it is given."""
        self.changed = None
        self.epoch(w, b, xs, ys)
        self.tried += 1
        if self.has("cost"):
            self.cost(ys)
        if self.has("train"):
            self.train(w, b, xs, ys, epochs=1)
        if self.changed:
            raise self.broken(self.changed.cause, self.changed.example)

    def call(self, name: str, *arguments: Any, seconds: float = PATIENCE, **options: Any) -> Any:
        """Call the module's function; should it fail, show its own line and not ours."""
        if self.tried and time.monotonic() > self.until:
            raise Enough
        given = list(map(copied, arguments))
        self.sink.heard = False
        self.wait(seconds, name)
        begun = time.perf_counter()
        try:
            return getattr(self.module, name)(*arguments, **options)
        except BaseException as problem:  # whatever it is: a KeyboardInterrupt of the student's, too
            raise self.broken(*self.raised(problem, named(name, given) | options)) from None
        finally:
            self.wait(math.inf, "")
            self.note_changes(name, given, arguments)
            if name in ("predict", "error", "update"):
                self.calls, self.seconds = self.calls + 1, self.seconds + time.perf_counter() - begun

    def note_changes(self, function: str, given: Sequence[Any], arguments: Sequence[Any]) -> None:
        """Remember a list that a call has changed."""
        for name, was, now in zip(CALLS[function], given, map(copied, arguments)):
            if isinstance(was, list) and was != now:
                cause = f"{function} changes the list {name} that it is given: it must make a new one"
                self.changed = Broken(cause, **named(function, given), **{f"{name} after": now})

    def raised(self, problem: BaseException, example: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Say what was raised, in which of the student's lines, and what usually causes it."""
        says = f"{type(problem).__name__}: {problem}".strip().splitlines()[0]
        cause = next(
            (hint for part, hint in HINTS.items() if part in says), "Python says above what is wrong in that line"
        )
        if isinstance(problem, SystemExit):
            cause = "exit() ends the whole program: use return"
        frame = last_frame(problem, lambda file: file == getattr(self.module, "__file__", None))
        if frame is None:
            return cause, example | {"raised": says}
        where = f"({Path(frame.filename).name}, line {frame.lineno})"
        return cause, example | {"raised": f"{says} {where}", f"line {frame.lineno}": frame.line}

    def broken(self, cause: str, example: dict[str, Any]) -> Broken:
        """Make a Broken of an example, and remember it; there is time to look for a smaller one."""
        if self.smallest is None and self.until < math.inf:
            self.until = time.monotonic() + PATIENCE
        self.smallest = Broken(cause, **example)
        return self.smallest

    def listed(self, came: Any, call: dict[str, Any]) -> Any:
        """Give a list of numbers, or say what is strange about what came."""
        if self.own:
            return came
        values = came.tolist() if hasattr(came, "tolist") else came
        if isinstance(values, (list, tuple)):
            numbers = list(map(plain, values))
            if None not in numbers:
                return numbers
        return Strange(self, *self.described(values, "a list of numbers, one for every row"), call)

    def parameters(self, came: Any, network: Any, call: dict[str, Any]) -> Any:
        """Give w and b after an update, in place or into a new network; or say what is strange about what came."""
        after = network if came is None else came
        if not hasattr(after, "w") or not hasattr(after, "b"):
            return Strange(self, *self.described(came, "a network, Network(w, b)"), call)
        if self.own:
            return after.w, after.b
        w, b = plain(after.w), plain(after.b)
        if w is None or b is None:
            name, value = ("w", after.w) if w is None else ("b", after.b)
            what = f"a network whose {name} is {kind(value)}"
            return Strange(self, what, f"{name} is one number, and not {kind(value)}", call)
        if came is None and (w, b) == (float(call["w"]), float(call["b"])):
            self.idle = PRINTED if self.sink.heard else NOTHING
        return w, b

    def described(self, value: Any, wanted: str) -> tuple[str, str]:
        """Say what a strange value is, and what usually causes it."""
        if value is None:
            return "None", PRINTED if self.sink.heard else NOTHING
        if isinstance(value, Iterator) and "network" in wanted:
            return kind(value), f"{kind(value)}: is a yield there, where a return should be?"
        if isinstance(value, Iterator):
            return kind(value), f"{kind(value)} is not a list yet: list(...) makes one of it"
        if isinstance(value, (list, tuple)):
            wrong = [kind(each) for each in value if plain(each) is None]
            cause = f"{wrong[0]} where a number should be" if wrong else f"{kind(value)} of numbers"
            return f"{value!r:.40}", f"{cause}: give {wanted}"
        if plain(value) is not None:
            return written(plain(value)), f"a single number: give {wanted}"
        return kind(value), f"{kind(value)}: give {wanted}"

    def number(self, value: Fraction) -> Any:
        return value if self.own else float(value)

    def numbers(self, values: Sequence[Fraction]) -> list[Any]:
        return [self.number(value) for value in values]

    def same(self, came: Any, expected: Any) -> bool:
        """Compare numbers, or lists and tuples of them: exactly, or as closely as floats can tell."""
        if isinstance(expected, (list, tuple)):
            return (
                isinstance(came, (list, tuple)) and len(came) == len(expected) and all(map(self.same, came, expected))
            )
        if self.own:
            return bool(came == expected)
        return isinstance(came, (int, float, Fraction)) and abs(came - expected) <= CLOSE * max(1, abs(expected))

    def check(self, came: Any, expected: Any, of: str = "", **example: Any) -> None:
        """Raise Broken, with the example, unless what came is what was expected: of what, where it has a name."""
        self.tried += 1
        if not self.same(came, expected):
            of = "w, b" if isinstance(expected, tuple) else of
            compared = {f"expected {of}".strip(): expected, f"came {of}".strip(): came}
            raise self.broken(cause_of(came, expected), example | compared)


def cause_of(came: Any, expected: Any) -> str:
    """Give the cause where what came tells it."""
    if isinstance(came, Strange):
        return came.cause
    numbers = list(came) if isinstance(came, (list, tuple)) else [came]
    if any(isinstance(number, float) and not math.isfinite(number) for number in numbers):
        return "nan or inf comes out: what is divided by 0, or grows without end?"
    if (
        isinstance(came, list)
        and isinstance(expected, list)
        and len(came) not in (0, 1, len(expected), len(expected) - 1)
    ):
        return f"{len(came)} numbers for {len(expected)} row{'s' * (len(expected) > 1)}: every row needs one"
    return ""


def plain(value: Any) -> Any:
    """Give a number of Python's own, inf where no float can hold it, or None for what is no single number."""
    if hasattr(value, "item") and getattr(value, "size", 1) == 1:
        value = value.item()
    if not isinstance(value, (int, float, Fraction)) or isinstance(value, bool):
        return None
    return value if abs(value) <= sys.float_info.max or value != value else math.inf


def copied(value: Any) -> Any:
    """Copy a list, so that a change to it can be seen; a network's w and b, too."""
    if hasattr(value, "w") and hasattr(value, "b"):
        return {"w": value.w, "b": value.b}
    return list(value) if isinstance(value, list) else value.tolist() if hasattr(value, "tolist") else value


def named(function: str, arguments: Sequence[Any]) -> dict[str, Any]:
    """Put names to a call's arguments, w and b for a network."""
    example = dict(zip(CALLS[function], arguments))
    network = example.pop("network", {})
    return {"call": function, **(network if isinstance(network, dict) else {}), **example}


def kind(value: Any) -> str:
    """Name a value's type as a beginner knows it: a str, an int."""
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeio" else f"a {name}"


def written(value: object) -> str:
    """Write numbers the way a person does: 0.25, and not Fraction(1, 4)."""
    if isinstance(value, (list, tuple)):
        shown = [*map(written, value[:10]), *(["..."] if len(value) > 10 else [])]
        return f"[{', '.join(shown)}]" if isinstance(value, list) else ", ".join(shown)
    return f"{float(plain(value)) + 0.0:.10g}" if plain(value) is not None else f"{value!s:.200}"
