"""The laws teach: each mistake in the gallery breaks one, and is told what usually causes it."""

import importlib
import inspect
import math
import re
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
import test_laws
from door import Door, causes
from door.judging import first_broken, laws, tell
from test_readme import PAGES

from linefit import sample

ROOT = Path(__file__).parents[1]

# The mistake, the first law that it breaks, and the hint.
GALLERY = {
    "flipped_sign": ("an_error_is_predicted_minus_true", "the sign of Error"),
    "added_pull": ("w_moves_against_the_mean_of_error_times_x", "the sign in (3) and (4)"),
    "sum_for_mean": ("w_moves_against_the_mean_of_error_times_x", "a sum where (3) and (4) have a mean"),
    "x_forgotten": ("w_moves_against_the_mean_of_error_times_x", "x missing from (3)"),
    "x_in_both": ("b_moves_against_the_mean_of_error", "x in both"),
    "w_and_b_swapped": ("a_prediction_is_w_times_x_plus_b", "w and b are swapped in (1)"),
    "moves_swapped": ("w_moves_against_the_mean_of_error_times_x", "w and b are swapped: (3) moves w"),
    "b_updated_first": ("w_moves_against_the_mean_of_error_times_x", "b moved first and w saw the new b"),
    "one_row_at_a_time": ("training_repeats_the_update", "one row at a time"),
    "only_the_first_row": ("w_moves_against_the_mean_of_error_times_x", "only the first row is used"),
    "only_the_last_row": ("w_moves_against_the_mean_of_error_times_x", "only the last row is used"),
    "absolute_error": ("an_error_is_predicted_minus_true", "the absolute value of Error"),
    "squared_error": ("an_error_is_predicted_minus_true", "the square of Error"),
    "halved_step": ("w_moves_against_the_mean_of_error_times_x", "a halved step"),
    "integer_division": ("w_moves_against_the_mean_of_error_times_x", "integer division"),
    "rounded_parameters": ("w_moves_against_the_mean_of_error_times_x", "w and b are rounded"),
    "last_row_dropped": ("a_prediction_is_w_times_x_plus_b", "the last row is dropped"),
    "rows_mutated": ("the_rows_stay_as_they_are", "error changes the list predictions that it is given"),
    "learning_rate_left_in": ("w_moves_against_the_mean_of_error_times_x", "a learning rate left in, 0.1"),
    "wrong_count": ("w_moves_against_the_mean_of_error_times_x", "the mean over the wrong count"),
    "one_epoch_too_few": ("training_repeats_the_update", "train stops one epoch too early"),
}


def first_broken_law(door):
    """Try the laws on a network, one after the other: the first that is broken, and what it says."""
    broken, *_ = first_broken(door, laws())
    return broken and (broken[0].__name__.removeprefix("test_"), tell(*broken, door))


def opened(name):
    return Door(importlib.import_module(f"mistakes.{name}"))


def test_the_gallery_is_complete():
    shown = {path.stem for path in (ROOT / "tests/mistakes").glob("*.py")}
    assert shown == {*GALLERY, "right_class_with_methods", "right_plain_loops"}
    assert len(GALLERY) >= 15


@pytest.mark.parametrize("name", GALLERY)
def test_a_mistake_is_caught_and_told(name):
    law, hint = GALLERY[name]
    docs = {law.__name__.removeprefix("test_"): law.__doc__ for law in laws()}
    broken, told = first_broken_law(opened(name))
    assert broken == law
    first, second, *_ = told.splitlines()
    assert first == f"The law: {docs[law]}"
    assert second == "The smallest example that breaks it:"
    assert f"\nUsual cause: {hint}" in told


@pytest.mark.parametrize("name", ["right_class_with_methods", "right_plain_loops"])
def test_a_right_network_keeps_every_law(name):
    assert first_broken_law(opened(name)) is None


def variant(**functions):
    """A right network with some functions of its own."""
    right = vars(importlib.import_module("mistakes.right_plain_loops"))
    module = ModuleType("variant")
    vars(module).update({name: right[name] for name in ("Network", "predict", "error", "update")} | functions)
    return Door(module)


def test_mistakes_that_are_not_in_the_gallery_are_caught_too():
    right = importlib.import_module("mistakes.right_plain_loops")
    seen = []

    def remembers(network, errors, xs):
        seen.append(1)
        return right.update(network, [e * (1 + len(seen) % 2) for e in errors], xs)

    wrong = {
        "b is missing": {"predict": lambda n, xs: [n.w * x for x in xs]},
        "prediction rounded to 4 digits": {"predict": lambda n, xs: [round(n.w * x + n.b, 4) for x in xs]},
        "error rounded to 2 digits": {"error": lambda ps, ys: [round(p - y, 2) for p, y in zip(ps, ys)]},
        "cost and more": {"cost": lambda es: sum(e * e for e in es) / len(es) / 2 + 7},
        "rounded prediction": {"predict": lambda n, xs: [round(n.w * x + n.b) for x in xs]},
        "sorted predictions": {"predict": lambda n, xs: sorted(n.w * x + n.b for x in xs)},
        "one prediction": {"predict": lambda n, xs: n.w * xs[0] + n.b},
        "relative error": {"error": lambda ps, ys: [(p - y) / (abs(y) or 1) for p, y in zip(ps, ys)]},
        "half error": {"error": lambda ps, ys: [(p - y) / 2 for p, y in zip(ps, ys)]},
        "clipped": {"update": lambda n, es, xs: right.update(n, [max(-10, min(10, e)) for e in es], xs)},
        "only w": {"update": lambda n, es, xs: right.Network(right.update(n, es, xs).w, n.b)},
        "w first": {
            "update": lambda n, es, xs: right.Network(
                (w := right.update(n, es, xs).w),
                n.b - sum(e - (n.w - w) * x for e, x in zip(es, xs)) / len(xs),
            )
        },
        "no negative w": {"update": lambda n, es, xs: right.Network(abs(right.update(n, es, xs).w), 0)},
        "state": {"update": remembers},
        "cost without the half": {"cost": lambda es: sum(e * e for e in es) / len(es)},
        "stops": {"update": lambda n, es, xs: 1 / 0},
        "one epoch too many": {"train": lambda n, xs, ys, epochs=500: right.train(n, xs, ys, epochs + 1)},
    }
    for name, functions in wrong.items():
        broken = first_broken_law(variant(**functions))
        assert broken, name
        assert "\nUsual cause: " in broken[1]


def update_told(move_w, move_b):
    return causes.diagnose_update(opened("right_plain_loops"), causes.W - move_w, causes.B - move_b)


TABLES = [
    (causes.PREDICT, lambda came: causes.known(opened("right_plain_loops"), came, causes.PREDICT, "?")),
    (causes.ERROR, lambda came: causes.known(opened("right_plain_loops"), came, causes.ERROR, "?")),
    (causes.COSTS, lambda came: causes.known(opened("right_plain_loops"), came, causes.COSTS, "?")),
    (causes.UPDATE, lambda move: update_told(*move)),
]


@pytest.mark.parametrize(
    ("cause", "wrong", "found"), [(cause, wrong, found) for table, found in TABLES for cause, wrong in table.items()]
)
def test_each_mistake_that_is_known_is_told_from_all_others(cause, wrong, found):
    assert found(wrong) == cause


@pytest.mark.parametrize(
    ("share", "cause"),
    [
        (lambda rows: -1 / rows, "the sign in (3) and (4)"),
        (lambda rows: 1, "a sum where (3) and (4) have a mean"),
        (lambda rows: 1 / (rows - 1), "the mean over the wrong count"),
        (lambda rows: 1 / (rows + 1), "the mean over the wrong count"),
        (lambda rows: 0.5 / rows, "a halved step"),
        (lambda rows: 2 / rows, "a doubled step"),
        (lambda rows: 1 / 30, "the sum is divided by 30, whatever the number of rows"),
        (lambda rows: 1 / 2, "the sum is divided by 2, whatever the number of rows"),
        (lambda rows: 0.03, "0.03 times a sum"),
        (lambda rows: 0.1 / rows, "a learning rate left in, 0.1"),
    ],
)
def test_each_stride_that_is_known_is_told(share, cause):
    right = importlib.import_module("mistakes.right_plain_loops")

    def update(network, errors, xs):
        stride = share(len(xs))
        w = network.w - stride * sum(e * x for e, x in zip(errors, xs))
        return right.Network(w, network.b - stride * sum(errors))

    door = variant(update=update)
    assert causes.diagnose(door, "update", learned=False).startswith(cause)


def test_what_does_the_same_is_right_too():
    right = importlib.import_module("mistakes.right_plain_loops")
    same = {
        "Fractions": {"predict": lambda n, xs: [Fraction(n.w) * Fraction(x) + Fraction(n.b) for x in xs]},
        "epochs by another name": {"train": lambda n, xs, ys, count: right.train(n, xs, ys, count)},
    }
    for name, functions in same.items():
        assert first_broken_law(variant(**functions)) is None, name


def test_every_law_says_what_it_claims_in_one_sentence():
    assert len(laws()) >= 16
    for law in laws():
        assert re.fullmatch(r"[^\n]+\.", inspect.getdoc(law))


def test_the_tables_of_laws_are_the_laws():
    every = [law for name, law in vars(test_laws).items() if name.startswith("test_")]
    rows = re.findall(r"(?m)^\| (.+) \| `(test_\w+)` \|$", PAGES["tests/README.md"])
    assert rows == [(law.__doc__.splitlines()[0], law.__name__) for law in every]


def train_with(module):
    def train(network, xs, ys, epochs):
        for _ in range(epochs):
            network = module.update(network, module.error(module.predict(network, xs), ys), xs)
        return network

    return train


def test_the_table_of_mistakes_is_the_gallery():
    xs, ys = sample()
    for name, (law, _) in GALLERY.items():
        wrong = importlib.import_module(f"mistakes.{name}")
        said = wrong.__doc__.rstrip(".")
        (line,) = (
            line for line in PAGES["tests/README.md"].splitlines() if line.startswith(f"| {name.replace('_', ' ')}: ")
        )
        assert line.endswith(f" | {law.replace('_', ' ')} |") and said[1:] in line
        network = wrong.Network(25.0, 85.0)
        try:
            network = getattr(wrong, "train", train_with(wrong))(network, xs, ys, 300)
        except OverflowError:
            network.w = math.inf
        assert f"w = {network.w:.4g}, b = {network.b:.4g}" in line or (
            "w and b run away" in line and not abs(network.w) < 1e6
        )
