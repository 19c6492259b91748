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


print(predict(Network(25, 85), [0, 1]))
exit()


# The page:
# All 6 laws hold, but line 22 does not run to its end.
#
# Line 22 of exit_at_the_end.py does not run to its end:
#     exit()
# Python says: SystemExit: None; this ends the whole program: leave it out (in a function, use return)
# To skip it here, indent it below if __name__ == '__main__':
