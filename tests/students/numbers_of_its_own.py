"""A network that keeps the article's numbers, and not those that it is given."""


class Network:
    def __init__(self, w, b):
        self.w = 25
        self.b = 85


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# Network(3, 5) has w = 25: it must keep the w that it is given, 3.
#
# Step 1, Network, is next.
