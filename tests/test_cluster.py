"""Summaries add up wherever they were made: many files, read by the workers of a real cluster."""

import operator
import os
import signal
import subprocess
import sys

import pytest
from test_readme import blocks

from linefit import Network, Summary, fit_summary, read_csv

NEEDS = "a cluster needs Dask, which the extra named cluster brings"
bag = pytest.importorskip("dask.bag", reason=NEEDS)
distributed = pytest.importorskip("dask.distributed", reason=NEEDS)


@pytest.fixture
def paths(tmp_path):
    """Six files of whole numbers, whose sums are exact: so the order of adding cannot show."""
    written = []
    for part in range(6):
        path = tmp_path / f"part{part}.csv"
        path.write_text("x,y\n" + "".join(f"{x},{81 * x + 48}\n" for x in range(part * 100, part * 100 + 128)))
        written.append(str(path))
    return written


def test_a_killed_worker_changes_nothing(paths, tmp_path):
    killed = tmp_path / "killed"

    def summarize(path):
        if path == paths[3] and not killed.exists():  # in mid-run, once
            killed.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        return Summary.of(*read_csv(path))

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster),
    ):
        files = bag.from_sequence(paths, partition_size=1)
        summary = files.map(summarize).fold(operator.add).compute()
        workers = [worker.pid for worker in cluster.workers.values()]
    assert killed.exists() and int(killed.read_text()) not in workers
    assert summary == sum((Summary.of(*read_csv(path)) for path in paths), Summary())
    assert fit_summary(summary) == Network(81.0, 48.0)


def test_the_readmes_program_runs(paths, tmp_path):
    (program,) = (block for block in blocks("py") if "Client" in block)
    (tmp_path / "many.py").write_text(program)
    done = subprocess.run([sys.executable, "many.py", *paths], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == "768 rows: Network(w=81.0, b=48.0)\n", done.stderr
