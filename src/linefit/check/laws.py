"""The laws: what is true of every network that learns as the article does, and the cases to try them on."""

from collections.abc import Sequence
from itertools import cycle, islice
from statistics import fmean
from typing import NamedTuple

from linefit.check.calls import LawError, Program, call, check_result, get_numbers, is_same, to_numbers


class Case(NamedTuple):
    """A network and some rows, with what is right for them."""

    w: float
    b: float
    xs: list[float]
    errors: list[float]
    predictions: list[float]
    ys: list[float]
    cost: list[float]
    values: Sequence[float] = ()  # the right number for each row; only for causes
    other_move: float = 0  # how far the other of w and b moved; only for causes

    def train(self, epochs: int, rate: float = 1, batch: int = 0) -> list[float]:
        """Return w and b after some epochs of (3) and (4), with all rows at once or in batches."""
        w, b, size = self.w, self.b, batch or len(self.xs)
        for start in list(range(0, len(self.xs), size)) * epochs:
            xs, ys = self.xs[start : start + size], self.ys[start : start + size]
            errors = [w * x + b - y for x, y in zip(xs, ys)]
            w, b = w - rate * fmean(e * x for e, x in zip(errors, xs)), b - rate * fmean(errors)
        return [w, b]


def make_cases(numbers: list[float], rows: list[int]) -> list[Case]:
    """Return a case for each number of rows, which takes w, b, xs and Errors from the numbers in turn."""
    turn, cases = cycle(numbers), []
    for n in rows:
        w, b, xs, errors = next(turn), next(turn), list(islice(turn, n)), list(islice(turn, n))
        predictions, cost = [w * x + b for x in xs], [fmean(e * e for e in errors) / 2]
        cases.append(Case(w, b, xs, errors, predictions, [p - e for p, e in zip(predictions, errors)], cost))
    return cases


# In the first case nothing is 0, 1 or equal, so it shows most mistakes. As 13 is a prime, each of 13 numbers comes to
# every place; no float is exactly 0.1. Then come equal xs, Errors and ys, sums of 0, large numbers and small ones.
CASES = make_cases([2, 3, 5, 4, -1, 0, 0.5, -6, 1, 0.1, 100.5, -7.5, 0.0009765625], [1] * 13 + [2] * 13 + [3, 4, 7])
CASES += make_cases([2, 3, 5, 5, 5, -1, 2, 4, 4, 0.5, 4, -2], [5]) + make_cases([2, 3, 1, 0, 3, -3], [2])
CASES += make_cases([2, 3, 1, -1, 3, 2], [2]) + make_cases([-3000, 70000, 12500, 4096, 0, 0, 1, 1e-7], [1, 1])
TRAIN_CASES = make_cases([0.5, -0.75, 0.25, -1, 0.875, 1, 0.125], [1, 2, 3, 200])
CASES.append(TRAIN_CASES[-1])
# Training converges on TRAIN_CASES; 200 rows are more than a batch. In the two cases added here, a sum of Errors or the
# first Error is 0 at the start or at the end, which is not a reason to stop.
TRAIN_CASES[-1:-1] = make_cases([19, 86, 0.5, 0.25, -0.25, 0, 3, -3, 21, 82, 0.5, -1, 0, 2], [3, 2])
TRAIN_EPOCHS = (1, 2, 30)
STOPS_EARLY = "train stops before the line is found, or does not keep what update returns"


def law_network(program: Program, case: Case) -> None:
    """Each network keeps its own w and b, even if there are other networks."""
    example = case._asdict() | {"expected w, b": [case.w, case.b]}
    network = call(program, "Network", example)
    other = {"w": case.w + 7.25, "b": case.b - 4.75}  # w + 1 and b - 1 could be b and w
    call(program, "Network", example | other)
    result = to_numbers(network, "Network", example)
    if not is_same(result, [case.w, case.b]):
        cause = "all networks share one w and b: use self.w and self.b" * is_same(result, list(other.values()))
        raise LawError(example | {"returned w, b": result}, cause)


def law_predict(program: Program, case: Case) -> None:
    """(1) y = w*x + b, for every row."""
    check_result(program, "predict", case._asdict() | {"expected": case.predictions})


def law_error(program: Program, case: Case) -> None:
    """(2) Error = predicted - true, for every row: too high is positive."""
    check_result(program, "error", case._asdict() | {"expected": case.errors})


def law_w(program: Program, case: Case) -> None:
    """(3) w := w - mean(Error * x)."""
    check_result(program, "update", case._asdict() | {"expected w": case.train(1)[0]})


def law_b(program: Program, case: Case) -> None:
    """(4) b := b - mean(Error)."""
    check_result(program, "update", case._asdict() | {"expected b": case.train(1)[1]})


def law_second_epoch(program: Program, case: Case) -> None:
    """A second epoch needs only the w and b that the first returned."""
    example = case._asdict()
    first = call(program, "update", example)
    w, b = to_numbers(first, "update", example)
    right = get_numbers(program, "update", example | {"w": w, "b": b})
    between = {"w after one epoch": w, "b after one epoch": b, "expected w, b": right}
    cause = "the network keeps something from one epoch to the next: an update needs only its w and b"
    check_result(program, "update", example | between, first, cause)


def law_cost(program: Program, case: Case) -> None:
    """The cost is mean(Error^2) / 2."""
    check_result(program, "cost", case._asdict() | {"expected cost": case.cost})


def law_train(program: Program, case: Case) -> None:
    """n epochs of training are n updates, each from all rows at once."""
    for epochs in TRAIN_EPOCHS:
        check_result(program, "train", case._asdict() | {"epochs": epochs, "expected w, b": case.train(epochs)})


def law_trained_line(program: Program, case: Case) -> None:
    """Training ends at the w and b of the line that the rows lie on."""
    xs, line = [-0.75, 0.75, 0.5], [case.w, case.b]
    example = {"w": 25, "b": 85, "xs": xs, "ys": [case.w * x + case.b for x in xs], "expected w, b": line}
    check_result(program, "train", example, cause=STOPS_EARLY)
