class Network:
    def __init__(self, weight, bias):
        self.weight = weight
        self.bias = bias


def predict(network, xs):
    return [network.weight * x + network.bias for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.weight - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.bias - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# Network(3, 5) has no w, but the laws ask for network.w; there is network.weight: rename it to w.
#
# Step 1, Network, is next.
