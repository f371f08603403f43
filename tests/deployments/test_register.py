"""Registration at a real server: twice changes nothing, and what ops set since stays."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from blocks.storage import LocalAssetStorage
from blocks.vendors.limits import limit_name
from deployments.pools import PoolChoice, template_names
from deployments.register import EVERYWHERE, POOLS, QUEUES, ROOT, read_plan, register
from film.errors import BadRequest, EngineMissing
from flows.client.elsewhere import elsewhere
from tests.studio.studio import Studio

Register = Callable[..., None]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Lend a server where everything is registered."""
    studio = Studio(tmp_path_factory.mktemp("register"))
    try:
        studio.start_server()
        studio.register()
        yield studio
    finally:
        studio.close()


@pytest.fixture
def register_again(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """Lend registration at the studio's server."""
    monkeypatch.setenv("PREFECT_API_URL", studio.url)

    def again(*pools: str, storage: str = "") -> None:
        register(PoolChoice.parse(pools) if pools else EVERYWHERE, storage)

    with elsewhere(studio.url):
        yield again


def everything(studio: Studio) -> dict[str, Any]:
    """Return all that a server knows, times of change included."""
    kinds = (
        "flows", "deployments", "work_pools", "block_types", "block_schemas", "automations",
        "v2/concurrency_limits", "block_documents", "variables",
    )  # fmt: skip
    known = {kind: studio.post(f"/{kind}/filter") for kind in kinds}
    return known | {pool: studio.post(f"/work_pools/{pool}/queues/filter") for pool in POOLS}


def pool_default(studio: Studio, pool: str, variable: str) -> Any:
    template = studio.get(f"/work_pools/{pool}")["base_job_template"]
    return template["variables"]["properties"][variable]["default"]


def test_twice_changes_nothing(studio: Studio, register_again: Register) -> None:
    before = everything(studio)
    register_again()
    assert everything(studio) == before
    assert len(before["deployments"]) == len(read_plan()["deployments"])
    assert {pool["name"] for pool in before["work_pools"]} == set(POOLS)


def test_queues_have_their_priorities(studio: Studio) -> None:
    for pool in POOLS:
        queues = studio.post(f"/work_pools/{pool}/queues/filter")
        found = {one["name"]: one["priority"] for one in queues}
        assert QUEUES.items() <= found.items()
        assert found["default"] > max(QUEUES.values())


def test_every_engine_s_block_is_known(studio: Studio) -> None:
    known = {one["slug"] for one in studio.post("/block_types/filter", {"limit": 200})}
    assert {"firstcut-local-asset-storage", "firstcut-luma-credentials"} <= known


def test_no_folder_of_this_machine_is_in_a_deployment(studio: Studio) -> None:
    for deployment in studio.post("/deployments/filter"):
        assert deployment["path"] is None
        assert deployment["pull_steps"] == []
        assert str(ROOT) not in str(deployment)
        assert str(studio.folder) not in str(deployment)


def test_what_was_changed_by_hand_comes_back(studio: Studio, register_again: Register) -> None:
    known = studio.deployment("make-movie/animatic")
    studio.call("PATCH", f"/deployments/{known['id']}", {"description": "?", "tags": []})
    register_again()
    healed = studio.deployment("make-movie/animatic")
    assert (healed["description"], healed["tags"]) == (known["description"], known["tags"])
    assert healed["id"] == known["id"]


def test_a_schedule_is_ops_own(studio: Studio, register_again: Register) -> None:
    known = studio.deployment("clean/clean")
    (schedule,) = known["schedules"]
    assert schedule["active"] is False
    path = f"/deployments/{known['id']}"
    cron = {"cron": "0 5 * * 0", "timezone": "Europe/Vienna"}
    change = {"active": True, "schedule": cron}
    studio.call("PATCH", f"{path}/schedules/{schedule['id']}", change)
    studio.call("PATCH", path, {"description": "?"})  # so that it is deployed again
    register_again()
    healed = studio.get(path)
    assert healed["description"] == known["description"]
    (kept,) = healed["schedules"]
    assert (kept["id"], kept["active"]) == (schedule["id"], True)
    assert cron.items() <= kept["schedule"].items()


def test_films_lie_where_ops_said(studio: Studio, register_again: Register, tmp_path: Path) -> None:
    saved = LocalAssetStorage(root=tmp_path / "shared").save("shared", overwrite=True)
    assert saved
    chosen = "firstcut-local-asset-storage/shared"
    makers = ("make-movie/animatic", "make-movie/cloud", "make-batch/nightly", "clean/clean")
    before = {one: studio.deployment(one)["parameters"] for one in makers}
    for storage in (chosen, ""):
        register_again(storage=storage)
        for one, parameters in before.items():
            assert studio.deployment(one)["parameters"] == parameters | {"storage": chosen}
        assert "storage" not in studio.deployment("estimate-movie/estimate")["parameters"]
    known = everything(studio)
    with pytest.raises(EngineMissing, match="No storage block 'firstcut-local-asset-storage/x'"):
        register_again(storage="firstcut-local-asset-storage/x")
    assert everything(studio) == known
    register_again(storage="local")
    assert studio.deployment("clean/clean")["parameters"]["storage"] == "local"


def test_a_pool_s_defaults_are_ops_own(studio: Studio, register_again: Register) -> None:
    pool = studio.get("/work_pools/office")
    template = pool["base_job_template"]
    template["variables"]["properties"]["working_dir"]["default"] = "/mnt/scratch"
    template["variables"]["properties"]["stream_output"]["title"] = "?"
    studio.call("PATCH", "/work_pools/office", {"base_job_template": template})
    register_again()
    healed = studio.get("/work_pools/office")["base_job_template"]["variables"]["properties"]
    assert healed["working_dir"]["default"] == "/mnt/scratch"
    assert healed["stream_output"]["title"] == "Stream Output"


def test_a_vendor_s_limit_is_ops_own(studio: Studio, register_again: Register) -> None:
    path = f"/v2/concurrency_limits/{limit_name('luma')}"
    studio.call("PATCH", path, {"limit": 7})
    register_again()
    assert studio.get(path)["limit"] == 7


def test_a_pool_of_another_type_is_told(studio: Studio, register_again: Register) -> None:
    before = everything(studio)
    with pytest.raises(BadRequest, match=r"'gpu' is there with type process.* of type docker"):
        register_again("gpu=docker-gpu")
    assert everything(studio) == before


def test_a_pool_keeps_the_template_that_was_chosen(
    studio: Studio, register_again: Register
) -> None:
    studio.call("DELETE", "/work_pools/gpu")
    register_again("gpu=kubernetes-gpu", "gpu.image=registry.example.com/firstcut-gpu:0.1.0")
    register_again()
    assert studio.get("/work_pools/gpu")["type"] == "kubernetes"
    assert pool_default(studio, "gpu", "image") == "registry.example.com/firstcut-gpu:0.1.0"
    assert studio.deployment("make-movie/gpu")["work_pool_name"] == "gpu"
    register_again("gpu.gpus=2")
    assert pool_default(studio, "gpu", "gpus") == 2
    assert pool_default(studio, "gpu", "image") == "registry.example.com/firstcut-gpu:0.1.0"


def test_a_caller_chooses_queue_and_variables(studio: Studio) -> None:
    request = {"request": {"prompt": "A lamp"}}
    variables = {"env": {"OMP_NUM_THREADS": "2"}, "stream_output": False}
    run = studio.trigger(
        "make-movie/animatic", request, work_queue_name="rush", job_variables=variables
    )
    assert (run["work_queue_name"], run["job_variables"]) == ("rush", variables)
    assert studio.deployment("make-movie/animatic")["work_queue_name"] == "standard"


def test_a_variable_of_the_wrong_type_is_refused(studio: Studio) -> None:
    known = studio.deployment("make-movie/animatic")["id"]
    body = {
        "parameters": {"request": {"prompt": "A lamp"}},
        "job_variables": {"stream_output": "perhaps"},
    }
    answer = studio.ask("POST", f"/deployments/{known}/create_flow_run", body)
    assert answer.status_code == 422
    assert "stream_output" in answer.text


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ("gpu", "chooses nothing"),
        ("tape=process", "with one of the pools cpu, gpu, office"),
        ("gpu=podman", f"choose {', '.join(template_names())}"),
    ],
)
def test_an_unclear_choice_is_told(choice: str, sentence: str) -> None:
    with pytest.raises(BadRequest, match=sentence):
        PoolChoice.parse([choice])


def test_prefect_takes_the_file_alone(studio: Studio, tmp_path: Path) -> None:
    before = {one["id"] for one in studio.post("/deployments/filter")}
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all",
         "--prefect-file", str(ROOT / "prefect.yaml")],
        cwd=tmp_path,
        env={**os.environ, "PREFECT_API_URL": studio.url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert {one["id"] for one in studio.post("/deployments/filter")} == before
