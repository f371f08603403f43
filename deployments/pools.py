"""Work pools: what each is made from, and how it keeps what ops set in it."""

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Self

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.objects import WorkPool
from prefect.exceptions import ObjectNotFound

from film.errors import BadRequest

POOLS = ("cpu", "gpu", "office")
"""Work pools: films, films on GPUs, and what is light and must never wait for a film."""
QUEUES = {"rush": 1, "standard": 2, "batch": 3}
"""Work queues of every pool by priority: 1 goes first."""
USUAL = "process"
"""The template of a pool that is new and that nobody chose one for."""
MARK = "x-firstcut"
"""Where a pool's template says which of ours it is, and with which defaults it was made."""


@dataclass(frozen=True)
class PoolChoice:
    """Which template a pool is made from, and the values that its form starts with."""

    templates: Mapping[str, str] = field(default_factory=dict)
    """By pool. A pool that is not named keeps its template."""
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By pool, then by the template's variable: ``{"gpu": {"image": "…"}}``."""

    @classmethod
    def parse(cls, choices: Iterable[str]) -> Self:
        """Return what ``gpu=kubernetes-gpu`` and ``gpu.image=…`` say; BadRequest if unclear."""
        chosen: dict[str, str] = {}
        settings: dict[str, dict[str, str]] = {}
        for choice in choices:
            what, equals, value = choice.partition("=")
            pool, dot, variable = what.partition(".")
            if not equals or pool not in POOLS:
                raise BadRequest(
                    f"'{choice}' chooses nothing: write POOL=TEMPLATE or POOL.VARIABLE=VALUE, "
                    f"with one of the pools {', '.join(POOLS)}"
                )
            if dot:
                settings.setdefault(pool, {})[variable] = value
            else:
                chosen[pool] = value
        for template in chosen.values():
            read_template(template)
        return cls(chosen, settings)


def template_names() -> list[str]:
    """Return the names of the templates that ship."""
    folder = files("deployments").joinpath("work_pools")
    return sorted(
        one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json")
    )


def read_template(name: str) -> dict[str, Any]:
    """Return a template: type, description and base job template; BadRequest names those there."""
    if name not in template_names():
        raise BadRequest(
            f"There is no work pool template '{name}': choose {', '.join(template_names())}"
        )
    text = files("deployments").joinpath("work_pools", f"{name}.json").read_text("utf-8")
    template: dict[str, Any] = json.loads(text)
    return template


def register_pool(client: SyncPrefectClient, name: str, choice: PoolChoice) -> None:
    """Create a work pool with its queues, or bring what is there up to date.

    Defaults that ops changed in its form stay. BadRequest when it is of another type.
    """
    try:
        there = client.read_work_pool(name)
    except ObjectNotFound:
        _create(client, name, choice)
    else:
        _update(client, there, choice)
    _register_queues(client, name)


def _create(client: SyncPrefectClient, name: str, choice: PoolChoice) -> None:
    template = choice.templates.get(name, USUAL)
    content = read_template(template)
    client.create_work_pool(
        WorkPoolCreate(
            name=name,
            type=content["type"],
            description=content["description"],
            base_job_template=job_template(template, choice.settings.get(name, {})),
        )
    )


def _update(client: SyncPrefectClient, there: WorkPool, choice: PoolChoice) -> None:
    variables = there.base_job_template.get("variables", {})
    mark = variables.get(MARK, {})
    template = choice.templates.get(there.name) or mark.get("template", USUAL)
    content = read_template(template)
    if there.type != content["type"]:
        raise BadRequest(
            f"Work pool '{there.name}' is there with type {there.type}, and template '{template}' "
            f"makes one of type {content['type']}: delete the pool first, or choose a template "
            "of its type"
        )
    settings = choice.settings.get(there.name, {})
    wanted = job_template(template, settings)
    if mark.get("template") == template:
        _keep(variables, wanted["variables"], besides=settings)
    if wanted != there.base_job_template:
        client.update_work_pool(there.name, WorkPoolUpdate(base_job_template=wanted))
    if there.description != content["description"]:
        description = content["description"]
        client.update_work_pool(there.name, WorkPoolUpdate(description=description))


def job_template(template: str, settings: Mapping[str, str]) -> dict[str, Any]:
    """Return a template's base job template with these defaults, marked as ours.

    BadRequest when it has no such variable, or the value is none for it.
    """
    content: dict[str, Any] = deepcopy(read_template(template)["base_job_template"])
    variables = content["variables"]
    properties = variables["properties"]
    variables[MARK] = {"template": template, "defaults": _defaults(properties)}
    for variable, value in settings.items():
        if variable not in properties:
            raise BadRequest(
                f"Template '{template}' has no variable '{variable}': "
                f"choose {', '.join(sorted(properties))}"
            )
        properties[variable]["default"] = _value(variable, value, properties[variable])
    return content


def _keep(
    there: Mapping[str, Any], wanted: Mapping[str, Any], *, besides: Mapping[str, str]
) -> None:
    """Carry over the defaults that are no longer those that the pool was made with."""
    shipped = there[MARK]["defaults"]
    for name, default in _defaults(there.get("properties", {})).items():
        ours = name in wanted["properties"] and name not in besides
        if ours and default != shipped.get(name):
            wanted["properties"][name]["default"] = default


def _defaults(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: deepcopy(one.get("default")) for name, one in properties.items()}


def _value(variable: str, value: str, schema: Mapping[str, Any]) -> Any:
    """Read a value as the variable's own type: text stays as it is, all else is JSON."""
    kinds = {one.get("type") for one in (schema, *schema.get("anyOf", ()))}
    if "string" in kinds:
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise BadRequest(f"'{value}' is no value for '{variable}': write JSON") from None


def _register_queues(client: SyncPrefectClient, pool: str) -> None:
    there = {queue.name: queue for queue in client.read_work_queues(work_pool_name=pool)}
    for queue, priority in QUEUES.items():
        if queue not in there:
            client.create_work_queue(name=queue, priority=priority, work_pool_name=pool)
        elif there[queue].priority != priority:
            client.update_work_queue(there[queue].id, priority=priority)
