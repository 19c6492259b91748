"""Steps 2, 3 and 4: what the network says, how far off that is, and one correction.

Read from the top: `predict` is equation (1), `error` is (2), `update` is (3) and (4), and `cost` is what
(3) and (4) make smaller. All of them trust what they are given, and do what Python's arithmetic does:
where lists do not pair up, zip says so, and a nan that goes in comes out again. It is `steps` and `train`
that look at your data first.
"""

from collections.abc import Sequence

from linefit.network import Network, Number


def predict(network: Network, xs: Sequence[Number]) -> list[Number]:
    """Say what the network makes of every x: equation (1), y = w*x + b.

    xs holds one number per row; so does the list that comes back.

    >>> predict(Network(w=25, b=85), [0, 0.66, 1])
    [85, 101.5, 110]

    Trusts its input: no rows give no predictions, nan gives nan.
    """
    w, b = network
    return [w * x + b for x in xs]  # (1)


def error(predictions: Sequence[Number], ys: Sequence[Number]) -> list[Number]:
    """Compare every prediction with the true y: equation (2), Error = predicted - true.

    Too high is positive, too low is negative. The other way round, every update would push the network
    away from the data. All three lists hold one number per row.

    >>> error([85, 110], [48, 129])
    [37, -19]

    Trusts its input: nan gives nan. Raises zip's ValueError where one list is longer than the other.
    """
    return [predicted - true for predicted, true in zip(predictions, ys, strict=True)]  # (2)


def update(network: Network, errors: Sequence[Number], xs: Sequence[Number], *, learning_rate: Number = 1) -> Network:
    """Move w and b against the Errors: equations (3) and (4).

    All rows have their say at once, and both move from the same Errors. The article's rule has a
    learning rate of 1; a smaller one takes shorter strides. The network passed in stays as it is.

    >>> update(Network(w=25, b=85), [37, -19], [0, 1])
    Network(w=34.5, b=76.0)

    Trusts its input: nan gives nan. Raises zip's ValueError where one list is longer than the other, and
    ValueError where there are no rows.
    """
    pulls = [e * x for e, x in zip(errors, xs, strict=True)]
    w = network.w - learning_rate * mean(pulls)  # (3)
    b = network.b - learning_rate * mean(errors)  # (4)
    return Network(w, b)


def cost(errors: Sequence[Number]) -> Number:
    """Sum up how wrong the network is in one number: mean(Error^2) / 2.

    Seen over all w and b the cost is a bowl. Its slope along w is mean(Error * x), along b it is
    mean(Error): so (3) and (4) walk downhill, which the field calls gradient descent. Its unit is the
    square of y's.

    >>> cost([3, -1])
    2.5

    Trusts its input: nan gives nan, and a square that is too large for a float gives inf. Raises
    ValueError where there are no rows.
    """
    return mean([e * e for e in errors]) / 2


def mean(values: Sequence[Number]) -> Number:
    """Give the sum divided by the count.

    >>> mean([37, -19])
    9.0

    Raises ValueError where there are no rows.
    """
    rows = len(values)
    if rows == 0:
        raise ValueError("there are no rows: a mean needs at least one")
    total = sum(values)  # not statistics.fmean: Fractions stay exact
    return total / rows if abs(total) != float("inf") else sum(value / rows for value in values)
