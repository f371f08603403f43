"""Work pool templates, rendered as the workers themselves render them."""

import asyncio
from typing import Any, TypeVar
from uuid import UUID

from prefect.client.schemas.objects import FlowRun
from prefect.workers.base import BaseJobConfiguration

from deployments.pools import job_template

C = TypeVar("C", bound=BaseJobConfiguration)

API = "https://prefect.example.com/api"
RUN = FlowRun(id=UUID(int=1), flow_id=UUID(int=2), name="The Lamp")


def render(kind: type[C], template: str, **values: Any) -> C:
    """Return a run's job configuration, made from a pool's template and a run's job variables."""
    env = {"PREFECT_API_URL": API} | values.pop("env", {})
    configuration: C = asyncio.run(
        kind.from_template_and_values(job_template(template, {}), values | {"env": env})
    )
    configuration.prepare_for_flow_run(RUN)
    return configuration
