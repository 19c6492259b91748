class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    errors = []
    for p, y in zip(predictions, ys):
    errors.append(p - y)
    return errors


def update(network, errors, xs):
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / len(xs)
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


# The page:
# wrong_indentation.py, line 14, cannot be read:
#     errors.append(p - y)
# Python says: IndentationError, expected an indented block after 'for' statement on line 13
