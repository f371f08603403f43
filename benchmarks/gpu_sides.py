"""The GPU benchmark's two sides: our engines over models in memory, and the clock for both."""

import contextlib
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from pydantic import PrivateAttr

from blocks.image.diffusers import DiffusersImage
from blocks.local.pipeline import Setup, settle
from blocks.local.weights import Weights
from blocks.video.camera import Camera
from blocks.video.diffusers import DiffusersVideo
from film.screen import Screen, make_screen

GIB = 1024**3


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    tiny: bool
    device: str
    dtype: Any
    images: int
    image_side: int
    image_steps: int
    clips: int
    frames: int
    video_steps: int
    shots: int
    shot_frames: int
    shot_steps: int
    compiled: bool
    attention: str

    @property
    def screen(self) -> Screen:
        """The screen that is filmed for."""
        if self.tiny:
            return Screen(width=128, height=72, rate=Fraction(24))
        return make_screen("16:9", "480p", "24")


class RandomImage(DiffusersImage):
    """Our image engine over a pipeline that is in memory already."""

    _block_type_slug = "benchmark-image"
    _block_type_name = "Firstcut Benchmark Image"
    label: ClassVar[str] = "benchmark images"
    _pipeline: Any = PrivateAttr(None)

    def all_weights(self) -> Sequence[Weights]:
        """Return nothing: there are no files."""
        return ()

    def _load(self, setup: Setup) -> Any:
        settle(self._pipeline, setup)
        return self._pipeline


class RandomVideo(DiffusersVideo):
    """Our camera over a pipeline that is in memory already."""

    _block_type_slug = "benchmark-video"
    _block_type_name = "Firstcut Benchmark Camera"
    label: ClassVar[str] = "benchmark camera"
    _pipeline: Any = PrivateAttr(None)

    def all_weights(self) -> Sequence[Weights]:
        """Return nothing: there are no files."""
        return ()

    def load_model(self, setup: Setup) -> Camera:
        """Return the pipeline as the engine would have loaded it."""
        settle(self._pipeline, setup)
        return Camera(self._pipeline, self._family, aside=self.overlap)


class Gpu:
    """The device that is measured: its clock, its memory, its idle time."""

    def __init__(self, device: str) -> None:
        self.cuda = device == "cuda"

    def timed(self, work: Callable[[], Any]) -> tuple[float, float | None]:
        """Return the seconds that work takes until the device is done, and its memory peak."""
        import torch

        if self.cuda:
            torch.cuda.synchronize()
            torch.cuda.reset_peak_memory_stats()
        started = time.perf_counter()
        work()
        if self.cuda:
            torch.cuda.synchronize()
        seconds = time.perf_counter() - started
        return seconds, torch.cuda.max_memory_allocated() / GIB if self.cuda else None

    @contextlib.contextmanager
    def idling(self) -> Iterator[list[float]]:
        """While inside, collect how busy the device was, as shares of each fifth of a second."""
        busy: list[float] = []
        if not self.cuda or shutil.which("nvidia-smi") is None:
            yield busy
            return
        query = ["nvidia-smi", "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]
        process = subprocess.Popen(
            [*query, "-lms", "200"], stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert process.stdout is not None, "piped above"  # noqa: S101

        def collect(lines: Any) -> None:
            for line in lines:
                with contextlib.suppress(ValueError):
                    busy.append(int(line) / 100)

        reader = threading.Thread(target=collect, args=(process.stdout,), daemon=True)
        reader.start()
        try:
            yield busy
        finally:
            process.terminate()
            process.wait()
            reader.join(5)


def compare(
    gpu: Gpu, plain: Callable[[int], Any], ours: Callable[[int], Any], count: int
) -> dict[str, Any]:
    """Time the plain loop, then ours, each after one piece that nobody times."""
    found: dict[str, Any] = {}
    for side, work in (("plain", plain), ("ours", ours)):
        found[f"{side} first"], _ = gpu.timed(lambda work=work: work(1))
        with gpu.idling() as busy:
            found[side], found[f"{side} peak"] = gpu.timed(lambda work=work: work(count))
        found[f"{side} idle"] = round(1 - sum(busy) / len(busy), 3) if busy else None
    return found


def common(found: dict[str, Any]) -> dict[str, Any]:
    """Return the figures that every comparison has."""
    return {
        "ratio": round(found["plain"] / found["ours"], 2),
        "plain, first piece s": round(found["plain first"], 2),
        "ours, first piece with compiling s": round(found["ours first"], 2),
        "plain, VRAM peak GiB": _gib(found["plain peak"]),
        "ours, VRAM peak GiB": _gib(found["ours peak"]),
        "plain, share of time the GPU idles": found["plain idle"],
        "ours, share of time the GPU idles": found["ours idle"],
    }


def _gib(found: float | None) -> float | None:
    return None if found is None else round(found, 1)
