class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b

    def predict(self, xs):
        return [self.w * x + self.b for x in xs]

    def update(self, errors, xs):
        self.w -= sum(e * x for e, x in zip(errors, xs)) / len(xs)
        self.b -= sum(errors) / len(errors)


def error(predictions, ys):
    return [p - y for p, y in zip(predictions, ys)]


# The page:
# predict is inside the class Network: the laws call predict(network, xs), so move it out of the class.
# update is inside the class Network: the laws call update(network, errors, xs), so move it out of the class.
#
# Step 1 is right; step 2, predict, is next.
