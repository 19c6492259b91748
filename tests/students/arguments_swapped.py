class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(xs, network):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(xs)
    return Network(w, b)


# The page:
# The law: (1) y = w*x + b, for every row.
# An example that breaks it:
#     w        = 2
#     b        = 3
#     xs       = [5]
#     expected = [13]
#     raised   = TypeError: 'Network' object is not iterable
#     line 8   = return [network.w * x + network.b for x in xs]
#
# Step 1 is right; step 2, predict, is next.
