import sys


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


xs = [0.0, 0.5, 1.0]
print(predict(Network(25, 85), xs)[3])


# The page:
# All 6 laws hold, but line 25 does not run to its end.
#
# Line 25 of fails_below.py does not run to its end:
#     print(predict(Network(25, 85), xs)[3])
# Python says: IndexError: list index out of range
# To skip it here, indent it below if __name__ == '__main__':
