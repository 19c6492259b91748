"""The command on data as people have them: what it prints, word for word."""

import re
import tomllib
from pathlib import Path

import pytest

from linefit.cli import main

CASES = tomllib.loads(Path(__file__).with_name("own_data.toml").read_text())["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_own_data_are_learned_and_described_or_rejected(case, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text(case["text"], encoding="utf-8")
    arguments = case.get("arguments", "").split()
    status = main(["own.csv", "--no-chart", *arguments, *([] if "--w" in arguments else ["--seed", "2607"])])
    out, err = capsys.readouterr()
    assert out.isascii() and max(map(len, out.splitlines()), default=0) <= 80
    assert (status, err) == (2 if "error" in case else 0, case.get("error", ""))
    assert [line for line in case.get("says", []) if line not in out.splitlines()] == []
    assert "never" not in case or case["never"] not in out
    assert not re.search(r"\d(?:e\+(?:0\d|1[0-4])|e-0?[1-4])\b", out)  # no exponent where none is needed
