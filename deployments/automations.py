"""Automations: what the server does by itself when runs die, fail or wait. Twice changes nothing.

They lie as files in ``automations/``, as ``prefect automation create --from-file`` reads them but
for ``$names`` of times and flows, and blocks as ``type-slug/name``.
"""

import json
import os
from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import Any

from prefect.client.orchestration import SyncPrefectClient
from prefect.events.schemas.automations import Automation, AutomationCore
from prefect.exceptions import ObjectNotFound
from ruamel.yaml import YAML

from deployments.worker import ENVIRONMENT
from film.errors import BadRequest
from flows.names import FILMS

LASTING = (*FILMS, "make-batch")
"""Flows whose runs go on after a crash: they give up by themselves (flows/attempts.py), and the
others are asked for again."""
FLOWS = (*LASTING, "estimate-movie", "clean")
"""Flows whose runs are looked after."""
HEARTBEAT = int(ENVIRONMENT["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"])
"""Seconds between two signs of life of a run."""
SECONDS = {
    "lost_after": ("FIRSTCUT_LOST_AFTER", 5 * HEARTBEAT, HEARTBEAT + 5),
    "begun_within": ("FIRSTCUT_BEGUN_WITHIN", 1800, 10),
    "stranded_for": ("FIRSTCUT_STRANDED_FOR", 6 * 3600, 10),
    "longest_run": ("FIRSTCUT_LONGEST_RUN", 2 * 24 * 3600, 60),
}
"""Times that the files name: the environment variable that sets each, the usual and the least."""


def register_automations(client: SyncPrefectClient) -> None:
    """Create what is missing, bring up to date what differs, and leave the rest.

    What somebody switched off stays off. An automation whose every action needs a block that is
    not saved is not registered, and taken away if it was.
    """
    for wanted in automations(client):
        found = client.read_automations_by_name(wanted.name)
        for spare in found if not wanted.actions else found[1:]:
            client.delete_automation(spare.id)
        if not wanted.actions:
            continue
        if not found:
            client.create_automation(wanted)
        elif _differ(wanted, found[0]):
            kept = wanted.model_copy(update={"enabled": found[0].enabled})
            changes = AutomationCore(**kept.model_dump(exclude={"owner_resource"}))
            client.update_automation(found[0].id, changes)


def automations(client: SyncPrefectClient) -> list[AutomationCore]:
    """Return every automation that the files hold, without the actions that lack their block."""
    names = {name: str(_seconds(name)) for name in SECONDS} | {"flows": json.dumps(FLOWS)}
    names["lasting"] = json.dumps(LASTING)
    found = []
    for file in sorted(files("deployments").joinpath("automations").iterdir(), key=str):
        content = YAML(typ="safe").load(Template(file.read_text()).substitute(names))
        actions = (_with_block(action, client) for action in content["actions"])
        content["actions"] = [action for action in actions if action]
        found.append(AutomationCore.model_validate(content))
    return found


def _seconds(name: str) -> int:
    variable, usual, least = SECONDS[name]
    asked = os.environ.get(variable, str(usual))
    if not asked.isdecimal() or int(asked) < least:
        raise BadRequest(f"{variable} is '{asked}': give whole seconds, at least {least}")
    return int(asked)


def _with_block(action: Mapping[str, Any], client: SyncPrefectClient) -> dict[str, Any] | None:
    """Return an action with its block's id, or None when no such block is saved."""
    reference = action.get("block_document_id")
    if reference is None:
        return dict(action)
    slug, name = reference.split("/")
    try:
        block = client.read_block_document_by_name(name, slug)
    except ObjectNotFound:
        return None
    return {**action, "block_document_id": str(block.id)}


def _differ(wanted: AutomationCore, found: Automation) -> bool:
    there = AutomationCore.model_validate(found.model_dump())
    ours = wanted.model_copy(update={"enabled": there.enabled})
    return there != ours
