"""Probing: what a media file holds, as read from its own headers and packets."""

from pathlib import Path

import av
import soundfile

from film.assets import MediaInfo
from film.errors import MediaFailed
from film.media.files import media_errors

_SOUNDS = (".flac", ".wav")


def probe(path: Path) -> MediaInfo:
    """Return what a film, take or sound file holds; MediaFailed when it cannot be read."""
    if path.suffix in _SOUNDS:
        return _probe_sound(path)
    options = {"protocol_whitelist": "file"}
    with (
        media_errors(f"read {path.name}"),
        av.open(str(path), format="mp4", options=options) as file,
    ):
        facts: dict[str, object] = {}
        for video in file.streams.video[:1]:
            facts |= {
                "frames": video.frames,
                "rate": video.average_rate,
                "width": video.width,
                "height": video.height,
            }
        for audio in file.streams.audio[:1]:
            facts |= {
                "samples": audio.duration or 0,
                "sample_rate": audio.sample_rate,
                "channels": audio.channels,
            }
    return MediaInfo.model_validate(facts)


def _probe_sound(path: Path) -> MediaInfo:
    try:
        info = soundfile.info(path)
    except soundfile.LibsndfileError as cause:
        raise MediaFailed(f"Cannot read {path.name}: {cause}") from cause
    return MediaInfo(samples=info.frames, sample_rate=info.samplerate, channels=info.channels)
