class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    predictions = []
    row = 0
    while row < len(xs):
        predictions.append(network.w * xs[row] + network.b)
    return predictions


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# predict does not come back: after more than 5 seconds it is still busy in line 11 of endless_loop.py:
#     predictions.append(network.w * xs[row] + network.b)
# Usual cause: a loop that never ends, or takes very long: does what it waits for ever come?
#
# Step 1 is right; step 2, predict, is next.
