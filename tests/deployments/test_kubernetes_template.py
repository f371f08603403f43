"""The Kubernetes templates, down to the job that the cluster is sent."""

import asyncio
from typing import Any

import pytest
from kubernetes_asyncio.client import ApiClient
from prefect_kubernetes.worker import KubernetesWorkerJobConfiguration

from blocks.catalogue import CREDENTIALS
from tests.deployments.templates import API, render

TEMPLATES = ["kubernetes", "kubernetes-gpu"]
PREFECT_S_OWN = {"completions", "parallelism"}
"""Fields that Prefect wants in a pod, which knows them not: the cluster drops them."""


def manifest(template: str, **values: Any) -> dict[str, Any]:
    """Return a run's job."""
    job: dict[str, Any] = render(KubernetesWorkerJobConfiguration, template, **values).job_manifest
    return job


def pod(job: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = job["spec"]["template"]["spec"]
    return found


def container(job: dict[str, Any]) -> dict[str, Any]:
    (only,) = pod(job)["containers"]
    found: dict[str, Any] = only
    return found


async def _as_the_cluster_reads_it(job: dict[str, Any]) -> dict[str, Any]:
    async with ApiClient() as client:
        read = client._ApiClient__deserialize(job, "V1Job")
        kept: dict[str, Any] = client.sanitize_for_serialization(read)
        return kept


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_cluster_knows_every_field(template: str) -> None:
    job = manifest(template, image_pull_secrets=[{"name": "registry"}])
    kept = asyncio.run(_as_the_cluster_reads_it(job))
    assert set(pod(job)) - set(pod(kept)) == PREFECT_S_OWN
    for field in PREFECT_S_OWN:
        del pod(job)[field]
    for amounts in container(job)["resources"].values():
        amounts.update({name: str(amount) for name, amount in amounts.items()})
    assert kept == job


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_pod_is_bounded(template: str) -> None:
    job = manifest(template)
    assert job["spec"]["backoffLimit"] == 0  # Prefect schedules an evicted run again
    assert 0 < job["spec"]["activeDeadlineSeconds"] <= 43200
    assert job["spec"]["ttlSecondsAfterFinished"] == 3600
    security = pod(job)["securityContext"]
    assert (security["runAsNonRoot"], security["runAsUser"], security["fsGroup"]) == (
        True,
        10001,
        10001,
    )
    assert pod(job)["automountServiceAccountToken"] is False
    assert container(job)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "privileged": False,
        "capabilities": {"drop": ["ALL"]},
    }
    assert set(container(job)["resources"]["limits"]) >= {"cpu", "memory"}
    assert set(container(job)["resources"]["requests"]) >= {"cpu", "memory"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_home_weights_and_shared_memory_are_mounted(template: str) -> None:
    job = manifest(template, home_claim="films")
    volumes = {one["name"]: one for one in pod(job)["volumes"]}
    mounts = {one["mountPath"]: volumes[one["name"]] for one in container(job)["volumeMounts"]}
    assert mounts["/var/lib/firstcut"]["persistentVolumeClaim"]["claimName"] == "films"
    assert mounts["/dev/shm"]["emptyDir"]["medium"] == "Memory"  # noqa: S108
    assert "emptyDir" in mounts["/tmp"]  # noqa: S108
    given = {one["name"]: one.get("value") for one in container(job)["env"]}
    assert given["FIRSTCUT_HOME"] == "/var/lib/firstcut"
    assert str(given["HF_HOME"]).startswith("/var/lib/firstcut/")
    assert given["PREFECT_API_URL"] == API


@pytest.mark.parametrize("template", TEMPLATES)
def test_keys_are_named_never_written(template: str) -> None:
    job = manifest(template, secret_name="keys")  # noqa: S106
    given = {one["name"]: one for one in container(job)["env"]}
    for kind in CREDENTIALS:
        assert given[kind.variable] == {
            "name": kind.variable,
            "valueFrom": {"secretKeyRef": {"name": "keys", "key": kind.variable, "optional": True}},
        }


def test_a_gpu_job_asks_for_a_gpu_and_its_nodes() -> None:
    job = manifest("kubernetes-gpu", gpus=2, node_selector={"gpu": "h100"})
    assert container(job)["resources"]["limits"]["nvidia.com/gpu"] == 2
    assert container(job)["resources"]["requests"]["nvidia.com/gpu"] == 2
    assert pod(job)["nodeSelector"] == {"gpu": "h100"}
    assert pod(job)["tolerations"][0]["key"] == "nvidia.com/gpu"


def test_a_job_without_a_gpu_asks_for_none() -> None:
    job = manifest("kubernetes")
    assert "nvidia.com/gpu" not in str(job)


def test_the_command_runs_the_flow_in_the_image() -> None:
    job = manifest("kubernetes")
    assert container(job)["image"] == "firstcut:0.1.0"
    assert container(job)["args"] == ["prefect", "flow-run", "execute"]
