"""Overlap: for what share of the time in which shots are encoded a model makes the next one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import gpu
from benchmarks.gpu_sides import RandomVideo, Scale
from blocks.local.meter import meter
from film.assets import LocalAssetStore
from film.media.picture import put_picture


def measure_overlap(folder: Path) -> dict[str, Any]:
    """For what share of the time in which shots are encoded does the model make the next one."""
    import torch

    torch.set_num_threads(1)
    scale = Scale(
        tiny=True, device="cpu", dtype=torch.float32, images=2, image_side=64, image_steps=2,
        clips=2, frames=9, video_steps=8, shots=12, shot_frames=24, shot_steps=8,
        compiled=False, attention="",
    )  # fmt: skip
    _, _, camera = gpu._camera(scale, "ltx")
    watched = _Watched(camera)
    store = LocalAssetStore(folder)
    asked = [
        gpu._assignment(number, scale, put_picture(gpu._gradient(number), store, ".png"))
        for number in range(scale.shots)
    ]
    camera.shoot(asked[0], store)
    with watched, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: watched.shoot(one, store), asked[1:]))
    return {
        "shots": len(asked) - 1,
        "share of encoding beside which the model computed": watched.share("encoding"),
        "share of waiting for the model in which it computed": watched.share("waiting"),
    }


class _Watched:
    """Looks, a few hundred times a second, who computes, who encodes and who waits."""

    def __init__(self, camera: RandomVideo) -> None:
        self.camera = camera
        self.inside = threading.local()
        self.shooting, self.filming = 0, 0
        self.lock, self.over = threading.Lock(), threading.Event()
        self.seen: dict[str, list[bool]] = {"encoding": [], "waiting": []}
        film = type(camera).film

        class Told(type(camera)):  # type: ignore[misc]
            def film(told, *given: Any) -> Any:
                self._count(filming=1)
                try:
                    return film(told, *given)
                finally:
                    self._count(filming=-1)

        self.told = Told.model_construct(**camera.model_dump())
        self.told._pipeline = camera._pipeline

    def shoot(self, assignment: Any, store: LocalAssetStore) -> None:
        self._count(shooting=1)
        try:
            self.told.shoot(assignment, store)
        finally:
            self._count(shooting=-1)

    def share(self, what: str) -> float:
        seen = self.seen[what]
        return round(sum(seen) / max(1, len(seen)), 3)

    def _count(self, *, shooting: int = 0, filming: int = 0) -> None:
        with self.lock:
            self.shooting += shooting
            self.filming += filming

    def _look(self) -> None:
        while not self.over.wait(0.002):
            computing = meter().computing
            with self.lock:
                encoding, filming = self.shooting - self.filming, self.filming
            if encoding and self.shooting > encoding:  # others still want the model
                self.seen["encoding"].append(computing > 0)
            if filming:
                self.seen["waiting"].append(computing > 0)

    def __enter__(self) -> None:
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def __exit__(self, *unused: object) -> None:
        self.over.set()
        self.thread.join()
