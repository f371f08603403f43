"""The cut: all that was made of an uploaded video, and what its report and its seal say of it."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version

from blocks.engine import Engine
from film.assets import Asset
from film.faceswap import Swapped
from film.provenance.claims import Ingredient
from film.provenance.signing import Seal
from film.transform.casting import Chosen
from film.transform.looking import spread
from film.transform.report import FaceReport, TransformReport
from film.transform.steps import Clip, Joined
from film.transform.tracks import SourceVideo
from flows.dubbing import Dubbed
from flows.reporting import stage_reports
from flows.sealing import Sealing
from flows.transforming import Editing, name_of
from tasks.policies import assets_in

COMPARED = 4
"""Pictures that are shown before and after, besides the one in which the face was chosen."""


@dataclass(frozen=True)
class Cut:
    """A film that is put together, and all that it was made of."""

    source: Asset
    video: SourceVideo
    chosen: Chosen
    swapped: dict[str, Swapped]
    """By the segment's name; those that were given to the swapper."""
    clips: Sequence[Clip]
    """Of all segments, in order."""
    dubbed: Dubbed
    joined: Joined

    @property
    def numbers(self) -> list[int]:
        """The numbers of the pictures by which the film is shown."""
        numbers = set(spread(self.video.video.frames, COMPARED))
        if self.chosen.choice:
            numbers.add(self.chosen.choice.frame)
        return sorted(numbers)

    @property
    def replaced(self) -> int:
        """Frames in which the face was replaced."""
        return sum(one.replaced for one in self.swapped.values())

    @property
    def heard(self) -> bool:
        """Whether the persona's voice is in it."""
        return any(one.converted for one in self.dubbed.reports)


@dataclass(frozen=True)
class Pictures:
    """Pictures of the source and of the film, at the same moments."""

    before: tuple[Asset, ...]
    after: tuple[Asset, ...]
    poster: Asset
    """The moment in which the face was chosen, or one in the middle."""


def take_pictures(cut: Cut, editing: Editing) -> Pictures:
    """Take pictures of source and film."""
    before = editing.stills("pictures before", cut.source, cut.numbers)
    after = editing.stills("pictures after", cut.joined.film, cut.numbers)
    choice = cut.chosen.choice
    best = cut.numbers.index(choice.frame) if choice else len(cut.numbers) // 2
    return Pictures(before, after, after[min(best, len(after) - 1)])


def write_report(cut: Cut, pictures: Pictures, editing: Editing) -> TransformReport:
    """Return the report of a film that is put together."""
    request, video = editing.request, cut.video
    stages = stage_reports(editing)
    persona = editing.persona()
    ours = [persona.pictures if cut.replaced else (), persona.samples if cut.heard else ()]
    brought = [piece.future.result() for piece in editing.handed_out]
    assets = assets_in([cut.source, brought, *ours, pictures.before, pictures.after])
    return TransformReport(
        title=request.called,
        request=request.told(),
        crew=editing.crew.model_dump(),
        version=version("firstcut"),
        run=editing.progress.run_id,
        seconds=round(time.monotonic() - editing.started, 2),
        length=video.seconds,
        frames=video.video.frames,
        source=video,
        face=_face(cut, editing),
        sounds=cut.dubbed.reports,
        left=tuple(_left(cut, editing)),
        stages=stages,
        checks=cut.joined.checks,
        cost=sum((stage.cost for stage in stages), Fraction(0)),
        spent=sum((stage.spent for stage in stages), Fraction(0)),
        assets=tuple(sorted({asset.sha256 for asset in assets})),
        personas=(persona.consent.digest,) if cut.replaced or cut.heard else (),
    )


def seal_of(cut: Cut, editing: Editing, sealing: Sealing) -> Seal:
    """Return what the film says of itself: from which files it is, and what was altered."""
    request = editing.request
    parts = [Ingredient(title="Source video", asset=cut.source)]
    made: dict[str, Engine] = {}
    also: list[str] = []
    persona = editing.persona()
    if cut.replaced:
        made["faceswap"] = editing.swapper
        parts += [Ingredient(title="Picture of a face", asset=one) for one in persona.pictures]
    if cut.heard:
        made["revoice"] = editing.converter
        parts += [
            Ingredient(title="Voice sample", asset=one, relationship="inputTo")
            for one in persona.samples
        ]
    if request.watermark:
        also.append("Watermark: a visible notice")
    if request.notice and cut.dubbed.sounds:
        also.append("Sound: an audible notice")
    if not made and not also:
        return sealing.seal_unaltered(request.called, parts[0])
    return sealing.seal_altered(request.called, made, tuple(parts), tuple(also))


def _face(cut: Cut, editing: Editing) -> FaceReport:
    count = editing.progress.counts["faceswap"]
    fresh = sum(cut.swapped[one].frames for one in count.made if one in cut.swapped)
    seconds = count.ended - count.started
    return FaceReport(
        people=cut.chosen.people,
        frames=cut.video.video.frames,
        replaced=cut.replaced,
        recoded=sum(one.segment.frames for one in cut.clips if not one.untouched),
        segments=len(cut.clips),
        changed=sum(bool(one.replaced) for one in cut.swapped.values()),
        jitter=max((one.jitter for one in cut.swapped.values()), default=0.0),
        frames_a_second=round(fresh / seconds, 2) if fresh and seconds > 0 else 0.0,
    )


def _left(cut: Cut, editing: Editing) -> Iterator[str]:
    """Yield what was left as it was, and why: a sentence each."""
    yield from _left_of_picture(cut)
    for one in cut.dubbed.reports:
        if not one.converted:
            yield f"The {one.layout} sound is as it was: {one.why}"
    if cut.heard:
        yield "Lips were not synced anew: every word is within 40 ms of its time"
    if not cut.video.sounds:
        yield "The source has no sound"
        if editing.request.notice:
            yield "The notice is not heard, for there is no sound that could hold it"


def _left_of_picture(cut: Cut) -> Iterator[str]:
    without = sum(not _changed(cut, one) for one in cut.clips)
    if cut.chosen.choice is None:
        yield "No face is seen in the video, so none was replaced"
    elif not cut.replaced:
        yield "The chosen face could not be followed, so it was not replaced"
    elif without:
        yield f"{without} of {len(cut.clips)} segments never show the chosen face"
    kept = [one.segment.frames for one in cut.clips if one.untouched]
    if len(kept) == len(cut.clips):
        yield "Every picture is the source's own, bit by bit"
    elif kept:
        yield f"{sum(kept)} of {cut.video.video.frames} frames are the source's, bit by bit"


def _changed(cut: Cut, clip: Clip) -> bool:
    found = cut.swapped.get(name_of(clip.segment))
    return bool(found and found.replaced)
