"""Alignment: from the times of written characters to those of words and phonemes."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from math import isfinite
from typing import Any, NamedTuple

from film.clock import SAMPLE_RATE
from film.model import FilmModel
from film.speech import Phoneme, Word

Pronounced = Sequence[Sequence[Phoneme]]
"""Each written word's phonemes, in a time of their own: only their proportions matter."""

SHORTEST = SAMPLE_RATE // 50
"""Samples that a word which is heard lasts at least, where there is room."""
_BEYOND = SAMPLE_RATE // 4
"""Samples by which times may pass the sound's end: codecs pad and cut that much."""
_COVERED = 0.3
"""Share of the sound that times must span to be believed."""
_APART = 0.4
"""Share of the characters that must begin at a moment of their own."""
_MATCHED = 0.6
"""Share of a text's letters that must be among the timed characters."""


class CharacterTimes(FilmModel):
    """When each character of a spoken text sounds, in samples (48 kHz) of its recording."""

    characters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def moved(self, by: int, samples: int) -> "CharacterTimes":
        """Return the times ``by`` samples later, within a recording of ``samples``."""
        return self.model_copy(
            update={
                "starts": tuple(min(max(0, one + by), samples) for one in self.starts),
                "ends": tuple(min(max(0, one + by), samples) for one in self.ends),
            }
        )

    def without(self, opening: str) -> "CharacterTimes":
        """Return the times of what follows an opening that is not to be heard, if it is there."""
        size = len(opening)
        if not self.characters.startswith(opening) or size >= len(self.characters):
            return self
        return CharacterTimes(
            characters=self.characters[size:], starts=self.starts[size:], ends=self.ends[size:]
        )


class Token(NamedTuple):
    """A word as written, and the character it begins at."""

    position: int
    text: str

    @property
    def sounds(self) -> bool:
        """Whether there is anything in it that can be said."""
        return any(character.isalnum() for character in self.text)


def character_times(characters: Any, starts: Any, ends: Any, samples: int) -> CharacterTimes | None:
    """Return what somebody else measured, in samples; None when it makes no sense.

    ``starts`` and ``ends`` are seconds. Refused are lists of other or different lengths, what is
    no finite number, times that run backwards or pass the end of the sound (``samples`` long),
    that leave most of it out, or that have most characters begin at once.
    """
    if not (isinstance(characters, list) and isinstance(starts, list) and isinstance(ends, list)):
        return None
    if not characters or not len(characters) == len(starts) == len(ends):
        return None
    if not all(isinstance(one, str) for one in characters):
        return None
    begins, stops = _in_samples(starts), _in_samples(ends)
    if begins is None or stops is None:
        return None
    backwards = any(later < earlier for earlier, later in pairwise(begins))
    if backwards or any(stop < begin for begin, stop in zip(begins, stops, strict=True)):
        return None
    last = max(stops)
    if begins[0] < 0 or last > samples + _BEYOND or last - begins[0] < _COVERED * samples:
        return None
    if len(set(begins)) < _APART * len(begins):
        return None
    counts = [len(one) for one in characters]
    return CharacterTimes(
        characters="".join(characters),
        starts=tuple(_each(begins, counts)),
        ends=tuple(_each(stops, counts)),
    )


def _in_samples(seconds: Sequence[Any]) -> list[int] | None:
    numbers = [one for one in seconds if isinstance(one, int | float) and isfinite(one)]
    if len(numbers) < len(seconds):
        return None
    return [round(one * SAMPLE_RATE) for one in numbers]


def _each(values: Sequence[int], counts: Sequence[int]) -> Iterable[int]:
    for value, count in zip(values, counts, strict=True):
        yield from [value] * count


def tokens(text: str) -> list[Token]:
    """Return the words between spaces, in order."""
    found: list[Token] = []
    position = 0
    for word in text.split():
        position = text.index(word, position)
        found.append(Token(position, word))
        position += len(word)
    return found


def words_at(text: str, times: CharacterTimes) -> tuple[Word, ...] | None:
    """Return the words of a text as written, each from its first letter's sound to its last's.

    The timed characters need not be the text's own to the letter: they are matched. What was left
    out of them shares the time between its neighbours; what makes no sound (a lone dash) takes
    none, right before the next word. None when the two have too little in common.
    """
    places = _matched(text, times.characters)
    letters = [index for index, character in enumerate(text) if character.isalnum()]
    if sum(index in places for index in letters) < _MATCHED * len(letters):
        return None
    written = tokens(text)
    spans: list[tuple[int, int] | None] = []
    for token in written:
        heard = [
            places[index]
            for index in range(token.position, token.position + len(token.text))
            if index in places and text[index].isalnum()
        ]
        if heard:
            spans.append((times.starts[heard[0]], max(times.ends[at] for at in heard)))
        else:
            spans.append(None)
    first, last = times.starts[0], max(times.ends)
    return _settled(written, _filled(written, spans, first, last), last)


def _matched(text: str, spoken: str) -> dict[int, int]:
    """Return which timed character each of the text's is, for those that are there."""
    if text == spoken:
        return {index: index for index in range(len(text))}
    blocks = SequenceMatcher(None, _plain(text), _plain(spoken), autojunk=False)
    return {
        block.a + step: block.b + step
        for block in blocks.get_matching_blocks()
        for step in range(block.size)
    }


def _plain(text: str) -> str:
    """Return the text in lower case, character for character."""
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def _filled(
    written: Sequence[Token], spans: Sequence[tuple[int, int] | None], first: int, last: int
) -> list[tuple[int, int] | None]:
    """Give words that are heard, but were not timed, the room between those that were."""
    filled = list(spans)
    index = 0
    while index < len(written):
        if filled[index] is not None or not written[index].sounds:
            index += 1
            continue
        stop = index
        while stop < len(written) and filled[stop] is None:
            stop += 1
        begin = next((span[1] for span in reversed(filled[:index]) if span), first)
        end = next((span[0] for span in filled[stop:] if span), last)
        lost = [at for at in range(index, stop) if written[at].sounds]
        share = max(0, end - begin) // len(lost)
        for number, at in enumerate(lost):
            filled[at] = (begin + number * share, begin + (number + 1) * share)
        index = stop
    return filled


def _settled(
    written: Sequence[Token], spans: Sequence[tuple[int, int] | None], last: int
) -> tuple[Word, ...]:
    """Return the words in order, none over the next, each as long as it needs where it can be."""
    words: list[Word] = []
    following = last
    for token, span in zip(reversed(written), reversed(spans), strict=True):
        if span is None:
            start = end = following
        else:
            end = min(max(span[1], span[0] + SHORTEST), following)
            start = max(0, min(span[0], end - SHORTEST))
        words.append(Word(text=token.text, start=start, end=end))
        following = start
    return tuple(reversed(words))


def sound_out(words: Sequence[Word], pronounced: Pronounced) -> tuple[Phoneme, ...]:
    """Lay each word's phonemes over the time in which it is heard, in proportion.

    A word that has none of its own was said together with the one before it: both share their
    time. Where nobody knows how a word is pronounced, its letters stand for its sounds.
    """
    phonemes: list[Phoneme] = []
    known = list(pronounced) if len(pronounced) == len(words) else [()] * len(words)
    index = 0
    while index < len(words):
        stop = index + 1
        if known[index]:
            while stop < len(words) and not known[stop] and words[stop].end > words[stop].start:
                stop += 1
        start, end = words[index].start, max(one.end for one in words[index:stop])
        sounds = known[index] or spelled(words[index].text)
        phonemes += _scaled(sounds, start, end)
        index = stop
    return tuple(phonemes)


def _scaled(sounds: Sequence[Phoneme], start: int, end: int) -> list[Phoneme]:
    if not sounds or end <= start:
        return []
    first, length = sounds[0].start, max(1, sounds[-1].end - sounds[0].start)
    laid = (
        Phoneme(
            symbol=one.symbol,
            start=start + (one.start - first) * (end - start) // length,
            end=start + (one.end - first) * (end - start) // length,
        )
        for one in sounds
    )
    return [one for one in laid if one.end > one.start]


_IPA = {
    "a": "a", "b": "b", "c": "k", "d": "d", "e": "ɛ", "f": "f", "g": "ɡ", "h": "h", "i": "ɪ",
    "j": "dʒ", "k": "k", "l": "l", "m": "m", "n": "n", "o": "ɔ", "p": "p", "q": "k", "r": "ɹ",
    "s": "s", "t": "t", "u": "ʊ", "v": "v", "w": "w", "x": "s", "y": "i", "z": "z", "ß": "s",
    "þ": "θ", "ð": "ð", "ø": "ø", "æ": "æ", "œ": "œ", "ł": "w",
}  # fmt: skip
_VOWEL_LENGTH, _CONSONANT_LENGTH = 3, 2


def spelled(text: str) -> tuple[Phoneme, ...]:
    """Return a sound for each letter of a word: near enough for a mouth.

    A letter of another script, or a digit, is a syllable of its own.
    """
    sounds: list[Phoneme] = []
    at = 0
    for letter in unicodedata.normalize("NFD", text.lower()):
        if not letter.isalnum():
            continue
        symbol = _IPA.get(letter, "ə")
        long = symbol[0] in "aɛɪɔʊiəøæœ"
        length = _VOWEL_LENGTH if long else _CONSONANT_LENGTH
        sounds.append(Phoneme(symbol=symbol, start=at, end=at + length))
        at += length
    return tuple(sounds)


def owner(written: Sequence[Token], position: int) -> int:
    """Return which of the words a character of their text belongs to."""
    starts = [token.position for token in written]
    return max(0, bisect_right(starts, position) - 1)
