import numpy as np


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return network.w * np.array(xs) + network.b


def error(predictions, ys):
    return np.array(predictions) - np.array(ys)


def update(network, errors, xs):
    errors, xs = np.array(errors), np.array(xs)
    return Network(network.w - np.mean(errors * xs), network.b - np.mean(errors))


def cost(predictions, ys):
    return np.mean((np.array(predictions) - np.array(ys)) ** 2) / 2


# The page:
# All 6 laws hold: right_with_numpy.py learns as the article does.
# Not checked: cost is defined as cost(predictions, ys), but the laws call cost(errors); train (missing).
