import random


class Network:
    def __init__(self, w, b):
        self.w = random.randint(0, 100)
        self.b = random.randint(0, 100)
        while self.w != w or self.b != b:
            self.w = random.randint(0, 100)


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# Network does not come back: after more than 5 seconds it is still busy in line 9 of endless_network.py:
#     self.w = random.randint(0, 100)
# Usual cause: a loop that never ends, or takes very long: does what it waits for ever come?
#
# Step 1, Network, is next.
