w = 25
b = 85


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(xs):
    return [w * x + b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# predict is written as predict(xs): the laws call predict(network, xs).
#
# Step 1 is right; step 2, predict, is next.
