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
    b = network.b - sum(erors) / len(xs)
    return Network(w, b)


# The page:
# The law: (3) w := w - mean(Error * x).
# An example that breaks it:
#     w          = 2
#     b          = 3
#     xs         = [5]
#     errors     = [4]
#     expected w = -18
#     raised     = NameError: name 'erors' is not defined
#     line 17    = b = network.b - sum(erors) / len(xs)
# Usual cause: is it misspelt, not imported, defined further down, or also a variable here?
#
# Steps 1, 2 and 3 are right; step 4, update, is next.
