class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [f"{p - y:.2f}" for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# The law: (2) Error = predicted - true, for every row: too high is positive.
# The smallest example that breaks it:
#     predictions = [0]
#     ys          = [0]
#     expected    = [0]
#     came        = ['0.00']
# Usual cause: a str where a number should be: give a list of numbers, one for every row
#
# Steps 1 and 2 are right; step 3, error, is next.
