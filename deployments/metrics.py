"""Metrics: what becomes of films, for Prometheus, asked of the Prefect API when somebody looks."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from deployments.register import QUEUES
from deployments.tally import Key, Tally, films_now

Ask = Callable[[], AbstractContextManager[SyncPrefectClient]]
"""How to reach the API."""
FRESH_SECONDS = 10.0
"""An answer is told again for so long: however many look, the API is asked that often."""
COUNTED = {
    "firstcut_films": (
        "Films by how they ended; one that crashed and then was made counts as both",
        ("deployment", "queue", "outcome"),
    ),
    "firstcut_film_seconds": ("Seconds of film made", ("deployment", "pool")),
    "firstcut_run_seconds": ("Seconds that films' runs ran", ("deployment", "pool")),
    "firstcut_gpu_seconds": (
        "Seconds for which models computed on a GPU of ours for films that were made",
        ("deployment", "pool"),
    ),
    "firstcut_spent_dollars": ("US dollars spent on films", ("vendor",)),
}
"""Counters and their labels; each counts from a day before this process began."""


def _ask() -> AbstractContextManager[SyncPrefectClient]:
    return get_client(httpx_settings={"timeout": 10}, sync_client=True)


class Films(Collector):
    """Asks the API when it is asked itself; where that does not answer, it says so."""

    def __init__(self, ask: Ask = _ask, fresh: float = FRESH_SECONDS) -> None:
        self._ask = ask
        self._fresh = fresh
        self._lock = threading.Lock()
        self._tally = Tally()
        self._told: list[Metric] = []
        self._until = 0.0

    def collect(self) -> Iterable[Metric]:
        """Return every metric; without the API ``firstcut_up`` is 0 and the counters stand still.

        What is queued or runs is left out then: nobody knows.
        """
        with self._lock:
            if time.monotonic() >= self._until:
                self._told = list(self._look())
                self._until = time.monotonic() + self._fresh
            return self._told

    def describe(self) -> Iterable[Metric]:
        """Return nothing: a registry must not ask the API when this is registered."""
        return []

    def _look(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("firstcut_up", "Whether the Prefect API answers", value=1)
        now: list[Metric] = []
        try:
            with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}), self._ask() as client:
                self._tally.update(client)
                now = list(_now(client))
        except (httpx.HTTPError, RuntimeError):  # what Prefect makes of an API that is not there
            up = GaugeMetricFamily("firstcut_up", "Whether the Prefect API answers", value=0)
        yield up
        yield from now
        for name, (says, labels) in COUNTED.items():
            yield _counter(name, says, labels, self._tally.counts[name])


def _counter(name: str, says: str, labels: Iterable[str], counts: Mapping[Key, float]) -> Metric:
    family = CounterMetricFamily(name, says, labels=list(labels))
    for key, value in sorted((counts or ({} if labels else {(): 0.0})).items()):
        family.add_metric(list(key), value)
    return family


def _now(client: SyncPrefectClient) -> Iterator[Metric]:
    films, oldest = films_now(client)
    states = GaugeMetricFamily(
        "firstcut_films_now",
        "Films that have not ended, by what they are doing",
        labels=["deployment", "queue", "state"],
    )
    for key, count in sorted(films.items()):
        states.add_metric(list(key), count)
    yield states
    waits = GaugeMetricFamily(
        "firstcut_oldest_queued_seconds",
        "How long the film has waited that has waited longest",
        labels=["queue"],
    )
    for queue in sorted({*QUEUES, *oldest}):
        waits.add_metric([queue], oldest.get(queue, 0.0))
    yield waits


_registry: CollectorRegistry | None = None
_opening = threading.Lock()


def exposition() -> bytes:
    """Return the metrics of the API that this process uses, as Prometheus reads them."""
    global _registry
    with _opening:
        if _registry is None:
            _registry = CollectorRegistry()
            _registry.register(Films())
    return generate_latest(_registry)
