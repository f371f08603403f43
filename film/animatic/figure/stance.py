"""Where limbs are: every gesture as targets for hands and feet, moved by the figure's clock."""

import math
from dataclasses import dataclass, replace

from film.animatic.figure.build import Measures
from film.animatic.figure.geometry import Point
from film.animatic.pose import Grip, Pose
from film.story import Gesture


@dataclass(frozen=True)
class Arm:
    """One arm, from its shoulder in arm lengths, outward and down: drawn foreshortened as given."""

    elbow: Point
    wrist: Point
    hand: str = "relaxed"
    angle: float | None = None
    """The hand's angle in radians, 0 pointing outward and π/2 down; None follows the forearm."""
    front: bool = False
    """Whether it crosses in front of the body also when it is the far arm."""
    sway: float = 0.0
    """Radians that the whole arm rocks about its shoulder."""
    still: bool = True
    """Whether only ``sway`` moves it, so that it need not be drawn afresh."""


@dataclass(frozen=True)
class Leg:
    """One leg's joints in figure space."""

    hip: Point
    knee: Point
    ankle: Point


@dataclass(frozen=True)
class Stance:
    """A body in one frame."""

    arms: tuple[Arm, Arm]
    """The picture's left arm, and its right one."""
    legs: tuple[Leg, Leg]
    x: float
    y: float
    """How far everything above the hips has moved."""
    lean: float
    """Radians clockwise about the hips."""
    breath: float
    """−1 to 1."""
    shrug: float = 0.0
    """How far the shoulders rise, in head-heights."""
    seated: bool = False


REST = Arm((0.10, 0.49), (0.115, 0.95))
_LADEN = {
    "palm": Arm((0.16, 0.43), (0.02, 0.56), "cup", 2.75, True),
    "fist": Arm((0.20, 0.42), (0.34, 0.40), "fist", -0.35, True),
    "aloft": Arm((0.26, 0.38), (0.62, 0.22), "fist", -0.1, True),
    "hung": Arm((0.13, 0.48), (0.19, 0.90), "fist", 1.45, True),
}
"""The arm that carries something, for each way of carrying it."""
_HANDED = Arm((0.38, 0.30), (0.76, 0.22), "open", -0.1, True)
"""An arm that holds something out to somebody."""


def stance(m: Measures, pose: Pose) -> Stance:
    """Return the body's stance for a pose."""
    t = pose.time
    breath = math.sin(t * 1.55)
    seated = pose.gesture == "sit"
    arms = _arms(pose, t)
    if pose.grip is not None:
        arms = _laden(arms, pose.gesture, pose.grip)
    x, y, lean = 0.012 * math.sin(t * 0.62), 0.006 * breath, 0.006 * math.sin(t * 0.47 + 1)
    lean += 0.05 * m.stoop * 10 * pose.turn * 0.3
    if pose.speaking:
        lean += 0.022 * pose.speaking * math.sin(t * 2.1)
        y += 0.010 * pose.speaking * math.sin(t * 4.3)
    legs = _standing(m)
    if pose.gesture == "walk":
        phase = t * math.tau * 0.92
        legs = _walking(m, pose, phase)
        y -= 0.045 * abs(math.cos(phase)) - 0.02
        x += 0.035 * math.sin(phase) * (1 - abs(pose.turn))
        lean += 0.05 * pose.turn
    elif pose.gesture == "cheer":
        hop = max(math.sin(t * 7.0), 0.0)
        y -= 0.10 * hop
        legs = _hopping(m, hop)
    elif seated:
        legs, drop = _sitting(m, pose)
        y += drop
    shrug = 0.0
    if pose.gesture == "shrug":
        shrug = 0.10 + 0.02 * math.sin(t * 2.4)
    return Stance(arms, legs, x, y, lean, breath, shrug, seated)


def _arms(pose: Pose, t: float) -> tuple[Arm, Arm]:
    idle = 0.010 * math.sin(t * 0.9)
    rest = replace(REST, sway=idle)
    leads_right = pose.turn >= 0
    if pose.gesture == "rest" and pose.speaking > 0.02:
        beat = pose.speaking * (0.5 + 0.5 * math.sin(t * 3.3))
        moving = Arm((0.11, 0.48), (0.13 + 0.12 * beat, 0.94 - 0.32 * beat), _opening(beat),
                     still=False)  # fmt: skip
        return (rest, moving) if leads_right else (moving, rest)
    left, right = _gesture(pose, t, rest, idle)
    one_sided = pose.gesture in ("wave", "point", "reach", "think")
    return (right, left) if one_sided and not leads_right else (left, right)


def _laden(arms: tuple[Arm, Arm], gesture: Gesture, grip: Grip) -> tuple[Arm, Arm]:
    """Return the arms with one of them carrying something."""
    if gesture == "hold" and grip.way == "palm":
        return arms
    if gesture == "reach":
        handed = _HANDED if grip.way == "palm" else replace(_HANDED, hand="fist")
        other, one = replace(REST, sway=arms[grip.side].sway), handed
    else:
        other, one = arms[1 - grip.side], _LADEN[grip.way]
        other = REST if gesture == "hold" else other
    return (one, other) if grip.side == 0 else (other, one)


def _opening(beat: float) -> str:
    return "open" if beat > 0.3 else "relaxed"


def _gesture(pose: Pose, t: float, rest: Arm, idle: float) -> tuple[Arm, Arm]:
    """Return the left and right arm of a gesture that leads with the right."""
    if pose.gesture == "talk":
        return _talking(t, pose.speaking)
    if pose.gesture == "walk":
        return _swinging(pose, t)
    sway, bob = math.sin(t * 8.5), math.sin(t * 7)
    hip = Arm((0.36, 0.37), (0.02, 0.60), "hip", 2.2)
    shrug = Arm((0.18, 0.42), (0.50, 0.30), "open", -0.35)
    cup = Arm((0.15, 0.43), (-0.20, 0.52), "cup", 2.6, True, idle)
    fist = Arm((0.34, -0.08), (0.40 + 0.05 * bob, -0.56), "fist", -1.7, still=False)
    knee = Arm((0.15, 0.42), (0.03, 0.78), "relaxed", 1.9, True, idle * 0.5)
    table = {
        "rest": (rest, rest),
        "wave": (rest, Arm((0.40, 0.14), (0.50 + 0.10 * sway, -0.34), "open", -1.5 + 0.34 * sway,
                           still=False)),
        "point": (rest, Arm((0.43, 0.24), (0.84, 0.28), "point", 0.12, sway=idle * 2)),
        "arms crossed": (Arm((0.12, 0.43), (-0.50, 0.46), "tucked", math.pi + 0.1, True,
        idle * 0.5),
                         Arm((0.12, 0.42), (-0.47, 0.36), "relaxed", math.pi + 0.25, True,
                             idle * 0.5)),
        "hands on hips": (hip, hip),
        "shrug": (shrug, shrug),
        "hold": (cup, cup),
        "reach": (rest, Arm((0.38, 0.30), (0.76, 0.24), "open", -0.05,
        sway=0.05 * math.sin(t * 2.2))),
        "cheer": (fist, fist),
        "think": (Arm((0.12, 0.44), (-0.44, 0.46), "tucked", math.pi, True),
                  Arm((0.05, 0.46), (-0.28, 0.04), "chin", -2.0, True)),
        "sit": (knee, knee),
    }  # fmt: skip
    return table[pose.gesture]


def _talking(t: float, talk: float) -> tuple[Arm, Arm]:
    lively = 0.35 + 0.65 * talk

    def hand(phase: float, share: float) -> Arm:
        lift = (0.5 + 0.5 * math.sin(t * 2.9 + phase)) * share * lively
        out = 0.17 + 0.16 * share * lively * math.sin(t * 3.7 + phase)
        return Arm((0.15, 0.44), (out, 0.66 - 0.26 * lift), "open", 0.5 - 1.1 * lift, still=False)

    return hand(0.0, 0.75), hand(1.3, 1.0)


def _swinging(pose: Pose, t: float) -> tuple[Arm, Arm]:
    swing = math.sin(t * math.tau * 0.92)
    side = abs(pose.turn)
    s = 1 if pose.turn >= 0 else -1

    def arm(sign: float, picture: float) -> Arm:
        ahead = swing * sign * 0.40 * side * s * picture
        back = -0.10 * side * s * picture
        up = max(swing * sign, 0) * 0.14
        return Arm((0.09 + ahead * 0.4 + back, 0.48), (0.09 + ahead, 0.93 - up), still=False)

    return arm(1, -1), arm(-1, 1)


def _standing(m: Measures) -> tuple[Leg, Leg]:
    top = -_leg(m)
    half = m.hip * 0.50

    def leg(side: float) -> Leg:
        return Leg((side * half * 0.92, top), (side * half * 1.02, top * 0.5),
                   (side * half * 1.04, -0.10))  # fmt: skip

    return leg(-1), leg(1)


def _leg(m: Measures) -> float:
    return m.height - 1.06 - m.torso


def _walking(m: Measures, pose: Pose, phase: float) -> tuple[Leg, Leg]:
    top = -_leg(m)
    half = m.hip * 0.50 * (1 - 0.55 * abs(pose.turn))
    s = 1 if pose.turn >= 0 else -1
    side = abs(pose.turn)

    def leg(which: float) -> Leg:
        own = phase + (0 if which < 0 else math.pi)
        lift = max(math.sin(own), 0.0)
        stride = -math.cos(own) * 0.62 * side * s * _leg(m) / 2.3
        ankle = (which * half * 0.8 + stride, -0.10 - 0.24 * lift)
        hip = (which * half * 0.85, top)
        bend = s * side * (0.08 + 0.30 * lift)
        knee = ((hip[0] + ankle[0]) / 2 + bend, top * 0.5 - 0.14 * lift)
        return Leg(hip, knee, ankle)

    return leg(-1), leg(1)


def _hopping(m: Measures, hop: float) -> tuple[Leg, Leg]:
    left, right = _standing(m)
    lifted = []
    for leg, side in ((left, -1), (right, 1)):
        lifted.append(
            Leg(
                (leg.hip[0], leg.hip[1] - 0.10 * hop),
                (leg.knee[0] + side * 0.06 * hop, leg.knee[1] - 0.12 * hop),
                (leg.ankle[0] + side * 0.02 * hop, leg.ankle[1] - 0.16 * hop),
            )
        )
    return lifted[0], lifted[1]


def _sitting(m: Measures, pose: Pose) -> tuple[tuple[Leg, Leg], float]:
    length = _leg(m)
    seat = -length * 0.55
    drop = length + seat
    half = m.hip * 0.58

    def leg(which: float) -> Leg:
        ahead = pose.turn * length * 0.42
        hip = (which * half * 0.8, seat)
        knee = (which * half * 1.25 + ahead, seat + 0.10)
        return Leg(hip, knee, (which * half * 1.1 + ahead * 0.95, -0.10))

    return (leg(-1), leg(1)), drop
