"""linefit: a neural network of one weight and one bias, which learns a line in four steps.

Read the files in the order of the article: `network` (step 1), `rules` (steps 2 to 4), `training` (again
and again). `training` uses `convergence` (will it converge, how long does it take, has it converged) and
`validation` (what is rejected). Built on them are `summary` (five sums, all that a network can learn from
rows), `fitting` (the line at rest, and standard units), `reading` (CSV files), `show` (a chart, an epoch in words,
and pictures) and `cli` (python -m linefit). By itself stands `check` (judge a network of your own).

>>> from linefit import Network, sample, train
>>> xs, ys = sample()
>>> network = train(Network(w=25, b=85), xs, ys).network
>>> round(network.w, 6), round(network.b, 6)
(81.0, 48.0)
"""

from linefit.convergence import ConvergenceWarning, DivergenceError, converges, epochs_needed
from linefit.fitting import Scaling, fit, fit_summary
from linefit.network import Network
from linefit.reading import read_csv, sample
from linefit.reading.cells import DataError
from linefit.rules import cost, error, predict, update
from linefit.summary import Summary
from linefit.training import Ending, Step, Training, steps, train

__version__ = "1.0.0"

__all__ = [
    "ConvergenceWarning",
    "DataError",
    "DivergenceError",
    "Ending",
    "Network",
    "Scaling",
    "Step",
    "Summary",
    "Training",
    "converges",
    "cost",
    "epochs_needed",
    "error",
    "fit",
    "fit_summary",
    "predict",
    "read_csv",
    "sample",
    "steps",
    "train",
    "update",
]
