"""The sound of an uploaded video: taken out, parted into dialogue and background, and put back.

Where there is a centre channel, dialogue is in it; in stereo and mono it is found by how voices
sound (film.transform.separate). The two parts always add up to the whole, so that what is not
changed stays what it was.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import Any

import av
import numpy as np

from film.clock import Rational
from film.errors import MediaFailed
from film.media.files import beside, media_errors
from film.model import FilmModel
from film.transform.muxing import open_clip
from film.transform.separate import CHUNK, CONTEXT, separator
from film.transform.source import open_source
from film.transform.stems import BLOCK, Mono, Sound, blocks, reading_stem, writing_stem
from film.transform.tracks import SoundTrack

_ENCODERS = {"mp3": "libmp3lame", "opus": "libopus"}
_ANY_RATE = frozenset({"aac", "opus"})
"""Codecs that take any bit rate, and so one that is a little higher than the video's."""
_BITS_PER_CHANNEL = 80_000
_CENTRE = 2
"""The channel that is the centre wherever there is one, in FFmpeg's order."""
_CENTRED = ("3.", "4.0", "4.1", "5.", "6.", "7.")
_WITHOUT_CENTRE = frozenset({"quad", "quad(side)", "6.0(front)", "6.1(front)"})
_HEARD = 10 ** (-50 / 20)
"""Highest sample up to which a centre channel counts as empty."""


class Extracted(FilmModel):
    """A sound as it was decoded."""

    samples: int
    """Of each channel."""
    start: Rational
    """Seconds on the video's clock at which the first one is heard."""


class Separated(FilmModel):
    """How dialogue was found."""

    how: str
    """``centre`` for a channel of its own, ``spectral``, ``none`` in layouts without a middle."""
    samples: int
    share: float
    """Energy of the dialogue by that of the whole."""


def extract_sound(path: Path, track: SoundTrack, out: Path) -> Extracted:
    """Write a sound of an uploaded video as FLAC of 24 bits: its rate, its channels, its samples.

    Samples beyond full scale are limited to it. Raises BadRequest or MediaFailed when it cannot be
    decoded, StorageFull when the disk takes no more.
    """
    samples, start = 0, track.start
    with (
        open_source(path) as source,
        media_errors(f"read the sound of {path.name}"),
        writing_stem(out, track.rate, track.channels) as file,
    ):
        stream: Any = source.streams[track.index]
        stream.codec_context.thread_count = 1
        to_floats = av.AudioResampler("fltp", track.layout, track.rate)
        for frame in source.decode(stream):
            if not samples and frame.pts is not None:
                start = frame.pts * frame.time_base
            for floats in to_floats.resample(frame):
                file.write(np.clip(floats.to_ndarray().T, -1, 1))
                samples += floats.samples
    if not samples:
        raise MediaFailed(f"A sound of {path.name} holds nothing that can be decoded")
    return Extracted(samples=samples, start=start)


def separate(whole: Path, layout: str, dialogue: Path, background: Path) -> Separated:
    """Part a sound (film.transform.stems) into dialogue, one channel, and background, all channels.

    Put together by `put_back`, they are the whole again, to the last bit but one. Memory does not
    grow with length. Raises MediaFailed or StorageFull.
    """
    how = _how(whole, layout)
    energy = found = 0.0
    samples = 0
    with (
        reading_stem(whole) as source,
        writing_stem(dialogue, source.samplerate, 1) as voice,
        writing_stem(background, source.samplerate, source.channels) as rest,
    ):
        parted = _by_channel(source) if how == "centre" else _by_spectrum(source, how)
        for sound, spoken in parted:
            voice.write(spoken)
            rest.write(sound - placed(spoken, layout, sound.shape[1]))
            samples += len(sound)
            energy += float(np.square(sound, dtype=np.float64).sum())
            found += float(np.square(spoken, dtype=np.float64).sum()) * _ways(layout)
    return Separated(how=how, samples=samples, share=found / energy if energy else 0.0)


def put_back(background: Path, dialogue: Path, layout: str, out: Path) -> int:
    """Write background with dialogue in its place, and return how many samples that is.

    The dialogue may be changed, but not its length. Raises MediaFailed or StorageFull.
    """
    samples = 0
    with (
        reading_stem(background) as rest,
        reading_stem(dialogue) as voice,
        writing_stem(out, rest.samplerate, rest.channels) as whole,
    ):
        if (len(rest), rest.samplerate) != (len(voice), voice.samplerate):
            raise MediaFailed("Dialogue and background are not of one length any more")
        for sound, spoken in zip_longest(blocks(rest), blocks(voice)):
            mixed = sound + placed(spoken[:, 0], layout, sound.shape[1])
            whole.write(np.clip(mixed, -1, 1))
            samples += len(mixed)
    return samples


def encode_sound(stem: Path, track: SoundTrack, start: Fraction, out: Path) -> None:
    """Code a sound as the video's own was: codec, rate, layout, and the time at which it begins.

    The file (MP4) is what `film.transform.assemble` takes for a sound that was changed. Raises
    MediaFailed when it cannot be coded, StorageFull when the disk takes no more.
    """
    with (
        media_errors(f"write {out.name}"),
        beside(out) as part,
        open_clip(part, Fraction(1, track.rate)) as output,
        reading_stem(stem) as source,
    ):
        stream: Any = output.add_stream(_ENCODERS.get(track.codec, track.codec), rate=track.rate)
        context = stream.codec_context
        context.layout = track.layout
        if track.codec in _ANY_RATE:
            context.bit_rate = max(track.bit_rate, _BITS_PER_CHANNEL * track.channels)
        elif track.bit_rate and not track.codec.startswith("pcm"):
            context.bit_rate = track.bit_rate
        fitting = av.AudioResampler(
            context.format.name, track.layout, track.rate, context.frame_size or BLOCK
        )
        at = round(start * track.rate)
        for sound in blocks(source):
            frame = _frame(sound, track, at)
            at += len(sound)
            for fitted in fitting.resample(frame):
                output.mux(stream.encode(fitted))
        for fitted in fitting.resample(None):
            output.mux(stream.encode(fitted))
        output.mux(stream.encode(None))


def _frame(sound: Sound, track: SoundTrack, at: int) -> av.AudioFrame:
    planes = np.ascontiguousarray(sound.T)
    frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=track.layout)
    frame.sample_rate, frame.time_base, frame.pts = track.rate, Fraction(1, track.rate), at
    return frame


def placed(spoken: Mono, layout: str, channels: int) -> Sound:
    """Return dialogue (samples) where it is heard in a layout: the centre, or left and right."""
    sound = np.zeros((len(spoken), channels), np.float32)
    if has_centre(layout):
        sound[:, _CENTRE] = spoken
    else:
        sound[:, :2] = spoken[:, None]
    return sound


def has_centre(layout: str) -> bool:
    """Say whether a layout has a centre channel besides left and right."""
    return layout.startswith(_CENTRED) and layout not in _WITHOUT_CENTRE


def _ways(layout: str) -> int:
    return 1 if has_centre(layout) or layout == "mono" else 2


def _how(whole: Path, layout: str) -> str:
    if layout in ("mono", "stereo"):
        return "spectral"
    if not has_centre(layout):
        return "none"
    with reading_stem(whole) as source:
        heard = any(np.abs(sound[:, _CENTRE]).max() > _HEARD for sound in blocks(source))
    return "centre" if heard else "none"


def _by_channel(source: Any) -> Iterator[tuple[Sound, Mono]]:
    for sound in blocks(source):
        yield sound, sound[:, _CENTRE]


def _by_spectrum(source: Any, how: str) -> Iterator[tuple[Sound, Mono]]:
    """Yield a sound in chunks with the dialogue in each; silence where there is no telling."""
    if how == "none":
        for sound in blocks(source):
            yield sound, np.zeros(len(sound), np.float32)
        return
    parting = separator(source.samplerate)
    chunk = CHUNK * source.samplerate // parting.step * parting.step
    context = CONTEXT * source.samplerate // parting.step * parting.step
    held = source.read(chunk + context, "float32", always_2d=True)
    before = 0
    while len(held) > before:
        stop = min(before + chunk, len(held))
        yield held[before:stop], parting.dialogue(held)[before:stop]
        kept = max(0, stop - context)
        more = source.read(stop - kept + chunk + context - (len(held) - kept), "float32",
                           always_2d=True)  # fmt: skip
        held = np.concatenate((held[kept:], more))
        before = stop - kept
