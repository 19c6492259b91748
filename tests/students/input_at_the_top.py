start_w = float(input("Which w? "))


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


# The page:
# All 6 laws hold, but line 1 does not run to its end.
#
# Line 1 of input_at_the_top.py does not run to its end:
#     start_w = float(input("Which w? "))
# Python says: EOFError: EOF when reading a line; input() waits for somebody to type, and nobody is there
# To skip it here, indent it below if __name__ == '__main__':
