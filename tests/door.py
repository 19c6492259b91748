"""The door through which the laws see a network: linefit's own, or a learner's.

A learner's module needs Network(w, b), predict, error and update; train and cost are looked at where it has
them. Plain lists, mutable classes and floats are fine. When a law is broken, `tell` says which one, on what
smallest example, and what usually causes it.
"""

import copy
import importlib
import sys
import traceback
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis.errors import FlakyFailure

CLOSE = 1e-6  # a few dozen roundings of numbers below 2**20: under 2**-26, and quarters differ by far more


class Broken(AssertionError):  # noqa: N818 (a law is broken, not in error)
    """A law does not hold; the arguments are the example, in the article's notation."""

    def __init__(self, **example: object) -> None:
        super().__init__("\n".join(f"    {name:<8} = {written(value)}" for name, value in example.items()))


class Door:
    """A network's module, with numbers that suit it: Fractions and == for linefit, floats for others."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.own = module.__name__ == "linefit"

    def has(self, name: str) -> bool:
        return hasattr(self.module, name)

    def network(self, w: Fraction, b: Fraction) -> Any:
        return self.call("Network", self.number(w), self.number(b))

    def predict(self, w: Fraction, b: Fraction, xs: Sequence[Fraction]) -> Any:
        return self.call("predict", self.network(w, b), self.numbers(xs))

    def error(self, predictions: Sequence[Fraction], ys: Sequence[Fraction]) -> Any:
        return self.call("error", self.numbers(predictions), self.numbers(ys))

    def update(self, w: Fraction, b: Fraction, errors: Sequence[Fraction], xs: Sequence[Fraction]) -> tuple[Any, Any]:
        return self.updated(self.network(w, b), self.numbers(errors), self.numbers(xs))

    def epoch(self, w: Fraction, b: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction]) -> tuple[Any, Any]:
        network = self.network(w, b)
        xs, ys = self.numbers(xs), self.numbers(ys)
        errors = self.call("error", self.call("predict", network, xs), ys)
        return self.updated(network, errors, xs)

    def updated(self, network: Any, errors: Any, xs: Any) -> tuple[Any, Any]:
        """Give w and b after an update, be it in place or into a new network."""
        after = self.call("update", network, errors, xs)
        after = network if after is None else after
        return after.w, after.b

    def train(
        self, w: Fraction, b: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction], epochs: int
    ) -> tuple[Any, Any]:
        network = self.network(w, b)
        exactly = {"tolerance": 0} if self.own else {}  # so that no epoch is saved where nearly all is learned
        after = self.call("train", network, self.numbers(xs), self.numbers(ys), epochs=epochs, **exactly)
        after = network if after is None else getattr(after, "network", after)
        return after.w, after.b

    def cost(self, errors: Sequence[Fraction]) -> Any:
        return self.call("cost", self.numbers(errors))

    def call(self, name: str, *arguments: Any, **options: Any) -> Any:
        """Call the module's function; should it fail, show its own line and not ours."""
        given = copy.deepcopy(arguments)
        try:
            return getattr(self.module, name)(*arguments, **options)
        except Exception as problem:
            frame = traceback.extract_tb(problem.__traceback__)[-1]
            raised = f"{type(problem).__name__}: {problem} ({Path(frame.filename).name}, line {frame.lineno})"
            raise Broken(**named(name, given), raised=raised) from None

    def rows_after(self, w: Fraction, b: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction]) -> list[list[Any]]:
        """Give xs, ys and the lists in between, as an epoch leaves them, next to copies made before."""
        network = self.network(w, b)
        xs, ys = self.numbers(xs), self.numbers(ys)
        before = copy.deepcopy([xs, ys])
        predictions = self.call("predict", network, xs)
        before.append(copy.copy(predictions))
        errors = self.call("error", predictions, ys)
        before.append(copy.copy(errors))
        self.call("update", network, errors, xs)
        if self.has("train"):
            self.call("train", network, [x / 100 for x in xs], ys, epochs=1)
        return [before, [xs, ys, predictions, errors]]

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
        return isinstance(came, (int, float)) and abs(came - float(expected)) <= CLOSE * max(1, abs(expected))

    def check(self, came: Any, expected: Any, **example: Any) -> None:
        """Raise Broken, with the example, unless what came is what was expected."""
        if not self.same(came, expected):
            raise Broken(**example, expected=expected, came=came)


STATE = "state kept between calls: the same numbers do not give the same result twice"
NOTHING = "the function gives nothing back: is a return missing?"
MUTATED = "the function changes a list that it was given: make a new one"


def load(name: str) -> Door:
    """Find a learner's module in the current folder or on the path."""
    sys.path.insert(0, "")
    return Door(importlib.import_module(name.removesuffix(".py")))


def named(function: str, arguments: Sequence[Any]) -> dict[str, Any]:
    """Put names to a call's arguments, w and b for a network."""
    names = {
        "Network": ["w", "b"],
        "predict": ["network", "xs"],
        "error": ["predictions", "ys"],
        "update": ["network", "errors", "xs"],
        "train": ["network", "xs", "ys"],
        "cost": ["errors"],
    }[function]
    example = dict(zip(names, arguments))
    network = example.pop("network", None)
    numbers = {} if network is None else {"w": network.w, "b": network.b}
    return {"call": function, **numbers, **example}


def written(value: object) -> str:
    """Write numbers the way a person does: 0.25, and not Fraction(1, 4)."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(written, value))}]" if isinstance(value, list) else ", ".join(map(written, value))
    return f"{float(value):.10g}" if isinstance(value, (int, float, Fraction)) else str(value)


def tell(law: str, problem: BaseException, door: Door) -> str:
    """Say which law is broken, on what example, and what usually causes it; nothing of other problems."""
    broken = problem.exceptions[0] if isinstance(problem, FlakyFailure) else problem
    if not isinstance(broken, Broken):
        return ""
    cause = STATE if broken is not problem else diagnose(door, broken)
    return f"The law: {law}\nThe smallest example that breaks it:\n{broken}\nUsual cause: {cause}"


# Numbers on which every mistake below gives a result of its own.
W, B = Fraction(3), Fraction(5)
XS = [Fraction(2), Fraction(-7), Fraction(1, 2), Fraction(6)]
YS = [Fraction(4), Fraction(1), Fraction(-9, 4), Fraction(10)]
PREDICTIONS = [W * x + B for x in XS]
ERRORS = [p - y for p, y in zip(PREDICTIONS, YS)]


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def pulls(errors: Sequence[Fraction]) -> list[Fraction]:
    return [e * x for e, x in zip(errors, XS)]


PREDICT = {
    "w and b are swapped in (1)": [B * x + W for x in XS],
    "b is missing from (1)": [W * x for x in XS],
    "w is multiplied by x + b: in (1), b is added afterwards": [W * (x + B) for x in XS],
    "the last row is dropped: every x needs its prediction": PREDICTIONS[:-1],
    "only the first row is predicted: every x needs its prediction": PREDICTIONS[:1],
    "the prediction is rounded: keep the fraction": [Fraction(round(p)) for p in PREDICTIONS],
}
ERROR = {
    "the sign of Error: it is predicted minus true": [-e for e in ERRORS],
    "the absolute value of Error: its sign says which way to go": [abs(e) for e in ERRORS],
    "the square of Error: (2) is the plain difference": [e * e for e in ERRORS],
    "the last row is dropped: every row needs its Error": ERRORS[:-1],
    "half the Error: (2) is the whole difference": [e / 2 for e in ERRORS],
}
UPDATE = {
    "x missing from (3): w moves by mean(Error * x)": (mean(ERRORS), mean(ERRORS)),
    "x in both: (4) has no x, b moves by mean(Error)": (mean(pulls(ERRORS)), mean(pulls(ERRORS))),
    "w and b are swapped: (3) moves w, (4) moves b": (mean(ERRORS), mean(pulls(ERRORS))),
    "b moved first and w saw the new b: both move from the same Errors": (
        mean(pulls([e - mean(ERRORS) for e in ERRORS])),
        mean(ERRORS),
    ),
    "w moved first and b saw the new w: both move from the same Errors": (
        mean(pulls(ERRORS)),
        mean([e - mean(pulls(ERRORS)) * x for e, x in zip(ERRORS, XS)]),
    ),
    "only the first row is used: the mean goes over all rows": (pulls(ERRORS)[0], ERRORS[0]),
    "only the last row is used: the mean goes over all rows": (pulls(ERRORS)[-1], ERRORS[-1]),
    "the last row is dropped: the mean goes over all rows": (mean(pulls(ERRORS)[:-1]), mean(ERRORS[:-1])),
    "the last row is left out of the sum: the mean goes over all rows": (
        sum(pulls(ERRORS)[:-1]) / len(XS),
        sum(ERRORS[:-1]) / len(XS),
    ),
    "a sum where (3) has a mean": (sum(pulls(ERRORS)), mean(ERRORS)),
    "a sum where (4) has a mean": (mean(pulls(ERRORS)), sum(ERRORS)),
    "the sign in (3): w moves against the Error": (-mean(pulls(ERRORS)), mean(ERRORS)),
    "the sign in (4): b moves against the Error": (mean(pulls(ERRORS)), -mean(ERRORS)),
    "w does not move: that is (3)": (Fraction(0), mean(ERRORS)),
    "b does not move: that is (4)": (mean(pulls(ERRORS)), Fraction(0)),
    "integer division: a mean needs / and not //": (sum(pulls(ERRORS)) // len(XS), sum(ERRORS) // len(XS)),
    "w and b are rounded: they are whole numbers only in the first draw": (
        W - round(W - mean(pulls(ERRORS))),
        B - round(B - mean(ERRORS)),
    ),
}
STRIDES = {
    Fraction(-1): "the sign in (3) and (4): w and b move against the Error",
    Fraction(len(XS)): "a sum where (3) and (4) have a mean",
    Fraction(len(XS), len(XS) - 1): "the mean over the wrong count: divide by the number of rows",
    Fraction(len(XS), len(XS) + 1): "the mean over the wrong count: divide by the number of rows",
    Fraction(1, 2): "a halved step: (3) and (4) subtract the whole mean",
    Fraction(2): "a doubled step: (3) and (4) subtract the mean itself",
}


def diagnose(door: Door, problem: Broken) -> str:
    """Find the mistake: the first of the four steps that goes wrong, and the formula that goes wrong like it."""
    parts: list[tuple[str, Callable[[], Any], Any, dict[str, Any]]] = [
        ("(1), y = w*x + b", lambda: door.predict(W, B, XS), PREDICTIONS, PREDICT),
        ("(2), Error = predicted - true", lambda: door.error(PREDICTIONS, YS), ERRORS, ERROR),
    ]
    try:
        for equation, run, right, mistakes in parts:
            came = run()
            if came is None:
                return NOTHING
            if not door.same(came, right):
                found = [cause for cause, wrong in mistakes.items() if door.same(came, wrong)]
                return found[0] if found else f"something else than equation {equation}"
        w, b = door.update(W, B, ERRORS, XS)
        if not door.same((w, b), (W - mean(pulls(ERRORS)), B - mean(ERRORS))):
            return diagnose_update(door, W - Fraction(w), B - Fraction(b))
        if door.has("train"):
            return diagnose_train(door)
        before, after = door.rows_after(W, B, XS, YS)
        if before != after:
            return MUTATED
    except Broken:
        return "an error of the function's own, shown above"
    if "cost" in str(problem):
        return "cost is something else than mean(Error^2) / 2"
    return STATE


def diagnose_update(door: Door, move_w: Fraction, move_b: Fraction) -> str:
    """Find the mistake in (3) and (4) by how far w and b moved."""
    for cause, wrong in UPDATE.items():
        if door.same((float(move_w), float(move_b)), wrong):
            return cause
    stride_w, stride_b = move_w / mean(pulls(ERRORS)), move_b / mean(ERRORS)
    if abs(stride_w - stride_b) > CLOSE:
        return "something else than equations (3), w := w - mean(Error * x), and (4), b := b - mean(Error)"
    for stride, cause in STRIDES.items():
        if abs(stride_w - stride) <= CLOSE:
            return cause
    return f"a learning rate left in, {float(stride_w):.3g}: (3) and (4) subtract the whole mean"


def diagnose_train(door: Door) -> str:
    """Find the mistake in train: how many updates it makes, and from which rows."""
    xs, ys = [x / 8 for x in XS], YS
    counted = [(W, B)]
    for _ in range(3):
        w, b = counted[-1]
        errors = [w * x + b - y for x, y in zip(xs, ys)]
        counted.append((w - mean([e * x for e, x in zip(errors, xs)]), b - mean(errors)))
    w, b = W, B
    for x, y in zip(xs, ys):
        e = w * x + b - y
        w, b = w - e * x, b - e
    came = door.train(W, B, xs, ys, epochs=2)
    if door.same(came, counted[1]):
        return "train stops one epoch too early"
    if door.same(came, counted[3]):
        return "train goes on for one epoch too many"
    if door.same(door.train(W, B, xs, ys, epochs=1), (w, b)):
        return "one row at a time: an epoch is one update, from all rows at once"
    if door.same(came, counted[2]):
        return "train stops before the lesson is learned"
    return "train does something else than repeat predict, error and update"
