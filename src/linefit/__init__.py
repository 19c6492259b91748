"""linefit: a neural network of one weight and one bias, which learns a line in four steps.

Read the files in this order: `network` (step 1), `rules` (steps 2 to 4) and `training` (again and again), then
`convergence` (whether, when and how fast training converges), `summary` (all that rows can teach a network) and
`fitting` (the line where training ends). `validation` rejects bad arguments, and `formatting` formats numbers. The
folders are `reading` (CSV files), `show` (charts, an epoch in words, pictures), `cli` (python -m linefit) and `check`
(python -m linefit.check, for a network of your own).

>>> from linefit import Network, sample, train
>>> xs, ys = sample()
>>> network = train(Network(w=25, b=85), xs, ys).network
>>> round(network.w, 6), round(network.b, 6)
(81.0, 48.0)
"""

from linefit.network import Network
from linefit.rules import predict, error, update, cost
from linefit.training import steps, Step, train, Training, Ending
from linefit.convergence import converges, epochs_needed, DivergenceError, ConvergenceWarning
from linefit.fitting import fit, fit_summary, Scaling
from linefit.summary import Summary
from linefit.reading import read_csv, sample
from linefit.reading.cells import DataError

__version__ = "1.0.0"

__all__ = ["Network"]
__all__ += ["predict", "error", "update", "cost"]
__all__ += ["steps", "Step", "train", "Training", "Ending"]
__all__ += ["converges", "epochs_needed", "DivergenceError", "ConvergenceWarning"]
__all__ += ["fit", "fit_summary", "Summary", "Scaling"]
__all__ += ["read_csv", "sample", "DataError"]
