"""Any table of numbers is read exactly; anything else is refused in one sentence with file and line."""

import csv
import io
import math
import os
import random
import re
import subprocess
import sys
import tomllib
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_readme import PAGES

import linefit
from linefit import DataError, data, read_csv, sample
from linefit.data import BLOCK, LONGEST, open_columns, sample_path
from linefit.table import CHUNK, Table
from linefit.validation import display_path

CASES = tomllib.loads(Path(__file__).with_name("bad_inputs.toml").read_text())["case"]


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    """Write a file called data.csv, and give its path."""
    path = tmp_path_factory.mktemp("data") / "data.csv"

    def write(content):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_the_table_of_bad_inputs_is_long():
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES)
def test_a_bad_input_gets_its_sentence(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("bad.csv").write_bytes(bytes.fromhex(case["bytes"]) if "bytes" in case else case["text"].encode())
    options = iter(case.get("arguments", []))
    names = {"-x": "x", "-y": "y", "--delimiter": "delimiter"}
    with pytest.raises(DataError) as raised:
        read_csv("bad.csv", **{names[option]: next(options) for option in options})
    assert str(raised.value).splitlines()[0] == case["says"]


@pytest.mark.parametrize(
    "content",
    [
        "x,y\n1,2\n3,4\n",
        "x,y\n1,2\n3,4",
        "1,2\n3,4\n",
        "x;y\n1;2\n3;4\n",
        "x\ty\n1\t2\n3\t4\n",
        "x,y\r\n1,2\r\n3,4\r\n",
        "x,y\r1,2\r3,4\r",
        "\ufeffx,y\n1,2\n3,4\n",
        "\n\nx,y\n\n1,2\n\n3,4\n\n",
        " x , y \n 1 , 2 \n 3 , 4 \n",
        '"x","y"\n"1","2"\n"3","4"\n',
        '"x, in m","y; in s"\n1,2\n3,4\n',
        "x,y,,\n1,2,,\n3,4,,\n,,,\n",
        "x,y,,\n1,2\n3,4,\n",
        ",,\nx,y,\n1,2,\n3,4,\n",
        "+1,2.0\n3e0,.4e1\n",
        "\u0661,2\n3,4\n",
        ",y\n1,2\n3,4\n",
        "X,Y\n1,2\n3,4\n",
    ],
)
def test_a_table_is_read_however_it_is_written(content, write):
    assert read_csv(write(content)) == ([1.0, 3.0], [2.0, 4.0])


@pytest.mark.parametrize(("x", "y"), [("b", "c"), (2, 3), ("2", "3"), ("b", 3), (2, "c"), ("b", "3")])
def test_columns_are_chosen_by_name_or_position(x, y, write):
    assert read_csv(write("a,b,c,d\nred,1,2,!\nblue,3,4,?\n"), x, y) == ([1.0, 3.0], [2.0, 4.0])
    assert read_csv(write("red,1,2\nblue,3,4\n"), 2, 3) == ([1.0, 3.0], [2.0, 4.0])


def test_one_column_may_be_chosen_alone(write):
    path = write("a,b,c\n1,2,3\n")
    assert read_csv(path, y="c") == ([1.0], [3.0])
    assert read_csv(path, x="c") == ([3.0], [2.0])


def test_a_columns_name_wins_over_a_position(write):
    assert read_csv(write("3,two,1\n10,20,30\n"), "3", "1") == ([10.0], [30.0])


def test_in_a_row_of_numbers_a_position_is_meant_and_never_guessed(write):
    """Else linefit FILE -x 1 -y 2 would take a first row of 1,2 for names, and leave it out."""
    assert read_csv(write("1,2\n10,20\n"), "1", "2") == ([1, 10], [2, 20])
    with pytest.raises(DataError, match=r"2 is a position, and stands in column 1, too: put names above the rows$"):
        read_csv(write("2,1\n10,20\n"), "2", "1")
    assert read_csv(write("2,1\n10,20\n"), 2, 1) == ([1, 20], [2, 10])
    assert read_csv(write("2019,2020,2021\n1,2,3\n"), "2019", "2021") == ([1], [3])  # years can't be positions
    with pytest.raises(DataError, match=r"there is no column 5: the columns are '1', '5', '9'; is another"):
        read_csv(write("1,5,9\n2,6,10\n"), "1", "5")
    with pytest.raises(DataError, match=r"'1800' in the first row may be a name or a number: choose the column"):
        read_csv(write("1800,2000\n7,8\n9,10\n"))
    with pytest.raises(DataError, match=r":1: there is no column \.\.\.9{37}: the columns are '1', '2'; "):
        read_csv(write("1,2\n"), "9" * 5000)


@pytest.mark.parametrize(
    ("text", "xs"),
    [
        ("country,2019,2020\nAustria,1.4,1.5\nChile,3.1,2.9\n", [1.4, 3.1]),  # years, above what are none
        ("2018,2019,2020\n1,1.4,1.5\n3,3.1,2.9\n", [1.4, 3.1]),
        ("id,1,2\n7,1.4,1.5\n8,3.1,2.9\n", [1.4, 3.1]),  # a word above numbers
        ("id,1,2\nNA,1.4,1.5\n8,3.1,2.9\n", [1.4, 3.1]),
        ("Austria,1,1.5\nChile,3.1,2.9\n", [1, 3.1]),  # words above words, and no years
        ("Austria,2019,2020\nChile,2019,2021\n", [2019, 2019]),  # years above years
        ("a,1,2\n", [1]),  # nothing below
        ("2019,2020,2021\n", [2020]),
        ("7,2019,5\n8,3.1,2.9\n", [2019, 3.1]),  # one year is none
        ("Austria,2019,2020\nChile,5, 2021 \n", [2019, 5]),
        ("Austria,2019,2020\nChile, 2021,5\n", [2019, 2021]),
        ("Austria,1100,1101\nChile,3.1,2.9\n", [1100, 3.1]),  # no years of anybody's data
        ("id,1,2\n7,1.4,1.5\nx8,3.1,2.9\n", [1, 1.4, 3.1]),  # a word above words, too
        ("id,1,2\nNA,1.4,1.5\n", [1, 1.4]),
        ("NA,1,2\n7,1.4,1.5\n", [1, 1.4]),  # a gap is no word
        ("-,1,2\n7,1.4,1.5\n", [1, 1.4]),
        ("_,1,2\n7,1.4,1.5\n", [1, 1.4]),
    ],
)
def test_a_header_of_numbers_is_told_from_a_row(write, text, xs):
    """And so is not taken for data, nor a row for a header."""
    assert read_csv(write(text), 2, 3)[0] == xs


def test_a_row_that_is_too_short_tells_nothing_of_the_header(write):
    with pytest.raises(DataError, match=":2: the row has too few cells"):
        read_csv(write("id,1,2\n7\n"), 2, 3)


@pytest.mark.parametrize("header", ["12 weeks,2019 sales", "x1,y2", "3-month,a"])
def test_a_name_may_begin_with_digits(write, header):
    assert read_csv(write(f"{header}\n1,2\n2,3\n")) == ([1, 2], [2, 3])


def test_a_first_row_with_a_wrong_cell_is_not_taken_for_a_header(write):
    with pytest.raises(DataError, match=r":1: column 2: 'abc' is not a number"):
        read_csv(write("1,abc\n2,3\n"))


@pytest.mark.parametrize(
    "first", ["5kg,3m", "0x10,0x20", "NA,-", "a,1.5 mm", "20\u00b0C,5 m/s", "#N/A,5a", "a,#DIV/0!"]
)
def test_a_first_row_that_may_be_data_is_not_passed_over_as_names(write, first):
    path = write(f"{first}\n1,2\n2,3\n")
    with pytest.raises(
        DataError, match=r":1: .* in the first row may be a name or a number: choose the column by its name, or put "
    ):
        read_csv(path)
    x, y = first.split(",")
    assert read_csv(path, x, y) == ([1, 2], [2, 3])


def test_columns_of_the_same_name_are_chosen_by_position(write):
    assert read_csv(write("x,x\n1,2\n"), 1, 2) == ([1.0], [2.0])


def test_a_delimiter_may_be_told(write):
    assert read_csv(write("x|y\n1|2\n"), delimiter="|") == ([1.0], [2.0])


def test_names_are_those_of_the_header(write):
    for content, names in [
        ("a,b\n1,2\n", ("a", "b")),
        ("1,2\n", ("x", "y")),
        (",b\n1,2\n", ("x", "b")),
        ("a,,c\n1,2,3\n", ("a", "c")),
        ("id,Y,X\n1,2,3\n", ("X", "Y")),
        ("id,y,a\n1,2,3\n", ("id", "y")),
        (",a,b\n0,1,2\n", ("a", "b")),
        ("Unnamed: 0,a,b\n0,1,2\n", ("a", "b")),
    ]:
        with open_columns(write(content)) as columns:
            assert (columns.x_name, columns.y_name) == names


@pytest.mark.parametrize(("quote", "most"), [("", BLOCK // 4), ('"', CHUNK)])
def test_a_long_file_is_read_in_chunks(quote, most, write):
    rows = 3 * BLOCK // 8
    path = write("x,y\n" + "".join(f"{row},{quote}{-row}{quote}\n" for row in range(rows)))
    with open_columns(path) as columns:
        sizes = [len(xs) for xs, _ in columns.chunks]
    assert sum(sizes) == rows and len(sizes) > 3 and max(sizes) <= most
    assert read_csv(path) == ([float(row) for row in range(rows)], [-float(row) for row in range(rows)])


@pytest.mark.parametrize(
    ("content", "options", "xs", "ys"),
    [
        ("x;y\n1,5;2\n-3;4,25\n", {"decimal": ","}, [1.5, -3.0], [2.0, 4.25]),
        ("x\ty\n1,5\t2e1\n", {"decimal": ","}, [1.5], [20.0]),
        ('x,y\n"1,5","2,5"\n', {"decimal": ","}, [1.5], [2.5]),
        ("x,y\n9007199254740992,-9007199254740994\n", {}, [2.0**53], [-(2.0**53) - 2]),
        ("x,y\n0e-400,1e20\n", {}, [0.0], [1e20]),
        ("sep=;\nx;y\n1.5;2\n", {}, [1.5], [2.0]),
        ("SEP=|\r\n1|2\r\n", {}, [1.0], [2.0]),
        ("# made by hand\n\n# in 1929\nx,y\n1,2\n", {}, [1.0], [2.0]),
        ("x,y\n1,\n,2\nNA,3\n4,n/a\n5,NaN\nnull,6\n7,-\n8,9\n", {"dropna": True}, [8.0], [9.0]),
        ("a,x,y\n,1,2\n", {"dropna": True}, [1.0], [2.0]),
    ],
)
def test_what_spreadsheets_write_is_read_when_it_is_told(content, options, xs, ys, write):
    assert read_csv(write(content), **options) == (xs, ys)


def test_rows_that_are_left_out_are_counted(write):
    with open_columns(write("x,y\n1,2\n,3\n4,NA\n5,6\n"), dropna=True) as columns:
        assert columns.whole() == ([1.0, 5.0], [2.0, 6.0])
        assert columns.table.dropped == 2


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        ("x;y\n1.000,5;2\n", {"decimal": ","}, r":2: column 1: '1\.000,5' has a point: with a decimal comma, write"),
        ("x,y\n1,5,2\n", {"decimal": ","}, r":2: the row has too many cells, perhaps by a decimal comma"),
        ("x,y\n,1\nNA,2\n", {"dropna": True}, r":3: no row has both x and y: at least one is needed$"),
        ("x,y\n1,2,3\n", {"dropna": True}, r":2: the row has too many cells"),
        (
            "name,h,w\nAnna,1,2\nBob,2,3\n",
            {},
            r":2: column 1: 'Anna' is not a number: choose others with -x and -y, such as 'h' and 'w', which hold num",
        ),
        ("Anna,1,2\nBob,2,3\n", {}, r"-y, such as 2 and 3, which hold numbers$"),
        ("name,h,w\nAnna,1,2\n7,2,3\n", {}, r":2: column 1: 'Anna' is not a number: correct it or leave the row out$"),
    ],
)
def test_what_cannot_be_read_even_so_says_why(content, options, says, write):
    with pytest.raises(DataError, match=says):
        read_csv(write(content), **options)


def test_a_decimal_mark_is_a_point_or_a_comma(write):
    with pytest.raises(ValueError, match=r"^decimal is ';': it must be '\.' or ','$"):
        read_csv(write("1,2\n"), decimal=";")


def test_all_lines_that_are_wrong_are_named_at_once_up_to_ten(write):
    path = write("x,y\n1,2\n" + "x,1\n3,4\n" * 2000 + "5\n")
    with pytest.raises(DataError) as raised:
        read_csv(path)
    lines = str(raised.value).splitlines()
    assert [line.removeprefix(display_path(path)) for line in lines[:-1]] == [
        f":{line}: column 1: 'x' is not a number: correct it or leave the row out" for line in range(3, 23, 2)
    ]
    assert lines[-1] == "and 1,991 more lines"


def test_a_broken_file_is_told_after_the_lines_before_it(write):
    path = write("x,y\n1,2\nx,1\n" + "3,4\n" * 2000 + '"5"6,7\n')
    with pytest.raises(DataError) as raised:
        read_csv(path)
    first, second = str(raised.value).splitlines()
    assert first.endswith(":3: column 1: 'x' is not a number: correct it or leave the row out")
    assert second.endswith(":2004: ',' expected after '\"': is a quote missing, here or further up?")


@pytest.mark.parametrize("row", [0, 1, CHUNK - 1, CHUNK, 3 * CHUNK + 1])
@pytest.mark.parametrize("header", ["x,y\n", ""])
def test_the_line_is_right_wherever_the_fault_is(row, header, write):
    lines = ["1,2\n"] * (4 * CHUNK)
    lines[row] = "1,2 3\n"
    line = row + 1 + bool(header)
    with pytest.raises(DataError, match=rf"data\.csv:{line}: column 2: '2 3' has something between"):
        read_csv(write(header + "".join(lines)))


@pytest.mark.parametrize("fault", [b"\xff", b"\0"])
def test_the_line_of_a_bad_byte_is_right(fault, write):
    with pytest.raises(DataError, match=r"data\.csv:30001: "):
        read_csv(write(b"1,2\n" * 30_000 + fault + b"1,2\n" * 10))


def test_blank_lines_and_quoted_line_ends_are_counted(write):
    with pytest.raises(DataError, match=r"data\.csv:8: "):
        read_csv(write('\n\nx,y,note\n\n1,2,"two\nlines"\n\n3,no,4\n'))


def test_no_more_than_a_block_is_read_at_once(monkeypatch, write):
    path, sizes = write("1,2\n" * BLOCK), []

    class Watched(io.FileIO):
        def read(self, size=-1):
            sizes.append(size)
            return super().read(size)

    monkeypatch.setattr("builtins.open", lambda path, mode: Watched(path))
    assert len(read_csv(path)[0]) == BLOCK
    assert set(sizes) == {BLOCK}


def test_the_first_of_two_bad_bytes_is_named(write):
    with pytest.raises(DataError, match=r"data\.csv:2: there is a NUL byte"):
        read_csv(write(b"1,2\n\0\n\0\n"))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(write):
    with pytest.raises(DataError, match=r"data\.csv:2: the line is longer than 1,000,000 characters"):
        read_csv(write(b"x,y\n" + b"1" * (LONGEST + 2 * BLOCK)))


def test_a_cell_without_end_is_refused(write):
    with pytest.raises(DataError, match=r"data\.csv:2: field larger than field limit \(131072\): is a quote missing"):
        read_csv(write('x,y\n"' + "1" * 140_000 + '",2\n'))


def test_what_cannot_be_opened_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv:1: the file cannot be read: No such file or directory"):
        read_csv(tmp_path / "none.csv")
    with pytest.raises(DataError, match=r":1: the file cannot be read: "):
        read_csv(tmp_path)


def test_what_may_not_be_read_is_refused(monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(DataError, match=r"secret\.csv:1: the file cannot be read: Permission denied"):
        read_csv("secret.csv")


def test_a_disk_that_fails_is_no_traceback(monkeypatch, write):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError(5, "Input/output error")

        def fileno(self):
            return os.open(write("1,2\n"), os.O_RDONLY)

    monkeypatch.setattr("builtins.open", lambda *_: Broken())
    with pytest.raises(DataError, match=r"disk\.csv:1: the file cannot be read: Input/output error"):
        read_csv("disk.csv")


def test_standard_input_is_read_as_a_file():
    program = "import linefit; print(linefit.read_csv('-'))"
    done = subprocess.run([sys.executable, "-c", program], input="1,2\n3,4\n", capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("([1.0, 3.0], [2.0, 4.0])\n", "")
    plain = {**os.environ, "PYTHON_COLORS": "0"}  # from 3.13 on, tracebacks have colours where they are forced
    done = subprocess.run(
        [sys.executable, "-c", program], input="1,2\n3,x\n", env=plain, capture_output=True, text=True
    )
    assert "linefit.cells.DataError: <stdin>:2: column 2: 'x' is not a number" in done.stderr


def test_the_sample_does_not_depend_on_where_one_is(tmp_path, monkeypatch):
    here = sample()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/line.csv").write_text("1,2\n")
    monkeypatch.chdir(tmp_path)
    assert sample() == here and len(here[0]) == 30


def test_what_stands_for_standard_input_is_read_too(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("1,2\n3,4\n"))
    assert read_csv("-") == ([1, 3], [2, 4])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1,2\n3,4\n")))
    assert read_csv("-") == ([1, 3], [2, 4])
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(DataError, match=r"^<stdin>:1: standard input is closed$"):
        read_csv("-")


def test_lines_that_end_the_way_of_old_macs_are_counted(write):
    with pytest.raises(DataError, match=r":3: column 1: 'x' is not a number"):
        read_csv(write("1,2\r2,3\rx,4\r"))


def test_wide_rows_are_held_a_few_at_a_time(write):
    """A thousand of these would take a hundred megabytes."""
    path = write("".join(",".join(f'"{row}.{k:04}"' for k in range(2000)) + "\n" for row in range(300)))
    tracemalloc.start()
    with open_columns(path, 1, 2) as columns:
        rows = sum(len(xs) for xs, _ in columns.chunks)
        _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows == 300 and peak < 20_000_000


def test_wrong_rows_are_counted_and_not_kept(write):
    tracemalloc.start()
    with pytest.raises(DataError, match=r"\nand 199,990 more lines$"):
        read_csv(write("x,y\n1,2\n" + "1\n" * 200_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("text", ["9007199254740993", "-9007199254740993"])
def test_the_first_whole_number_that_no_float_holds_is_not_rounded(write, text):
    with pytest.raises(DataError, match=rf":1: column 1: '{text}' has more digits than a float holds"):
        read_csv(write(f"{text},1\n"))


def test_a_row_that_does_not_end_is_refused(write):
    path = write('1,2\n"' + 'a","b\n' * 600_000)
    with pytest.raises(DataError, match=r": the row goes on for 1,000,000 characters: is a quote missing, here or "):
        read_csv(path)


@pytest.mark.skipif("MUTANT_UNDER_TEST" in os.environ, reason="mutants do not run outside of their folder")
def test_a_packed_package_has_the_sample_inside_even_in_a_zip(tmp_path):
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        package = Path(linefit.__file__).parent
        for path in package.rglob("*.py"):
            archive.write(path, path.relative_to(package.parent))
        archive.write(sample_path(), "linefit/data/line.csv")
    env = {**os.environ, "PYTHONPATH": str(packed)}
    program = "import linefit; print(linefit.__file__, len(linefit.sample()[0]))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.stdout == f"{packed / 'linefit' / '__init__.py'} 30\n", done.stderr
    job = [sys.executable, "-m", "linefit", "--seed", "2607"]
    done = subprocess.run(job, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert "The line: y = 81 * x + 48\n" in done.stdout and done.stderr == ""


floats = st.floats(allow_nan=False, allow_infinity=False)
styles = st.sampled_from([",", ";", "\t"])


@given(st.lists(st.tuples(floats, floats), min_size=1), styles, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_is_read_back_exactly(write, rows, delimiter, header, end):
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator=end)
    writer.writerows([("x", "y")] * header)
    writer.writerows(rows)
    assert read_csv(write(target.getvalue())) == tuple(map(list, zip(*rows)))


@given(st.binary())
@example(b"1,2\n\xff")
def test_bytes_are_a_table_or_a_data_error(write, content):
    """Whatever the bytes: finite numbers come out, or a DataError with file and line."""
    path = write(content)
    problem = ""
    try:
        xs, ys = read_csv(path)
    except DataError as refused:
        problem = str(refused)
    if problem:
        line = rf"{re.escape(display_path(path))}:[1-9]\d*: .+"
        assert re.fullmatch(rf"{line}(\n{line})*(\nand \d+ more lines?)?", problem)
    else:
        assert len(xs) == len(ys) > 0 and all(map(math.isfinite, xs + ys))


cells = st.sampled_from(
    ["1", "-2.5", "3e4", "", " ", "x", "1,5", "nan", "1_0", '"', "\n", "0.1", "7", "inf"]
) | st.text(st.characters(codec="utf-8", exclude_characters="\0#"), max_size=3)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=6), styles)
@example([[".", "x"], ["1", "7"]], ",")
@example([["\ufeff1", "2"], ["1", "7"]], ",")
@example([["1", "2", "x"], ["1", "7", "3"]], ",")
def test_a_table_that_is_accepted_gives_back_its_numbers(write, rows, delimiter):
    """What is read is what Python's float makes of the first two columns, and no row that says something is lost."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    try:
        xs, ys = read_csv(write(target.getvalue()), 1, 2, delimiter=delimiter)
    except DataError:
        return
    rows[0][0] = rows[0][0].removeprefix("\ufeff")  # at a file's beginning, it marks its encoding
    said = [row for row in rows if any(cell.strip() for cell in row)]
    with_numbers = said[-len(xs) :]
    assert len(said) - len(xs) in (0, 1)  # a header, at most
    assert xs == [float(row[0]) for row in with_numbers] and ys == [float(row[1]) for row in with_numbers]
    if len(said) > len(xs) and all(
        re.fullmatch(r"\s*[-+]?(\d+\.?\d*|\.\d+)\s*", cell, re.ASCII) for cell in said[0][:2]
    ):
        assert any(map(str.isalpha, "".join(said[0][2:])))  # numbers are a header's beside a word only


def test_the_readme_says_what_the_reader_says(write):
    page = PAGES["data/README.md"]
    table = page[page.index("| it says |") :].split("\n\n")[0]
    said = re.findall(r"^\| `(.+?)` \| (.*) \|$", table, re.MULTILINE)
    tried = [
        ("x,y\n1,n/a\n", {}),
        ('x;y\n"1,5";2\n', {}),
        ("x y\n1 2\n", {}),
        ("5kg,y\n1,2\n", {}),
        ("height,mass\n1,2\n", {"x": "weight"}),
        (b"x,y\n\xff,2\n", {}),
    ]
    assert len(said) == len(tried)
    for (sentence, _), (content, options) in zip(said, tried):
        with pytest.raises(DataError, match=re.escape(sentence) + "$"):
            read_csv(write(content), **options)
    assert read_csv(write("x y\n1 2\n"), delimiter=" ") == ([1.0], [2.0])


def test_a_line_end_in_quotes_is_no_rows_end(write):
    assert read_csv(write('a,b,c\n1,2,"x\n3,4,y"\n5,6,z\n')) == ([1, 5], [2, 6])


def test_a_cell_that_csv_takes_for_endless_is_refused(write):
    with pytest.raises(DataError, match=r"data\.csv:2: field larger than field limit"):
        read_csv(write("1,2\n" + "0" * csv.field_size_limit() + "1,2\n"))


ODD = ["", "x", "1,5", "nan", "inf", "1e-400", "1e400", "0e-5", "1_0", "+1", " 2 ", "1e-5", '"3"', '"3\n4"', '"', "#1"]
ODD += ["9007199254740993", "9007199254740992", "-.5", "5.", "\x0b6", "٣", "NA", "1.2.3", "\t7", "2\x85", "0x10"]


def any_file(chance):
    """A file, mostly plain, as text, and how it is to be read."""
    delimiter, end = chance.choice(",,,;\t"), chance.choice(["\n", "\n", "\r\n", "\r"])
    width, odds = chance.choice([2, 2, 3, 5]), chance.choice([0, 0, 0.002, 0.02])
    lines = [delimiter.join("abcde"[:width])] * chance.choice([0, 1])
    for _ in range(chance.choice([1, 5, 40, 300])):
        cells = [chance.choice(["{:.3f}", "{:.0f}", "{:g}"]).format(chance.gauss(0, 30)) for _ in range(width)]
        cells = [chance.choice(ODD) if chance.random() < odds else cell for cell in cells]
        if chance.random() < odds / 2:
            cells = chance.choice([[], cells[1:], [*cells, ""], [*cells, "1"], [""] * width, ["#"]])
        lines.append(delimiter.join(cells))
    decimal = chance.choice(".....,")
    text = end.join(lines) + end * chance.choice([0, 1, 1, 2])
    return text if decimal == "." else text.replace(".", ","), {"decimal": decimal, "dropna": chance.random() < 0.2}


def read(path, options):
    """What reading a file gives: its rows, or its sentence."""
    try:
        return read_csv(path, **options)
    except DataError as problem:
        return str(problem)


@pytest.mark.parametrize("block", [7, 64, 1000, BLOCK])
def test_a_file_taken_block_by_block_gives_what_it_gives_row_by_row(block, write, monkeypatch):
    """The same rows, or the same sentence; whether lines are plain or not, and wherever a block ends."""
    chance = random.Random(f"blocks of {block}")
    monkeypatch.setattr(data, "BLOCK", block)
    outcomes = []
    for _ in range(100):
        text, options = any_file(chance)
        path = write(text)
        quick = read(path, options)
        with monkeypatch.context() as slow:
            slow.setattr(Table, "plain", lambda *_: None)
            slow.setattr(Table, "as_read", lambda *_: None)
            assert read(path, options) == quick, (text, options)
        outcomes.append(type(quick))
    assert 10 < outcomes.count(str) < 90
