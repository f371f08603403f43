"""Registration: everything that a Prefect server has to know of Firstcut. Twice changes nothing."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import ObjectNotFound

from deployments.closing import close, closed_schema
from deployments.pools import POOLS, QUEUES, PoolChoice, register_pool
from film.errors import FirstcutError

__all__ = ["POOLS", "QUEUES", "PoolChoice", "register"]

ROOT = Path(__file__).parent.parent
"""Where prefect.yaml lies."""
EVERYWHERE = PoolChoice()
"""Every pool keeps the template that it has; new ones run processes."""


def register(pools: PoolChoice = EVERYWHERE, storage: str = "") -> None:
    """Register all that is Firstcut's at the Prefect API that this process uses.

    Pools, queues, block types, vendors' limits, deployments, automations. What ops set since stays:
    a pool's defaults, a limit, a schedule. ``storage`` is where films lie whose runs do not say:
    ``local``, a saved storage block as ``type-slug/name``, or, if empty, what was chosen before.
    BadRequest when a pool is of another type than chosen, EngineMissing when the block is missing.
    """
    from blocks import home
    from blocks.storage import storage_named
    from blocks.vendors.limits import PLANS
    from deployments.automations import register_automations
    from flows.limits import ensure

    if storage:
        storage_named(storage, home.assets())
    with get_client(sync_client=True) as client:
        for pool in POOLS:
            register_pool(client, pool, pools)
        register_blocks()
        ensure(PLANS)
        deploy(client, storage)
        register_automations(client)


def register_blocks() -> None:
    """Register the types of every engine, credential, storage, webhook, persona and certificate."""
    from blocks.catalogue import CERTIFICATES, CREDENTIALS, ENGINES, PERSONAS, STORAGES, WEBHOOKS
    from blocks.registering import register_type

    engines = (engine for stage in ENGINES.values() for engine in stage)
    for kind in (*engines, *CREDENTIALS, *STORAGES, *WEBHOOKS, *PERSONAS, *CERTIFICATES):
        register_type(kind)


def deploy(client: SyncPrefectClient, storage: str = "") -> None:
    """Register the deployments of prefect.yaml that are not there as they should be.

    A deployment that is there keeps its schedules, which are ops' to switch on and to change, and
    its storage unless another is given. FirstcutError with what Prefect says against it.
    """
    from prefect.flows import Flow, load_flow_from_entrypoint

    plan = read_plan()
    due = list(_due(client, plan["deployments"], storage))
    if not due:
        return
    with tempfile.TemporaryDirectory(prefix="firstcut-") as folder:
        file = Path(folder, "prefect.yaml")
        file.write_text(json.dumps(plan | {"deployments": due}))  # JSON is YAML
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise FirstcutError(f"Prefect does not take prefect.yaml: {done.stdout}{done.stderr}")
    for one in due:
        flow: Flow[..., Any] = load_flow_from_entrypoint(one["entrypoint"])
        close(client, f"{flow.name}/{one['name']}", one["entrypoint"])


def read_plan() -> dict[str, Any]:
    """Return what prefect.yaml says."""
    from ruamel.yaml import YAML

    plan: dict[str, Any] = YAML(typ="safe").load(ROOT / "prefect.yaml")
    return plan


def _due(
    client: SyncPrefectClient, plans: list[dict[str, Any]], storage: str
) -> Iterator[dict[str, Any]]:
    from prefect.flows import Flow, load_flow_from_entrypoint

    for plan in plans:
        flow: Flow[..., Any] = load_flow_from_entrypoint(plan["entrypoint"])
        form = closed_schema(plan["entrypoint"])
        try:
            known = client.read_deployment_by_name(f"{flow.name}/{plan['name']}")
        except ObjectNotFound:
            yield _stored(plan, form, storage)
            continue
        there = known.model_dump(mode="json")
        wished = _stored(plan, form, storage or there["parameters"].get("storage", ""))
        wanted = _wanted(wished) | {"form": _filled(form)}
        if wanted != _found(there, wanted):
            yield {key: value for key, value in wished.items() if key != "schedules"}


def _stored(plan: dict[str, Any], form: dict[str, Any], storage: str) -> dict[str, Any]:
    """Return a deployment whose films lie in a storage, if it makes or cleans any."""
    if not storage or "storage" not in form["properties"]:
        return plan
    return plan | {"parameters": {**plan.get("parameters", {}), "storage": storage}}


def _wanted(plan: dict[str, Any]) -> dict[str, Any]:
    limit = plan.get("concurrency_limit", {})
    return {
        "entrypoint": plan["entrypoint"],
        "version": plan["version"],
        "description": plan["description"],
        "tags": plan["tags"],
        "parameters": plan.get("parameters", {}),
        "enforce_parameter_schema": True,
        "pull_steps": [],
        "work_pool_name": plan["work_pool"]["name"],
        "work_queue_name": plan["work_pool"]["work_queue_name"],
        "job_variables": plan["work_pool"].get("job_variables", {}),
        "limit": limit.get("limit"),
        "collision_strategy": limit.get("collision_strategy"),
    }


def _found(there: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    limit = there["global_concurrency_limit"] or {}
    options = there["concurrency_options"] or {}
    known = there | {
        "limit": limit.get("limit"),
        "collision_strategy": options.get("collision_strategy"),
        "form": _filled(there["parameter_openapi_schema"] or {}),
    }
    return {key: known[key] for key in wanted}


def _filled(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: the server keeps that or not, as it came."""
    return {key: value for key, value in schema.items() if value or value is False}
