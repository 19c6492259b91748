"""Show a training as a chart in the terminal, one epoch in words, a picture or an animation."""

from typing import TYPE_CHECKING

from linefit.show.chart import chart
from linefit.show.explain import explain

if TYPE_CHECKING:
    from linefit.show.plot import animate, draw, save_plot

__all__ = ["animate", "chart", "draw", "explain", "save_plot"]


def __getattr__(name: str) -> object:
    """Return a function of plot.py, which is imported only if it is used, because it needs matplotlib."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from linefit.show import plot

    return getattr(plot, name)
