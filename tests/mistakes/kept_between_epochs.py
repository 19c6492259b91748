class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b
        self.sum_w = 0
        self.sum_b = 0


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    for e, x in zip(errors, xs):
        network.sum_w += e * x / len(xs)
        network.sum_b += e / len(xs)
    network.w -= network.sum_w
    network.b -= network.sum_b
    return network
