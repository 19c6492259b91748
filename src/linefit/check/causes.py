"""The usual mistakes: for each a sentence, and the formula that makes it."""

import re
from collections.abc import Callable, Sequence
from statistics import fmean

from linefit.check.laws import Table, make_tables

Formulas = dict[str, Callable[[Table], Sequence[float]]]
Scales = list[tuple[str, Callable[[int], float]]]  # a sentence, and a factor that depends on the number of rows

# For these, each mistake has another result. The numbers of rows differ, so no factor makes a sum of all means.
QUESTIONS = make_tables([-14.56, 18.62, 4.437, -25.94, 76.56, -8.719, 3.312, 27.683, 9.281, -60.63, -5.656], [4, 7, 9])
STATE = "a second call with the same numbers differs: is something kept between calls, or random?"
NEARLY = "nearly right: is something rounded, or kept in too few digits (float32)?"
PREDICT: Formulas = {
    "w and b are swapped in (1)": lambda t: [t.b * x + t.w for x in t.xs],
    "b is missing from (1)": lambda t: [t.w * x for x in t.xs],
}
ERROR: Formulas = {
    "": lambda t: t.errors,  # right, except for a factor
    "divided by the number of rows: the mean comes in (3) and (4)": lambda t: [e / len(t.xs) for e in t.errors],
}
UPDATE: list[Formulas] = [
    {
        "": lambda t: [fmean(e * x for e, x in zip(t.errors, t.xs))],
        "x is missing: w moves by mean(Error * x)": lambda t: [fmean(t.errors)],
        "the Errors come from the new b: is b updated first?": lambda t: [
            fmean((e - t.other_move) * x for e, x in zip(t.errors, t.xs))
        ],
    },
    {
        "": lambda t: [fmean(t.errors)],
        "x is used here, too: b moves by mean(Error)": lambda t: [fmean(e * x for e, x in zip(t.errors, t.xs))],
        "the Errors come from the new w: is w updated first?": lambda t: [
            fmean(e - t.other_move * x for e, x in zip(t.errors, t.xs))
        ],
    },
]
START: Formulas = {  # where w or b starts from; here w is the one that moves, b the other
    "": lambda t: [t.w],
    "{0}: are they swapped in Network(w, b)?": lambda t: [t.b],
    "itself / len(xs): do brackets divide it by len(xs), too?": lambda t: [t.w / len(t.xs)],
    "a whole number: keep all digits": lambda t: [round(t.w)],
}
ROWS: Formulas = {  # of the values that are right for each row: predictions, Errors, or the terms of a mean
    "the last row is left out": lambda t: t.values[:-1],
    "the first row is left out: rows are numbered from 0": lambda t: t.values[1:],
    "only the last row counts: is it =+ instead of +=, or a new list for every row?": lambda t: t.values[-1:],
    "only the first row counts: is the return inside the loop?": lambda t: t.values[:1],
    "absolute values: their signs are lost": lambda t: [abs(value) for value in t.values],
    "squares instead of the values themselves": lambda t: [value * value for value in t.values],
}
MEANS: Formulas = {
    "the wrong count: divide by len(xs), not by one less": lambda t: [sum(t.values) / (len(t.values) - 1)],
    "integer division: a mean needs / and not //": lambda t: [sum(t.values) // len(t.values)],
    "mean(Error) * mean(x) instead of the mean of the products": lambda t: [fmean(t.errors) * fmean(t.xs)],
}
ONCE: Scales = [("", lambda rows: 1)]
COUNTS: Scales = [*ONCE, ("", lambda rows: 1 / rows), ("", lambda rows: 1 / (rows - 1))]
POWERS: Scales = [
    *ONCE,
    ("a sum in place of a mean", lambda rows: rows),
    ("the sum is multiplied by the number of rows: does 1 / 2 * n need brackets, 1 / (2 * n)?", lambda rows: rows**2),
    ("divided by the number of rows twice", lambda rows: 1 / rows),
]
CANDIDATES: dict[str, list[tuple[Formulas, Scales]]] = {  # what the answers of each part may be, except for a factor
    "Network": [({"w and b are swapped: w comes first": lambda t: [t.b, t.w], **ROWS}, ONCE)],
    "predict": [(PREDICT | ROWS, ONCE)],
    "error": [(ERROR | ROWS, ONCE)],
    "cost": [({"": lambda t: t.cost}, POWERS)],
    "start": [(START, ONCE)],
    "w": [(UPDATE[0], POWERS), (ROWS | MEANS, COUNTS)],
    "b": [(UPDATE[1], POWERS), (ROWS | MEANS, COUNTS)],
}
TRAIN: dict[str, Callable[[Table, int], list[float]]] = {  # the w and b that it returns after some epochs
    "train returns the network it starts from: is network = update(...) in its loop?": lambda t, n: [t.w, t.b],
    "train makes just one update: is its return inside the loop?": lambda t, n: t.after(1),
    "train stops one epoch too early": lambda t, n: t.after(n - 1),
    "train runs one epoch too many": lambda t, n: t.after(n + 1),
    "the Errors stay those of the first epoch: predict and error belong in the loop": lambda t, n: t.after(1, rate=n),
    "one row at a time: an epoch is one update, from all rows at once": lambda t, n: t.after(n, batch=1),
}
EXCEPTION_CAUSES = {  # by a pattern of Python's message (or, after a line end, of the line); the first match counts
    "NotImplementedError": "it is not written yet",
    "\nraise ": "this line raises it itself",
    "\n[%!]": "this is for notebooks: leave it out",
    "SystemExit": "this ends the whole program: leave it out (in a function, use return)",
    "EOF when": "input() waits for somebody to type, and nobody is there",
    "SyntaxError.*\n.*:=": "a := b is how the article writes a = b",
    "(name|variable) '[wb]'": "do you mean network.w and network.b?",
    "is not defined|not associated": "is it misspelt, not imported, or defined further down?",
    "multiply seq|operand.*'list'|te list|not list": "go through lists row by row, and append (NumPy: np.array(...))",
    "by zero": "which divisor is 0? A mean is divided by len(xs), which is 1 for a single row",
}


def find_usual_cause(message: str, line: str) -> list[str]:
    """Return the usual cause of an exception in a line, or none."""
    texts = {True: f"{message}\n{line}", False: message}
    return [cause for part, cause in EXCEPTION_CAUSES.items() if re.search(part, texts["\n" in part])][:1]
