"""Which files of linefit may import which. python tests/test_imports.py prints the files in levels, and a file
imports only files of earlier levels."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import linefit

FOLDER = Path(linefit.__file__).parent
TOP = {"network", "rules", "training", "convergence", "validation", "formatting", "summary", "fitting"}
MAY_IMPORT = {
    "network": set(),
    "formatting": {"network"},
    "validation": {"network"},
    "rules": {"network"},
    "convergence": {"network", "formatting", "validation"},
    "training": {"network", "rules", "convergence", "validation"},
    "summary": {"network", "validation"},
    "fitting": {"network", "validation", "summary"},
    "reading": {"validation"},
    "show": TOP,
    "cli": {*TOP, "reading", "show", "__init__"},  # only the version from __init__
    "check": set(),
    "__init__": {*TOP, "reading"},
    "__main__": {"cli"},
}


def find_imports():
    """Return the files that each file imports, also in functions and for types."""
    files = {path.relative_to(FOLDER).with_suffix("").as_posix(): path for path in FOLDER.rglob("*.py")}
    modules = {f"linefit.{file}".replace("/", ".").removesuffix(".__init__"): file for file in files}
    graph = {}
    for file, path in files.items():
        nodes = ast.walk(ast.parse(path.read_text()))
        imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        names = [(getattr(node, "module", alias.name), alias.name) for node in imports for alias in node.names]
        graph[file] = {modules.get(f"{module}.{name}", modules.get(module)) for module, name in names} - {None}
    return graph


def test_each_file_imports_only_what_it_may():
    for file, imports in find_imports().items():
        part = file.partition("/")[0]
        assert {each.partition("/")[0] for each in imports} <= MAY_IMPORT[part] | {part}, file


def test_no_imports_are_circular():
    TopologicalSorter(find_imports()).prepare()  # it raises CycleError if some are


if __name__ == "__main__":
    sorter = TopologicalSorter(find_imports())
    sorter.prepare()
    while level := sorter.get_ready():
        print(*sorted(level))
        sorter.done(*level)
