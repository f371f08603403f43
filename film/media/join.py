"""The join: picture packets, sound, captions and chapters become one MP4 that starts fast."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.subtitles.stream import SubtitleStream

from film.clock import SAMPLE_RATE, frame_to_sample
from film.errors import MediaFailed
from film.media.captions import Caption
from film.media.files import beside, media_errors
from film.media.h264 import Packet, PacketWriter, open_output, track_timescale
from film.media.mezzanine import open_input, template
from film.model import FilmModel
from film.screen import Screen
from film.timeline import Chapter, Timeline

_LANGUAGES = {
    "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "nl": "nld",
    "sv": "swe", "pl": "pol",
}  # fmt: skip
"""ISO 639-2 codes, which MP4 tracks carry."""


class FilmTags(FilmModel):
    """What the film's file says of itself."""

    title: str
    artist: str = ""
    genre: str = ""
    comment: str = ""
    language: str = "en"


def join(
    timeline: Timeline,
    picture: Iterable[Packet],
    sound: Path,
    out: Path,
    tags: FilmTags,
    captions: Sequence[Caption] = (),
) -> None:
    """Write the film: coded picture and sound as they come, and a track of any captions.

    ``sound`` is an AAC file (film.media.aac) of exactly the timeline's length. Picture and sound
    end on the same frame, and the sound's first sample plays with the first frame. The same input
    gives the same bytes. Raises MediaFailed when the lengths differ, StorageFull when the disk
    takes no more.
    """
    screen = timeline.screen
    with (
        media_errors(f"write {out.name}"),
        beside(out) as part,
        template(screen) as like,
        open_input(sound) as source,
        open_output(part, screen, **_film_options(screen)) as output,
    ):
        _check_length(source.streams.audio[0].duration or 0, timeline)
        output.metadata.update(_metadata(tags))
        output.set_chapters(_chapters(timeline.chapters, screen.rate))
        frames = PacketWriter(output, like, screen)
        aac = _SoundTrack(output, source, tags.language)
        text = _CaptionTrack(output, tags.language, captions) if captions else None
        frames.stream.metadata["language"] = "und"
        for packet in picture:
            frames.write(packet)
            now = frame_to_sample(frames.frames, screen.rate)
            aac.write_until(now)
            if text:
                text.write_until(now)
        aac.write_until(1 << 62)
        if frames.frames != timeline.frames:
            raise MediaFailed(f"The film has {frames.frames} frames, not {timeline.frames}")


def _film_options(screen: Screen) -> dict[str, str]:
    """Start fast; and an edit list, in ticks that hold frames and samples, hides AAC's priming."""
    ticks = math.lcm(SAMPLE_RATE, track_timescale(screen.rate))
    return {"movflags": "+faststart", "use_editlist": "1", "movie_timescale": str(ticks)}


def _check_length(samples: int, timeline: Timeline) -> None:
    wanted = frame_to_sample(timeline.frames, timeline.screen.rate)
    if samples != wanted:
        raise MediaFailed(f"The sound has {samples} samples, not the film's {wanted}")


def _metadata(tags: FilmTags) -> dict[str, str]:
    fields = {
        "title": tags.title,
        "artist": tags.artist,
        "genre": tags.genre,
        "comment": tags.comment,
    }
    return {key: value for key, value in fields.items() if value}


def _chapters(chapters: Sequence[Chapter], rate: Fraction) -> list[Any]:
    tick = Fraction(1, 1000)
    return [
        {
            "id": number,
            "start": round(chapter.start / rate / tick),
            "end": round((chapter.start + chapter.frames) / rate / tick),
            "time_base": tick,
            "metadata": {"title": chapter.title},
        }
        for number, chapter in enumerate(chapters)
    ]


class _SoundTrack:
    """The master's packets, written as the picture goes, so that neither waits in memory."""

    def __init__(self, output: OutputContainer, sound: InputContainer, language: str) -> None:
        like = sound.streams.audio[0]
        self._output = output
        self._stream = output.add_stream_from_template(like)
        self._stream.metadata["language"] = _LANGUAGES.get(language[:2], "und")
        self._packets = (packet for packet in sound.demux(like) if packet.size)
        self._reached = 0

    def write_until(self, sample: int) -> None:
        """Write the sound up to a sample of the film, and what its last AAC frame holds more."""
        while self._reached < sample:
            packet = next(self._packets, None)
            if packet is None:
                return
            self._reached = (packet.pts or 0) + (packet.duration or 0)
            packet.stream = self._stream
            self._output.mux(packet)


class _CaptionTrack:
    """Captions as 3GPP timed text (mov_text), which players show on demand."""

    def __init__(self, output: OutputContainer, language: str, captions: Sequence[Caption]) -> None:
        self._output = output
        self._captions = list(captions)
        self._stream: SubtitleStream = output.add_stream("mov_text")
        self._stream.codec_context.subtitle_header = _STYLES
        self._stream.time_base = Fraction(1, 1000)
        self._stream.metadata["language"] = _LANGUAGES.get(language[:2], "und")

    def write_until(self, sample: int) -> None:
        """Write the captions that begin before a sample of the film."""
        while self._captions and self._captions[0].start < sample:
            caption = self._captions.pop(0)
            packet: av.Packet[Any] = av.Packet(timed_text(caption))
            packet.time_base = Fraction(1, 1000)
            packet.pts = packet.dts = round(caption.start * 1000 / SAMPLE_RATE)
            packet.duration = round(caption.stop * 1000 / SAMPLE_RATE) - packet.pts
            packet.is_keyframe = True
            packet.stream = self._stream
            self._output.mux(packet)


def timed_text(caption: Caption) -> bytes:
    """Return a caption as a 3GPP text sample (TS 26.245): length, text, and a style if italic."""
    text = "\n".join(caption.rows)
    encoded = text.encode()[:65_000].decode(errors="ignore").encode()
    sample = len(encoded).to_bytes(2, "big") + encoded
    if not caption.italic:
        return sample
    characters = len(encoded.decode())
    style = (
        (1).to_bytes(2, "big")
        + (0).to_bytes(2, "big")
        + characters.to_bytes(2, "big")
        + (1).to_bytes(2, "big")  # the font's id
        + bytes([2, 18])  # italic, size
        + bytes([255, 255, 255, 255])
    )
    return sample + (8 + len(style)).to_bytes(4, "big") + b"styl" + style


_STYLES = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,18,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
