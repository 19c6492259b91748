class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    for p, y in zip(predictions, ys):
        print(p - y)


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
#     came        = None
# Usual cause: the function prints and gives nothing back: use return in place of print
#
# Steps 1 and 2 are right; step 3, error, is next.
