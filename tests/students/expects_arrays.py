import numpy


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return network.w * numpy.array(xs) + network.b


def error(predictions, ys):
    return predictions - ys


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(xs)
    return Network(w, b)


# The page:
# The law: (2) Error = predicted - true, for every row: too high is positive.
# An example that breaks it:
#     predictions = [13]
#     ys          = [9]
#     expected    = [4]
#     raised      = TypeError: unsupported operand type(s) for -: 'list' and 'list'
#     line 15     = return predictions - ys
# Usual cause: go through lists row by row, and append (NumPy: np.array(...))
#
# Steps 1 and 2 are right; step 3, error, is next.
