from random import randint


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    print("before:", network.w, network.b)
    new = Network(network.w, network.b)
    for e, x in zip(errors, xs):
        new.w = new.w - e * x / len(xs)
        new.b = new.b - e / len(xs)
    return new


if __name__ == "__main__":
    print(predict(Network(randint(0, 100), randint(0, 100)), [0, 1]))


# The page:
# All 6 laws hold: right_talkative.py learns as the article does.
# Not checked: cost (missing); train (missing).
