import random


class Network:
    def __init__(self):
        self.w = random.randint(0, 100)
        self.b = random.randint(0, 100)


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    network.w -= sum(e * x for e, x in zip(errors, xs)) / len(xs)
    network.b -= sum(errors) / len(errors)
    return network


# The page:
# Network is written as Network(): the laws call Network(w, b).
#
# Step 1, Network, is next.
