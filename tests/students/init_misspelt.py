class Network:
    def _init_(self, w, b):
        self.w = w
        self.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


# The page:
# Network is defined as Network(), but the laws call Network(w, b). Is it __init__(self, w, b), with two underscores on each side?
#
# Step 1, Network, is next.
