"""Quality control of a transformed video: held against its source, stream by stream."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from film.deliverables import Check
from film.transform.packets import read_timing
from film.transform.source import USUAL, open_source, probe_source, video_of
from film.transform.tracks import SoundTrack, SourceVideo

_TOLERANCE = Fraction(1, 20)
"""Seconds by which a sound may be longer or shorter: one packet of any codec."""


def check_film(path: Path, video: SourceVideo, film: Path) -> tuple[Check, ...]:
    """Say whether a film has its source's pictures and sounds, at their times, the same way up.

    Raises BadRequest or MediaFailed when either cannot be read.
    """
    made = probe_source(film)
    one, other = video.video, made.video
    before, after = _shown(path), _shown(film)
    same_times = len(before) == len(after) and all(
        here * one.time_base == there * other.time_base
        for here, there in zip(before, after, strict=True)
    )
    same_look = (
        all(
            getattr(one, name) == getattr(other, name)
            for name in ("upright", "turn", "depth", "aspect", "interlaced")
        )
        and one.colour.transfer == other.colour.transfer
    )
    size = f"{other.upright[0]}×{other.upright[1]}"
    return (
        Check(name="frames", passed=one.frames == other.frames,
              finding=f"{other.frames} of {one.frames}"),
        Check(name="times", passed=same_times,
              finding="every frame at its time" if same_times else "frames moved in time"),
        Check(name="picture", passed=same_look, finding=f"{size}, {other.depth} bits"),
        _sounds(video.sounds, made.sounds),
    )  # fmt: skip


def _shown(path: Path) -> Sequence[int]:
    with open_source(path) as source:
        return read_timing(source, video_of(source), USUAL.frames).shown


def _sounds(before: tuple[SoundTrack, ...], after: tuple[SoundTrack, ...]) -> Check:
    layouts = ", ".join(one.layout for one in after) or "none, as in the source"
    same = len(before) == len(after) and all(
        (one.layout, one.rate) == (other.layout, other.rate)
        and (not one.seconds or abs(one.seconds - other.seconds) <= _TOLERANCE)
        for one, other in zip(before, after, strict=True)
    )
    return Check(name="sound", passed=same, finding=layouts)
