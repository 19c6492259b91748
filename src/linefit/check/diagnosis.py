"""Find the causes: call a function with three probes, and find formulas that give the same results times a factor."""

import math
from collections.abc import Sequence
from itertools import chain, product

from linefit.check import causes
from linefit.check.calls import LawError, Program, get_numbers, is_same
from linefit.check.causes import PROBES
from linefit.check.laws import CASES, TRAIN_CASES, TRAIN_EPOCHS, Case

Answers = Sequence[Sequence[float]]  # some numbers for each probe


def diagnose(program: Program, part: str) -> list[str]:
    """Return the reasons why a part is wrong, facts first, questions last; [] if no formula explains its answers."""
    examples = [case._asdict() for case in PROBES]
    if part == "train":
        examples = [TRAIN_CASES[-1]._asdict() | {"epochs": epochs} for epochs in TRAIN_EPOCHS]
    try:
        answers, again = ([get_numbers(program, part, example) for example in examples] for _ in range(2))
        if repr(answers) != repr(again):
            return [causes.STATE_CAUSE]
        if part == "train":
            return diagnose_train(program, answers)
        if part == "update":
            expected, found = [case.train(1) for case in PROBES], diagnose_update(program, answers)
        else:
            field = {"predict": "predictions", "cost": "cost", "error": "errors"}.get(part, "")
            expected = [getattr(case, field) if field else [case.w, case.b] for case in PROBES]
            cases = [case._replace(values=right) for case, right in zip(PROBES, expected)]
            remedy = "Error is predicted - true (error takes predictions first)" if part == "error" else "do not negate"
            found = match_formulas(answers, part, cases, remedy) or []
            found = [] if part == "predict" and len(found) > 1 else found  # as in -w*x + b
    except LawError:  # with these numbers it fails in another way
        return []
    found.sort(key=lambda cause: cause.endswith("?"))
    distance = max((abs(a - right) for a, right in zip(chain(*answers), chain(*expected))), default=0)
    return found or [causes.ROUNDING_CAUSE] * (1e-9 < distance < 0.01)


def match_formulas(answers: Answers, part: str, cases: Sequence[Case], remedy: str = "subtract") -> list[str] | None:
    """Return the causes of wrong answers, [] if they are right, or None if no formula gives them, with any factor."""
    for formulas, scales in causes.CANDIDATES[part]:
        for (cause, formula), (scale_cause, scale) in product(formulas.items(), scales):
            values = [[value * scale(len(case.xs)) for value in formula(case)] for case in cases]
            values = [[sum(each)] if len(answers[0]) == 1 else each for each in values]
            ratios = [a / v if v else math.inf for a, v in zip(chain(*answers), chain(*values)) if a or v]
            k = ratios[0] if ratios else 0  # the factor
            if k and list(map(len, answers)) == list(map(len, values)) and all(abs(r / k - 1) <= 1e-8 for r in ratios):
                or_count = f", or is it divided by {1 / abs(k):.6g}, not by len(xs)" if "a sum" in scale_cause else ""
                question = f": is a learning rate left in{or_count}?" if abs(k) < 1 else ""
                factor_cause = "" if is_same(abs(k), 1, 1e-7) else f"{abs(k):.6g} times what it should be{question}"
                sign_cause = f"the wrong sign: {remedy}" if k < 0 else ""
                return list(filter(None, [cause, scale_cause, sign_cause, factor_cause]))
    return None


def diagnose_update(program: Program, answers: Answers) -> list[str]:
    """Return the reasons why update is wrong: where w and b start from, and how each moves."""
    starts = [get_numbers(program, "update", case._asdict() | {"errors": [0] * len(case.xs)}) for case in PROBES]
    returned = list(zip(*(get_numbers(program, "update", case._asdict()) for case in CASES)))
    is_unmoved = [is_same(returned[side], [case[side] for case in CASES]) for side in (0, 1)]
    of_w, of_b = (diagnose_parameter(name, starts, answers) for name in "wb")
    found = [cause for cause in of_w or [] if cause in (of_b or [])]
    for equation, causes_of_one in (("(3)", of_w), ("(4)", of_b)):
        found += [f"in {equation}, {cause}" for cause in causes_of_one or [] if cause not in found]
    found += [f"{'wb'[side]} does not move: is the new {'wb'[side]} returned?" for side in (0, 1) if is_unmoved[side]]
    for side, right in enumerate(["(3) is right", "(4) is right"]):
        if is_same(returned[side], [case.train(1)[side] for case in CASES]):
            found = [f"{right}; {found[0]}"] if len(found) == 1 else [right, *found] if found else []
    return found


def diagnose_parameter(name: str, starts: Answers, answers: Answers) -> list[str] | None:
    """Return the reasons why update moves w or b wrongly, [] if it is right, or None if no cause is known."""
    side, other = "wb".index(name), "bw"["wb".index(name)]
    if not any(start[side] for start in starts):
        return [f"with Errors of 0, {name} becomes 0: is it =- or * instead of -=, or is only the mean returned?"]
    own_first = [case._replace(w=case.b, b=case.w) if side else case for case in PROBES]
    origin = match_formulas([[start[side]] for start in starts], "start", own_first, remedy=f"-{name}")
    if origin and len(origin) == 1:  # then the move cannot be known
        start = origin[0].replace("the wrong sign: ", "").partition(": is a l")[0]
        return [f"{name} starts from {start.format(other, name)}"]
    moves = [[start - end for start, end in zip(*each)] for each in zip(starts, answers)]
    values = [c.errors if side else [e * x for e, x in zip(c.errors, c.xs)] for c in PROBES]
    cases = [c._replace(other_move=move[1 - side], values=each) for c, move, each in zip(PROBES, moves, values)]
    return None if origin is None or origin else match_formulas([[move[side]] for move in moves], name, cases)


def diagnose_train(program: Program, answers: Answers) -> list[str]:
    """Return the reason why train is wrong: the number of its updates, their start, their size, or their rows."""
    case = TRAIN_CASES[-1]
    rate = (case.w - answers[0][0]) / (case.w - case.train(1)[0])
    rate_cause = "" if is_same(rate, 1) else f"each update is {rate:.6g} times what it should be"
    for cause, formula in [*causes.TRAIN_FORMULAS.items(), (rate_cause, lambda c, n: c.train(n, rate))]:
        if is_same(answers, [formula(case, n) for n in TRAIN_EPOCHS]):
            return [cause] if cause else []
    if is_same(answers[0], answers[1]):
        return ["train returns the same for one epoch and for two: does it use its epochs?"]
    own_start = is_same(answers[0], get_numbers(program, "train", case._asdict() | {"epochs": 1, "w": 25, "b": 85}))
    return ["train starts from a network of its own: start from its argument network"] if own_start else []
