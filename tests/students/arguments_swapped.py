class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(xs, network):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# predict(xs, network) takes its arguments in another order: the laws call predict(network, xs).
#
# Step 1 is right; step 2, predict, is next.
