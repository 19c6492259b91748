"""Pictures of a training: the line and its Errors, how the cost falls, and the way down the bowl.

No other file needs matplotlib. The colours are Okabe and Ito's, which colour-blind people can distinguish.
"""

import math
import os
import warnings
from collections.abc import Iterator
from io import BytesIO
from textwrap import fill
from typing import Any

from linefit.fitting import Scaling, fit_summary
from linefit.network import Network
from linefit.rules import predict
from linefit.show.scene import History, Scene, choose_units, describe_position, log_spaced, make_scene
from linefit.summary import Summary
from linefit.validation import Column, escape

try:
    from matplotlib import pyplot
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from PIL import Image  # a dependency of matplotlib
except ModuleNotFoundError as exception:
    remedy = 'in the project folder, run python -m pip install -e ".[plot]"'
    raise ImportError(f"pictures need matplotlib: {remedy}") from exception

BLUE, PURPLE, ORANGE, GREEN, RED, GREY = "#0072B2", "#CC79A7", "#E69F00", "#009E73", "#D55E00", "#999999"
MAX_FRAMES, MAX_DISTINCT_ROWS = 33, 50  # more than 50 rows, or their Errors, cover each other


class Picture(Figure):
    """A figure whose show() waits until its window is closed, and which a notebook shows only once."""

    def draw(self, renderer: Any) -> None:
        """Draw without a warning if the font lacks a letter; matplotlib draws a box instead."""
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


def draw(
    history: History, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Figure:
    """Return a picture of a training (at most 300 of its epochs) in three panels, or of a single network in one.

    history is a list of the Step or Network of every epoch, such as list(islice(steps(network, xs, ys), 100)), or one
    Network, Step or Training. xs and ys hold one number per row; if they are condensed, pass the summary of all rows.
    figure.savefig("lesson.png") saves the picture, figure.show() opens a window, and a notebook shows the figure.

    >>> from linefit import Network
    >>> [axes.get_title() for axes in draw([Network(0, 1), Network(2, 3)], [0, 1], [3, 5]).axes]
    ['the line and its Errors', 'the cost, end: 0', 'the way down the bowl']

    Raises the errors of Summary.of and Summary.rmse, and ValueError or TypeError if history is empty or an iterator.
    """
    scene = make_scene(history, xs, ys, (x_name, y_name), summary)
    return draw_panels(pyplot.figure(FigureClass=Picture), scene, len(scene.epochs) - 1, errors_of=0)


def animate(
    history: History, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Iterator[Figure]:
    """Return an iterator over one figure, redrawn up to epoch 0, 1, 2 and so on, in larger steps later.

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
    """Save a picture as .png, .svg or .pdf, or an animation with five pictures a second as .gif.

    Raises the same errors as draw, ValueError if matplotlib lacks the format, and OSError if the file cannot be saved.
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


def draw_frames(figure: Figure, scene: Scene) -> Iterator[Figure]:
    """Yield the figure, redrawn up to one epoch after another, with the Errors of this epoch."""
    for now in log_spaced(scene.epochs, MAX_FRAMES):  # an index of the scene's epochs
        draw_panels(figure, scene, now, errors_of=now)
        figure.suptitle(f"epoch {scene.epochs[now]:,} of {scene.last_epoch:,}", x=0.01, horizontalalignment="left")
        yield figure


def draw_panels(figure: Figure, scene: Scene, now: int, errors_of: int) -> Figure:
    """Return the figure with all panels up to an epoch, and the legend below them, as it would cover rows."""
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
    """Draw the rows, the lines, and, if the line of errors_of is all in view, its Errors."""
    xs, ys, networks, labels = scene.xs, scene.ys, scene.networks, scene.labels
    end_xs = [min(xs), max(xs)] if min(xs) < max(xs) else [xs[0] - 1, xs[0] + 1]
    lines = [[float(y) for y in predict(network, end_xs)] for network in networks]
    low, high, height = min(ys), max(ys), max(ys) - min(ys) or abs(ys[0]) or 1
    limit = height if scene.costs[-1] < scene.costs[0] else math.inf  # for lines, above and below the rows
    near_ys = [y for line in (lines[0], *lines[-2:]) if low - min(line) <= limit >= max(line) - high for y in line]
    low, high = min([low, *near_ys]), max([high, *near_ys])
    view = low - max(height, high - low) / 20, high + max(height, high - low) / 20
    label = "data" if len(xs) >= scene.summary.rows else f"{scene.summary.rows:,} rows condensed to {len(xs)}"
    size, order = (16, 3) if len(xs) <= MAX_DISTINCT_ROWS else (5, 1)  # on top, unless they would hide the lines
    axes.scatter(xs, ys, size, color=BLUE, zorder=order, label=label, rasterized=len(xs) > 2000)  # else files are huge
    positions = [describe_position(line, view) for line in lines]
    if not positions[errors_of]:
        draw_errors(axes, xs, ys, networks[errors_of], f", {labels[errors_of]}" if len(lines) > 1 else "")
    first_and_last = [(0, "start", ORANGE), (now, labels[now], RED)]
    for index, name, colour in first_and_last if len(lines) > 1 else [(0, "the line", ORANGE)]:
        side = positions[index].partition(",")[0]
        label = f"{name}: w = {networks[index].w:.7g}, b = {networks[index].b:.7g}" + (f" ({side})" if side else "")
        axes.plot(end_xs, lines[index], color=colour, linewidth=2, zorder=2.2 if colour == ORANGE else 2.1, label=label)
    if len(lines) > 2:
        axes.plot([], [], color=GREEN, linewidth=0.8, label="epochs between")
    for between in [index for index in log_spaced(scene.epochs, 8)[1:-1] if index < now]:
        axes.plot(end_xs, lines[between], color=GREEN, linewidth=0.8)
    axes.set_ylim(view)
    title = "the line" if positions[errors_of] else "the line and its Errors"
    first = "start" if len(lines) > 1 else "the line"
    label_axes(axes, *scene.names, title + (f"\n({first} is {positions[0]})" if positions[0] else ""))


def draw_errors(axes: Axes, xs: list[float], ys: list[float], network: Network, when: str) -> None:
    """Draw the Error of every row, or, if there are many, of some rows all along the line."""
    some_xs, some_ys = zip(*sorted(zip(xs, ys))[:: len(xs) // (MAX_DISTINCT_ROWS + 1) + 1])
    count = f" ({len(some_xs)} of {len(xs):,} rows)" if len(some_xs) < len(xs) else ""
    label, predictions = f"Error = predicted - true{when}{count}", list(map(float, predict(network, some_xs)))
    axes.vlines(some_xs, some_ys, predictions, PURPLE, label=label, zorder=1.5)


def draw_cost(axes: Axes, scene: Scene, now: int) -> None:
    """Draw the cost up to an epoch; the axis ends when only a thousandth of the change is left."""
    costs, change = scene.costs, abs(scene.costs[0] - scene.costs[-1])
    falling = [index for index, cost in enumerate(costs) if 1000 * abs(cost - costs[-1]) > change]
    end = scene.epochs[falling[-1] + 1] if falling else 1
    axes.plot(scene.epochs[: now + 1], costs[: now + 1], color=GREEN, linewidth=2)
    axes.plot(scene.epochs[now], costs[now], "o", color=RED)
    axes.set(xlim=(-0.03 * end, 1.03 * end), ylim=(0, 1.05 * max(costs) or 1))
    axes.locator_params(axis="x", integer=True)
    label = "epoch" if end == scene.last_epoch else f"epoch (first {end:,} of {scene.last_epoch:,})"
    label_axes(axes, label, "cost = mean(Error^2) / 2", f"the cost, {scene.labels[now]}: {costs[now]:.5g}")


def draw_path(axes: Axes, scene: Scene, now: int) -> None:
    """Draw the way of w and b over the bowl of the cost, seen from above, with rings of equal cost."""
    standard, units, summary = Scaling.of(scene.summary), choose_units(scene), scene.summary
    w, b = best = standard.to_standard(fit_summary(summary))
    max_radius = max(math.dist(best, standard.to_standard(network)) for network in scene.networks) or 1
    angles = [math.tau * n / 90 for n in range(91)]  # in standard units, the rings are circles
    for radius in [max_radius * n / 4 for n in range(1, 5) if summary.var_x]:  # none if all xs are equal
        ring = [standard.from_standard(Network(w + radius * math.cos(t), b + radius * math.sin(t))) for t in angles]
        label = "equal cost, less inside" if radius == max_radius else "_"  # _ is not in the legend
        axes.plot(*zip(*map(units.to_standard, ring)), color=GREY, linewidth=0.6, label=label)
    path = [(float(w), float(b)) for w, b in map(units.to_standard, scene.networks)]
    axes.update_datalim(path)  # the whole way, so that the axes of an animation do not change
    axes.margins(0.25)  # for the names
    axes.plot(*zip(*path[: now + 1]), color=GREEN, marker=".", markersize=3, linewidth=1)
    for index, (colour, side) in {now: (RED, "top"), 0: (ORANGE, "bottom")}.items():
        axes.plot(*path[index], "o", color=colour)
        name = "start" if index == 0 else scene.labels[index] if index == len(path) - 1 else ""
        axes.text(*path[index], f"  {name}", verticalalignment=side, fontsize="small").set_in_layout(False)
    change, unit = scene.costs[now] - scene.costs[0], " (standardized)" if units == standard else ""
    direction = "over" if abs(change) <= 1e-9 * summary.var_y else "down" if change < 0 else "up"
    label_axes(axes, f"w{unit}", f"b{unit}", f"the way {direction} the bowl")


def label_axes(axes: Axes, x_name: str, y_name: str, title: str) -> None:
    """Set the title and the names of both axes, which are never read as formulas."""
    for axis, name in ((axes.xaxis, x_name), (axes.yaxis, y_name)):
        label = escape(" ".join(str(name).split()))
        axis.set_label_text(fill(label if len(label) <= 60 else f"{label[:57]}...", 30), parse_math=False)
    axes.locator_params(nbins=4)
    axes.yaxis.set_major_formatter("{x:.10g}")  # else a factor such as 1e9 covers the title
    axes.tick_params(labelsize="small")
    axes.set_title("\n".join(fill(line, 44) for line in title.splitlines()), fontsize="medium")
