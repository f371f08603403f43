"""The Docker templates, down to the request that the Docker engine is sent."""

from typing import Any

import docker
import pytest
from docker.models.containers import _create_container_args
from prefect_docker.worker import DockerWorker, DockerWorkerJobConfiguration

from blocks.catalogue import CREDENTIALS
from tests.deployments.templates import render


def request(template: str, **values: Any) -> dict[str, Any]:
    """Return what docker-py would ask of the engine for a run."""
    configuration = render(DockerWorkerJobConfiguration, template, **values)
    worker = DockerWorker(work_pool_name="gpu", create_pool_if_not_found=False)
    engine = docker.DockerClient("tcp://127.0.0.1:9", version="1.47")  # asked for nothing
    settings = worker._build_container_settings(engine, configuration)
    engine.close()
    asked: dict[str, Any] = _create_container_args(
        {**settings, "version": "1.47", "image": settings["image"]}
    )
    return asked


@pytest.mark.parametrize("template", ["docker", "docker-gpu"])
def test_a_container_is_bounded(template: str) -> None:
    asked = request(template)
    host = asked["host_config"]
    assert asked["user"] == "10001:10001"
    assert host["CapDrop"] == ["ALL"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert not host.get("Privileged")
    assert host["Init"] is True
    assert host["AutoRemove"] is True
    assert host["Memory"] >= 4 << 30
    assert host["NanoCpus"] >= 2 * 10**9
    assert asked["healthcheck"] == {"test": ["NONE"]}  # the image's looks at workers


@pytest.mark.parametrize("template", ["docker", "docker-gpu"])
def test_home_and_weights_are_on_a_volume(template: str) -> None:
    asked = request(template)
    assert asked["host_config"]["Binds"] == ["firstcut-home:/var/lib/firstcut"]
    assert asked["environment"]["FIRSTCUT_HOME"] == "/var/lib/firstcut"
    assert asked["environment"]["HF_HOME"].startswith("/var/lib/firstcut/")
    assert asked["environment"]["PREFECT_LOCAL_STORAGE_PATH"] == "/var/lib/firstcut/results"


def test_a_gpu_container_asks_for_a_gpu() -> None:
    host = request("docker-gpu")["host_config"]
    (device,) = host["DeviceRequests"]
    assert (device["Driver"], device["Count"]) == ("nvidia", 1)
    assert device["Capabilities"] == [["gpu"]]
    assert host["ShmSize"] == 8 << 30


def test_all_gpus_may_be_asked_for() -> None:
    (device,) = request("docker-gpu", gpus=-1)["host_config"]["DeviceRequests"]
    assert device["Count"] == -1


def test_a_container_without_a_gpu_asks_for_none() -> None:
    assert not request("docker")["host_config"].get("DeviceRequests")


def test_keys_come_from_the_worker_s_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in CREDENTIALS:
        monkeypatch.delenv(kind.variable, raising=False)
    monkeypatch.setenv("LUMA_AGENTS_API_KEY", "planted")
    given = request("docker")["environment"]
    assert given["LUMA_AGENTS_API_KEY"] == "planted"
    assert {given[kind.variable] for kind in CREDENTIALS} == {"planted", ""}
