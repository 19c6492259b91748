"""The three panels of a lesson's picture: the rows with line and Errors, the falling cost, the way down the bowl.

They draw on axes that they are given, matplotlib's or any that have the same methods, and import nothing of
it. The colours are Okabe and Ito's, which colour-blind people can tell apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from textwrap import fill
from typing import TYPE_CHECKING

from linefit.formatting import format_number
from linefit.network import Network, Number
from linefit.rules import predict
from linefit.summary import Summary
from linefit.training import Step, Training
from linefit.validation import Column, check_network, check_rows, kind

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Networks = Network | Step | Training | Sequence[Network | Step]  # of every epoch; or one alone
COLOURS = ("#0072B2", "#CC79A7", "#E69F00", "#009E73", "#D55E00", "#999999")
ROWS, ERRORS, FIRST, WAY, LEARNED, RINGS = COLOURS
STICKS = 50  # Errors that can still be told apart
LONGEST = 60  # characters of a name, in two lines
EPOCHS = 60  # that are shown at most: six seconds of a film


def check_networks(networks: Networks) -> list[Network]:
    """Refuse what is no network, nor a list of networks or of what has one; give them as a list."""
    found = [networks] if isinstance(networks, Network | Step | Training) else networks
    if not isinstance(found, Sequence):
        raise TypeError(f"networks is {kind(found)}: pass a list, such as list(islice(steps(network, xs, ys), 100))")
    if not found:
        raise ValueError("networks is empty: at least one is needed")
    return [check_network(one.network if isinstance(one, Step | Training) else one) for one in found]


def plot_lines(
    axes: Axes,
    xs: Column,
    ys: Column,
    networks: Networks,
    *,
    x_name: str = "x",
    y_name: str = "y",
    summary: Summary | None = None,
) -> Axes:
    """Draw the rows, the lines of some epochs, and the first one's Errors, all labelled for a legend."""
    networks = check_networks(networks)
    xs, ys = check_rows(xs=xs, ys=ys)
    few, stand_in = len(xs) < 300, summary is not None and summary.rows > len(xs)
    axes.scatter(
        floats(xs),
        floats(ys),
        s=40 if stand_in else 16 if few else 4,
        edgecolors=ROWS,
        facecolors="none" if stand_in else ROWS,
        zorder=1,  # beneath the lines
        label=f"two rows that stand for {summary.rows:,}" if summary and stand_in else "data",
        rasterized=len(xs) > 2000,  # as so many shapes, they would make a very large file
    )
    share = f", of {STICKS} of {len(xs):,} rows" if len(xs) > STICKS else ""
    errors = axes.vlines([], [], [], color=ERRORS, linewidth=1.5, zorder=1.5, label=f"Error = predicted - true{share}")
    errors.set_segments(sticks(networks[0], *fair_share(xs, ys)))
    last, ends, between = len(networks) - 1, reach(xs), "epochs between"
    for epoch in spread_out(len(networks), 7):
        line = floats(predict(networks[epoch], ends))
        if 0 < epoch < last:
            axes.plot(ends, line, color=WAY, linewidth=0.8, label=between)
            between = "_"  # one label is enough
        else:
            label = f"epoch {epoch}" if last else told(networks[0])
            axes.plot(ends, line, color=FIRST if epoch < last else LEARNED, linewidth=2, label=label)
    look_at_the_data(axes, ys)
    for network, shown in ((networks[0], axes.lines[0]), (networks[-1], axes.lines[-1])):
        shown.set_label(f"{shown.get_label()}{outside(axes, floats(predict(network, ends)))}")
    name(axes, x_name, y_name, "the line and its Errors" if last else "one network, and its Errors")
    return axes


def plot_cost(axes: Axes, summary: Summary, networks: Networks) -> Axes:
    """Draw the cost of every epoch's network; on a log scale where it falls far, on which 0 has no place."""
    networks = check_networks(networks)
    epochs = spread_out(len(networks))
    costs = [bowl(summary, networks[epoch]) for epoch in epochs]
    axes.plot(epochs, costs, color=WAY, marker="." if len(epochs) < 30 else "")
    name(axes, "epoch", "cost = mean(Error^2) / 2", "the cost falls" if costs[-1] <= costs[0] else "the cost grows")
    axes.locator_params(axis="x", integer=True)
    if max(costs) > 100 * min(costs):
        axes.set_yscale("log")
        axes.yaxis.set_minor_formatter("")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    return axes


def plot_path(axes: Axes, summary: Summary, networks: Networks) -> Axes:
    """Draw the way of w and b over the bowl of the cost, seen from above."""
    networks = check_networks(networks)
    shown = [networks[epoch] for epoch in spread_out(len(networks))]
    ws, bs = floats([network.w for network in shown]), floats([network.b for network in shown])
    grid_w, grid_b = around(ws), around(bs)
    costs = [[bowl(summary, Network(w, b)) for w in grid_w] for b in grid_b]
    lowest, highest = min(map(min, costs)), max(map(max, costs))
    if lowest < highest < math.inf:
        levels = [lowest + (highest - lowest) * (ring / 10) ** 2 for ring in range(1, 10)]
        axes.contour(grid_w, grid_b, costs, levels=levels, colors=RINGS, linewidths=0.6)
    axes.plot(ws, bs, color=WAY, marker=".", markersize=3, linewidth=1)
    axes.plot(ws[0], bs[0], "o", color=FIRST)
    axes.plot(ws[-1], bs[-1], "*", color=LEARNED, markersize=10)
    axes.plot([], [], color=RINGS, linewidth=0.6, label="equal cost")
    down = bowl(summary, shown[-1]) <= bowl(summary, shown[0])
    name(axes, "w", "b", "the way down the bowl" if down else "the way up the bowl")
    return axes


def name(axes: Axes, x_name: str, y_name: str, title: str) -> None:
    """Write names and numbers so that they can be read, however long they are."""
    for axis, text in ((axes.xaxis, x_name), (axes.yaxis, y_name)):
        words = " ".join(str(text).split())
        plain = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in words)
        short = plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 3]}..."
        axis.set_label_text(fill(short, LONGEST // 2), parse_math=False)
        axis.set_major_formatter(lambda value, _: tick(value))
    axes.tick_params(labelsize="small")
    axes.locator_params(nbins=5)
    for bins in (4, 3, 2, 1):  # side by side, long numbers need room
        if sum(len(tick(value)) for value in axes.get_xticks()) > 22:
            axes.locator_params(axis="x", nbins=bins)
    axes.set_title(title, fontsize="medium")


def tick(value: float) -> str:
    """Write a number at an axis, and group the digits of what nobody takes for a year.

    >>> tick(1960), tick(1000000002.5), tick(5e-9), tick(1e20)
    ('1960', '1,000,000,002.5', '5e-09', '1e+20')
    """
    text = format_number(value, 15)
    return f"{Decimal(text):,}" if abs(value) >= 10_000 and "e" not in text else text


def outside(axes: Axes, ends: list[float]) -> str:
    """Say of a line, by the ys of its ends, that it is nowhere to be seen; nothing where it is."""
    bottom, top = axes.get_ylim()
    return " (outside)" if max(ends) < bottom or min(ends) > top else ""


def add_legend(picture: Figure) -> None:
    """Put one legend for all panels below them, where it covers no row."""
    picture.legend(loc="outside lower left", fontsize="x-small", ncols=7 if len(picture.axes) > 1 else 2)


def sticks(network: Network, xs: Sequence[float], ys: Sequence[float]) -> list[list[tuple[float, float]]]:
    """Give both ends of each row's Error, from its y to what the network says."""
    return [[(x, y), (x, float(predicted))] for x, y, predicted in zip(xs, ys, predict(network, xs))]


def fair_share(xs: Sequence[Number], ys: Sequence[Number]) -> tuple[list[float], list[float]]:
    """Choose the rows whose Errors are shown: not more than can be told apart, evenly from the least x on."""
    rows = sorted(zip(floats(xs), floats(ys)))
    if len(rows) > STICKS:
        rows = [rows[round(stick * (len(rows) - 1) / (STICKS - 1))] for stick in range(STICKS)]
    return [x for x, _ in rows], [y for _, y in rows]


def told(network: Network) -> str:
    """Write a network in few digits."""
    return f"w = {format_number(network.w, 4)}, b = {format_number(network.b, 4)}"


def bowl(summary: Summary, network: Network) -> float:
    """Give the cost over all rows, from their summary."""
    try:
        return summary.rmse(network) ** 2 / 2
    except OverflowError:  # what a picture cannot show anyway
        return math.inf


def spread_out(count: int, most: int = EPOCHS) -> list[int]:
    """Choose epochs out of so many: the first, the last, and some between, dense at first.

    >>> spread_out(101, 7)
    [0, 1, 3, 6, 13, 26, 51, 100]
    """
    between = {round(count ** (step / most)) - 1 for step in range(most)}
    return sorted({0, *between, count - 1})


def reach(xs: Sequence[Number]) -> list[float]:
    """Give the xs of a line's two ends: where all xs are equal, some way to either side."""
    low, high = float(min(xs)), float(max(xs))
    margin = 0 if low < high else abs(low) / 2 or 1
    return [low - margin, high + margin]


def look_at_the_data(axes: Axes, ys: Sequence[Number]) -> None:
    """Keep the picture close to the data, however far off the first lines are."""
    low, high = float(min(ys)), float(max(ys))
    if low < high:
        bottom, top = axes.get_ylim()
        axes.set_ylim(max(bottom, low - (high - low)), min(top, high + (high - low)))


def around(values: Sequence[float]) -> list[float]:
    """Give 41 values that reach a little beyond all of these."""
    low, high = min(values), max(values)
    margin = (high - low) * 0.15 or abs(high) * 0.5 or 1.0
    return [low - margin + (high - low + 2 * margin) * step / 40 for step in range(41)]


def floats(values: Sequence[Number]) -> list[float]:
    """Make floats of all values."""
    return list(map(float, values))
