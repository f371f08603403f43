"""A while at another Prefect API than this process's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.events.worker import EventsWorker
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

LONGEST = 10.0
"""Seconds that events have to be sent in; what is left then is sent when the process ends."""


@contextmanager
def elsewhere(api: str, auth: str = "") -> Iterator[None]:
    """Let Prefect talk to this API for a while, from this thread.

    Prefect sends events by a worker that keeps to the API at which it began. One ends before the
    while and one with it: events of this process's own runs, which record their tasks, would go
    astray.
    """
    settings = {PREFECT_API_URL: api} | ({PREFECT_API_AUTH_STRING: auth} if auth else {})
    EventsWorker.drain_all(timeout=LONGEST)
    try:
        with temporary_settings(updates=settings):
            yield
    finally:
        EventsWorker.drain_all(timeout=LONGEST)
