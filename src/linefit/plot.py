"""Pictures of a lesson: the line swinging into place, the cost falling, the way down the bowl.

The only file that needs matplotlib (in the checkout, `pip install -e '.[plot]'`), and only once a
picture is asked for. The colours are Okabe and Ito's, which colour-blind people can tell apart.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from linefit.checks import Column, check_network, check_rows
from linefit.network import Network, Number
from linefit.rules import predict
from linefit.summary import Summary

if TYPE_CHECKING:
    from matplotlib.animation import FuncAnimation
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

ROWS, FIRST, LEARNED, BETWEEN = "#0072B2", "#E69F00", "#D55E00", "#999999"
ENDINGS = (".png", ".svg", ".pdf", ".gif")


def plot_lines(
    axes: Axes,
    xs: Column,
    ys: Column,
    networks: Sequence[Network],
    *,
    x_name: str = "x",
    y_name: str = "y",
    rows_name: str = "data",
) -> Axes:
    """Draw the rows, and the line at several epochs, from the first network to the last."""
    xs, ys = check_rows(xs=xs, ys=ys)
    networks, shown, ends = list(map(check_network, networks)), spread_out(len(networks)), reach(xs)
    many = len(xs) > 2000  # as so many shapes, they would make a very large file
    axes.scatter(floats(xs), floats(ys), s=16, color=ROWS, zorder=1, label=rows_name, rasterized=many)
    for epoch in shown:
        colour = LEARNED if epoch == shown[-1] else FIRST if epoch == 0 else BETWEEN
        width = 0.8 if colour == BETWEEN else 2
        line = floats(predict(networks[epoch], ends))
        axes.plot(ends, line, color=colour, linewidth=width, label=f"epoch {epoch}")
    look_at_the_data(axes, ys)
    axes.set(xlabel=x_name, ylabel=y_name, title="the line swings into place")
    axes.legend(fontsize="x-small")
    return axes


def plot_cost(axes: Axes, summary: Summary, networks: Sequence[Network]) -> Axes:
    """Draw the cost of every epoch's network, on a log scale; a cost of 0 has no place on it."""
    costs = {epoch: bowl(summary, networks[epoch]) for epoch in spread_out(len(networks), 200)}
    seen = {epoch: cost for epoch, cost in costs.items() if cost > 0}
    axes.plot(list(seen), list(seen.values()), color=LEARNED, marker="." if len(seen) < 30 else "")
    if seen:
        axes.set_yscale("log")
    axes.locator_params(axis="x", integer=True)
    axes.set(xlabel="epoch", ylabel="cost = mean(Error^2) / 2", title="the cost falls")
    return axes


def plot_path(axes: Axes, summary: Summary, networks: Sequence[Network]) -> Axes:
    """Draw the way of w and b over the bowl of the cost, seen from above."""
    shown = [networks[epoch] for epoch in spread_out(len(networks), 200)]
    ws, bs = floats([network.w for network in shown]), floats([network.b for network in shown])
    grid_w, grid_b = around(ws), around(bs)
    costs = [[bowl(summary, Network(w, b)) for w in grid_w] for b in grid_b]
    lowest, highest = min(map(min, costs)), max(map(max, costs))
    if lowest < highest < math.inf:
        levels = [lowest + (highest - lowest) * (ring / 10) ** 2 for ring in range(1, 10)]
        axes.contour(grid_w, grid_b, costs, levels=levels, colors=BETWEEN, linewidths=0.6)
    axes.plot(ws, bs, color=ROWS, marker=".", markersize=3, linewidth=1)
    axes.plot(ws[0], bs[0], "o", color=FIRST, label="first draw")
    axes.plot(ws[-1], bs[-1], "*", color=LEARNED, markersize=10, label="learned")
    axes.set(xlabel="w", ylabel="b", title="the way down the bowl")
    axes.legend(fontsize="x-small")
    return axes


def animate(
    axes: Axes,
    xs: Column,
    ys: Column,
    networks: Sequence[Network],
    *,
    x_name: str = "x",
    y_name: str = "y",
    rows_name: str = "data",
) -> FuncAnimation:
    """Show the line swinging into place, one frame per epoch at first, then in longer and longer strides."""
    from matplotlib.animation import FuncAnimation

    xs, ys = check_rows(xs=xs, ys=ys)
    networks, ends = list(map(check_network, networks)), reach(xs)
    axes.scatter(floats(xs), floats(ys), s=16, color=ROWS, zorder=1, label=rows_name)
    axes.plot(ends, floats(predict(networks[0], ends)), ":", color=FIRST, label="first draw")
    axes.plot(ends, floats(predict(networks[-1], ends)), color=BETWEEN, linewidth=0.8, label="learned")
    (line,) = axes.plot(ends, floats(predict(networks[0], ends)), color=LEARNED, linewidth=2, label="the network")
    look_at_the_data(axes, ys)
    axes.set(xlabel=x_name, ylabel=y_name)
    axes.legend(fontsize="x-small")

    def show(epoch: int) -> list[Artist]:
        w, b = floats([networks[epoch].w, networks[epoch].b])
        line.set_ydata(floats(predict(networks[epoch], ends)))
        axes.set_title(f"epoch {epoch}: w = {w:.4g}, b = {b:.4g}")
        return [line]

    frames = spread_out(len(networks), 60)
    figure = axes.get_figure(root=True)
    assert figure is not None
    return FuncAnimation(figure, show, frames=[*frames, *frames[-1:] * 10], interval=100)


def save_plot(
    path: str | os.PathLike[str],
    xs: Column,
    ys: Column,
    networks: Sequence[Network],
    *,
    x_name: str = "x",
    y_name: str = "y",
    rows_name: str = "data",
    summary: Summary | None = None,
) -> None:
    """Write the lesson's picture, by the file's ending: three panels, or, as .gif, an animation.

    networks are those of every epoch, the first and the learned one included. A summary is passed where
    xs and ys are not all rows, but the two that stand for them.

    Raises ImportError where matplotlib is missing, OSError where the file cannot be written, ValueError
    for any other ending, or where rows do not pair up, there are none or a number is not finite, and
    TypeError where xs or ys is not a list of numbers, or a network is none.
    """
    check_plot(path)
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = {"x_name": x_name, "y_name": y_name, "rows_name": rows_name}
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "linefit"}):
        if str(path).lower().endswith(".gif"):
            figure = Figure(figsize=(5, 4), dpi=80, layout="constrained")
            FigureCanvasAgg(figure)  # an animation draws on a canvas of its own
            film = animate(figure.add_subplot(), xs, ys, networks, **names)
            figure.draw_without_rendering()
            figure.set_layout_engine("none")  # laid out once, not for every frame
            film.save(os.fspath(path), writer="pillow")
            return
        figure = Figure(figsize=(10, 3.6), dpi=100, layout="constrained")
        left, middle, right = figure.subplots(1, 3)
        summary = summary or Summary.of(xs, ys)
        plot_lines(left, xs, ys, networks, **names)
        plot_cost(middle, summary, networks)
        plot_path(right, summary, networks)
        undated = {"Date": None} if str(path).lower().endswith(".svg") else None
        figure.savefig(path, metadata=undated)


def check_plot(path: str | os.PathLike[str]) -> None:
    """Refuse a picture that could not be drawn, before any work is done for it."""
    if not str(path).lower().endswith(ENDINGS):
        raise ValueError(f"{path}: a picture's name must end in one of {', '.join(ENDINGS)}")
    folder = os.path.dirname(os.fspath(path)) or "."
    if not os.path.isdir(folder):
        raise ValueError(f"{path}: No such file or directory: there is no folder {folder}")
    if find_spec("matplotlib") is None:
        raise ImportError("pictures need matplotlib: in the checkout, python -m pip install -e '.[plot]'")


def bowl(summary: Summary, network: Network) -> float:
    """Give the cost over all rows, from their summary."""
    typical = summary.typical_error(network)
    return typical * typical / 2  # not **, which has no inf for what a picture cannot show anyway


def spread_out(count: int, most: int = 7) -> list[int]:
    """Choose epochs out of so many: the first, the last, and some between, dense at first.

    >>> spread_out(101)
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
