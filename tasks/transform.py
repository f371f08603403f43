"""Transform: an uploaded video taken apart, its pictures and sounds changed, and put together.

All decoding and coding is done in worker processes: what strangers upload may end one, not the run.
"""

from collections.abc import Callable

from prefect import task
from prefect.cache_policies import NO_CACHE

from film.animatic import workshop
from film.assets import Asset, AssetStore
from film.faces.cast import FaceChoice
from film.provenance.signing import Seal
from film.shelf import Shelf
from film.transform import handiwork
from film.transform.casting import Chosen
from film.transform.delivery import Goods
from film.transform.handiwork import Notice
from film.transform.report import TransformReport
from film.transform.request import WhoseFace
from film.transform.segments import Segment
from film.transform.steps import Clip, Heard, Joined, Joining, Probed, Stems, Stills
from film.transform.tracks import SoundTrack, SourceVideo
from film.watermark import Watermark
from tasks import names, policies

SECONDS = 1_800
"""Longest time that a worker may take for one piece of work."""


def _of(stage: str) -> Callable[[], str]:
    return names.named(stage, lambda given: str(given["subject"]))


@task(name="probe", task_run_name="source video · probe", **policies.STAGE)
def probe_video(source: Asset, longest: int, store: AssetStore) -> Probed:
    """Look at a video's headers and packets, and plan its segments; BadRequest if refused."""
    return workshop.run(SECONDS, handiwork.probe, source, longest, store)


@task(name="stills", task_run_name=_of("source video"), **policies.STAGE)
def take_stills(subject: str, video: Asset, numbers: tuple[int, ...], store: AssetStore) -> Stills:
    """Take some of a video's pictures, by their numbers; ``subject`` is what people call them."""
    return workshop.run(SECONDS, handiwork.take_stills, video, numbers, store)


@task(name="choose-face", task_run_name="source video · whose face", **policies.STAGE)
def choose_face(source: Asset, video: SourceVideo, whose: WhoseFace, store: AssetStore) -> Chosen:
    """Choose the face that is replaced; BadRequest when it is not there."""
    return workshop.run(SECONDS, handiwork.choose, source, video, whose, store)


@task(name="cut", task_run_name=_of("source video"), **policies.STAGE)
def cut_clip(
    subject: str, source: Asset, video: SourceVideo, segment: Segment, store: AssetStore
) -> Asset:
    """Cut a segment out of a video, by copying its packets."""
    return workshop.run(SECONDS, handiwork.cut, source, video, segment, store)


@task(name="look-for-face", task_run_name=_of("source video"), **policies.STAGE)
def look_for_face(subject: str, clip: Asset, choice: FaceChoice, store: AssetStore) -> bool:
    """Say whether the chosen face may be in a clip, before a swap of it is paid for."""
    return workshop.run(SECONDS, handiwork.look_for, clip, choice, store)


@task(name="watermark", task_run_name=_of("watermark"), **policies.STAGE)
def mark_clip(subject: str, clip: Asset, watermark: Watermark, store: AssetStore) -> Asset:
    """Lay a visible notice over a clip's pictures."""
    return workshop.run(SECONDS, handiwork.mark, clip, watermark, store)


@task(name="plan-joining", task_run_name="compose · plan", **policies.STAGE)
def plan_joining(clips: tuple[Clip, ...], store: AssetStore) -> Joining:
    """Say which clips have to be coded anew to stand beside those that changed."""
    return workshop.run(SECONDS, handiwork.plan_joining, clips, store)


@task(name="recode", task_run_name=_of("compose"), **policies.STAGE)
def recode_clip(subject: str, clip: Asset, store: AssetStore) -> Asset:
    """Code a clip's pictures anew, unchanged."""
    return workshop.run(SECONDS, handiwork.recode_clip, clip, store)


@task(name="join-clips", task_run_name="compose · join", **policies.STAGE)
def join_clips(
    source: Asset,
    video: SourceVideo,
    clips: tuple[Clip, ...],
    sounds: dict[int, Asset],
    store: AssetStore,
) -> Joined:
    """Put the film together, and hold it against its source."""
    return workshop.run(SECONDS, handiwork.join, source, video, clips, sounds, store)


@task(name="extract-sound", task_run_name=_of("source video"), **policies.STAGE)
def extract_sound(subject: str, source: Asset, track: SoundTrack, store: AssetStore) -> Heard:
    """Decode one of a video's sounds."""
    return workshop.run(SECONDS, handiwork.extract, source, track, store)


@task(name="separate-sound", task_run_name=_of("dialogue"), **policies.STAGE)
def separate_sound(subject: str, heard: Heard, layout: str, store: AssetStore) -> Stems:
    """Part a sound into dialogue and background."""
    return workshop.run(SECONDS, handiwork.part, heard, layout, store)


@task(name="restore-sound", task_run_name=_of("compose"), **policies.STAGE)
def restore_sound(
    subject: str,
    heard: Heard,
    track: SoundTrack,
    said: tuple[Stems, Asset] | None,
    notice: Notice | None,
    store: AssetStore,
) -> Asset:
    """Put converted dialogue back, say the notice over it, and code it as the video's own was."""
    return workshop.run(SECONDS, handiwork.restore, heard, track, said, notice, store)


@task(
    name="deliver-video",
    task_run_name="compose · deliver",
    **policies.RETRIED,
    cache_policy=NO_CACHE,  # a film is signed anew each time
)
def deliver_video(
    goods: Goods, report: TransformReport, shelf: Shelf, store: AssetStore, seal: Seal
) -> TransformReport:
    """Sign the film, and put it and its report on its shelf."""
    from film.transform.delivery import deliver_video as deliver

    return deliver(goods, report, shelf, store, seal)
