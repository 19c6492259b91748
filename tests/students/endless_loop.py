class Network:
    def __init__(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    predictions = []
    row = 0
    while row < len(xs):
        predictions.append(network.w * xs[row] + network.b)
    return predictions


# The page:
# predict does not end: after 7 seconds it is still busy in line 11 of endless_loop.py:
#     predictions.append(network.w * xs[row] + network.b)
# Usual cause: a loop that never ends: does what it waits for ever come? Errors of exactly 0 hardly ever do
#
# Step 1 is right; step 2, predict, is next.
