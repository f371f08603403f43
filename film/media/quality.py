"""Quality control: looks at the finished film as a broadcaster would, before it is handed over."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np

from film.clock import SAMPLE_RATE, frame_to_sample
from film.deliverables import Check, Soundtrack
from film.media.captions import Caption
from film.media.files import media_errors
from film.media.loudness import SILENCE
from film.media.mezzanine import frame_number, open_input
from film.media.probe import probe
from film.timeline import Timeline

BLACK = 20
"""Mean luma (limited range, black is 16) up to which a picture counts as black."""
FULLEST_BLACK = Fraction(1, 16)
"""Bytes a pixel that a black keyframe takes at most, with film grain all over it."""


def check_film(
    movie: Path, timeline: Timeline, soundtrack: Soundtrack, captions: Sequence[Caption]
) -> tuple[Check, ...]:
    """Check lengths, loudness, black pictures, silence and captions; MediaFailed if unreadable."""
    return (
        _check_lengths(movie, timeline),
        _check_loudness(soundtrack),
        _check_black(movie, timeline),
        _check_silence(soundtrack),
        _check_captions(captions, timeline),
    )


def _check_lengths(movie: Path, timeline: Timeline) -> Check:
    info = probe(movie)
    samples = frame_to_sample(timeline.frames, timeline.screen.rate)
    return Check(
        name="Picture and sound end together",
        passed=info.frames == timeline.frames and info.samples == samples,
        finding=f"{info.frames} frames and {info.samples} samples; planned {timeline.frames} "
        f"and {samples}",
    )


def _check_loudness(soundtrack: Soundtrack) -> Check:
    loudness = soundtrack.loudness
    silent = loudness.integrated <= SILENCE
    return Check(
        name="Loudness",
        passed=silent or (abs(loudness.integrated + 16) <= 1 and loudness.true_peak <= -1),
        finding="silent"
        if silent
        else f"{loudness.integrated:.1f} LUFS, true peak {loudness.true_peak:.1f} dBTP",
    )


def _check_black(movie: Path, timeline: Timeline) -> Check:
    """Look at every keyframe, at most two seconds apart, that no fade darkens."""
    black = [number for number in _black_keyframes(movie) if not _fades(number, timeline)]
    times = ", ".join(_clock(Fraction(number) / timeline.screen.rate) for number in black[:5])
    return Check(
        name="No black pictures",
        passed=not black,
        finding=f"black at {times}" if black else "none outside of fades",
    )


def _black_keyframes(movie: Path) -> Iterator[int]:
    """Yield the black keyframes; those that hold too much to be black are not even decoded."""
    with media_errors(f"read {movie.name}"), open_input(movie) as file:
        stream = file.streams.video[0]
        stream.codec_context.thread_count = 1  # each packet gives its picture at once
        most = stream.width * stream.height * FULLEST_BLACK
        for packet in file.demux(stream):
            if not packet.is_keyframe or not 0 < packet.size <= most:
                continue
            for frame in stream.codec_context.decode(packet):
                luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8)[::7]
                if luma.mean() <= BLACK:
                    yield frame_number(stream, packet.pts)


def _fades(number: int, timeline: Timeline) -> bool:
    for shot in timeline.shots:
        place = number - shot.start
        if 0 <= place < shot.frames and (
            place < shot.overlap or place >= shot.frames - shot.fade_out
        ):
            return True
    return False


def _check_silence(soundtrack: Soundtrack) -> Check:
    times = ", ".join(
        f"{_clock(Fraction(start, SAMPLE_RATE))}–{_clock(Fraction(stop, SAMPLE_RATE))}"
        for start, stop in soundtrack.silences[:5]
    )
    return Check(
        name="No long silence",
        passed=not soundtrack.silences,
        finding=f"nothing is heard at {times}" if times else "something is always heard",
    )


def _check_captions(captions: Sequence[Caption], timeline: Timeline) -> Check:
    end = frame_to_sample(timeline.frames, timeline.screen.rate)
    spoken = sum(len(shot.lines) for shot in timeline.shots)
    ordered = all(one.stop <= other.start for one, other in pairwise(captions))
    inside = all(0 <= caption.start < caption.stop <= end for caption in captions)
    enough = bool(captions) or not spoken
    return Check(
        name="Captions",
        passed=ordered and inside and enough,
        finding=f"{len(captions)} captions for {spoken} lines",
    )


def _clock(seconds: Fraction) -> str:
    minutes, rest = divmod(float(seconds), 60)
    return f"{int(minutes)}:{rest:04.1f}"
