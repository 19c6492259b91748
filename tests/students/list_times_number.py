class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return network.w * xs + network.b


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
#     raised   = TypeError: can only concatenate list (not "int") to list (list_times_number.py, line 8)
#     line 8   = return network.w * xs + network.b
# Usual cause: a number cannot be added to a list: do it for every row, one by one
#
# Step 1 is right; step 2, predict, is next.
