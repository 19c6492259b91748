"""Draw a training: the line and its Errors, how the cost falls, and the way down the bowl.

The only file that needs matplotlib. The colours are Okabe and Ito's, which colour-blind people can tell apart.
"""

from __future__ import annotations

import math
import os
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import Any, NamedTuple

from linefit.convergence import MAX_EPOCHS, epochs_needed
from linefit.fitting import Scaling, fit_summary
from linefit.formatting import format_number
from linefit.network import Network
from linefit.rules import predict
from linefit.summary import Summary
from linefit.training import Step, Training
from linefit.validation import Column, check_network, check_rows, kind

try:
    from matplotlib import pyplot
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from PIL import Image  # which matplotlib needs
except ModuleNotFoundError as problem:
    raise ImportError("pictures need matplotlib: in the checkout, python -m pip install -e '.[plot]'") from problem

History = Network | Step | Training | Sequence[Network | Step]  # a single one, or one of each epoch
ROWS, ERRORS, START, BETWEEN, NOW, RINGS = "#0072B2", "#CC79A7", "#E69F00", "#009E73", "#D55E00", "#999999"
MAX_EPOCHS_DRAWN = 300
MAX_FRAMES = 32
MAX_SEGMENTS = 50  # Errors that can still be told apart


class Picture(Figure):
    """A figure that a script shows until its window is closed, and a notebook once."""

    def draw(self, renderer: Any) -> None:
        """Draw without warnings of letters that the font lacks: they are boxes."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")
            super().draw(renderer)

    def show(self, warn: bool = True) -> None:
        """Show all open figures; in a script, wait until they are closed."""
        pyplot.show()  # Figure.show does not wait, so a script would end before anything can be seen

    def _repr_mimebundle_(self, **_: Any) -> dict[str, bytes]:  # IPython asks for this if a cell returns the figure
        if self.canvas.required_interactive_framework is None:  # there are no windows, so
            pyplot.close(self)  # it need not be shown again, after the cell, as all open figures are
        self.savefig(file := BytesIO(), format="png")
        return {"image/png": file.getvalue()}


class Scene(NamedTuple):
    """What is drawn: the rows, and the networks of some epochs, dense at first."""

    xs: list[float]
    ys: list[float]
    names: tuple[str, str]
    summary: Summary
    all_epochs: int  # of the training; of an explosion, only the first are drawn
    epochs: list[int]
    networks: list[Network]
    labels: list[str]
    costs: list[float]


def draw(
    history: History, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Figure:
    """Return a picture of a training in three panels, or of a single network in one.

    history holds the Step or Network of every epoch, such as list(islice(steps(network, xs, ys), 100)), or is one
    of them. xs and ys hold one number per row; if they are two rows in place of all, summary is that of all rows.
    figure.savefig("lesson.png") saves the picture, figure.show() opens a window, and a notebook shows it by itself.

    >>> from linefit import Network
    >>> figure = draw([Network(0, 1), Network(2, 3)], [0, 1], [3, 5])
    >>> [axes.get_title() for axes in figure.axes]
    ['the line and its Errors', 'the cost falls', 'the way down the bowl']

    Raises ValueError if history is empty, xs and ys differ in length or are empty or a number is not finite,
    TypeError if an argument has another type, and OverflowError if a float cannot hold a mean, variance or cost.
    """
    scene = make_scene(history, xs, ys, (x_name, y_name), summary)
    return draw_panels(pyplot.figure(FigureClass=Picture), scene, len(scene.epochs) - 1, errors_of=0)


def animate(
    history: History, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Iterator[Figure]:
    """Return an iterator over pictures up to epoch 0, 1, 2 and so on, in larger steps later; all are one figure.

    The arguments and errors are those of draw. In a script, pyplot.pause(0.2) after each picture shows them move.
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
    """Save what draw returns, as .png, .svg or .pdf, or what animate returns, as .gif: five pictures a second.

    Raises the errors of draw, ValueError if matplotlib knows no such format, and OSError if the file cannot be written.
    """
    figure, scene = Picture(), make_scene(history, xs, ys, (x_name, y_name), summary)
    if Path(path).suffix.lower() != ".gif":
        draw_panels(figure, scene, len(scene.epochs) - 1, errors_of=0).savefig(path)
        return
    images = []
    for frame in draw_frames(figure, scene):
        frame.savefig(file := BytesIO(), format="png")
        images.append(Image.open(file).convert("RGB"))
    richest = max(images, key=lambda image: len(image.getcolors(image.width * image.height) or ()))
    colours = richest.quantize(method=Image.Quantize.FASTOCTREE)  # the same for all, which makes the file small
    first, *others = (image.quantize(palette=colours, dither=Image.Dither.NONE) for image in images)
    first.save(path, save_all=True, append_images=others, duration=[1000, *[200] * (len(others) - 1), 2000], loop=0)


def make_scene(history: History, xs: Column, ys: Column, names: tuple[str, str], summary: Summary | None) -> Scene:
    """Return what to draw; of an explosion, only the epochs until the cost has grown about a thousandfold."""
    items = [history] if isinstance(history, Network | Step | Training) else history
    if not isinstance(items, Sequence):
        raise TypeError(f"history is {kind(items)}: pass a list, such as list(islice(steps(network, xs, ys), 100))")
    if not items:
        raise ValueError("history is empty: at least one network is needed")
    networks = [check_network(item.network if isinstance(item, Step | Training) else item) for item in items]
    xs, ys = (list(map(float, values)) for values in check_rows(xs=xs, ys=ys))
    summary = summary or Summary.of(xs, ys)
    last = len(networks) - 1
    costs = ((epoch, summary.rmse(networks[epoch]) ** 2 / 2) for epoch in log_spaced(last + 1, MAX_EPOCHS_DRAWN))
    limit = 1000 * (next(costs)[1] + summary.var_y)
    epochs = log_spaced(next((epoch for epoch, cost in costs if cost > limit), last) + 1, MAX_EPOCHS_DRAWN)
    drawn = [Network(*map(float, networks[epoch])) for epoch in epochs]
    labels = ["end" if epoch == last else f"epoch {epoch:,}" for epoch in epochs]
    return Scene(xs, ys, names, summary, last, epochs, drawn, labels, [summary.rmse(each) ** 2 / 2 for each in drawn])


def log_spaced(count: int, most: int) -> list[int]:
    """Return at most so many of count numbers from 0: the first, the last, and fewer and fewer between them."""
    between = range(count) if count <= most else {round(count ** (n / most)) - 1 for n in range(most)}
    return sorted({0, *between, count - 1})


def draw_frames(figure: Figure, scene: Scene) -> Iterator[Figure]:
    """Draw a training up to one epoch after the other, each time with the Errors of the last."""
    for now in log_spaced(len(scene.epochs), MAX_FRAMES):
        draw_panels(figure, scene, now, errors_of=now)
        figure.suptitle(f"epoch {scene.epochs[now]:,} of {scene.all_epochs:,}", x=0.01, horizontalalignment="left")
        yield figure


def draw_panels(figure: Figure, scene: Scene, now: int, errors_of: int) -> Figure:
    """Draw the panels up to an epoch, and below them one legend, where it covers no row."""
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
    """Draw the rows, the lines beneath them, and the Errors of one line if all of it is in view."""
    xs, ys, networks, all_rows = scene.xs, scene.ys, scene.networks, scene.summary.rows
    margin = 0 if min(xs) < max(xs) else abs(xs[0]) / 2 or 1
    ends = [min(xs) - margin, max(xs) + margin]
    lines = [[float(y) for y in predict(network, ends)] for network in networks]
    reach = max(ys) - min(ys) or abs(ys[0]) or 1  # lines that are not further from the data are in view
    near = [y for line in (lines[0], lines[-1]) if max(min(ys) - min(line), max(line) - max(ys)) <= reach for y in line]
    view = min(ys + near) - reach / 20, max(ys + near) + reach / 20
    label = "data" if len(xs) >= all_rows else f"{len(xs)} in place of {all_rows:,} rows"
    size, order = (16, 3) if len(xs) <= MAX_SEGMENTS else (5, 1.5)  # on top of the lines, unless that would hide them
    axes.scatter(xs, ys, size, color=ROWS, zorder=order, label=label, rasterized=len(xs) > 2000)  # else files are huge
    if not where_outside(lines[errors_of], view):
        some_xs, some_ys = zip(*sorted(zip(xs, ys))[:: len(xs) // (MAX_SEGMENTS + 1) + 1])
        share = f" ({len(some_xs)} of {len(xs):,} rows)" if len(some_xs) < len(xs) else ""
        predictions = [float(y) for y in predict(networks[errors_of], some_xs)]
        label = f"Error = predicted - true{share}"
        axes.vlines(some_xs, some_ys, predictions, color=ERRORS, zorder=1, label=label)
    first, outside = "start" if len(lines) > 1 else "the line", where_outside(lines[0], view)
    axes.plot(ends, lines[0], color=START, linewidth=2, label=format_network(first, networks[0]))
    if len(lines) > 1:
        axes.plot([], [], color=BETWEEN, linewidth=0.8, label="epochs between")
        for between in [index for index in log_spaced(len(lines), 7)[1:-1] if index < now]:
            axes.plot(ends, lines[between], color=BETWEEN, linewidth=0.8)
        label = format_network(scene.labels[now], networks[now]) + (
            " (outside)" if where_outside(lines[now], view) else ""
        )
        axes.plot(ends, lines[now], color=NOW, linewidth=2, label=label)
    axes.set_ylim(view)
    label_axes(axes, *scene.names, "the line and its Errors" + (f"\n({first} is {outside})" if outside else ""))


def draw_cost(axes: Axes, scene: Scene, now: int) -> None:
    """Draw how the cost changes up to an epoch, until a thousandth of the change is left."""
    costs, change = scene.costs, scene.costs[0] - scene.costs[-1]
    levels_off = (n for n, cost in zip(scene.epochs, costs) if 0 <= 1000 * (cost - costs[-1]) <= change)
    end = next(levels_off, scene.epochs[-1]) or 1
    axes.plot(scene.epochs[: now + 1], costs[: now + 1], color=BETWEEN, linewidth=2)
    axes.plot(scene.epochs[now], costs[now], "o", color=NOW)
    axes.set(xlim=(-0.03 * end, 1.03 * end), ylim=(0, 1.05 * max(costs)))
    axes.locator_params(axis="x", integer=True)
    label = "epoch" if end == scene.all_epochs else f"epoch (first {end:,} of {scene.all_epochs:,})"
    label_axes(axes, label, "cost = mean(Error^2) / 2", "the cost falls" if change >= 0 else "the cost grows")


def draw_path(axes: Axes, scene: Scene, now: int) -> None:
    """Draw the way of w and b over the bowl of the cost, seen from above, with rings of equal cost."""
    is_narrow = epochs_needed(scene.xs) > MAX_EPOCHS  # so narrow, in the units of the rows, that rings are stripes
    standard = Scaling.of(scene.summary)  # in these units rings are circles
    units = standard if is_narrow else Scaling(0, 0, 1, 1)  # which changes nothing
    (w, b), *others = [standard.to_standard(network) for network in (fit_summary(scene.summary), *scene.networks)]
    far = max(math.dist((w, b), network) for network in others) or 1
    turns = [math.tau * n / 90 for n in range(91)]
    for radius in [far * n / 4 for n in range(1, 5) if scene.summary.var_x]:  # if all xs are equal, w costs nothing
        ring = [standard.from_standard(Network(w + radius * math.cos(t), b + radius * math.sin(t))) for t in turns]
        label = "equal cost" if radius == far else "_"
        axes.plot(*zip(*map(units.to_standard, ring)), color=RINGS, linewidth=0.6, label=label)
    path = [(float(w), float(b)) for w, b in map(units.to_standard, scene.networks)]
    axes.update_datalim(path)  # all of it, so that an animation does not jump
    axes.margins(0.15)
    axes.plot(*zip(*path[: now + 1]), color=BETWEEN, marker=".", markersize=3, linewidth=1)
    for index, (colour, side) in {now: (NOW, "top"), 0: (START, "bottom")}.items():
        axes.plot(*path[index], "o", color=colour)
        name = "start" if index == 0 else scene.labels[index] if index == len(path) - 1 else ""
        axes.text(*path[index], f"  {name}", verticalalignment=side, fontsize="small")
    unit, falls = " (standardized)" if is_narrow else "", scene.costs[-1] <= scene.costs[0]
    label_axes(axes, f"w{unit}", f"b{unit}", f"the way {'down' if falls else 'up'} the bowl")


def label_axes(axes: Axes, x_name: str, y_name: str, title: str) -> None:
    """Write a title, the names of both axes as they are, without formulas, and numbers in full."""
    for axis, name in ((axes.xaxis, x_name), (axes.yaxis, y_name)):
        plain = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in " ".join(name.split()))
        axis.set_label_text(fill(plain if len(plain) <= 60 else f"{plain[:57]}...", 30), parse_math=False)
    axes.locator_params(nbins=5)
    axes.tick_params(labelsize="small")
    axes.set_title(title, fontsize="medium")


def where_outside(line: Sequence[float], view: tuple[float, float]) -> str:
    """Return where a line is that is not in view as a whole, or nothing."""
    if view[0] <= min(line) and max(line) <= view[1]:
        return ""
    where = "above" if min(line) > view[1] else "below" if max(line) < view[0] else "partly outside"
    return f"{where}, y = {' to '.join(dict.fromkeys(format_number(y, 3) for y in line))}"


def format_network(name: str, network: Network) -> str:
    """Return a network in few digits, after its name."""
    return f"{name}: w = {format_number(network.w, 4)}, b = {format_number(network.b, 4)}"
