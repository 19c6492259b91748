class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    for p, y in zip(predictions, ys):
        print(p - y)


# The page:
# The law: (2) Error = predicted - true, for every row: too high is positive.
# An example that breaks it:
#     predictions = [13]
#     ys          = [9]
#     expected    = [4]
#     returned    = None
# Usual cause: error prints but returns nothing: use return instead of print
#
# Steps 1 and 2 are right; step 3, error, is next.
