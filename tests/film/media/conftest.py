"""A tiny film's materials, made once: real takes, recordings and music of a few seconds."""

from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from film.assets import Asset, AssetStore, LocalAssetStore, MediaInfo
from film.clock import SAMPLE_RATE
from film.deliverables import Film, Materials, Soundtrack
from film.media.compose import compose_film, film_tags, mix_sound
from film.media.mezzanine import MezzanineWriter, Picture
from film.media.picture import put_picture
from film.plan import Plan, ShotPlan
from film.provenance.certificate import make_certificate
from film.provenance.claims import created
from film.provenance.signing import Seal
from film.request import MovieRequest
from film.schedule import plan_timeline
from film.screen import Screen
from film.shots import CharacterSheet, Take
from film.sound import Music
from film.speech import Recording, Word
from film.story import Character, Line, Presence, Scene, Shot, Story

HOSTILE = "%{pts} 'quoted' \"twice\" a:b [v]; <script>alert(1)</script> --> {\\i1} \\N & done"
SCREEN = Screen(width=128, height=72, rate=Fraction(24))


def make_story() -> Story:
    """Two scenes that dissolve, with narration, a dialogue, and one line of hostile text."""
    lines = (
        Line(id="s1-l1", speaker="narrator", text="It was late, and the sea was loud."),
        Line(id="s1-l2", speaker="mara", text="Who is there?"),
        Line(id="s2-l1", speaker="mara", text=HOSTILE),
        Line(id="s2-l2", speaker="storm", text="Me, of course.", together=True),
    )
    cast = (Presence(character="mara"),)
    first = Scene(
        id="s1", slugline="EXT. COAST - NIGHT", setting="coast", lines=lines[:2], weather="storm",
        shots=(
            Shot(id="s1-h1", size="wide", lines=("s1-l1",), action="Waves & <b>wind</b>."),
            Shot(id="s1-h2", size="close-up", cast=cast, lines=("s1-l2",)),
        ),
    )  # fmt: skip
    second = Scene(
        id="s2", slugline="INT. LIGHTHOUSE - NIGHT", setting="kitchen", lines=lines[2:],
        transition="dissolve", mood="tense",
        shots=(Shot(id="s2-h1", size="medium", cast=cast, lines=("s2-l1", "s2-l2")),),
    )  # fmt: skip
    people = (Character(id="mara", name="Mara <i>"), Character(id="storm", name="The Storm"))
    return Story(
        title="A <Storm> & 'Friend'", logline=HOSTILE, genre="drama", characters=people,
        scenes=(first, second),
    )  # fmt: skip


def picture_of(number: int, shade: int, screen: Screen = SCREEN) -> Picture:
    """Return a grey frame with a bright square that moves two pixels a frame."""
    picture = np.full((screen.height * 3 // 2, screen.width), 128, np.uint8)
    picture[: screen.height] = shade
    left = 2 * number % (screen.width - 16)
    picture[24:40, left : left + 16] = 235 if shade < 128 else 40
    return picture


def put_sound(sound: np.ndarray, name: str, folder: Path, store: AssetStore) -> Asset:
    """Store samples as FLAC."""
    path = folder / f"{name}.flac"
    soundfile.write(path, sound, SAMPLE_RATE, "PCM_24")
    channels = 1 if sound.ndim == 1 else sound.shape[1]
    info = MediaInfo(samples=len(sound), sample_rate=SAMPLE_RATE, channels=channels)
    return store.put(path, info)


def record(line: Line, folder: Path, store: AssetStore) -> Recording:
    """Record a line as bursts of a voice-like tone, one a word, with their times."""
    texts = line.text.split()
    burst, pause = SAMPLE_RATE // 4, SAMPLE_RATE // 20
    time = np.arange(burst) / SAMPLE_RATE
    tone = sum(np.sin(2 * np.pi * 140 * k * time) / k for k in range(1, 12)) * 0.15
    tone *= np.minimum(1, np.minimum(time, time[::-1]) * 100)
    sound = np.concatenate([np.concatenate((tone, np.zeros(pause))) for _ in texts])
    step = burst + pause
    words = tuple(
        Word(text=text, start=number * step, end=number * step + burst)
        for number, text in enumerate(texts)
    )
    asset = put_sound(sound.astype(np.float32), line.id, folder, store)
    return Recording(
        line=line.id, speaker=line.speaker, asset=asset, samples=len(sound), words=words,
        phonemes=(),
    )  # fmt: skip


def shoot(plan: ShotPlan, shade: int, folder: Path, store: AssetStore) -> Take:
    """Film a shot: one shade, and a square that moves."""
    path = folder / f"{plan.shot}.mp4"
    with MezzanineWriter(path, SCREEN, plan.keyframes) as writer:
        for number in range(plan.frames):
            writer.write(picture_of(number, shade))
    info = MediaInfo(frames=plan.frames, width=128, height=72, rate=SCREEN.rate)
    still = np.full((72, 128, 3), shade, np.uint8)
    return Take(
        shot=plan.shot, asset=store.put(path, info), still=put_picture(still, store, ".jpg")
    )


def play(name: str, samples: int, folder: Path, store: AssetStore) -> Music:
    """Play a chord (cues) or noise (beds), seeded by its length."""
    time = np.arange(samples) / SAMPLE_RATE
    left = sum(np.sin(2 * np.pi * f * time) for f in (220.0, 277.2, 329.6)) * 0.1
    if name.startswith("b"):
        left = np.random.default_rng(samples).standard_normal(samples) * 0.02
    sound = np.stack([left, np.roll(left, 100)], axis=1).astype(np.float32)
    return Music(id=name, asset=put_sound(sound, name, folder, store), samples=samples)


@dataclass(frozen=True)
class Studio:
    """Everything of the tiny film."""

    store: AssetStore
    story: Story
    plan: Plan
    takes: dict[str, Take]
    recordings: dict[str, Recording]
    music: dict[str, Music]
    soundtrack: Soundtrack
    request: MovieRequest

    @property
    def materials(self) -> Materials:
        return Materials(
            story=self.story,
            timeline=self.plan.timeline,
            takes=self.takes,
            recordings=self.recordings,
            soundtrack=self.soundtrack,
        )

    def compose(self, captions: str = "embedded") -> Film:
        tags = film_tags(self.story, self.request)
        return compose_film(self.materials, tags, captions, self.store)


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    folder = tmp_path_factory.mktemp("studio")
    store = LocalAssetStore(folder / "assets")
    story = make_story()
    lines = [line for scene in story.scenes for line in scene.lines]
    recordings = {line.id: record(line, folder, store) for line in lines}
    plan = plan_timeline(story, recordings, SCREEN, title_seconds=2, end_seconds=2)
    takes = {
        shot.shot: shoot(shot, 60 + 30 * number, folder, store)
        for number, shot in enumerate(plan.shots)
    }
    placed = [*plan.timeline.cues, *plan.timeline.beds]
    music = {place.id: play(place.id, place.samples, folder, store) for place in placed}
    soundtrack = mix_sound(plan.timeline, recordings, music, store)
    request = MovieRequest(prompt=HOSTILE)
    return Studio(store, story, plan, takes, recordings, music, soundtrack, request)


@pytest.fixture(scope="session")
def film(studio: Studio) -> Film:
    return studio.compose()


@pytest.fixture(scope="session")
def sheet(studio: Studio) -> CharacterSheet:
    picture = put_picture(np.full((64, 64, 3), 90, np.uint8), studio.store, ".png")
    return CharacterSheet(character="mara", picture=picture, portrait=picture)


@pytest.fixture(scope="session")
def seal(studio: Studio) -> Seal:
    """Return what the film says of itself, and a certificate for development."""
    claims = created(studio.story.title, "algorithmicMedia", "Drawn for a test.", "0.1.0")
    return Seal(claims, make_certificate(datetime.now(UTC)))
