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
# After 7 seconds, predict is still busy in line 11 of endless_loop.py:
#     predictions.append(network.w * xs[row] + network.b)
# Usual cause: does it wait, or can its loop never end? Errors are hardly ever exactly 0
#
# Step 1 is right; step 2, predict, is next.
