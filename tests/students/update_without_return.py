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
    b = network.b - sum(errors) / len(errors)


# The page:
# The law: (3) w := w - mean(Error * x).
# The smallest example that breaks it:
#     w          = 0
#     b          = 0
#     errors     = [0.25]
#     xs         = [0.25]
#     expected w = -0.0625
#     came w     = 0
# Usual cause: the function gives nothing back: is a return missing? (append gives nothing, either)
#
# Steps 1, 2 and 3 are right; step 4, update, is next.
