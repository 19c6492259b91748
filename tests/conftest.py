"""Profiles, options, and failures that teach."""

import os

import door as doors
import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)  # machines are shared: a slow moment is no failure
settings.register_profile("thorough", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--implementation",
        default="linefit",
        metavar="MODULE",
        help="the module whose network the laws in test_laws.py judge (default: linefit itself)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(name): a law of a function that a learner's module may leave out")
    config.addinivalue_line("markers", "own: a law that asks for more than the article does; linefit's own")


@pytest.fixture(scope="session")
def door(request: pytest.FixtureRequest) -> doors.Door:
    """The network that the laws judge."""
    try:
        return doors.load(request.config.getoption("--implementation"))
    except ImportError as problem:
        raise pytest.UsageError(f"--implementation: {problem}") from None


@pytest.fixture(autouse=True)
def _only_what_is_there(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("own") and request.config.getoption("--implementation") != "linefit":
        pytest.skip("this law asks for more than the article does, so it is linefit's own")
    needed = request.node.get_closest_marker("needs")
    if needed and not request.getfixturevalue("door").has(needed.args[0]):
        pytest.skip(f"the module has no {needed.args[0]}, so this law of it is not checked")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Say what a broken law teaches, and show no frames of ours."""
    report = yield
    if report.failed and call.excinfo is not None and isinstance(call.excinfo.value, doors.Broken):
        report.longrepr = doors.tell(item.obj.__doc__, call.excinfo.value, item.funcargs["door"])
    return report
