"""The studio on PostgreSQL, as teams run it: trigger, crash, go on, fail, retry."""

import json
import threading
from collections.abc import Callable, Iterator
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from prefect.client.orchestration import SyncPrefectClient

from deployments.metrics import Films
from tests.deployments.test_metrics import figures
from tests.endurance.test_crashes import (
    assert_made_once,
    kill,
    made,
    trigger,
    wait_for_crash,
    wait_until_at_work,
)
from tests.postgres import postgres
from tests.studio.studio import Studio, wait_for

pytestmark = pytest.mark.e2e

TOTAL = "firstcut_films_total"


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """Lend the URL of an empty PostgreSQL database."""
    with postgres() as url:
        yield url


@pytest.fixture(scope="module")
def studio(studios: Callable[..., Studio], database: str) -> Iterator[Studio]:
    """Lend a studio on PostgreSQL with a worker; it ends before its database does."""
    studio = studios(database=database)
    studio.start_worker("cpu")
    yield studio
    studio.close()


@pytest.fixture(scope="module")
def told(studio: Studio) -> Iterator[list[dict[str, str]]]:
    """Return what the notification block is told, as it comes."""
    came: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *said: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        save_notification(studio, f"http://127.0.0.1:{server.server_address[1]}/told")
        studio.register()
        yield came
        server.shutdown()


def save_notification(studio: Studio, url: str) -> None:
    """Save Prefect's Custom Webhook block with our name over HTTP, as the UI does."""
    kind = studio.get("/block_types/slug/custom-webhook")
    of_kind = {"block_schemas": {"block_type_id": {"any_": [kind["id"]]}}}
    [schema, *_] = studio.post("/block_schemas/filter", of_kind)
    data: dict[str, object] = {"name": "firstcut", "url": url, "allow_private_urls": True}
    data["json_data"] = {"subject": "{{subject}}", "body": "{{body}}"}
    document: dict[str, object] = {"name": "firstcut", "data": data}
    document |= {"block_type_id": kind["id"], "block_schema_id": schema["id"]}
    studio.post("/block_documents/", document)


def test_a_film_is_made_and_goes_on_after_a_crash(studio: Studio) -> None:
    run = trigger(studio, seed=5)
    wait_until_at_work(studio, run)
    before = made(studio, run)
    kill(studio, run)
    wait_for_crash(studio, run)
    ended = studio.wait(run, "COMPLETED", "FAILED")
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    assert_made_once(studio, run, before)
    assert studio.film(run).exists()


def test_a_failed_film_is_told_of_and_retried_by_hand(
    studio: Studio, told: list[dict[str, str]]
) -> None:
    """The films' folder is there: the test before has made one."""
    films = studio.home / "films"
    films.rename(films.with_name("aside"))
    films.write_text("A file is in the way of the films")
    run = trigger(studio, seed=6)
    failed = studio.wait(run)
    assert failed["state"]["type"] == "FAILED"
    assert "in the way" in failed["state"]["message"]
    wait_for("the notification", lambda: told, 60)
    assert told[0]["subject"] == "Failed: The Lamp"
    assert "in the way" in told[0]["body"]
    assert run in told[0]["body"], "it lacks the link to the run"
    films.unlink()
    films.with_name("aside").rename(films)
    studio.post(
        f"/flow_runs/{run}/set_state", {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}}
    )
    assert studio.wait(run, "COMPLETED", "CRASHED")["state"]["type"] == "COMPLETED"


def test_prometheus_reads_what_became_of_them(studio: Studio) -> None:
    """One film crashed and was made, another failed and was made."""
    films = Films(lambda: SyncPrefectClient(studio.url), fresh=0)
    ends = {"made": 2.0, "crashed": 1.0, "failed": 1.0}

    def told() -> dict[tuple[str, ...], float] | None:
        found = figures(films)
        counted = {end: found.get((TOTAL, "animatic", end, "standard")) for end in ends}
        return found if counted == ends else None

    first = wait_for("the films counted", told, 60)
    lengths = [
        json.loads(file.read_text())["length"] for file in studio.home.glob("films/*/report.json")
    ]
    made = first["firstcut_film_seconds_total", "animatic", "cpu"]
    assert made == pytest.approx(float(sum(map(Fraction, lengths))))
    assert first["firstcut_run_seconds_total", "animatic", "cpu"] > 1
    assert first["firstcut_gpu_seconds_total", "animatic", "cpu"] == 0
    assert figures(films) == first, "the same ends were counted again"


def test_the_database_is_not_sqlite(studio: Studio) -> None:
    assert not list(studio.folder.rglob("*.db"))
