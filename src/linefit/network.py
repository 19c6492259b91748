"""Step 1: a network is two numbers.

Here and in every other file, x and y are one row of the data, xs and ys are all of them, and w and b
are the network's two numbers: its weight and its bias.
"""

import random
from fractions import Fraction
from typing import NamedTuple, Self

Number = int | float | Fraction  # Fractions keep every step exact, so laws can be tested with ==


class Network(NamedTuple):
    """The whole network: for an x it says w*x + b.

    It cannot be changed: a lesson gives a new network, and the old one can still be looked at.

    >>> Network(w=25, b=85)
    Network(w=25, b=85)
    """

    w: Number  # weight: how much y grows when x grows by 1
    b: Number  # bias: what y is where x is 0

    @classmethod
    def random(cls, seed: int | None = None) -> Self:
        """Draw w and b at random: whole numbers from 0 to 100.

        The same seed draws the same network, whatever else your program draws.

        >>> Network.random(seed=2607)
        Network(w=25, b=85)
        """
        generator = random.Random(seed)
        return cls(w=generator.randint(0, 100), b=generator.randint(0, 100))
