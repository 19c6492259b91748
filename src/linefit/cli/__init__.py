"""The command line, python -m linefit: read the data, draw a network, train it, print what it learned."""

import argparse
import os
import random
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from linefit.cli.options import parse_options
from linefit.cli.plan import Plan, load_data, make_plan
from linefit.cli.report import Report, print_data, print_units, print_wrapped
from linefit.convergence import is_stable
from linefit.network import Network
from linefit.reading import open_table, sample_path
from linefit.reading.table import CsvOptions
from linefit.training import Ending, Training, steps, train
from linefit.validation import display_path


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 if all goes well, 1 if training diverges or a pipe is closed, 2 after an error, 130 after Ctrl-C."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # an old console may be unable to print a name
                stream.reconfigure(errors="backslashreplace")
        if sys.stdout is None:
            raise OSError("standard output is closed: there is nowhere to print to")
        try:
            status = run(parse_options(sys.argv[1:] if arguments is None else arguments))
        except SystemExit as ending:  # after --help, or an error in the options
            status = int(ending.code or 0)
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:  # whoever reads the output, such as head, has stopped reading
        status = 1
    except (ValueError, OverflowError, ImportError, OSError) as exception:
        status = 2
        if sys.stderr is not None:  # with None, print would use standard output
            with suppress(OSError):
                print(f"linefit: error: {exception}", file=sys.stderr)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:  # at exit, Python would try again and print an error
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return status


def run(options: argparse.Namespace) -> int:
    """Read the data, train a network, print and draw it, and return the exit status."""
    if options.plot:
        from linefit.show import save_plot  # matplotlib is slow to import, and only needed here
    name = {None: "the sample data", "-": "standard input"}.get(options.file) or display_path(options.file)
    settings = CsvOptions(**{field: getattr(options, field) for field in CsvOptions._fields})
    with open_table(options.file or sample_path(), settings) as table:
        data = load_data(table, condense=options.condense)
    if options.w is None:
        seed = random.SystemRandom().randrange(10_000) if options.seed is None else options.seed
        first, start_options = Network.random(seed), f"--seed {seed}"
        origin = f"drawn at random; {start_options} draws the same again"
    else:
        first, start_options = Network(options.w, options.b), f"--w={options.w} --b={options.b}"
        origin = "from --w and --b"
    plan = make_plan(data, first, options)
    print_data(name, table, data)
    print_wrapped(f"Start: w = {first.w}, b = {first.b} ({origin})")
    print_units(plan, in_detail=options.explain)
    report = Report(table, data, plan, options, start_options)
    status = report.print_result(run_training(plan, options.epochs, report))
    if options.plot:
        save_plot(options.plot, report.networks, data.xs, data.ys, summary=data.summary, **report.axis_names)
        print(f"Picture: {display_path(options.plot)}")
    return status


def run_training(plan: Plan, epochs: int, report: Report) -> Training | None:
    """Return the result of the training and report each of its steps; return None if it diverged."""
    arguments, rate = (plan.start, plan.xs, plan.ys), plan.learning_rate
    try:
        if is_stable(plan.curvature, rate):
            return train(*arguments, epochs=epochs, learning_rate=rate, callback=report.add_step)
        for step in islice(steps(*arguments, learning_rate=rate), epochs + 1):
            report.add_step(step)
        return Training(step.network, step.epoch, Ending.OUT_OF_EPOCHS)
    except OverflowError:
        if not report.rmses:  # not even the first epoch could be computed
            raise
        return None
