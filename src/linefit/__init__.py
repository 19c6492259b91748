"""linefit: a neural network of one weight and one bias, which learns a line in four steps.

Read the files in the order of the lesson: `network` (step 1), `rules` (steps 2 to 4), `training` (again
and again). That is the whole article. They lean on `convergence` (when it can't, how long it takes) and
`checks` (what is refused). Built on them: `summary` (five sums, all that there is to learn in rows),
`fitting` (the line at rest, and standard units), `data` (CSV files) and `cli` (python -m linefit).

>>> from linefit import Network, sample, train
>>> xs, ys = sample()
>>> network = train(Network(w=25, b=85), xs, ys).network
>>> round(network.w, 6), round(network.b, 6)
(81.0, 48.0)
"""

from linefit.cells import DataError
from linefit.convergence import DivergenceError, converges
from linefit.data import read_csv, sample
from linefit.fitting import Scaling, fit, fit_summary
from linefit.network import Network
from linefit.rules import cost, error, predict, update
from linefit.summary import Summary
from linefit.training import Ending, Step, Training, steps, train

__version__ = "1.0.0"

__all__ = [
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
