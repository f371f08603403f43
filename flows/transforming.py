"""The editing of an uploaded video: a crew's doubles at work on it, stage by stage.

Before each stage, and before each segment of the longest one, the persona's consent is read anew:
whoever takes it back ends a film in the making.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prefect.runtime import deployment

from blocks.crew import Crew
from blocks.engine import Engine
from blocks.faceswap.base import Donor, FaceSwapEngine, FaceSwapVendor, in_segment
from blocks.revoice.base import RevoiceEngine
from blocks.uploads.references import read_reference
from blocks.uploads.rules import Rules
from film.assets import Asset, AssetStore
from film.errors import BadRequest
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.persona import Persona, Purpose
from film.till import Till
from film.transform.casting import Chosen
from film.transform.looking import spread
from film.transform.request import TransformRequest
from film.transform.segments import Segment
from film.transform.steps import Clip, Joined, Probed
from film.transform.tracks import SourceVideo
from flows import personas
from flows.heads import hire_doubles, hire_heads
from flows.progress import Progress
from flows.unit import T, Unit, Work
from tasks import transform
from tasks.faceswap import have_face_swapped
from tasks.moderation import judge_request
from tasks.uploads import take_in_clip

AT_ONCE = 32
"""Swaps that are handed out and not done: more would only outlive a consent that is taken back."""
JUDGED = 6
"""Pictures of the source that moderation sees."""


@dataclass(frozen=True, kw_only=True)
class Editing(Unit):
    """A hired crew that puts a persona into a video: every method is one stage."""

    swapper: FaceSwapEngine
    converter: RevoiceEngine
    request: TransformRequest

    @property
    def engines(self) -> dict[str, Engine]:
        """The engines by the stage whose work they do."""
        return {
            "moderation": self.judge,
            "faceswap": self.swapper,
            "revoice": self.converter,
        }

    def persona(self, *purposes: Purpose) -> Persona:
        """Return whom it is about, as they are saved now; ConsentMissing if not allowed now."""
        return personas.allowed(self.request.persona, *(purposes or purposes_of(self.request)))

    def take_in(self) -> Asset:
        """Bring the source into the store."""
        work = {"source": take_in_clip.submit(self.request.source, bool(deployment.id), self.store)}
        return self._done("intake", work)["source"]

    def probe(self, source: Asset) -> Probed:
        """Look at the source, and plan its segments."""
        work = {"probe": transform.probe_video.submit(source, self.request.longest, self.store)}
        return self._done("intake", work)["probe"]

    def judge_video(self, source: Asset, video: SourceVideo, persona: Persona) -> None:
        """Have what is asked for judged: its words, whom it shows, and what is seen in the source.

        BadRequest when it is refused.
        """
        seen = self.stills("stills", source, spread(video.video.frames, JUDGED))
        pictures = (*persona.pictures, *seen)
        given = (self.request.words, pictures, self.judge, self.store, self.till, persona)
        verdict = self._done("moderation", {"request": judge_request.submit(*given)})["request"]
        if not verdict.allowed:
            raise BadRequest(verdict.sentence)

    def stills(self, subject: str, video: Asset, numbers: Sequence[int]) -> tuple[Asset, ...]:
        """Take pictures of a video."""
        work = {subject: transform.take_stills.submit(subject, video, tuple(numbers), self.store)}
        return self._done("intake", work)[subject].pictures

    def choose_face(self, source: Asset, video: SourceVideo) -> Chosen:
        """Choose the face that is replaced."""
        work = {
            "whose face": transform.choose_face.submit(source, video, self.request.face, self.store)
        }
        return self._done("intake", work)["whose face"]

    def cut(self, source: Asset, probed: Probed) -> "Work[Asset]":
        """Cut the source into its segments."""
        work = {
            name_of(one): transform.cut_clip.submit(
                name_of(one), source, probed.video, one, self.store
            )
            for one in probed.segments
        }
        self._follow("intake", work)
        return work

    def showing(
        self, segments: Sequence[Segment], clips: "Work[Asset]", chosen: Chosen
    ) -> list[Segment]:
        """Return the segments that are given to the swapper.

        One that is paid by the clip gets those only in which the face may be seen.
        """
        choice = chosen.choice
        if choice is None:
            return []
        if not isinstance(self.swapper, FaceSwapVendor):
            return list(segments)
        work: Work[bool] = {}
        for one in segments:
            if not _holds(one, choice):
                clip: Any = clips[name_of(one)]
                work[name_of(one)] = transform.look_for_face.submit(
                    name_of(one), clip, choice, self.store
                )
        self._follow("intake", work)
        seen = self.finished(work)
        return [one for one in segments if seen.get(name_of(one), True)]

    def ready(self) -> None:
        """Look whether the engines could begin; EngineMissing says what is missing."""
        self.judge.ready()
        self.swapper.ready()
        if self.request.voice == "convert":
            self.converter.ready()

    def swap(
        self,
        segments: Sequence[Segment],
        clips: "Work[Asset]",
        chosen: Chosen,
        earlier: "Work[Swapped]",
    ) -> "Work[Swapped]":
        """Hand out swaps, a number of them at once, of which those handed out earlier are some."""
        work: Work[Swapped] = {}
        if chosen.choice is None:
            return work
        waiting = deque(earlier.items())
        for one in segments:
            if len(waiting) >= AT_ONCE:
                subject, future = waiting.popleft()
                self.finished({subject: future})
            persona, subject = self.persona("face"), name_of(one)
            steps = have_face_swapped(
                subject,
                clips[subject],
                Donor.of(persona),
                in_segment(chosen.choice, one.first, one.frames),
                persona.consent,
                self.swapper,
                self.store,
                self.till,
            )
            work[subject] = self._last("faceswap", subject, steps)
            waiting.append((subject, work[subject]))
            self._follow("faceswap", {subject: work[subject]})
        return work

    def mark(self, clips: Sequence[Clip]) -> list[Clip]:
        """Lay the visible notice over all clips, if there is one."""
        if self.request.watermark is None:
            return list(clips)
        work = {
            name_of(one.segment): transform.mark_clip.submit(
                name_of(one.segment), one.asset, self.request.watermark, self.store
            )
            for one in clips
        }
        marked = self._done("watermark", work)
        return [
            Clip(segment=one.segment, asset=marked[name_of(one.segment)], untouched=False)
            for one in clips
        ]

    def fit(self, clips: Sequence[Clip]) -> list[Clip]:
        """Have those clips coded anew that could not stand beside others as they are."""
        plan = {"plan": transform.plan_joining.submit(tuple(clips), self.store)}
        numbers = self._done("compose", plan)["plan"].recode
        work = {
            name_of(one.segment): transform.recode_clip.submit(
                name_of(one.segment), one.asset, self.store
            )
            for one in clips
            if one.segment.number in numbers
        }
        coded = self._done("compose", work)
        return [
            Clip(segment=one.segment, asset=coded[name_of(one.segment)], untouched=False)
            if one.segment.number in numbers
            else one
            for one in clips
        ]

    def join(
        self, source: Asset, video: SourceVideo, clips: Sequence[Clip], sounds: dict[int, Asset]
    ) -> Joined:
        """Put the film together."""
        given = (source, video, tuple(clips), sounds, self.store)
        return self._done("compose", {"film": transform.join_clips.submit(*given)})["film"]

    def hand_out(self, stage: str, work: "Work[Any]") -> None:
        """Follow a stage's work."""
        self._follow(stage, work)

    def _done(self, stage: str, work: "Work[T]") -> dict[str, T]:
        """Follow a stage's work to its end and return its results."""
        self._follow(stage, work)
        return self.finished(work)


def clips_of(
    segments: Sequence[Segment], cuts: Mapping[str, Asset], swapped: Mapping[str, Swapped]
) -> list[Clip]:
    """Return what stands in the film for each segment: itself, or its swap."""
    clips = []
    for one in segments:
        found = swapped.get(name_of(one))
        changed = found.clip if found and found.replaced else None
        clips.append(
            Clip(segment=one, asset=changed or cuts[name_of(one)], untouched=changed is None)
        )
    return clips


def hire_editing(
    crew: Crew, request: TransformRequest, store: AssetStore, till: Till, progress: Progress
) -> Editing:
    """Hire a crew for a request; EngineMissing or BadRequest when it cannot be."""
    return Editing(
        **vars(hire_heads(crew)),
        **vars(hire_doubles(crew)),
        crew=crew,
        store=store,
        till=till,
        progress=progress,
        request=request,
    )


def purposes_of(request: TransformRequest) -> tuple[Purpose, ...]:
    """Return what of the persona a request uses."""
    return ("face", "voice") if request.voice == "convert" else ("face",)


def check_source(request: TransformRequest) -> None:
    """Raise BadRequest when the source's address cannot be one, before anything is begun."""
    rules = Rules.usual(deployed=bool(deployment.id))
    read_reference(request.source, rules.allow_http_loopback_for_development)


def check_lies_here(persona: Persona, store: AssetStore, storage: str) -> None:
    """Raise BadRequest unless the persona's media lie in the film's storage.

    They are never copied elsewhere: forgetting the persona has to find them.
    """
    if not all(store.has(asset) for asset in (*persona.pictures, *persona.samples)):
        raise BadRequest(
            f"The pictures or samples of persona '{persona.name}' do not lie in storage "
            f"'{storage}': make the film with the storage that it was saved with"
        )


def _holds(segment: Segment, choice: FaceChoice) -> bool:
    return segment.first <= choice.frame < segment.first + segment.frames


def name_of(segment: Segment) -> str:
    """Return what people call a segment."""
    return f"segment {segment.number + 1}"
