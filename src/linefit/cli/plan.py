"""What the command trains on, and in which units: the rows as they are if that works, else standardized."""

import argparse
import math
from dataclasses import dataclass

from linefit import convergence
from linefit.convergence import Curvature, compute_curvature, is_stable
from linefit.fitting import Scaling
from linefit.network import Network
from linefit.reading.table import CsvTable
from linefit.summary import CHUNK_ROWS, Summary

STANDARD_RATE = 0.25  # with 1, the first update would already be the last


@dataclass(frozen=True)
class Data:
    """The rows or the condensed rows, and the summary and ranges of all rows."""

    xs: list[float]
    ys: list[float]
    summary: Summary
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @property
    def is_condensed(self) -> bool:
        """Whether xs and ys are the condensed rows."""
        return len(self.xs) < self.summary.rows


def load_data(table: CsvTable, *, condense: bool) -> Data:
    """Return the data of a file; condensing takes constant memory."""
    summary, x_range, y_range = Summary(), (math.inf, -math.inf), (math.inf, -math.inf)
    for xs, ys in table.read_columns(CHUNK_ROWS if condense else math.inf):
        summary += Summary.of(xs, ys)
        x_range = min(x_range[0], min(xs)), max(x_range[1], max(xs))
        y_range = min(y_range[0], min(ys)), max(y_range[1], max(ys))
    rows = summary.condensed() if condense else (xs, ys)
    return Data(*rows, summary, x_range, y_range)


@dataclass(frozen=True)
class Plan:
    """The arguments of train, all in the same units, and how to get back to the units of the file."""

    file_start: Network  # in the units of the file
    start: Network  # the same network, in the units of the training
    xs: list[float]
    ys: list[float]
    learning_rate: float
    curvature: Curvature
    scaling: Scaling | None = None  # None if the rows are taken as they are
    reason: str = ""  # why they are standardized, or what is special about them


def make_plan(data: Data, first: Network, options: argparse.Namespace) -> Plan:
    """Return what to train on; raise ValueError if it diverges with --learning-rate and without --no-standardize."""
    curvature, xs_are_equal = compute_curvature(data.xs), data.x_range[0] == data.x_range[1]
    standardize, rate, reason = options.standardize, options.learning_rate, ""
    r = data.summary.correlation() if data.summary.var_x and data.summary.var_y else 0.0  # may raise OverflowError
    if standardize is None and rate is None:
        reason = explain_standardizing(curvature)
        standardize = xs_are_equal or reason != ""
    elif standardize is None and not is_stable(curvature, rate):
        good_rate = convergence.suggest_learning_rate(curvature)
        remedy = f"use --learning-rate {good_rate:g}, or" if good_rate else "use"
        message = f"--learning-rate {rate} is too large for these rows"
        raise ValueError(f"{message}: {remedy} --standardize --learning-rate 0.25")
    if not standardize:
        note = "All xs are equal, so w and b depend on the start." if xs_are_equal else ""
        return Plan(first, first, data.xs, data.ys, 1 if rate is None else rate, curvature, reason=note)
    if xs_are_equal:
        first, reason = Network(0, first.b), "All xs are equal, so nothing can be learned about w, and it starts at 0."
    scaling = Scaling.of(data.summary)
    if len(data.xs) == 2 and data.is_condensed:  # exact, however far from 0 the rows are
        xs, ys = [-1.0, 1.0], [-r, r]
    else:
        xs, ys = scaling.standardize(data.xs, data.ys)
    rate = STANDARD_RATE if rate is None else rate
    return Plan(first, scaling.to_standard(first), xs, ys, rate, compute_curvature(xs), scaling, reason)


def explain_standardizing(curvature: Curvature) -> str:
    """Return why the rows should be standardized, or "" if that is not needed."""
    if not is_stable(curvature, 1):
        return f"On the rows as they are, training would diverge: {convergence.explain_divergence(curvature, 1)}."
    epochs = convergence.count_epochs(curvature, 1)
    if epochs > convergence.MAX_EPOCHS:
        return f"On the rows as they are, training would need {convergence.describe_epochs(epochs)} epochs."
    return ""
