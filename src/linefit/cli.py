"""The main job, python -m linefit: read the data, draw a network, watch it learn, say what it learned."""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Sequence
from contextlib import suppress

from linefit.cells import named
from linefit.chart import chart
from linefit.data import open_columns, sample_path
from linefit.lesson import learn, load, prepare, time_needed
from linefit.network import Network
from linefit.numerals import figure
from linefit.options import options
from linefit.report import Report, say, tell_data, tell_units


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status: 0, 2 after an error, 130 when interrupted."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a name that an old console cannot show is no reason to fail
                stream.reconfigure(errors="backslashreplace")
        if sys.stdout is None:
            raise OSError("standard output is closed: there is nowhere to print to")
        try:
            run(options(sys.argv[1:] if arguments is None else arguments))
        except SystemExit as ending:  # after --help, or a mistake that was told
            status = int(ending.code or 0)
        else:
            status = 0
        sys.stdout.flush()
        return let_go(status)
    except KeyboardInterrupt:
        return let_go(130)
    except BrokenPipeError:  # the reader, such as head, has seen enough
        return let_go(1)
    except (ValueError, OverflowError, ImportError, OSError) as problem:
        if sys.stderr is not None:  # else print would take standard output for it
            with suppress(OSError):
                print(f"linefit: error: {sentence(problem)}", file=sys.stderr)
        return let_go(2)


def sentence(problem: Exception) -> str:
    """Say what is wrong; a file that it is about by its harmless name."""
    about = getattr(problem, "filename", None)
    return f"{named(about)}: {problem.strerror}" if isinstance(problem, OSError) and about else str(problem)


def let_go(status: int) -> int:
    """Give the status; drop what cannot be written, which Python would try, and complain of, once more at its end."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return status


def run(chosen: argparse.Namespace) -> None:
    """Do the main job: data, draw, lesson, line, and the pictures that were asked for."""
    if chosen.plot:
        from linefit import plot  # here, so that nobody else waits for it

        plot.check_plot(chosen.plot)
    path = sample_path() if chosen.file is None else chosen.file
    name = "the lesson's own" if chosen.file is None else "standard input" if chosen.file == "-" else named(chosen.file)
    how = {"delimiter": chosen.delimiter, "decimal": chosen.decimal, "dropna": chosen.dropna}
    with open_columns(path, chosen.x, chosen.y, **how) as columns:
        data = load(columns, condense=chosen.condense, find_ends=bool(chosen.predict))
    first, drawn = first_network(chosen)
    lesson, reason = prepare(data, first, chosen.tolerance, chosen.learning_rate)
    tell_data(name, columns, data)
    say(f"Draw: {drawn}")
    if reason:
        tell_units(lesson, reason)
    say(time_needed(lesson, chosen.epochs))
    if chosen.explain:
        from linefit.words import explain_lesson

        print(f"\n{explain_lesson(lesson, first)}")
    report = Report(lesson, first)
    report.head()
    for standing in learn(lesson, chosen.epochs):
        report.row(standing)
    report.ending(standing)
    for x in chosen.predict:
        report.prediction(standing.network, x)
    learned = Network(float(standing.network.w), float(standing.network.b))
    rows_name = "the two rows" if data.condensed else "data"
    if not chosen.no_chart:
        print(f"\n{chart(data.xs, data.ys, first, learned, rows_name=rows_name)}")
    if chosen.plot:
        names = {"x_name": columns.x_name, "y_name": columns.y_name}
        networks = [first, *lesson.networks(standing.epoch)[1:]]
        plot.save_plot(chosen.plot, data.xs, data.ys, networks, summary=data.summary, **names)
        print(f"\nPicture: {named(chosen.plot)}")


def first_network(chosen: argparse.Namespace) -> tuple[Network, str]:
    """Draw the first network, and say how to draw it again."""
    if chosen.w is not None:
        network = Network(chosen.w, chosen.b)
        return network, f"w = {figure(network.w)}, b = {figure(network.b)}, as you chose"
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10_000)
    network = Network.random(seed)
    return network, f"w = {network.w}, b = {network.b} (--seed {seed} draws the same again)"
