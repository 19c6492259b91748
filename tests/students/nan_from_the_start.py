import math


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    pull, total = math.nan, 0
    for e, x in zip(errors, xs):
        pull = pull + e * x
        total = total + e
    return Network(network.w - pull / len(xs), network.b - total / len(xs))


# The page:
# The law: (3) w := w - mean(Error * x).
# The smallest example that breaks it:
#     w          = 0
#     b          = 0
#     errors     = [0]
#     xs         = [0]
#     expected w = 0
#     came w     = nan
# Usual cause: nan or inf comes out: what is divided by 0, or grows without end?
#
# Steps 1, 2 and 3 are right; step 4, update, is next.
