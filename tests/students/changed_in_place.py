from statistics import mean


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    network.w -= mean([e * x for e, x in zip(errors, xs)])
    network.b -= mean(errors)


# The page:
# The law: (3) w := w - mean(Error * x).
# An example that breaks it:
#     w          = 2
#     b          = 3
#     xs         = [5]
#     errors     = [4]
#     expected w = -18
#     returned   = None
# Usual cause: update changes the network but returns nothing: end it with return network
#
# Steps 1, 2 and 3 are right; step 4, update, is next.
