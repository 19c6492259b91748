class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    moved = sum(errors) / len(xs)
    errors = [e - moved for e in errors]
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    return Network(w, network.b - moved)
