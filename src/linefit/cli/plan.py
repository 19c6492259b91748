"""What the main job trains on, and in which units: the rows as they are if that works, else standardized."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

from linefit import convergence
from linefit.convergence import Curvature, compute_curvature, default_tolerance, is_stable
from linefit.fitting import Scaling
from linefit.network import Network
from linefit.reading.table import Table
from linefit.summary import Summary

SUMMED_ROWS = 5000  # added up at a time: a megabyte or so
STANDARD_RATE = 0.25  # with 1, there would be only one update to watch


@dataclass(frozen=True)
class Data:
    """The rows, or two rows that teach the same, and what is known of all rows."""

    xs: list[float]
    ys: list[float]
    summary: Summary
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @property
    def is_condensed(self) -> bool:
        """Whether two rows take the place of all."""
        return len(self.xs) < self.summary.rows


def load_data(table: Table, *, condense: bool) -> Data:
    """Return the data of a file; condensed, in constant memory."""
    if not condense:
        xs, ys = next(table.read_columns())
        return Data(xs, ys, Summary.of(xs, ys), (min(xs), max(xs)), (min(ys), max(ys)))
    summary, x_range, y_range = Summary(), (math.inf, -math.inf), (math.inf, -math.inf)
    for xs, ys in table.read_columns(SUMMED_ROWS):
        summary += Summary.of(xs, ys)
        x_range = min(x_range[0], min(xs)), max(x_range[1], max(xs))
        y_range = min(y_range[0], min(ys)), max(y_range[1], max(ys))
    return Data(*summary.condensed(), summary, x_range, y_range)


@dataclass(frozen=True)
class Plan:
    """The arguments of train, all in the same units, and the way back to the units of the file."""

    first: Network  # the start, in the units of the file
    start: Network
    xs: list[float]
    ys: list[float]
    tolerance: float
    learning_rate: float
    curvature: Curvature
    scaling: Scaling | None = None  # None if the rows are taken as they are
    reason: str = ""  # why they are not, or a note

    def in_file_units(self, network: Network) -> Network:
        """Return the network that makes the same predictions in the units of the file."""
        return self.scaling.from_standard(network) if self.scaling else network


def make_plan(data: Data, first: Network, options: argparse.Namespace) -> Plan:
    """Return what to train on; raise ValueError if the learning rate that was asked for does not work."""
    curvature, rate, reason = compute_curvature(data.xs), options.learning_rate, ""
    r = data.summary.correlation() if data.summary.var_x and data.summary.var_y else 0.0  # or OverflowError
    is_free, xs_are_equal = options.standardize is None and rate is None, data.x_range[0] == data.x_range[1]
    if xs_are_equal and (is_free or options.standardize):
        first, reason = Network(0, first.b), "All xs are equal, so nothing can be learned about w, and it starts at 0."
    elif is_free:
        reason = why_standardize(curvature)
    elif options.standardize is None and not is_stable(curvature, rate):
        good_rate, problem = convergence.suggest_learning_rate(curvature), f"--learning-rate {rate} is too large"
        instead = f"--learning-rate {good_rate:g}, or " if good_rate else ""
        raise ValueError(f"{problem} for these rows: use {instead}--standardize --learning-rate 0.25")
    if not (options.standardize or reason):
        tolerance = default_tolerance(data.ys) if options.tolerance is None else options.tolerance
        note = "All xs are equal, so w depends on the start." if xs_are_equal else ""
        return Plan(first, first, data.xs, data.ys, tolerance, 1 if rate is None else rate, curvature, reason=note)
    scaling = Scaling.of(data.summary)
    if len(data.xs) == 2 and data.is_condensed:  # these are known exactly, however far from 0 the rows are
        xs, ys = [-1.0, 1.0], [-r, r]
    else:
        xs, ys = scaling.standardize(data.xs, data.ys)
    tolerance = default_tolerance(ys) if options.tolerance is None else options.tolerance / scaling.unit_y
    rate = STANDARD_RATE if rate is None else rate
    return Plan(first, scaling.to_standard(first), xs, ys, tolerance, rate, compute_curvature(xs), scaling, reason)


def why_standardize(curvature: Curvature) -> str:
    """Return why the rows are not taken as they are, or nothing if they can be."""
    if not is_stable(curvature, 1):
        return f"On the rows as they are, training would diverge: {convergence.explain_divergence(curvature, 1)}."
    needed = convergence.count_epochs(curvature, 1)
    if needed > convergence.MAX_EPOCHS:
        return f"On the rows as they are, training would need {convergence.describe_epochs(needed)} epochs."
    return ""
