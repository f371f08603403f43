"""The departments: each hands out one stage's work and returns what will come of it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from prefect.futures import PrefectFuture
from tasks.compose import draw_card

from blocks.image.base import ImageEngine
from blocks.lipsync.base import LipsyncEngine
from blocks.music.base import MusicEngine
from blocks.video.base import VideoEngine
from blocks.voice.base import VoiceEngine
from film.assets import AssetStore
from film.callsheet import call_sheet, cards, utterances
from film.plan import Plan
from film.request import MovieRequest
from film.shots import CharacterSheet, Take
from film.sound import Music
from film.speech import Recording
from film.story import NARRATOR, Story
from flows.progress import Progress
from tasks.characters import draw_character
from tasks.lipsync import sync_mouths
from tasks.music import lay_bed, score_cue
from tasks.scenes import shoot
from tasks.voice import cast_voices, speak_line

T = TypeVar("T")
Work = dict[str, PrefectFuture[T]]
"""What is being made, by the id of what it is made for."""


def finished(work: Mapping[str, PrefectFuture[T]]) -> dict[str, T]:
    """Wait for work and return its results; the first failure is raised."""
    return {subject: future.result() for subject, future in work.items()}


def draw_characters(
    story: Story, style: str, artist: ImageEngine, store: AssetStore, progress: Progress
) -> "Work[CharacterSheet]":
    """Draw every character's sheet."""
    work = {
        character.id: draw_character.submit(character, style, artist, store)
        for character in story.characters
    }
    progress.follow("characters", work)
    return work


def record_lines(
    story: Story, seed: int, actors: VoiceEngine, store: AssetStore, progress: Progress
) -> "Work[Recording]":
    """Cast the story and record every line."""
    voices = cast_voices(story, seed, actors)
    names = {NARRATOR: "Narrator"} | {one.id: one.name for one in story.characters}
    work = {
        line.id: speak_line.submit(
            line, names[line.speaker], voices[line.speaker], story.language, actors, store
        )
        for scene in story.scenes
        for line in scene.lines
    }
    progress.follow("voice", work)
    return work


def record_music(
    plan: Plan, composer: MusicEngine, store: AssetStore, progress: Progress
) -> "Work[Music]":
    """Score every cue and lay every scene's bed."""
    work = {cue.id: score_cue.submit(cue, composer, store) for cue in plan.cues}
    work |= {bed.id: lay_bed.submit(bed, composer, store) for bed in plan.beds}
    progress.follow("music", work)
    return work


def shoot_takes(
    story: Story,
    plan: Plan,
    sheets: Mapping[str, CharacterSheet],
    request: MovieRequest,
    camera: VideoEngine,
    store: AssetStore,
    progress: Progress,
) -> "Work[Take]":
    """Film every shot of the call sheet, and the cards."""
    work: Work[Take] = {
        assignment.shot.id: shoot.submit(assignment, camera, store)
        for assignment in call_sheet(story, plan, sheets, request)
    }
    work |= {card.kind: draw_card.submit(card, store) for card in cards(story, plan, request)}
    progress.follow("scenes", work)
    return work


def sync_takes(
    plan: Plan,
    takes: "Work[Take]",
    recordings: Mapping[str, Recording],
    artist: LipsyncEngine,
    store: AssetStore,
    progress: Progress,
) -> "Work[Take]":
    """Make every take speak in which somebody is seen to; each starts as its take is there."""
    work: Work[Any] = {}
    for shot, take in takes.items():
        spoken = utterances(plan, shot, recordings)
        if spoken:
            keyframes = plan.shot(shot).keyframes
            work[shot] = sync_mouths.submit(
                take, spoken, plan.timeline.screen, keyframes, artist, store
            )
    progress.follow("lipsync", work)
    return {**takes, **work}
