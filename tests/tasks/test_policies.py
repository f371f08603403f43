"""Cache keys hold content and nothing else; what is gone is made again; only some errors retry."""

from fractions import Fraction
from pathlib import Path

import pytest
from prefect import flow, task

from blocks.story.embedded import EmbeddedStory
from film.assets import Asset, AssetStore, LocalAssetStore
from film.errors import BadRequest, EngineBusy, EngineFailed
from film.story import Line
from tasks.policies import RETRY_DELAYS, STAGE, assets_in, canonical
from tests.api import PrefectApi

LINE = Line(id="s1-l1", speaker="mara", text="Hello.")


def test_equal_content_is_canonically_equal() -> None:
    assert canonical(LINE) == canonical(LINE.model_copy())
    assert canonical(LINE) != canonical(LINE.model_copy(update={"text": "Hello!"}))


def test_an_engine_counts_by_its_fingerprint() -> None:
    assert canonical(EmbeddedStory()) == EmbeddedStory().fingerprint()


def test_an_asset_counts_by_its_bytes() -> None:
    first = Asset(sha256="ab", media_type="video/mp4", size=3, suffix=".mp4")
    assert canonical(first) == "ab"


def test_time_counts_exactly() -> None:
    assert canonical(Fraction(30000, 1001)) == "30000/1001"


def test_what_has_no_content_is_refused() -> None:
    with pytest.raises(TypeError, match="cache key"):
        canonical(object())


def test_assets_are_found_at_any_depth() -> None:
    asset = Asset(sha256="ab", media_type="video/mp4", size=3, suffix=".mp4")
    assert list(assets_in({"a": [asset, {"b": (asset,)}], "c": LINE, "d": "text"})) == [asset] * 2


def write(text: str, store: AssetStore, tmp: Path) -> Asset:
    path = tmp / f"{text}.json"
    path.write_text(text)
    return store.put(path)


def test_work_is_reused_until_its_asset_is_gone(
    api: PrefectApi, store: LocalAssetStore, tmp_path: Path
) -> None:
    calls: list[str] = []

    @task(**STAGE)
    def make(text: str, store: AssetStore) -> Asset:
        calls.append(text)
        return write(text, store, tmp_path)

    @flow
    def film(text: str) -> Asset:
        return make(text, store)

    first = film("one")
    assert film("one") == first
    assert calls == ["one"]
    film("two")
    assert calls == ["one", "two"]
    store.path(first).unlink()
    assert film("one") == first
    assert calls == ["one", "two", "one"]
    assert film("one") == first
    assert calls == ["one", "two", "one"]
    store.path(first).write_text("o")  # cut short
    film("one")
    assert calls == ["one", "two", "one", "one"]


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (EngineBusy("later"), 1 + len(RETRY_DELAYS)),
        (EngineFailed("never"), 1),
        (BadRequest("no"), 1),
        (ValueError("a bug"), 1),
    ],
    ids=["busy", "failed", "bad", "bug"],
)
def test_only_what_can_pass_is_tried_again(
    api: PrefectApi, error: Exception, attempts: int
) -> None:
    calls: list[int] = []

    @task(**STAGE | {"retry_delay_seconds": [0] * len(RETRY_DELAYS)})
    def fail(number: int) -> None:
        calls.append(number)
        raise error

    @flow
    def film() -> None:
        fail(attempts)

    with pytest.raises(type(error), match=str(error)):
        film()
    assert len(calls) == attempts
