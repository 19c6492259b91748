"""Steps 2, 3 and 4: predict, compare, update.

Read from the top: `predict` is equation (1), `error` is (2), `update` is (3) and (4), and `cost` is what
(3) and (4) make smaller. These functions trust their arguments and do what Python's arithmetic does. `steps`
and `train` check your data before they call them.
"""

from collections.abc import Sequence

from linefit.network import Network, Number


def predict(network: Network, xs: Sequence[Number]) -> list[Number]:
    """Return the prediction for every x: equation (1), y = w*x + b.

    xs and the result hold one number per row, the result in the unit of y.

    >>> predict(Network(w=25, b=85), [0, 0.66, 1])
    [85, 101.5, 110]

    Nothing is checked: no rows give no predictions, and nan gives nan.
    """
    w, b = network
    return [w * x + b for x in xs]  # (1)


def error(predictions: Sequence[Number], ys: Sequence[Number]) -> list[Number]:
    """Return how far off each prediction is: equation (2), Error = predicted - true.

    An Error is positive if the prediction is too high, and negative if it is too low. With the opposite sign,
    every update would move the line away from the data. All three lists hold one number per row, in the unit of y.

    >>> error([85, 110], [48, 129])
    [37, -19]

    Raises ValueError, from zip, if the lists differ in length. nan gives nan.
    """
    return [predicted - true for predicted, true in zip(predictions, ys, strict=True)]  # (2)


def update(network: Network, errors: Sequence[Number], xs: Sequence[Number], *, learning_rate: Number = 1) -> Network:
    """Return the network after one update of w and b: equations (3) and (4).

    errors and xs hold one number per row. The update uses the means over all rows, and w and b use the same
    Errors. The article's rule has learning rate 1; with a smaller one, w and b move less.

    >>> update(Network(w=25, b=85), [37, -19], [0, 1])
    Network(w=34.5, b=76.0)

    Raises ValueError if the lists differ in length or are empty. nan gives nan.
    """
    errors_times_x = [e * x for e, x in zip(errors, xs, strict=True)]
    w = network.w - learning_rate * mean(errors_times_x)  # (3)
    b = network.b - learning_rate * mean(errors)  # (4)
    return Network(w, b)


def cost(errors: Sequence[Number]) -> Number:
    """Return how wrong the network is, in one number: mean(Error^2) / 2.

    errors holds one number per row, and the unit of the cost is that of y*y. Over all w and b the cost is a
    bowl. Its slope along w is mean(Error * x), and along b it is mean(Error). So (3) and (4) go downhill,
    which the field calls gradient descent.

    >>> cost([3, -1])
    2.5

    Raises ValueError if there are no rows. nan gives nan. Too large a square gives inf, or, for an int, OverflowError.
    """
    return mean([e * e for e in errors]) / 2


def mean(values: Sequence[Number]) -> Number:
    """Return the sum of the values divided by their number, or raise ValueError if there are none.

    >>> mean([37, -19])
    9.0
    """
    count = len(values)
    if count == 0:
        raise ValueError("there are no rows: a mean needs at least one")
    total = sum(values)  # not statistics.fmean: Fractions stay exact
    return total / count if abs(total) != float("inf") else sum(value / count for value in values)
