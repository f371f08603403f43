"""What tests of films that a persona stars in share: making one, and reading its job record."""

import json
from typing import Any

import httpx

from blocks.crew import Crew
from film.starring.request import StarringRequest
from flows.slates import FilmMade
from tests.api import PrefectApi

NARRATION = "I see the city."


def asked_of(name: str, **more: Any) -> StarringRequest:
    """Return the request for a small film with a persona."""
    asked = {"persona": f"firstcut-persona/{name}", "narration": NARRATION}
    asked |= {"resolution": "360p", "title": "Bought"}
    return StarringRequest.model_validate(asked | more)


def starring(name: str, crew: Crew, storage: str = "local", **more: Any) -> FilmMade:
    """Make a film in this process."""
    from flows.persona import make_persona_film

    return make_persona_film(asked_of(name, **more), crew, storage)


def shown(run: str, api: PrefectApi) -> dict[str, Any]:
    """Return a run's artifacts, by key: the newest of each."""
    wanted = {
        "artifacts": {"flow_run_id": {"any_": [run]}},
        "sort": "CREATED_DESC",
        "limit": 200,
    }
    found = httpx.post(f"{api.url}/artifacts/filter", json=wanted).json()
    return {one["key"]: one["data"] for one in reversed(found)}


def job_of(run: str, api: PrefectApi) -> dict[str, dict[str, Any]]:
    """Return a run's job record, by step."""
    return {row["step"]: row for row in json.loads(shown(run, api)["job"])}


def last_run(name: str, api: PrefectApi) -> dict[str, Any]:
    """Return the newest run of the flow with a persona: other tests use the same API."""
    wanted = {
        "flows": {"name": {"any_": ["make-persona-film"]}},
        "flow_runs": {"name": {"like_": f" · {name}"}},
        "sort": "START_TIME_DESC",
        "limit": 1,
    }
    [run] = httpx.post(f"{api.url}/flow_runs/filter", json=wanted).json()
    return dict(run)
