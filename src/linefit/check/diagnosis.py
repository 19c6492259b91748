"""Find the causes: ask a function three questions, and find the formulas with the same answers, except for a factor."""

import math
from collections.abc import Sequence
from itertools import chain, product

from linefit.check import causes
from linefit.check.calls import LawError, Program, get_numbers, is_same
from linefit.check.causes import QUESTIONS
from linefit.check.laws import EPOCHS, TABLES, TRAIN_TABLES, Table

Answers = Sequence[Sequence[float]]  # some numbers for each question


def diagnose(program: Program, part: str) -> list[str]:
    """Return the causes why a part is wrong, facts first, questions last; none if no formula explains its answers."""
    examples = [table._asdict() for table in QUESTIONS]
    if part == "train":
        examples = [TRAIN_TABLES[-1]._asdict() | {"epochs": epochs} for epochs in EPOCHS]
    try:
        answers, again = ([get_numbers(program, part, example) for example in examples] for _ in range(2))
        if repr(answers) != repr(again):
            return [causes.STATE]
        if part == "train":
            return diagnose_train(program, answers)
        if part == "update":
            rights, found = [table.after(1) for table in QUESTIONS], diagnose_update(program, answers)
        else:
            field = {"predict": "predictions", "cost": "cost", "error": "errors"}.get(part, "")
            rights = [getattr(table, field) if field else [table.w, table.b] for table in QUESTIONS]
            tables = [table._replace(values=right) for table, right in zip(QUESTIONS, rights)]
            sign = "Error is predicted - true (error takes predictions first)" if part == "error" else "not negated"
            found = match(answers, part, tables, sign) or []
            found = [] if part == "predict" and len(found) > 1 else found  # as in -w*x + b
    except LawError:  # with these numbers it fails in another way
        return []
    found.sort(key=lambda cause: cause.endswith("?"))
    distance = max((abs(a - right) for a, right in zip(chain(*answers), chain(*rights))), default=0)
    return found or [causes.NEARLY] * (1e-9 < distance < 0.01)


def match(answers: Answers, part: str, tables: Sequence[Table], sign: str = "subtract") -> list[str] | None:
    """Return the causes of the answers, none if they are right; None if no formula makes them, with any factor."""
    for formulas, scales in causes.CANDIDATES[part]:
        for (cause, formula), (scaled, scale) in product(formulas.items(), scales):
            values = [[value * scale(len(table.xs)) for value in formula(table)] for table in tables]
            values = [[sum(each)] if len(answers[0]) == 1 else each for each in values]
            ratios = [a / v if v else math.inf for a, v in zip(chain(*answers), chain(*values)) if a or v]
            k = ratios[0] if ratios else 0
            if k and list(map(len, answers)) == list(map(len, values)) and all(abs(r / k - 1) <= 1e-8 for r in ratios):
                or_count = f", or is it divided by {1 / abs(k):.6g}, not by len(xs)" if "a sum" in scaled else ""
                rate = f": is a learning rate left in{or_count}?" if abs(k) < 1 else ""
                factor = "" if is_same(abs(k), 1, 1e-7) else f"{abs(k):.6g} times what it should be{rate}"
                return [each for each in (cause, scaled, f"the sign: {sign}" if k < 0 else "", factor) if each]
    return None


def diagnose_update(program: Program, answers: Answers) -> list[str]:
    """Return the causes why update is wrong: where w and b start from, and how each moves."""
    starts = [get_numbers(program, "update", table._asdict() | {"errors": [0] * len(table.xs)}) for table in QUESTIONS]
    returned = list(zip(*(get_numbers(program, "update", table._asdict()) for table in TABLES)))
    stays = [is_same(returned[side], [table[side] for table in TABLES]) for side in (0, 1)]
    of_w, of_b = (diagnose_parameter(name, starts, answers) for name in "wb")
    found = [cause for cause in of_w or [] if cause in (of_b or [])]
    for equation, name, own in (("(3)", "w", of_w), ("(4)", "b", of_b)):
        if own and len(own) == 1 and own[0].partition(" ")[2].startswith("times") and own[0] not in found:
            found.append(f"{equation} moves {name} by {own[0].replace(' be', '')}")
        else:
            found += [f"in {equation}, {cause}" for cause in own or [] if cause not in found]
    found += [f"{'wb'[side]} does not move: is the new {'wb'[side]} returned?" for side in (0, 1) if stays[side]]
    for side, right in enumerate(["(3) is right", "(4) is right"]):
        if is_same(returned[side], [table.after(1)[side] for table in TABLES]):
            found = [f"{right}; {found[0]}"] if len(found) == 1 else [right, *found] if found else []
    return found


def diagnose_parameter(name: str, starts: Answers, answers: Answers) -> list[str] | None:
    """Return the causes why update moves w or b wrongly, none if it is right; None if no cause is known."""
    side, other = "wb".index(name), "bw"["wb".index(name)]
    if not any(start[side] for start in starts):
        return [f"with Errors of 0, {name} becomes 0: is it =- or * instead of -=, or is only the mean returned?"]
    own_first = [table._replace(w=table.b, b=table.w) if side else table for table in QUESTIONS]
    origin = match([[start[side]] for start in starts], "start", own_first, sign=f"-{name}")
    if origin and len(origin) == 1:  # then the move cannot be known
        return [f"{name} starts from {origin[0].replace('the sign: ', '').partition(': is a l')[0].format(other)}"]
    moves = [[start - end for start, end in zip(*each)] for each in zip(starts, answers)]
    values = [t.errors if side else [e * x for e, x in zip(t.errors, t.xs)] for t in QUESTIONS]
    tables = [t._replace(other_move=move[1 - side], values=each) for t, move, each in zip(QUESTIONS, moves, values)]
    return None if origin is None or origin else match([[move[side]] for move in moves], name, tables)


def diagnose_train(program: Program, answers: Answers) -> list[str]:
    """Return the cause why train is wrong: the number of its updates, their start, their size, or their rows."""
    table = TRAIN_TABLES[-1]
    rate = (table.w - answers[0][0]) / (table.w - table.after(1)[0])
    slow = "" if is_same(rate, 1) else f"each update is {rate:.6g} times what it should be"
    for cause, formula in [*causes.TRAIN.items(), (slow, lambda t, n: t.after(n, rate))]:
        if is_same(answers, [formula(table, n) for n in EPOCHS]):
            return [cause] if cause else []
    if is_same(answers[0], answers[1]):
        return ["train returns the same for one epoch and for two: does it use its epochs?"]
    own_start = is_same(answers[0], get_numbers(program, "train", table._asdict() | {"epochs": 1, "w": 25, "b": 85}))
    return ["train starts from a network of its own: start from its argument network"] if own_start else []
