"""What Prometheus reads: figures of films that ended or wait, from a real API; and without one."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.states import Pending, Running, Scheduled, State
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from deployments.metrics import Films, exposition
from deployments.pools import PoolChoice, register_pool
from tests.api import PrefectApi
from tests.studio.studio import free_port


@flow(name="make-movie")
def make_movie() -> None:
    """Stand for the flow in the API's books; it never runs."""


@pytest.fixture
def client(api: PrefectApi) -> Iterator[SyncPrefectClient]:
    """Lend a client of the tests' API, which has the GPU pool."""
    with get_client(sync_client=True) as client:
        register_pool(client, "gpu", PoolChoice())
        yield client


@pytest.fixture
def deployment(client: SyncPrefectClient) -> Iterator[UUID]:
    """Lend a deployment of films of this test's own."""
    known = client.create_flow(make_movie)
    made = client.create_deployment(
        flow_id=known, name="counted", work_pool_name="gpu", work_queue_name="rush"
    )
    yield made
    client.delete_deployment(made)


def ask(client: SyncPrefectClient, deployment: UUID, *states: State[Any]) -> FlowRun:
    """Have a film asked for, and take it through states."""
    run = client.create_flow_run_from_deployment(deployment)
    for state in states:
        client.set_flow_run_state(run.id, state, force=True)
    return client.read_flow_run(run.id)


def figures(films: Films) -> dict[tuple[str, ...], float]:
    """Return every sample by its name and its labels' values, in the order of the labels' names."""
    registry = CollectorRegistry()
    registry.register(films)
    text = generate_latest(registry).decode()
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_waits_and_runs_is_told_with_how_long(
    client: SyncPrefectClient, deployment: UUID
) -> None:
    films = Films(fresh=0)
    ask(client, deployment, Pending(), Running())
    ask(client, deployment, Scheduled())
    told = figures(films)
    assert told["firstcut_films_now", "counted", "rush", "running"] == 1
    assert told["firstcut_films_now", "counted", "rush", "queued"] == 1
    assert told["firstcut_oldest_queued_seconds", "rush"] > 0
    assert told["firstcut_oldest_queued_seconds", "batch"] == 0
    assert told["firstcut_up",] == 1


def test_an_answer_is_told_again_for_a_while(api: PrefectApi) -> None:
    asked = []

    def count() -> AbstractContextManager[SyncPrefectClient]:
        asked.append(1)
        return get_client(sync_client=True)

    films = Films(count, fresh=600)
    assert figures(films) == figures(films)
    assert len(asked) == 1


def test_without_the_api_it_says_so_and_knows_no_more(
    client: SyncPrefectClient, deployment: UUID
) -> None:
    reachable = [True]

    def sometimes() -> AbstractContextManager[SyncPrefectClient]:
        if reachable[0]:
            return get_client(sync_client=True)
        return SyncPrefectClient(f"http://127.0.0.1:{free_port()}/api")

    films = Films(sometimes, fresh=0)
    ask(client, deployment, Pending(), Running())
    before = figures(films)
    assert before["firstcut_up",] == 1
    reachable[0] = False
    told = figures(films)
    assert told["firstcut_up",] == 0
    assert not [key for key in told if key[0] == "firstcut_films_now"]


def test_the_desk_gets_all_of_it_as_text(api: PrefectApi) -> None:
    text = exposition().decode()
    assert "# TYPE firstcut_films_total counter" in text
    assert "firstcut_up 1.0" in text
    assert "# TYPE firstcut_gpu_seconds_total counter" in text
