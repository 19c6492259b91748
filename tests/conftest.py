"""Hypothesis profiles, and the list of laws at the end."""

import os
import sys
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)  # on a shared machine, slow is not a failure
settings.register_profile("thorough", settings.get_profile("default"), max_examples=10_000)
settings.register_profile("mutation", settings.get_profile("default"), derandomize=True, max_examples=30)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

collect_ignore = ["students", "mistakes"]  # files for the check, not tests

if sys.platform in ("emscripten", "wasi"):  # Python in a browser

    @pytest.fixture(autouse=True)
    def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.skip("this system has no processes"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Keep a law's sentence beside its result."""
    report = yield
    if item.path.name == "test_laws.py" and call.when == "call":
        report.user_properties.append(("law", item.obj.__doc__.splitlines()[0]))
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """List the laws that were tried, each by its sentence."""
    results = [
        (report.location, f"{verdict}  {law}")
        for verdict, outcome in (("holds ", "passed"), ("BROKEN", "failed"))
        for report in terminalreporter.getreports(outcome)
        for name, law in report.user_properties
        if name == "law"
    ]
    if results:
        terminalreporter.section("the laws")
        terminalreporter.write_line("\n".join(line for _, line in sorted(results)))
