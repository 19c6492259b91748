"""Any table of numbers is read exactly; anything else is rejected in a sentence that says what to type."""

import csv
import io
import math
import os
import re
import subprocess
import sys
import tomllib
import tracemalloc
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import any_float
from test_readme import PAGES

from linefit import DataError, read_csv
from linefit.cli import main

CASES = tomllib.loads(Path(__file__).with_name("bad_inputs.toml").read_text())["cases"]
COLOURS = "a,b,c,2019\nred,1,2,5\nblue,3,4,6\n"


@pytest.fixture(autouse=True, scope="module")
def _in_a_folder(tmp_path_factory):
    with chdir(tmp_path_factory.mktemp("data")):
        yield


def read(content, **options):
    """Return what read_csv makes of a file with this content: xs and ys, or the sentence that rejects it."""
    Path("data.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        return read_csv("data.csv", **options)
    except DataError as problem:
        return str(problem)


def to_csv(rows, **how):
    target = io.StringIO()
    csv.writer(target, **how).writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_bad_input_gets_its_sentence_and_doing_as_it_says_gives_the_right_numbers(case):
    content, options = bytes.fromhex(case["bytes"]) if "bytes" in case else case["text"], case.get("options", {})
    sentence, *others = read(content, **options).splitlines()
    assert sentence == case["says"] and (not others or "correct it" in others[0])
    if "gives" in case:
        assert list(read(case.get("edited", content), **case.get("then", options))) == case["gives"]


def test_the_messages_in_the_data_readme_are_among_the_bad_inputs():
    table = PAGES["data/README.md"].partition("| message |")[2].partition("\n\n")[0]
    for sentence in re.findall(r"(?m)^\| `(.+?)` \|", table):
        assert any(sentence in case["says"] for case in CASES)


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("\ufeffx,y\n1,2\n3,4\n", {}),
        ("\n,,\nx,y\n\n1,2\n , \n3,4\n\n", {}),
        (" x , y \n 1 , 2 \n 3 , 4 \n", {"x": "x"}),
        ('"x", "y"\n"1", "2"\n"3","4"\n', {}),
        ('"x, in m","y; in s"\n1,2\n3,4\n', {}),
        ("a,b,,\n1,2\n3,4,,\n,,,\n", {}),
        ("x,y,note\n1,2\n3,4,5 kg\n", {}),
        ("+\u0661,2.0\n3e0,.4e1\n", {}),
        ("# made by hand\n\n# in 1929\na,b\n1,2\n3,4\n", {}),
        ('y,"two\nlines",X\n2,"\n",1\n4,,3\n', {}),
        (",a,b\n7,1,2\n8,3,4\n", {}),
        ("Na,K\n1,2\n3,4\n", {}),
        (b"x,y,note\n1,2,\xff\n3,4,\xe9\n", {}),
        ("Way (m)   t\n1   2e0\n  3\t4\n", {"delimiter": "space", "skiprows": 1}),
        ("x|y\n1|2\n3|4\n", {"delimiter": "|"}),
        ("A title\n\nx,y\n1,2\n3,4\n", {"skiprows": 2}),
        ("x,y\nm,s\n1,2\n3,4\n", {"skiprows": 2, "header": False}),
        ("x,y\n1,2\n,1\n?,5\n2,Null\n2\n3,4\n", {"dropna": True}),
        ("Gr\u00f6\u00dfe,y\n1,2\n3,4\n".encode("latin-1"), {"encoding": "latin-1", "x": "Gr\u00f6\u00dfe"}),
        ("x,y\n1,2\n3,4\n".encode("utf-16"), {"encoding": "utf-16"}),
        (b"\xff,1,2\n\xff,3,4\n", {"header": False, "x": 2, "y": 3}),
        (COLOURS, {"x": "b", "y": "c"}),
        (COLOURS, {"x": "2", "y": 3}),
        ("id,2019,2020\n7,1,2\n8,3,4\n", {"header": True, "x": "2019", "y": 3}),
        ("3,two,1\n2,20,1\n4,20,3\n", {"header": True, "x": "3", "y": "1"}),
        ("2,1\n4,3\n", {"x": "2", "y": "1"}),
        ("date,v\n5 May,2\n\n6 May,\n7 May,4\n", {"x": 0, "dropna": True}),
        ("date,v\n5 May,2\n\n6 May,\n7 May,4\n", {"x": "0", "y": "v", "dropna": True}),
        ("2\nNA\n4\n", {"x": 0, "dropna": True}),
        ("x,y\n2,1\n4,3\n", {"x": "y"}),
        (",a,b\n0,2,1\n0,4,3\n", {"x": "b"}),
        ("time,x,y\n1,0,2\n3,0,4\n", {"x": "time"}),
        ("time,x,y,X\n0,1,2,0\n0,3,4,0\n", {"x": "x"}),
        ("2,1\n4,3\n", {"x": 2}),
        ("a,,\n2,0,0\n,0,0\n4,0,0\n", {"x": 0, "dropna": True}),
    ],
)
def test_a_table_is_read_however_it_is_written_and_whichever_columns_are_chosen(content, options):
    """A whole number, as an int or as text, is a position if there are that many columns, else a name."""
    assert read(content, **options) == ([1, 3], [2, 4])


def test_x_0_counts_the_rows_however_many_they_are():
    assert read("5\n" * 1_000, x=0) == ([*range(1, 1_001)], [5] * 1_000)


@pytest.mark.parametrize(
    "text", ["", "NA", "N/A", "#N/A", "n.a.", "NaN", "null", "None", "?", "-", "--", ".", "..", ":"]
)
def test_a_missing_value_is_rejected_or_left_out(text):
    content = f"x,y\n1,2\n5,{text}\n3,4\n"
    assert "leave out such rows with --dropna" in read(content)
    assert read(content, dropna=True) == ([1, 3], [2, 4])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"decimal": ";"}, "decimal is ';': it must be '.' or ','"),
        ({"thousands": "."}, "thousands is '.': it must be a character other than '.', which decimal is"),
        ({"delimiter": 3}, "delimiter is 3: it must be one character (not a quote), tab or space"),
        ({"skiprows": -1}, "skiprows is -1: it must be a whole number from 0 up"),
        ({"skiprows": 1.5}, "skiprows is 1.5: it must be a whole number from 0 up"),
        ({"skiprows": 10**20}, "skiprows is 100000000000000000000: it must be a whole number from 0 up"),
        ({"header": 0}, "header is 0: it must be True, False or None"),
        ({"encoding": "klingon"}, "encoding is 'klingon': it must be known to Python, such as latin-1"),
    ],
)
def test_an_unusable_argument_is_rejected(options, says):
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        read("1,2\n", **options)


@given(st.sets(st.integers(0, 499), min_size=1, max_size=13), st.sampled_from(["x,y\n", "# a\n\nx,y\n"]))
@example({*range(1100)}, "x,y\n")
def test_the_lines_of_all_wrong_rows_are_named_at_once_up_to_ten(wrong, above):
    rows = [f'1,2{" kg" * (row in wrong)}\n1,"2\n"\n' for row in range(max(wrong) + 1)]
    lines = [f"data.csv:{above.count(chr(10)) + 3 * row + 1}: column 2 'y' holds '2 kg'" for row in sorted(wrong)]
    messages = read(above + "".join(rows)).splitlines()
    assert [line.split(", ")[0] for line in messages[:10]] == lines[:10]
    assert messages[10:] == [f"and {len(wrong) - 10:,} more line{'s' * (len(wrong) > 11)}"] * (len(wrong) > 10)


def test_an_unreadable_file_is_rejected_without_a_line_number(monkeypatch):
    class FailingStream(io.StringIO):
        def readline(self, size=-1):
            raise OSError(5, "Input/output error")

    for path, stdin, says in [
        ("none.csv", None, "none.csv: the file cannot be read: No such file or directory"),
        (".", None, ".: the file cannot be read: "),
        ("-", FailingStream(), "<stdin>: the file cannot be read: Input/output error"),
        ("-", None, "<stdin>: standard input is closed"),
    ]:
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(DataError, match=f"^{re.escape(says)}"):
            read_csv(path)


def test_standard_input_is_read_as_a_file(monkeypatch):
    program = "import linefit; print(linefit.read_csv('-', 'Gr\u00f6\u00dfe', 2))"
    content, env = "Gr\u00f6\u00dfe,y,note\n1,2,".encode() + b"\xff\n", {**os.environ, "PYTHONIOENCODING": "ascii"}
    process = subprocess.run([sys.executable, "-c", program], input=content, env=env, capture_output=True)
    assert (process.stdout.strip(), process.stderr) == (b"([1.0], [2.0])", b"")
    monkeypatch.setattr(sys, "stdin", io.StringIO("1,2\n3,4\n"))  # as in a notebook
    assert read_csv("-") == ([1, 3], [2, 4])


def test_memory_stays_small_over_many_rows_comments_wrong_rows_and_columns(capsys):
    for megabytes, status, content in [
        (1.5, 0, "x,y\n" + "1.5,2\n2,5.5\n" * 13_000),  # five times as many rows as are added up at a time
        (0.5, 0, "#\n" * 20_000 + "1,2\n2,3\n"),
        (0.5, 2, "x,y\n1,2\n" + f"{'a' * 40},b\n" * 5000),
        (20, 0, "".join(",".join(f'"{row}.{k:04}"' for k in range(2000)) + "\n" for row in range(200))),
        (30, 2, "x,y\n1,2\n" + "1,2," * 2_500_000),
    ]:
        Path("data.csv").write_text(content)
        tracemalloc.start()
        assert main(["data.csv", "-x", "1", "-y", "2", "--condense", "--epochs", "0"]) == status
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < megabytes * 1e6


def test_too_long_lines_and_cells_are_rejected():
    for above in ("", "#", "x,y\n1,2\n", "x,y\n" + "1,2\n" * 30):  # at the beginning, or further down
        assert ": a line is longer than 250,000 characters" in read(above + "1,2," * 300_000, x=1, y=2)
    assert ":3: a quote is missing" in read("x,y,z\n1,2,3\n1,2," + "a" * 140_000)


delimiters, line_ends = st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"])


@given(st.lists(st.tuples(any_float, any_float), min_size=1), delimiters, st.booleans(), line_ends)
def test_a_written_table_is_read_back_exactly(rows, delimiter, header, end):
    text = to_csv([("x", "y")] * header + rows, delimiter=delimiter, lineterminator=end)
    assert read(text) == tuple(map(list, zip(*rows)))


@given(st.lists(st.integers(-(10**9), 10**9).map(lambda count: count / 4), min_size=1, max_size=4))
def test_numbers_with_thousands_are_read_back_exactly(ys):
    for thousands, separator, decimal in [",,.", "..,", " \xa0.", " \u2009,", " \u202f.", "'\u2019,"]:
        text = "".join(f"1\t{y:,}\n" for y in ys).translate({ord(","): separator, ord("."): decimal})
        assert read(text, thousands=thousands, decimal=decimal)[1] == ys


ODD = re.split(";", ';x;1,5;nan;inf;1e400;1e-400;1_0; 2 ;"3";"3\n4";";#1;-.5;\u0663;NA;?;1.250;2,000')
odd_cells = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_characters="\0#"), max_size=3)
plain_cells = st.integers(-99, 99).map(str) | st.sampled_from(["0.25", "-3e4"])
some_rows = st.tuples(plain_cells, plain_cells) | st.lists(plain_cells | odd_cells, min_size=1, max_size=4)
some_tables = st.lists(some_rows.map(list), min_size=1, max_size=6)
some_lines = st.sampled_from(["", "id;a;b", "Title", "m;s;V", "1;2;3", "4;;6", "NA;5;7", "Anna;x;9", '"x\ny";2;3', "?"])


@given(st.binary() | some_tables.map(lambda rows: "\n".join(map(",".join, rows)).encode()))
@example(b"1,2\n\xff")
def test_any_bytes_are_a_table_or_a_data_error(content):
    """Any bytes give finite numbers, or a DataError with the file and, mostly, a line."""
    if isinstance(result := read(content), str):
        line = r"data\.csv(:[1-9]\d*)?: .+"
        assert re.fullmatch(rf"{line}(\n{line})*(\nand \d+ more lines?)?", result)
    else:
        assert len(result[0]) == len(result[1]) > 0 and all(map(math.isfinite, result[0] + result[1]))


@given(some_tables, delimiters)
def test_a_table_that_is_accepted_gives_back_its_numbers(rows, delimiter):
    """What is read is what Python's float makes of two columns; only comments, a header and blank rows are left out."""
    if isinstance(result := read(to_csv(rows, delimiter=delimiter), x=1, y=2, delimiter=delimiter), str):
        return
    rows[0][0] = rows[0][0].removeprefix("\ufeff")  # at a file's beginning, it marks its encoding
    filled_rows = [row for row in rows if any(cell.strip(f' \t\r\n,;"{delimiter}') for cell in row)]
    above, with_numbers = filled_rows[: -len(result[0])], filled_rows[-len(result[0]) :]
    assert all(row[0].startswith("#") for row in above[:-1])
    assert result == tuple([float(row[k]) for row in with_numbers] for k in (0, 1))


@given(some_tables, st.sampled_from([{}, {"x": 0}, {"dropna": True}, {"decimal": ","}, {"thousands": ","}]))
def test_a_row_of_delimiters_changes_nothing(rows, options):
    """A chunk with such a row is converted row by row."""
    text, options = to_csv(rows, delimiter=";"), {"x": 1, "y": 2, "delimiter": ";", **options}
    result = read(text, **options)
    assert isinstance(result, str) or read(f"{text};;\n", **options) == result


@given(st.lists(some_lines, min_size=1, max_size=9).map("\n".join))
def test_no_line_that_holds_a_number_is_skipped_on_advice(text):
    if advice := re.search(r"use --skip (\d+)", str(read(text))):
        above = text.split("\n")[: int(advice[1])]
        assert not any(re.search(r"(^|;)\d(;|$)", line) for line in above)
