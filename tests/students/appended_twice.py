class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    predictions = []
    for x in xs:
        predictions.append(network.w * x)
        predictions.append(network.b)
    return predictions


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# The law: (1) y = w*x + b, for every row.
# The smallest example that breaks it:
#     w        = 0
#     b        = 0
#     xs       = [0]
#     expected = [0]
#     came     = [0, 0]
# Usual cause: 2 numbers for 1 row: every row needs one
#
# Step 1 is right; step 2, predict, is next.
