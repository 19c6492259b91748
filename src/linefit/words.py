"""One epoch in words: the four equations with the data's own numbers in them."""

from __future__ import annotations

from collections.abc import Sequence

from linefit.checks import Column, check_finite, check_number, check_rows, outgrown
from linefit.lesson import Lesson
from linefit.network import Network, Number
from linefit.numerals import figure
from linefit.rules import update
from linefit.training import Step, steps

SHOWN = 3  # rows that are written out


def explain(step: Step, xs: Column, ys: Column, *, learning_rate: Number = 1) -> str:
    """Tell how one epoch goes, from what the network says to where w and b move.

    xs and ys are the rows that the step was made from, one number per row.

    >>> from linefit import Network, steps
    >>> step = next(steps(Network(w=25, b=85), [0.66, 1], [101.46, 129]))
    >>> print(explain(step, [0.66, 1], [101.46, 129]).splitlines()[3])
        row 1: 25 * 0.66 + 85 = 101.5

    Raises ValueError where the rows do not pair up, are not those of the step or a number is not finite,
    TypeError where xs or ys is not a list of numbers, OverflowError where w or b outgrows a float.
    """
    xs, ys = check_rows(xs=xs, ys=ys)
    check_number("learning_rate", learning_rate)
    network, errors = step.network, step.errors
    if len(errors) != len(xs):
        raise ValueError(f"the step has {len(errors)} rows and xs has {len(xs)}: pass the rows that it was made from")
    try:
        after = update(network, errors, xs, learning_rate=learning_rate)
        check_finite(after, errors)
    except OverflowError as problem:
        raise outgrown(problem, step.epoch + 1) from None
    rows = len(errors)
    pulls = [e * x for e, x in zip(errors, xs)]
    mean_pull, mean_error = sum(pulls) / rows, sum(errors) / rows
    rate = "" if learning_rate == 1 else f"{text(learning_rate)} * "
    w, b = text(network.w), text(network.b)
    more = [f"    ... and so on, {rows} rows in all"] if rows > SHOWN else []
    shown = list(zip(range(1, SHOWN + 1), xs, ys, step.predictions, errors, pulls))
    lines = [f"Epoch {step.epoch}: the network is w = {w}, b = {b}.", ""]
    lines += ["(1) What it says: y = w*x + b"]
    lines += [f"    row {n}: {w} * {text(x)} + {text(network.b, True)} = {text(p)}" for n, x, _, p, _, _ in shown]
    lines += [*more, "(2) How far off that is: Error = predicted - true"]
    lines += [f"    row {n}: {text(p)} - {text(y, True)} = {text(e)}" for n, _, y, p, e, _ in shown]
    lines += [*more, f"(3) How w moves: w := w - {rate}mean(Error * x)"]
    lines += [f"    row {n}: {text(e)} * {text(x, True)} = {text(pull)}" for n, x, _, _, e, pull in shown]
    lines += [*more, f"    mean(Error * x) = {text(mean_pull)}"]
    lines += [f"    w = {w} - {rate}{text(mean_pull, True)} = {text(after.w)}"]
    lines += [f"(4) How b moves: b := b - {rate}mean(Error)", f"    mean(Error) = {text(mean_error)}"]
    lines += [f"    b = {b} - {rate}{text(mean_error, True)} = {text(after.b)}", ""]
    return "\n".join(lines + principles(xs, errors, pulls, mean_pull, mean_error))


def explain_lesson(lesson: Lesson, first: Network) -> str:
    """Tell the first epoch of the main job's lesson, and how its rows became standard units, where they did."""
    step = next(steps(lesson.start, lesson.xs, lesson.ys, learning_rate=lesson.learning_rate))
    told = explain(step, lesson.xs, lesson.ys, learning_rate=lesson.learning_rate)
    if lesson.scaling is None:
        return told
    if lesson.data.condensed:
        return f"In standard units, on the two rows that stand for all:\n\n{told}"
    lines = ["In standard units: how far from the mean, in standard deviations"]
    scales = [(lesson.scaling.mean_x, lesson.scaling.unit_x), (lesson.scaling.mean_y, lesson.scaling.unit_y)]
    for name, values, there, (mean, unit) in zip(
        "xy", (lesson.data.xs, lesson.data.ys), (lesson.xs, lesson.ys), scales
    ):
        lines += [
            f"    row {n}: {name} = ({text(value)} - {text(mean, True)}) / {text(unit)} = {text(new)}"
            for n, value, new in zip(range(1, SHOWN + 1), values, there)
        ]
    w, b = text(lesson.start.w), text(lesson.start.b)
    lines += [f"    the draw, w = {text(first.w)} and b = {text(first.b)}, is w = {w} and b = {b} there"]
    return "\n".join([*lines, "", told])


def principles(
    xs: Sequence[Number], errors: Sequence[Number], pulls: Sequence[Number], mean_pull: Number, mean_error: Number
) -> list[str]:
    """Show the article's two principles at work in these rows, and why b moves differently from w."""
    if not any(errors):
        return ["Every Error is 0, so nothing pulls: w and b stay where they are."]
    off, pull = greatest(errors), greatest(pulls)
    lines = [
        "The greater the Error, the more w and b move:",
        f"    the greatest Error is {text(errors[off])}, in row {off + 1}: it counts most in mean(Error).",
        "The more a parameter contributed to an Error, the more it moves:",
    ]
    if not any(pulls):
        lines += ["    x is 0 wherever there is an Error, so w contributed nothing, and w stays."]
    else:
        its, other = (f"{text(errors[row])} * {text(xs[row], True)} = {text(pulls[row])}" for row in (pull, off))
        lines += [f"    w contributed w*x, so an Error counts x times for w. Row {pull + 1} pulls hardest:"]
        lines += [f"    its Error * x is {its}."]
        lines += [f"    In row {off + 1} it is {other}."] if pull != off else []
    return [
        *lines,
        "Why does b move differently from w?",
        "    Both move from the same Errors. b is added to every prediction as it is,",
        f"    so it takes their mean, {text(mean_error)}; w is multiplied by x first,",
        f"    so it takes the mean of Error * x, {text(mean_pull)}.",
    ]


def greatest(values: Sequence[Number]) -> int:
    """Find the row whose number is furthest from 0."""
    sizes = [abs(float(value)) for value in values]
    return sizes.index(max(sizes))


def text(value: Number, inside: bool = False) -> str:
    """Write a number in six digits; inside a formula, a negative one in parentheses."""
    written = figure(value, 6)
    return f"({written})" if inside and value < 0 else written
