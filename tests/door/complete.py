"""Is all there? Network(w, b), predict, error and update, by these names and with these arguments in this order."""

import inspect
from collections.abc import Callable
from difflib import get_close_matches
from types import ModuleType
from typing import Any

from door.calling import CALLS, Door, kind, plain, written

OTHER_NAMES = {  # what others call them
    "Network": ["NeuralNetwork", "Neuron", "Perceptron", "Model", "LinearModel", "Net"],
    "predict": ["forward", "prediction", "guess", "output", "feed_forward"],
    "error": ["errors", "loss", "residuals", "difference", "compare"],
    "update": ["learn", "step", "adjust", "correct", "train_step", "backward"],
}


def lacking(door: Door) -> dict[str, str]:
    """Say of each part that is not there, or not as the laws call it, what to do about it."""
    return {name: sentence for name in OTHER_NAMES if (sentence := lack(door, name))}


def call(name: str) -> str:
    return f"{name}({', '.join(CALLS[name])})"


def lack(door: Door, name: str) -> str:
    """Say what is wrong with one part, if anything is."""
    module, part = door.module, getattr(door.module, name, None)
    if part is None:
        return missing(module, name)
    if not callable(part):
        return f"{name} is {kind(part)} and no function: the laws call {call(name)}."
    if name != "Network" and not door.has(name):
        return f"{name} is linefit's own: write {call(name)} yourself, and leave it out of the import."
    return arguments(part, name) or (network(part) if name == "Network" else "")


def missing(module: ModuleType, name: str) -> str:
    """Say that a part is not there, and which one may be meant."""
    own = {key: value for key, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
    classes = [value for value in own.values() if inspect.isclass(value)]
    for each in classes:
        if name in vars(each):
            return (
                f"{name} is inside the class {each.__name__}: the laws call {call(name)}, so move it out of the class."
            )
    lowered = {key.lower(): key for key, value in own.items() if callable(value) and key not in CALLS}
    names = [name, *OTHER_NAMES[name]]
    near = [found for other in names for found in get_close_matches(other.lower(), lowered, 1, 0.75)]
    near += [key for key in lowered if name.lower() in key]
    near += [each.__name__.lower() for each in classes] if name == "Network" and len(classes) == 1 else []
    if near:
        return f"There is no {name}, but there is {lowered[near[0]]}: rename it to {name}."
    return f"There is no {call(name)} yet."


def arguments(part: Callable[..., Any], name: str) -> str:
    """Say where a function takes other arguments than the laws give it, or takes them in another order."""
    try:
        signature = inspect.signature(part)
    except ValueError:  # of some functions that are not written in Python, it cannot be told
        return ""
    names = list(signature.parameters)
    try:
        signature.bind(*CALLS[name])
    except TypeError:
        if name == "Network" and inspect.isclass(part) and "self" not in inspect.signature(part.__init__).parameters:
            return "In Network, self is missing: write def __init__(self, w, b)."
        return f"{name} takes {', '.join(names) or 'no arguments'}: the laws call {call(name)}."
    ours, theirs = ([each[0].lower() for each in order[: len(CALLS[name])]] for order in (CALLS[name], names))
    if ours != theirs and sorted(ours) == sorted(theirs):
        return f"{name}({', '.join(names)}) takes its arguments in another order: the laws call {call(name)}."
    return ""


def network(maker: Callable[..., Any]) -> str:
    """Say where Network(w, b) makes something else than a network whose w and b can be asked for."""
    try:
        made = maker(3.0, 5.0)
    except Exception as problem:
        return f"Network(3, 5) fails: {type(problem).__name__}, {str(problem).splitlines()[0] if str(problem) else ''}."
    if made is None or (isinstance(made, (dict, tuple, list)) and not hasattr(made, "w")):
        return f"Network(3, 5) makes {kind(made)}: the laws ask for network.w and network.b, so make it a class."
    values = {key: getattr(made, key) for key in dir(made) if not key.startswith("__")}
    for name, value in (("w", 3), ("b", 5)):
        if name not in values:
            same = [key for key, other in values.items() if not callable(other) and plain(other) == value]
            what = (
                f"there is network.{same[0]}: rename it to {name}" if same else f"__init__ must keep it as self.{name}"
            )
            return f"Network(3, 5) has no {name}, but the laws ask for network.{name}; {what}."
    w, b = plain(values["w"]), plain(values["b"])
    if (w, b) == (5, 3):
        return "Network(3, 5) has w = 5 and b = 3: w comes first."
    for name, value, is_now in (("w", 3, w), ("b", 5, b)):
        if is_now != value:
            has = written(is_now) if is_now is not None else kind(values[name])
            return f"Network(3, 5) has {name} = {has}: it must keep the {name} that it is given, {value}."
    return ""
