"""Do the laws hold? One after the other, in the order of the four steps, up to the first that does not."""

import contextlib
import math
import signal
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import FlakyFailure

from door.calling import ENDLESS, PATIENCE, Door, Enough, Sink, TooLong, clock
from door.causes import STATE, UNKNOWN, diagnose, first_look, nearly, swapped, unsteady
from door.complete import lacking, unasked, without_epochs
from door.naming import Broken
from door.reading import read

STEPS = ["Network", "predict", "error", "update"]
PARTS = [*STEPS, "train"]
NOTHING_RETURNED = (
    "The laws hold, but update changes the network that it is given, and gives nothing back:\n"
    "return it, so that train can go on with it.\n\n"
)
SECONDS = 1.6  # of the clock, for a law that holds: slow code is judged on fewer examples
SOON, LATE = 12.0, 22.0  # seconds, after which a law is tried on one example, and on none
FEW = 10  # examples, which hardly tell a mistake

Law = Callable[[Door], None]

settings.register_profile(
    "judge",
    derandomize=True,  # the same file gets the same page
    database=None,  # and no folder beside it
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),  # a slow network is no fault of the laws
)


def check(*parts: Any) -> None:
    """Say of a notebook's Network, predict, error, update and train, as many as there are yet, what is not right."""
    settings.load_profile("judge")
    module = ModuleType("notebook")
    asked = PARTS[: len(parts)]
    vars(module).update(zip(asked, parts))
    module.__file__ = getattr(getattr(parts[-1], "__code__", None), "co_filename", None)  # the cell that one is at
    sink = Sink()
    try:
        with contextlib.redirect_stdout(sink):
            right, page = verdict(Door(module, sink, ring), laws(), "your network", asked)
            if right and len(parts) == len(STEPS) and parts[-1](parts[0](0, 0), [0], [0]) is None:
                page = NOTHING_RETURNED + so_far("update")
    except TooLong as call:
        page = f"{call} does not come back: after more than {PATIENCE:.0f} seconds it is still busy.\n"
        page += f"Usual cause: {ENDLESS}"
    finally:
        ring(0, "")
    print(page.partition("\nNot checked: ")[0])


def ring(seconds: float, call: str) -> None:
    """End a call in this process with TooLong after so many seconds, where the system has an alarm; 0 is no alarm."""
    if hasattr(signal, "setitimer"):

        def stop(*_: object) -> None:
            raise TooLong(call)

        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def judge(path: Path, wait: Callable[[float, str], None]) -> tuple[bool, str]:
    """Look at a student's file as a teacher does: give whether all of it is right, and a page that says so."""
    wait(2 * PATIENCE, "")
    sink = Sink()
    with contextlib.redirect_stdout(sink):
        every = laws()  # first, as a student's file may do something to what is imported
        module = read(path)
        wait(math.inf, "")
        return verdict(Door(module, sink, wait), every, path.name, STEPS)


def verdict(door: Door, every: list[Law], name: str, asked: list[str]) -> tuple[bool, str]:
    """Judge the parts that are asked for, the first steps or all four: give whether they are right, and a page."""
    lacks = {part: sentence for part, sentence in lacking(door).items() if part in asked}
    if "train" in asked and not lacks and (sentence := without_epochs(door)):
        lacks["train"] = sentence
    first = next(iter([*lacks, *STEPS[len(asked) :]]), "")  # that is not to be judged yet
    judged = [law for law in every if not first or part_of(law) in PARTS[: PARTS.index(first)]]
    broken, held, unchecked, hurried = first_broken(door, judged)
    paragraphs = [tell(*broken, door)] if broken else []  # the step that can be judged comes first
    paragraphs += ["\n".join(lacks.values())] if lacks else []
    if paragraphs or first:
        return not paragraphs, "\n\n".join([*paragraphs, so_far(part_of(broken[0]) if broken else first)])
    if hurried:
        why = f"does something in {name} take long, or is the computer busy?"
        page = f"All {held} laws hold, as far as there was time to try them: {why}"
    else:
        page = f"All {held} laws hold: {name} learns as the article does."
    return True, f"{page}\nNot checked: {'; '.join(unchecked)}." if unchecked else page


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
    begun = clock()
    door.left_out = {name: why for name in ("cost", "train") if (why := unasked(door, name))}
    for law in judged:
        part, needed = part_of(law), [each for mark in marks(law, "needs") for each in mark.args]
        passed = clock() - begun
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
