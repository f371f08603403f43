"""Composing against MoviePy 2: the same takes, transitions, ducked mix and captions, in one run.

    .venv/bin/python -m benchmarks.compose_vs_moviepy [--seconds 60] [--resolution 720p]

Each side runs in its own process, so that CPU time and peak memory are its own. Both are given the
same finished takes and sounds and make one H.264/AAC film of the same length: cuts and dissolves,
fades from and to black, music and effects that give way to speech, captions in the picture. Ours
is also timed with captions as a track, as films are delivered by default.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import soundfile

from film.assets import LocalAssetStore, MediaInfo
from film.clock import SAMPLE_RATE, frame_to_sample
from film.media.mezzanine import MezzanineWriter, Picture
from film.media.picture import put_picture
from film.plan import Plan, ShotPlan
from film.request import MovieRequest
from film.schedule import plan_timeline
from film.screen import Screen, make_screen
from film.shots import Take
from film.sound import Music
from film.speech import Recording, Word
from film.story import Character, Line, Presence, Scene, Shot, Story

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
    store = LocalAssetStore(folder / "assets")
    story = make_story(seconds)
    lines = [line for scene in story.scenes for line in scene.lines]
    recordings = {line.id: _record(line, folder, store) for line in lines}
    plan = plan_timeline(story, recordings, screen, length=seconds)
    takes = {shot.shot: _shoot(shot, n, screen, folder, store) for n, shot in enumerate(plan.shots)}
    places = [*plan.timeline.cues, *plan.timeline.beds]
    music = {place.id: _play(place.id, place.samples, folder, store) for place in places}
    return Job(folder, story, plan, takes, recordings, music)


def _record(line: Line, folder: Path, store: LocalAssetStore) -> Recording:
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
    path = folder / f"{plan.shot}.mp4"
    scene = _painting(number, screen)
    with MezzanineWriter(path, screen, plan.keyframes) as writer:
        for frame in range(plan.frames):
            writer.write(_panned(scene, frame, screen))
    still = put_picture(np.full((72, 128, 3), 90, np.uint8), store, ".jpg")
    return Take(shot=plan.shot, asset=store.put(path), still=still)


def _painting(number: int, screen: Screen) -> Picture:
    """Return a wide luma picture with gradients, shapes and grain."""
    dice = np.random.default_rng(number)
    rows, columns = np.mgrid[0 : screen.height, 0 : screen.width * 2]
    luma = 60 + 80 * rows / screen.height + 25 * np.sin(columns / 70 + number)
    for _ in range(40):
        top, left = dice.integers(0, screen.height), dice.integers(0, screen.width * 2)
        size = int(dice.integers(20, screen.height // 4))
        luma[top : top + size, left : left + size] += dice.integers(-40, 60)
    return np.clip(luma + dice.normal(0, 1.5, luma.shape), 16, 235).astype(np.uint8)


def _panned(scene: Picture, frame: int, screen: Screen) -> Picture:
    picture = np.full((screen.height * 3 // 2, screen.width), 128, np.uint8)
    left = frame * 2 % screen.width
    picture[: screen.height] = scene[:, left : left + screen.width]
    return picture


def compose_ours(job: Job, captions: str) -> Path:
    """Compose with film.media."""
    from film.deliverables import Materials
    from film.media.compose import compose_film, film_tags, mix_sound

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

    from film.media.captions import make_captions
    from film.media.compose import caption_fonts

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
    font = str(caption_fonts() / "SourceSansPro-Regular.ttf")
    for caption in make_captions(timeline, job.story, job.recordings):
        text = mp.TextClip(
            font=font, text="\n".join(caption.rows), font_size=timeline.screen.height // 15,
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
    size = (timeline.screen.width, timeline.screen.height)
    film = mp.CompositeVideoClip(pictures, size=size).with_duration(length)
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


def measure(name: str, compose: Callable[[Job, str], Path], job: Job, captions: str) -> float:
    """Run one side in a process of its own; print and return its wall time in seconds."""
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)

    def work() -> None:
        started = time.monotonic()
        out = compose(job, captions)
        wall = time.monotonic() - started
        own, children = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
        send.send(
            (wall, cpu, own.ru_maxrss // 1024, children.ru_maxrss // 1024, out.stat().st_size)
        )

    process = context.Process(target=work)
    process.start()
    wall, cpu, peak, child, size = receive.recv()
    process.join()
    print(
        f"| {name} | {wall:.1f} s | {cpu:.1f} s | {peak} MB + {child} MB | {size / 1e6:.1f} MB |",
        flush=True,
    )
    return float(wall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--resolution", default="720p")
    arguments = parser.parse_args()
    screen = make_screen("16:9", arguments.resolution, "24")
    with tempfile.TemporaryDirectory() as folder:
        job = prepare(Path(folder), arguments.seconds, screen)
        frames = job.plan.timeline.frames
        samples = frame_to_sample(frames, screen.rate)
        print(f"{frames} frames at {screen.width}×{screen.height}, {samples} samples\n")
        print("| how | wall | CPU | peak memory (self + child) | film |\n|---|---|---|---|---|")
        track = measure("Firstcut, caption track", compose_ours, job, "embedded")
        burned = measure("Firstcut, burned captions", compose_ours, job, "burned")
        peer = measure("MoviePy 2, burned captions", compose_moviepy, job, "burned")
        print(f"\nMoviePy takes {peer / burned:.1f}× as long (caption track: {peer / track:.1f}×)")


if __name__ == "__main__":
    main()
