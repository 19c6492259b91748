"""Any table of numbers is read exactly; anything else is rejected in a sentence that says what to type."""

import csv
import io
import math
import os
import re
import shlex
import subprocess
import sys
import tomllib
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_readme import PAGES

import linefit
from linefit import DataError, read_csv
from linefit.cli.options import parse_options
from linefit.reading import open_table, sample_path
from linefit.reading.table import PARSED_ROWS, Options
from linefit.validation import display_path

CASES = tomllib.loads(Path(__file__).with_name("bad_inputs.toml").read_text())["cases"]


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    """Write a file called data.csv, and return its path."""
    path = tmp_path_factory.mktemp("data") / "data.csv"

    def write(content):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read_error(path, **options):
    """Return the sentence that rejects a file, or nothing if it is read."""
    try:
        xs, ys = read_csv(path, **options)
    except DataError as problem:
        return str(problem)
    assert len(xs) == len(ys) > 0 and all(map(math.isfinite, xs + ys))
    return ""


def find_remedies(sentence, options):
    """Yield the options after each thing to type that a sentence names; in Python the same as on the command line."""
    for typed, python in re.findall(r"(--[^()]*) \(([a-z]+=[^()]*)\)", sentence):
        remedy = eval(f"dict({python})")
        parsed = parse_options(shlex.split(typed))
        assert {name: getattr(parsed, name) for name in remedy} == remedy
        yield {**options, **({"thousands": None} if "in place of --thousands" in sentence else {}), **remedy}
    for positions in re.findall(r"(?:-[xy] \d+ ?)+", sentence):
        yield {**options, **{axis: int(k) for axis, k in re.findall(r"-([xy]) (\d+)", positions)}}
    if "the columns are 1" in sentence:
        yield {**options, "x": 1, "y": 2}
    for delimiter in ["space", "|", ","] if "--delimiter space" in sentence else []:
        yield {**options, "delimiter": delimiter}


def follow(path, options, tries=3):
    """Yield what is read after doing as the sentence says, and as the next one says; or after editing one line."""
    if not (sentence := read_error(path, **options)):
        yield [list(column) for column in read_csv(path, **options)]
    elif tries:
        for remedy in find_remedies(sentence, options):
            yield from follow(path, remedy, tries - 1)
        lines = path.read_text(errors="ignore").splitlines(keepends=True)
        row = int((re.search(r":(\d+): ", sentence) or [0, 1])[1]) - 1
        if "delete the row" in sentence or "write NA" in sentence:
            lines[row : row + 1] = [lines[row].replace("   ", " NA ")] if "NA" in sentence else []
        elif found := re.search(r"write '(.*)' before it", sentence):
            lines[0] = found[1] + lines[0]
        else:
            return
        path.write_text("".join(lines))
        yield from follow(path, options, tries - 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_bad_input_gets_its_sentence_and_doing_as_it_says_gives_the_right_numbers(case, tmp_path, monkeypatch):
    """At the third try at the latest, by what the sentences name first."""
    monkeypatch.chdir(tmp_path)
    path, options = Path("bad.csv"), case.get("options", {})
    path.write_bytes(bytes.fromhex(case["bytes"]) if "bytes" in case else case["text"].encode())
    sentence, *others = read_error(path, **options).splitlines()
    assert sentence == case["says"] and (not others or "correct it" in others[0])
    if "gives" in case:
        assert next(follow(path, options)) == case["gives"]


@pytest.mark.parametrize(
    "content",
    [
        "1,2\n3,4",
        "x;y\n1;2\n3;4\n",
        "x\ty\n1\t2\n3\t4\n",
        "x,y\r\n1,2\r\n3,4\r\n",
        "x,y\r1,2\r3,4\r",
        "\ufeffx,y\n1,2\n3,4\n",
        "\n,,\nx,y\n\n1,2\n , \n3,4\n\n",
        " x , y \n 1 , 2 \n 3 , 4 \n",
        '"x", "y"\n"1", "2"\n"3","4"\n',
        '"x, in m","y; in s"\n1,2\n3,4\n',
        "a,b,,\n1,2\n3,4,,\n,,,\n",
        "x,y,note\n1,2\n3,4,5 kg\n",
        "+\u0661,2.0\n3e0,.4e1\n",
        "# made by hand\n\n# in 1929\na,b\n1,2\n3,4\n",
        'y,"two\nlines",X\n2,"\n",1\n4,,3\n',
        ",a,b\n7,1,2\n8,3,4\n",
        "Na,K\n1,2\n3,4\n",
        b"x,y,note\n1,2,\xff\n3,4,\xe9\n",
    ],
)
def test_a_table_is_read_however_it_is_written(content, write):
    assert read_csv(write(content)) == ([1, 3], [2, 4])


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("x;y\n1,5;2000\n-3;4,25\n", {"decimal": ","}),
        ('x,y\n1.5,"2,000"\n-3,4.25\n', {"thousands": ","}),
        ("x;y\n1,5;2.000\n-3;4,25\n", {"decimal": ",", "thousands": "."}),
        ("x;y\n1,5;2\u202f000\n-3;4,25\n", {"decimal": ",", "thousands": " "}),
        ("x;y\n1.5;2'000\n-3;4.25\n", {"thousands": "'"}),
        ("Way (m)   t\n1.5   2e3\n  -3\t4.25\n", {"delimiter": "space", "skiprows": 1}),
        ("x|y\n1.5|2000\n-3|4.25\n", {"delimiter": "|"}),
        ("A title\n\nx,y\n1.5,2000\n-3,4.25\n", {"skiprows": 2}),
        ("x,y\nm,s\n1.5,2000\n-3,4.25\n", {"skiprows": 2, "header": False}),
        ("id,2019,2020\n7,1.5,2000\n8,-3,4.25\n", {"header": True, "x": "2019", "y": 3}),
        ("x,y\n1.5,2000\n,1\n?,5\n2,Null\n2\n-3,4.25\n", {"dropna": True}),
        ("Gr\u00f6\u00dfe,y\n1.5,2000\n-3,4.25\n".encode("latin-1"), {"encoding": "latin-1", "x": "Gr\u00f6\u00dfe"}),
        ("x,y\n1.5,2000\n-3,4.25\n".encode("utf-16"), {"encoding": "utf-16"}),
        (b"\xff,1.5,2000\n\xff,-3,4.25\n", {"header": False, "x": 2, "y": 3}),
    ],
)
def test_a_table_is_read_as_the_options_say(content, options, write):
    assert read_csv(write(content), **options) == ([1.5, -3], [2000, 4.25])


def test_columns_are_chosen_by_name_or_position(write):
    """A whole number is a position if there are so many columns, else a name, typed or not."""
    path = write("a,b,c,2019\nred,1,2,5\nblue,3,4,6\n")
    for x, y in [("b", "c"), (2, 3), ("2", "3"), ("b", 3), (2, "c")]:
        assert read_csv(path, x, y) == ([1, 3], [2, 4])
    assert read_csv(path, 3, 2019, header=True) == ([2, 4], [5, 6])
    assert read_csv(write("3,two,1\n10,20,30\n"), "3", "1", header=True) == ([30], [10])
    assert read_csv(write("2,1\n10,20\n"), "2", "1") == ([1, 20], [2, 10])


def test_x_0_counts_the_rows_and_those_left_out_too(write):
    path = write("date,v\n5 May,2\n\n6 May,\n7 May,4\n")
    assert read_csv(path, 0, dropna=True) == read_csv(path, "0", "v", dropna=True) == ([1, 3], [2, 4])
    assert read_csv(write("5\n6\n"), 0) == ([1, 2], [5, 6])


def test_if_one_column_is_chosen_the_other_one_of_two_is_the_default(write):
    for content, options, positions in [
        ("a,b\n1,2\n", {"x": "b"}, (2, 1)),
        ("x,y\n1,2\n", {"x": "y"}, (2, 1)),
        (",a,b\n0,1,2\n", {"x": "b"}, (3, 2)),
        ("time,x,y\n0,1,2\n", {"x": "time"}, (1, 3)),
        ("time,x,y,X\n0,1,2,3\n", {"x": "x"}, (2, 3)),
        ("1,2\n", {"x": 2}, (2, 1)),
        ("a,,\n1,2,3\n", {"x": 0}, (0, 1)),
    ]:
        with open_table(write(content), Options(**options)) as table:
            assert (table.x, table.y) == positions


MISSING = ["", "NA", "N/A", "#N/A", "n.a.", "NaN", "null", "None", "?", "-", "--", ".", "..", ":"]


@pytest.mark.parametrize("text", MISSING)
def test_a_missing_value_is_rejected_or_left_out(text, write):
    path = write(f"x,y\n1,2\n3,{text}\n4,5\n")
    assert "leave out such rows with --dropna" in read_error(path)
    with open_table(path, Options(dropna=True)) as table:
        assert next(table.read_columns()) == ([1, 4], [2, 5]) and table.dropped_rows == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"decimal": ";"}, "decimal is ';': it must be '.' or ','"),
        ({"thousands": "."}, "thousands is '.': it must be a character other than decimal"),
        ({"delimiter": "ab"}, "delimiter is 'ab': it must be one character, tab or space"),
        ({"delimiter": 3}, "delimiter is 3: it must be one character, tab or space"),
        ({"skiprows": -1}, "skiprows is -1: it must be a whole number from 0 up"),
        ({"skiprows": 1.5}, "skiprows is 1.5: it must be a whole number from 0 up"),
        ({"skiprows": 10**20}, "skiprows is 100000000000000000000: it must be a whole number from 0 up"),
        ({"header": 0}, "header is 0: it must be True, False or None"),
        ({"encoding": "klingon"}, "encoding is 'klingon': it must be known to Python, such as latin-1"),
    ],
)
def test_an_unusable_argument_is_rejected(options, says, write):
    with pytest.raises(ValueError) as raised:
        read_csv(write("1,2\n"), **options)
    assert str(raised.value) == says


def test_all_lines_that_are_wrong_are_named_at_once_up_to_ten(write):
    path = write("x,y\n1,2\n" + "x,1\n3,4\n" * 2000 + "5,6,7\n")
    *lines, more = read_error(path).splitlines()
    sentence = "column 1 'x' holds 'x', not a number: correct it or delete the row"
    assert lines == [f"{display_path(path)}:{line}: {sentence}" for line in range(3, 23, 2)]
    assert more == "and 1,991 more lines"
    assert read_error(write("x,y\n1,2\n" + "x,1\n" * 10 + ",1\n")).endswith("\nand 1 more line")


@pytest.mark.parametrize("row", [0, 1, PARSED_ROWS - 1, PARSED_ROWS, 3 * PARSED_ROWS + 1])
@pytest.mark.parametrize("above", ["x,y\n", "# a\n\nx,y\n"])
def test_the_line_is_right_wherever_the_fault_is(row, above, write):
    lines = ['1,2\n1,"2\n"\n'] * (4 * PARSED_ROWS)
    lines[row] = "1,2 kg\n"
    line = above.count("\n") + 3 * row + 1
    assert f"data.csv:{line}: column 2" in read_error(write(above + "".join(lines)))


def test_an_unreadable_file_is_rejected_without_a_line_number(tmp_path, monkeypatch):
    for path, problem in [(tmp_path / "none.csv", "No such file or directory"), (tmp_path, "")]:
        assert read_error(path).startswith(f"{display_path(path)}: the file cannot be read: {problem}")

    class Broken(io.StringIO):
        def readline(self, size=-1):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda *_, **__: Broken())
    assert read_error("disk.csv") == "disk.csv: the file cannot be read: Input/output error"


def test_standard_input_is_read_as_a_file(monkeypatch):
    program = "import linefit; print(linefit.read_csv('-', 'Gr\u00f6\u00dfe', 2))"
    content, env = "Gr\u00f6\u00dfe,y,note\n1,2,".encode() + b"\xff\n", {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", program], input=content, env=env, capture_output=True)
    assert (done.stdout.strip(), done.stderr) == (b"([1.0], [2.0])", b"")
    monkeypatch.setattr(sys, "stdin", io.StringIO("1,2\n3,4\n"))  # as in a notebook
    assert read_csv("-") == ([1, 3], [2, 4])
    monkeypatch.setattr(sys, "stdin", None)
    assert read_error("-") == "<stdin>: standard input is closed"


@pytest.mark.skipif("MUTANT_UNDER_TEST" in os.environ, reason="mutants do not run outside of their folder")
def test_a_packed_package_has_the_sample_inside_even_in_a_zip(tmp_path):
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        package = Path(linefit.__file__).parent
        for path in package.rglob("*.py"):
            archive.write(path, path.relative_to(package.parent))
        archive.write(sample_path(), "linefit/data/line.csv")
    env = {**os.environ, "PYTHONPATH": str(packed)}
    job = [sys.executable, "-m", "linefit", "--seed", "2607"]
    done = subprocess.run(job, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert "The line: y = 81 * x + 48\n" in done.stdout and done.stderr == ""


def test_memory_does_not_grow_with_what_is_passed_over(write):
    """Neither with rows that were added up, nor with wrong ones, nor with the number of columns."""

    def add_up(path):
        with suppress(DataError), open_table(path, Options(x=1, y=2)) as table:
            assert sum(len(xs) for xs, _ in table.read_columns(min_rows=PARSED_ROWS)) in (40_000, 300)

    wide = "".join(",".join(f'"{row}.{k:04}"' for k in range(2000)) + "\n" for row in range(300))
    wrong, good = "x,y\n1,2\n" + "a,b\n" * 50_000, "1,2\n" * 40_000
    endless, commented = "x,y\n1,2\n" + "1,2," * 5_000_000, "#\n" * 90_000 + good
    for content in (f"x,y\n{good}", commented, wide, wrong, endless, f"1,2\n1,x\n{good}"):
        path = write(content)
        tracemalloc.start()
        add_up(path)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < (30e6 if content in (wide, endless) else 5e6)


def test_lines_and_cells_without_end_are_rejected(write):
    for above in ("", "#", "x,y\n1,2\n", "x,y\n" + "1,2\n" * 30):  # at the beginning, or further down
        assert ": a line is longer than 250,000 characters" in read_error(write(above + "1,2," * 300_000), x=1, y=2)
    assert ":3: a quote is missing" in read_error(write("x,y,z\n1,2,3\n1,2," + "a" * 140_000))


floats = st.floats(allow_nan=False, allow_infinity=False)
delimiters = st.sampled_from([",", ";", "\t"])


@given(
    st.lists(st.tuples(floats, floats), min_size=1), delimiters, st.booleans(), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_what_was_written_is_read_back_exactly(write, rows, delimiter, header, end):
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end).writerows([("x", "y")] * header + rows)
    assert read_csv(write(target.getvalue())) == tuple(map(list, zip(*rows)))


@given(
    st.lists(st.integers(-(10**9), 10**9).map(lambda count: count / 4), min_size=1),
    st.sampled_from([",.", ".,", " ,", " .", "'.", "',"]),
)
def test_numbers_with_thousands_are_read_back_exactly(write, ys, marks):
    thousands, decimal = marks
    text = "".join(f"1\t{y:,}\n" for y in ys).translate({ord(","): thousands, ord("."): decimal})
    assert read_csv(write(text), thousands=thousands, decimal=decimal)[1] == ys


ODD = re.split(";", ';x;1,5;nan;inf;1e400;1e-400;1_0; 2 ;"3";"3\n4";";#1;-.5;\u0663;NA;?;1.250;2,000')
odd_cells = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_characters="\0#"), max_size=3)
cells = st.integers(-99, 99).map(str) | st.sampled_from(["0.25", "-3e4"]) | odd_cells


@given(st.binary() | st.lists(st.lists(cells, max_size=4).map(",".join)).map(lambda lines: "\n".join(lines).encode()))
@example(b"1,2\n\xff")
def test_any_bytes_are_a_table_or_a_data_error(write, content):
    """Whatever the bytes: finite numbers come out, or a DataError with the file and mostly a line."""
    path = write(content)
    if said := read_error(path):
        line = rf"{re.escape(display_path(path))}(:[1-9]\d*)?: .+"
        assert re.fullmatch(rf"{line}(\n{line})*(\nand \d+ more lines?)?", said)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=6), delimiters)
def test_a_table_that_is_accepted_gives_back_its_numbers(write, rows, delimiter):
    """What is read is what Python's float makes of two columns, and no row is lost but a header and blank ones."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    path = write(target.getvalue())
    if read_error(path, x=1, y=2, delimiter=delimiter):
        return
    xs, ys = read_csv(path, 1, 2, delimiter=delimiter)
    rows[0][0] = rows[0][0].removeprefix("\ufeff")  # at a file's beginning, it marks its encoding
    said = [row for row in rows if any(cell.strip(f" \t\n,;{delimiter}") for cell in row)]
    with_numbers = said[-len(xs) :]
    assert len(said) - len(xs) in (0, 1)  # a header, at most
    assert xs == [float(row[0]) for row in with_numbers] and ys == [float(row[1]) for row in with_numbers]


some_lines = st.sampled_from(["", "id;a;b", "Title", "m;s;V", "1;2;3", "4;;6", "NA;5;7", "Anna;x;9", '"x\ny";2;3', "?"])


@given(st.lists(some_lines, min_size=1, max_size=9))
def test_no_line_that_holds_a_number_is_skipped_on_advice(write, lines):
    text = "\n".join(lines)
    skipped = re.search(r"use --skip (\d+)", read_error(write(text))) or [0, 0]
    assert not re.search(r"(^|;)\d(;|$)", "\n".join(text.split("\n")[: int(skipped[1])]), re.MULTILINE)


@given(
    st.lists(st.lists(st.integers(-99, 99).map(str), min_size=2, max_size=2), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 2), odd_cells), max_size=3),
    st.sampled_from([2, 5, 40]),
    st.sampled_from([{}, {"x": 0}, {"dropna": True}, {"decimal": ","}, {"thousands": ","}]),
)
def test_the_size_of_chunks_does_not_matter(write, rows, changes, size, options):
    """The same rows, or the same sentence, as if each row were converted by itself."""
    for row, column, cell in changes:
        rows[row % len(rows)][column:] = [cell.replace('"', "")]  # a broken quote ends its chunk
    path = write("x;y\n" + "\n".join(map(";".join, rows)))
    outcomes = []
    for chunk in (1, size):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("linefit.reading.table.PARSED_ROWS", chunk)
            outcomes.append(read_error(path, **options) or read_csv(path, **options))
    assert outcomes[0] == outcomes[1]


def test_the_readme_says_what_the_reader_says(write):
    page = PAGES["data/README.md"]
    table = page[page.index("| message |") :].split("\n\n")[0]
    for sentence in re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE):
        assert any(sentence in case["says"] for case in CASES), sentence
