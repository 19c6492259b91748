def Network(w, b):
    return {"w": w, "b": b}


def predict(network, xs):
    return [network["w"] * x + network["b"] for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network["w"] - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network["b"] - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# Network(3, 5) makes a dict: the laws ask for network.w and network.b, so make it a class.
#
# Step 1, Network, is next.
