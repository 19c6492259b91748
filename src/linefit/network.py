"""Step 1: a network is two numbers, its weight w and its bias b.

In the formulas, x and y are one row of the data; xs and ys are lists of one number per row.
"""

import random
from fractions import Fraction
from typing import NamedTuple, Self

Number = int | float | Fraction  # Fractions keep every step exact, so laws can be tested with ==


class Network(NamedTuple):
    """The whole network: for an x it predicts w*x + b.

    A network cannot be changed. An update returns a new network, so the old one can still be looked at.

    >>> Network(w=25, b=85)
    Network(w=25, b=85)
    """

    w: Number  # weight: how much y grows when x grows by 1
    b: Number  # bias: the prediction for x = 0

    @classmethod
    def random(cls, seed: int | None = None) -> Self:
        """Return a network whose w and b are drawn at random, whole numbers from 0 to 100.

        The same seed, a whole number, draws the same network, whatever else the program draws at random.

        >>> Network.random(seed=2607)
        Network(w=25, b=85)
        """
        generator = random.Random(seed)
        return cls(w=generator.randint(0, 100), b=generator.randint(0, 100))
