"""Cleaning: films, assets and results that were kept for long enough are removed, if at all."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.runtime import flow_run

from blocks import home
from blocks.storage import AssetStorage, storage_named
from film.assets import Stored
from film.model import FilmModel
from film.retention import Keep, gibibytes, goods_to_keep, leaving_assets, long_kept
from flows.in_use import InUse, assets_of_film, digests, in_use
from flows.results import Results, usual_results

SETTLE = 5.0
"""Seconds after which a run that just found an old result has told the API so."""
USUAL = Keep()
LISTED = 100
"""Films that the page names; the table holds all counts."""


class Swept(FilmModel):
    """One kind of things that went, or would go."""

    kind: str
    there: int
    """How many there were."""
    leaving: int
    """How many of them go."""
    gibibytes: float
    """What those weigh."""


class Cleaned(FilmModel):
    """What a cleaning removed, or would have."""

    dry_run: bool
    swept: tuple[Swept, ...]
    films: tuple[str, ...]
    """Ids of the films that go."""


@dataclass(frozen=True)
class Leaving:
    """What goes, and what there is."""

    films: Sequence[Stored]
    results: Sequence[Stored]
    assets: Sequence[Stored]
    there: tuple[int, int, int]


@dataclass(frozen=True)
class Broom:
    """Where to look, and by which rules."""

    storage: AssetStorage
    results: Results
    keep: Keep
    now: datetime

    def look(self, busy: InUse) -> Leaving:
        """Find out what has been kept for long enough, and is in nobody's use."""
        films = list(self.storage.films())
        going = [
            film
            for film in long_kept(films, self.keep.films, self.now)
            if film.name not in busy.films
        ]
        gone = {film.name for film in going}
        used = set(busy.assets)
        for film in films:
            if film.name not in gone:
                used |= assets_of_film(self.storage, film.name)
        results = list(self.results.contents())
        ledger = self.storage.ledger()
        orders = (order for account in ledger.accounts() for order in ledger.orders(account))
        bought = goods_to_keep(orders, self.keep.bought, self.now)
        assets = list(self.storage.open().contents())
        return Leaving(
            films=going,
            results=[
                result
                for result in long_kept(results, self.keep.results, self.now)
                if result.name not in busy.results
                and not digests(self.results.read(result.name)) & used
            ],
            assets=leaving_assets(assets, self.keep.assets, self.now, used | bought),
            there=(len(films), len(results), len(assets)),
        )

    def sweep(self, leaving: Leaving, busy: InUse) -> None:
        """Remove what goes, but for what has come into use since."""
        for film in leaving.films:
            if film.name not in busy.films:
                self.storage.shelf(film.name).remove()
        store = self.storage.open()
        for asset in leaving.assets:
            if asset.name.partition(".")[0] not in busy.assets:
                store.discard(asset)
        store.sweep()


@flow(
    name="clean",
    flow_run_name=lambda: f"clean · {'look only' if flow_run.parameters['dry_run'] else 'remove'}",
    persist_result=False,
)
def clean(storage: str = "local", dry_run: bool = True, keep: Keep = USUAL) -> Cleaned:
    """Say what has been kept for long enough, and remove it if that is wanted.

    Args:
        storage: Where films and assets lie: "local", or a saved asset storage block as
            "type-slug/name".
        dry_run: Only say what would go.
        keep: For how many days each kind of thing is kept.

    """
    broom = Broom(
        storage=storage_named(storage, home.assets()),
        results=usual_results(),
        keep=keep,
        now=datetime.now(UTC),
    )
    with get_client(sync_client=True) as client:
        busy = in_use(client, broom.results)
        leaving = broom.look(busy)
        if not dry_run:
            for result in leaving.results:
                broom.results.discard(result.name)
            # From here on no run finds an old asset by a result; who just did is asked for again.
            time.sleep(SETTLE if leaving.results else 0)
            broom.sweep(leaving, in_use(client, broom.results))
    cleaned = _cleaned(leaving, dry_run=dry_run)
    show_cleaned(cleaned)
    return cleaned


def show_cleaned(cleaned: Cleaned) -> None:
    """Show what went: as a page, and as rows."""
    rows: list[dict[str, Any]] = [one.model_dump() for one in cleaned.swept]
    create_table_artifact(rows, key="cleaned", description="What goes, row by row")
    verb = "would go: this was a dry run" if cleaned.dry_run else "went"
    lines = [
        f"# What {verb}",
        "",
        "| | there | leaving | GiB |",
        "|---|---|---|---|",
        *(
            f"| {one.kind} | {one.there} | {one.leaving} | {one.gibibytes:.3f} |"
            for one in cleaned.swept
        ),
        "",
        *(f"- film {film}" for film in cleaned.films[:LISTED]),
    ]
    if len(cleaned.films) > LISTED:
        lines.append(f"- and {len(cleaned.films) - LISTED} more")
    create_markdown_artifact("\n".join(lines) + "\n", key="clean", description="What goes")


def _cleaned(leaving: Leaving, *, dry_run: bool) -> Cleaned:
    groups: Iterable[tuple[str, Sequence[Stored], int]] = zip(
        ("films", "results", "assets"),
        (leaving.films, leaving.results, leaving.assets),
        leaving.there,
        strict=True,
    )
    return Cleaned(
        dry_run=dry_run,
        swept=tuple(
            Swept(kind=kind, there=there, leaving=len(going), gibibytes=gibibytes(going))
            for kind, going, there in groups
        ),
        films=tuple(film.name for film in leaving.films),
    )
