"""The way linefit's own rules take a network apart, which this class does not allow."""


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    w, b = network
    return [w * x + b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# The law: (1) y = w*x + b, for every row.
# The smallest example that breaks it:
#     call     = predict
#     w        = 0
#     b        = 0
#     xs       = [0]
#     raised   = TypeError: cannot unpack non-iterable Network object (network_taken_apart.py, line 11)
#     line 11  = w, b = network
# Usual cause: a network is not two numbers: write network.w and network.b (or is it linefit's?)
#
# Step 1 is right; step 2, predict, is next.
