"""The companion notebook prints what it was committed with, and its solutions solve its exercises."""

import copy
import re
from pathlib import Path

import pytest

NEEDS = "running the notebook needs nbclient and ipykernel, which contributors have"
nbformat = pytest.importorskip("nbformat", reason=NEEDS)
nbclient = pytest.importorskip("nbclient", reason=NEEDS)
pytest.importorskip("ipykernel", reason=NEEDS)
pytest.importorskip("matplotlib", reason="pictures need matplotlib, which the extra named plot brings")

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.filterwarnings("ignore")  # what the notebook's own machinery is warned of


def opened():
    return nbformat.read(ROOT / "walkthrough.ipynb", as_version=4)


def execute(notebook):
    at = {"metadata": {"path": ROOT}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=at).execute()


def printed(cell):
    """What a cell printed, and what it gave; of a picture, only that there is one."""
    given = [output["data"] for output in cell["outputs"] if "data" in output]
    text = "".join(output.get("text", "") for output in cell["outputs"])
    return text, [(*sorted(data), data.get("text/plain")) for data in given]


def test_every_cell_prints_what_it_was_committed_with_though_it_is_run_twice():
    notebook = opened()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [copy.deepcopy(cell) for cell in cells for _ in range(2)]
    execute(notebook)
    for first, second, committed in zip(notebook.cells[::2], notebook.cells[1::2], cells):
        assert printed(first) == printed(second) == printed(committed)


def test_the_solutions_solve_the_exercises():
    notebook = opened()
    cells = {cell.id: cell for cell in notebook.cells}
    exercises = [name for name in cells if name.startswith("exercise-")]
    assert len(exercises) == 10
    for name in exercises:
        (solution,) = re.findall(r"```python\n(.*?)```", cells[name.replace("exercise", "solution")].source, re.DOTALL)
        assert cells[name].source != solution
        cells[name].source = solution
    execute(notebook)
    says = [printed(cells[name.replace("exercise", "check")])[0] for name in exercises]
    assert says[0] == "Step 1 is right; step 2, predict, is next.\n"
    assert says[1] == "Steps 1 and 2 are right; step 3, error, is next.\n"
    assert says[2] == "Steps 1, 2 and 3 are right; step 4, update, is next.\n"
    assert says[3].startswith("All 6 laws hold: your network learns as the article does.\n")
    assert says[4].startswith("All 7 laws hold: your network learns as the article does.\n")
    assert all(answer.endswith("Right!\n") for answer in says[5:])
