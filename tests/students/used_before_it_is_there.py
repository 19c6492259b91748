class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


network = Network(25, 85)
predictions = predict(network, [0, 1])


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# used_before_it_is_there.py, line 8, stops with an error:
#     predictions = predict(network, [0, 1])
# Python says: NameError, name 'predict' is not defined: is it misspelt, or does it stand further down?
