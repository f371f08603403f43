"""Every shelf: a film whole or not there, links that open it, and nothing that anybody may see."""

import threading
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from blocks.storage import AssetStorage, LocalAssetStorage
from blocks.storage.s3 import S3AssetStorage
from deployments.storage import Plan
from film.errors import BadRequest, EngineMissing
from film.shelf import Shelf
from tests.blocks.storage.conftest import BUCKET, bucket_at
from tests.s3 import S3, SECRET
from tests.studio.studio import wait_for

FILM = {
    "film.mp4": b"moving pictures",
    "report.json": b"{}",
    "captions.srt": "Wer ist da draußen?".encode(),
    "index.html": b"<p>A film</p>",
    "storyboard/000-s1-h1.png": b"a still",
}


def place(shelf: Shelf, files: dict[str, bytes]) -> None:
    """Put a film on a shelf."""
    with shelf.stage() as stage:
        for name, content in files.items():
            (stage / name).parent.mkdir(exist_ok=True)
            (stage / name).write_bytes(content)
        shelf.place(stage, list(files))
    assert not stage.exists()


def test_a_film_is_placed_read_and_taken_away(storage: AssetStorage) -> None:
    shelf = storage.shelf("film-1")
    shelf.check()
    place(shelf, FILM)
    assert {name: shelf.read(name) for name in FILM} == FILM
    [stored] = storage.films()
    assert stored.name == "film-1"
    assert stored.size >= sum(map(len, FILM.values()))
    shelf.remove()
    assert list(storage.films()) == []
    with pytest.raises(BadRequest, match=r"report\.json"):
        shelf.read("report.json")


def test_films_stand_side_by_side(storage: AssetStorage) -> None:
    for name in ("film-1", "film-2", "film-10"):
        place(storage.shelf(name), FILM)
    storage.shelf("film-1").remove()
    assert {one.name for one in storage.films()} == {"film-2", "film-10"}
    assert storage.shelf("film-10").read("film.mp4") == FILM["film.mp4"]


def test_a_place_without_a_whole_film_is_no_film(storage: AssetStorage) -> None:
    place(storage.shelf("film-1"), {"film.mp4": b"x"})
    storage.shelf("film-2").check()
    assert list(storage.films()) == []


def test_what_an_earlier_cut_had_and_this_one_lacks_is_gone(storage: AssetStorage) -> None:
    shelf = storage.shelf("film-1")
    place(shelf, FILM | {"storyboard/001-s1-h2.png": b"another still"})
    place(shelf, FILM | {"film.mp4": b"another cut"})
    assert shelf.read("film.mp4") == b"another cut"
    assert shelf.read("storyboard/000-s1-h1.png") == b"a still"
    with pytest.raises(BadRequest):
        shelf.read("storyboard/001-s1-h2.png")


def test_who_reads_while_another_cut_is_placed_reads_one_or_the_other(
    storage: AssetStorage,
) -> None:
    cuts = [FILM | {"film.mp4": bytes([number]) * 1_000_000} for number in (1, 2)]
    shelf = storage.shelf("film-1")
    place(shelf, cuts[0])
    seen: set[bytes] = set()
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            seen.add(shelf.read("film.mp4"))

    reader = threading.Thread(target=read)
    reader.start()
    place(shelf, cuts[1])
    ended.set()
    reader.join()
    assert seen <= {cut["film.mp4"] for cut in cuts}
    assert shelf.read("film.mp4") == cuts[1]["film.mp4"]


def test_a_link_opens_a_deliverable_and_shows_no_secret(storage: AssetStorage) -> None:
    shelf = storage.shelf("film-1")
    place(shelf, FILM)
    for name, content in FILM.items():
        link = shelf.link(name)
        assert SECRET not in link
        if isinstance(storage, LocalAssetStorage):
            assert Path(urlsplit(link).path).read_bytes() == content
        else:
            assert httpx.get(link).content == content


@pytest.fixture
def on_s3(plan: Plan, tmp_path: Path) -> S3AssetStorage:
    """Lend a storage on S3."""
    return S3AssetStorage(prefix=tmp_path.name, cache=tmp_path / "cache")


def test_a_browser_shows_what_a_link_opens(on_s3: S3AssetStorage) -> None:
    shelf = on_s3.shelf("film-1")
    place(shelf, FILM)
    heads = {name: httpx.get(shelf.link(name)).headers for name in FILM}
    assert {name: head["Content-Type"] for name, head in heads.items()} == {
        "film.mp4": "video/mp4",
        "report.json": "application/json",
        "captions.srt": "application/x-subrip; charset=utf-8",
        "index.html": "text/html; charset=utf-8",
        "storyboard/000-s1-h1.png": "image/png",
    }
    assert heads["storyboard/000-s1-h1.png"]["Content-Disposition"] == (
        'inline; filename="000-s1-h1.png"'
    )


def test_a_player_can_wind_through_a_linked_film(on_s3: S3AssetStorage) -> None:
    shelf = on_s3.shelf("film-1")
    place(shelf, FILM)
    answer = httpx.get(shelf.link("film.mp4"), headers={"Range": "bytes=7-14"})
    assert (answer.status_code, answer.content) == (206, b"pictures")


def test_a_link_dies_and_opens_nothing_else(on_s3: S3AssetStorage) -> None:
    shelf = on_s3.model_copy(update={"link_hours": 2 / 3600}).shelf("film-1")
    place(shelf, FILM)
    link = shelf.link("film.mp4")
    assert httpx.get(link).status_code == 200
    assert httpx.put(link, content=b"mine").status_code == 403
    assert httpx.delete(link).status_code == 403
    assert httpx.get(link.replace("film.mp4", "report.json")).status_code == 403
    wait_for("its end", lambda: httpx.get(link).is_error, 30)
    dead = httpx.get(link)
    assert (dead.status_code, "expired" in dead.text) == (403, True)


def test_nothing_on_s3_is_public(on_s3: S3AssetStorage, s3: S3, tmp_path: Path) -> None:
    place(on_s3.shelf("film-1"), FILM)
    still = tmp_path / "still.png"
    still.write_bytes(b"a still")
    on_s3.open().put(still)
    keys = s3.keys(BUCKET, tmp_path.name)
    assert len(keys) == len(FILM) + 1
    for key in keys:
        assert httpx.get(f"{s3.url}/{BUCKET}/{key}").status_code == 403, key
        assert s3.client.head_object(Bucket=BUCKET, Key=key)["ServerSideEncryption"] == "AES256"


def test_browsers_may_know_the_storage_by_another_name(on_s3: S3AssetStorage) -> None:
    public = "https://films.example.org"
    shelf = on_s3.model_copy(update={"public_endpoint": public}).shelf("film-1")
    assert shelf.link("film.mp4").startswith(f"{public}/{BUCKET}/")


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", 'a"b', "a\\b"])
def test_a_name_that_could_lead_elsewhere_is_refused(on_s3: S3AssetStorage, name: str) -> None:
    with pytest.raises(BadRequest, match="is not the name"):
        on_s3.shelf(name)
    if "/" not in name:
        with pytest.raises(BadRequest, match="is not the name"):
            on_s3.shelf("film-1").read(f"storyboard/{name}")


def test_a_check_leaves_nothing(on_s3: S3AssetStorage, s3: S3, tmp_path: Path) -> None:
    on_s3.shelf("film-1").check()
    assert s3.keys(BUCKET, tmp_path.name) == []


def test_a_list_of_films_is_read_from_the_bucket_only(on_s3: S3AssetStorage, s3: S3) -> None:
    key = f"{on_s3.prefix}/batches/tonight.csv"
    s3.client.put_object(Bucket=BUCKET, Key=key, Body=b"prompt\nA storm\n")
    assert on_s3.batch(f"s3://{BUCKET}/{key}", 100) == b"prompt\nA storm\n"
    assert on_s3.batch(f"s3://{BUCKET}/{key}", 6) == b"prompt"
    with pytest.raises(FileNotFoundError):
        on_s3.batch(f"s3://{BUCKET}/{key}x", 100)
    with pytest.raises(BadRequest, match="not in this storage"):
        on_s3.batch("s3://another-bucket/tonight.csv", 100)


def test_a_bucket_that_is_not_there_is_told_before_any_work(s3: S3) -> None:
    with pytest.raises(EngineMissing, match="no bucket 'nowhere'"):
        bucket_at(s3.url, bucket="nowhere").probe("films/film-1")
