"""One epoch in words: the four equations with the numbers of the data."""

from linefit.formatting import format_number as fmt
from linefit.network import Network, Number
from linefit.rules import mean, update
from linefit.training import Step
from linefit.validation import Column, check_finite, check_number, check_rows, overflow_error

MAX_EXPLAINED_ROWS = 3


def explain(step: Step, xs: Column, ys: Column, *, learning_rate: Number = 1) -> str:
    """Return one epoch in words and numbers, from the predictions of three rows to how w and b move.

    xs and ys are the rows that the step was made from, one number per row.

    >>> from linefit import Network, steps
    >>> step = next(steps(Network(w=25, b=85), [0.66, 1], [101.46, 129]))
    >>> print(explain(step, [0.66, 1], [101.46, 129]).splitlines()[3])
        row 1: 25 * 0.66 + 85 = 101.5

    Raises the same errors as Summary.of, ValueError if the step has another number of rows, TypeError or ValueError
    if learning_rate is not a finite number, and OverflowError if w or b becomes too large for a float.
    """
    xs, ys = check_rows(xs=xs, ys=ys)
    check_number("learning_rate", learning_rate)
    if len(step.errors) != len(xs):
        raise ValueError(f"len(step.errors) is {len(step.errors)} and len(xs) is {len(xs)}: pass the rows of the step")
    try:
        after = update(step.network, step.errors, xs, learning_rate=learning_rate)
        check_finite(after, step.errors)
    except OverflowError:
        raise overflow_error(step.epoch + 1) from None
    return "\n".join(format_equations(step, after, xs, ys, "" if learning_rate == 1 else f"{fmt(learning_rate)} * "))


def format_equations(step: Step, after: Network, xs: list[Number], ys: list[Number], factor: str) -> list[str]:
    """Return the lines with the equations, with the numbers of the first rows."""
    epoch, network, predictions, errors = step
    w, b, errors_times_x = fmt(network.w), fmt(network.b), [e * x for e, x in zip(errors, xs)]
    rows = list(zip(range(1, MAX_EXPLAINED_ROWS + 1), xs, ys, predictions, errors, errors_times_x))
    row_w, row_b = (max(range(len(xs)), key=lambda n: abs(float(values[n]))) for values in (errors_times_x, errors))
    largest = [
        f"\nFor b, row {row_b + 1} counts most: Error = {fmt(errors[row_b])}.",
        f"For w, where the Error is multiplied by x, row {row_w + 1} counts most: {fmt(errors_times_x[row_w])}.",
    ][: any(errors) + any(errors_times_x)]  # not if all are 0
    more = [f"    ... and so on, {len(xs)} rows in all"] if len(xs) > MAX_EXPLAINED_ROWS else []
    return [
        f"Epoch {epoch}: the network is w = {w}, b = {b}.\n",
        "(1) The prediction: y = w*x + b",
        *[f"    row {n}: {w} * {format_term(x)} + {format_term(network.b)} = {fmt(p)}" for n, x, _, p, _, _ in rows],
        *more,
        "(2) How far off it is: Error = predicted - true",
        *[f"    row {n}: {fmt(p)} - {format_term(y)} = {fmt(e)}" for n, _, y, p, e, _ in rows],
        *more,
        f"(3) How w moves: w := w - {factor}mean(Error * x)",
        *[f"    row {n}: {fmt(e)} * {format_term(x)} = {fmt(product)}" for n, x, _, _, e, product in rows],
        *more,
        f"    mean(Error * x) = {fmt(mean(errors_times_x))}",
        f"    w = {w} - {factor}{format_term(mean(errors_times_x))} = {fmt(after.w)}",
        f"(4) How b moves: b := b - {factor}mean(Error)",
        f"    mean(Error) = {fmt(mean(errors))}",
        f"    b = {b} - {factor}{format_term(mean(errors))} = {fmt(after.b)}",
        *largest,
    ]


def format_term(value: Number) -> str:
    """Return a number as text for a formula, in parentheses if it is negative."""
    return f"({fmt(value)})" if value < 0 else fmt(value)
