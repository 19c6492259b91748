"""What does it say? The Door calls a network's functions, however they are written, and understands what comes back.

Plain lists, tuples and NumPy arrays are fine, and so is a network that changes itself. What no law can look at is
Strange, and says so.
"""

import io
import math
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from inspect import Parameter, signature
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from door.naming import CALLS, HINTS, INFINITE, Broken, copied, is_pair, kind, named, plain, written
from door.reading import last_frame

CLOSE = 1e-8  # a few hundred roundings of numbers below 2**19: under 2**-27, and what is wrong differs by more
PATIENCE = 5.0  # seconds that a call may take
NO_EPOCHS = "tol|eps|rate|limit|goal"  # in the name of an argument
ENDLESS = "a loop that never ends, or takes very long: does what it waits for ever come?"
NOTHING = "the function gives nothing back: is a return missing? (append gives nothing, either)"
PRINTED = "the function prints and gives nothing back: use return in place of print"


class Enough(BaseException):
    """The time for a law is up. No Exception, so that Hypothesis lets it through at once."""


class TooLong(BaseException):
    """A call in a notebook does not come back."""


class Strange:
    """What came back, where no law can look at it: what it is, and the usual cause. Whoever tries gets a Broken."""

    def __init__(self, door: "Door", what: str, cause: str, call: dict[str, Any]) -> None:
        self.door, self.what, self.cause, self.call = door, what, cause, call

    def __str__(self) -> str:
        return self.what

    def refuse(self, *_: object) -> NoReturn:
        raise self.door.broken(self.cause, self.call | {"came": self})

    __iter__ = __getitem__ = __sub__ = __rsub__ = __neg__ = refuse


class Sink(io.TextIOWrapper):
    """A standard output that nobody sees; it remembers whether something was printed."""

    heard = False

    def __init__(self) -> None:
        super().__init__(open(os.devnull, "wb"), encoding="utf-8")  # noqa: SIM115 (it stays open to the end)

    def write(self, text: str) -> int:
        self.heard = True
        return len(text)

    def close(self) -> None:
        """Stay open, whatever a student does to it."""


def clock() -> float:
    """Tell a time in seconds, in which waiting counts less than work: other programs may keep the machine busy."""
    return time.process_time() + time.monotonic() / 3


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
        self.in_place = False  # whether update changes the network that it is given
        self.idle = ""  # why the last update of all changed nothing, if it did not

    def start(self, seconds: float) -> None:
        """Begin with a law, which may take so long, but is tried on one example at least."""
        self.until = clock() + seconds
        self.tried = 0
        self.smallest: Broken | None = None

    def has(self, name: str) -> bool:
        """Tell whether a function is there to be judged, and not linefit's own in another's file."""
        function = getattr(self.module, name, None)
        borrowed = str(getattr(function, "__module__", "")).split(".")[0] == "linefit"
        return callable(function) and name not in self.left_out and (self.own or not borrowed)

    @cached_property
    def rates(self) -> dict[str, Any]:
        """Say how train calls a learning rate, and what it is without a word; 1 is the article's."""
        parameters = signature(self.module.train).parameters.values()
        return {each.name: each.default for each in parameters if re.search("rate|^lr$|^alpha$|^eta$", each.name)}

    @cached_property
    def name_of_epochs(self) -> str | None:
        """Say how train calls the number of epochs: by a name with that word, or a fourth that it must be told."""
        more = list(signature(self.module.train).parameters.values())[len(CALLS["train"]) :]
        needed = [each for each in more if each.default is Parameter.empty and each.kind is each.POSITIONAL_OR_KEYWORD]
        names = [each.name for each in more if "epoch" in each.name]
        names += [each.name for each in needed if not re.search(NO_EPOCHS, each.name)]
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
        self.in_place = came is None or came is network
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
        options |= dict.fromkeys(self.rates, 1)
        call = {"call": "train", "w": w, "b": b, "xs": xs, "ys": ys, **({name: epochs} if name else {})}
        seconds = (epochs or 0) * 3 * self.seconds / max(1, self.calls)
        if seconds > PATIENCE / 2 and not self.own:
            raise Enough
        self.changed = None
        came = self.call("train", network, self.numbers(xs), self.numbers(ys), seconds=PATIENCE + seconds, **options)
        self.refuse_changes()
        came = self.trained(came, network)
        return came if is_pair(came) else self.parameters(came, network, call)

    def trained(self, came: Any, network: Any) -> Any:
        """Find what train has learned: a network, alone, beside a history or the last of many; or (w, b)."""
        if not hasattr(came, "w") and hasattr(came, "network"):
            return came.network
        if isinstance(came, (tuple, list)) and not hasattr(came, "w"):
            networks = [each for each in came if hasattr(each, "w") and hasattr(each, "b")]
            if networks:
                return networks[-1]
            if is_pair(came) and not self.in_place:
                return plain(came[0]), plain(came[1])
        return came if hasattr(came, "w") or not self.in_place else network  # beside it, all costs may come back

    def cost(self, errors: Sequence[Fraction]) -> Any:
        self.changed = None
        came = self.call("cost", self.numbers(errors))
        self.refuse_changes()
        call = {"call": "cost", "errors": errors}
        return plain(came) if plain(came) is not None else Strange(self, *self.described(came, "a number"), call)

    def stays(self, w: Fraction, b: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction]) -> None:
        """Raise Broken where one of the functions changes a list that it is given."""
        self.changed = None
        self.epoch(w, b, xs, ys)
        self.tried += 1
        self.refuse_changes()

    def refuse_changes(self) -> None:
        """Raise Broken where a list was changed that was given."""
        if self.changed:
            raise self.broken(self.changed.cause, self.changed.example)

    def call(self, name: str, *arguments: Any, seconds: float = PATIENCE, **options: Any) -> Any:
        """Call the module's function; should it fail, show its own line and not ours."""
        if self.tried and clock() > self.until:
            raise Enough
        given = list(map(copied, arguments))
        self.sink.heard = False
        self.wait(seconds, name)
        begun = time.perf_counter()
        try:
            return getattr(self.module, name)(*arguments, **options)
        except TooLong:
            raise
        except BaseException as problem:  # whatever it is: a KeyboardInterrupt of the student's, too
            raise self.broken(*self.raised(problem, named(name, given) | options)) from None
        finally:
            self.wait(3 * PATIENCE, name)  # what came may be a student's object, and run their code
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
        if (name := re.search(r"local variable '(\w+)'", says)) and name[1] in CALLS:
            cause = f"{name[1]} is a function: call the variable by another name"
        if "by zero" in says and example.get("call") in ("predict", "error"):
            cause = "what is divided by 0? There is no division in (1) and (2)"
        with_numpy = any(getattr(value, "__name__", "") == "numpy" for value in vars(self.module).values())
        if with_numpy and re.search("row by row|one by one", cause):
            cause = "the laws hand in plain lists: make arrays of them first, with np.array(...)"
        if isinstance(problem, SystemExit):
            cause = "exit() ends the whole program: use return"
        frame = last_frame(problem, lambda file: file == getattr(self.module, "__file__", None))
        if frame is None:
            return cause, example | {"raised": says}
        file = "the cell" if self.module.__name__ == "notebook" else Path(frame.filename).name
        where = f"({file}, line {frame.lineno})"
        return cause, example | {"raised": f"{says} {where}", f"line {frame.lineno}": frame.line}

    def broken(self, cause: str, example: dict[str, Any]) -> Broken:
        """Make a Broken of an example, and remember it; there is time to look for a smaller one."""
        if self.smallest is None and self.until < math.inf:
            self.until = clock() + PATIENCE
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
            comma = ": is there a comma behind it?" if isinstance(value, tuple) else ""
            return Strange(self, what, f"{name} is one number, and not {kind(value)}{comma}", call)
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
            wrong = ["None, which print and append give," if each == "None" else each for each in wrong]
            cause = f"{wrong[0]} where a number should be" if wrong else f"{kind(value)} of numbers"
            return f"{value!r:.40}", f"{cause}: give {wanted}"
        if plain(value) is not None:
            return written(plain(value)), f"a single number: give {wanted}"
        return kind(value), f"{kind(value)}: give {wanted}"

    def number(self, value: Fraction) -> Any:
        """Give a number as it is, or as people have it: whole, as the first draw is, or a float."""
        return value if self.own else int(value) if value == int(value) else float(value)

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
        return INFINITE
    if (
        isinstance(came, list)
        and isinstance(expected, list)
        and len(came) not in (0, 1, len(expected), len(expected) - 1)
    ):
        return f"{len(came)} numbers for {len(expected)} row{'s' * (len(expected) > 1)}: every row needs one"
    return ""
