"""The main job on people's own data: what it says is true, and right to the last digit that is printed."""

import contextlib
import random
import re
import tomllib
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from test_fitting import exact_line

from linefit import Network, Summary
from linefit.cli import main
from linefit.numerals import power
from linefit.report import places

CASES = tomllib.loads(Path(__file__).with_name("own_data.toml").read_text())["case"]


def run(capsys, *arguments):
    with contextlib.suppress(SystemExit):
        main(["own.csv", "--no-chart", *arguments])
    out, err = capsys.readouterr()
    assert out.isascii() and max(map(len, out.splitlines()), default=0) <= 80
    return out, err


def test_there_are_many_cases():
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_own_data_are_told(case, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text(case["text"], encoding="utf-8")
    arguments = case.get("arguments", "").split()
    out, err = run(capsys, *arguments, *([] if "--w" in arguments else ["--seed", "2607"]))
    assert err == case.get("error", "")
    assert [line for line in case.get("says", []) if line not in out.splitlines()] == []
    assert not re.search(r"\d(?:e\+(?:0\d|1[0-4])|e-0?[1-4])\b", out)  # no exponent where none is needed


def a_file(chance):
    """Make rows of any scale and offset, with noise."""
    rows = chance.choice([2, 3, 5, 12, 50, 51, 200])
    scale_x, scale_y = 10 ** chance.uniform(-6, 9), 10 ** chance.uniform(-6, 9)
    far_x, far_y = (chance.choice([0, 1, 30, 1e6]) * chance.uniform(-1, 1) for _ in range(2))
    slope, noise = chance.gauss(0, 1), chance.choice([1e-3, 0.1, 1, 10])
    xs = [chance.gauss(far_x, 1) for _ in range(rows)]
    return [x * scale_x for x in xs], [((x - far_x) * slope + chance.gauss(far_y, noise)) * scale_y for x in xs]


def cut(value, place):
    """Where an exact number is cut: at this place, but not before its point, and after 15 digits at most."""
    first = power(value)
    return min(place if first > 14 else max(place, 0), 14 - first)


@pytest.mark.parametrize("more", [[], ["--condense"]])
def test_what_is_printed_is_the_exact_line_rounded_where_it_is_cut_whatever_the_seed(
    more, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    chance = random.Random(11)
    for _ in range(300):
        xs, ys = a_file(chance)
        Path("own.csv").write_text("".join(f"{x!r},{y!r}\n" for x, y in zip(xs, ys)))
        out, err = run(capsys, *more, "--seed", str(chance.randrange(10_000)))
        assert err == ""
        w, b = exact_line(xs, ys)
        summary = Summary.of(list(map(Fraction, xs)), list(map(Fraction, ys)))
        place_w, place_b, place_y = places(summary, Network(w, b))
        mean_square = sum((w * Fraction(x) + b - Fraction(y)) ** 2 for x, y in zip(xs, ys)) / len(xs)
        with localcontext(prec=60):
            typical = Fraction((Decimal(mean_square.numerator) / Decimal(mean_square.denominator)).sqrt())
        said_w, sign, said_b = re.search(r"^The line: y = (\S+) x ([+-]) (\S+)$", out, re.MULTILINE).groups()
        last = [line for line in out.splitlines() if re.match(r" +\d", line) and "x is" not in line][-1].split()
        assert last[1] == said_w and last[2] == said_b.join([sign.replace("+", ""), ""])
        for said, exact, place in [
            (said_w, w, place_w),
            (f"{sign}{said_b}", b, place_b),
            (last[3], typical, min(place_y, 5 - power(typical))),
        ]:
            off = abs(Fraction(said) - exact) * Fraction(10) ** cut(exact, place)
            assert off <= Fraction(1, 2) + Fraction(1, 10**6), (said, float(exact), xs, ys)
