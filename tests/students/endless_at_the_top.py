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
    b = network.b - sum(errors) / len(xs)
    return Network(w, b)


network = Network(25, 85)
while network.w != 81:
    errors = error(predict(network, [0, 0.5, 1]), [48, 88.5, 129])
    network = update(network, errors, [0, 0.5, 1])


# The page:
# All 6 laws hold, but line 22 does not run to its end.
#
# Line 22 of endless_at_the_top.py does not run to its end:
#     while network.w != 81:
# It waits, or its loop never ends
# To skip it here, indent it below if __name__ == '__main__':
