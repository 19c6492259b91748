"""No mistake: a class that does the work in methods and changes itself, behind the four functions."""


class Network:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def say(self, x):
        return self.b + x * self.w

    def learn(self, errors, xs):
        count = len(xs)
        pull = sum(error * x for error, x in zip(errors, xs)) / count
        self.w -= pull
        self.b -= sum(errors) / count


def predict(network, xs):
    return tuple(map(network.say, xs))


def error(predictions, ys):
    return tuple(said - true for said, true in zip(predictions, ys))


def update(network, errors, xs):
    network.learn(errors, xs)  # in place, and gives nothing back


def train(network, xs, ys, epochs=100):
    for _ in range(epochs):
        network.learn(error(predict(network, xs), ys), xs)
