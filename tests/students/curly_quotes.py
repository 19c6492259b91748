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
    b = network.b - sum(errors) / len(errors)
    return Network(w, b)


print(‘My network’)


# The page:
# curly_quotes.py, line 21, cannot be read:
#     print(\u2018My network\u2019)
# Python says: SyntaxError, invalid character '\u2018' (U+2018): it comes from a text program or a web page: type it once more on your keyboard
