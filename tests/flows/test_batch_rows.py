"""From a batch's parameters to its films: where its list lies, and each row by itself."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from blocks.crew import PRESETS, Crew
from blocks.storage import LocalAssetStorage
from film.batch import Asked, BadRow
from film.errors import BadRequest
from flows.batch_films import Film, crew_of, films_of, tag_of
from flows.batch_rows import BatchRequest, Row, batches, checked_row, rows_of
from tests.api import PrefectApi
from tests.flows.buckets import bucket_storage
from tests.s3 import serving

DUE = datetime(2026, 11, 21, 2, tzinfo=UTC)


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalAssetStorage:
    """Lend a storage, and a home with a folder for batches."""
    monkeypatch.setenv("FIRSTCUT_HOME", str(tmp_path / "home"))
    batches().mkdir(parents=True)
    return LocalAssetStorage(root=tmp_path / "home" / "assets")


def row(**fields: Any) -> Row:
    """Return a row that is a film."""
    checked = checked_row(Asked(place="row 1", fields={"prompt": "A storm"} | fields))
    assert isinstance(checked, Row), checked
    return checked


def key(one: Row, batch: BatchRequest, storage: str = "local") -> str:
    """Return what makes a row's film the same as another's."""
    return one.digest(batch, storage)


def test_a_list_lies_in_the_batches_folder(storage: LocalAssetStorage) -> None:
    (batches() / "spring").mkdir()
    (batches() / "spring" / "list.jsonl").write_text('{"prompt": "A"}\n')
    (only,) = rows_of(BatchRequest(source="spring/list.jsonl"), storage, DUE)
    assert isinstance(only, Row)
    assert only.request.prompt == "A"


def test_a_source_may_name_the_day(storage: LocalAssetStorage) -> None:
    (batches() / "nightly-2026-11-21.jsonl").write_text('{"prompt": "A"}\n')
    batch = BatchRequest(source="nightly-{date}.jsonl")
    assert len(rows_of(batch, storage, DUE)) == 1
    assert batch.named("run-id", DUE) == "nightly-2026-11-21.jsonl"


def test_a_batch_is_called_by_its_name_its_source_or_its_run() -> None:
    assert BatchRequest(source="a.csv", name="spring {date}").named("7", DUE) == "spring 2026-11-21"
    assert BatchRequest(source="s3://films/batches/a.csv").named("7", DUE) == "a.csv"
    assert BatchRequest().named("7", DUE) == "run 7"


@pytest.mark.parametrize("source", ["a/../../list.jsonl", "a/..//list.jsonl", "out/list.jsonl"])
def test_no_source_leads_out_of_the_folder(
    source: str, storage: LocalAssetStorage, tmp_path: Path
) -> None:
    outside = tmp_path / "home" / "list.jsonl"
    outside.write_text('{"prompt": "A"}\n')
    (batches() / "a").mkdir()
    (batches() / "out").symlink_to(outside.parent)
    with pytest.raises(BadRequest, match=r"is no batch: (lists of|a folder's)"):
        rows_of(BatchRequest(source=source), storage, DUE)


@pytest.mark.parametrize(
    "source",
    ["/etc/passwd.csv", "file:///etc/a.csv", "~/a.csv", "-a.csv", "http://h/a.csv", "a\nb"],
)
def test_no_source_is_any_path(source: str) -> None:
    with pytest.raises(ValidationError):
        BatchRequest(source=source)


def test_a_folder_of_this_machine_has_no_bucket(storage: LocalAssetStorage) -> None:
    with pytest.raises(BadRequest, match="is not in this storage"):
        rows_of(BatchRequest(source="s3://films/batches/a.csv"), storage, DUE)


def test_a_folder_is_no_list(storage: LocalAssetStorage) -> None:
    (batches() / "list.csv").mkdir()
    with pytest.raises(BadRequest, match=r"Cannot read 'list\.csv'"):
        rows_of(BatchRequest(source="list.csv"), storage, DUE)


def test_a_missing_or_empty_list_is_a_mistake_unless_it_is_said_to_be_fine(
    storage: LocalAssetStorage,
) -> None:
    (batches() / "empty.csv").write_text("\n")
    (batches() / "header.csv").write_text("prompt,title\n")
    for source, says in {
        "missing.csv": r"There is no batch 'missing\.csv'",
        "empty.csv": "has no rows",
        "header.csv": "has no rows",
        "": "'The batch' has no rows",
    }.items():
        with pytest.raises(BadRequest, match=says):
            rows_of(BatchRequest(source=source), storage, DUE)
        assert rows_of(BatchRequest(source=source, nothing_is_fine=True), storage, DUE) == []


def test_requests_and_a_source_exclude_each_other(storage: LocalAssetStorage) -> None:
    with pytest.raises(BadRequest, match="either requests or a source"):
        rows_of(BatchRequest(requests=({"prompt": "A"},), source="a.csv"), storage, DUE)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Give either a prompt or a screenplay, and not both"),
        ({"prompt": "A", "length": "ten"}, "Length: input should be a valid integer"),
        ({"prompt": "A", "colour": "red"}, "Colour: extra inputs are not permitted"),
        ({"prompt": "A", "crew": "film"}, "Crew: input should be 'animatic', 'cloud' or 'gpu'"),
        ({"prompt": "A", "queue": "now"}, "Queue: input should be 'rush', 'standard' or 'batch'"),
        ({"prompt": "A", "engines": {"sound": "x"}}, "There is no stage 'sound': choose story"),
        ({"prompt": "A", "engines": {"voice": "x"}}, "There is no voice engine 'x'"),
        ({"prompt": "A", "engines": "x"}, "Engines: input should be a valid dictionary"),
        ({"prompt": "\ud800"}, "Prompt: input should be a valid string"),
        ({"prompt": "A", "sampling": {"steps": "x"}}, "Sampling.steps: input should be a valid"),
    ],
    ids=[
        *(
            "nothing",
            "length",
            "unknown",
            "crew",
            "queue",
            "stage",
            "engine",
            "engines",
            "surrogate",
        ),
        "nested",
    ],
)
def test_a_bad_row_says_what_is_wrong(fields: dict[str, Any], why: str) -> None:
    checked = checked_row(Asked(place="line 7", fields=fields))
    assert isinstance(checked, BadRow)
    assert checked.place == "line 7"
    assert checked.why.startswith(why)


def test_text_from_a_table_becomes_numbers_and_truths() -> None:
    one = row(length="60", narration="FALSE", sampling={"steps": "12"}, budget="2.50")
    assert (one.request.length, one.request.narration) == (60, False)
    assert one.request.sampling.steps == 12


def test_the_same_film_is_the_same_however_it_is_written() -> None:
    batch = BatchRequest()
    plain = key(row(), batch)
    assert key(row(seed="0", style="storybook"), batch) == plain  # what is usual need not be said
    assert key(row(queue="rush"), batch) == plain
    assert key(row(), BatchRequest(at_once=9, queue="rush", name="b")) == plain
    others = [
        key(row(seed=1), batch),
        key(row(crew="animatic"), batch),
        key(row(engines={"voice": "elevenlabs"}), batch),
        key(row(), BatchRequest(deployment="gpu")),
        key(row(), BatchRequest(crew="gpu")),
        key(row(), BatchRequest(engines={"voice": "elevenlabs"})),
        key(row(), batch, "firstcut-s3-asset-storage/films"),
    ]
    assert len({plain, *others}) == len(others) + 1


def test_who_asks_for_the_same_twice_gets_one_film() -> None:
    rows: list[Row | BadRow] = [
        row(),
        BadRow(place="row 2", why="Bad"),
        row(seed=1),
        row().model_copy(update={"place": "row 4"}),
    ]
    films = films_of(rows, BatchRequest(), "spring", "local")
    assert [film.places for film in films] == [["row 1", "row 4"], ["row 2"], ["row 1"]]
    assert len({film.key for film in films}) == 3
    assert films[0].key.startswith(tag_of("spring"))
    other = films_of(rows, BatchRequest(), "autumn", "local")
    assert other[0].key != films[0].key


def test_a_row_overrides_its_batch_and_a_batch_its_deployment() -> None:
    deployed = {"crew": PRESETS["cloud"].model_dump()}
    plain, batch = row(), BatchRequest()
    assert crew_of(plain, batch, deployed) is None
    assert crew_of(plain, BatchRequest(crew="gpu"), deployed) == PRESETS["gpu"]
    voiced = BatchRequest(engines={"voice": "embedded"})
    assert crew_of(plain, voiced, deployed) == PRESETS["cloud"].model_copy(
        update={"voice": "embedded"}
    )
    assert crew_of(row(crew="animatic"), voiced, deployed) == Crew()
    both = row(crew="gpu", engines={"music": "embedded"})
    assert crew_of(both, voiced, deployed) == PRESETS["gpu"].model_copy(
        update={"music": "embedded"}
    )


def test_a_bad_row_is_settled_and_never_made() -> None:
    film = Film(places=["line 2"], title="", why="Bad")
    assert film.settled
    assert not film.made
    assert (film.standing, film.reason) == ("bad row", "Bad")


def test_a_list_lies_in_the_storages_bucket(api: PrefectApi) -> None:
    with serving() as s3:
        storage = bucket_storage(s3, "batch-lists")
        for key in ("batches/spring/list.jsonl", "films/list.jsonl"):
            s3.client.put_object(Bucket="batch-lists", Key=key, Body=b'{"prompt": "A"}\n{"a": 1}\n')
        batch = BatchRequest(source="s3://batch-lists/batches/spring/list.jsonl")
        first, second = rows_of(batch, storage, DUE)
        assert isinstance(first, Row)
        assert isinstance(second, BadRow)
        with pytest.raises(BadRequest, match=r"There is no batch 's3://batch-lists/batches/no"):
            rows_of(BatchRequest(source="s3://batch-lists/batches/no.jsonl"), storage, DUE)
        for elsewhere in ("films/list.jsonl", "batches/../films/list.jsonl"):
            with pytest.raises(BadRequest, match=r"is not in this storage|is no batch"):
                rows_of(BatchRequest(source=f"s3://batch-lists/{elsewhere}"), storage, DUE)
        with pytest.raises(BadRequest, match="is not in this storage"):
            rows_of(BatchRequest(source="s3://batch-list/batches/a.jsonl"), storage, DUE)
