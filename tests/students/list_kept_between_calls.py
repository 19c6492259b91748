class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs, predictions=[]):
    for x in xs:
        predictions.append(network.w * x + network.b)
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
#     came     = [0, 0, 0, -50, 50, 0.25, 0, 0, 0]
# Usual cause: the same numbers give another result the second time: what is kept between calls, or drawn at random?
#
# Step 1 is right; step 2, predict, is next.
