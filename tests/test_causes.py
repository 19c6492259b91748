"""The causes that the check names: each mistake gets its own cause, and no cause is untrue."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_readme import PAGES, ROOT

from linefit import sample
from linefit.check.verdict import judge

MISTAKES = {path.stem: path for path in sorted((ROOT / "tests/mistakes").glob("*.py"))}
SCALABLE = [name for name in MISTAKES if re.match("divided|integer|moves|only|sum|wrong|x_", name)]
RIGHT = MISTAKES["only_the_first_row"].read_text().partition("\n\ndef update")[0]
UPDATE = """

def update(network, errors, xs):
    count = len(xs)
    w = network.w - sum(e * x for e, x in zip(errors, xs)) / count
    b = network.b - sum(errors) / count
    return Network(w, b)
"""

TRAIN = """

def train(network, xs, ys, epochs):
    for _ in range(epochs):
        network = update(network, error(predict(network, xs), ys), xs)
    return network
"""


def load(source):
    """Return the names of a program, from a file or a text."""
    code = source.read_text() if isinstance(source, Path) else source
    exec(compile(code, str(source), "exec"), program := {"__file__": str(source)})
    return program


# Parts of an update: each key begins the cause that is true of it; "" is right, "unknown" has none.
VALUES = {
    "w": {
        "": lambda w, b, e, x: e * x,
        "x is missing": lambda w, b, e, x: e,
        "x is multiplied twice": lambda w, b, e, x: e * x * x,
        "unknown": lambda w, b, e, x: e * (w * x + b),
    },
    "b": {
        "": lambda w, b, e, x: e,
        "x is used here, too": lambda w, b, e, x: e * x,
        "unknown": lambda w, b, e, x: e * w,
    },
}
ROWS = {
    "": list,
    "the last row is left out": lambda values: values[:-1],
    "the first row is left out": lambda values: values[1:],
    "only the last row counts": lambda values: values[-1:],
    "absolute values": lambda values: [abs(value) for value in values],
    "squares instead": lambda values: [value * value for value in values],
    "unknown": lambda values: [max(-1, min(1, value)) for value in values],
}
SCALES = {
    "": lambda total, n: total / n,
    "a sum in place of a mean": lambda total, n: total,
    "the sum is multiplied": lambda total, n: total * n,
    "divided by the number of rows twice": lambda total, n: total / n / n,
    "the wrong count": lambda total, n: total / max(1, n - 1),
    "integer division": lambda total, n: total // n,
    "unknown": lambda total, n: total / n**0.5,
}
STARTS = {"": lambda w: w, "becomes 0": lambda w: 0, "starts from 0.9 times": lambda w: 0.9 * w, "unknown": abs}


@st.composite
def mistaken_updates(draw):
    """Return an update with mistakes of all kinds, and for (3) and (4) what is true of each."""
    kinds = {name: (VALUES[name], ROWS, SCALES, [1, -1, 0.01, 2, -0.5], STARTS) for name in "wb"}
    parts = {name: [draw(st.sampled_from(list(kind))) for kind in kinds[name]] for name in "wb"}

    def update(network, errors, xs):
        new = []
        for name, (value, rows, scale, k, start) in parts.items():
            values = [VALUES[name][value](network.w, network.b, e, x) for e, x in zip(errors, xs)]
            new.append(STARTS[start](getattr(network, name)) - k * SCALES[scale](sum(ROWS[rows](values)), len(xs)))
        return network.__class__(*new)

    return update, {"(3)": set(parts["w"]), "(4)": set(parts["b"])}


def find_causes(program):
    """Return the causes on the page of a program, joined by "; ", or "right" if it is right; "" if it names none."""
    right, _, page = judge(program, "my_network.py")
    listed = page.partition("\nUsual cause")[2].partition("\n\n")[0]
    return "right" if right else "; ".join(re.sub("^s?:", "", listed).strip().split("\n    "))


def learn_sample(program):
    """Return w and b after 300 epochs on the sample, to four digits."""
    network, (xs, ys) = program["Network"](25.0, 85.0), sample()
    train = program.get("train") or load(f"{RIGHT}{UPDATE}{TRAIN}")["train"]
    train.__globals__.update({name: program[name] for name in ("predict", "error", "update")})
    with contextlib.suppress(OverflowError):
        network = train(network, xs, ys, 300)
        return f"w = {network.w:.4g}, b = {network.b:.4g}" if abs(network.w) < 1e6 else "they diverge"
    return "they diverge"


@pytest.mark.parametrize("name", MISTAKES)
def test_the_page_has_the_causes_and_the_result_of_each_network_of_the_gallery(name):
    program, title, lines = load(MISTAKES[name]), name.replace("_", " "), PAGES["tests/README.md"].splitlines()
    assert f"| {title} | {find_causes(program)} |" in lines
    learned = learn_sample(program)  # alone, as in "name: result", or with others, as in "- result: name, name"
    parts = [line.partition(f"- {learned}: ")[2].split(", ") for line in lines]
    assert any(f"{title}: {learned}" in line or title in part for line, part in zip(lines, parts))


@pytest.mark.parametrize("k", [0.01, -2])
@pytest.mark.parametrize("name", SCALABLE)
def test_a_mistake_is_named_with_a_rate_or_a_wrong_sign_on_top(name, k):
    program = load(MISTAKES[name])

    def update(old, errors, xs):
        new = program["update"](old, errors, xs)
        return old.__class__(old.w + k * (new.w - old.w), old.b + k * (new.b - old.b))

    alone, mixed_causes = find_causes(program), find_causes(program | {"update": update})
    assert f"{abs(k)} times what it should be" in mixed_causes
    assert ("the wrong sign: subtract" in mixed_causes) == (k < 0)
    assert alone.removeprefix("(3) is right; in (4), ").removeprefix("(4) is right; in (3), ") in mixed_causes


@given(mistaken_updates())
def test_no_cause_of_an_update_is_untrue(update_and_truth):
    """Of mistakes combined at random, each that is named was put in, and each equation called right is right."""
    update, true = update_and_truth
    for cause in filter(None, find_causes(load(RIGHT) | {"update": update}).split("; ")):
        equation, claim = re.fullmatch(r"(?:(?:in )?(\([34]\)),? )?(.*)", cause).groups()
        assert all(is_true(claim, true[each]) for each in ([equation] if equation else true)), cause


def is_true(claim, parts):  # of an equation that is made of these parts
    if claim.endswith("right"):
        return parts <= {"", 1}
    if claim.startswith("the wrong sign"):
        return bool(parts & {-1, -0.5})
    if times := re.match(r"(?:moves . by )?(\S+) times what it should", claim):
        return any(abs(part) == float(times[1]) for part in parts if not isinstance(part, str))
    claim = re.sub("^(with Errors of 0, )?[wb] ", "", claim)
    return any(claim.startswith(part) for part in parts if part and isinstance(part, str))
