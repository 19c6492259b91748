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
    b = network.b - sum(errors) / len(xs)
    return Network(w, b)


def train(network, xs, ys):
    errors = error(predict(network, xs), ys)
    while any(errors):
        network = update(network, errors, xs)
        errors = error(predict(network, xs), ys)
    return network


# The page:
# After 7 seconds, train is still busy in line 25 of endless_until_errors_are_zero.py:
#     errors = error(predict(network, xs), ys)
# Usual cause: does it wait, or can its loop never end? Errors are hardly ever exactly 0
#
# Steps 1 to 4 are right; train is next.
