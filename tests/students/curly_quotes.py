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
    b = network.b - sum(errors) / len(xs)
    return Network(w, b)


print(‘My network’)


# The page:
# All 6 laws hold, but line 21 does not run to its end.
#
# Line 21 of curly_quotes.py does not run to its end:
#     print(‘My network’)
# Python says: SyntaxError: invalid character '‘' (U+2018)
