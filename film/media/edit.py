"""The picture edit: takes become one run of packets, and only what a transition touches is new."""

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from film.errors import MediaFailed
from film.media.burn import Overlay
from film.media.h264 import Packet, Picture, RunEncoder
from film.media.mezzanine import is_mezzanine, read_frames, read_gops
from film.media.transitions import DRAW, fade
from film.screen import Screen
from film.timeline import PlacedShot, Timeline

Span = tuple[int, int]


def edit(
    timeline: Timeline, takes: Mapping[str, Path], overlays: Sequence[Overlay] = ()
) -> Iterator[Packet]:
    """Yield the film's coded frames, exactly ``timeline.frames`` of them.

    ``takes`` are found by shot id. GOPs that neither a transition nor an overlay touches are copied
    as they are; the others are decoded, drawn and encoded, on all cores. Raises MediaFailed when a
    take is missing, broken, or not as long as planned.
    """
    jobs = _jobs(timeline, takes, overlays)
    cores = len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(cores) as pool:
        waiting: deque[Future[list[Packet]]] = deque()
        for job in jobs:
            waiting.append(pool.submit(job.packets))
            if len(waiting) > cores:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _jobs(
    timeline: Timeline, takes: Mapping[str, Path], overlays: Sequence[Overlay]
) -> list["_Job"]:
    jobs = []
    for number, shot in enumerate(timeline.shots):
        if shot.shot not in takes:
            raise MediaFailed(f"Shot {shot.shot} has no take")
        before = timeline.shots[number - 1] if number else None
        after = timeline.shots[number + 1] if number + 1 < len(timeline.shots) else None
        given = after.overlap if after and after.transition in DRAW else 0
        jobs.append(
            _Job(
                shot=shot,
                take=takes[shot.shot],
                before=takes[before.shot] if before and shot.transition in DRAW else None,
                before_frames=before.frames if before else 0,
                stop=shot.frames - given,
                overlays=tuple(
                    overlay
                    for overlay in overlays
                    if overlay.start < shot.start + shot.frames and overlay.stop > shot.start
                ),
                screen=timeline.screen,
            )
        )
    return jobs


@dataclass(frozen=True)
class _Job:
    """One shot's share of the film: from the start of its transition to the start of the next."""

    shot: PlacedShot
    take: Path
    before: Path | None
    """The take that this one dissolves or wipes from."""
    before_frames: int
    stop: int
    """Frame of the take at which the next shot's transition takes over."""
    overlays: tuple[Overlay, ...]
    screen: Screen

    def packets(self) -> list[Packet]:
        """Return the share's coded frames."""
        gops = list(read_gops(self.take))
        held = gops[-1][0] + len(gops[-1][1])
        if held != self.shot.frames:
            raise MediaFailed(
                f"The take of shot {self.shot.shot} has {held} frames, not {self.shot.frames}"
            )
        foreign = not is_mezzanine(self.take, self.screen)
        packets: list[Packet] = []
        wanted = [gop for gop in gops if gop[0] < self.stop]
        for drawn, run in groupby(
            wanted, key=lambda gop: foreign or self._touched(gop[0], gop[0] + len(gop[1]))
        ):
            part = list(run)
            if drawn:
                start, stop = part[0][0], min(self.stop, part[-1][0] + len(part[-1][1]))
                keys = {first - start for first, _ in part}
                packets += RunEncoder(self.screen).encode(self._draw(start, stop), keys)
            else:
                packets += [packet for _, gop in part for packet in gop]
        return packets

    def _touched(self, start: int, stop: int) -> bool:
        shot = self.shot
        spans: list[Span] = [(0, shot.overlap), (self.stop, shot.frames)]
        if shot.fade_out:
            spans.append((shot.frames - shot.fade_out, shot.frames))
        spans += [(one.start - shot.start, one.stop - shot.start) for one in self.overlays]
        return any(first < stop and last > start for first, last in spans)

    def _draw(self, start: int, stop: int) -> Iterator[Picture]:
        """Yield frames ``start`` to ``stop`` of the take with all that lies over them."""
        shot = self.shot
        before = (
            read_frames(self.before, self.before_frames - shot.overlap + start, self.before_frames)
            if self.before and start < shot.overlap
            else iter(())
        )
        for number, picture in enumerate(read_frames(self.take, start, stop), start):
            drawn = picture
            if number < shot.overlap:
                share = (number + 1) / (shot.overlap + 1)
                if shot.transition in DRAW:
                    drawn = DRAW[shot.transition](next(before), drawn, share)
                else:
                    drawn = fade(drawn, share)
            if shot.fade_out and number >= shot.frames - shot.fade_out:
                drawn = fade(drawn, (shot.frames - 1 - number) / shot.fade_out)
            for overlay in self.overlays:
                if overlay.start <= shot.start + number < overlay.stop:
                    overlay.draw(drawn)
            yield drawn
