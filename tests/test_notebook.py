"""The companion notebook prints what it was committed with, and its solutions solve its exercises."""

import copy
import re

import pytest
from test_readme import ROOT

NEEDS = "running the notebook needs nbclient and ipykernel, which contributors have, and matplotlib"
NEEDED = "nbformat", "nbclient", "ipykernel", "matplotlib"
nbformat, nbclient, *_ = (pytest.importorskip(name, reason=NEEDS) for name in NEEDED)
pytestmark = pytest.mark.filterwarnings("ignore")  # what the notebook's own machinery is warned of


@pytest.fixture
def notebook():
    return nbformat.read(ROOT / "walkthrough.ipynb", as_version=4)


def execute(notebook):
    nbclient.NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": ROOT}}).execute()


def get_outputs(cell):
    """Return what a cell printed, and what it returned; of a picture, only that there is one."""
    returned = [output["data"] for output in cell["outputs"] if "data" in output]
    text = "".join(output.get("text", "") for output in cell["outputs"])
    return text, [(*sorted(data), data.get("text/plain")) for data in returned]


def test_every_cell_prints_what_it_was_committed_with_even_if_run_twice(notebook):
    committed = [copy.deepcopy(cell) for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [copy.deepcopy(cell) for cell in committed for _ in range(2)]
    execute(notebook)
    assert list(map(get_outputs, notebook.cells)) == [get_outputs(cell) for cell in committed for _ in range(2)]


def test_the_solutions_solve_the_exercises_and_each_check_says_how_far_one_is(notebook):
    cells = {cell.id: cell for cell in notebook.cells}
    exercises = [name for name in cells if name.startswith("exercise-")]
    for name in exercises:
        solution = cells[name.replace("exercise", "solution")].source
        cells[name].source = re.search(r"```python\n(.*?)```", solution, re.DOTALL)[1]
    execute(notebook)
    says = [get_outputs(cells[name.replace("exercise", "check")])[0] for name in exercises]
    begins = ["Step 1 is", "Steps 1 and 2 are", "Steps 1, 2 and 3 are", "All 6 laws hold: ", "All 7 laws hold: "]
    assert all(answer.startswith(begin) for answer, begin in zip(says, begins))
    assert len(says) == 10 and all(answer.endswith("Right!\n") for answer in says[5:])
