"""What a picture shows of a training: the rows, and the networks of some of its epochs."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from linefit.fitting import Scaling, fit_summary
from linefit.network import Network
from linefit.summary import Summary
from linefit.training import Step, Training
from linefit.validation import Column, check_network, check_rows, describe_type

History = Network | Step | Training | Sequence[Network | Step]  # a single one, or one of each epoch
MAX_DRAWN_EPOCHS = 300


class Scene(NamedTuple):
    """The rows, and the networks of some epochs, most of them early, with their labels and costs."""

    xs: list[float]
    ys: list[float]
    names: tuple[str, str]
    summary: Summary
    last_epoch: int  # of the training; if it diverges, only the first epochs are drawn
    epochs: list[int]
    networks: list[Network]
    labels: list[str]
    costs: list[float]


def make_scene(history: History, xs: Column, ys: Column, names: tuple[str, str], summary: Summary | None) -> Scene:
    """Return what to draw; if training diverges, only until the cost has grown about a thousandfold."""
    items = [history] if isinstance(history, Network | Step | Training) else history
    if not isinstance(items, Sequence):
        remedy = "pass a list, such as list(islice(steps(network, xs, ys), 100))"
        raise TypeError(f"history is {describe_type(items)}: {remedy}")
    if not items:
        raise ValueError("history is empty: pass at least one Network or Step")
    networks = [check_network(item.network if isinstance(item, Step | Training) else item) for item in items]
    xs, ys = (list(map(float, values)) for values in check_rows(xs=xs, ys=ys))
    summary = summary or Summary.of(xs, ys)
    last, max_rmse = len(networks) - 1, 32 * (summary.rmse(networks[0]) + math.sqrt(summary.var_y)) or math.inf
    candidates = log_spaced(range(last + 1), MAX_DRAWN_EPOCHS)
    end = next((epoch for epoch in candidates if summary.rmse(networks[epoch]) > max_rmse), last)
    epochs = log_spaced(range(end + 1), MAX_DRAWN_EPOCHS)
    networks = [Network(*map(float, networks[epoch])) for epoch in epochs]
    labels = ["end" if epoch == last else f"epoch {epoch:,}" for epoch in epochs]
    costs = [summary.rmse(network) ** 2 / 2 for network in networks]
    return Scene(xs, ys, names, summary, last, epochs, networks, labels, costs)


def log_spaced(epochs: Sequence[int], max_count: int) -> list[int]:
    """Return the indexes of at most `max_count` of these epochs, with both ends, and further apart later on."""
    ideal = [round((epochs[-1] + 1) ** (n / (max_count - 1))) - 1 for n in range(max_count)]
    return sorted({bisect_left(epochs, epoch) for epoch in (ideal if len(epochs) > max_count else epochs)})


def choose_units(scene: Scene) -> Scaling:
    """Return the units in which to draw w and b."""
    summary, standard = scene.summary, Scaling.of(scene.summary)
    networks = map(standard.to_standard, (fit_summary(summary), *scene.networks[:2]))
    (best_w, best_b), (w0, b0), (w1, b1) = ((float(w), float(b)) for w, b in networks)
    # In standard units, training goes straight to the best line. In the units of the rows, it hardly ever does.
    cross_product = (w1 - w0) * (best_b - b0) - (b1 - b0) * (best_w - w0)
    max_product = math.dist((w0, b0), (w1, b1)) * math.dist((w0, b0), (best_w, best_b))
    was_standardized = abs(cross_product) < 1e-6 * max_product
    is_narrow = 0 < 20 * summary.var_x < summary.mean_x**2  # in the units of the rows, rings would look like stripes
    return standard if was_standardized or is_narrow else Scaling(0, 0, 1, 1)  # the last one changes nothing


def describe_position(line: Sequence[float], view: tuple[float, float]) -> str:
    """Return where a line is, or "" if all of it is in view."""
    if view[0] <= min(line) and max(line) <= view[1]:
        return ""
    side = "above" if min(line) > view[1] else "below" if max(line) < view[0] else "partly outside"
    return f"{side}, y = {' to '.join(dict.fromkeys(f'{y:.5g}' for y in line))}"
