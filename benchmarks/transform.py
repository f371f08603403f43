"""Transforming a video: frames a second against plain decoding and encoding, and memory by length.

    .venv/bin/python -m benchmarks.transform [--seconds 20] [--resolution 720p] [--short 30]

All sides work on the same upload in one run, each in a fresh process and with as many processes at
once as there are cores:

* *plain*: ffmpeg decodes and encodes the upload, with the settings that changed pictures get;
* *pass*: our own taking apart, decoding, encoding and assembling, nothing changed in any picture;
* *looked at*: the same with every picture turned into red, green and blue, and a patch laid over;
* *copied*: nothing changed, so that every clip is copied.

The likeness of pictures that nobody changed but that were coded anew is measured by VMAF and PSNR,
for uploads of several bit rates. The whole flow, which puts a persona's face and voice into a video
of somebody who moves and speaks, is measured against *plain* on the same video, and its memory for
a video and one ten times as long: all processes together, the Prefect API included.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from benchmarks.measuring import Measured, firstcut, measure, save
from benchmarks.moving_face import RATE, portrait, speech
from benchmarks.moving_face import make_upload as make_face
from film.media.ffmpeg import find_ffmpeg
from film.screen import make_screen
from film.transform.assemble import Part, assemble, recode
from film.transform.coding import coding_of
from film.transform.frames import Shown, rewrite_clip
from film.transform.picture import Rgb
from film.transform.segments import Segment, cut_segment, plan_segments
from film.transform.source import probe_source
from film.transform.tracks import SourceVideo

CORES = len(os.sched_getaffinity(0))
RATES = (("thrifty", 30), ("usual", 23), ("camera", 15))
"""Uploads, and the constant rate factor at which each is coded."""


def make_upload(path: Path, seconds: int, size: tuple[int, int], crf: int) -> Path:
    """Make a video with detail, grain and movement, and a sound."""
    width, height = size
    picture = (
        f"testsrc2=s={width}x{height}:r=30:d={seconds},"
        "noise=alls=6:allf=t,rotate=0.02*sin(t):fillcolor=gray,format=yuv420p"
    )
    _ffmpeg(
        "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"sine=d={seconds}:r=48000", "-c:v",
        "libx264", "-preset", "veryfast", "-crf", str(crf), "-g", "60", "-c:a", "aac", str(path),
    )  # fmt: skip
    return path


def _ffmpeg(*arguments: str, folder: Path | None = None) -> None:
    done = subprocess.run(
        [find_ffmpeg(), "-hide_banner", "-nostats", "-y", *arguments],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)


def plain(path: Path, folder: Path) -> None:
    """Decode and encode with ffmpeg, as changed pictures are encoded."""
    video = probe_source(path)
    segment = plan_segments(path, video)[0]
    clip = folder / "plain-clip.mp4"
    cut_segment(path, video, segment, clip)
    crf = coding_of(clip).quality
    _ffmpeg(
        "-i", str(path), "-c:v", "libx264", "-preset", "veryfast", "-crf", str(crf), "-bf", "2",
        "-threads", str(CORES), "-c:a", "copy", str(folder / "plain.mp4"),
    )  # fmt: skip


def patched(shown: Shown) -> Rgb:
    """Lay a patch over an eighth of a picture's height and width."""
    picture = shown.rgb.copy()
    height, width = picture.shape[0] // 8, picture.shape[1] // 8
    picture[height : 2 * height, width : 2 * width] ^= np.uint8(32)
    return picture


def _segment(job: tuple[str, Path, SourceVideo, Segment, Path]) -> Part:
    how, path, video, segment, folder = job
    clip, new = folder / f"{segment.number}.mp4", folder / f"{segment.number}-new.mp4"
    cut_segment(path, video, segment, clip)
    if how == "copied":
        return Part(segment, clip, untouched=True)
    if how == "pass":
        recode(clip, new)
    else:
        rewrite_clip(clip, new, patched)
    clip.unlink()
    return Part(segment, new, untouched=False)


def transform(how: str, path: Path, folder: Path, at_once: int = CORES) -> Path:
    """Take a video apart and put it together."""
    video = probe_source(path)
    jobs = [(how, path, video, segment, folder) for segment in plan_segments(path, video)]
    if at_once == 1:
        parts = [_segment(job) for job in jobs]
    else:
        with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(_segment, jobs))
    film = folder / f"{how}.mp4"
    assemble(path, video, parts, film)
    return film


def likeness(film: Path, path: Path) -> dict[str, float]:
    """Return VMAF and PSNR of a film against the upload."""
    log = film.with_suffix(".json")
    _ffmpeg(
        "-i", str(film), "-i", str(path), "-lavfi",
        f"[0:v][1:v]libvmaf=log_fmt=json:log_path={log.name}:n_threads={CORES}:feature=name=psnr",
        "-f", "null", "-", folder=film.parent,
    )  # fmt: skip
    found = json.loads(log.read_text())["pooled_metrics"]
    return {
        "VMAF": round(found["vmaf"]["mean"], 2),
        "VMAF, worst": round(found["vmaf"]["min"], 2),
        "PSNR": round(found["psnr_y"]["mean"], 2),
    }


def starred(folder: Path, home: Path) -> None:
    """Save the astronaut, with a woman's voice, as the persona of a home."""
    face = folder / "selfie.png"
    cv2.imwrite(
        str(face), cv2.cvtColor(portrait("skimage", "data/astronaut.png"), cv2.COLOR_RGB2BGR)
    )
    voice = speech(170, 270, 1.15, folder / "sample.wav")
    asked = (
        "--age",
        "38",
        "--consent-by",
        "A Benchmark",
        "--purpose",
        "face",
        "--purpose",
        "voice",
    )
    files = ("--picture", str(face), "--voice", str(voice))
    measure(firstcut("persona", "add", "bench", *files, *asked), home)


def whole(path: Path, home: Path) -> Measured:
    """Put the persona into a video by the command, with the local API up already."""
    out = str(path.parent / "films")
    return measure(firstcut("transform", str(path), "bench", "--out", out), home)


def flow_speed(folder: Path, home: Path, size: tuple[int, int], seconds: int) -> dict[str, object]:
    """Return how fast the whole flow is, and mere decoding and encoding of the same video."""
    path = make_face(folder / "face.mp4", *size, seconds)
    frames = seconds * RATE
    before = _timed("plain", path, folder)
    took = whole(path, home).wall
    limit = (before + _timed("plain", path, folder)) / 2
    return {
        "video": f"{frames} frames at {size[0]}×{size[1]}, with speech",
        "decode and encode, frames/s": round(frames / limit, 1),
        "the whole flow, frames/s": round(frames / took, 1),
        "share of the limit": round(limit / took, 3),
    }


def flow_memory(folder: Path, home: Path, short: int) -> dict[str, object]:
    """Return the memory of all processes together, for a video and one ten times as long."""
    peaks = {}
    for seconds in (short, 10 * short):
        path = make_face(folder / f"face-{seconds}.mp4", 320, 180, seconds)
        peaks[seconds] = whole(path, home).peak / 2**20
    told: dict[str, object] = {f"{seconds} s, MB": round(peak) for seconds, peak in peaks.items()}
    return told | {"ratio": round(peaks[10 * short] / peaks[short], 2)}


def _timed(how: str, path: Path, folder: Path) -> float:
    started = time.perf_counter()
    if how == "plain":
        plain(path, folder)
    else:
        transform(how, path, folder)
    return time.perf_counter() - started


def main() -> None:
    """Run all sides and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--resolution", default="720p")
    parser.add_argument("--short", type=int, default=30, help="seconds; memory of ten times that")
    arguments = parser.parse_args()
    screen = make_screen("16:9", arguments.resolution, "30")
    size = screen.width, screen.height
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = make_upload(folder / "upload.mp4", arguments.seconds, size, 23)
        frames = arguments.seconds * 30
        speeds = {
            how: round(frames / _timed(how, path, folder), 1)
            for how in ("plain", "pass", "looked at", "copied")
        }
        qualities = {}
        for kind, crf in RATES:
            given = make_upload(folder / f"{kind}.mp4", 4, size, crf)
            made = transform("pass", given, folder)
            qualities[kind] = likeness(made, given) | {
                "size, by the upload's": round(made.stat().st_size / given.stat().st_size, 2)
            }
        home = folder / "home"
        starred(folder, home)
        flow = flow_speed(folder, home, size, arguments.seconds)
        memory = flow_memory(folder, home, arguments.short)
        measure(firstcut("server", "stop"), home)
    save(
        "transform",
        {
            "video": f"{frames} frames at {size[0]}×{size[1]}",
            "cores": CORES,
            "load after": [round(load, 1) for load in os.getloadavg()],
            "frames a second": speeds,
            "share of plain": round(float(Fraction(speeds["pass"] / speeds["plain"])), 2),
            "pictures coded anew": qualities,
            "persona over a video": flow,
            "peak of all processes at 320×180": memory,
        },
    )


if __name__ == "__main__":
    main()
