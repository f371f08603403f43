"""Videos for tests of the transform flow: people who move and speak, as strangers upload them."""

from fractions import Fraction
from functools import cache

import av
import cv2
import numpy as np
import numpy.typing as npt
from scipy import signal

from tests.film.faces.clips import Path2D, background, place, portrait
from tests.film.transform.uploads import Rgb16, Sound, Upload
from tests.film.transform.voices import RATE, speech

TEXT = "The lamp was lit again, and far out on the water somebody answered. Are you there?"
LEFT = Path2D(x=0.27, size=0.85, sway=0.03, lean=5)
RIGHT = Path2D(x=0.72, size=0.85, sway=0.05, lean=6)


def deep(picture: npt.NDArray[np.uint8]) -> Rgb16:
    """Return a picture with 16 bits."""
    return picture.astype(np.uint16) * 257


def two_people(number: int, size: tuple[int, int]) -> Rgb16:
    """Return the astronaut on the left, the admiral on the right."""
    frame = background(*size)
    for name, path in (("astronaut", LEFT), ("admiral", RIGHT)):
        source = portrait(name)
        frame = place(frame, source, path.matrix(number / 25, source, *size))
    return deep(frame)


def two_people_filmed_upright(number: int, size: tuple[int, int]) -> Rgb16:
    """Return the same as a telephone codes it that was held upright and says so."""
    return np.ascontiguousarray(np.rot90(two_people(number, size[::-1])))


def admiral(number: int, size: tuple[int, int]) -> Rgb16:
    """Return the admiral, alone."""
    source = portrait("admiral")
    small = size if size[0] <= 640 else (640, 640 * size[1] // size[0])
    path = Path2D(size=0.9, sway=0.05)
    frame = place(background(*small), source, path.matrix(number / 25, source, *small))
    if small != size:
        frame = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    return deep(frame)


@cache
def _said() -> npt.NDArray[np.float32]:
    return speech(low=95, high=150, text=TEXT)


def spoken(layout: str, samples: int, rate: int) -> npt.NDArray[np.float32]:
    """Return speech in the middle, and a quiet hiss everywhere else."""
    channels = av.AudioLayout(layout).nb_channels
    voice = np.asarray(signal.resample_poly(_said(), rate, RATE), np.float32)
    voice = np.pad(voice, (rate // 2, samples))[:samples] * np.float32(0.7)
    dice = np.random.default_rng(5)
    sound = dice.normal(0, 0.004, (channels, samples)).astype(np.float32)
    for channel in (2,) if channels > 2 else range(channels):
        sound[channel] += voice
    return sound


UNEVEN = tuple(Fraction(n, 15) + Fraction((n * 7) % 5, 150) for n in range(72))
TELEPHONE = Upload(
    size=(360, 640), rotation=-90, rate=Fraction(15), frames=72, times=UNEVEN, gop=12,
    scene=two_people_filmed_upright,
    sounds=(Sound(layout="5.1", wave=spoken),),
    metadata=(("title", "Harbour"), ("artist", "Mara")), chapters=((0, 1000, "One"),),
)  # fmt: skip
"""Held upright: two people side by side, uneven times, speech in the middle of 5.1."""
HDR = Upload(
    codec="hevc", pixels="yuv420p10le", colour=(1, 9, 16, 9), size=(640, 360), frames=25, gop=25,
    scene=admiral, sounds=(Sound(wave=spoken),),
    params="master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)"
    "L(10000000,1):max-cll=1000,400:hdr10=1:open-gop=0",
)  # fmt: skip
"""Ten bits in high dynamic range: one person, stereo."""
NOBODY = Upload(codec="hevc", size=(320, 192), frames=50, rate=Fraction(30_000, 1001), ticks=30_000)
"""Nobody is seen, and nothing heard."""
FOUR_K = Upload(
    size=(3840, 2160), frames=4, gop=4, scene=admiral,
    options=(("preset", "ultrafast"), ("crf", "24")),
)  # fmt: skip
"""Four pictures as large as they come, without sound."""


def admiral_who_leaves(number: int, size: tuple[int, int]) -> Rgb16:
    """Return the admiral for four seconds, and then an empty wall."""
    return admiral(number, size) if number < 48 else deep(background(*size))


LEAVING = Upload(
    size=(480, 270), rate=Fraction(12), frames=72, gop=12, scene=admiral_who_leaves,
    sounds=(Sound(wave=spoken),),
)  # fmt: skip
"""Two segments, of which only the first shows anybody; stereo."""
LONG = Upload(size=(192, 108), rate=Fraction(2), frames=320, gop=8, scene=admiral)
"""Forty segments of four seconds, two pictures a second."""
