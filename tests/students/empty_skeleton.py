class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    """(1) y = w*x + b: a list, with what the network says of every x."""


def error(predictions, ys):
    """(2) Error = predicted - true: a list, one for every row."""


def update(network, errors, xs):
    """(3) w := w - mean(Error * x), and (4) b := b - mean(Error): a new Network."""


# The page:
# The law: (1) y = w*x + b, for every row.
# The smallest example that breaks it:
#     w        = 0
#     b        = 0
#     xs       = [0]
#     expected = [0]
#     came     = None
# Usual cause: the function gives nothing back: is a return missing? (append gives nothing, either)
#
# Step 1 is right; step 2, predict, is next.
