class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    network.w, network.b = w, b


def train(network, xs, ys):
    errors = error(predict(network, xs), ys)
    while max(map(abs, errors)) > 1e-9:
        update(network, errors, xs)
        errors = error(predict(network, xs), ys)


# The page:
# All 12 laws hold: right_without_epochs.py learns as the article does.
# Not checked: cost (it is not there); the laws of train(network, xs, ys, epochs).
