"""The acting: a pose for every drawing, from what a character feels, says and hears."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from film.animatic.pose import STEP, Pose
from film.animatic.staging import Mark
from film.shots import Assignment, Speaking
from film.story import Emotion

LOOK_AHEAD = 0.25
"""Seconds before a line at which the others turn to who is about to speak."""
_HOLD = 2
"""Drawings for which somebody at ease keeps a pose."""
_TURN_STEP = 0.05
"""Turns are drawn in steps: a figure keeps what it has drawn for each."""
_WALKING_TURN = 0.8
"""People look where they go."""
_BLINK = (0.5, 1.0, 0.4)
"""How shut the eyes are through a blink, a twelfth of a second each."""
_TEMPER: dict[Emotion, tuple[float, float, float]] = {
    "neutral": (0.0, 0.0, 1.0),
    "happy": (-0.06, 0.03, 1.15),
    "sad": (0.32, 0.05, 0.6),
    "angry": (0.12, 0.0, 1.25),
    "afraid": (-0.05, -0.02, 1.5),
    "surprised": (-0.16, 0.0, 1.1),
    "disgusted": (-0.05, -0.05, 0.9),
    "determined": (0.06, 0.0, 0.8),
    "tender": (0.1, 0.09, 0.8),
    "amused": (-0.05, 0.07, 1.1),
    "worried": (0.14, -0.04, 1.2),
}
"""Per emotion: how far the head hangs, how it is tilted, how lively it moves."""


@dataclass(frozen=True)
class Acting:
    """One figure's performance, drawing by drawing."""

    poses: tuple[Pose, ...]
    """One per drawing."""
    shifts: tuple[float, ...]
    """Heads that the figure stands to the right of its mark, per drawing."""


@dataclass(frozen=True)
class Others:
    """Where a figure's company is: the side it turns to, per character."""

    sides: dict[str, float]
    """−1 to its left on the screen, +1 to its right."""

    def toward(self, character: str) -> float:
        """Return the side of a character; 0 for somebody who is not here."""
        return self.sides.get(character, 0.0)


def perform(assignment: Assignment, mark: Mark, others: Others) -> Acting:
    """Act a shot out for one figure; a drawing stands for ``STEP`` frames.

    Who is at ease holds each drawing for twice as long: nobody sees it, and it costs half.
    """
    player = _Player(assignment, mark, others)
    poses: list[Pose] = []
    shifts: list[float] = []
    for number, frame in enumerate(range(0, assignment.frames, STEP)):
        pose, shift = player.pose(frame), player.shift(frame)
        if number % _HOLD and player.at_ease(frame):
            pose, shift = replace(poses[-1], blink=pose.blink), shifts[-1]
        poses.append(pose)
        shifts.append(shift)
    return Acting(tuple(poses), tuple(shifts))


class _Player:
    def __init__(self, assignment: Assignment, mark: Mark, others: Others) -> None:
        presence = mark.presence
        self.rate = float(assignment.screen.rate)
        self.frames = assignment.frames
        self.first = assignment.first_frame
        self.presence = presence
        walks = presence.gesture == "walk"
        self.turn = math.copysign(_WALKING_TURN, mark.turn) if walks else mark.turn
        self.others = others
        self.spans = [s for s in assignment.speaking if s.on_screen]
        self.own = [s for s in self.spans if s.speaker == presence.character]
        self.heard = [s for s in self.spans if s.speaker != presence.character]
        self.dice = random.Random(f"{assignment.seed}:{presence.character}:acting")
        self.rhythm = random.Random(f"{presence.character}:rhythm").uniform(0, 20)
        self.hang, self.lean, self.life = _TEMPER[presence.emotion]
        self.blinks = self._plan_blinks()
        self.glances = self._plan_glances()
        self.beats = [beat for span in self.own for beat in self._beats_of(span)]
        self.nods = self._plan_listening_nods()
        self.smooth_turn = self.turn

    def pose(self, frame: int) -> Pose:
        """Return the pose of a frame; frames have to be asked for in order."""
        now = frame / self.rate
        clock = (self.first + frame) / self.rate + self.rhythm
        speaking = self._speaking(now)
        emphasis = max((_bump(now - beat, 0.32) for beat in self.beats), default=0.0)
        nodding = max((_bump(now - nod, 0.5) for nod in self.nods), default=0.0)
        wander = _wander(clock, self.rhythm) * self.life
        target = self.turn + self._attention(now) + 0.03 * wander
        self.smooth_turn += (target - self.smooth_turn) * 0.28
        gesture = self.presence.gesture
        if gesture == "rest" and self.own:
            gesture = "talk"
        return Pose(
            gesture=gesture,
            emotion=self.presence.emotion,
            time=clock,
            turn=max(-1.0, min(1.0, _TURN_STEP * round(self.smooth_turn / _TURN_STEP))),
            gaze=self._gaze(now),
            blink=self._blink(frame),
            tilt=self.lean + 0.025 * _wander(0.8 * clock, self.rhythm + 5) + 0.03 * emphasis,
            nod=self.hang + 0.05 * wander + 0.2 * emphasis + 0.26 * nodding,
            speaking=min(1.0, speaking * (0.6 + 0.4 * emphasis)),
        )

    def at_ease(self, frame: int) -> bool:
        """Say whether the figure neither speaks nor walks nor nods about a frame."""
        if self.presence.gesture in ("walk", "wave", "cheer"):
            return False
        now = frame / self.rate
        spans = [self._times(span) for span in self.own]
        spans += [(nod, nod + 0.5) for nod in self.nods]
        return all(not start - 0.3 <= now <= end + 0.4 for start, end in spans)

    def shift(self, frame: int) -> float:
        """Return how far the weight is shifted, and how far somebody who walks has come."""
        clock = (self.first + frame) / self.rate + self.rhythm
        sway = 0.035 * math.sin(0.9 * clock) * math.sin(0.37 * clock + self.rhythm)
        if self.presence.gesture != "walk":
            return sway
        way = -1.0 if self.turn < 0 else 1.0
        return way * 1.1 * (frame - 0.62 * self.frames) / self.rate

    def _speaking(self, now: float) -> float:
        loudest = 0.0
        for span in self.own:
            start, end = self._times(span)
            rise = (now - start + 0.1) / 0.2
            fall = (end - now + 0.15) / 0.3
            loudest = max(loudest, min(1.0, max(0.0, min(rise, fall))))
        return loudest

    def _attention(self, now: float) -> float:
        speaker = self._whom_heard(now)
        return 0.2 * self.others.toward(speaker) if speaker else 0.0

    def _whom_heard(self, now: float) -> str | None:
        for span in self.heard:
            start, end = self._times(span)
            if start - LOOK_AHEAD <= now <= end + LOOK_AHEAD:
                return span.speaker
        return None

    def _gaze(self, now: float) -> tuple[float, float]:
        heard = self._whom_heard(now)
        sides = self.others.sides
        if heard is not None:
            base = 0.6 * self.others.toward(heard)
        elif len(sides) > 0:
            base = 0.5 * next(iter(sides.values()))
        else:
            base = 0.55 * self.turn
        dx, dy = self.glances[min(int(now * 12), len(self.glances) - 1)]
        level = 0.25 if self.presence.emotion == "sad" else 0.0
        return max(-1.0, min(1.0, base + dx)), max(-1.0, min(1.0, level + dy))

    def _blink(self, frame: int) -> float:
        for start in self.blinks:
            since = (frame - start) * 12 / self.rate
            if 0 <= since < len(_BLINK):
                return _BLINK[int(since)]
        return 0.0

    def _times(self, span: Speaking) -> tuple[float, float]:
        start = span.first_frame / self.rate + span.offset / 48_000
        return start, (span.first_frame + span.frames) / self.rate

    def _plan_blinks(self) -> list[int]:
        blinks = []
        at = self.dice.uniform(0.5, 2.2)
        while at * self.rate < self.frames:
            blinks.append(2 * round(at * self.rate / 2))
            twice = self.dice.random() < 0.12
            at += 0.34 if twice else self.dice.uniform(1.8, 4.6) / self.life
        return blinks

    def _plan_glances(self) -> list[tuple[float, float]]:
        glances: list[tuple[float, float]] = []
        total = int(self.frames / self.rate * 12) + 2
        while len(glances) < total:
            away = self.dice.random() < 0.2
            reach = 0.45 if away else 0.12
            spot = (self.dice.uniform(-reach, reach), self.dice.uniform(-0.5, 0.6) * reach)
            glances += [spot] * self.dice.randint(6 if away else 9, 9 if away else 26)
        return glances

    def _beats_of(self, span: Speaking) -> list[float]:
        start, end = self._times(span)
        beats = []
        at = start + self.dice.uniform(0.1, 0.3)
        while at < end - 0.15:
            beats.append(at)
            at += self.dice.uniform(0.5, 1.15)
        return beats

    def _plan_listening_nods(self) -> list[float]:
        nods = []
        for span in self.heard:
            start, end = self._times(span)
            at = start + self.dice.uniform(0.7, 1.6)
            while at < end:
                nods.append(at)
                at += self.dice.uniform(1.3, 3.0)
        return nods


def _bump(since: float, length: float) -> float:
    """Rise and fall smoothly within ``length`` seconds; 0 outside."""
    if not 0 <= since <= length:
        return 0.0
    return math.sin(math.pi * since / length) ** 2


def _wander(clock: float, phase: float) -> float:
    """Wander slowly within −1 to 1, in a way that does not seem to repeat."""
    return 0.6 * math.sin(0.61 * clock + phase) + 0.4 * math.sin(1.37 * clock + 2 * phase)


def others_of(mark: Mark, company: Sequence[Mark]) -> Others:
    """Say on which side of a figure each of the others stands."""
    return Others(
        {
            other.presence.character: 1.0 if other.x > mark.x else -1.0
            for other in company
            if other.presence.character != mark.presence.character
        }
    )
