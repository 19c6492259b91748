"""Is all there? Network(w, b), predict, error and update, by these names and with these arguments in this order."""

import inspect
import re
from collections.abc import Callable
from difflib import get_close_matches
from types import ModuleType
from typing import Any

from door.calling import NO_EPOCHS, Door
from door.naming import CALLS, Broken, kind, plain, written

OTHER_NAMES = {  # what others call them
    "Network": ["NeuralNetwork", "Neuron", "Perceptron", "Model", "LinearModel", "Net"],
    "predict": ["forward", "prediction", "guess", "output", "feed_forward"],
    "error": ["errors", "loss", "residuals", "difference", "compare"],
    "update": ["learn", "step", "adjust", "correct", "train_step", "backward"],
}


def unasked(door: Door, name: str) -> str:
    """Say of a part that need not be there why it is not judged, if it isn't."""
    if not door.has(name):
        return f"{name} (it is not there)"
    return arguments(getattr(door.module, name), name)[:-1]


def lacking(door: Door) -> dict[str, str]:
    """Say of each part that is not there, or not as the laws call it, what to do about it."""
    return {name: sentence for name in OTHER_NAMES if (sentence := lack(door, name))}


def without_epochs(door: Door) -> str:
    """Say what is wrong with a train that has to go through a number of epochs, if anything is."""
    part, right = getattr(door.module, "train", None), call("train", "epochs")
    if not callable(part):
        return f"train is {kind(part)} and no function: the laws call {right}."
    if arguments(part, "train") or door.name_of_epochs is None:
        return f"train is written as train{unannotated(inspect.signature(part))}: the laws call {right}."
    return ""


def call(name: str, *more: str) -> str:
    return f"{name}({', '.join([*CALLS[name], *more])})"


def lack(door: Door, name: str) -> str:
    """Say what is wrong with one part, if anything is."""
    module, part = door.module, getattr(door.module, name, None)
    if part is None:
        return missing(module, name)
    if not callable(part):
        return f"{name} is {kind(part)} and no function: the laws call {call(name)}."
    if name != "Network" and not door.has(name):
        return f"{name} is linefit's own: write {call(name)} yourself, and leave it out of the import."
    return arguments(part, name) or (network(door) if name == "Network" else "")


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
    needed = [each.name for each in signature.parameters.values() if each.default is each.empty]
    more = ["epochs"] if name == "train" and len(needed) == len(CALLS[name]) + 1 else []
    names = list(signature.parameters)[: len(CALLS[name])]
    laws = f"the laws call {call(name, *more)}."
    try:
        signature.bind(*CALLS[name], *more)
        fits = not any("epoch" in each for each in names) and not (more and re.search(NO_EPOCHS, needed[-1]))
    except TypeError:
        fits = False
        if name == "Network" and inspect.isclass(part):
            own = [key for key, value in vars(part).items() if inspect.isfunction(value)]
            if "__init__" not in own and (near := get_close_matches("__init__", own, 1)):
                return f"In Network, {near[0]} is misspelt: __init__ has two underscores on each side."
            if "__init__" not in own:
                return "Network has no __init__ yet: write def __init__(self, w, b)."
            if "self" not in inspect.signature(part.__init__).parameters:
                return "In Network, self is missing: write def __init__(self, w, b)."
    if not fits:
        return f"{name} is written as {name}{unannotated(signature)}: {laws}"
    ours, theirs = ([each[0].lower() for each in order] for order in (CALLS[name], names))
    if ours != theirs and sorted(ours) == sorted(theirs):
        return f"{name}{unannotated(signature)} takes its arguments in another order: {laws}"
    return ""


def unannotated(signature: inspect.Signature) -> str:
    """Write arguments as a beginner writes them."""
    plainly = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
    return str(signature.replace(parameters=plainly, return_annotation=inspect.Signature.empty))


def network(door: Door) -> str:
    """Say where Network(w, b) makes something else than a network whose w and b can be asked for."""
    try:
        given = [(3, 5), (-0.25, 0.5), (0, 0), (1234.56789, -9876.54321)]
        networks = [door.call("Network", *pair) for pair in given]
    except Broken as broken:
        return f"Network({broken.example['w']:g}, {broken.example['b']:g}) fails: {broken.example['raised']}."
    made = networks[0]
    if made is None or (isinstance(made, (dict, tuple, list)) and not hasattr(made, "w")):
        return f"Network(3, 5) makes {kind(made)}: the laws ask for network.w and network.b, so make it a class."
    for name, value in (("w", 3), ("b", 5)):
        if not hasattr(made, name):
            same = [key for key, kept in getattr(made, "__dict__", {}).items() if plain(kept) == value]
            what = (
                f"there is network.{same[0]}: rename it to {name}" if same else f"__init__ must keep it as self.{name}"
            )
            return f"Network(3, 5) has no {name}, but the laws ask for network.{name}; {what}."
    kept = [(plain(each.w), plain(each.b)) for each in networks]
    if kept[0] == given[0][::-1]:
        return "Network(3, 5) has w = 5 and b = 3: w comes first."
    if kept[0] == kept[-1] and "w" not in getattr(made, "__dict__", {}):
        return "One w and one b are shared by all networks: in __init__, keep them as self.w and self.b."
    for each, (w, b) in zip(networks, given):
        for name, value, is_now in [("w", w, each.w), ("b", b, each.b)]:
            if plain(is_now) != value:
                has = written(is_now) if plain(is_now) is not None else kind(is_now)
                comma = " (is there a comma behind it?)" if isinstance(is_now, tuple) else ""
                must = f"it must keep the {name} that it is given, {value}{comma}."
                return f"Network({w}, {b}) has {name} = {has}: {must}"
    return ""
