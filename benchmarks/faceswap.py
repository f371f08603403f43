"""The embedded face swap at 720p: frames a second against decoding and encoding, and jitter.

python -m benchmarks.faceswap
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2

from benchmarks.measuring import save
from benchmarks.moving_face import RATE, moving, portrait, read, write
from film.faces.cast import choose
from film.faces.donor import prepare_donor
from film.faces.nets import Pixels
from film.faceswap import Casting, Tally, swap_clip

WIDTH, HEIGHT, FRAMES = 1280, 720, 96
Change = Callable[[Iterable[Pixels]], Iterator[Pixels]]


def main() -> None:
    """Measure and save."""
    cv2.setNumThreads(1)
    donor = prepare_donor([portrait("skimage", "data/astronaut.png")])
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        write(moving(WIDTH, HEIGHT, FRAMES), clip)
        choice = choose(list(read(clip))[:12], RATE)
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
    write(change(read(clip)), clip.with_name("out.mp4"))
    return time.perf_counter() - wall, time.process_time() - core


if __name__ == "__main__":
    main()
