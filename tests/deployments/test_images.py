"""The images: what can be known of them where no Docker engine runs."""

import importlib
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
from prefect import Flow

from deployments.pools import read_template, template_names
from deployments.register import ROOT, read_plan

IMAGES = {"Dockerfile": "requirements-runtime.lock", "Dockerfile.gpu": "requirements-gpu.lock"}
HADOLINT = Path(sys.executable).with_name("hadolint")
NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def steps(image: str) -> list[tuple[str, str]]:
    """Return an image's instructions, each with what follows it on its lines."""
    text = re.sub(r"^#.*\n", "", (ROOT / image).read_text(), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    found = (line.partition(" ") for line in lines if line.strip())
    return [(word, " ".join(rest.split())) for word, _, rest in found]


def said(image: str, word: str) -> list[str]:
    return [rest for instruction, rest in steps(image) if instruction == word]


def locked(lock: str) -> dict[str, set[str]]:
    """Return what a lock installs: versions by name, several where Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, one in NAME.findall((ROOT / lock).read_text()):
        found.setdefault(name, set()).add(one)
    return found


@pytest.mark.parametrize("image", IMAGES)
def test_hadolint_has_nothing_against_it(image: str) -> None:
    done = subprocess.run([HADOLINT, ROOT / image], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("image", IMAGES)
def test_what_is_copied_is_there_and_not_ignored(image: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    sources = [one for line in said(image, "COPY") if "--from" not in line for one in line.split()]
    for source in (one for one in sources if not one.startswith("/")):
        assert (ROOT / source).exists(), source
        assert f"!{source}" in ignored, source


@pytest.mark.parametrize("image", IMAGES)
def test_every_package_of_ours_is_copied(image: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    copied = " ".join(said(image, "COPY"))
    assert all(f"{package} /opt/firstcut/{package}" in copied for package in packages)


@pytest.mark.parametrize("image", IMAGES)
def test_a_program_of_ours_starts_and_is_looked_at(image: str) -> None:
    known = {point.name for point in entry_points(group="console_scripts")}
    (command,) = said(image, "CMD")
    assert json.loads(command)[0] in known
    (check,) = said(image, "HEALTHCHECK")
    port = json.loads(command)[-1]
    assert f":{port}/health" in check
    assert said(image, "EXPOSE") == [port]


@pytest.mark.parametrize("image", IMAGES)
def test_nobody_is_root_and_films_are_on_a_volume(image: str) -> None:
    assert said(image, "USER") == ["10001:10001"]
    assert said(image, "VOLUME") == ["/var/lib/firstcut"]
    (environment,) = [one for one in said(image, "ENV") if "FIRSTCUT_HOME" in one]
    assert "FIRSTCUT_HOME=/var/lib/firstcut" in environment
    assert "HF_HOME=/var/lib/firstcut/models" in environment
    assert not re.search(r"KEY|TOKEN|SECRET|PASSWORD|AUTH", " ".join(said(image, "ENV")))


@pytest.mark.parametrize("image", IMAGES)
def test_base_images_are_pinned(image: str) -> None:
    tags = [one.split()[0] for one in said(image, "FROM")]
    assert all(re.search(r":[\w.-]*\d", tag) for tag in tags), tags


@pytest.mark.parametrize(("image", "lock"), IMAGES.items())
def test_everything_is_installed_by_hash(image: str, lock: str) -> None:
    (install,) = [one for one in said(image, "RUN") if lock in one]
    assert "--require-hashes" in install
    text = (ROOT / lock).read_text()
    assert len(NAME.findall(text)) == len(re.findall(r"^[a-z0-9]\S*==.*\\$", text, re.MULTILINE))


@pytest.mark.parametrize("lock", IMAGES.values())
def test_an_image_runs_what_the_tests_run(lock: str) -> None:
    shipped, tested, models = map(locked, (lock, "requirements.lock", "requirements-models.lock"))
    differ = {
        name: versions
        for name, versions in shipped.items()
        if (known := tested.get(name, set()) | models.get(name, set())) and versions - known
    }
    assert differ == {}
    assert not {"pytest", "moto", "hypothesis", "ruff", "mypy", "moviepy"} & shipped.keys()


@pytest.mark.parametrize("lock", IMAGES.values())
def test_a_lock_holds_all_that_the_project_wants(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = ["docker", "kubernetes", "redis", *(["models"] if "gpu" in lock else [])]
    wanted = project["dependencies"] + [
        one for extra in extras for one in project["optional-dependencies"][extra]
    ]
    names = {re.split(r"[\[<>=!~ ;]", one)[0].lower() for one in wanted}
    assert names - locked(lock).keys() == set()


def test_the_gpu_image_has_the_torch_that_make_models_installs() -> None:
    torch = re.search(r"^TORCH \?= torch==(\S+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert torch
    assert locked("requirements-gpu.lock")["torch"] == {torch.group(1)}


def test_uv_is_the_makefile_s() -> None:
    uv = re.search(r"^UV_VERSION := (\S+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert uv
    assert f"UV_VERSION={uv.group(1)}" in said("Dockerfile", "ARG")
    assert any(f"astral-sh/uv:{uv.group(1)} " in one for one in said("Dockerfile.gpu", "COPY"))


def test_one_version_everywhere() -> None:
    ours = version("firstcut")
    assert {plan["version"] for plan in read_plan()["deployments"]} == {ours}
    for image in IMAGES:
        assert f'image.version="{ours}"' in said(image, "LABEL")[0]
    for name in template_names():
        template = read_template(name)["base_job_template"]["variables"]["properties"]
        assert template.get("image", {"default": f":{ours}"})["default"].endswith(f":{ours}")


@pytest.mark.parametrize("plan", read_plan()["deployments"], ids=lambda plan: str(plan["name"]))
def test_every_entry_point_is_a_flow_of_an_installed_module(plan: dict[str, str]) -> None:
    module, _, name = plan["entrypoint"].rpartition(".")
    assert isinstance(getattr(importlib.import_module(module), name), Flow)
