"""The steps of transforming a video, asset in and asset out: what worker processes run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from film.assets import Asset, AssetStore, MediaInfo
from film.errors import MediaFailed
from film.faces.cast import FaceChoice
from film.model import FilmModel
from film.transform.casting import Chosen
from film.transform.request import WhoseFace
from film.transform.segments import Segment
from film.transform.steps import Clip, Heard, Joined, Joining, Probed, Stems, Stills
from film.transform.tracks import SoundTrack, SourceVideo
from film.watermark import Watermark

if TYPE_CHECKING:
    from film.transform.assemble import Part


class Notice(FilmModel):
    """A sentence that is said over a film's beginning."""

    text: str
    language: str


def probe(source: Asset, longest: int, store: AssetStore) -> Probed:
    """Look at a video and plan its segments; BadRequest when it cannot be transformed."""
    from film.transform.segments import TARGET, plan_segments
    from film.transform.source import USUAL, probe_source

    limits = replace(USUAL, seconds=min(longest, USUAL.seconds))
    path = store.path(source)
    video = probe_source(path, limits)
    return Probed(video=video, segments=plan_segments(path, video, TARGET, limits))


def take_stills(video: Asset, numbers: Sequence[int], store: AssetStore) -> Stills:
    """Store some of a video's pictures; MediaFailed when none of them can be decoded."""
    from film.media.picture import put_picture
    from film.transform.looking import pictures_at

    found = pictures_at(store.path(video), numbers)
    pictures = tuple(put_picture(rgb, store, ".jpg") for _, rgb in found)
    if not pictures:
        raise MediaFailed("No picture of the video can be decoded: convert it first")
    return Stills(pictures=pictures)


def choose(source: Asset, video: SourceVideo, whose: WhoseFace, store: AssetStore) -> Chosen:
    """Choose the face that is replaced."""
    from film.transform.casting import choose_face

    return choose_face(store.path(source), video.video, whose)


def look_for(clip: Asset, choice: FaceChoice, store: AssetStore) -> bool:
    """Say whether the chosen face may be in a clip."""
    from film.transform.casting import may_show

    return may_show(store.path(clip), choice)


def cut(source: Asset, video: SourceVideo, segment: Segment, store: AssetStore) -> Asset:
    """Store a segment as a clip."""
    from film.transform.segments import cut_segment

    track = video.video
    info = MediaInfo(frames=segment.frames, rate=track.rate, width=track.width, height=track.height)
    with store.scratch() as folder:
        out = folder / "clip.mp4"
        cut_segment(store.path(source), video, segment, out)
        return store.put(out, info)


def mark(clip: Asset, watermark: Watermark, store: AssetStore) -> Asset:
    """Store a clip with a visible notice."""
    from film.transform.marking import mark_clip

    with store.scratch() as folder:
        out = folder / "marked.mp4"
        mark_clip(store.path(clip), watermark, out)
        return store.put(out, clip.info)


def plan_joining(clips: Sequence[Clip], store: AssetStore) -> Joining:
    """Say which clips have to be coded anew."""
    from film.transform.assemble import must_recode

    return Joining(recode=must_recode(_parts(clips, store)))


def recode_clip(clip: Asset, store: AssetStore) -> Asset:
    """Store a clip whose pictures are coded anew."""
    from film.transform.assemble import recode

    with store.scratch() as folder:
        out = folder / "recoded.mp4"
        recode(store.path(clip), out)
        return store.put(out, clip.info)


def join(
    source: Asset,
    video: SourceVideo,
    clips: Sequence[Clip],
    sounds: Mapping[int, Asset],
    store: AssetStore,
) -> Joined:
    """Store the film, and say how it compares with its source."""
    from film.transform.assemble import assemble
    from film.transform.checking import check_film

    path = store.path(source)
    track = video.video
    info = MediaInfo(frames=track.frames, rate=track.rate, width=track.width, height=track.height)
    instead = {int(index): store.path(sound) for index, sound in sounds.items()}
    with store.scratch() as folder:
        out = folder / "film.mp4"
        assemble(path, video, _parts(clips, store), out, instead)
        checks = check_film(path, video, out)
        return Joined(film=store.put(out, info), checks=checks)


def extract(source: Asset, track: SoundTrack, store: AssetStore) -> Heard:
    """Store a sound as it is decoded."""
    from film.transform.sound import extract_sound

    with store.scratch() as folder:
        out = folder / "whole.flac"
        found = extract_sound(store.path(source), track, out)
        return Heard(whole=store.put(out, _info(track, found.samples)), start=found.start)


def part(heard: Heard, layout: str, store: AssetStore) -> Stems:
    """Store a sound's dialogue and background, and say how much is spoken."""
    from film.transform.sound import separate

    with store.scratch() as folder:
        dialogue, background = folder / "dialogue.flac", folder / "background.flac"
        found = separate(store.path(heard.whole), layout, dialogue, background)
        voiced = 0.0 if found.how == "none" else _voiced(dialogue)
        info = heard.whole.info
        return Stems(
            dialogue=store.put(dialogue, info.model_copy(update={"channels": 1})),
            background=store.put(background, info),
            how=found.how,
            share=round(found.share, 4),
            voiced=voiced,
        )


def restore(
    heard: Heard,
    track: SoundTrack,
    said: tuple[Stems, Asset] | None,
    notice: Notice | None,
    store: AssetStore,
) -> Asset:
    """Store a sound with what is said in another voice, and the notice, coded as it was."""
    from film.transform.notice import lay_notice, say_notice
    from film.transform.sound import encode_sound, put_back

    stem = store.path(heard.whole)
    with store.scratch() as folder:
        if said:
            stems, dialogue = said
            back = folder / "back.flac"
            put_back(store.path(stems.background), store.path(dialogue), track.layout, back)
            stem = back
        if notice:
            told = folder / "told.flac"
            spoken = say_notice(notice.text, notice.language, track.rate)
            lay_notice(stem, spoken, track.layout, told)
            stem = told
        out = folder / "sound.m4a"
        encode_sound(stem, track, Fraction(heard.start), out)
        return store.put(out, _info(track, heard.whole.info.samples))


def _parts(clips: Sequence[Clip], store: AssetStore) -> "list[Part]":
    from film.transform.assemble import Part

    return [Part(one.segment, store.path(one.asset), one.untouched) for one in clips]


def _voiced(dialogue: Path) -> float:
    from film.transform.revoice import measure_voice

    try:
        return measure_voice(dialogue).voiced
    except MediaFailed:
        return 0.0


def _info(track: SoundTrack, samples: int) -> MediaInfo:
    return MediaInfo(samples=samples, sample_rate=track.rate, channels=track.channels)
