"""A batch over HTTP: rows fail alone, films are made once, never too many at once, or cancelled."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from film.assets import hash_file
from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Studio, wait_for

pytestmark = pytest.mark.e2e

NAME = "spring.jsonl"
VOICELESS = {"engines": {"voice": "firstcut-embedded-voice/nobody"}}
"""An engine that no one has saved: the film fails when its crew is hired."""


def write(studio: Studio, name: str, rows: list[Any]) -> None:
    """Put a list of films into the batches folder; texts stand as they are."""
    folder = studio.home / "batches"
    folder.mkdir(parents=True, exist_ok=True)
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / name).write_text("\n".join(lines) + "\n")


def run_batch(studio: Studio, **batch: Any) -> dict[str, Any]:
    """Run a batch to its end, and return its run."""
    run = studio.trigger("make-batch/batch", {"batch": batch})
    return studio.wait(run["id"], seconds=3 * FILM_SECONDS)


def rows(studio: Studio, run: str) -> list[dict[str, Any]]:
    """Return the summary's rows."""
    found: list[dict[str, Any]] = json.loads(studio.artifacts(run)["films"])
    return found


def children(studio: Studio, run: str) -> list[dict[str, Any]]:
    """Return the runs of a batch's films."""
    found: list[dict[str, Any]] = studio.post(
        "/flow_runs/filter", {"flow_runs": {"parent_flow_run_id": {"any_": [run]}}}
    )
    return found


@pytest.fixture(scope="module")
def spring(office: Studio) -> dict[str, Any]:
    """Make a batch once: two films, one at a time, and all that can go wrong with a row."""
    requests = [SMALL, '{"prompt": "A', SMALL | {"length": 5}, SMALL | VOICELESS, SMALL]
    write(office, NAME, [*requests, SMALL | {"seed": 1, "queue": "rush"}])
    return run_batch(office, source=NAME, at_once=1)


def test_a_bad_row_and_a_failed_film_fail_alone(office: Studio, spring: dict[str, Any]) -> None:
    assert spring["state"]["type"] == "FAILED", office.logs(spring["id"])
    assert spring["state"]["name"] == "Incomplete"
    assert spring["state"]["message"].startswith("2 of 5 films are made. line 2: It is no JSON:")
    assert spring["name"] == f"batch · {NAME}"
    first, broken, short, failed, last = rows(office, spring["id"])
    assert (first["row"], first["state"], first["title"]) == ("line 1, line 5", "made", "The Lamp")
    assert (broken["row"], broken["state"]) == ("line 2", "bad row")
    assert short["why"] == "Length: input should be greater than or equal to 15"
    assert (failed["row"], failed["state"]) == ("line 4", "failed")
    assert failed["why"].startswith("No block 'firstcut-embedded-voice/nobody' is saved for voice")
    assert (last["row"], last["state"]) == ("line 6", "made")
    assert Path(last["film"]) == office.film(last["run"]).parent
    assert last["seconds"] > 0
    assert office.film(first["run"]).is_file()


def test_the_page_says_the_same(office: Studio, spring: dict[str, Any]) -> None:
    shown = office.artifacts(spring["id"])
    assert "2 made · 2 bad row · 1 failed · $0.00" in shown["batch"]
    assert "No block &#39;firstcut-embedded-voice/nobody&#39; is saved" in shown["batch"]
    assert float(shown["progress"]) == 100


def test_films_hang_below_their_batch_and_keep_to_its_limit(
    office: Studio, spring: dict[str, Any]
) -> None:
    films = sorted(children(office, spring["id"]), key=lambda run: str(run["start_time"]))
    assert [run["state"]["name"] for run in films] == ["Completed", "Failed", "Completed"]
    assert [run["work_queue_name"] for run in films] == ["batch", "batch", "rush"]
    for before, after in pairwise(films):
        assert before["end_time"] <= after["start_time"]


def test_run_again_it_makes_nothing_twice_and_tries_what_failed(
    office: Studio, spring: dict[str, Any]
) -> None:
    made = {row["run"]: row for row in rows(office, spring["id"]) if row["run"]}
    films = {run: office.film(run) for run, row in made.items() if row["state"] == "made"}
    before = {run: (hash_file(film), film.stat().st_mtime_ns) for run, film in films.items()}
    tasks = {run: len(office.task_runs(run)) for run in films}

    again = run_batch(office, source=NAME, at_once=1)
    assert again["state"]["name"] == "Incomplete"
    assert {row["run"] for row in rows(office, again["id"]) if row["run"]} == set(made)
    assert children(office, again["id"]) == []
    assert {
        run: (hash_file(film), film.stat().st_mtime_ns) for run, film in films.items()
    } == before
    assert {run: len(office.task_runs(run)) for run in films} == tasks
    tried = {run: office.film_run(run)["run_count"] for run in made}
    assert [tried[run] for run in films] == [1, 1]
    assert sorted(tried.values()) == [1, 1, 2]

    write(office, NAME, [SMALL])
    only_made = run_batch(office, source=NAME)
    assert only_made["state"]["name"] == "Completed"
    assert only_made["state"]["message"] == "1 of 1 films are made"


def test_a_batch_that_makes_nothing_fails(office: Studio) -> None:
    ended = run_batch(office, requests=["A film, please"])
    assert (ended["state"]["type"], ended["state"]["name"]) == ("FAILED", "Failed")
    assert ended["state"]["message"].startswith(
        "0 of 1 films are made. row 1: It is no JSON object"
    )


def test_a_batch_without_its_list_says_so_before_any_work(office: Studio) -> None:
    ended = run_batch(office, source="nowhere.csv")
    assert ended["state"]["type"] == "FAILED"
    assert "There is no batch 'nowhere.csv'" in ended["state"]["message"]


def test_a_source_that_is_a_path_is_refused_before_there_is_a_run(office: Studio) -> None:
    known = office.deployment("make-batch/batch")["id"]
    body = {"parameters": {"batch": {"source": "../../etc/passwd.csv"}}}
    assert office.ask("POST", f"/deployments/{known}/create_flow_run", body).status_code == 409


def test_cancelling_a_batch_cancels_its_films(office: Studio) -> None:
    long = {"prompt": "A lighthouse keeper befriends a storm", "length": 120, "resolution": "720p"}
    requests = [long | {"seed": seed} for seed in (101, 102, 103)]
    batch = {"requests": requests, "name": "cancelled", "at_once": 2}
    run = office.trigger("make-batch/batch", {"batch": batch})["id"]

    def filming() -> list[dict[str, Any]] | None:
        films = children(office, run)
        states = [film["state"]["type"] for film in films]
        return films if len(films) == 2 and "RUNNING" in states else None

    films = wait_for("films under way", filming, FILM_SECONDS, every=0.5)
    cancelling = {"type": "CANCELLING", "name": "Cancelling"}
    office.post(f"/flow_runs/{run}/set_state", {"state": cancelling})
    assert office.wait(run)["state"]["type"] == "CANCELLED"
    for film in films:
        assert office.wait(film["id"])["state"]["type"] == "CANCELLED"
    assert len(children(office, run)) == 2  # the third was never begun
