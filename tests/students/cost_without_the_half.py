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


def cost(errors):
    return sum(e * e for e in errors) / len(errors)


# The page:
# The law: The cost is mean(Error^2) / 2.
# The smallest example that breaks it:
#     errors        = [4]
#     expected cost = 8
#     returned cost = 16
# Usual cause: 2 times what it should be
#
# Steps 1 to 4 are right; cost is next.
