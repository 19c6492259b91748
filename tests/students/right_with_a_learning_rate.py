class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs, learning_rate=1):
    w = network.w - learning_rate * sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - learning_rate * sum(errors) / len(errors)
    return Network(w, b)


def train(network, xs, ys, learning_rate):
    for _ in range(500):
        network = update(network, error(predict(network, xs), ys), xs, learning_rate)
    return network


# The page:
# All 7 laws hold: right_with_a_learning_rate.py learns as the article does.
# Not checked: cost (missing); train with learning_rate other than 1; the number of epochs of train (name it epochs to have it checked).
