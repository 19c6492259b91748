"""Check a network of your own: python -m linefit.check my_network.py, or check(...) in a notebook.

`verdict` tries the `laws`, `diagnosis` looks for usual `causes`, and `calls` and `learner_file` run your functions.
"""

from collections.abc import Callable
from typing import Any

from linefit.check.verdict import STEP_PARTS, judge


def check(*parts: Callable[..., Any]) -> None:
    """Print the verdict on your own Network, predict, error, update, train and cost, or the first few; raise nothing.

    >>> from linefit import Network
    >>> check(Network)
    Step 1 is right; step 2, predict, is next.
    """
    names = [*STEP_PARTS, "train", "cost"][: len(parts)]
    print(judge({"__file__": "", **dict(zip(names, parts))}, "your network", names)[2])
