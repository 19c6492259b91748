"""Profiles, options, and failures that teach."""

import os

import door as doors
import pytest
from hypothesis import Phase, settings

PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]  # explain takes long, and we explain ourselves
settings.register_profile("default", deadline=None, phases=PHASES)  # on a shared machine, slow is no failure
settings.register_profile("thorough", settings.get_profile("default"), max_examples=10_000)
settings.register_profile("mutation", settings.get_profile("default"), derandomize=True, max_examples=30)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


DOOR = pytest.StashKey[doors.Door]()


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
    try:
        config.stash[DOOR] = doors.load(config.getoption("--implementation"))
    except ImportError as problem:
        raise pytest.UsageError(f"--implementation: {problem}") from None


@pytest.fixture(scope="session")
def door(pytestconfig: pytest.Config) -> doors.Door:
    """The network that the laws judge."""
    return pytestconfig.stash[DOOR]


@pytest.fixture(autouse=True)
def _only_what_is_there(request: pytest.FixtureRequest) -> None:
    door = request.config.stash[DOOR]
    if request.node.get_closest_marker("own") and not door.own:
        pytest.skip("this law asks for more than the article does, so it is linefit's own")
    needed = request.node.get_closest_marker("needs")
    if needed and not door.has(needed.args[0]):
        pytest.skip(f"the module has no {needed.args[0]}, so this law of it is not checked")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Say what a broken law teaches, and show no frames of ours."""
    report = yield
    if report.failed and call.excinfo is not None:
        told = doors.tell(item.obj.__doc__ or "", call.excinfo.value, item.config.stash[DOOR])
        report.longrepr = told or report.longrepr
    return report
