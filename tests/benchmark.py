"""How fast linefit is, as ratios within one run of python tests/benchmark.py.

All contestants are measured in turns, several times if that takes less than 10 seconds, and compared by medians, as
machines are shared and noisy. Run it from an installed checkout; peers that are not installed are named and left out.
"""

import math
import statistics
import subprocess
import sys
import tempfile
import timeit

import linefit

START, TOLERANCE = linefit.Network(25.0, 85.0), 1e-9


def measure_medians(contestants, turns=7, **variables):
    """Return the median seconds of each statement, run in turns; what it imports before is not measured."""
    timers, times = {}, {}
    for name, (imports, statement) in contestants.items():
        timer = timeit.Timer(statement, f"import gc; gc.enable(); {imports}", globals=globals() | variables)
        try:
            number = max(1, int(0.05 / timer.timeit(1)))  # a warm-up, which tells how often to repeat
            timers[name], times[name] = (timer, number), []
        except ModuleNotFoundError as error:
            print(f"left out, as it is not installed: {error.name}")
    for _ in range(turns):
        for name, (timer, number) in timers.items():
            if sum(times[name]) < 10:  # no more turns after 10 seconds in all
                times[name].append(timer.timeit(number) / number)
    return {name: statistics.median(values) for name, values in times.items()}


def noisy_rows(count):
    """Return xs from 0 to 1, and ys about the line y = 81x + 48."""
    xs = [math.sqrt(2) * row % 1 for row in range(count)]
    return xs, [81 * x + 48 + math.sin(row) for row, x in enumerate(xs)]


def print_table(title, *rows):  # the first row names the columns
    names, *others = (f"| {' | '.join(row)} |" for row in rows)
    print(f"\n{title}\n", names, f"|{'---|' * len(rows[0])}", *others, sep="\n", flush=True)


def fused_epoch(w, b, xs, ys):
    sum_errors_times_x = sum_errors = 0.0
    for x, y in zip(xs, ys):
        e = w * x + b - y
        sum_errors_times_x += e * x
        sum_errors += e
    return w - sum_errors_times_x / len(xs), b - sum_errors / len(xs)


def compare_epochs():
    xs, ys = noisy_rows(1_000)
    ours = "linefit.update(START, linefit.error(linefit.predict(START, xs), ys), xs)"
    seconds = measure_medians({"ours": ("", ours), "fused": ("", "fused_epoch(*START, xs, ys)")}, xs=xs, ys=ys)
    row = ["predict, error, update", f"{seconds['ours'] / seconds['fused']:.2f}"]
    print_table("(a) One epoch over 1,000 rows, relative to one fused loop", ["", "times"], row)


def train_numpy(numpy, xs, ys, epochs):
    (w, b), xs, ys = START, numpy.array(xs), numpy.array(ys)
    for _ in range(epochs):
        if numpy.abs(errors := w * xs + b - ys).max() <= TOLERANCE:  # linefit checks this, too
            break
        w, b = w - (errors * xs).mean(), b - errors.mean()


def train_torch(torch, xs, ys, epochs, linear):
    xs, ys = torch.tensor(xs, dtype=torch.float64), torch.tensor(ys, dtype=torch.float64)
    if linear:
        xs, ys, mean_square = xs.unsqueeze(1), ys.unsqueeze(1), torch.nn.MSELoss()
        model = torch.nn.Linear(1, 1, dtype=torch.float64)
        w, b = map(torch.nn.init.constant_, model.parameters(), START)
    else:  # as in the article
        w, b = (torch.tensor(start, dtype=torch.float64, requires_grad=True) for start in START)
        model, mean_square = (lambda xs: w * xs + b), (lambda predicted, ys: ((predicted - ys) ** 2).mean())
    optimizer = torch.optim.SGD([w, b], lr=1.0)
    for _ in range(epochs):
        optimizer.zero_grad()
        (mean_square(model(xs), ys) / 2).backward()
        optimizer.step()


def train_micrograd(value, xs, ys, epochs):
    w, b = map(value, START)
    for _ in range(epochs):
        loss = sum(((w * x + b - y) ** 2 for x, y in zip(xs, ys)), value(0.0)) * (0.5 / len(xs))
        loss.backward()
        w, b = value(w.data - w.grad), value(b.data - b.grad)


def compare_trainings():
    sys.setrecursionlimit(100_000)  # micrograd walks its graph by recursion
    condensed = "linefit.train(START, *linefit.Summary.of(xs, ys).condensed(), tolerance=TOLERANCE)"
    contestants = {
        "linefit, condensed": ("", condensed),
        "linefit, all rows": ("", "linefit.train(START, xs, ys, tolerance=TOLERANCE)"),
        "NumPy": ("import numpy", "train_numpy(numpy, xs, ys, epochs)"),
        "PyTorch, w*x + b": ("import torch", "train_torch(torch, xs, ys, epochs, linear=False)"),
        "PyTorch, nn.Linear": ("import torch", "train_torch(torch, xs, ys, epochs, linear=True)"),
        "micrograd": ("from micrograd.engine import Value", "train_micrograd(Value, xs, ys, epochs)"),
    }
    names = list(contestants)
    rows = [["rows", "linefit, condensed, takes", *names]]
    for count in (10, 100, 1_000, 100_000, 1_000_000):
        xs, ys = noisy_rows(count)
        epochs = eval(condensed).epochs  # the others need not find out
        if count > 1_000:
            contestants.pop("micrograd", None)
        seconds = measure_medians(contestants, xs=xs, ys=ys, epochs=epochs)
        ratios = [f"{seconds[name] / seconds[names[0]]:,.3g}" if name in seconds else "" for name in names]
        rows.append([f"{count:,}", f"{seconds[names[0]] * 1000:.3g} ms", *ratios])
    print_table("(b) Training to 1e-9 from two lists, relative to linefit condensed, with condensing", *rows)


def compare_fits():
    contestants = {
        "statistics": ("", "statistics.linear_regression(xs, ys)"),
        "linefit.fit": ("", "linefit.fit(xs, ys)"),
        "numpy.polyfit": ("import numpy", "numpy.polyfit(xs, ys, 1)"),
        "scipy linregress": ("from scipy.stats import linregress", "linregress(xs, ys)"),
        "scikit-learn": ("from sklearn.linear_model import LinearRegression as L", "L().fit([[x] for x in xs], ys)"),
    }
    base, *names = contestants
    rows = [["rows, as lists", *names]]
    for count in (1_000, 100_000):
        xs, ys = noisy_rows(count)
        seconds = measure_medians(contestants, turns=15, xs=xs, ys=ys)
        ratios = [f"{seconds[name] / seconds[base]:.2f}" if name in seconds else "" for name in names]
        rows.append([f"{count:,}", *ratios])
    print_table("(c) The least-squares line, relative to statistics.linear_regression", *rows)


def measure_memory(*arguments):
    """Return the most memory, in megabytes, that Python used in a process of its own (on Linux)."""
    program = "import resource as r, subprocess as s, sys; s.run(sys.argv[1:], check=True, stdout=s.DEVNULL); "
    program += "print(r.getrusage(r.RUSAGE_CHILDREN).ru_maxrss)"
    command = [sys.executable, "-c", program, sys.executable, *arguments]
    return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1024


def compare_readers(count=3_000_000):
    floor, peaks = "import csv, sys\nfor row in csv.reader(open(sys.argv[1])): float(row[0]), float(row[1])", {}
    polyfit = "import numpy, pandas, sys; numpy.polyfit(*pandas.read_csv(sys.argv[1], header=None).to_numpy().T, 1)"
    contestants = {
        "csv.reader and two float() per row": ("", "peaks[0] = measure_memory('-c', floor, path)"),
        "python -m linefit FILE --condense": ("", "peaks[1] = measure_memory('-m', 'linefit', path, '--condense')"),
        "pandas.read_csv and numpy.polyfit": ("import numpy, pandas", "peaks[2] = measure_memory('-c', polyfit, path)"),
    }
    with tempfile.NamedTemporaryFile("w") as file:
        file.writelines(f"{x:.6f},{y:.4f}\n" for x, y in zip(*noisy_rows(count)))
        file.flush()
        seconds = measure_medians(contestants, turns=5, path=file.name, floor=floor, polyfit=polyfit, peaks=peaks)
    first, *_ = seconds.values()
    rows = [[name, f"{seconds[name] / first:.2f}", f"{peaks[number]:.0f} MB"] for number, name in enumerate(seconds)]
    print_table(f"(d) A CSV file of {count:,} rows", ["", "time, relative to the first", "peak memory"], *rows)


if __name__ == "__main__":
    for compare in (compare_epochs, compare_trainings, compare_fits, compare_readers):
        compare()
