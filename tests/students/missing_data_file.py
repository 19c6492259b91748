import csv

rows = list(csv.reader(open("my_data.csv")))


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


# The page:
# missing_data_file.py, line 3, stops with an error:
#     rows = list(csv.reader(open("my_data.csv")))
# Python says: FileNotFoundError, No such file or directory: 'my_data.csv': a file is looked for in the folder where the command is run
