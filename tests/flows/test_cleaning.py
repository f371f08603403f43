"""What a cleaning removes of a folder and of a bucket, and what it leaves."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from blocks.storage import AssetStorage, LocalAssetStorage
from film.assets import Asset
from film.ledger import Order
from film.retention import Keep
from flows.cleaning import Broom, Cleaned, Swept
from flows.in_use import InUse, digests
from flows.results import BucketResults, FolderResults, Results
from tests.api import PrefectApi
from tests.flows.buckets import bucket_block, bucket_storage
from tests.s3 import S3, serving

OLD = Keep(films=0, assets=30, results=30, bought=365)
NUMBERS = itertools.count()
KEYS = {"kept": "a" * 64, "loose": "b" * 64, "wordy": f"{'c' * 64}-2"}


@pytest.fixture(scope="module")
def s3(api: PrefectApi) -> Iterator[S3]:
    """Lend an S3, and an API for its blocks."""
    with serving() as running:
        yield running


@dataclass(frozen=True)
class Room:
    """A storage with films, assets and results, and a broom that looks at it in forty days."""

    broom: Broom
    assets: dict[str, Asset]

    def leaving(self, busy: InUse | None = None, **keep: int) -> dict[str, set[str]]:
        """Return what would go, by kind: films and results by name, assets by ours."""
        broom = replace(self.broom, keep=OLD.model_copy(update=keep))
        found = broom.look(busy or InUse())
        names = {f"{asset.sha256}{asset.suffix}": name for name, asset in self.assets.items()}
        keys = {key: name for name, key in KEYS.items()}
        return {
            "films": {film.name for film in found.films},
            "results": {keys[one.name] for one in found.results},
            "assets": {names[one.name] for one in found.assets},
        }

    def there(self) -> set[str]:
        """Return which assets are there."""
        store = self.broom.storage.open()
        return {name for name, asset in self.assets.items() if store.has(asset)}


@pytest.fixture(params=["folder", "bucket"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Room:
    """Furnish a storage: each asset is there for one reason, and ``loose`` for none."""
    storage: AssetStorage = LocalAssetStorage(root=tmp_path / "assets")
    results: Results = FolderResults(tmp_path / "results")
    (tmp_path / "results").mkdir()
    if request.param == "bucket":
        s3 = request.getfixturevalue("s3")
        name = f"cleaning-{next(NUMBERS)}"
        storage = bucket_storage(s3, name).model_copy(update={"cache": tmp_path / "cache"})
        results = BucketResults(bucket_block(s3, name, "results"))
    assets = {
        name: _asset(storage, tmp_path, name) for name in ("kept", "loose", "bought", "shared")
    }
    _film(storage, "one", assets["kept"], assets["shared"])
    _film(storage, "two", assets["shared"])
    storage.ledger().write(_order(assets["bought"]))
    for name, key in KEYS.items():
        made = {"sha256": assets[name].sha256} if name in assets else "words"
        _write(results, key, json.dumps({"result": json.dumps(made)}))
    _write(results, "somebody-elses", "{}")
    in_forty_days = datetime.now(UTC) + timedelta(days=40)
    return Room(Broom(storage, results, OLD, in_forty_days), assets)


def _asset(storage: AssetStorage, folder: Path, name: str) -> Asset:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(name))
    return storage.open().put(path)


def _film(storage: AssetStorage, film: str, *assets: Asset) -> None:
    shelf = storage.shelf(film)
    report = {"title": film, "assets": [asset.sha256 for asset in assets]}
    with shelf.stage() as stage:
        (stage / "report.json").write_text(json.dumps(report))
        shelf.place(stage, ["report.json"])


def _order(goods: Asset) -> Order:
    now = datetime.now(UTC)
    return Order(
        key="1",
        account="a",
        stage="scenes",
        subject="s1",
        vendor="luma",
        model="ray",
        state="settled",
        goods=goods,
        estimate=Fraction(1),
        placed=now,
        ended=now,
    )


def _write(results: Results, key: str, text: str) -> None:
    if isinstance(results, FolderResults):
        (results.folder / key).write_text(text)
    elif isinstance(results, BucketResults):
        results.client.put_object(
            Bucket=results.bucket, Key=results.prefix + key, Body=text.encode()
        )


def test_what_nobody_uses_goes_and_all_else_stays(room: Room) -> None:
    assert room.leaving() == {"films": set(), "results": {"loose", "wordy"}, "assets": {"loose"}}


def test_what_is_younger_stays(room: Room) -> None:
    nothing: dict[str, set[str]] = {"films": set(), "results": set(), "assets": set()}
    assert room.leaving(films=41, assets=41, results=41) == nothing
    assert room.leaving(films=0, assets=0, results=0) == nothing


def test_a_film_that_goes_takes_along_what_no_other_was_made_from(room: Room) -> None:
    assert room.leaving(films=39) == {
        "films": {"one", "two"},
        "results": {"kept", "loose", "wordy"},
        "assets": {"kept", "loose", "shared"},
    }
    busy = InUse(films={"two"})
    assert room.leaving(busy, films=39) == {
        "films": {"one"},
        "results": {"kept", "loose", "wordy"},
        "assets": {"kept", "loose"},
    }


def test_what_was_bought_goes_only_in_its_own_time(room: Room) -> None:
    assert room.leaving(bought=39)["assets"] == {"loose", "bought"}
    assert room.leaving(bought=0)["assets"] == {"loose"}


def test_what_an_unfinished_run_refers_to_stays(room: Room) -> None:
    busy = InUse(results={KEYS["wordy"]}, assets={room.assets["loose"].sha256})
    assert room.leaving(busy) == {"films": set(), "results": set(), "assets": set()}


def test_sweeping_removes_what_goes_and_nothing_else(room: Room) -> None:
    room.broom.sweep(room.broom.look(InUse()), InUse())
    assert room.there() == {"kept", "bought", "shared"}
    assert {film.name for film in room.broom.storage.films()} == {"one", "two"}
    assert room.leaving()["assets"] == set()
    broom = replace(room.broom, keep=OLD.model_copy(update={"films": 39}))
    broom.sweep(broom.look(InUse()), InUse())
    assert room.there() == {"bought"}
    assert list(broom.storage.films()) == []


def test_what_comes_into_use_meanwhile_stays(room: Room) -> None:
    broom = replace(room.broom, keep=OLD.model_copy(update={"films": 39}))
    found = broom.look(InUse())
    broom.sweep(found, InUse(films={"two"}, assets={room.assets["kept"].sha256}))
    assert room.there() == {"kept", "bought"}
    assert {film.name for film in broom.storage.films()} == {"two"}


def test_a_film_without_a_list_of_assets_holds_none(room: Room) -> None:
    shelf = room.broom.storage.shelf("two")
    with shelf.stage() as stage:
        (stage / "report.json").write_text('{"title": "From before"}')
        shelf.place(stage, ["report.json"])
    assert room.leaving()["films"] == set()
    assert room.leaving()["assets"] == {"loose"}  # the other film still holds what both share


def test_results_are_read_listed_and_removed(room: Room) -> None:
    results = room.broom.results
    assert {one.name for one in results.contents()} == set(KEYS.values())
    assert digests(results.read(KEYS["kept"])) == {room.assets["kept"].sha256}
    results.discard(KEYS["kept"])
    results.discard(KEYS["kept"])
    assert results.read(KEYS["kept"]) == b""
    assert {one.name for one in results.contents()} == {KEYS["loose"], KEYS["wordy"]}
    assert results.name(f"somewhere/{KEYS['loose']}") == KEYS["loose"]


def test_a_digest_is_found_wherever_it_stands() -> None:
    one, two = "0" * 64, "f" * 64
    nested: dict[str, Any] = {"takes": [{"sha256": one}, {"deep": {"sha256": two}}]}
    stored = json.dumps({"metadata": {}, "result": json.dumps(nested)}).encode()
    assert digests(stored) == {one, two}
    assert digests(b'"' + b"0" * 63 + b'", "' + b"0" * 65 + b'"') == set()


def test_a_cleaning_is_legible_as_json() -> None:
    swept = Swept(kind="films", there=3, leaving=1, gibibytes=0.5)
    cleaned = Cleaned(dry_run=True, swept=(swept,), films=("one",))
    assert Cleaned.model_validate_json(cleaned.model_dump_json()) == cleaned
