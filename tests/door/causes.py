"""What usually causes it? The first of the four steps that goes wrong, and the formula that goes wrong like it."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

from door.calling import CLOSE, Door, Strange
from door.naming import CALLS, INFINITE, Broken, plain

UNKNOWN = "something else than the law, on some numbers"
STATE = "the same numbers give another result the second time: what is kept between calls, or drawn at random?"


def questions() -> dict[str, tuple[dict[str, Any], Any]]:
    """Give an example for each of steps 2 to 4 that is not a simple one, and the right answer."""
    return {
        "predict": ({"w": W, "b": B, "xs": XS}, PREDICTIONS),
        "error": ({"predictions": PREDICTIONS, "ys": YS}, ERRORS),
        "update": ({"w": W, "b": B, "errors": ERRORS, "xs": XS}, UPDATED),
    }


def first_look(door: Door, part: str) -> Broken | None:
    """Compare a step on a single example, for code that is too slow for many."""
    door.until = math.inf
    example, right = questions().get(part, ({}, None))
    try:
        if example:
            door.check(getattr(door, part)(**example), right, **example)
    except Broken as broken:
        return broken
    return None


def nearly(broken: Broken) -> str:
    """Tell where what came is so near to what was expected that only digits are lost."""
    for name, expected in broken.example.items():
        came = broken.example.get(name.replace("expected", "came"))
        ours, theirs = ([*each] if isinstance(each, (list, tuple)) else [each] for each in (expected, came))
        if name.startswith("expected") and len(ours) == len(theirs) and all(map(are_near, theirs, ours)):
            return "nearly right: is something rounded, or kept with few digits, as float32 does?"
    return ""


def are_near(came: Any, expected: Any) -> bool:
    return plain(came) is not None and abs(came - expected) <= 1e-4 * max(1, abs(expected))


def diagnose(door: Door, part: str, learned: bool) -> str:
    """Find the mistake, where what came did not tell it, in a law of this part of the lesson.

    learned says whether it is the law that training learns the line.
    """
    door.changed = None
    try:
        came = door.predict(W, B, XS)
        if not door.same(came, PREDICTIONS):
            return known(door, came, PREDICT, "equation (1), y = w*x + b")
        came = door.error(PREDICTIONS, YS)
        if not door.same(came, ERRORS):
            return known(door, came, ERROR, "equation (2), Error = predicted - true")
        came = door.update(W, B, ERRORS, XS)
        if not door.same(came, UPDATED):
            return came.cause if isinstance(came, Strange) else door.idle or diagnose_update(door, *came)
        if part == "train" and not door.changed:
            return diagnose_train(door, learned)
        if part == "cost" and not door.same(came := door.cost(ERRORS), COST):
            return door.changed.cause if door.changed else known(door, came, COSTS, "mean(Error^2) / 2")
        return door.changed.cause if door.changed else cut_off(door, part)
    except Broken as broken:
        return broken.cause


def cut_off(door: Door, part: str) -> str:
    """Find out whether whole numbers make whole numbers of all the rest."""
    half, whole = Fraction(1, 2), [Fraction(0), Fraction(1)]
    is_cut = part == "predict" and door.same(door.predict(half, 0 * half, [2 * half, 6 * half]), [0, 1])
    if is_cut or (part == "error" and door.same(door.error([5 * half, 7 * half], whole), [2, 2])):
        return "the fraction is cut off: an array that is made of whole numbers holds no others, but for dtype=float"
    return ""


def unsteady(door: Door, part: str) -> str:
    """Find out whether a function says something else when it is asked the same once more."""
    examples = {name: example for name, (example, _) in questions().items()}
    examples["train"] = {"w": W, "b": B, "xs": SMALL, "ys": LINE, "epochs": 2}
    for name, example in examples.items():
        if name == part or (not part and name != "train"):
            try:
                first, *others = (getattr(door, name)(**example) for _ in range(4))
            except Broken:
                return ""
            if not isinstance(first, Strange) and any(repr(other) != repr(first) for other in others):
                return STATE
    return ""


def known(door: Door, came: Any, mistakes: dict[str, Any], right: str) -> str:
    """Find the formula that gives what came."""
    if isinstance(came, Strange):
        return came.cause
    fewer = isinstance(came, list) and len(came) != len(XS)
    other = f"{len(came)} numbers for {len(XS)} rows: every row needs one" if fewer else f"something else than {right}"
    return next((cause for cause, wrong in mistakes.items() if door.same(came, wrong)), other)


def swapped(door: Door, function: str) -> str:
    """Find arguments that are taken in another order: in that order, and not in ours, they do the right thing."""
    right = {"predict": PREDICTIONS, "update": UPDATED}.get(function)
    names = CALLS.get(function, [])
    for order in permutations(names) if right else ():
        network = door.network(W, B)
        given = {"network": network, "xs": door.numbers(XS), "errors": door.numbers(ERRORS)}
        try:
            came = door.call(function, *map(given.get, order))
            understood = (
                door.listed(came, {}) if function == "predict" else door.parameters(came, network, {"w": W, "b": B})
            )
        except Broken:
            continue
        if door.same(understood, right):
            yours, ours = (f"{function}({', '.join(written)})" for written in (order, names))
            return "" if yours == ours else f"the arguments are in another order, {yours}: the laws call {ours}"
    return ""


# Numbers on which every mistake below gives a result of its own.
W, B = Fraction(3), Fraction(5)
XS = [Fraction(2), Fraction(-7), Fraction(65, 128), Fraction(6)]
YS = [Fraction(4), Fraction(1), Fraction(-9, 4), Fraction(10)]
SMALL = [x / 8 for x in XS]  # on which the plain rule does not run away,
LINE = [2 - x for x in SMALL]  # and comes to its end
PREDICTIONS = [W * x + B for x in XS]
ERRORS = [p - y for p, y in zip(PREDICTIONS, YS)]


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def pulls(errors: Sequence[Fraction]) -> list[Fraction]:
    return [e * x for e, x in zip(errors, XS)]


DIGITS = {0: "", 1: " to 1 digit", **{n: f" to {n} digits" for n in range(2, 7)}}


def rounded(values: Sequence[Fraction], digits: int) -> list[Fraction]:
    return [round(value, digits) for value in values]


UPDATED = W - mean(pulls(ERRORS)), B - mean(ERRORS)
NOTHING_IN_IT = "an empty list: is append missing, or the return in the wrong place?"
PREDICT = {
    NOTHING_IN_IT: [],
    "w and b are swapped in (1)": [B * x + W for x in XS],
    "b is missing from (1)": [W * x for x in XS],
    "b is subtracted: in (1) it is added": [W * x - B for x in XS],
    "b is multiplied by x, too: in (1), it is added as it is": [(W + B) * x for x in XS],
    "the number of the row stands in place of its x": [W * row + B for row in range(len(XS))],
    "w is multiplied by x + b: in (1), b is added afterwards": [W * (x + B) for x in XS],
    "the first row is dropped: rows are numbered from 0": PREDICTIONS[1:],
    "the last row is dropped: every x needs its prediction": PREDICTIONS[:-1],
    "only the last row is predicted: is the list made anew for every x?": PREDICTIONS[-1:],
    "only the first row is predicted: is the return inside the loop?": PREDICTIONS[:1],
    "the fraction is cut off, by int() or //: keep it": [Fraction(int(p)) for p in PREDICTIONS],
    **{f"the prediction is rounded{how}: keep it as it is": rounded(PREDICTIONS, n) for n, how in DIGITS.items()},
}
ERROR = {
    NOTHING_IN_IT: [],
    "the sign of Error: it is predicted minus true, error(predictions, ys)": [-e for e in ERRORS],
    "the absolute value of Error: its sign says which way to go": [abs(e) for e in ERRORS],
    "the square of Error: (2) is the plain difference": [e * e for e in ERRORS],
    "predicted plus true: (2) is predicted minus true": [p + y for p, y in zip(PREDICTIONS, YS)],
    "the first row is dropped: rows are numbered from 0": ERRORS[1:],
    "the last row is dropped: every row needs its Error": ERRORS[:-1],
    "only the last row has its Error: is the list made anew for every row?": ERRORS[-1:],
    "half the square of Error: that is for the cost": [e * e / 2 for e in ERRORS],
    "divided by the number of rows: the mean comes only in (3) and (4)": [e / len(XS) for e in ERRORS],
    "half the Error: (2) is the whole difference": [e / 2 for e in ERRORS],
    "only the first row has its Error: is the return inside the loop?": ERRORS[:1],
    **{f"the Error is rounded{how}: keep it as it is": rounded(ERRORS, n) for n, how in DIGITS.items()},
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
    "the first row is left out of the sum: rows are numbered from 0": (
        sum(pulls(ERRORS)[1:]) / len(XS),
        sum(ERRORS[1:]) / len(XS),
    ),
    "only the last row counts: is it =+ in place of +=?": (pulls(ERRORS)[-1] / len(XS), ERRORS[-1] / len(XS)),
    "only the first row counts: is the return inside the loop?": (pulls(ERRORS)[0] / len(XS), ERRORS[0] / len(XS)),
    "w and b are swapped in the new network: Network(w, b)": (W - UPDATED[1], B - UPDATED[0]),
    "the brackets: only the sum is divided by the number of rows, and not w": (
        W - (W - sum(pulls(ERRORS))) / len(XS),
        B - (B - sum(ERRORS)) / len(XS),
    ),
    "w in place of x: (3) is mean(Error * x)": (mean([e * W for e in ERRORS]), mean(ERRORS)),
    "b starts from w: (4) starts from b": (mean(pulls(ERRORS)), B - (W - mean(ERRORS))),
    "mean(Error) * mean(x) in (3): it is the mean of the products, Error * x": (mean(ERRORS) * mean(XS), mean(ERRORS)),
    "=- in place of -=, or a start from 0: w and b are made less by the means": (
        W + mean(pulls(ERRORS)),
        B + mean(ERRORS),
    ),
    "only the means are given back: (3) and (4) subtract them from w and b": (
        W - mean(pulls(ERRORS)),
        B - mean(ERRORS),
    ),
    "a sum where (3) has a mean": (sum(pulls(ERRORS)), mean(ERRORS)),
    "a sum where (4) has a mean": (mean(pulls(ERRORS)), sum(ERRORS)),
    "the sign in (3): w moves against the Error": (-mean(pulls(ERRORS)), mean(ERRORS)),
    "the sign in (4): b moves against the Error": (mean(pulls(ERRORS)), -mean(ERRORS)),
    "w does not move: that is (3)": (Fraction(0), mean(ERRORS)),
    "b does not move: that is (4)": (mean(pulls(ERRORS)), Fraction(0)),
    "integer division: a mean needs / and not //": (sum(pulls(ERRORS)) // len(XS), sum(ERRORS) // len(XS)),
    **{
        f"w and b are rounded{how}: only the first draw is of whole numbers": (
            W - round(UPDATED[0], n),
            B - round(UPDATED[1], n),
        )
        for n, how in DIGITS.items()
    },
    "the fraction of w and b is cut off by int(): only the first draw is of whole numbers": (
        W - int(UPDATED[0]),
        B - int(UPDATED[1]),
    ),
}
COST = mean([e * e for e in ERRORS]) / 2
COSTS = {
    "the half is missing: the cost is mean(Error^2) / 2": COST * 2,
    "the mean is missing: the cost is mean(Error^2) / 2": COST * len(XS),
    "the half and the mean are missing: the cost is mean(Error^2) / 2": COST * 2 * len(XS),
    "the Errors are not squared: the cost is mean(Error^2) / 2": mean(ERRORS) / 2,
    "the mean is squared: square every Error, and then take the mean": mean(ERRORS) ** 2 / 2,
    "a square root too many: the cost is mean(Error^2) / 2": Fraction(math.sqrt(COST * 2)),
    "absolute Errors: the cost has their squares, mean(Error^2) / 2": mean([abs(e) for e in ERRORS]),
}
STRIDES = {
    Fraction(-1): "the sign in (3) and (4): w and b move against the Error",
    Fraction(len(XS), len(XS) - 1): "the mean over the wrong count: divide by the number of rows",
    Fraction(len(XS), len(XS) + 1): "the mean over the wrong count: divide by the number of rows",
    Fraction(1, 2): "a halved step: (3) and (4) subtract the whole mean",
    Fraction(2): "a doubled step: (3) and (4) subtract the mean itself",
}


def diagnose_update(door: Door, w: Any, b: Any) -> str:
    """Find the mistake in (3) and (4) by how far w and b moved."""
    if not (math.isfinite(w) and math.isfinite(b)):
        return INFINITE
    move_w, move_b = W - Fraction(w), B - Fraction(b)
    if move_w == move_b == 0:
        return "w and b stay as they are: is what is computed given back, in a new Network?"
    for cause, wrong in UPDATE.items():
        if door.same((float(move_w), float(move_b)), wrong):
            return cause
    stride_w, stride_b = move_w / mean(pulls(ERRORS)), move_b / mean(ERRORS)
    if abs(stride_w - stride_b) > CLOSE:
        return "something else than equations (3), w := w - mean(Error * x), and (4), b := b - mean(Error)"
    if stride_w == len(XS):
        return "a sum where (3) and (4) have a mean"
    twice = door.update(W, B, ERRORS * 2, XS * 2)  # a mean does not count the rows
    if not isinstance(twice, Strange) and abs((W - Fraction(twice[0])) - 2 * move_w) <= CLOSE * abs(move_w):
        share = float(stride_w) / len(XS)
        if abs(1 / share - round(1 / share)) < CLOSE:
            return f"the sum is divided by {round(1 / share)}, whatever the number of rows: divide by len(xs)"
        return f"{share:.6g} times a sum, where (3) and (4) have a mean"
    for stride, cause in STRIDES.items():
        if abs(stride_w - stride) <= CLOSE:
            return cause
    return f"a learning rate left in, {float(stride_w):.6g}: (3) and (4) subtract the whole mean"


def diagnose_train(door: Door, learned: bool) -> str:
    """Find the mistake in train: how many updates it makes, and from which rows."""
    counted, uphill = [(W, B)], [(W, B)]
    for path, sign in ((counted, 1), (counted, 1), (counted, 1), (uphill, -1), (uphill, -1)):
        w, b = path[-1]
        errors = [sign * (w * x + b - y) for x, y in zip(SMALL, LINE)]
        path.append((w - mean([e * x for e, x in zip(errors, SMALL)]), b - mean(errors)))
    straight_on = tuple(start + 2 * (once - start) for start, once in zip(counted[0], counted[1]))
    w, b = W, B
    for x, y in zip(SMALL, LINE):
        e = w * x + b - y
        w, b = w - e * x, b - e
    came = door.train(W, B, SMALL, LINE, epochs=2)
    if isinstance(came, Strange):
        return came.cause
    if door.changed or door.idle:
        return door.changed.cause if door.changed else door.idle
    if door.same(came, counted[0]):
        return "train gives back the network that it was given: is what update gives back kept, network = update(...)?"
    if door.same((came[1], came[0]), counted[2] if door.name_of_epochs else (-1, 2)):
        return "w and b are swapped in what train gives back"
    if door.name_of_epochs:
        if door.same(came, uphill[2]):
            return "it goes uphill: in train, it must be error(predictions, ys), in this order"
        if door.same(came, straight_on):
            return "the Errors stay those of the first epoch: predict and error belong into the loop"
        if door.same(door.train(W, B, SMALL, LINE, epochs=1), (w, b)):
            return "one row at a time: an epoch is one update, from all rows at once"
        if door.same(door.train(W, B, SMALL, LINE, epochs=3), came):
            ends = door.same(came, counted[1])
            once = (
                "train makes just one update: is its return inside the loop, or each update made to the first network?"
            )
            return once if ends else "train ignores its epochs"
        if door.same(door.train(W + 1, B - 2, SMALL, LINE, epochs=2), came):
            return "train starts from a network of its own: start from the one that it is given"
        if door.same(came, counted[1]):
            return "train stops one epoch too early"
        if door.same(came, counted[3]):
            return "train goes on for one epoch too many"
        if not door.same(came, counted[2]):
            return "train does something else than repeat predict, error and update"
    return "train stops before the lesson is learned" if learned else ""
