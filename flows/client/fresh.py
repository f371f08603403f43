"""New links for a finished film, made where this machine can open its storage."""

from collections.abc import Iterable

from film.errors import FirstcutError
from flows.client.runs import Run


def fresh_links(run: Run, files: Iterable[str], api: str, auth: str) -> dict[str, str]:
    """Return an address for each file; empty where the film's storage cannot be opened from here.

    This imports Prefect: a storage is one of its blocks.
    """
    from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

    from blocks import home
    from blocks.storage import storage_named

    settings = {PREFECT_API_URL: api} | ({PREFECT_API_AUTH_STRING: auth} if auth else {})
    try:
        with temporary_settings(updates=settings):
            shelf = storage_named(run.storage, home.assets()).shelf(run.id)
            shelf.read("report.json")  # whether the film stands there, for whoever is here
            return {file: shelf.link(file) for file in files}
    except FirstcutError:
        return {}
