class Network:
    def _init_(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# In Network, _init_ is misspelt: __init__ has two underscores on each side.
#
# Step 1, Network, is next.
