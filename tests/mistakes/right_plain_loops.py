from collections import namedtuple

Network = namedtuple("Network", "w b")


def predict(network, xs):
    predictions = []
    for x in xs:
        predictions.append(network.w * x + network.b)
    return predictions


def error(predictions, ys):
    errors = []
    for row in range(len(ys)):
        errors.append(predictions[row] - ys[row])
    return errors


def update(network, errors, xs):
    sum_w = sum_b = 0
    for row in range(len(xs)):
        sum_w += errors[row] * xs[row]
        sum_b += errors[row]
    return Network(w=network.w - sum_w / len(xs), b=network.b - sum_b / len(xs))


def cost(errors):
    total = 0
    for e in errors:
        total += e**2
    return total / len(errors) / 2


def train(network, xs, ys, epochs=500):
    epoch = 0
    while epoch < epochs:
        network = update(network, error(predict(network, xs), ys), xs)
        epoch += 1
    return network
