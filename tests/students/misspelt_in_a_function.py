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
    b = network.b - sum(errors) / len(erors)
    return Network(w, b)


# The page:
# The law: (3) w := w - mean(Error * x).
# The smallest example that breaks it:
#     call     = update
#     w        = 0
#     b        = 0
#     errors   = [0]
#     xs       = [0]
#     raised   = NameError: name 'erors' is not defined (misspelt_in_a_function.py, line 17)
#     line 17  = b = network.b - sum(errors) / len(erors)
# Usual cause: a name that is not known there: is it misspelt, is an import missing, or is it network.w?
#
# Steps 1, 2 and 3 are right; step 4, update, is next.
