import time


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    time.sleep(0.02)  # as if there were much to do
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


def train(network, xs, ys, epochs):
    for _ in range(epochs):
        network = update(network, error(predict(network, xs), ys), xs)
    return network


# The page:
# All 13 laws hold, as far as there was time to try them: does something in right_but_slow.py take long, or is the computer busy?
# Not checked: cost (it is not there); a law of a thousand epochs, as an epoch takes long.
