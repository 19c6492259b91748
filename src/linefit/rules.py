"""Steps 2, 3 and 4: what the network says, how far off that is, and one correction.

Read from the top: `predict` is equation (1), `error` is (2), `update` is (3) and (4), and `cost` is what
(3) and (4) make smaller. Each computes first and checks afterwards: where a result is not finite, the
checks look for the number that is to blame and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul, sub

from linefit.checks import LARGEST, check_network, check_number, check_rows, refuse_overflow
from linefit.network import Network, Number


def predict(network: Network, xs: Sequence[Number]) -> list[Number]:
    """Say what the network makes of every x: equation (1), y = w*x + b.

    xs holds one number per row; so does the list that comes back.

    >>> predict(Network(w=25, b=85), [0, 0.66, 1])
    [85, 101.5, 110]

    Raises ValueError where there are no rows or a number is not finite, OverflowError where a
    prediction is too large for a float.
    """
    w, b = network.w, network.b
    predictions = []
    for x in xs:
        predictions.append(w * x + b)  # (1)
    if not predictions or not -LARGEST <= sum(predictions) <= LARGEST:
        check_rows(xs=xs)
        check_network(network)
        refuse_overflow("predictions", predictions)
    return predictions


def error(predictions: Sequence[Number], ys: Sequence[Number]) -> list[Number]:
    """Compare every prediction with the true y: equation (2), Error = predicted - true.

    Too high is positive, too low is negative. The other way round, every update would push the network
    away from the data. All three lists hold one number per row.

    >>> error([85, 110], [48, 129])
    [37, -19]

    Raises ValueError where the rows do not pair up, there are none or a number is not finite,
    OverflowError where an Error is too large for a float.
    """
    errors = list(map(sub, predictions, ys))  # (2) predicted - true, row by row
    if not errors or len(predictions) != len(ys) or not -LARGEST <= sum(errors) <= LARGEST:
        check_rows(predictions=predictions, ys=ys)
        refuse_overflow("errors", errors)
    return errors


def update(network: Network, errors: Sequence[Number], xs: Sequence[Number], *, learning_rate: Number = 1) -> Network:
    """Move w and b against the Errors: equations (3) and (4).

    Both move from the same Errors, and every row has its say: one mean, not one row at a time. The rule
    has no learning rate, which is to say it is 1; a smaller one takes shorter strides. The network
    passed in stays as it is.

    >>> update(Network(w=25, b=85), [37, -19], [0, 1])
    Network(w=34.5, b=76.0)

    Raises ValueError where the rows do not pair up, there are none or a number is not finite,
    OverflowError where w or b becomes too large for a float.
    """
    if not errors or len(errors) != len(xs):
        check_rows(errors=errors, xs=xs)
    pulls = list(map(mul, errors, xs))  # Error * x, row by row
    mean_pull = sum(pulls) / len(pulls)  # sum/len, not fmean: Fractions stay exact
    mean_error = sum(errors) / len(errors)
    w = network.w - learning_rate * mean_pull  # (3)
    b = network.b - learning_rate * mean_error  # (4)
    if not -LARGEST <= w + b <= LARGEST:
        check_network(network)
        check_rows(errors=errors, xs=xs)
        check_number("learning_rate", learning_rate)
        refuse_overflow("the new [w, b]", [w, b])
    return Network(w, b)


def cost(errors: Sequence[Number]) -> Number:
    """Sum up how wrong the network is in one number: mean(Error^2) / 2.

    Seen over all w and b the cost is a bowl. Its slope along w is mean(Error * x), along b it is
    mean(Error): so (3) and (4) walk downhill. Its unit is the square of y's.

    >>> cost([3, -1])
    2.5

    Raises ValueError where there are no rows or a number is not finite, OverflowError where the cost
    is too large for a float.
    """
    check_rows(errors=errors)
    squares = [e * e for e in errors]
    refuse_overflow("squares", squares)
    return sum(squares) / len(squares) / 2
