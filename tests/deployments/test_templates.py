"""What every work pool template promises, whatever runs its jobs."""

import asyncio
from typing import Any

import jsonschema
import pytest
from prefect.workers.base import BaseWorker
from prefect.workers.process import ProcessJobConfiguration, ProcessWorker
from prefect_aws.workers.ecs_worker import ECSWorker
from prefect_docker.worker import DockerWorker
from prefect_kubernetes.worker import KubernetesWorker

from blocks.catalogue import CREDENTIALS
from deployments import worker
from deployments.pools import read_template, template_names
from tests.deployments.templates import render

WORKERS: dict[str, type[BaseWorker[Any, Any, Any]]] = {
    kind.type: kind for kind in (ProcessWorker, DockerWorker, KubernetesWorker, ECSWorker)
}
OURS_TO_SET = {"container_create_kwargs", "privileged"}
"""What a worker's own template leaves to ops, and ours settles."""


def test_there_is_a_template_of_each_kind() -> None:
    assert template_names() == [
        "docker",
        "docker-gpu",
        "ecs",
        "ecs-gpu",
        "kubernetes",
        "kubernetes-gpu",
        "process",
    ]


@pytest.mark.parametrize("name", template_names())
def test_a_form_is_complete_and_legible(name: str) -> None:
    template = read_template(name)["base_job_template"]
    variables = template["variables"]
    jsonschema.Draft202012Validator.check_schema(variables)
    usual = {
        key: one["default"]
        for key, one in variables["properties"].items()
        if one.get("default") is not None
    }
    jsonschema.validate(usual, variables)
    for key, one in variables["properties"].items():
        assert len(one.get("description", "")) > 20, key
        assert one.get("title") or "$ref" in str(one), key


@pytest.mark.parametrize("name", template_names())
def test_what_the_worker_offers_is_still_offered(name: str) -> None:
    template = read_template(name)
    own = WORKERS[template["type"]].get_default_base_job_template()
    offered = template["base_job_template"]["variables"]["properties"]
    assert set(own["variables"]["properties"]) - set(offered) <= OURS_TO_SET


@pytest.mark.parametrize("name", template_names())
def test_every_variable_is_used(name: str) -> None:
    template = read_template(name)["base_job_template"]
    body = str(template["job_configuration"])
    used = {key for key in template["variables"]["properties"] if f"{{{{ {key} }}}}" in body}
    assert set(template["variables"]["properties"]) - used <= {"env"}


@pytest.mark.parametrize("name", template_names())
def test_runs_beat_and_write_json(name: str) -> None:
    variables = read_template(name)["base_job_template"]["variables"]["properties"]
    wanted = dict(worker.ENVIRONMENT)
    del wanted["PREFECT_WORKER_QUERY_SECONDS"]  # the worker's own business
    assert wanted.items() <= variables["env"]["default"].items()


@pytest.mark.parametrize("name", template_names())
def test_no_secret_is_in_a_template(name: str) -> None:
    variables = read_template(name)["base_job_template"]["variables"]["properties"]
    secret = {kind.variable for kind in CREDENTIALS} | {"PREFECT_API_AUTH_STRING"}
    assert not secret & set(variables["env"]["default"])


def test_a_run_s_own_environment_is_added() -> None:
    configuration = render(ProcessJobConfiguration, "process", env={"FIRSTCUT_HOME": "/mnt/films"})
    assert configuration.env["FIRSTCUT_HOME"] == "/mnt/films"
    assert configuration.env["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] == "30"
    assert configuration.working_dir is None


def test_a_process_needs_no_folder_of_the_deployer_s() -> None:
    configuration = asyncio.run(
        ProcessJobConfiguration.from_template_and_values(
            read_template("process")["base_job_template"], {}
        )
    )
    assert "/work" not in configuration.model_dump_json()
    assert configuration.working_dir is None
