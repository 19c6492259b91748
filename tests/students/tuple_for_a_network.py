def Network(w, b):
    return w, b


def predict(network, xs):
    w, b = network
    return [w * x + b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w, b = network
    w = w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# Network(3, 5) makes a tuple: the laws ask for network.w and network.b, so make it a class.
#
# Step 1, Network, is next.
