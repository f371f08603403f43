"""Where limbs are: every gesture as targets for hands and feet, moved by the figure's clock."""

import math
from dataclasses import dataclass, replace

from film.animatic.figure.build import Measures
from film.animatic.figure.geometry import Point
from film.animatic.pose import Pose


@dataclass(frozen=True)
class Arm:
    """One arm: the hand's target from its shoulder in arm lengths, outward and down."""

    out: float
    down: float
    bend: float = 1.0
    """+1 puts the elbow outward, −1 inward."""
    hand: str = "relaxed"
    angle: float | None = None
    """The hand's angle in radians, 0 pointing outward and π/2 down; None follows the forearm."""
    front: bool = False
    """Whether it crosses in front of the body also when it is the far arm."""


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


REST = Arm(0.17, 0.955, 1.0)


def stance(m: Measures, pose: Pose) -> Stance:
    """Return the body's stance for a pose."""
    t = pose.time
    breath = math.sin(t * 1.55)
    seated = pose.gesture == "sit"
    arms = _arms(pose, t)
    x, y, lean = 0.012 * math.sin(t * 0.62), 0.006 * breath, 0.006 * math.sin(t * 0.47 + 1)
    lean += 0.05 * m.stoop * 10 * pose.turn * 0.3
    if pose.speaking:
        lean += 0.022 * pose.speaking * math.sin(t * 2.1)
        y += 0.010 * pose.speaking * math.sin(t * 4.3)
    legs = _standing(m, x)
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
    idle = 0.012 * math.sin(t * 0.9)
    rest = replace(REST, out=REST.out + idle)
    talk = pose.speaking
    forward = 1.0 if pose.turn >= 0 else 0.0
    """Which arm leads: the one on the side that the figure faces."""
    if pose.gesture == "rest" and talk > 0.02:
        beat = talk * (0.5 + 0.5 * math.sin(t * 3.3))
        moving = Arm(0.12 + 0.12 * beat, 0.985 - 0.42 * beat, 1, "open" if beat > 0.3 else "relaxed")
        return (rest, moving) if forward else (moving, rest)
    table = {
        "rest": (rest, rest),
        "talk": _talking(t, talk),
        "wave": (rest, Arm(0.42 + 0.13 * math.sin(t * 8.5), -0.62, -1.0, "open",
                           -math.pi / 2 + 0.34 * math.sin(t * 8.5))),
        "point": (rest, Arm(0.95, 0.02 + 0.01 * math.sin(t * 3), 1, "point", -0.02)),
        "arms crossed": (Arm(-0.66, 0.50 + idle, 1, "tucked", math.pi + 0.1, True),
                         Arm(-0.70, 0.40 + idle, 1, "relaxed", math.pi + 0.2, True)),
        "hands on hips": (Arm(-0.05, 0.60, 1, "hip", 2.3), Arm(-0.05, 0.60, 1, "hip", 2.3)),
        "shrug": (Arm(0.58, 0.34, 1, "open", -0.25), Arm(0.58, 0.34, 1, "open", -0.25)),
        "hold": (Arm(-0.22, 0.52 + idle, 1, "cup", 2.5, True),
                 Arm(-0.22, 0.52 + idle, 1, "cup", 2.5, True)),
        "reach": (Arm(0.16, 0.93), Arm(0.90, -0.14 + 0.03 * math.sin(t * 2.2), 1, "open", -0.25)),
        "cheer": (Arm(0.40 + 0.07 * math.sin(t * 7), -0.80, -1, "fist", -1.9),
                  Arm(0.40 + 0.07 * math.sin(t * 7), -0.80, -1, "fist", -1.9)),
        "think": (Arm(-0.50, 0.52, 1, "tucked", math.pi - 0.2, True),
                  Arm(-0.30, 0.06, 1, "chin", -2.1, True)),
        "walk": _swinging(pose, t),
        "sit": (Arm(0.02, 0.80 + idle, 1, "relaxed", 1.9, True),
                Arm(0.02, 0.80 - idle, 1, "relaxed", 1.9, True)),
    }  # fmt: skip
    left, right = table[pose.gesture]
    one_sided = pose.gesture in ("wave", "point", "reach", "think")
    return (right, left) if one_sided and not forward else (left, right)


def _talking(t: float, talk: float) -> tuple[Arm, Arm]:
    lively = 0.35 + 0.65 * talk

    def hand(phase: float, share: float) -> Arm:
        lift = 0.5 + 0.5 * math.sin(t * 2.9 + phase)
        return Arm(
            0.16 + 0.14 * share * lively * math.sin(t * 3.7 + phase),
            0.66 - 0.22 * share * lively * lift,
            1.0,
            "open",
            0.35 - 0.9 * lift * lively * share,
        )

    return hand(0.0, 0.75), hand(1.3, 1.0)


def _swinging(pose: Pose, t: float) -> tuple[Arm, Arm]:
    swing = math.sin(t * math.tau * 0.92)
    side = abs(pose.turn)
    s = 1 if pose.turn >= 0 else -1

    def arm(sign: float, picture: float) -> Arm:
        ahead = swing * sign * 0.42 * side * s * picture
        up = max(swing * sign, 0) * 0.16
        return Arm(0.08 + ahead, 0.96 - up, 1 if side < 0.3 else -picture * s, "relaxed", None)

    return arm(1, -1), arm(-1, 1)


def _standing(m: Measures, x: float) -> tuple[Leg, Leg]:
    top = -_leg(m)
    half = m.hip * 0.50

    def leg(side: float) -> Leg:
        return Leg((side * half * 0.92 + x, top), (side * half * 1.02 + x * 0.5, top * 0.5),
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
    left, right = _standing(m, 0)
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
