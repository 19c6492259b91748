"""Summaries add up wherever they were made, for example by two workers that read many files."""

import operator
import os
import signal
import subprocess
import sys

import pytest
from test_readme import blocks

from linefit import Network, Summary, fit_summary, read_csv

distributed = pytest.importorskip("dask.distributed", reason="needs Dask, which the extra named cluster brings")
bag = pytest.importorskip("dask.bag")


@pytest.fixture
def paths(tmp_path):
    """Return six files of whole numbers, whose sums are exact, so the order of adding cannot show."""
    paths = [tmp_path / f"part{part}.csv" for part in range(6)]
    for part, path in enumerate(paths):
        path.write_text("".join(f"{x},{81 * x + 48}\n" for x in range(part * 100, part * 100 + 128)))
    return list(map(str, paths))


def test_a_killed_worker_changes_nothing(paths, tmp_path):
    def summarize(path):
        if path == paths[3] and not (tmp_path / "killed").exists():  # in mid-run, once
            (tmp_path / "killed").touch()
            os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        return Summary.of(*read_csv(path))

    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster):
        summary = bag.from_sequence(paths, partition_size=1).map(summarize).fold(operator.add).compute()
    assert (tmp_path / "killed").exists() and fit_summary(summary) == Network(81.0, 48.0)
    assert summary == sum((Summary.of(*read_csv(path)) for path in paths), Summary())


def test_the_data_readmes_program_prints_the_line(paths, tmp_path):
    (program,) = (block for block in blocks("py") if "Client" in block)
    (tmp_path / "many.py").write_text(program)
    process = subprocess.run([sys.executable, "many.py", *paths], cwd=tmp_path, capture_output=True, text=True)
    assert process.stdout == "768 rows: Network(w=81.0, b=48.0)\n", process.stderr
