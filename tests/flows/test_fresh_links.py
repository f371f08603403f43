"""New links for a film in a storage that this machine can open, from a program or a notebook."""

import asyncio
from pathlib import Path

import pytest

from blocks.storage import LocalAssetStorage
from flows.client.fresh import fresh_links
from flows.client.runs import Run
from tests.api import PrefectApi

pytestmark = pytest.mark.e2e

RUN = "0190a2c1-5d1e-7c39-9f59-6d6f3f6f1a10"
FILES = ("film.mp4", "poster.jpg")


@pytest.fixture(scope="module")
def run(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return the run of a film that stands on its storage's shelf."""
    root = tmp_path_factory.mktemp("storage")
    storage = LocalAssetStorage(root=root / "assets", shelves=root / "films")
    storage.save("fresh-links", overwrite=True)
    shelf = storage.shelf(RUN)
    with shelf.stage() as stage:
        for name in ("report.json", *FILES):
            (stage / name).write_text("{}")
        shelf.place(stage, ["report.json", *FILES])
    return Run(
        id=RUN,
        name="A film",
        state="COMPLETED",
        state_name="Completed",
        parameters={"storage": "firstcut-local-asset-storage/fresh-links"},
    )


def test_every_file_is_linked_where_it_stands(run: Run, api: PrefectApi) -> None:
    links = fresh_links(run, FILES, api.url, "")
    assert tuple(links) == FILES
    for link in links.values():
        assert Path(link.removeprefix("file://")).read_text() == "{}"


def test_a_notebook_gets_the_same(run: Run, api: PrefectApi) -> None:
    async def cell() -> dict[str, str]:
        return fresh_links(run, FILES, api.url, "")

    assert asyncio.run(cell()) == fresh_links(run, FILES, api.url, "")


def test_a_film_that_stands_elsewhere_has_none(run: Run, api: PrefectApi) -> None:
    gone = run.model_copy(update={"id": RUN.replace("a", "b")})
    assert fresh_links(gone, FILES, api.url, "") == {}
