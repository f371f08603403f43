"""Speech: a recorded line with the times of its words and phonemes."""

from film.assets import Asset
from film.model import FilmModel
from film.story import Line


class Word(FilmModel):
    """A word as written, and the samples (48 kHz, from the recording's start) it sounds in."""

    text: str
    start: int
    end: int


class Phoneme(FilmModel):
    """A phoneme in IPA, and the samples (48 kHz, from the recording's start) it sounds in."""

    symbol: str
    start: int
    end: int


class Recording(FilmModel):
    """One spoken line: mono 48 kHz sound, trimmed, with word and phoneme times."""

    line: str
    """Id of the line."""
    speaker: str
    asset: Asset
    samples: int
    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]


class Neighbours(FilmModel):
    """The lines that a speaker says before and after one, for the melody of speech.

    They are a hint and no content: when they change, a line that is recorded stays as it is.
    """

    previous: Line | None = None
    next: Line | None = None


ALONE = Neighbours()
