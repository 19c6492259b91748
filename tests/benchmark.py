"""How fast, as ratios within one run: python tests/benchmark.py [a] [b] [c] [d]

Everything is measured several times, in turns, and compared by its medians: machines are shared and noisy.
Run it from a checkout that was installed; peers that are not installed are named as left out.
"""

import csv
import importlib.util
import math
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from linefit import Network, Summary, error, fit, predict, train, update
from linefit.convergence import compute_curvature

TURNS = 7
START = 25.0, 85.0
TOLERANCE = 1e-9


def there(name):
    """Tell whether a peer is installed, and say so where it is not."""
    if importlib.util.find_spec(name):
        return True
    print(f"left out, as it is not installed: {name}")
    return False


def medians(contestants, turns=TURNS, least=0.05):
    """Let all run in turns, and give the median seconds of each."""
    times = {name: [] for name in contestants}
    repeats = {}
    for name, run in contestants.items():  # a warm-up, which also tells how often to repeat
        start = time.perf_counter()
        run()
        repeats[name] = max(1, int(least / (time.perf_counter() - start + 1e-9)))
    for _ in range(turns):
        for name, run in contestants.items():
            start = time.perf_counter()
            for _ in range(repeats[name]):
                run()
            times[name].append((time.perf_counter() - start) / repeats[name])
    return {name: statistics.median(values) for name, values in times.items()}


def noisy_rows(count, seed=1):
    """Make rows about the line y = 81x + 48."""
    generator = random.Random(seed)
    xs = [generator.random() for _ in range(count)]
    return xs, [81 * x + 48 + generator.gauss(0, 1) for x in xs]


def table(title, columns, rows):
    """Print a table for data/README.md."""
    print(f"\n{title}\n")
    print(f"| {' | '.join(columns)} |")
    print(f"|{'---|' * len(columns)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def epoch_cost():
    """(a) One epoch against a plain loop that computes the same sums all at once."""
    xs, ys = noisy_rows(1000)
    w, b = START
    network = Network(w, b)

    def fused():
        sum_pull = sum_error = 0.0
        for x, y in zip(xs, ys):
            e = w * x + b - y
            sum_pull += e * x
            sum_error += e
        return w - sum_pull / len(xs), b - sum_error / len(xs)

    def epoch():
        return update(network, error(predict(network, xs), ys), xs)

    took = medians({"fused": fused, "epoch": epoch})
    rows = [["predict, error, update", f"{took['epoch'] / took['fused']:.2f}"]]
    table("(a) One epoch over 1,000 rows, in times of one fused loop", ["", "times"], rows)


def last_stride(mean_x, var_x, furthest_x):
    """Return how short an update must be for all later ones to move no prediction by more than the tolerance."""
    sd = math.sqrt(var_x)
    share = min(1, compute_curvature([mean_x - sd, mean_x + sd]).min)  # two rows with the same mean and variance
    return TOLERANCE * share / math.hypot(1, furthest_x)


def numpy_train(xs, ys):
    """Train with NumPy, in the same float64, by the same rules, to the same endings."""
    import numpy

    xs, ys = numpy.array(xs), numpy.array(ys)
    w, b = START
    stride = last_stride(xs.mean(), xs.var(), numpy.abs(xs).max())
    while True:
        errors = w * xs + b - ys
        if numpy.abs(errors).max() <= TOLERANCE:
            return w, b
        new_w, new_b = w - (errors * xs).mean(), b - errors.mean()
        if math.hypot(new_w - w, new_b - b) <= stride:
            return new_w, new_b
        w, b = new_w, new_b


def torch_train(xs, ys):
    """Train with PyTorch's fastest way: a linear layer, half the mean square, SGD at learning rate 1."""
    import torch

    xs = torch.tensor(xs, dtype=torch.float64).unsqueeze(1)
    ys = torch.tensor(ys, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1, dtype=torch.float64)
    with torch.no_grad():
        model.weight.fill_(START[0])
        model.bias.fill_(START[1])
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    mean_square = torch.nn.MSELoss()
    w, b = START
    stride = last_stride(xs.mean().item(), xs.var(correction=0).item(), xs.abs().max().item())
    while True:
        optimizer.zero_grad()
        loss = mean_square(model(xs), ys) / 2
        if loss.item() <= TOLERANCE**2 / 2:
            return w, b
        loss.backward()
        optimizer.step()
        new_w, new_b = model.weight.item(), model.bias.item()
        if math.hypot(new_w - w, new_b - b) <= stride:
            return new_w, new_b
        w, b = new_w, new_b


def torch_w_b_train(xs, ys):
    """Train with PyTorch the way the article goes: two numbers, w*x + b, and SGD at learning rate 1."""
    import torch

    xs, ys = torch.tensor(xs, dtype=torch.float64), torch.tensor(ys, dtype=torch.float64)
    w, b = (torch.tensor(start, dtype=torch.float64, requires_grad=True) for start in START)
    optimizer = torch.optim.SGD([w, b], lr=1.0)
    stride = last_stride(xs.mean().item(), xs.var(correction=0).item(), xs.abs().max().item())
    while True:
        last_w, last_b = w.item(), b.item()
        optimizer.zero_grad()
        loss = ((w * xs + b - ys) ** 2).mean() / 2
        if loss.item() <= TOLERANCE**2 / 2:
            return last_w, last_b
        loss.backward()
        optimizer.step()
        if math.hypot(w.item() - last_w, b.item() - last_b) <= stride:
            return w.item(), b.item()


def micrograd_train(xs, ys):
    """Train with micrograd, to the same end."""
    from micrograd.engine import Value

    w, b = Value(START[0]), Value(START[1])
    stride = last_stride(statistics.fmean(xs), statistics.pvariance(xs), max(map(abs, xs)))
    while True:
        loss = sum(((w * x + b - y) ** 2 for x, y in zip(xs, ys)), Value(0.0)) * (0.5 / len(xs))
        w.grad = b.grad = 0.0
        loss.backward()
        w.data, b.data = w.data - w.grad, b.data - b.grad
        if math.hypot(w.grad, b.grad) <= stride:
            return w.data, b.data


def training():
    """(b) The same training from w=25, b=85 until no prediction moves by more than 1e-9, condensing included."""
    numpy_is_there, torch_is_there, micrograd_is_there = there("numpy"), there("torch"), there("micrograd")
    sys.setrecursionlimit(100_000)  # micrograd walks its graph by recursion
    rows = []
    for count in (10, 100, 1_000, 100_000, 1_000_000):
        xs, ys = noisy_rows(count)
        start = Network(*START)
        contestants = {"linefit, condensed": lambda: train(start, *Summary.of(xs, ys).condensed(), tolerance=TOLERANCE)}
        slow = {}
        everything = contestants if count <= 1_000 else slow
        everything["linefit, all rows"] = lambda: train(start, xs, ys, tolerance=TOLERANCE)
        if numpy_is_there:
            contestants["NumPy"] = lambda: numpy_train(xs, ys)
        if torch_is_there:
            contestants["PyTorch, w*x + b"] = lambda: torch_w_b_train(xs, ys)
            contestants["PyTorch, nn.Linear"] = lambda: torch_train(xs, ys)
        if micrograd_is_there and count <= 1_000:
            slow["micrograd"] = lambda: micrograd_train(xs, ys)
        took = {**medians(contestants, turns=TURNS if count <= 100_000 else 3), **medians(slow, turns=1, least=0)}
        ours = took["linefit, condensed"]
        names = [
            "linefit, condensed",
            "linefit, all rows",
            "NumPy",
            "PyTorch, w*x + b",
            "PyTorch, nn.Linear",
            "micrograd",
        ]
        shown = (f"{took[name] / ours:,.3g}" if name in took else "" for name in names)
        rows.append([f"{count:,}", f"{ours * 1000:.3g} ms", *shown])
    names = ["rows", "linefit, condensed, takes", "that is", *names[1:]]
    table("(b) Training to 1e-9 from two lists, in times of linefit condensed, condensing included", names, rows)


def fitting():
    """(c) fit against the least-squares functions of others."""
    numpy_is_there, scipy_is_there, sklearn_is_there = there("numpy"), there("scipy"), there("sklearn")
    rows = []
    for count in (1_000, 100_000):
        xs, ys = noisy_rows(count)
        contestants = {"fit": lambda: fit(xs, ys), "statistics": lambda: statistics.linear_regression(xs, ys)}
        if numpy_is_there:
            import numpy

            contestants["numpy.polyfit"] = lambda: numpy.polyfit(xs, ys, 1)
        if scipy_is_there:
            from scipy.stats import linregress

            contestants["scipy linregress"] = lambda: linregress(xs, ys)
        if sklearn_is_there:
            from sklearn.linear_model import LinearRegression

            contestants["scikit-learn"] = lambda: LinearRegression().fit([[x] for x in xs], ys)
        took = medians(contestants, turns=15)
        names = ("fit", "numpy.polyfit", "scipy linregress", "scikit-learn")
        shown = (f"{took[name] / took['statistics']:.2f}" if name in took else "" for name in names)
        rows.append([f"{count:,}", *shown])
    names = ["rows, as lists", "linefit.fit", "numpy.polyfit", "scipy linregress", "scikit-learn"]
    table("(c) The least-squares line, in times of statistics.linear_regression", names, rows)


FLOOR = """
import csv, sys
with open(sys.argv[1], newline="") as file:
    rows = csv.reader(file)
    next(rows)
    for row in rows:
        float(row[0]), float(row[1])
"""
PANDAS = """
import sys, numpy, pandas
data = pandas.read_csv(sys.argv[1])
numpy.polyfit(data["x"], data["y"], 1)
"""
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def streaming(count=3_000_000):
    """(d) A large file, condensed, against reading it at all."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "rows.csv")
        generator = random.Random(4)
        with open(path, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["x", "y"])
            for _ in range(count):
                x = generator.random()
                writer.writerow([f"{x:.6f}", f"{81 * x + 48 + generator.gauss(0, 1):.4f}"])
        python = sys.executable
        commands = {
            "csv.reader and two float() per row": [python, "-c", FLOOR, path],
            "python -m linefit FILE --condense": [python, "-m", "linefit", path, "--condense"],
        }
        if there("pandas") and there("numpy"):
            commands["pandas.read_csv and numpy.polyfit"] = [python, "-c", PANDAS, path]

        def run(command):
            return subprocess.run([python, "-c", PEAK, *command], capture_output=True, text=True, check=True).stdout

        peaks = {name: int(run(command)) / 1024 for name, command in commands.items()}
        took = medians({name: lambda command=command: run(command) for name, command in commands.items()}, 5, 0)
    floor = took["csv.reader and two float() per row"]
    rows = [[name, f"{took[name] / floor:.2f}", f"{peaks[name]:.0f} MB"] for name in commands]
    table(f"(d) A CSV file of {count:,} rows", ["", "time, in times of the first", "peak memory"], rows)


if __name__ == "__main__":
    print(f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}")
    parts = {"a": epoch_cost, "b": training, "c": fitting, "d": streaming}
    for letter in sys.argv[1:] or parts:
        parts[letter]()
