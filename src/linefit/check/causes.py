"""The usual mistakes: a sentence for each, and the formula that gives its result."""

import re
from collections.abc import Callable, Sequence
from statistics import fmean

from linefit.check.laws import Case, make_cases

Formulas = dict[str, Callable[[Case], Sequence[float]]]
Scales = list[tuple[str, Callable[[int], float]]]  # a sentence, and a factor that depends on the number of rows

# With these, every mistake gives a different result. As the numbers of rows differ, no factor turns means into sums.
PROBES = make_cases([-14.56, 18.62, 4.437, -25.94, 76.56, -8.719, 3.312, 27.683, 9.281, -60.63, -5.656], [4, 7, 9])
STATE_CAUSE = "a second call with the same numbers differs: is something kept between calls, or random?"
ROUNDING_CAUSE = "nearly right: is something rounded, or kept in too few digits (float32)?"
PREDICT_FORMULAS: Formulas = {
    "w and b are swapped in (1)": lambda c: [c.b * x + c.w for x in c.xs],
    "b is missing from (1)": lambda c: [c.w * x for x in c.xs],
}
ERROR_FORMULAS: Formulas = {
    "": lambda c: c.errors,  # right, except for a factor
    "divided by the number of rows: the mean comes in (3) and (4)": lambda c: [e / len(c.xs) for e in c.errors],
}
UPDATE_FORMULAS: list[Formulas] = [
    {
        "": lambda c: [fmean(e * x for e, x in zip(c.errors, c.xs))],
        "x is missing: w moves by mean(Error * x)": lambda c: [fmean(c.errors)],
        "the Errors come from the new b: is b updated first?": lambda c: [
            fmean((e - c.other_move) * x for e, x in zip(c.errors, c.xs))
        ],
    },
    {
        "": lambda c: [fmean(c.errors)],
        "x is used here, too: b moves by mean(Error)": lambda c: [fmean(e * x for e, x in zip(c.errors, c.xs))],
        "the Errors come from the new w: is w updated first?": lambda c: [
            fmean(e - c.other_move * x for e, x in zip(c.errors, c.xs))
        ],
    },
]
START_FORMULAS: Formulas = {  # where w or b starts from; here w is the one that moves, b the other
    "": lambda c: [c.w],
    "{0}: are they swapped in Network(w, b)?": lambda c: [c.b],
    "{1} / len(xs): do brackets divide {1} by len(xs), too?": lambda c: [c.w / len(c.xs)],
    "a whole number: keep all digits": lambda c: [round(c.w)],
}
ROW_FORMULAS: Formulas = {  # of the values that are right for each row: predictions, Errors, or the terms of a mean
    "the last row is left out": lambda c: c.values[:-1],
    "the first row is left out: rows are numbered from 0": lambda c: c.values[1:],
    "only the last row counts: is it =+ instead of +=, or a new list for every row?": lambda c: c.values[-1:],
    "only the first row counts: is the return inside the loop?": lambda c: c.values[:1],
    "absolute values: their signs are lost": lambda c: [abs(value) for value in c.values],
    "squares instead of the values themselves": lambda c: [value * value for value in c.values],
}
MEAN_FORMULAS: Formulas = {
    "the wrong count: divide by len(xs), not by one less": lambda c: [sum(c.values) / (len(c.values) - 1)],
    "integer division: a mean needs / and not //": lambda c: [sum(c.values) // len(c.values)],
    "mean(Error) * mean(x) instead of the mean of the products": lambda c: [fmean(c.errors) * fmean(c.xs)],
}
NO_SCALES: Scales = [("", lambda rows: 1)]
COUNT_SCALES: Scales = [*NO_SCALES, ("", lambda rows: 1 / rows), ("", lambda rows: 1 / (rows - 1))]
POWER_SCALES: Scales = [
    *NO_SCALES,
    ("a sum in place of a mean", lambda rows: rows),
    ("the sum is multiplied by the number of rows: does 1 / 2 * n need brackets, 1 / (2 * n)?", lambda rows: rows**2),
    ("divided by the number of rows twice", lambda rows: 1 / rows),
]
CANDIDATES: dict[str, list[tuple[Formulas, Scales]]] = {  # what the answers of each part may be, except for a factor
    "Network": [({"w and b are swapped: w comes first": lambda c: [c.b, c.w], **ROW_FORMULAS}, NO_SCALES)],
    "predict": [(PREDICT_FORMULAS | ROW_FORMULAS, NO_SCALES)],
    "error": [(ERROR_FORMULAS | ROW_FORMULAS, NO_SCALES)],
    "cost": [({"": lambda c: c.cost}, POWER_SCALES)],
    "start": [(START_FORMULAS, NO_SCALES)],
    "w": [(UPDATE_FORMULAS[0], POWER_SCALES), (ROW_FORMULAS | MEAN_FORMULAS, COUNT_SCALES)],
    "b": [(UPDATE_FORMULAS[1], POWER_SCALES), (ROW_FORMULAS | MEAN_FORMULAS, COUNT_SCALES)],
}
TRAIN_FORMULAS: dict[str, Callable[[Case, int], list[float]]] = {  # the w and b that train returns after some epochs
    "train returns the network it starts from: is network = update(...) in its loop?": lambda c, n: [c.w, c.b],
    "train makes just one update: is its return inside the loop?": lambda c, n: c.train(1),
    "train stops one epoch too early": lambda c, n: c.train(n - 1),
    "train runs one epoch too many": lambda c, n: c.train(n + 1),
    "the Errors stay those of the first epoch: predict and error belong in the loop": lambda c, n: c.train(1, rate=n),
    "one row at a time: an epoch is one update, from all rows at once": lambda c, n: c.train(n, batch=1),
}
EXCEPTION_CAUSES = {  # by a pattern of Python's message (or, after a line end, of the line); the first match counts
    "NotImplementedError": "the function is not written yet",
    "\nraise ": "this line raises the error itself",
    "\n[%!]": "this is for notebooks: leave it out",
    "SystemExit": "this ends the whole program: leave it out (in a function, use return)",
    "EOF when": "input() waits for somebody to type, and nobody is there",
    "SyntaxError.*\n.*:=": "a := b is how the article writes a = b",
    "(name|variable) '[wb]'": "do you mean network.w and network.b?",
    "name 'mean'": "Python has no mean by itself: use sum(...) / len(...)",
    "is not defined|not associated": "is it misspelt, not imported, defined further down, or also a variable here?",
    "multiply seq|operand.*'list'|te list|not list": "go through lists row by row, and append (NumPy: np.array(...))",
    "by zero": "which divisor is 0? For a mean, divide the sum by len(xs), which is 1 for a single row",
}


def find_usual_cause(message: str, line: str) -> list[str]:
    """Return the usual cause of an exception in a line, or none."""
    text, causes = f"{message}\n{line}", EXCEPTION_CAUSES.items()
    return [cause for pattern, cause in causes if re.search(pattern, text if "\n" in pattern else message)][:1]
