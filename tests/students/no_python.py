%matplotlib inline


class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs)
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(xs)
    return Network(w, b)


# The page:
# There is no predict(network, xs) yet: see below.
#
# Step 1 is right; step 2, predict, is next.
#
# Line 1 of no_python.py does not run to its end:
#     %matplotlib inline
# Python says: SyntaxError: invalid syntax; this is for notebooks: leave it out
#
# Line 10 of no_python.py does not run to its end:
#     def predict(network, xs)
# Python says: SyntaxError: expected ':'
