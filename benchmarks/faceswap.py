"""The embedded face swap at 720p: frames a second against decoding and encoding, and jitter.

python -m benchmarks.faceswap
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from benchmarks.measuring import save
from film.faces.cast import choose
from film.faces.donor import prepare_donor
from film.faces.nets import Pixels
from film.faceswap import Casting, Tally, swap_clip

WIDTH, HEIGHT, RATE, FRAMES = 1280, 720, 24, 96
Change = Callable[[Iterable[Pixels]], Iterator[Pixels]]


def main() -> None:
    """Measure and save."""
    cv2.setNumThreads(1)
    donor = prepare_donor([_portrait("skimage", "data/astronaut.png")])
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        _write(_moving(), clip)
        choice = choose(list(_read(clip))[:12], RATE)
        tally = Tally()
        casting = Casting(donor, choice, RATE)
        before = _timed(clip, iter)
        wall, core = _timed(clip, lambda frames: swap_clip(frames, casting, tally))
        after = _timed(clip, iter)
    plain_wall, plain_core = ((one + other) / 2 for one, other in zip(before, after, strict=True))
    x0, _, x1, _ = choice.box
    save(
        "faceswap",
        {
            "frames": FRAMES,
            "size": f"{WIDTH}x{HEIGHT}",
            "face, pixels wide": round((x1 - x0) * WIDTH),
            "decode and encode, frames/s": round(FRAMES / plain_wall, 1),
            "decode, swap and encode, frames/s": round(FRAMES / wall, 1),
            "decode and encode, frames a core-second": round(FRAMES / plain_core, 1),
            "decode, swap and encode, frames a core-second": round(FRAMES / core, 1),
            "share of the limit, by core-seconds": round(plain_core / core, 3),
            "replaced": tally.replaced,
            "landmark jitter, pixels rms": round(tally.jitter, 3),
        },
    )


def _timed(clip: Path, change: Change) -> tuple[float, float]:
    """Return the seconds in which a clip is decoded, changed and encoded: by the clock, of cores.

    Seconds of cores are what a machine that others use as well measures truly.
    """
    wall, core = time.perf_counter(), time.process_time()
    _write(change(_read(clip)), clip.with_name("out.mp4"))
    return time.perf_counter() - wall, time.process_time() - core


def _read(path: Path) -> Iterator[Pixels]:
    with av.open(str(path)) as source:
        stream = source.streams.video[0]
        stream.codec_context.thread_count = 1
        for frame in source.decode(stream):
            yield frame.to_ndarray(format="rgb24")


def _write(frames: Iterable[Pixels], path: Path) -> None:
    with av.open(str(path), "w") as output:
        stream: Any = output.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.options = {"preset": "superfast", "crf": "20", "threads": "1"}
        for frame in frames:
            output.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        output.mux(stream.encode(None))


def _portrait(package: str, place: str) -> Pixels:
    """Return a public-domain portrait that a package carries."""
    spec = find_spec(package)
    folder = spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else ""
    return cv2.cvtColor(cv2.imread(str(Path(folder) / place)), cv2.COLOR_BGR2RGB)


def _moving() -> Iterator[Pixels]:
    """Yield a portrait that sways, leans and comes nearer over a wall."""
    source = _portrait("matplotlib", "mpl-data/sample_data/grace_hopper.jpg")
    rows, columns = source.shape[:2]
    wall = np.random.default_rng(7).uniform(60, 150, (9, 16, 3)).astype(np.float32)
    wall = cv2.resize(wall, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    for number in range(FRAMES):
        at = number / RATE
        angle, scale = 8 * np.sin(2.3 * at), 1.2 * (1 + 0.08 * np.sin(1.7 * at))
        matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), float(angle), float(scale))
        matrix[:, 2] += (WIDTH / 2 + 90 * np.sin(2 * at) - columns / 2, HEIGHT / 2 - rows / 2)
        frame = wall.copy()
        cv2.warpAffine(source, matrix, (WIDTH, HEIGHT), frame, borderMode=cv2.BORDER_TRANSPARENT)
        yield frame


if __name__ == "__main__":
    main()
