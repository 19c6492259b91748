class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [round(p - y, 2) for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# The law: (2) Error = predicted - true, for every row: too high is positive.
# The smallest example that breaks it:
#     predictions = [0.0009765625]
#     ys          = [0]
#     expected    = [0.0009765625]
#     came        = [0]
# Usual cause: the Error is rounded to 2 digits: keep it as it is
#
# Steps 1 and 2 are right; step 3, error, is next.
