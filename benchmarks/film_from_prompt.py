"""A film from a prompt: wall time from typing the command, by stage, with Prefect's share.

    python -m benchmarks.film_from_prompt [seconds of film]

Beside the command, in the same run: the same work done without Prefect, and x264 merely encoding
the finished film's frames with the film's own settings.
"""

import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.measuring import firstcut, measure, save
from film.request import MovieRequest

PROMPT = "A lighthouse keeper befriends a storm"


def main() -> None:
    """Measure and save."""
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        options = ("make", PROMPT, "--length", str(length), "--out", str(root / "films"))
        cold = measure(firstcut(*options), root / "home")
        films = list((root / "films").glob("*/film.mp4"))
        report = json.loads((films[0].parent / "report.json").read_text())
        warm = measure(firstcut(*options, "--seed", "1"), root / "home")
        again = measure(firstcut(*options), root / "home")
        measure(firstcut("server", "stop"), root / "home")
        bare = without_prefect(MovieRequest(prompt=PROMPT, length=length), root / "bare")
        encode = encode_only(films[0])
        save(
            f"film_{length}s",
            {
                "frames": report["frames"],
                "wall, nothing running, no cache": round(cold.wall, 1),
                "wall, local API already up, another seed": round(warm.wall, 1),
                "wall, everything reused": round(again.wall, 1),
                "wall without Prefect": round(bare, 1),
                "Prefect's share of the warm run": round(1 - bare / warm.wall, 2),
                "wall of x264 alone": round(encode, 1),
                "ratio to x264 alone (cold)": round(cold.wall / encode, 1),
                "stages, seconds from first start to last end": {
                    stage["stage"]: stage["seconds"] for stage in report["stages"]
                },
                "peak memory, MB": round(cold.peak / 2**20),
            },
        )


def without_prefect(request: MovieRequest, root: Path) -> float:
    """Make the same film by calling the engines directly; return the seconds it takes."""
    started = time.perf_counter()
    script = Path(__file__).with_name("bare_film.py")
    subprocess.run(
        [sys.executable, str(script), request.model_dump_json(), str(root)],
        stdin=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def encode_only(film: Path) -> float:
    """Return the seconds that x264 takes for the film's frames, two shots at a time as we do."""
    from film.media.mezzanine import MezzanineWriter, read_frames
    from film.screen import make_screen

    frames = list(read_frames(film, 0, 240))
    screen = make_screen("16:9", "720p", "24")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:

        def encode(number: int) -> None:
            with MezzanineWriter(Path(folder) / f"{number}.mp4", screen, ()) as writer:
                for frame in frames:
                    writer.write(frame)

        started = time.perf_counter()
        list(pool.map(encode, range(2)))
        wall = time.perf_counter() - started
    total = sum(1 for _ in read_frames(film))
    return wall * total / (2 * len(frames))


if __name__ == "__main__":
    main()
