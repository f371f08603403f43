"""Closed parameters: what a flow does not take is refused, and makes no run that then crashes."""

from typing import Any

from prefect.client.orchestration import SyncPrefectClient


def closed_schema(entrypoint: str) -> dict[str, Any]:
    """Return the schema of a flow's parameters, and of nothing besides."""
    from prefect.flows import Flow, load_flow_from_entrypoint
    from prefect.utilities.callables import parameter_schema

    flow: Flow[..., Any] = load_flow_from_entrypoint(entrypoint)
    return parameter_schema(flow).model_dump(mode="json") | {"additionalProperties": False}


def close(client: SyncPrefectClient, deployment: str, entrypoint: str) -> None:
    """Let the server refuse parameters that a deployment's flow does not know.

    ``prefect deploy`` writes schemas that are open, and Prefect's own model of them has no field
    for it: the schema goes to the API as it is.
    """
    there = client.read_deployment_by_name(deployment)
    changed = client.request(
        "PATCH",
        "/deployments/{id}",
        path_params={"id": there.id},
        json={"parameter_openapi_schema": closed_schema(entrypoint)},
    )
    changed.raise_for_status()
