"""What is it? What a student's function is given, gives and raises, named and written as a beginner knows it."""

import math
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

INFINITE = "nan or inf comes out: what is divided by 0, or grows without end?"
CALLS = {  # how the laws call each function
    "Network": ["w", "b"],
    "predict": ["network", "xs"],
    "error": ["predictions", "ys"],
    "update": ["network", "errors", "xs"],
    "cost": ["errors"],
    "train": ["network", "xs", "ys"],
}
HINTS = {  # in a message of Python's, and what usually causes it
    "of type 'list'": "lists cannot be multiplied by each other: do it row by row, with zip",
    "multiply sequence by non-int": "a list cannot be multiplied by a number: do it for every row, one by one",
    "'list' and 'list'": "lists cannot be subtracted from each other: row by row, with zip; or make arrays of them",
    "concatenate list": "a number cannot be added to a list: do it for every row, one by one",
    "'list' and '": "a list is not one number: go through it row by row",
    "is not defined": "a name that is not known there: is it misspelt, is an import missing, or is it network.w?",
    "assignment index out of range": "the list has no such place yet: append makes one",
    "index out of range": "an index beyond the end of a list: rows are numbered from 0 to len(xs) - 1",
    "object cannot be interpreted as an integer": "a list or a fraction where a count is needed: use range(len(xs))",
    "'int' object is not iterable": "a number cannot be gone through: is range(...) missing?",
    "indices must be integers": "xs[x] asks for row number x: use x itself, or go through range(len(xs))",
    "object is not subscriptable": "square brackets behind what is no list: functions are called with round ones",
    "for ^": "a power is written **, and a product *",
    "object is not callable": "a number or a network is called like a function: is a * missing, or a name used twice?",
    "where it is not associated": "a name is used before it has a value: is it network.w, or in a loop that never ran?",
    "pass a Network": "this function is linefit's own: call the one that you have written",
    "cannot assign to field": "this network cannot be changed: give back a new one, Network(w, b)",
    "can't set attribute": "this network cannot be changed: give back a new one, Network(w, b)",
    "has no setter": "this network cannot be changed: give back a new one, Network(w, b)",
    "by zero": "what is divided by 0? The laws try a single row, rows that are all 0, and few epochs",
    "EOF when reading": "input() waits for somebody to type, and nobody is there: use the arguments",
    "'NoneType' object has no attribute 'append'": "append gives nothing back: write it alone, and not behind a =",
    "cannot unpack non-iterable": "a network is not two numbers: write network.w and network.b (or is it linefit's?)",
    "values to unpack": "what is gone through has other parts than there are names: is zip missing?",
    "has no attribute": "something is asked for that is not there: is it misspelt? A network has w and b",
    "RecursionError": "a function that calls itself without end",
    "KeyboardInterrupt": "this is Ctrl-C, which nobody has pressed: take it out",
}


class Broken(AssertionError):  # noqa: N818 (a law is broken, not in error)
    """A law does not hold: the usual cause, where it is known, and the example, in the article's notation."""

    def __init__(self, cause: str = "", /, **example: object) -> None:
        width = max([8, *map(len, example)])
        super().__init__("\n".join(f"    {name:<{width}} = {written(value)}" for name, value in example.items()))
        self.cause, self.example = cause, example


def plain(value: Any) -> Any:
    """Give a number of Python's own, inf where no float can hold it, or None for what is no single number."""
    if hasattr(value, "item") and getattr(value, "size", 1) == 1:
        value = value.item()
    if not isinstance(value, (int, float, Fraction)) or isinstance(value, bool):
        return None
    return value if abs(value) <= sys.float_info.max or value != value else math.inf


def is_pair(value: Any) -> bool:
    """Tell whether these are two numbers."""
    return isinstance(value, (list, tuple)) and len(value) == 2 and None not in map(plain, value)


def copied(value: Any) -> Any:
    """Copy a list, so that a change to it can be seen; a network's w and b, too."""
    if hasattr(value, "w") and hasattr(value, "b"):
        return {"w": value.w, "b": value.b}
    return list(value) if isinstance(value, list) else value.tolist() if hasattr(value, "tolist") else value


def named(function: str, arguments: Sequence[Any]) -> dict[str, Any]:
    """Put names to a call's arguments, w and b for a network."""
    example = dict(zip(CALLS[function], arguments))
    network = example.pop("network", {})
    return {"call": function, **(network if isinstance(network, dict) else {}), **example}


def kind(value: Any) -> str:
    """Name a value's type as a beginner knows it: a str, an int."""
    name = " ".join(type(value).__name__.split())
    if value is None:
        return "None"
    return f"an {name}" if name[0] in "aeio" else f"a {name}"


def written(value: object) -> str:
    """Write numbers the way a person does: 0.25, and not Fraction(1, 4)."""
    if isinstance(value, (list, tuple)):
        shown = [*map(written, value[:10]), *(["..."] if len(value) > 10 else [])]
        return f"[{', '.join(shown)}]" if isinstance(value, list) else ", ".join(shown)
    return f"{float(plain(value)) + 0.0:.10g}" if plain(value) is not None else " ".join(f"{value!s:.200}".split())
