"""Do the laws hold? One after the other, in the order of the four steps, up to the first that does not."""

import contextlib
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis.errors import FlakyFailure

from door.calling import PATIENCE, Door, Enough, Sink
from door.causes import STATE, UNKNOWN, diagnose, first_look, nearly, swapped, unsteady
from door.complete import lacking, unasked
from door.naming import Broken
from door.reading import read

STEPS = ["Network", "predict", "error", "update"]
SECONDS = 1.2  # for a law that holds: slow code is judged on fewer examples
SOON, LATE = 9.0, 17.0  # seconds, after which a law is tried on one example, and on none
FEW = 10  # examples, which hardly tell a mistake

Law = Callable[[Door], None]


def judge(path: Path, wait: Callable[[float, str], None]) -> tuple[bool, str]:
    """Look at a student's file as a teacher does: give whether all of it is right, and a page that says so."""
    wait(2 * PATIENCE, "")
    sink = Sink()
    with contextlib.redirect_stdout(sink):
        every = laws()  # first, as a student's file may do something to what is imported
        module = read(path)
        wait(math.inf, "")
        door = Door(module, sink, wait)
        lacks = lacking(door)
        first = next(iter(lacks), "")
        judged = [law for law in every if not lacks or part_of(law) in STEPS[: STEPS.index(first)]]
        broken, held, unchecked, hurried = first_broken(door, judged)
        paragraphs = [tell(*broken, door)] if broken else []  # the step that can be judged comes first
        paragraphs += ["\n".join(lacks.values())] if lacks else []
        if paragraphs:
            return False, "\n\n".join([*paragraphs, so_far(part_of(broken[0]) if broken else first)])
    if hurried:
        verdict = f"All {held} laws hold, as far as there was time to try them: what takes so long in {path.name}?"
    else:
        verdict = f"All {held} laws hold: {path.name} learns as the article does."
    return True, f"{verdict}\nNot checked: {'; '.join(unchecked)}." if unchecked else verdict


def laws() -> list[Law]:
    """Give the laws that any network has to keep, in their order."""
    import test_laws  # only now: it needs a door itself

    every = [law for name, law in vars(test_laws).items() if name.startswith("test_")]
    return [law for law in every if not marks(law, "own")]


def marks(law: Law, name: str) -> list[Any]:
    return [mark for mark in getattr(law, "pytestmark", []) if mark.name == name]


def part_of(law: Law) -> str:
    """Say which function a law is about; one about an epoch of all of them is about none."""
    return next((mark.args[0] for mark in marks(law, "needs")), "")


def first_broken(door: Door, judged: list[Law]) -> tuple[tuple[Law, Broken] | None, int, list[str], bool]:
    """Try one law after the other.

    Give the first that is broken, and how; how many hold; what was not checked; whether it was done in a hurry.
    """
    held, hurried = 0, False
    unchecked: dict[str, None] = {}  # each reason once, in order
    begun = time.monotonic()
    door.left_out = {name: why for name in ("cost", "train") if (why := unasked(door, name))}
    for law in judged:
        part, needed = part_of(law), [each for mark in marks(law, "needs") for each in mark.args]
        passed = time.monotonic() - begun
        if skipped := [door.left_out[each] for each in needed if each in door.left_out]:
            unchecked[skipped[0]] = None
        elif "epochs" in needed and door.name_of_epochs is None:
            unchecked["the laws of train(network, xs, ys, epochs)"] = None
        elif passed > LATE and part not in STEPS:
            unchecked["the other laws, as the time was up"] = None
            hurried = True
        else:
            broken = broken_by(door, law, SECONDS if passed < SOON else 0)
            if broken:
                return (law, broken), held, list(unchecked), hurried
            if door.tried:
                held += 1
            else:
                unchecked["a law of a thousand epochs, as an epoch takes long"] = None
            hurried = hurried or door.tried < FEW
    for name, rate in door.rates.items() if door.has("train") else ():
        if rate != 1:
            unchecked[f"train with its {name} of {rate} (the laws say {name}=1)"] = None
    return None, held, list(unchecked), hurried


def broken_by(door: Door, law: Law, seconds: float) -> Broken | None:
    """Try a law on many examples: give the smallest on which it does not hold."""
    door.start(seconds)
    try:
        law(door)
    except Enough:
        smallest, few = door.smallest, door.tried < FEW
        return smallest or (first_look(door, part_of(law)) if few else None)
    except Broken as broken:
        return broken
    except FlakyFailure as flaky:
        broken = door.smallest or flaky.exceptions[0]
        return Broken(STATE, **broken.example)
    return None


def tell(law: Law, broken: Broken, door: Door) -> str:
    """Say which law is broken, on what example, and what usually causes it."""
    door.start(math.inf)
    part = part_of(law)
    cause = unsteady(door, part) or swapped(door, part) or broken.cause
    cause = cause or diagnose(door, part, learned="epochs" not in broken.example)
    if not cause or cause.startswith("something else"):
        cause = nearly(broken) or cause or UNKNOWN
    return f"The law: {law.__doc__}\nThe smallest example that breaks it:\n{broken}\nUsual cause: {cause}"


def so_far(part: str) -> str:
    """Say how far the file is right, where a part of it is not."""
    sentences = {
        "Network": "Step 1, Network, is next.",
        "predict": "Step 1 is right; step 2, predict, is next.",
        "error": "Steps 1 and 2 are right; step 3, error, is next.",
        "update": "Steps 1, 2 and 3 are right; step 4, update, is next.",
    }
    whole = "Each equation holds by itself; this law, about all of them, is next."
    return sentences.get(part, f"Steps 1 to 4 are right; {part} is next." if part else whole)
