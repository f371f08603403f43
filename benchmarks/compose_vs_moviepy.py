"""Composing against MoviePy 2: the same takes, transitions, ducked mix and captions, in one run.

    .venv/bin/python -m benchmarks.compose_vs_moviepy [--seconds 60] [--resolution 720p]

Each side runs in a fresh process, so that CPU time and peak memory are its own. Both are given the
same finished takes and sounds and make one H.264/AAC film of the same length: cuts and dissolves,
fades from and to black, music and effects that give way to speech, captions in the picture. Ours
also makes stems, subtitle files and checks, and is timed with captions as a track as well, as films
are delivered by default; MoviePy has no caption tracks.

Every side is timed twice in its one run: *warm*, from after its imports, as in the workers that
make films; and *cold*, from the start of its interpreter.
"""

import argparse
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measuring import save
from film.assets import LocalAssetStore, MediaInfo
from film.clock import SAMPLE_RATE
from film.plan import Plan, ShotPlan
from film.screen import Screen, make_screen
from film.shots import Take
from film.sound import Music
from film.speech import Recording, Word
from film.story import Character, Line, Presence, Scene, Shot, Story

if TYPE_CHECKING:
    from film.media.captions import Caption
    from film.media.h264 import Picture

SENTENCE = "The lamp was lit again, and far out on the water somebody answered."


@dataclass(frozen=True)
class Job:
    """What both sides are given."""

    folder: Path
    story: Story
    plan: Plan
    takes: dict[str, Take]
    recordings: dict[str, Recording]
    music: dict[str, Music]
    captions: "tuple[Caption, ...]"
    """As they are to be shown: MoviePy lays out none itself."""
    font: Path

    @property
    def store(self) -> LocalAssetStore:
        """Where the assets lie."""
        return LocalAssetStore(self.folder / "assets")


def make_story(seconds: int) -> Story:
    """Return a story of about a length: a dissolve every ten seconds, a line every five."""
    scenes = []
    for number in range(1, max(2, seconds // 10) + 1):
        lines = tuple(
            Line(id=f"s{number}-l{place}", speaker="mara", text=SENTENCE) for place in (1, 2)
        )
        cast = (Presence(character="mara"),)
        shots = tuple(
            Shot(id=f"s{number}-h{place}", size="medium", cast=cast, lines=(line.id,), hold=600)
            for place, line in enumerate(lines, start=1)
        )
        scenes.append(
            Scene(
                id=f"s{number}", slugline=f"EXT. COAST {number}", setting="coast", lines=lines,
                shots=shots, transition="dissolve",
            )
        )  # fmt: skip
    people = (Character(id="mara", name="Mara"),)
    return Story(
        title="Benchmark", logline="", genre="drama", characters=people, scenes=tuple(scenes)
    )


def prepare(folder: Path, seconds: int, screen: Screen) -> Job:
    """Make takes with detail and movement, recordings, music and room tone."""
    from film.media.captions import make_captions
    from film.media.compose import caption_fonts
    from film.schedule import plan_timeline

    store = LocalAssetStore(folder / "assets")
    story = make_story(seconds)
    lines = [line for scene in story.scenes for line in scene.lines]
    recordings = {line.id: _record(line, folder, store) for line in lines}
    plan = plan_timeline(story, recordings, screen, length=seconds)
    takes = {shot.shot: _shoot(shot, n, screen, folder, store) for n, shot in enumerate(plan.shots)}
    places = [*plan.timeline.cues, *plan.timeline.beds]
    music = {place.id: _play(place.id, place.samples, folder, store) for place in places}
    captions = tuple(make_captions(plan.timeline, story, recordings))
    font = caption_fonts() / "SourceSansPro-Regular.ttf"
    return Job(folder, story, plan, takes, recordings, music, captions, font)


def _record(line: Line, folder: Path, store: LocalAssetStore) -> Recording:
    import soundfile

    samples = 3 * SAMPLE_RATE
    time_axis = np.arange(samples) / SAMPLE_RATE
    voice = sum(np.sin(2 * np.pi * 120 * k * time_axis) / k for k in range(1, 14)) * 0.1
    voice *= 0.5 + 0.5 * np.sin(2 * np.pi * 4 * time_axis)
    texts = line.text.split()
    step = samples // len(texts)
    words = tuple(
        Word(text=text, start=number * step, end=(number + 1) * step - 900)
        for number, text in enumerate(texts)
    )
    path = folder / f"{line.id}.flac"
    soundfile.write(path, voice, SAMPLE_RATE, "PCM_24")
    asset = store.put(path, MediaInfo(samples=samples))
    return Recording(
        line=line.id, speaker=line.speaker, asset=asset, samples=samples, words=words, phonemes=()
    )


def _play(name: str, samples: int, folder: Path, store: LocalAssetStore) -> Music:
    import soundfile

    path = folder / f"{name}.flac"
    noise = np.random.default_rng(samples).standard_normal((samples, 2)) * 0.02
    if name.startswith("m"):
        time_axis = np.arange(samples)[:, None] / SAMPLE_RATE
        noise = noise * 0.2 + 0.1 * np.sin(2 * np.pi * np.array([220.0, 221.0]) * time_axis)
    soundfile.write(path, noise, SAMPLE_RATE, "PCM_24")
    return Music(id=name, asset=store.put(path, MediaInfo(samples=samples)), samples=samples)


def _shoot(
    plan: ShotPlan, number: int, screen: Screen, folder: Path, store: LocalAssetStore
) -> Take:
    from film.media.mezzanine import MezzanineWriter
    from film.media.picture import put_picture

    path = folder / f"{plan.shot}.mp4"
    scene = _painting(number, screen)
    with MezzanineWriter(path, screen, plan.keyframes) as writer:
        for frame in range(plan.frames):
            writer.write(_panned(scene, frame, screen))
    still = put_picture(np.full((72, 128, 3), 90, np.uint8), store, ".jpg")
    return Take(shot=plan.shot, asset=store.put(path), still=still)


def _painting(number: int, screen: Screen) -> "Picture":
    """Return a wide luma picture with gradients, shapes and grain."""
    dice = np.random.default_rng(number)
    rows, columns = np.mgrid[0 : screen.height, 0 : screen.width * 2]
    luma = 60 + 80 * rows / screen.height + 25 * np.sin(columns / 70 + number)
    for _ in range(40):
        top, left = dice.integers(0, screen.height), dice.integers(0, screen.width * 2)
        size = int(dice.integers(20, screen.height // 4))
        luma[top : top + size, left : left + size] += dice.integers(-40, 60)
    return np.clip(luma + dice.normal(0, 1.5, luma.shape), 16, 235).astype(np.uint8)


def _panned(scene: "Picture", frame: int, screen: Screen) -> "Picture":
    picture = np.full((screen.height * 3 // 2, screen.width), 128, np.uint8)
    left = frame * 2 % screen.width
    picture[: screen.height] = scene[:, left : left + screen.width]
    return picture


def import_ours() -> None:
    """Import what composing with film.media needs."""
    import film.deliverables
    import film.media.compose  # noqa: F401


def import_moviepy() -> None:
    """Import what composing with MoviePy needs."""
    import moviepy  # noqa: F401


def compose_ours(job: Job, captions: str) -> Path:
    """Compose with film.media."""
    from film.deliverables import Materials
    from film.media.compose import compose_film, film_tags, mix_sound
    from film.request import MovieRequest

    store, timeline = job.store, job.plan.timeline
    soundtrack = mix_sound(timeline, job.recordings, job.music, store)
    materials = Materials(
        story=job.story, timeline=timeline, takes=job.takes, recordings=job.recordings,
        soundtrack=soundtrack,
    )  # fmt: skip
    tags = film_tags(job.story, MovieRequest(prompt="benchmark"))
    film = compose_film(materials, tags, captions, store)  # type: ignore[arg-type]
    return store.path(film.movie)


def compose_moviepy(job: Job, _: str) -> Path:
    """Compose with MoviePy 2, the way its guide does it."""
    import moviepy as mp
    from moviepy import afx, vfx

    store, timeline = job.store, job.plan.timeline
    rate = float(timeline.screen.rate)
    pictures = []
    for shot in timeline.shots:
        clip = mp.VideoFileClip(str(store.path(job.takes[shot.shot].asset)), audio=False)
        effects = []
        if shot.transition == "dissolve":
            effects.append(vfx.CrossFadeIn(shot.overlap / rate))
        elif shot.overlap:
            effects.append(vfx.FadeIn(shot.overlap / rate))
        if shot.fade_out:
            effects.append(vfx.FadeOut(shot.fade_out / rate))
        pictures.append(clip.with_start(shot.start / rate).with_effects(effects))
    size = timeline.screen.height // 15
    for caption in job.captions:
        text = mp.TextClip(
            font=str(job.font), text="\n".join(caption.rows), font_size=size,
            color="white", stroke_color="black", stroke_width=2, margin=(4, 12),
        )  # fmt: skip
        length = (caption.stop - caption.start) / SAMPLE_RATE
        placed = text.with_start(caption.start / SAMPLE_RATE).with_duration(length)
        pictures.append(placed.with_position(("center", 0.82), relative=True))
    spans = [
        (line.start / SAMPLE_RATE, (line.start + line.samples) / SAMPLE_RATE)
        for shot in timeline.shots
        for line in shot.lines
    ]
    sounds = []
    for shot in timeline.shots:
        for line in shot.lines:
            voice = mp.AudioFileClip(str(store.path(job.recordings[line.line].asset)))
            sounds.append(voice.with_start(line.start / SAMPLE_RATE))
    for place in (*timeline.cues, *timeline.beds):
        start = place.start / SAMPLE_RATE
        sound = mp.AudioFileClip(str(store.path(job.music[place.id].asset)))
        fades = [afx.AudioFadeIn(max(place.fade_in / SAMPLE_RATE, 0.01)),
                 afx.AudioFadeOut(max(place.fade_out / SAMPLE_RATE, 0.01))]  # fmt: skip
        ducked = sound.with_effects(fades).transform(_ducking(spans, start), keep_duration=True)
        sounds.append(ducked.with_start(start))
    length = float(Fraction(timeline.frames) / timeline.screen.rate)
    screen = (timeline.screen.width, timeline.screen.height)
    film = mp.CompositeVideoClip(pictures, size=screen).with_duration(length)
    film = film.with_audio(mp.CompositeAudioClip(sounds).with_duration(length))
    out = job.folder / "moviepy.mp4"
    film.write_videofile(
        str(out), fps=rate, codec="libx264", preset="veryfast", audio_codec="aac", audio_fps=48_000,
        threads=2, logger=None, ffmpeg_params=["-crf", "20"],
    )  # fmt: skip
    return out


def _ducking(spans: list[tuple[float, float]], start: float) -> Callable[..., np.ndarray]:
    starts = np.array([span[0] for span in spans])
    stops = np.array([span[1] for span in spans])

    def duck(get_frame: Callable[..., np.ndarray], at: "float | np.ndarray") -> np.ndarray:
        now = np.atleast_1d(np.asarray(at, float))[:, None] + start
        away = np.maximum(np.maximum(starts - now, (now - stops) / 3), 0).min(axis=1)
        gain = 0.32 + 0.68 * np.clip(away / 0.3, 0, 1)
        sound = np.asarray(get_frame(at))
        return sound * (gain[:, None] if sound.ndim == 2 else gain[0])

    return duck


@dataclass(frozen=True)
class Figures:
    """What one side took."""

    warm: float
    """Seconds from after its imports to the finished film."""
    cold: float
    """Seconds from the start of its interpreter."""
    cpu: float
    """Seconds of CPU from after its imports, its children's included."""
    peak: int
    """MB of memory that it took at most, and so did the largest of its children."""
    child_peak: int
    film: float
    """MB."""


def measure(
    sides: tuple[Callable[[], None], Callable[[Job, str], Path]], job: Job, captions: str
) -> Figures:
    """Run one side, given as its imports and its work, in a fresh process."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(send, *sides, job, captions, time.monotonic()))
    process.start()
    send.close()
    figures: Figures = receive.recv()
    process.join()
    return figures


def _work(
    send: Connection,
    load: Callable[[], None],
    compose: Callable[[Job, str], Path],
    job: Job,
    captions: str,
    started: float,
) -> None:
    load()
    before, ready = _cpu(), time.monotonic()
    out = compose(job, captions)
    done = time.monotonic()
    send.send(
        Figures(
            warm=round(done - ready, 2),
            cold=round(done - started, 2),
            cpu=round(_cpu() - before, 2),
            peak=_peak(),
            child_peak=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
            film=round(out.stat().st_size / 1e6, 1),
        )
    )


def _peak() -> int:
    """Return the process's own peak; getrusage would count what it was forked from."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def _cpu() -> float:
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in usage)


def main() -> None:
    """Run all sides one after the other, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--resolution", default="720p")
    arguments = parser.parse_args()
    screen = make_screen("16:9", arguments.resolution, "24")
    with tempfile.TemporaryDirectory() as folder:
        job = prepare(Path(folder), arguments.seconds, screen)
        ours, peer = (import_ours, compose_ours), (import_moviepy, compose_moviepy)
        track = measure(ours, job, "embedded")
        burned = measure(ours, job, "burned")
        moviepy = measure(peer, job, "burned")
    frames = job.plan.timeline.frames
    save(
        "compose_vs_moviepy",
        {
            "film": f"{frames} frames at {screen.width}×{screen.height}, {screen.rate} fps",
            "cores": len(os.sched_getaffinity(0)),
            "load after": [round(load, 1) for load in os.getloadavg()],
            "moviepy version": version("moviepy"),
            "Firstcut, caption track": vars(track),
            "Firstcut, burned captions": vars(burned),
            "MoviePy, burned captions": vars(moviepy),
            "times as fast, burned captions": _times(moviepy, burned),
            "times as fast, caption track": _times(moviepy, track),
        },
    )


def _times(peer: Figures, ours: Figures) -> dict[str, float]:
    return {
        "warm": round(peer.warm / ours.warm, 1),
        "cold": round(peer.cold / ours.cold, 1),
        "cpu": round(peer.cpu / ours.cpu, 1),
    }


if __name__ == "__main__":
    main()
