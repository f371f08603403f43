"""Cutting: lays a story's shots end to end, each as long as its spoken lines and its hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from film.clock import SAMPLE_RATE, frame_to_sample, frames_in, frames_to_hold
from film.errors import BadRequest
from film.plan import END_CARD, TITLE_CARD, Pace
from film.screen import Screen
from film.speech import Recording
from film.story import NARRATOR, Line, Scene, Shot, Story, Transition
from film.timeline import PlacedLine

OVERLAP = Fraction(1, 2)
"""Seconds that a dissolve, a wipe or a fade in takes."""
FADE_OUT: dict[Transition, Fraction] = {"fade": Fraction(1, 2), "fade to black": Fraction(1)}
"""Seconds that the shot before takes to go black."""
LEAD_IN = Fraction(35, 100)
"""Seconds from a cut to the first word."""
TAIL = Fraction(40, 100)
"""Seconds from the last word to the cut."""
SHORTEST_SHOT = Fraction(3, 2)
"""Seconds that a shot is seen at least: the eye has to arrive."""
HELD_BEFORE = Fraction(8, 10)
"""Most seconds of a shot's hold that are seen before its first line."""


@dataclass(frozen=True)
class Cut:
    """A shot or card between two cuts: no handles yet."""

    shot: str
    scene: str
    start: int
    """Frame."""
    stop: int
    transition: Transition = "cut"
    lines: tuple[PlacedLine, ...] = ()


class Cutter:
    """Lays a story's shots end to end at a pace."""

    def __init__(
        self,
        story: Story,
        recordings: Mapping[str, Recording],
        screen: Screen,
        cards: tuple[Fraction, Fraction],
    ) -> None:
        self.story = story
        self.recordings = recordings
        self.rate = screen.rate
        self.title, self.end = (frames_in(card, screen.rate) for card in cards)
        for scene in story.scenes:
            if not scene.shots:
                raise BadRequest(f"Scene {scene.id} has no shots: give it at least one")
        self.lines = {scene.id: _lines_by_shot(scene) for scene in story.scenes}

    def frames(self, pace: Pace) -> int:
        """Return how many frames the film has at a pace."""
        return self.cut(pace)[-1].stop

    def cut(self, pace: Pace) -> list[Cut]:
        """Return the title card, all shots and the end card; each starts where one stops."""
        cuts = [Cut(TITLE_CARD, "", 0, self.title, "fade")]
        self._quiet_from = 0
        for number, scene in enumerate(self.story.scenes):
            opening: Transition = scene.transition
            if number == 0 and opening == "cut":
                opening = "dissolve"
            self._let_fade(cuts, opening)
            for place, shot in enumerate(scene.shots):
                transition = "cut" if place else opening
                following = scene.shots[place + 1] if place + 1 < len(scene.shots) else None
                cuts.append(self._cut_shot(scene, shot, following, (cuts[-1], transition, pace)))
        self._let_fade(cuts, "fade")
        start = cuts[-1].stop
        cuts.append(Cut(END_CARD, "", start, start + self.end, "fade"))
        return cuts

    def _let_fade(self, cuts: list[Cut], transition: Transition) -> None:
        """Hold the last shot a little longer where it goes black: not under its last words."""
        if transition in FADE_OUT and len(cuts) > 1:
            more = frames_in(FADE_OUT[transition] / 2, self.rate)
            cuts[-1] = replace(cuts[-1], stop=cuts[-1].stop + more)

    def _cut_shot(
        self,
        scene: Scene,
        shot: Shot,
        following: Shot | None,
        at: tuple[Cut, Transition, Pace],
    ) -> Cut:
        before, transition, pace = at
        start = before.stop
        lines = [line for line in self.lines[scene.id][shot.id] if line.id in self.recordings]
        hold = Fraction(shot.hold, 1000)
        if not lines:
            seconds = max(SHORTEST_SHOT, max(hold, SHORTEST_SHOT) * pace.hold + pace.more)
            stop = start + frames_in(seconds, self.rate)
            spoken = frames_to_hold(self._quiet_from, self.rate)
            if following is None or self.lines[scene.id][following.id]:
                stop = max(stop, spoken)  # a narration that ran over ends before the next voice
            return Cut(shot.id, scene.id, start, stop, transition)
        hold = hold * pace.hold + pace.more
        ahead = min(hold * 2 / 5, HELD_BEFORE)
        lead = ahead + LEAD_IN + (OVERLAP / 2 if transition != "cut" else 0)
        placed = self._place(lines, shot, frame_to_sample(start, self.rate) + _samples(lead), pace)
        spoken_to = max(line.start + line.samples for line in placed)
        self._quiet_from = spoken_to
        wanted = spoken_to + _samples(hold - ahead + TAIL)
        if following and not self.lines[scene.id][following.id] and not lines[-1].together:
            wanted -= _run_over(lines[-1], placed[-1], following)
        shortest = start + frames_in(SHORTEST_SHOT, self.rate)
        stop = max(
            shortest, start + frames_to_hold(wanted - frame_to_sample(start, self.rate), self.rate)
        )
        return Cut(shot.id, scene.id, start, stop, transition, tuple(placed))

    def _place(self, lines: Sequence[Line], shot: Shot, first: int, pace: Pace) -> list[PlacedLine]:
        seen = {presence.character for presence in shot.cast}
        placed: list[PlacedLine] = []
        earliest = max(first, self._quiet_from + _samples(Fraction(1, 4)))
        for number, line in enumerate(lines):
            at = earliest
            if placed and line.together:
                at = placed[-1].start
            elif placed:
                at += _samples(_pause(lines[number - 1], line) * pace.gap)
            samples = self.recordings[line.id].samples
            placed.append(
                PlacedLine(
                    line=line.id,
                    speaker=line.speaker,
                    start=at,
                    samples=samples,
                    on_screen=not line.extension and line.speaker in seen,
                )
            )
            earliest = max(earliest, at + samples)
        return placed


def _samples(seconds: Fraction) -> int:
    return round(seconds * SAMPLE_RATE)


def _pause(before: Line, line: Line) -> Fraction:
    """Seconds of quiet between two lines: how the first ends, and whether another answers."""
    text = before.text.rstrip("\"'”’»)] ")
    ending = {"…": 55, "-": 10, "–": 10, "—": 10, "?": 40, "!": 28, ",": 22}.get(text[-1:], 32)
    if text.endswith("..."):
        ending = 55
    elif text.endswith("--"):
        ending = 10
    return Fraction(ending + (8 if line.speaker != before.speaker else 0), 100)


def _run_over(line: Line, placed: PlacedLine, following: Shot) -> int:
    """Return the samples that a voice-over may go on for in the next, silent shot."""
    if line.speaker != NARRATOR and line.extension != "V.O.":
        return 0
    room = _samples(Fraction(max(following.hold, 1500), 1000) * 3 / 5)
    return min(room, placed.samples * 2 // 5)


def _lines_by_shot(scene: Scene) -> dict[str, list[Line]]:
    """Give every line of a scene to a shot, in order.

    One that no shot asks for follows its neighbour, so that nothing spoken is lost.
    """
    asked = {line: shot.id for shot in scene.shots for line in shot.lines}
    shots: dict[str, list[Line]] = {shot.id: [] for shot in scene.shots}
    order = list(shots)
    current = 0
    for line in scene.lines:
        current = max(current, order.index(asked[line.id]) if line.id in asked else 0)
        shots[order[current]].append(line)
    return shots
