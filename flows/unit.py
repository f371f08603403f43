"""The film unit: a hired crew; it hands out each stage's work and return what will come of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from prefect.futures import PrefectFuture

from blocks.crew import Crew
from blocks.engine import Engine
from blocks.image.base import ImageEngine
from blocks.lipsync.base import LipsyncEngine
from blocks.music.base import MusicEngine
from blocks.story.base import StoryEngine
from blocks.video.base import VideoEngine
from blocks.voice.base import VoiceEngine
from film.assets import AssetStore
from film.callsheet import call_sheet, cards, utterances
from film.deliverables import Film, Materials, Soundtrack
from film.media.compose import film_tags
from film.plan import Plan
from film.request import MovieRequest
from film.shots import CharacterSheet, Take
from film.sound import Music
from film.speech import Recording
from film.story import NARRATOR, Story
from flows.progress import Progress
from tasks.characters import draw_character
from tasks.compose import compose_film, draw_card, mix_sound
from tasks.lipsync import sync_mouths
from tasks.music import lay_bed, score_cue
from tasks.scenes import shoot
from tasks.story import write_story
from tasks.voice import cast_voices, speak_line

T = TypeVar("T")
Work = dict[str, PrefectFuture[T]]
"""What is being made, by the id of what it is made for."""


def finished(work: Mapping[str, PrefectFuture[T]]) -> dict[str, T]:
    """Wait for work and return its results; the first failure is raised."""
    return {subject: future.result() for subject, future in work.items()}


@dataclass(frozen=True)
class Unit:
    """A hired crew with its asset store: every method is one stage of the film."""

    crew: Crew
    writer: StoryEngine
    artist: ImageEngine
    camera: VideoEngine
    actors: VoiceEngine
    composer: MusicEngine
    mouths: LipsyncEngine
    store: AssetStore
    progress: Progress

    @property
    def engines(self) -> dict[str, Engine]:
        """The engines by the stage whose work they do."""
        return {
            "story": self.writer,
            "voice": self.actors,
            "characters": self.artist,
            "scenes": self.camera,
            "music": self.composer,
            "lipsync": self.mouths,
        }

    def write_story(self, request: MovieRequest) -> Story:
        """Write the story, or break the screenplay down."""
        work = {"story": write_story.submit(request.for_writing(), self.writer)}
        self.progress.follow("story", work)
        return finished(work)["story"]

    def draw_characters(self, story: Story, style: str) -> "Work[CharacterSheet]":
        """Draw every character's sheet."""
        work = {
            character.id: draw_character.submit(character, style, self.artist, self.store)
            for character in story.characters
        }
        self.progress.follow("characters", work)
        return work

    def record_lines(self, story: Story, seed: int) -> "Work[Recording]":
        """Cast the story and record every line."""
        voices = cast_voices(story, seed, self.actors)
        names = {NARRATOR: "Narrator"} | {one.id: one.name for one in story.characters}
        work = {
            line.id: speak_line.submit(
                line,
                names[line.speaker],
                voices[line.speaker],
                story.language,
                self.actors,
                self.store,
            )
            for scene in story.scenes
            for line in scene.lines
        }
        self.progress.follow("voice", work)
        return work

    def record_music(self, plan: Plan) -> "Work[Music]":
        """Score every cue and lay every scene's bed."""
        work = {cue.id: score_cue.submit(cue, self.composer, self.store) for cue in plan.cues}
        work |= {bed.id: lay_bed.submit(bed, self.composer, self.store) for bed in plan.beds}
        self.progress.follow("music", work)
        return work

    def shoot_takes(
        self,
        story: Story,
        plan: Plan,
        sheets: Mapping[str, CharacterSheet],
        request: MovieRequest,
    ) -> "Work[Take]":
        """Film every shot of the call sheet, and the cards."""
        work: Work[Take] = {
            assignment.shot.id: shoot.submit(assignment, self.camera, self.store)
            for assignment in call_sheet(story, plan, sheets, request)
        }
        for card in cards(story, plan, request):
            work[card.kind] = draw_card.submit(card, self.store)
        self.progress.follow("scenes", work)
        return work

    def sync_takes(
        self, plan: Plan, takes: "Work[Take]", recordings: Mapping[str, Recording]
    ) -> "Work[Take]":
        """Make every take speak in which somebody is seen to; each starts as its take is there."""
        work: Work[Take] = {}
        take: Any  # what a task is handed as a future, it gets as a result
        for shot, take in takes.items():
            spoken = utterances(plan, shot, recordings)
            if spoken:
                keyframes = plan.shot(shot).keyframes
                screen = plan.timeline.screen
                work[shot] = sync_mouths.submit(
                    take, spoken, screen, keyframes, self.mouths, self.store
                )
        self.progress.follow("lipsync", work)
        return takes | work

    def mix_sound(
        self, plan: Plan, recordings: dict[str, Recording], music: "Work[Music]"
    ) -> PrefectFuture[Soundtrack]:
        """Mix stems and master, as soon as the music is there."""
        pending: Any = music  # handed over as futures, it arrives as results
        return mix_sound.submit(plan.timeline, recordings, pending, self.store)

    def compose(self, materials: Materials, request: MovieRequest) -> Film:
        """Join picture and sound."""
        tags = film_tags(materials.story, request)
        work = {"film": compose_film.submit(materials, tags, request.captions, self.store)}
        self.progress.follow("compose", work)
        return finished(work)["film"]


def hire(crew: Crew, store: AssetStore, progress: Progress) -> Unit:
    """Hire a crew; EngineMissing or BadRequest when one of its references names no such engine."""
    return Unit(
        crew=crew,
        writer=crew.hire("story", StoryEngine),
        artist=crew.hire("image", ImageEngine),
        camera=crew.hire("video", VideoEngine),
        actors=crew.hire("voice", VoiceEngine),
        composer=crew.hire("music", MusicEngine),
        mouths=crew.hire("lipsync", LipsyncEngine),
        store=store,
        progress=progress,
    )
