class Network:
    def __init__(self, w, b):
        Network.w = w
        Network.b = b


def predict(network, xs):
    return [network.w * x + network.b for x in xs]


# The page:
# The law: Each network keeps its own w and b, even if there are other networks.
# An example that breaks it:
#     w             = 2
#     b             = 3
#     expected w, b = 2, 3
#     returned w, b = 9.25, -1.75
# Usual cause: all networks share one w and b: use self.w and self.b
#
# Step 1, Network, is next.
