"""The film unit: a hired crew; it hands out each stage's work and return what will come of it."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from prefect.exceptions import UnfinishedRun
from prefect.futures import PrefectFuture

from blocks.crew import Crew
from film.assets import Asset, AssetStore
from film.callsheet import cards, utterances
from film.deliverables import Film, Materials, Soundtrack
from film.errors import BadRequest, EngineFailed
from film.look import Look, Sampling
from film.media.compose import film_tags
from film.plan import Plan
from film.request import MovieRequest
from film.shots import Assignment, CharacterSheet, Take
from film.sound import Music
from film.speech import Recording
from film.story import NARRATOR, Story
from film.till import Till
from flows.heads import Heads, hire_heads
from flows.progress import Progress
from flows.wording import beside, words_of
from tasks.characters import have_character_drawn, have_keyframe_drawn
from tasks.compose import compose_film, draw_card, mix_sound
from tasks.lipsync import have_mouths_synced
from tasks.moderation import judge_request
from tasks.music import lay_bed, score_cue
from tasks.scenes import have_shot
from tasks.steps import Steps
from tasks.story import write_story
from tasks.voice import cast_voices, speak_line

T = TypeVar("T")
Work = dict[str, PrefectFuture[T]]
"""What is being made, by the id of what it is made for."""
CallSheet = Sequence[Assignment]


class Piece(NamedTuple):
    """A task run that was handed out, and what it works on."""

    stage: str
    subject: str
    future: PrefectFuture[Any]


class Failure(NamedTuple):
    """Why a piece of work came to nothing."""

    stage: str
    error: BaseException
    crashed: bool
    """Whether it was cut off: no fault of its own."""


@dataclass(frozen=True)
class Unit(Heads):
    """A hired crew with its asset store: every method is one stage of the film."""

    crew: Crew
    store: AssetStore
    till: Till
    progress: Progress
    handed_out: list[Piece] = field(default_factory=list)
    """Every task run of the film, in the order in which they were handed out."""
    started: float = field(default_factory=time.monotonic)
    """The run's monotonic start."""

    def finished(self, work: Mapping[str, PrefectFuture[T]]) -> dict[str, T]:
        """Wait for work and return its results; the first failure that is behind it is raised."""
        try:
            return {subject: future.result() for subject, future in work.items()}
        except UnfinishedRun:  # it was never begun, because what it waits for failed
            raise self._cause() from None

    def settle(self) -> None:
        """Wait until nothing that was handed out is under way any more, however it ends."""
        for piece in self.handed_out:
            piece.future.wait()

    def failures(self, subject: str, stages: Collection[str]) -> tuple[Failure, ...]:
        """Return what failed of the work of these stages on one subject, in order."""
        ours = (one for one in self.handed_out if one.subject == subject and one.stage in stages)
        found = ((piece, error_of(piece.future)) for piece in ours)
        return tuple(
            Failure(piece.stage, error, piece.future.state.is_crashed())
            for piece, error in found
            if error
        )

    def moderate(self, request: MovieRequest, story: Story | None) -> None:
        """Have what is asked for judged before anything is paid for; BadRequest if refused."""
        text = "\n".join((request.prompt or request.screenplay or "", *words_of(story)))
        pictures: tuple[Asset, ...] = ()  # a request for a movie carries none
        work = {"request": judge_request.submit(text, pictures, self.judge, self.store, self.till)}
        self._follow("moderation", work)
        verdict = self.finished(work)["request"]
        if not verdict.allowed:
            raise BadRequest(verdict.sentence)

    def write_story(self, request: MovieRequest) -> Story:
        """Write the story, or break the screenplay down."""
        work = {"story": write_story.submit(request.for_writing(), self.writer, self.till)}
        self._follow("story", work)
        return self.finished(work)["story"]

    def draw_characters(self, story: Story, request: MovieRequest) -> "Work[CharacterSheet]":
        """Draw every character's sheet."""
        look = self.look(request)
        work = {
            one.id: self._last(
                "characters",
                one.id,
                have_character_drawn(one, look, self.artist, self.store, self.till),
            )
            for one in story.characters
        }
        self._follow("characters", work)
        return work

    def look(self, request: MovieRequest) -> Look:
        """Return what the artist's pictures depend on besides what is in them."""
        if not self.artist.samples:
            return Look(style=request.style)
        return Look(style=request.style, seed=request.seed, sampling=request.sampling)

    def record_lines(self, story: Story, seed: int) -> "Work[Recording]":
        """Cast the story and record every line."""
        voices = cast_voices(story, seed, self.actors, self.till)
        names = {NARRATOR: "Narrator"} | {one.id: one.name for one in story.characters}
        work: Work[Recording] = {}
        for line, neighbours in beside(story):
            before = neighbours.previous
            waits = [work[before.id]] if before and self.actors.stitches else None
            work[line.id] = speak_line.submit(
                line,
                names[line.speaker],
                voices[line.speaker],
                story.language,
                neighbours,
                self.actors,
                self.store,
                self.till,
                wait_for=waits,
                return_state=False,
            )
        self._follow("voice", work)
        return work

    def record_music(self, plan: Plan) -> "Work[Music]":
        """Score every cue and lay every scene's bed."""
        work = {
            cue.id: score_cue.submit(cue, self.composer, self.store, self.till) for cue in plan.cues
        }
        work |= {
            bed.id: lay_bed.submit(bed, self.composer, self.store, self.till) for bed in plan.beds
        }
        self._follow("music", work)
        return work

    def draw_keyframes(self, sheet: "CallSheet", request: MovieRequest) -> "Work[Asset]":
        """Draw every shot's first frame, for a camera that starts from one."""
        if not self.camera.starts_from_keyframe:
            return {}
        sampling = request.sampling if self.artist.samples else None
        work = {
            assignment.shot.id: self._last(
                "keyframes",
                assignment.shot.id,
                have_keyframe_drawn(
                    first_frame(assignment, sampling), self.artist, self.store, self.till
                ),
            )
            for assignment in sheet
        }
        self._follow("keyframes", work)
        return work

    def shoot_takes(
        self, sheet: "CallSheet", keyframes: "Work[Asset]", request: MovieRequest
    ) -> "Work[Take]":
        """Film every shot of the call sheet; each starts as its keyframe is there."""
        sampling = request.sampling if self.camera.samples else None
        work: Work[Take] = {
            assignment.shot.id: self._last(
                "scenes",
                assignment.shot.id,
                have_shot(
                    assignment.model_copy(update={"sampling": sampling}),
                    keyframes.get(assignment.shot.id),
                    self.camera,
                    self.store,
                    self.till,
                ),
            )
            for assignment in sheet
        }
        self._follow("scenes", work)
        return work

    def draw_cards(self, story: Story, plan: Plan, request: MovieRequest) -> "Work[Take]":
        """Draw the title and end cards, as the plan has room for them."""
        work: Work[Take] = {}
        for card in cards(story, plan, request):
            work[card.kind] = draw_card.submit(card, self.store)
        self._follow("scenes", work)
        return work

    def sync_takes(
        self, plan: Plan, takes: "Work[Take]", recordings: Mapping[str, Recording]
    ) -> "Work[Take]":
        """Make every take speak in which somebody is seen to; each starts as its take is there."""
        work: Work[Take] = {}
        for shot, take in takes.items():
            spoken = utterances(plan, shot, recordings)
            if spoken:
                steps = have_mouths_synced(
                    take,
                    spoken,
                    plan.timeline.screen,
                    plan.shot(shot).keyframes,
                    self.mouths,
                    self.store,
                    self.till,
                )
                work[shot] = self._last("lipsync", shot, steps)
        self._follow("lipsync", work)
        return takes | work

    def mix_sound(
        self, plan: Plan, recordings: dict[str, Recording], music: "Work[Music]"
    ) -> PrefectFuture[Soundtrack]:
        """Mix stems and master, as soon as the music is there."""
        pending: Any = music  # handed over as futures, it arrives as results
        return mix_sound.submit(plan.timeline, recordings, pending, self.store)

    def mixed(self, music: "Work[Music]", soundtrack: PrefectFuture[Soundtrack]) -> Soundtrack:
        """Wait for the mix, or for what of the music failed."""
        self.finished(music)
        return self.finished({"sound": soundtrack})["sound"]

    def compose(self, materials: Materials, request: MovieRequest) -> Film:
        """Join picture and sound."""
        tags = film_tags(materials.story, request)
        work = {"film": compose_film.submit(materials, tags, request.captions, self.store)}
        self._follow("compose", work)
        return self.finished(work)["film"]

    def _follow(self, stage: str, work: Mapping[str, PrefectFuture[Any]]) -> None:
        self.handed_out.extend(Piece(stage, subject, future) for subject, future in work.items())
        self.progress.follow(stage, work)

    def _last(self, stage: str, subject: str, steps: Steps) -> PrefectFuture[Any]:
        self.handed_out.extend(Piece(stage, subject, step) for step in steps[:-1])
        return steps[-1]

    def _cause(self) -> BaseException:
        """Return why work could not begin: the first failure among all that was handed out."""
        errors = (error_of(piece.future) for piece in self.handed_out)
        lost = EngineFailed("Some work could not begin: the run's log says why")
        return next((error for error in errors if error), lost)


def hire(crew: Crew, store: AssetStore, till: Till, progress: Progress) -> Unit:
    """Hire a crew; EngineMissing or BadRequest when one of its references names no such engine."""
    heads = vars(hire_heads(crew))
    return Unit(**heads, crew=crew, store=store, till=till, progress=progress)


def error_of(future: PrefectFuture[Any]) -> BaseException | None:
    """Return what failed a task run that has ended; None when it did not fail."""
    state = future.state
    if not (state.is_failed() or state.is_crashed()):
        return None
    error = state.result(raise_on_failure=False)
    return error if isinstance(error, BaseException) else None


def first_frame(assignment: Assignment, sampling: Sampling | None) -> Assignment:
    """Return what of an assignment its keyframe depends on: nothing that comes later in it."""
    still = {"frames": 1, "keyframes": (0,), "speaking": (), "sampling": sampling}
    return assignment.model_copy(update=still)
