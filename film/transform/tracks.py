"""What an uploaded video holds: pictures, sounds, chapters, and what it says of itself."""

from collections.abc import Mapping
from fractions import Fraction

from pydantic import Field

from film.clock import Rational
from film.model import FilmModel
from film.transform.picture import Colour, Turn, turn_of


class VideoTrack(FilmModel):
    """The pictures of an uploaded video."""

    index: int
    """Which stream of the file it is."""
    codec: str
    width: int
    height: int
    """Coded size in pixels: rotation and pixel shape not applied."""
    matrix: tuple[int, ...] = ()
    """Display matrix, nine fixed-point numbers (ISO 14496-12, 6.2.2); nothing if upright."""
    aspect: Rational = Fraction(1)
    """Width of a pixel for a height of 1."""
    pixels: str
    """Such as ``yuv420p10le``."""
    depth: int
    """Bits."""
    colour: Colour = Colour()
    interlaced: str = ""
    """``tff`` or ``bff`` where a picture holds two fields: which of them is shown first."""
    time_base: Rational
    """Seconds that a tick of a time stamp lasts."""
    start: int
    stop: int
    """Time stamps of the first picture and of the last one's end, in ticks."""
    frames: int
    """Pictures that are shown."""
    rate: Rational
    """Pictures a second, on average."""
    bit_rate: int
    """Bits a second, on average."""
    reorder: int = 0
    """Fewest pictures by which decoding runs ahead of showing."""
    variable: bool
    """Whether pictures stand for different times (by more than time stamps are rounded)."""

    @property
    def turn(self) -> Turn:
        """What brings a picture upright."""
        return turn_of(self.matrix)

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height of the upright picture."""
        size = self.width, self.height
        return size[::-1] if self.turn.transpose else size

    @property
    def seconds(self) -> Fraction:
        """From the first picture's start to the last one's end."""
        return (self.stop - self.start) * self.time_base

    @property
    def bits(self) -> float:
        """Bits that are spent on a pixel of a picture."""
        return float(self.bit_rate / self.rate / (self.width * self.height))


class SoundTrack(FilmModel):
    """A sound of an uploaded video."""

    index: int
    codec: str
    rate: int
    """Samples per second."""
    layout: str
    """Such as ``mono``, ``stereo``, ``5.1``."""
    channels: int
    start: Rational
    """Seconds on the video's clock at which it begins."""
    seconds: Rational
    """0 where the file does not say."""
    bit_rate: int = 0
    language: str = ""


class ChapterMark(FilmModel):
    """A chapter of an uploaded video."""

    start: Rational
    end: Rational
    """Seconds."""
    title: str = ""


class SourceVideo(FilmModel):
    """What an uploaded video holds."""

    container: str
    """File name ending with its dot."""
    size: int
    """Bytes."""
    video: VideoTrack
    sounds: tuple[SoundTrack, ...] = ()
    chapters: tuple[ChapterMark, ...] = ()
    metadata: Mapping[str, str] = Field(default_factory=dict)

    @property
    def seconds(self) -> Fraction:
        """How long the picture lasts."""
        return self.video.seconds
