"""The ECS templates, down to the requests that AWS is sent, as botocore checks them."""

from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator
from prefect.settings import PREFECT_API_AUTH_STRING, temporary_settings
from prefect_aws.workers.ecs_worker import ECSJobConfiguration, ECSWorker

from tests.deployments.templates import RUN, render

TEMPLATES = ["ecs", "ecs-gpu"]
ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/firstcut:1"
KEYS = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:firstcut/vendors-AbCdEf"


def task(template: str, **values: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a run's task definition, and its request to run it."""
    configuration = render(ECSJobConfiguration, template, **values)
    worker = ECSWorker(work_pool_name="gpu", create_pool_if_not_found=False)
    definition = worker._prepare_task_definition(configuration, "eu-central-1", RUN)
    if definition["networkMode"] == "awsvpc":  # the worker would ask AWS for the network
        configuration.task_run_request["networkConfiguration"] = {
            "awsvpcConfiguration": {"subnets": ["subnet-1"], "assignPublicIp": "DISABLED"}
        }
    asked = worker._prepare_task_run_request(configuration, definition, ARN, True)
    return definition, asked


def container(definition: dict[str, Any]) -> dict[str, Any]:
    (only,) = definition["containerDefinitions"]
    found: dict[str, Any] = only
    return found


def faults(operation: str, asked: dict[str, Any]) -> str:
    """Return what botocore has against a request, or nothing."""
    model = botocore.session.get_session().get_service_model("ecs").operation_model(operation)
    report: str = ParamValidator().validate(asked, model.input_shape).generate_report()
    return report


@pytest.mark.parametrize("template", TEMPLATES)
def test_aws_takes_definition_and_request(template: str) -> None:
    definition, asked = task(template)
    assert faults("RegisterTaskDefinition", definition) == ""
    assert faults("RunTask", asked) == ""


def test_the_check_finds_faults() -> None:
    definition, _ = task("ecs-gpu")
    container(definition)["resourceRequirements"] = [{"type": "GPU", "value": 1}]
    assert "resourceRequirements" in faults("RegisterTaskDefinition", definition)


def test_a_gpu_task_asks_for_a_gpu_on_ec2() -> None:
    definition, asked = task("ecs-gpu", gpus="2")
    assert container(definition)["resourceRequirements"] == [{"type": "GPU", "value": "2"}]
    assert container(definition)["linuxParameters"] == {
        "initProcessEnabled": True,
        "sharedMemorySize": 8192,
    }
    assert definition["requiresCompatibilities"] == ["EC2"]
    assert asked["launchType"] == "EC2"


def test_a_task_without_a_gpu_runs_on_fargate() -> None:
    definition, asked = task("ecs")
    assert "resourceRequirements" not in container(definition)
    assert definition["requiresCompatibilities"] == ["FARGATE"]
    assert (definition["cpu"], definition["memory"]) == ("2048", "4096")
    assert definition["ephemeralStorage"] == {"sizeInGiB": 50}
    assert asked["launchType"] == "FARGATE"


def test_spot_is_a_capacity_provider() -> None:
    _, asked = task("ecs", launch_type="FARGATE_SPOT")
    assert asked["capacityProviderStrategy"] == [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
    assert "launchType" not in asked


@pytest.mark.parametrize("template", TEMPLATES)
def test_home_and_weights_are_on_a_volume(template: str) -> None:
    definition, asked = task(template)
    (mount,) = container(definition)["mountPoints"]
    assert (mount["sourceVolume"], mount["containerPath"]) == ("home", "/var/lib/firstcut")
    assert [one["name"] for one in definition["volumes"]] == ["home"]
    (override,) = asked["overrides"]["containerOverrides"]
    given = {one["name"]: one["value"] for one in override["environment"]}
    assert given["FIRSTCUT_HOME"] == "/var/lib/firstcut"
    assert given["HF_HOME"].startswith("/var/lib/firstcut/")
    assert override["name"] == container(definition)["name"] == "firstcut"


@pytest.mark.parametrize("template", TEMPLATES)
def test_secrets_are_named_never_written(template: str) -> None:
    keys = [{"name": "LUMA_AGENTS_API_KEY", "valueFrom": f"{KEYS}:LUMA_AGENTS_API_KEY::"}]
    with temporary_settings({PREFECT_API_AUTH_STRING: "admin:planted"}):  # the worker's own
        _, exposed = task(template)
        definition, asked = task(template, secrets=keys, prefect_api_auth_string_secret_arn=KEYS)
    assert "planted" in str(exposed)
    assert container(definition)["secrets"] == [
        *keys,
        {"name": "PREFECT_API_AUTH_STRING", "valueFrom": KEYS},
    ]
    assert "planted" not in str((definition, asked))
    assert faults("RegisterTaskDefinition", definition) == ""


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_task_is_bounded(template: str) -> None:
    definition, _ = task(template)
    assert container(definition)["user"] == "10001:10001"
    assert container(definition)["stopTimeout"] == 120
    assert container(definition)["essential"] is True
