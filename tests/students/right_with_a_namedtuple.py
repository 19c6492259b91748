from collections import namedtuple

Network = namedtuple("Network", ["w", "b"])


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


def train(network, xs, ys, epochs=1000):
    w, b = network
    for _ in range(epochs):
        network = update(network, error(predict(network, xs), ys), xs)
    return network.w, network.b


# The page:
# All 14 laws hold: right_with_a_namedtuple.py learns as the article does.
# Not checked: cost (it is not there).
