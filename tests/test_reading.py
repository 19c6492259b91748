"""Any table of numbers is read exactly; anything else is refused in a sentence that says what to type."""

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
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_readme import PAGES

import linefit
from linefit import DataError, read_csv
from linefit.cli.options import parse_options
from linefit.reading import open_table, sample_path
from linefit.reading.cells import MISSING
from linefit.reading.table import CHUNK_ROWS, Options, Table
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


def refusal(path, **options):
    """Return the sentence that refuses a file, or nothing if it is read."""
    try:
        xs, ys = read_csv(path, **options)
    except DataError as problem:
        return str(problem)
    assert len(xs) == len(ys) > 0 and all(map(math.isfinite, xs + ys))
    return ""


def find_remedies(sentence, options):
    """Return the options after each thing to type that a sentence names; in Python the same as on the command line."""
    for typed, python in re.findall(r"(--[^()]*) \(([a-z]+=[^()]*)\)", sentence):
        remedy = eval(f"dict({python})")
        parsed = parse_options(shlex.split(typed))
        assert {name: getattr(parsed, name) for name in remedy} == remedy
        yield {**options, **({"thousands": None} if "in place of --thousands" in sentence else {}), **remedy}
    for positions in re.findall(r"(?:-[xy] \d+ ?)+", sentence):
        yield {**options, **{axis: int(k) for axis, k in re.findall(r"-([xy]) (\d+)", positions)}}
    if "the columns are 1" in sentence or "choose another one" in sentence:
        yield {**options, "x": 1, "y": 2}
    for delimiter in ["space", "|", ","] if "--delimiter space" in sentence else []:
        yield {**options, "delimiter": delimiter}


def works(path, sentence, options, tries=3):
    """Whether doing what a sentence says, and the next ones, leads to numbers."""
    if not sentence or not tries:
        return not sentence
    if any(works(path, refusal(path, **more), more, tries - 1) for more in find_remedies(sentence, options)):
        return True
    lines = path.read_text(errors="ignore").splitlines(keepends=True)
    if found := re.search(r":(\d+): .* leave the row out", sentence):
        del lines[int(found[1]) - 1]
    if found := re.search(r"write '(.*)' before it", sentence):
        lines.insert(0, found[1])
    path.write_text("".join(lines))
    return "row" in sentence and works(path, refusal(path, **options), options, tries - 1)


FOLLOWED = "use |choose |leave |write '|the columns are|--header"
NOT_HERE = "is a quote missing|put quotes|if decimal commas|save the table|or write plain numbers"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_a_bad_input_gets_its_sentence_and_doing_what_it_says_works(case, tmp_path, monkeypatch):
    """At the third try at the latest, in one of the ways that it names."""
    monkeypatch.chdir(tmp_path)
    path, options = Path("bad.csv"), case.get("options", {})
    path.write_bytes(bytes.fromhex(case["bytes"]) if "bytes" in case else case["text"].encode())
    sentence = refusal(path, **options)
    assert sentence.splitlines()[0] == case["says"]
    if re.search(FOLLOWED, sentence):
        assert works(path, sentence, options) or re.search(NOT_HERE, sentence)


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
        "x,y,,\n1,2\n3,4,,\n,,,\n",
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
    for content, options, names in [
        ("a,b\n1,2\n", {"x": "b"}, ("b", "a")),
        ("a,b\n1,2\n", {"y": 1}, ("b", "a")),
        (",a,b\n0,1,2\n", {"x": "b"}, ("b", "a")),
        ("time,x,y\n0,1,2\n", {"x": "time"}, ("time", "y")),
        ("time,x,y,X\n0,1,2,3\n", {"x": "x"}, ("x", "y")),
        ("1,2\n", {"x": 2}, ("x", "y")),
        ("a,,\n1,2,3\n", {"x": 0}, ("row", "a")),
    ]:
        with open_table(write(content), Options(**options)) as table:
            assert (table.x_name, table.y_name) == names


@pytest.mark.parametrize("text", sorted(MISSING))
def test_a_missing_value_is_refused_or_left_out(text, write):
    path = write(f"x,y\n1,2\n3,{text.upper()}\n4,5\n")
    assert "leave out such rows with --dropna" in refusal(path)
    with open_table(path, Options(dropna=True)) as table:
        assert next(table.read()) == ([1, 4], [2, 5]) and table.dropped == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"decimal": ";"}, "decimal is ';': it must be a point or a comma"),
        ({"thousands": "0"}, "thousands is '0': it must be a comma, a point, a space or an apostrophe"),
        ({"thousands": "."}, "thousands is '.': it must be another character than decimal"),
        ({"delimiter": "ab"}, "delimiter is 'ab': it must be one character, tab or space"),
        ({"delimiter": '"'}, "delimiter is '\"': it must be one character, tab or space"),
        ({"skiprows": -1}, "skiprows is -1: it must be a whole number from 0 up"),
        ({"encoding": "klingon"}, "encoding is 'klingon': it must be one that Python knows, such as utf-8 or latin-1"),
    ],
)
def test_an_argument_that_cannot_be_is_refused(options, says, write):
    with pytest.raises(ValueError) as raised:
        read_csv(write("1,2\n"), **options)
    assert str(raised.value) == says


def test_all_lines_that_are_wrong_are_named_at_once_up_to_ten(write):
    path = write("x,y\n1,2\n" + "x,1\n3,4\n" * 2000 + "5,6,7\n")
    *lines, more = refusal(path).splitlines()
    sentence = "column 1 'x' holds 'x', not a number: correct it or leave the row out"
    assert lines == [f"{display_path(path)}:{line}: {sentence}" for line in range(3, 23, 2)]
    assert more == "and 1,991 more lines"


@pytest.mark.parametrize("row", [0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, 3 * CHUNK_ROWS + 1])
@pytest.mark.parametrize("above", ["x,y\n", "# a\n\nx,y\n"])
def test_the_line_is_right_wherever_the_fault_is(row, above, write):
    lines = ['1,2\n1,"2\n"\n'] * (4 * CHUNK_ROWS)
    lines[row] = "1,2 kg\n"
    line = above.count("\n") + 3 * row + 1
    assert f"data.csv:{line}: column 2" in refusal(write(above + "".join(lines)))


def test_what_cannot_be_opened_is_refused_without_a_line(tmp_path, monkeypatch):
    for path, problem in [(tmp_path / "none.csv", "No such file or directory"), (tmp_path, "")]:
        assert refusal(path).startswith(f"{display_path(path)}: the file cannot be read: {problem}")

    class Broken(io.StringIO):
        def readline(self, size=-1):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda *_, **__: Broken())
    assert refusal("disk.csv") == "disk.csv: the file cannot be read: Input/output error"


def test_standard_input_is_read_as_a_file(monkeypatch):
    program = "import linefit; print(linefit.read_csv('-', encoding='utf-16'))"
    content = "1,2\n3,4\n".encode("utf-16")
    done = subprocess.run([sys.executable, "-c", program], input=content, capture_output=True)
    assert (done.stdout.split(), done.stderr) == (b"([1.0, 3.0], [2.0, 4.0])".split(), b"")
    monkeypatch.setattr(sys, "stdin", io.StringIO("1,2\n3,4\n"))  # as in a notebook
    assert read_csv("-") == ([1, 3], [2, 4])
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "<stdin>: standard input is closed"


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
        with open_table(path, Options(x=1, y=2)) as table:
            assert sum(len(xs) for xs, _ in table.read(size=CHUNK_ROWS)) in (40_000, 300)

    wide = "".join(",".join(f'"{row}.{k:04}"' for k in range(2000)) + "\n" for row in range(300))
    wrong = "x,y\n1,2\n" + "a,b\n" * 50_000
    for read, content in [(add_up, "x,y\n" + "1,2\n" * 40_000), (add_up, wide), (refusal, wrong)]:
        path = write(content)
        tracemalloc.start()
        read(path)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 20e6


@pytest.mark.parametrize(("content", "says"), [("1,2,", "a line is longer than 1,000,000"), ("#", "there are no rows")])
def test_a_file_without_line_ends_is_refused_before_it_fills_the_memory(content, says):
    pieces = iter([(content * 10**6)[: 10**6]] * 50 + [""])
    with pytest.raises(DataError, match=f"^endless: {says}"):
        Table("endless", SimpleNamespace(readline=lambda size: next(pieces)), Options())


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
    st.sampled_from([",.", ".,", " ,", "'."]),
)
def test_numbers_with_thousands_are_read_back_exactly(write, ys, marks):
    thousands, decimal = marks
    text = "x\ty\n" + "".join(f"1\t{y:,}\n" for y in ys).translate({ord(","): thousands, ord("."): decimal})
    assert read_csv(write(text), thousands=thousands, decimal=decimal)[1] == ys


ODD = re.split(";", ';x;1,5;nan;inf;1e400;1e-400;1_0; 2 ;"3";"3\n4";";#1;-.5;\u0663;NA;?;1.250;2,000')
odd_cells = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_characters="\0#"), max_size=3)
cells = st.integers(-99, 99).map(str) | st.sampled_from(["0.25", "-3e4"]) | odd_cells


@given(st.binary() | st.lists(st.lists(cells, max_size=4).map(",".join)).map(lambda lines: "\n".join(lines).encode()))
@example(b"1,2\n\xff")
def test_any_bytes_are_a_table_or_a_data_error(write, content):
    """Whatever the bytes: finite numbers come out, or a DataError with the file and mostly a line."""
    path = write(content)
    if said := refusal(path):
        line = rf"{re.escape(display_path(path))}(:[1-9]\d*)?: .+"
        assert re.fullmatch(rf"{line}(\n{line})*(\nand \d+ more lines?)?", said)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=6), delimiters)
def test_a_table_that_is_accepted_gives_back_its_numbers(write, rows, delimiter):
    """What is read is what Python's float makes of two columns, and no row is lost but a header and blank ones."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    path = write(target.getvalue())
    if refusal(path, x=1, y=2, delimiter=delimiter):
        return
    xs, ys = read_csv(path, 1, 2, delimiter=delimiter)
    rows[0][0] = rows[0][0].removeprefix("\ufeff")  # at a file's beginning, it marks its encoding
    said = [row for row in rows if any(cell.strip(f" \t\n,;{delimiter}") for cell in row)]
    with_numbers = said[-len(xs) :]
    assert len(said) - len(xs) in (0, 1)  # a header, at most
    assert xs == [float(row[0]) for row in with_numbers] and ys == [float(row[1]) for row in with_numbers]


@given(
    st.lists(st.lists(st.integers(-99, 99).map(str), min_size=2, max_size=2), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 2), odd_cells), max_size=3),
    st.sampled_from([2, 5, 40]),
    st.sampled_from([{}, {"x": 0}, {"dropna": True}, {"decimal": ","}, {"thousands": ","}]),
)
def test_the_size_of_chunks_does_not_matter(write, rows, changes, size, options):
    """The same rows, or the same sentence, as if each row were converted by itself."""
    for row, column, cell in changes:
        rows[row % len(rows)][column:] = [cell]
    path = write("x;y\n" + "\n".join(map(";".join, rows)))
    outcomes = []
    for chunk in (1, size):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("linefit.reading.table.CHUNK_ROWS", chunk)
            outcomes.append(refusal(path, **options) or read_csv(path, **options))
    assert outcomes[0] == outcomes[1]


def test_the_readme_says_what_the_reader_says(write):
    page = PAGES["data/README.md"]
    table = page[page.index("| it says |") :].split("\n\n")[0]
    for sentence in re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE):
        assert any(sentence in case["says"] for case in CASES), sentence
