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


def train(network, xs, ys, epochs):
    for _ in range(epochs):
        update(network, error(predict(network, xs), ys), xs)
    return network


# The page:
# The law: n epochs of training are n updates, each from all rows at once.
# An example that breaks it:
#     w             = 0.5
#     b             = -0.75
#     xs            = [0.25]
#     ys            = [0.375]
#     epochs        = 1
#     expected w, b = 0.75, 0.25
#     returned w, b = 0.5, -0.75
# Usual cause: train returns the network it starts from: is network = update(...) in its loop?
#
# Steps 1 to 4 are right; train is next.
