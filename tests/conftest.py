"""Profiles, options, and failures that teach."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from door import Broken, Door
from hypothesis import Phase, settings

PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]  # explain takes long, and we explain ourselves
settings.register_profile("default", deadline=None, phases=PHASES)  # on a shared machine, slow is no failure
settings.register_profile("thorough", settings.get_profile("default"), max_examples=10_000)
settings.register_profile("mutation", settings.get_profile("default"), derandomize=True, max_examples=30)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

collect_ignore = ["students"]  # some cannot even be read


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--implementation",
        default="linefit",
        metavar="FILE",
        help="a student's file, which the laws in test_laws.py judge, on one page (default: linefit itself)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(name): a law of this function")
    config.addinivalue_line("markers", "own: a law that asks for more than the article does; linefit's own")


def is_a_strangers(path: Path) -> bool:
    """Tell whether a file lies outside the folders of this project."""
    return Path(__file__).parents[1] not in path.resolve().parents[1:]


def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Judge a student's file, in place of a run of the tests."""
    name = config.getoption("--implementation")
    if name == "linefit":
        for path in map(Path, config.args):  # the option forgotten: all would pass, and nothing be judged
            if path.suffix == ".py" and path.is_file() and not path.name.startswith("test_") and is_a_strangers(path):
                raise pytest.UsageError(f"{path.name} holds no tests: to have it judged, write --implementation {path}")
        return None
    from door.watching import judge_in_time

    right, page = judge_in_time(name)
    print(page)
    return pytest.ExitCode.OK if right else pytest.ExitCode.TESTS_FAILED


if sys.platform in ("emscripten", "wasi"):  # Python in a browser

    @pytest.fixture(autouse=True)
    def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.skip("this system has no processes"))


@pytest.fixture(scope="session")
def door() -> Door:
    """The network that the laws judge."""
    import linefit

    return Door(linefit)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Keep a law's sentence; say what a broken one teaches, and show no frames of ours."""
    report = yield
    if item.path.name == "test_laws.py" and call.when == "call":
        report.user_properties.append(("law", item.obj.__doc__.splitlines()[0]))
    if report.failed and call.excinfo is not None and isinstance(call.excinfo.value, Broken):
        from door.judging import tell

        report.longrepr = tell(item.obj, call.excinfo.value, item.funcargs["door"])
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """List the laws that were tried, each by its sentence."""
    tried = [
        (report.location, f"{verdict}  {law}")
        for verdict, outcome in (("holds ", "passed"), ("BROKEN", "failed"))
        for report in terminalreporter.getreports(outcome)
        for name, law in report.user_properties
        if name == "law"
    ]
    if tried:
        terminalreporter.section("the laws")
        terminalreporter.write_line("\n".join(line for _, line in sorted(tried)))
