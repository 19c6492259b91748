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
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


def cost(predictions, ys):
    return sum((p - y) ** 2 for p, y in zip(predictions, ys)) / len(ys) / 2


# The page:
# All 11 laws hold: right_with_another_cost.py learns as the article does.
# Not checked: cost is written as cost(predictions, ys): the laws call cost(errors); train (it is not there).
