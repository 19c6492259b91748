"""Every mistake breaks a law, and a mistake breaks each law of the article: see python tests/test_mistakes.py."""

from functools import cache
from pathlib import Path
from string import ascii_uppercase
from types import SimpleNamespace

import pytest
from hypothesis import Phase, settings
from test_causes import MISTAKES, TRAIN, load

SOURCE = Path(__file__).with_name("test_laws.py").read_text()
NAMES = load(SOURCE.partition("\n# From here on")[0])  # once more, to put a mistake in place of linefit's functions
LINEFIT = NAMES.copy()
LAWS = [law for name, law in NAMES.items() if name.startswith("test_")]
for law in LAWS:
    settings(max_examples=10, phases=[Phase.generate], derandomize=True, database=None, deadline=None)(law)


@cache
def is_broken(law, name):
    """Return whether a law does not hold for a network of the gallery."""
    program = load(f"{TRAIN}{MISTAKES[name].read_text()}")
    network, train = program["Network"], program["train"]
    network.__eq__ = lambda one, two: (one.w, one.b) == (two.w, two.b)
    NAMES.update(LINEFIT | program)
    NAMES["train"] = lambda *rows, epochs=200, tolerance=0: SimpleNamespace(network=train(*rows, epochs))
    try:
        law()
    except Exception:  # also those of the mistaken program
        return True
    return False


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_breaks_a_law_and_the_right_network_none(name):
    assert any(is_broken(law, name) for law in LAWS) == (name != "right_plain_loops")


@pytest.mark.parametrize("law", LAWS)
def test_every_law_of_the_article_is_broken_by_a_mistake(law):
    assert any(is_broken(law, name) for name in MISTAKES)


if __name__ == "__main__":
    LETTERS = dict(zip(ascii_uppercase, LAWS))
    print("X: the network in this row breaks the law in this column.\n")
    print(f"{'':22}", *LETTERS)
    for name in MISTAKES:
        print(f"{name:22}", *("X" if is_broken(law, name) else "." for law in LAWS))
    print()
    for letter, law in LETTERS.items():
        print(f"{letter}: {law.__doc__.splitlines()[0]}")
