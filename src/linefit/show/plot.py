"""Draw a training: the line and its Errors, how the cost falls, and the way down the bowl.

No other file needs matplotlib. The colours are Okabe and Ito's, which colour-blind people can tell apart.
"""

from __future__ import annotations

import math
import os
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from io import BytesIO
from textwrap import fill
from typing import Any, NamedTuple

from linefit.fitting import Scaling, fit_summary
from linefit.network import Network
from linefit.rules import predict
from linefit.summary import Summary
from linefit.training import Step, Training
from linefit.validation import Column, check_network, check_rows, kind

try:
    from matplotlib import pyplot
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from PIL import Image  # a dependency of matplotlib
except ModuleNotFoundError as error:
    raise ImportError("pictures need matplotlib: in the project folder, python -m pip install -e '.[plot]'") from error

History = Network | Step | Training | Sequence[Network | Step]  # a single one, or one of each epoch
BLUE, PURPLE, ORANGE, GREEN, RED, GREY = "#0072B2", "#CC79A7", "#E69F00", "#009E73", "#D55E00", "#999999"
MAX_DRAWN, MAX_FRAMES = 300, 33  # epochs
MAX_DISTINCT = 50  # rows or Errors that can still be told apart


class Picture(Figure):
    """A figure whose show() waits until its window is closed, and which a notebook shows only once."""

    def draw(self, renderer: Any) -> None:
        """Draw without a warning if the font lacks a letter, which is drawn as a box."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")
            super().draw(renderer)

    def show(self, warn: bool = True) -> None:
        """Show all open figures; in a script, wait until they are closed."""
        pyplot.show()  # Figure.show does not wait, so a script would end before anything can be seen

    def _repr_mimebundle_(self, **_: Any) -> dict[str, bytes]:  # IPython asks for this if a cell returns the figure
        if self.canvas.required_interactive_framework is None:  # no backend with windows
            pyplot.close(self)  # else IPython shows every open figure once more after the cell
        self.savefig(file := BytesIO(), format="png")
        return {"image/png": file.getvalue()}


class Scene(NamedTuple):
    """What the panels show: the rows, and the networks of some epochs, dense at first."""

    xs: list[float]
    ys: list[float]
    names: tuple[str, str]
    summary: Summary
    last_epoch: int  # of the training; if it diverges, only the first epochs are drawn
    epochs: list[int]
    networks: list[Network]
    labels: list[str]
    costs: list[float]


def draw(
    history: History, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Figure:
    """Return a picture of a training (at most 300 of its epochs) in three panels, or of a single network in one.

    history is a list of the Step or Network of every epoch, such as list(islice(steps(network, xs, ys), 100)), or one
    Network, Step or Training. xs and ys hold one number per row; if they are condensed, pass the summary of all rows.
    figure.savefig("lesson.png") saves the picture, figure.show() opens a window, and a notebook shows it by itself.

    >>> from linefit import Network
    >>> [axes.get_title() for axes in draw([Network(0, 1), Network(2, 3)], [0, 1], [3, 5]).axes]
    ['the line and its Errors', 'the cost, end: 0', 'the way down the bowl']

    Raises ValueError if history is empty, xs and ys differ in length or are empty or a number is not finite,
    TypeError if xs, ys or history has another type, and OverflowError if a float cannot hold a mean, variance or cost.
    """
    scene = make_scene(history, xs, ys, (x_name, y_name), summary)
    return draw_panels(pyplot.figure(FigureClass=Picture), scene, len(scene.epochs) - 1, errors_of=0)


def animate(
    history: History, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Iterator[Figure]:
    """Return an iterator that redraws one figure up to epoch 0, 1, 2 and so on, in larger steps later.

    The arguments and errors are those of draw. In a script, call matplotlib.pyplot.pause(0.2) after each picture.
    """
    scene = make_scene(history, xs, ys, (x_name, y_name), summary)
    return draw_frames(pyplot.figure(FigureClass=Picture), scene)


def save_plot(
    path: str | os.PathLike[str],
    history: History,
    xs: Column,
    ys: Column,
    *,
    x_name: str = "x",
    y_name: str = "y",
    summary: Summary | None = None,
) -> None:
    """Save a still picture as .png, .svg or .pdf, or an animation with five pictures a second as .gif.

    Raises the errors of draw, ValueError if matplotlib lacks the format, and OSError if the file cannot be written.
    """
    figure, scene = Picture(), make_scene(history, xs, ys, (x_name, y_name), summary)
    if not os.fspath(path).lower().endswith(".gif"):
        draw_panels(figure, scene, len(scene.epochs) - 1, errors_of=0).savefig(path)
        return
    images = []
    for frame in draw_frames(figure, scene):
        frame.savefig(file := BytesIO(), format="png", transparent=False)
        images.append(Image.open(file).convert("RGB"))
    palette = images[-1].quantize(method=Image.Quantize.FASTOCTREE)  # one for all frames keeps the file small
    first, *others = (image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images)
    first.save(path, save_all=True, append_images=others, duration=[1000, *[200] * (len(others) - 1), 2000], loop=0)


def make_scene(history: History, xs: Column, ys: Column, names: tuple[str, str], summary: Summary | None) -> Scene:
    """Return what to draw; if training diverges, only until the cost has grown about a thousandfold."""
    items = [history] if isinstance(history, Network | Step | Training) else history
    if not isinstance(items, Sequence):
        raise TypeError(f"history is {kind(items)}: pass a list, such as list(islice(steps(network, xs, ys), 100))")
    if not items:
        raise ValueError("history is empty: pass at least one Network or Step")
    networks = [check_network(item.network if isinstance(item, Step | Training) else item) for item in items]
    xs, ys = (list(map(float, values)) for values in check_rows(xs=xs, ys=ys))
    summary = summary or Summary.of(xs, ys)
    last, max_rmse = len(networks) - 1, 32 * (summary.rmse(networks[0]) + math.sqrt(summary.var_y)) or math.inf
    end = next((n for n in log_spaced(range(last + 1), MAX_DRAWN) if summary.rmse(networks[n]) > max_rmse), last)
    epochs = log_spaced(range(end + 1), MAX_DRAWN)
    drawn = [Network(*map(float, networks[epoch])) for epoch in epochs]
    labels = ["end" if epoch == last else f"epoch {epoch:,}" for epoch in epochs]
    return Scene(xs, ys, names, summary, last, epochs, drawn, labels, [summary.rmse(each) ** 2 / 2 for each in drawn])


def log_spaced(epochs: Sequence[int], most: int) -> list[int]:
    """Return the indexes of at most `most` of these epochs, among them both ends, and further apart later on."""
    chosen = [round((epochs[-1] + 1) ** (n / (most - 1))) - 1 for n in range(most)]
    return sorted({bisect_left(epochs, epoch) for epoch in (chosen if len(epochs) > most else epochs)})


def draw_frames(figure: Figure, scene: Scene) -> Iterator[Figure]:
    """Yield the figure, redrawn up to one epoch after another with the Errors of that epoch."""
    for now in log_spaced(scene.epochs, MAX_FRAMES):
        draw_panels(figure, scene, now, errors_of=now)
        figure.suptitle(f"epoch {scene.epochs[now]:,} of {scene.last_epoch:,}", x=0.01, horizontalalignment="left")
        yield figure


def draw_panels(figure: Figure, scene: Scene, now: int, errors_of: int) -> Figure:
    """Draw the panels up to an epoch, and one legend below them, so that it covers no row."""
    panels = 3 if len(scene.networks) > 1 else 1
    figure.clear()
    figure.set(size_inches=(9 if panels > 1 else 4.5, 3.6), layout_engine="constrained")
    first, *others = figure.subplots(1, panels, squeeze=False)[0]
    draw_lines(first, scene, now, errors_of)
    for axes, draw_panel in zip(others, (draw_cost, draw_path)):
        draw_panel(axes, scene, now)
    figure.legend(loc="outside lower left", fontsize="x-small", ncols=panels)
    return figure


def draw_lines(axes: Axes, scene: Scene, now: int, errors_of: int) -> None:
    """Draw the rows, the lines, and the Errors of one line if all of it is in view."""
    xs, ys, networks, labels = scene.xs, scene.ys, scene.networks, scene.labels
    ends = [min(xs), max(xs)] if min(xs) < max(xs) else [xs[0] - 1, xs[0] + 1]
    lines = [[float(y) for y in predict(network, ends)] for network in networks]
    low, high, height = min(ys), max(ys), max(ys) - min(ys) or abs(ys[0]) or 1
    reach = height if scene.costs[-1] < scene.costs[0] else math.inf  # how far from the data a line is in view
    near = [y for line in (lines[0], *lines[-2:]) if low - min(line) <= reach >= max(line) - high for y in line]
    low, high = min([low, *near]), max([high, *near])
    view = low - max(height, high - low) / 20, high + max(height, high - low) / 20
    label = "data" if len(xs) >= scene.summary.rows else f"{scene.summary.rows:,} rows condensed to {len(xs)}"
    size, order = (16, 3) if len(xs) <= MAX_DISTINCT else (5, 1)  # few are drawn above all else; many would hide it
    axes.scatter(xs, ys, size, color=BLUE, zorder=order, label=label, rasterized=len(xs) > 2000)  # else files are huge
    outside, has_errors = where_outside(lines[0], view), not where_outside(lines[errors_of], view)
    if has_errors:
        draw_errors(axes, xs, ys, networks[errors_of], f", {labels[errors_of]}" if len(lines) > 1 else "")
    marked = [(0, "start", ORANGE), (now, labels[now], RED)] if len(lines) > 1 else [(0, "the line", ORANGE)]
    for index, name, colour in marked:
        side = where_outside(lines[index], view).partition(",")[0]
        label = f"{name}: w = {networks[index].w:.7g}, b = {networks[index].b:.7g}" + (f" ({side})" if side else "")
        axes.plot(ends, lines[index], color=colour, linewidth=2, zorder=2.2 if colour == ORANGE else 2.1, label=label)
    if len(lines) > 2:
        axes.plot([], [], color=GREEN, linewidth=0.8, label="epochs between")
    for between in [index for index in log_spaced(scene.epochs, 8)[1:-1] if index < now]:
        axes.plot(ends, lines[between], color=GREEN, linewidth=0.8)
    axes.set_ylim(view)
    title = "the line and its Errors" if has_errors else "the line"
    label_axes(axes, *scene.names, title + (f"\n(start is {outside})" if outside else ""))


def draw_errors(axes: Axes, xs: list[float], ys: list[float], network: Network, when: str) -> None:
    """Draw the Error of every row, or of rows all along the line if there are too many to be told apart."""
    some_xs, some_ys = zip(*sorted(zip(xs, ys))[:: len(xs) // (MAX_DISTINCT + 1) + 1])
    share = f" ({len(some_xs)} of {len(xs):,} rows)" if len(some_xs) < len(xs) else ""
    predictions = [float(y) for y in predict(network, some_xs)]
    axes.vlines(some_xs, some_ys, predictions, PURPLE, label=f"Error = predicted - true{when}{share}", zorder=1.5)


def draw_cost(axes: Axes, scene: Scene, now: int) -> None:
    """Draw the cost up to an epoch; the axis ends when only a thousandth of the change is left."""
    costs, change = scene.costs, abs(scene.costs[0] - scene.costs[-1])
    unsettled = [index for index, cost in enumerate(costs) if 1000 * abs(cost - costs[-1]) > change]
    end = scene.epochs[unsettled[-1] + 1] if unsettled else 1
    axes.plot(scene.epochs[: now + 1], costs[: now + 1], color=GREEN, linewidth=2)
    axes.plot(scene.epochs[now], costs[now], "o", color=RED)
    axes.set(xlim=(-0.03 * end, 1.03 * end), ylim=(0, 1.05 * max(costs) or 1))
    axes.locator_params(axis="x", integer=True)
    label = "epoch" if end == scene.last_epoch else f"epoch (first {end:,} of {scene.last_epoch:,})"
    label_axes(axes, label, "cost = mean(Error^2) / 2", f"the cost, {scene.labels[now]}: {costs[now]:.5g}")


def draw_path(axes: Axes, scene: Scene, now: int) -> None:
    """Draw the way of w and b over the bowl of the cost, seen from above, with rings of equal cost."""
    standard, summary = Scaling.of(scene.summary), scene.summary
    networks = map(standard.to_standard, (fit_summary(summary), *scene.networks))
    (w, b), (w0, b0), (w1, b1), *_ = points = [(float(w), float(b)) for w, b in networks]
    far = max(math.dist((w, b), point) for point in points) or 1
    # In standard units, training goes straight to the best line; in the units of the rows, it hardly ever does.
    is_straight = abs((w1 - w0) * (b - b0) - (b1 - b0) * (w - w0)) < 1e-6 * far * math.dist((w0, b0), (w1, b1))
    is_narrow = 0 < 20 * summary.var_x < summary.mean_x**2  # in the units of the rows, rings would look like stripes
    units = standard if is_straight or is_narrow else Scaling(0, 0, 1, 1)  # which changes nothing
    angles = [math.tau * n / 90 for n in range(91)]
    for radius in [far * n / 4 for n in range(1, 5) if summary.var_x]:  # if all xs are equal, there are none
        ring = [standard.from_standard(Network(w + radius * math.cos(t), b + radius * math.sin(t))) for t in angles]
        label = "equal cost, less inside" if radius == far else "_"
        axes.plot(*zip(*map(units.to_standard, ring)), color=GREY, linewidth=0.6, label=label)
    path = [(float(w), float(b)) for w, b in map(units.to_standard, scene.networks)]
    axes.update_datalim(path)  # all of it, so that an animation does not jump
    axes.margins(0.25)  # room for names
    axes.plot(*zip(*path[: now + 1]), color=GREEN, marker=".", markersize=3, linewidth=1)
    for index, (colour, side) in {now: (RED, "top"), 0: (ORANGE, "bottom")}.items():
        axes.plot(*path[index], "o", color=colour)
        name = "start" if index == 0 else scene.labels[index] if index == len(path) - 1 else ""
        axes.text(*path[index], f"  {name}", verticalalignment=side, fontsize="small").set_in_layout(False)
    change, unit = scene.costs[now] - scene.costs[0], " (standardized)" if units is standard else ""
    direction = "over" if abs(change) <= 1e-9 * summary.var_y else "down" if change < 0 else "up"
    label_axes(axes, f"w{unit}", f"b{unit}", f"the way {direction} the bowl")


def label_axes(axes: Axes, x_name: str, y_name: str, title: str) -> None:
    """Write the title and the names of both axes, without reading them as formulas."""
    for axis, name in ((axes.xaxis, x_name), (axes.yaxis, y_name)):
        plain = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in " ".join(str(name).split()))
        axis.set_label_text(fill(plain if len(plain) <= 60 else f"{plain[:57]}...", 30), parse_math=False)
    axes.locator_params(nbins=4)
    axes.yaxis.set_major_formatter("{x:.10g}")  # else a factor such as 1e9 would stand in the title
    axes.tick_params(labelsize="small")
    axes.set_title("\n".join(fill(line, 44) for line in title.splitlines()), fontsize="medium")


def where_outside(line: Sequence[float], view: tuple[float, float]) -> str:
    """Return where a line is, or "" if all of it is in view."""
    if view[0] <= min(line) and max(line) <= view[1]:
        return ""
    side = "above" if min(line) > view[1] else "below" if max(line) < view[0] else "partly outside"
    return f"{side}, y = {' to '.join(dict.fromkeys(f'{y:.5g}' for y in line))}"
