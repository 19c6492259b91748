"""The verdict on a network: the first law that is broken, an example, its causes, and what is right."""

import re
from collections.abc import Callable, Sequence

from linefit.check import laws
from linefit.check.calls import PARAMETERS, RATE_WORDS, LawError, Program, explain_missing, format_value, train_options
from linefit.check.causes import find_usual_cause
from linefit.check.diagnosis import diagnose

STEP_PARTS = ["Network", "predict", "error", "update"]
Law = Callable[[Program, laws.Case], None]
PARTS: dict[str, tuple[str, list[Law]]] = {  # what is right before the part, and its laws
    "Network": ("Step 1, Network, is next.", [laws.law_network]),
    "predict": ("Step 1 is right; step 2, predict, is next.", [laws.law_predict]),
    "error": ("Steps 1 and 2 are right; step 3, error, is next.", [laws.law_error]),
    "update": ("Steps 1, 2 and 3 are right; step 4, update, is next.", [laws.law_w, laws.law_b, laws.law_second_epoch]),
    "cost": ("Steps 1 to 4 are right; cost is next.", [laws.law_cost]),
    "train": ("Steps 1 to 4 are right; train is next.", [laws.law_train, laws.law_trained_line]),
}


def judge(program: Program, name: str, parts: Sequence[str] = STEP_PARTS) -> tuple[bool, str, str]:
    """Return whether all laws hold for these parts, and for cost and train if they exist; the next step; the page."""
    count, unchecked = 0, []
    for part, (progress, its_laws) in PARTS.items():
        missing = explain_missing(program, part)
        if part in STEP_PARTS and part not in parts:  # the next step of a notebook
            return True, progress, progress
        if missing and part in parts:
            return False, progress, f"{missing}\n\n{progress}"
        if missing:
            unchecked.append(missing.rstrip(".") if part in program else f"{part} (missing)")
            continue
        if part == "train":
            options, epochs_name = train_options(program[part], 1)
            its_laws = its_laws[:1] if epochs_name else its_laws[1:]
            unchecked += [f"train with {key} other than 1" for key in options if re.search(RATE_WORDS, key)]
            unchecked += ["the number of epochs of train (name it epochs to have it checked)"] * (not epochs_name)
        for law in its_laws:
            try:
                for case in laws.TRAIN_CASES if part == "train" else laws.CASES:
                    law(program, case)
            except LawError as broken:
                return False, progress, f"{describe_failure(program, part, law, broken)}\n\n{progress}"
            count += 1
    page = f"All {count} laws hold: {name} learns as the article does."
    page += f"\nNot checked: {'; '.join(unchecked)}." if unchecked else ""
    return True, f"All {count} laws hold.", page


def describe_failure(program: Program, part: str, law: Law, broken: LawError) -> str:
    """Return the law that is broken, an example that breaks it, and its usual causes."""
    hidden = {*laws.Case._fields} - {*PARAMETERS[part], *["w", "b"] * ("network" in PARAMETERS[part])}
    example = {key: value for key, value in broken.args[0].items() if key not in hidden}
    page = [f"The law: {law.__doc__}", "An example that breaks it:"]
    width = max(8, *map(len, example))
    for key, value in example.items():
        text = str(value) if key == "raised" or key.startswith("line ") else format_value(value)
        page.append(f"    {key:<{width}} = {text.strip('[]') if key.endswith(('w, b', 'cost')) else text}")
    known, (message, line) = [broken.args[1]] if broken.args[1] else [], map(str, list(example.values())[-2:])
    causes = find_usual_cause(message, line) if "raised" in example else known or diagnose(program, part)
    if causes:
        page.append(f"Usual cause: {causes[0]}" if len(causes) == 1 else "\n    ".join(["Usual causes:", *causes]))
    return "\n".join(page)
