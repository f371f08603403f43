"""Click and flash: what happens together in the takes and recordings does so in the film."""

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from film.clock import SAMPLE_RATE, frame_to_sample
from film.media.edit import edit
from film.media.join import FilmTags, join
from film.media.mezzanine import MezzanineWriter, Picture, read_frames
from film.media.mix import Source, mix
from film.screen import Screen, make_screen
from film.timeline import PlacedShot, Timeline

FLASH, FRAMES = 30, 60
"""The frame of each take that flashes, and the length of each take."""


def film_flash(path: Path, screen: Screen) -> Path:
    picture: Picture = np.full((screen.height * 3 // 2, screen.width), 128, np.uint8)
    with MezzanineWriter(path, screen, ()) as writer:
        for number in range(FRAMES):
            picture[: screen.height] = 235 if number == FLASH else 60
            writer.write(picture)
    return path


def cut(screen: Screen) -> Timeline:
    """Cut four takes together: a fade in, a cut, a dissolve, a wipe, and a fade out."""
    begins = (("fade", 12), ("cut", 0), ("dissolve", 12), ("wipe", 12))
    shots, start = list[PlacedShot](), 0
    for number, (transition, overlap) in enumerate(begins):
        start -= overlap if number else 0
        shots.append(
            PlacedShot(
                shot=f"h{number}", scene="s1", start=start, frames=FRAMES, transition=transition,
                overlap=overlap, fade_out=12 if number == 3 else 0,
            )
        )  # fmt: skip
        start += FRAMES
    return Timeline(screen=screen, frames=start, shots=tuple(shots), cues=(), beds=(), chapters=())


@pytest.mark.parametrize("rate", ["24", "25", "29.97"])
def test_clicks_are_heard_where_flashes_are_seen(tmp_path: Path, rate: str) -> None:
    base = make_screen("16:9", "720p", rate)
    screen = Screen(width=128, height=72, rate=base.rate)
    timeline = cut(screen)
    take = film_flash(tmp_path / "take.mp4", screen)
    flashes = [shot.start + FLASH for shot in timeline.shots]
    clicks = []
    for number, frame in enumerate(flashes):
        path = tmp_path / f"click{number}.wav"
        write_click(path)
        clicks.append(Source(path, frame_to_sample(frame, screen.rate), SAMPLE_RATE // 4))
    samples = frame_to_sample(timeline.frames, screen.rate)
    sound = mix(clicks, (), (), samples, tmp_path).encoded
    out = tmp_path / "film.mp4"
    picture = edit(timeline, {shot.shot: take for shot in timeline.shots})
    join(timeline, picture, sound, out, FilmTags(title="Click and flash"))
    assert seen_flashes(out, screen) == flashes
    heard = heard_clicks(out, len(flashes))
    wanted = [frame_to_sample(frame, screen.rate) for frame in flashes]
    assert np.abs(np.subtract(heard, wanted)).max() <= SAMPLE_RATE // 1_000


def write_click(path: Path) -> None:
    """Write a burst of 3 kHz that begins at once and fades within a quarter of a second."""
    time = np.arange(SAMPLE_RATE // 4) / SAMPLE_RATE
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 3_000 * time) * np.exp(-40 * time), SAMPLE_RATE)


def seen_flashes(movie: Path, screen: Screen) -> list[int]:
    light = [float(picture[: screen.height].mean()) for picture in read_frames(movie)]
    return [number for number, luma in enumerate(light) if luma > 150]


def heard_clicks(movie: Path, count: int) -> list[int]:
    """Return where clicks begin, on the film's own clock, as a player would hear them."""
    with av.open(str(movie)) as file:
        stream = file.streams.audio[0]
        total = np.zeros((stream.duration or 0) + 4_096, np.float32)
        for frame in file.decode(stream):
            assert frame.pts is not None
            start = round(frame.pts * frame.time_base * SAMPLE_RATE)
            left = frame.to_ndarray()[0]
            skip = max(0, -start)
            total[start + skip : start + len(left)] = left[skip:]
    loud = np.abs(total) > np.abs(total).max() * 0.25
    begins, last = list[int](), -SAMPLE_RATE
    for sample in np.flatnonzero(loud):
        if sample - last > SAMPLE_RATE // 4:
            begins.append(int(sample))
        last = int(sample)
    assert len(begins) == count
    return begins
