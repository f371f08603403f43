"""Films on the gpu pool with tiny models: each in a process of its own, the models in none."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import SyncPrefectClient

from blocks.image.diffusers import DiffusersImage
from blocks.local import floor
from blocks.local.engine import LocalEngine
from blocks.video.diffusers import DiffusersVideo
from deployments.metrics import Films
from tests.blocks.contract.engines import tiny
from tests.deployments.test_metrics import figures
from tests.studio.conftest import SMALL
from tests.studio.studio import START_SECONDS, Studio, wait_for

pytest.importorskip("torch", reason="models that run here need `make models`")

ENGINES: dict[str, type[LocalEngine]] = {"image": DiffusersImage, "video": DiffusersVideo}
CREW = {stage: f"diffusers-{stage}/tiny" for stage in ENGINES}
QUICK: dict[str, dict[str, Any]] = {"image": {"batch": 4}, "video": {"longest_clip": 33}}
SAVE = """
import json, sys
from prefect.blocks.core import Block
for slug, settings in json.loads(sys.argv[1]).items():
    Block.get_block_class_from_key(slug)(**settings).save("tiny", overwrite=True)
"""


@pytest.fixture(scope="module")
def gpu(studio: Studio) -> Iterator[Studio]:
    """Lend the studio with a worker for the gpu pool, and engines that use tiny models."""
    given = {
        f"diffusers-{stage}": {**tiny(kind), **QUICK[stage]} for stage, kind in ENGINES.items()
    }
    saving = studio.run("save", [sys.executable, "-c", SAVE, json.dumps(given)])
    assert saving.popen.wait(START_SECONDS) == 0, saving.log.read_text()
    worker = studio.start_worker("gpu", limit=2, FIRSTCUT_FLOOR_IDLE="120")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_HOME", str(studio.home))
        yield studio
        worker.stop()
        pid = floor.status()["pid"]
        floor.retire()
        wait_for("the floor's end", lambda: not Path(f"/proc/{pid}").exists(), START_SECONDS)


def film(studio: Studio, seed: int) -> dict[str, Any]:
    """Have a film made on the gpu pool and return its report."""
    request = {**SMALL, "seed": seed, "sampling": {"steps": 2}}
    run = studio.trigger("make-movie/gpu", {"request": request, "crew": CREW})["id"]
    ended = studio.wait(run, seconds=500)
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run)
    report: dict[str, Any] = json.loads((studio.film(run).parent / "report.json").read_text())
    return report


def test_the_second_film_finds_the_models_loaded_and_both_are_told_their_gpu_seconds(
    gpu: Studio,
) -> None:
    first = film(gpu, 1)
    before = floor.status()
    second = film(gpu, 2)
    after = floor.status()
    assert (before["loads"], after["loads"]) == (2, 2)
    assert after["pid"] == before["pid"]
    assert after["done"] >= 2 * before["done"] > 0
    for report in (first, second):
        stages = {stage["stage"]: stage["gpu_seconds"] for stage in report["stages"]}
        assert min(stages[stage] for stage in ("characters", "keyframes", "scenes")) > 0
        assert stages["voice"] == stages["compose"] == 0
    assert after["busy"] > before["busy"]

    films = Films(lambda: SyncPrefectClient(gpu.url), fresh=0)
    taken = sum(stage["gpu_seconds"] for report in (first, second) for stage in report["stages"])

    def counted() -> bool:
        told = figures(films).get(("firstcut_gpu_seconds_total", "gpu", "gpu"), 0.0)
        return told == pytest.approx(taken)

    wait_for("both films' GPU seconds in the metrics", counted, 60)
