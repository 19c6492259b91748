"""The lesson's picture: drawn for a notebook, written to a file, or as a film.

The only file that needs matplotlib (in the checkout, `pip install -e '.[plot]'`), and only once a
picture is asked for.
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from linefit.panels import (
    COLOURS,
    Networks,
    add_legend,
    bowl,
    check_networks,
    fair_share,
    floats,
    outside,
    plot_cost,
    plot_lines,
    plot_path,
    reach,
    spread_out,
    sticks,
    told,
)
from linefit.rules import predict
from linefit.summary import Summary
from linefit.validation import Column, check_rows, display_path

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["check_plot", "draw", "film", "plot_cost", "plot_lines", "plot_path", "save_plot"]

ENDINGS = (".png", ".svg", ".pdf", ".gif")
NOW = "#000000"
SHADES = 20  # of each colour, from white; the first, which would be taken for white, is left out


def draw(
    networks: Networks, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Figure:
    """Draw the lesson, in three panels; one network alone, in one. A notebook shows the figure by itself.

    networks are those of every epoch, or its steps, such as list(islice(steps(network, xs, ys), 100)); or a
    single network, or a training, of which only the end is known. xs and ys are the rows, one number each;
    where they are not all rows, but the two that stand for them, pass the summary of all.

    Raises ImportError where matplotlib is missing, ValueError where rows do not pair up, there are none, a
    number is not finite or networks is empty, TypeError where xs or ys is not a list of numbers or
    networks no list of networks.

    >>> from linefit import Network
    >>> draw([Network(0, 1), Network(2, 3)], [0, 1], [])
    Traceback (most recent call last):
    ValueError: xs has 2 rows and ys has 0: they must pair up, row by row
    """
    networks = check_networks(networks)
    xs, ys = check_rows(xs=xs, ys=ys)
    check_matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    class Picture(Figure):
        def draw(self, renderer: Any) -> None:
            with warnings.catch_warnings():  # a letter that the font does not have is a box, and no reason to warn
                warnings.filterwarnings("ignore", "Glyph")
                super().draw(renderer)

        def _repr_png_(self) -> bytes:  # notebooks look for this, whatever their settings
            file = io.BytesIO()
            self.savefig(file, format="png")
            return file.getvalue()

    panels = 3 if len(networks) > 1 else 1
    picture = Picture(figsize=(10 if panels > 1 else 5, 4), dpi=100)
    picture.set_layout_engine("constrained", w_pad=0.1)
    FigureCanvasAgg(picture)
    axes = picture.subplots(1, panels, squeeze=False)[0]
    plot_lines(axes[0], xs, ys, networks, x_name=x_name, y_name=y_name, summary=summary)
    if panels > 1:
        summary = summary or Summary.of(xs, ys)
        plot_cost(axes[1], summary, networks)
        plot_path(axes[2], summary, networks)
    add_legend(picture)
    return picture


def film(
    networks: Networks, xs: Column, ys: Column, *, x_name: str = "x", y_name: str = "y", summary: Summary | None = None
) -> Iterator[Figure]:
    """Let the drawn lesson run: give the same figure again and again, some epochs further on each time.

    It takes, and refuses, what draw does.
    """
    networks = check_networks(networks)
    xs, ys = check_rows(xs=xs, ys=ys)
    summary = summary or Summary.of(xs, ys)
    picture = draw(networks, xs, ys, x_name=x_name, y_name=y_name, summary=summary)
    from matplotlib.collections import LineCollection

    ends, shown = reach(xs), fair_share(xs, ys)
    left, *others = picture.axes
    errors = left.collections[-1]
    assert isinstance(errors, LineCollection)
    (line,) = left.plot(ends, [left.get_ylim()[0]] * 2, color=NOW, linewidth=2, label="now")
    points = [axes.plot([], [], "o", color=NOW)[0] for axes in others]
    caption = picture.suptitle("epoch", x=0.01, horizontalalignment="left", family="monospace")
    picture.legends[0].remove()
    add_legend(picture)
    picture.draw_without_rendering()
    picture.set_layout_engine("none")  # laid out once, not for every frame
    for epoch in spread_out(len(networks)):
        network = networks[epoch]
        predicted = floats(predict(network, ends))
        line.set_ydata(predicted)
        caption.set_text(f"epoch {epoch}: {told(network)}{outside(left, predicted)}")
        errors.set_segments(sticks(network, *shown))
        for point, (x, y) in zip(points, [(epoch, bowl(summary, network)), floats(network)]):
            point.set_data([x], [y])
        yield picture


def save_plot(
    path: str | os.PathLike[str],
    xs: Column,
    ys: Column,
    networks: Networks,
    *,
    x_name: str = "x",
    y_name: str = "y",
    summary: Summary | None = None,
) -> None:
    """Write the lesson's picture, by the file's ending: what draw draws, or, as .gif, a film of it.

    Raises what draw raises, OSError where the file cannot be written, and ValueError for any other ending.
    """
    check_plot(path)
    from matplotlib import rc_context

    file, ending = io.BytesIO(), os.path.splitext(path)[1].lower()
    if ending == ".gif":
        save_film(file, film(networks, xs, ys, x_name=x_name, y_name=y_name, summary=summary))
    else:
        picture = draw(networks, xs, ys, x_name=x_name, y_name=y_name, summary=summary)
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": "linefit"}):
            picture.savefig(file, format=ending[1:], metadata={"Date": None} if ending == ".svg" else None)
    write(Path(path), file.getvalue())


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole, or leave what was there."""
    part = path.with_name(f"{path.name}.part") if path.is_file() or not path.exists() else path  # a device has no parts
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(path)) from None
    finally:
        if part != path:
            part.unlink(missing_ok=True)


def save_film(file: BinaryIO, pictures: Iterator[Figure]) -> None:
    """Write ten pictures a second, in the few colours that there are, so that the file is small."""
    from matplotlib.colors import to_rgb
    from PIL import Image

    shades = [(colour, share / SHADES) for colour in (*COLOURS, NOW) for share in (0, *range(2, SHADES + 1))]
    palette = Image.new("P", (1, 1))
    palette.putpalette([round(255 + (part * 255 - 255) * share) for colour, share in shades for part in to_rgb(colour)])
    frames = []
    for picture in pictures:
        canvas: Any = picture.canvas
        canvas.draw()
        shot = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
        frames.append(shot.quantize(palette=palette, dither=Image.Dither.NONE))
    durations = [1000] + [100] * (len(frames) - 2) + [2000]  # in milliseconds: both ends can be looked at
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=durations[-len(frames) :], loop=0)


def check_plot(path: str | os.PathLike[str]) -> None:
    """Refuse a picture that could not be drawn, before any work is done for it."""
    if os.path.splitext(path)[1].lower() not in ENDINGS:
        raise ValueError(f"{display_path(path)}: a picture's name must end in one of {', '.join(ENDINGS)}")
    folder = os.path.dirname(os.fspath(path)) or "."
    if not os.path.isdir(folder):
        raise ValueError(f"{display_path(path)}: No such file or directory: there is no folder {display_path(folder)}")
    check_matplotlib()


def check_matplotlib() -> None:
    """Say what to install where there is nothing to draw with."""
    if find_spec("matplotlib") is None:
        raise ImportError("pictures need matplotlib: in the checkout, python -m pip install -e '.[plot]'")
