"""The board writes little and often enough, and no film fails because of it; texts do no harm."""

import threading
import time
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from film.assets import LocalAssetStore
from film.errors import AssetMissing
from film.ledger import LocalLedger, Order
from film.till import Till
from flows.artifacts.board import LEAST_SECONDS, Board, Shown
from flows.artifacts.money import tables
from flows.artifacts.texts import (
    LARGEST,
    WIDTHS,
    link,
    opens_until,
    panels,
    safe,
    small,
    width_for,
)
from tests.api import PrefectApi
from tests.flows.conftest import ShortFilm
from tests.studio.studio import free_port, wait_for


def shown(api: PrefectApi, board: Board) -> dict[str, Any]:
    """Return what the API has of a board; AssertionError when a key is there twice."""
    found = httpx.post(
        f"{api.url}/artifacts/filter",
        json={"artifacts": {"flow_run_id": {"any_": [str(board.run_id)]}}},
        timeout=60,
    ).json()
    by_key = {one["key"]: one for one in found}
    assert len(by_key) == len(found)
    return by_key


@pytest.mark.e2e
def test_a_burst_of_changes_from_many_threads_is_few_calls_and_the_last_one_counts(
    api: PrefectApi,
) -> None:
    board, count, drawn = Board(str(uuid4())), [0], list[int]()
    began = time.monotonic()
    lock = threading.Lock()

    def draw_up() -> Shown:
        drawn.append(count[0])
        return Shown(f"{count[0]}", "a count")

    def work() -> None:
        for _ in range(50):
            with lock:
                count[0] += 1
            board.changed("count")

    board.follow("count", "markdown", draw_up)
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_for("the last count", lambda: drawn and drawn[-1] == 400, 30)
    wait_for("it at the API", lambda: shown(api, board).get("count", {}).get("data") == "400", 30)
    assert len(drawn) <= 2 + (time.monotonic() - began) / LEAST_SECONDS


@pytest.mark.e2e
def test_while_the_api_is_away_the_film_goes_on_and_the_board_catches_up(api: PrefectApi) -> None:
    board = Board(str(uuid4()))
    away = {
        PREFECT_API_URL: f"http://127.0.0.1:{free_port()}/api",
        PREFECT_CLIENT_MAX_RETRIES: 0,
    }
    with temporary_settings(away):
        board.show("cast", "markdown", Shown("who", "Who is in it"))
    assert shown(api, board) == {}
    board.flush()
    assert shown(api, board)["cast"]["data"] == "who"


@pytest.mark.e2e
def test_an_artifact_that_cannot_be_drawn_up_keeps_no_other_from_being_written(
    api: PrefectApi,
) -> None:
    def missing() -> Shown:
        raise AssetMissing("A still is no longer in the store")

    board = Board(str(uuid4()))
    board.follow("a", "markdown", missing)
    board.show("b", "markdown", Shown("there", ""))
    assert set(shown(api, board)) == {"b"}


@pytest.mark.e2e
def test_a_retried_run_goes_on_with_the_artifacts_of_its_first_attempt(api: PrefectApi) -> None:
    run = str(uuid4())
    first = Board(run)
    first.show("film", "markdown", Shown("first", ""))
    before = shown(api, first)["film"]["id"]
    second = Board(run, known=True)
    second.show("film", "markdown", Shown("second", ""))
    after = shown(api, second)["film"]
    assert (after["id"], after["data"]) == (before, "second")


@pytest.mark.e2e
@pytest.mark.parametrize("shots", [1, 12, 40, 120])
def test_a_page_of_stills_stays_light(short_film: ShortFilm, tmp_path: Path, shots: int) -> None:
    store = LocalAssetStore(tmp_path)
    largest = 0
    for number, still in enumerate(sorted((short_film.folder / "storyboard").iterdir())):
        copy = tmp_path / f"{number}{still.suffix}"
        copy.write_bytes(still.read_bytes())
        largest = max(largest, len(small(store.put(copy), width_for(shots), store)))
    assert shots * largest * 4 / 3 <= LARGEST


def test_more_stills_are_smaller_ones() -> None:
    widths = [width_for(number) for number in range(1, 500)]
    assert widths == sorted(widths, reverse=True)
    assert (widths[0], widths[-1]) == (WIDTHS[0], WIDTHS[-1])


def test_what_users_write_makes_neither_links_nor_cells_nor_tags() -> None:
    text = safe("a | b\n\n[x](javascript:alert(1)) <img src=x> `c` **d** # e ![f](g)")
    assert not set("|[]()<>`*#!\n") & set(text.replace("&#", "").replace("#", ""))


ON_S3 = (
    "https://bucket.s3.eu-west-1.amazonaws.com/films/1/film.mp4?X-Amz-Algorithm=AWS4-HMAC-SHA256"
    "&X-Amz-Date=20261121T200000Z&X-Amz-Expires=3600&X-Amz-Signature=ab"
)


@pytest.mark.parametrize(
    ("address", "end"),
    [
        (
            ON_S3,
            datetime(2026, 11, 21, 21, tzinfo=UTC),
        ),
        (
            f"http://127.0.0.1:4201/1795291200-{'0' * 40}/films/1/film.mp4",
            datetime(2026, 11, 21, 20, tzinfo=UTC),
        ),
        ("file:///films/1/film.mp4", None),
    ],
    ids=["s3", "desk", "file"],
)
def test_a_link_says_until_when_it_opens(address: str, end: datetime | None) -> None:
    assert opens_until({"film.mp4": address}) == end


def test_only_addresses_that_browsers_follow_become_links() -> None:
    assert link("film", "https://example.org/a b") == "[film](https://example.org/a%20b)"
    assert "](" not in link("film", "file:///films/film.mp4")
    assert "](" not in link("film", "javascript:alert(1)")


def test_panels_stand_side_by_side_and_empty_rows_fall_away() -> None:
    text = panels(
        [["p1", "n1", "", "s1"], ["p2", "n2", "", ""], ["p3", "n3", "", ""], ["p4", "n4", "", ""]]
    )
    assert text.splitlines() == [
        "| p1 | p2 | p3 |",
        "|---|---|---|",
        "| n1 | n2 | n3 |",
        "| s1 |  |  |",
        "| p4 |  |  |",
        "| n4 |  |  |",
    ]


def test_money_is_told_by_stage_shot_and_vendor(tmp_path: Path) -> None:
    pieces = (("s1-h1", "s1-h1"), ("s1-h1", "s1-l1"), ("s1-h2", "s1-h2"))
    till = Till(LocalLedger(tmp_path / "ledger"), LocalAssetStore(tmp_path), "film", run="now")
    paid = (
        ("scenes", "s1-h1", "luma", "now", "1", "0.90"),
        ("scenes", "s1-h2", "luma", "before", "1", "1.20"),
        ("voice", "s1-l1", "elevenlabs", "now", "0.50", "0.40"),
        ("story", "story", "anthropic", "now", "0.30", "0.25"),
    )
    orders = [
        Order(
            key=f"{number}",
            account="film",
            run=run,
            stage=stage,
            subject=subject,
            vendor=vendor,
            model="m1",
            estimate=Fraction(estimate),
            dollars=Fraction(dollars),
            placed=datetime(2026, 11, 21, tzinfo=UTC),
        )
        for number, (stage, subject, vendor, run, estimate, dollars) in enumerate(paid)
    ]
    rows = tables(pieces, "shot", till, orders).splitlines()
    for row in (
        "| Story | 1 | $0.30 | $0.25 | $0.25 |",
        "| Scenes | 2 | $2.00 | $0.90 | $2.10 |",
        "| **together** | 4 | $2.80 | $1.55 | $2.75 |",
        "| scene 1 shot 1 | 2 | $1.50 | $1.30 | $1.30 |",
        "| scene 1 shot 2 | 1 | $1.00 | $0.00 | $1.20 |",
        "| luma | m1 | $2.10 |",
    ):
        assert row in rows
