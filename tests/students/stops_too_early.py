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
    for epoch in range(10):
        network = update(network, error(predict(network, xs), ys), xs)
    return network


# The page:
# The law: Training ends at the w and b of the line that the rows lie on.
# An example that breaks it:
#     w             = 25
#     b             = 85
#     xs            = [-0.75, 0.75, 0.5]
#     ys            = [-1.125, -0.375, -0.5]
#     expected w, b = 0.5, -0.75
#     returned w, b = 0.5010631454, -0.750300915
# Usual cause: train stops before the line is found, or does not keep what update returns
#
# Steps 1 to 4 are right; train is next.
