"""The companion notebook runs from top to bottom, and prints what it was committed with."""

from pathlib import Path

import pytest

NEEDS = "running the notebook needs nbclient and ipykernel, which contributors have"
nbformat = pytest.importorskip("nbformat", reason=NEEDS)
nbclient = pytest.importorskip("nbclient", reason=NEEDS)
pytest.importorskip("ipykernel", reason=NEEDS)
pytest.importorskip("matplotlib", reason="pictures need matplotlib, which the extra named plot brings")

NOTEBOOK = Path(__file__).parents[1] / "walkthrough.ipynb"


def printed(notebook):
    """What every cell printed or gave; of a picture, only that there is one."""
    return [
        [
            output.get("text") or [*sorted(output["data"]), output["data"].get("text/plain")]
            for output in cell["outputs"]
        ]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.filterwarnings("ignore")  # what the notebook's own machinery is warned of
def test_the_notebook_prints_what_it_was_committed_with():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    committed = printed(notebook)
    assert all(committed[1:])
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    assert printed(notebook) == committed
