"""Lists of films as people write them: JSON Lines, JSON arrays, and what spreadsheets save."""

import json

import pytest

from film.batch import MOST_BYTES, MOST_ROWS, Asked, BadRow, read_rows, rows_given
from film.errors import BadRequest


def test_json_lines_are_rows_with_their_line_numbers() -> None:
    rows = read_rows(b'{"prompt": "A"}\n\n  \n{"prompt": "B", "queue": "rush"}\n', "list.jsonl")
    assert rows == (
        Asked(place="line 1", fields={"prompt": "A"}),
        Asked(place="line 4", fields={"prompt": "B", "queue": "rush"}),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"prompt": "A"', "It is no JSON: Expecting ',' delimiter at column 15"),
        ('"A"', "It is no JSON object"),
        ("[1]", "It is no JSON object"),
        ("9" * 5_000, "It is no JSON that can be read"),
        ("[" * 100_000, "It is no JSON that can be read"),
    ],
    ids=["cut-off", "text", "list", "long-number", "deep"],
)
def test_a_broken_line_spoils_no_other(line: str, says: str) -> None:
    rows = read_rows(f'{{"prompt": "A"}}\n{line}\n{{"prompt": "B"}}'.encode(), "list.jsonl")
    assert [isinstance(row, Asked) for row in rows] == [True, False, True]
    broken = rows[1]
    assert isinstance(broken, BadRow)
    assert broken.place == "line 2"
    assert broken.why.startswith(says)


def test_a_line_separator_within_a_text_ends_no_line() -> None:
    rows = read_rows('{"prompt": "A\u2028B"}\r\n{"prompt": "C"}'.encode(), "list.jsonl")
    assert [row.place for row in rows] == ["line 1", "line 2"]


def test_a_json_array_is_rows() -> None:
    rows = read_rows(json.dumps([{"prompt": "A"}, 7]).encode(), "list.json")
    assert rows[0] == Asked(place="row 1", fields={"prompt": "A"})
    assert rows[1].place == "row 2"
    assert isinstance(rows[1], BadRow)


@pytest.mark.parametrize(
    "text", ['{"prompt": "A"}', "[1,", "[" * 100_000], ids=["object", "cut-off", "deep"]
)
def test_what_is_no_array_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=r"'list\.json' is no JSON"):
        read_rows(text.encode(), "list.json")


def test_a_table_is_rows() -> None:
    text = (
        "prompt,title,tags,length,sampling.steps,engines.video,crew\n"
        '"A lamp, lit",The Lamp,draft; night ;,30,12,luma,gpu\n'
        ",,,,,,\n"
        "A storm,,,,,,\n"
    )
    assert read_rows(text.encode(), "list.csv") == (
        Asked(
            place="line 2",
            fields={
                "prompt": "A lamp, lit",
                "title": "The Lamp",
                "tags": ["draft", "night"],
                "length": "30",
                "sampling": {"steps": "12"},
                "engines": {"video": "luma"},
                "crew": "gpu",
            },
        ),
        Asked(place="line 4", fields={"prompt": "A storm"}),
    )


def test_a_spreadsheet_may_save_semicolons_and_a_mark_at_the_start() -> None:
    text = 'Prompt ;TITLE;tags\r\n"Eins; zwei";Größe;"a;b"\r\n'
    rows = read_rows(text.encode("utf-8-sig"), "list.CSV")
    fields = {"prompt": "Eins; zwei", "title": "Größe", "tags": ["a", "b"]}
    assert rows == (Asked(place="line 2", fields=fields),)


def test_tabs_separate_too() -> None:
    rows = read_rows(b"prompt\ttitle\nA, b; c\tD\n", "list.csv")
    assert rows == (Asked(place="line 2", fields={"prompt": "A, b; c", "title": "D"}),)


def test_a_screenplay_keeps_its_lines_and_the_rows_after_it_their_numbers() -> None:
    script = "INT. KITCHEN - NIGHT\n\nMARA\nWho?\n"
    long = script * 5_000
    text = f'screenplay,title\n"{script}",A\n"{long}",B\nfoo,C,D\n'
    rows = read_rows(text.encode(), "list.csv")
    assert rows[0] == Asked(place="line 2", fields={"screenplay": script, "title": "A"})
    assert isinstance(rows[1], Asked)
    assert rows[1].fields["screenplay"] == long
    assert rows[2].place == f"line {text[: text.index('foo')].count(chr(10)) + 1}"
    assert isinstance(rows[2], BadRow)
    assert rows[2].why.startswith("It has 3 cells and the first line 2")


def test_characters_are_json_in_their_cell() -> None:
    rows = read_rows(b'prompt,characters\nA,"[{""id"": ""mara""}]"\nB,Mara\n', "list.csv")
    assert rows[0] == Asked(place="line 2", fields={"prompt": "A", "characters": [{"id": "mara"}]})
    assert rows[1] == BadRow(place="line 3", why="Its characters are no JSON")


def test_a_quote_that_is_not_closed_spoils_what_follows_it_only() -> None:
    rows = read_rows(b'prompt\nA\n"B\nC\nD\n', "list.csv")
    assert rows[0] == Asked(place="line 2", fields={"prompt": "A"})
    assert len(rows) == 2
    assert isinstance(rows[1], BadRow)
    assert rows[1].place == "line 3"
    assert "is a quote not closed?" in rows[1].why


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("promt", "has a column 'promt'"),
        ("prompt,", "has a column ''"),
        ("prompt,sampling", "has a column 'sampling'"),
        ("prompt,sampling.colour", "has a column 'sampling.colour'"),
        ("prompt,engines.", "has a column 'engines.'"),
        ("prompt,Prompt", "two columns of one name"),
    ],
)
def test_columns_that_nobody_knows_are_refused(header: str, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        read_rows(f"{header}\nA,B\n".encode(), "list.csv")


def test_other_encodings_are_refused_with_the_line() -> None:
    with pytest.raises(BadRequest, match=r"not UTF-8 \(line 2\): save it again, as 'CSV UTF-8'"):
        read_rows("prompt\nGröße\n".encode("latin-1"), "list.csv")


@pytest.mark.parametrize("name", ["list", "list.xlsx", "list.jsonl.gz", ".csv"])
def test_other_files_are_refused(name: str) -> None:
    with pytest.raises(BadRequest, match=r"is no batch: its name has to end with \.jsonl"):
        read_rows(b"prompt\nA\n", name)


def test_too_much_is_refused() -> None:
    rows = b'{"prompt": "A"}\n' * MOST_ROWS
    assert len(read_rows(rows, "list.jsonl")) == MOST_ROWS
    with pytest.raises(BadRequest, match=f"more than {MOST_ROWS} rows: split it"):
        read_rows(rows + b"{}\n", "list.jsonl")
    with pytest.raises(BadRequest, match="longer than 16 MiB: split it"):
        read_rows(b" " * (MOST_BYTES + 1), "list.jsonl")
    with pytest.raises(BadRequest, match=f"more than {MOST_ROWS} rows"):
        rows_given([{}] * (MOST_ROWS + 1))


def test_rows_of_a_request_are_numbered() -> None:
    rows = rows_given([{"prompt": "A"}, "B"])
    assert rows[0] == Asked(place="row 1", fields={"prompt": "A"})
    assert rows[1].place == "row 2"
