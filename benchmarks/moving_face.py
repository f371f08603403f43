"""A video of somebody who sways, leans, comes nearer and speaks: what face benchmarks work on."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import soundfile

from film.animatic import microphone
from film.animatic.espeak import Manner, say
from film.animatic.voices import Booth
from film.clock import SAMPLE_RATE
from film.faces.nets import Pixels
from film.media.ffmpeg import find_ffmpeg

RATE = 24
READ = (
    "The lamp was lit again, and far out on the water somebody answered. Nobody had expected "
    "that, least of all the keeper, who put down her cup and listened."
)


def portrait(package: str, place: str) -> Pixels:
    """Return a public-domain portrait that a package carries."""
    spec = find_spec(package)
    folder = spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else ""
    return cv2.cvtColor(cv2.imread(str(Path(folder) / place)), cv2.COLOR_BGR2RGB)


def moving(width: int, height: int, frames: int) -> Iterator[Pixels]:
    """Yield a portrait that sways, leans and comes nearer over a wall."""
    source = portrait("matplotlib", "mpl-data/sample_data/grace_hopper.jpg")
    rows, columns = source.shape[:2]
    wall = np.random.default_rng(7).uniform(60, 150, (9, 16, 3)).astype(np.float32)
    wall = cv2.resize(wall, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    for number in range(frames):
        at = number / RATE
        angle = 8 * np.sin(2.3 * at)
        scale = 1.2 * (1 + 0.08 * np.sin(1.7 * at)) * height / 720
        matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), float(angle), float(scale))
        middle = width / 2 + 90 * np.sin(2 * at) * height / 720
        matrix[:, 2] += (middle - columns / 2, height / 2 - rows / 2)
        frame = wall.copy()
        cv2.warpAffine(source, matrix, (width, height), frame, borderMode=cv2.BORDER_TRANSPARENT)
        yield frame


def write(frames: Iterable[Pixels], path: Path) -> None:
    """Write pictures as a silent video, with one thread."""
    with av.open(str(path), "w") as output:
        stream: Any = output.add_stream("libx264", rate=RATE)
        stream.pix_fmt = "yuv420p"
        stream.options = {"preset": "superfast", "crf": "20", "threads": "1"}
        for number, frame in enumerate(frames):
            if number == 0:
                stream.height, stream.width = frame.shape[:2]
            output.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        output.mux(stream.encode(None))


def read(path: Path) -> Iterator[Pixels]:
    """Yield a video's pictures, decoded with one thread."""
    with av.open(str(path)) as source:
        stream = source.streams.video[0]
        stream.codec_context.thread_count = 1
        for frame in source.decode(stream):
            yield frame.to_ndarray(format="rgb24")


def speech(low: int, high: int, tract: float, path: Path) -> Path:
    """Write somebody who reads a sentence: pitch in hertz from ``low`` to ``high``."""
    said = say(READ, Manner(language="en-us", low=low, high=high))
    samples = said.sound.astype(np.float32) / 32_768
    soundfile.write(path, microphone.record(samples, tract, Booth(), 0.0, 1), SAMPLE_RATE)
    return path


def make_upload(path: Path, width: int, height: int, seconds: int) -> Path:
    """Make a video of the face, ten seconds over and over, with somebody who reads all along."""
    pictures, voice = path.with_name("pictures.mp4"), path.with_name("voice.wav")
    write(moving(width, height, 10 * RATE), pictures)
    speech(95, 150, 1.0, voice)
    endless = ("-stream_loop", "-1")
    command = [
        find_ffmpeg(), "-v", "error", "-nostdin", "-y", *endless, "-i", str(pictures), *endless,
        "-i", str(voice), "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-t",
        str(seconds), str(path),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return path
