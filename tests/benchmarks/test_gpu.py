"""The GPU benchmark: its code runs through with tiny models, and it says when there is no GPU."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: run `make models`")
pytest.importorskip("diffusers", reason="diffusers is not installed: run `make models`")

COMMAND = [sys.executable, "-m", "benchmarks.gpu"]


def test_tiny_models_go_all_the_way(tmp_path: Path) -> None:
    out = tmp_path / "gpu.json"
    command = [*COMMAND, "--tiny", "--video", "ltx", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(out.read_text())
    assert figures["machine"]["tiny"] is True
    for part in ("images", "video", "film"):
        assert figures[part]["ratio"] > 0
    assert figures["images"]["ours, images/s"] > 0
    assert figures["video"]["ours, shot seconds a GPU second"] > 0


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
def test_without_a_gpu_it_says_so(tmp_path: Path) -> None:
    out = tmp_path / "gpu.json"
    done = subprocess.run(
        [*COMMAND, "--out", str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no CUDA device" in done.stderr
    assert not out.exists()
