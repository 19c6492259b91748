"""Show a training: as a chart in the terminal, or one epoch in words."""

from linefit.show.chart import chart
from linefit.show.explain import explain

__all__ = ["chart", "explain"]
