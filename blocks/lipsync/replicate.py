"""Lip-sync by models on Replicate: a take and its speech go out, a take that speaks comes back."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from blocks.engine import source_revision
from blocks.lipsync.base import LipsyncVendor
from blocks.vendors import jobs
from blocks.vendors.replicate import Files
from blocks.vendors.replicate_engine import ReplicateEngine
from blocks.vendors.replicate_models import ReplicateModel, Tariff
from film.assets import Asset, AssetStore
from film.clock import frame_to_sample, frames_to_hold
from film.cost import Estimate
from film.errors import EngineFailed, MediaFailed
from film.ledger import Order
from film.screen import Screen
from film.shots import Assignment, Take, Utterance

if TYPE_CHECKING:
    from film.media.goods import Clip
    from film.media.h264 import Picture

MARGIN = 3
"""Frames before and after speech in which a mouth may still move."""
MISSING = Fraction(1, 5)
"""Seconds of the last speech that may be missing at a clip's end."""

Span = tuple[int, int]


class LipsModel(ReplicateModel):
    """A model that makes mouths follow a sound."""

    video_input: str = Field(
        "video", min_length=1, description="Input that takes the picture, as MP4."
    )
    sound_input: str = Field(
        "audio", min_length=1, description="Input that takes the speech, as WAV."
    )


_LIPSYNC = LipsModel(
    model="sync/lipsync-2", extra={"sync_mode": "cut_off"}, tariff=Tariff(unit="second")
)


class ReplicateLipsync(ReplicateEngine, LipsyncVendor):
    """Sends speaking takes only, and keeps every frame in which nobody speaks as it was."""

    _block_type_name = "Firstcut Replicate Lip-Sync"
    _block_type_slug = "replicate-lipsync"
    _description = "Makes mouths follow speech with models on Replicate: needs an API token."
    name: ClassVar[str] = "replicate"
    label: ClassVar[str] = "Replicate lip-sync"
    licence: ClassVar[str] = (
        "Replicate's terms and each model's licence; sync/lipsync-2 allows commercial use of what "
        "it makes"
    )

    lips: LipsModel = Field(_LIPSYNC, description="Model that moves the mouths.")

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, and the revision of how its takes are conformed."""
        own = ("blocks.lipsync.replicate", "film.media.conform", "film.media.mezzanine")
        return {
            "engine": self.label,
            "lips": self.lips.fingerprint(),
            "revision": source_revision(*own),
        }

    def terms(self) -> str:
        """Return the licence, and where the model's terms are."""
        return f"{self.licence}: https://replicate.com/{self.lips.model}"

    def estimate(self, work: Assignment) -> Estimate:
        """Return what it costs to make a shot speak."""
        return self._price(work.frames / work.screen.rate)

    def submit(
        self, take: Take, utterances: Sequence[Utterance], screen: Screen, store: AssetStore
    ) -> Order:
        """Send the take as it is, and one sound as long as it."""
        speech = put_speech(utterances, take.asset.info.frames, screen, store)
        files = {self.lips.video_input: [take.asset], self.lips.sound_input: [speech]}
        digests = {name: [one.sha256 for one in assets] for name, assets in files.items()}
        return jobs.submit(
            self.desk(self.lips, Files(files, store)),
            self.lips.model,
            self.lips.content({}, digests),
            self._price(take.asset.info.frames / screen.rate),
        )

    def collect(
        self,
        order: Order,
        take: Take,
        utterances: Sequence[Utterance],
        screen: Screen,
        keyframes: tuple[int, ...],
        store: AssetStore,
    ) -> Take:
        """Wait for the take that speaks, and put its speaking frames into the one that was sent."""
        spans = spoken(utterances, take.asset.info.frames, screen)
        needed = spans[-1][1] / screen.rate - MISSING
        settled = jobs.collect(self.desk(self.lips), order, _clip_of(needed))
        if settled.goods is None:
            raise EngineFailed(f"{self.label} has no take for {take.shot}: run it again")
        from film.media.goods import check_clip

        clip = check_clip(store.path(settled.goods))
        with store.scratch() as folder:
            path = folder / "take.mp4"
            _put_in(clip, store.path(take.asset), spans, (screen, keyframes), path)
            return take.model_copy(update={"asset": store.put(path, take.asset.info)})

    def _price(self, seconds: Fraction) -> Estimate:
        return self.lips.tariff.estimate(self.lips.model, seconds)


def spoken(utterances: Sequence[Utterance], frames: int, screen: Screen) -> list[Span]:
    """Return the frames in which somebody speaks, with a margin, as half-open spans in order."""
    spans: list[Span] = []
    for one in sorted(utterances, key=lambda utterance: utterance.first_frame):
        lasts = frames_to_hold(one.recording.samples + one.offset, screen.rate)
        first = max(0, one.first_frame - MARGIN)
        stop = min(frames, one.first_frame + lasts + MARGIN)
        if spans and first <= spans[-1][1]:
            first, before = spans.pop()
            stop = max(stop, before)
        if first < stop:
            spans.append((first, stop))
    return spans


def put_speech(
    utterances: Sequence[Utterance], frames: int, screen: Screen, store: AssetStore
) -> Asset:
    """Store all that is said over a take as one sound: mono, 48 kHz, 16 bit, as long as the take.

    Every recording starts at its exact sample.
    """
    import numpy as np
    import soundfile

    from film.clock import SAMPLE_RATE

    sound = np.zeros(frame_to_sample(frames, screen.rate), np.int32)
    for one in utterances:
        path = store.path(one.recording.asset)
        speech = soundfile.read(path, dtype="int16", always_2d=True)[0][:, 0].astype(np.int32)
        start = frame_to_sample(one.first_frame, screen.rate) + one.offset
        place = sound[start : start + len(speech)]
        place += speech[: len(place)]
    limit = np.iinfo(np.int16)
    with store.scratch() as folder:
        path = folder / "speech.wav"
        soundfile.write(path, sound.clip(limit.min, limit.max).astype(np.int16), SAMPLE_RATE)
        return store.put(path)


def _clip_of(seconds: Fraction) -> jobs.Check:
    """Return the check for a clip that lasts until the last word is said."""

    def check(path: Path) -> str:
        from film.media.goods import check_clip

        clip = check_clip(path)
        if clip.seconds < seconds:
            raise MediaFailed(
                f"it ends after {float(clip.seconds):.1f} s, before the last word "
                f"({float(seconds):.1f} s)"
            )
        return clip.container.suffix

    return check


def _put_in(
    clip: "Clip",
    take: Path,
    spans: Sequence[Span],
    form: tuple[Screen, tuple[int, ...]],
    out: Path,
) -> None:
    """Write a take again with the frames of a clip inside the spans."""
    from film.media.conform import Cut, conform_clips
    from film.media.mezzanine import read_frames, splice

    screen, keyframes = form
    conformed = out.with_name("conformed.mp4")
    cut = Cut(screen, spans[-1][1], slowest=Fraction(1))
    conform_clips([clip], cut, conformed)
    splice(take, spans, _drawer(read_frames(conformed)), out, screen, keyframes)


def _drawer(pictures: Iterator["Picture"]) -> Callable[[int, "Picture"], "Picture"]:
    """Return what draws frame after frame of a clip; frames are asked for in order."""
    numbered = enumerate(pictures)

    def draw(number: int, before: "Picture") -> "Picture":
        return next(picture for place, picture in numbered if place == number)

    return draw
