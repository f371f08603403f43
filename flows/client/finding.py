"""Finding runs and deployments by what people call them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

from film.errors import BadRequest
from flows.client.runs import Run
from flows.client.wire import NotThere, Wire
from flows.names import FILMS

PAGE, PAGES = 200, 10
"""Runs asked for at once, and the pages that are searched for the beginning of an id."""
SHORTEST_START = 4
"""Characters of an id that may stand for it."""


def find_run(wire: Wire, reference: str) -> Run:
    """Return a run by its id, an unambiguous beginning of it, or its name; or BadRequest."""
    wanted = reference.strip()
    if is_id(wanted):
        try:
            return Run.model_validate(wire.get(f"/flow_runs/{wanted}"))
        except NotThere:
            raise _unknown(reference) from None
    named = list_runs(wire, flow_runs={"name": {"any_": [wanted]}})
    found = named or list(_beginning_with(wire, wanted.lower()))
    if len(found) > 1:
        some = ", ".join(f"{one.id} ({one.state_name})" for one in found[:5])
        raise BadRequest(f"'{reference}' may be any of {len(found)} runs: {some}")
    if not found:
        raise _unknown(reference)
    return found[0]


def list_runs(wire: Wire, **asked: Any) -> list[Run]:
    """Return runs of the flows that make films, the newest first; ``asked`` narrows them down."""
    body = {
        "flows": {"name": {"any_": FILMS}},
        "sort": "EXPECTED_START_TIME_DESC",
        "limit": PAGE,
        **asked,
    }
    return [Run.model_validate(one) for one in wire.post("/flow_runs/filter", body)]


def find_deployment(wire: Wire, name: str) -> dict[str, Any]:
    """Return a deployment that makes films by its name, with its flow's or alone; BadRequest."""
    flow, _, own = name.rpartition("/")
    for full in [name] if flow else [f"{one}/{own}" for one in FILMS]:
        try:
            found: dict[str, Any] = wire.get(f"/deployments/name/{quote(full)}")
        except NotThere:
            continue
        return found
    there = ", ".join(_deployments(wire)) or "none: run `firstcut register` there"
    raise BadRequest(f"The studio has no deployment '{name}'; there is {there}")


def _deployments(wire: Wire) -> Iterator[str]:
    """Yield the names of all deployments that make films."""
    for flow in FILMS:
        body = {"flows": {"name": {"any_": [flow]}}, "limit": PAGE}
        names = sorted(one["name"] for one in wire.post("/deployments/filter", body))
        yield from (f"{flow}/{name}" for name in names)


def is_id(text: str) -> bool:
    """Say whether a text is a whole id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _beginning_with(wire: Wire, start: str) -> Iterator[Run]:
    if len(start) < SHORTEST_START:
        return
    for page in range(PAGES):
        found = list_runs(wire, offset=page * PAGE)
        yield from (one for one in found if one.id.startswith(start))
        if len(found) < PAGE:
            return


def _unknown(reference: str) -> BadRequest:
    return BadRequest(
        f"The studio knows no run '{reference}': `firstcut status` lists the latest ones"
    )
