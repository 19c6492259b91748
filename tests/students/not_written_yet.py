class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    raise NotImplementedError


# The page:
# The law: (2) Error = predicted - true, for every row: too high is positive.
# An example that breaks it:
#     predictions = [13]
#     ys          = [9]
#     expected    = [4]
#     raised      = NotImplementedError
#     line 12     = raise NotImplementedError
# Usual cause: the function is not written yet
#
# Steps 1 and 2 are right; step 3, error, is next.
