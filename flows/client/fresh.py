"""New links for a finished film, made where this machine can open its storage."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from film.errors import FirstcutError
from flows.client.runs import Run


def fresh_links(run: Run, files: Iterable[str], api: str, auth: str) -> dict[str, str]:
    """Return an address for each file; empty where the film's storage cannot be opened from here.

    This imports Prefect: a storage is one of its blocks. Where an event loop runs, as in a
    notebook, Prefect answers with coroutines: it is asked from a thread that has none.
    """
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(_links, run, tuple(files), api, auth).result()


def _links(run: Run, files: tuple[str, ...], api: str, auth: str) -> dict[str, str]:
    from blocks import home
    from blocks.storage import storage_named
    from flows.client.elsewhere import elsewhere

    try:
        with elsewhere(api, auth):
            shelf = storage_named(run.storage, home.assets()).shelf(run.id)
            shelf.read("report.json")  # whether the film stands there, for whoever is here
            return {file: shelf.link(file) for file in files}
    except FirstcutError:
        return {}
