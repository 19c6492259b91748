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
# All 11 laws hold: right_in_place.py learns as the article does.
# Not checked: cost (it is not there); train (it is not there).
