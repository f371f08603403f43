"""The compose file of a team: read, as nothing can run it here."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import Settings
from pydantic import AliasChoices
from pydantic_settings import BaseSettings
from ruamel.yaml import YAML

from deployments.register import ROOT
from tests.deployments.test_images import locked

COMPOSE: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name for name, one in SERVICES.items() if "build" in one}
RUN_ONCE = {"migrate", "register", "storage", "s3-folder"}
BESIDES = {"PREFECT_REDIS_MESSAGING_URL", "PREFECT_SERVER_ENCRYPTION_KEY"}
"""What prefect-redis 0.3 reads, which the images bring, and what the server reads by itself."""
FIRSTCUT = {"FIRSTCUT_DESK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}


def setting_names(kind: type[BaseSettings]) -> Iterator[str]:
    """Yield every environment variable that a settings class reads, and those below it."""
    prefix = str(kind.model_config.get("env_prefix") or "")
    for name, field in kind.model_fields.items():
        yield f"{prefix}{name}".upper()
        alias = field.validation_alias
        choices = alias.choices if isinstance(alias, AliasChoices) else []
        yield from (choice.upper() for choice in choices if isinstance(choice, str))
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseSettings):
            yield from setting_names(field.annotation)


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_setting_exists(name: str) -> None:
    known = set(setting_names(Settings)) | BESIDES | FIRSTCUT
    assert set(SERVICES[name].get("environment", {})) - known == set()


def test_the_images_bring_what_the_server_s_parts_share() -> None:
    (redis,) = locked("requirements-runtime.lock")["prefect-redis"]
    assert redis.startswith("0.3.")
    assert "asyncpg" in locked("requirements-runtime.lock")


@pytest.mark.parametrize("name", sorted(OURS - {"s3-folder"}))
def test_every_command_is_understood(name: str) -> None:
    program, *arguments = re.sub(
        r"\$\{[^}]*:-([^}]*)\}|\$\{[^}]*\}", r"\1", "\n".join(SERVICES[name]["command"])
    ).splitlines()
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments, "--help"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_nothing_but_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, one in SERVICES.items() if "ports" in one] == ["proxy"]
    assert not [name for name, one in SERVICES.items() if "network_mode" in one]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_is_bounded_and_pinned(name: str) -> None:
    one = SERVICES[name]
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in one
    assert re.search(r":v?\d[\w.-]*\}?$", one["image"]), one["image"]
    assert one["restart"] == ("no" if name in RUN_ONCE else "unless-stopped")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_waiting_is_for_something_that_comes(name: str) -> None:
    for other, on in SERVICES[name].get("depends_on", {}).items():
        waited = SERVICES[other]
        if on["condition"] == "service_completed_successfully":
            assert other in RUN_ONCE
        if on["condition"] == "service_healthy":
            image_checks = other in OURS and "worker" in other
            assert image_checks or "test" in waited["healthcheck"]


def test_no_secret_stands_in_the_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("POSTGRES_PASSWORD", "PREFECT_AUTH", "S3_SECRET_KEY", "ENCRYPTION_KEY"):
        assert re.findall(rf"\$\{{{name}[^:]", text) == []  # each says that it has to be set
        assert f"${{{name}:?set it in .env}}" in text


def test_the_example_names_all_that_is_asked() -> None:
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text()))
    example = (ROOT / "deployments" / "compose" / ".env.example").read_text()
    given = re.findall(r"^#?([A-Z0-9_]+)=(.*)$", example, re.MULTILINE)
    assert {name for name, _ in given} == asked
    assert not [name for name, value in given if value and re.search("PASS|AUTH|KEY", name)]


def test_server_and_services_agree() -> None:
    server, services = SERVICES["server"], SERVICES["services"]
    assert server["environment"] == services["environment"]
    assert "--no-services" in server["command"]
    asked = server["environment"]
    assert asked["PREFECT_SERVER_API_AUTH_STRING"] == asked["PREFECT_API_AUTH_STRING"]


def test_workers_share_a_home_with_the_desk() -> None:
    for name in ("worker-cpu", "worker-gpu", "worker-office", "desk"):
        assert SERVICES[name]["volumes"] == ["home:/var/lib/firstcut"]


def test_the_gpu_worker_has_a_gpu() -> None:
    worker = SERVICES["worker-gpu"]
    (device,) = worker["deploy"]["resources"]["reservations"]["devices"]
    assert device == {"driver": "nvidia", "count": 1, "capabilities": ["gpu"]}
    assert worker["build"]["dockerfile"] == "Dockerfile.gpu"
    assert worker["profiles"] == ["gpu"]


def test_the_proxy_leads_to_services_that_are_there() -> None:
    text = (ROOT / "deployments" / "compose" / "Caddyfile").read_text()
    targets = re.findall(r"reverse_proxy ([\w-]+):(\d+)", text)
    assert {name for name, _ in targets} == {"server", "desk", "s3"}
    for name, port in targets:
        assert port in " ".join(SERVICES[name]["command"])
    assert text.count("{") == text.count("}")
