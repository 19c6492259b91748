class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


def update(net, inputs, differences):
    w = net.w - sum(d * x for d, x in zip(differences, inputs)) / len(inputs)
    b = net.b - sum(differences) / len(differences)
    return Network(w, b)


# The page:
# The law: (4) b := b - mean(Error).
# The smallest example that breaks it:
#     w          = 0
#     b          = 0
#     errors     = [0.25]
#     xs         = [0]
#     expected b = -0.25
#     came b     = 0
# Usual cause: the arguments are in another order, update(network, xs, errors): the laws call update(network, errors, xs)
#
# Steps 1, 2 and 3 are right; step 4, update, is next.
