"""The rehearsal: every embedded engine does its job once, very small, for nobody to keep.

Each function runs in a worker process and raises what the real work would raise.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.screen import Screen
from film.shots import Assignment, Speaking, Take, Utterance
from film.sound import Bed, Cue
from film.speech import Recording
from film.story import Character, Line, Presence, Scene, Shot, Story

ACTOR = Character(id="actor", name="Actor")
LINE = Line(id="s1-l1", speaker=ACTOR.id, text="Action.")
SHOT = Shot(id="s1-h1", size="close-up", cast=(Presence(character=ACTOR.id),), lines=(LINE.id,))
SCENE = Scene(id="s1", slugline="EXT. COAST - DAY", setting="coast", lines=(LINE,), shots=(SHOT,))
STORY = Story(title="Rehearsal", logline="", genre="drama", characters=(ACTOR,), scenes=(SCENE,))
SCREEN = Screen(width=160, height=90, rate=Fraction(24))
FRAMES = 24


def draw() -> None:
    """Draw a character's sheet."""
    from film.animatic.sheet import draw_sheet

    draw_sheet(ACTOR, "storybook")


def film() -> None:
    """Film a second of a face."""
    with _store() as store:
        _take(store)


def speak() -> None:
    """Say a word."""
    with _store() as store:
        _recording(store)


def play() -> None:
    """Score two seconds, and lay a second of sea."""
    from film.animatic.music.cue import score_cue
    from film.animatic.sound.bed import lay_bed

    with _store() as store:
        cue = Cue(
            id="m1", genre="drama", mood="calm", intensity=0.5, samples=2 * SAMPLE_RATE, closes=True
        )
        score_cue(cue, store)
        bed = Bed(
            id="b1",
            setting="coast",
            interior=False,
            time="day",
            weather="clear",
            mood="calm",
            samples=SAMPLE_RATE,
        )
        lay_bed(bed, store)


def sync() -> None:
    """Make the face say the word."""
    from film.animatic.mouths import sync_mouths

    with _store() as store:
        utterance = Utterance(recording=_recording(store), first_frame=2)
        sync_mouths(_take(store), (utterance,), SCREEN, (0,), store)


@contextmanager
def _store() -> Iterator[LocalAssetStore]:
    with tempfile.TemporaryDirectory() as folder:
        yield LocalAssetStore(Path(folder))


def _take(store: LocalAssetStore) -> Take:
    from film.animatic.shoot import shoot_take

    assignment = Assignment(
        scene=SCENE,
        shot=SHOT,
        characters=(ACTOR,),
        genre="drama",
        style="storybook",
        screen=SCREEN,
        frames=FRAMES,
        speaking=(Speaking(speaker=ACTOR.id, on_screen=True, first_frame=2, frames=FRAMES - 4),),
    )
    return shoot_take(assignment, store)


def _recording(store: LocalAssetStore) -> Recording:
    from film.animatic.speech import speak_line
    from film.animatic.voices import cast_voices

    return speak_line(LINE, cast_voices(STORY)[ACTOR.id], "en", store)
