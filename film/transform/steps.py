"""What the steps of transforming a video hand on: small, frozen, with media as assets."""

from film.assets import Asset
from film.clock import Rational
from film.deliverables import Check
from film.model import FilmModel
from film.transform.segments import Segment
from film.transform.tracks import SourceVideo


class Probed(FilmModel):
    """An uploaded video, looked at and cut into segments on paper."""

    video: SourceVideo
    segments: tuple[Segment, ...]


class Stills(FilmModel):
    """Pictures of a video, upright: JPEG."""

    pictures: tuple[Asset, ...]


class Clip(FilmModel):
    """What stands in the film for a segment."""

    segment: Segment
    asset: Asset
    untouched: bool
    """Whether it is the segment's own clip, as it was cut."""


class Joining(FilmModel):
    """What has to happen before clips can be joined."""

    recode: tuple[int, ...]
    """Numbers of the untouched segments that are coded anew, so that they fit beside others."""


class Joined(FilmModel):
    """A film that is put together."""

    film: Asset
    checks: tuple[Check, ...]


class Heard(FilmModel):
    """A sound of an uploaded video, decoded."""

    whole: Asset
    """FLAC: its rate and channels."""
    start: Rational
    """Seconds on the video's clock at which it begins."""


class Stems(FilmModel):
    """A sound, parted."""

    dialogue: Asset
    background: Asset
    """FLAC, one channel and all channels: together they are the whole again."""
    how: str
    """``centre``, ``spectral``, or ``none`` where dialogue cannot be told from the rest."""
    share: float
    """Energy of the dialogue by that of the whole."""
    voiced: float
    """Seconds of voiced speech in it; 0 where that is too little to tell a voice by."""
