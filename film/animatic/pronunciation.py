"""Pronunciation: how espeak-ng would say a text, for those who have only its sound."""

from bisect import bisect_right

from film.alignment import owner, tokens
from film.animatic.espeak import Manner, say
from film.animatic.phrases import split_phrases
from film.animatic.speech import LANGUAGES
from film.speech import Phoneme


def pronounce(text: str, language: str) -> tuple[tuple[Phoneme, ...], ...]:
    """Return the phonemes of each word between spaces, timed in samples from any beginning.

    A word said in one breath with the one before it (``of the``) has none: they are the other's.
    Raises EngineMissing when espeak-ng cannot run here, EngineFailed when it refuses.
    """
    written = tokens(text)
    sounds: list[list[Phoneme]] = [[] for _ in written]
    done = 0
    for phrase in split_phrases(text):
        spoken = say(
            phrase.text.strip(), Manner(phrase.language or LANGUAGES.get(language, "en-us"))
        )
        indent = phrase.start + len(phrase.text) - len(phrase.text.lstrip())
        begins = [word.sample for word in spoken.words]
        ends = [*(one.sample for one in spoken.phonemes[1:]), spoken.sound.size]
        for phoneme, end in zip(spoken.phonemes, ends, strict=True):
            if not phoneme.symbol or end <= phoneme.sample or not begins:
                continue
            said = spoken.words[max(0, bisect_right(begins, phoneme.sample) - 1)]
            sounds[owner(written, indent + said.position)].append(
                Phoneme(symbol=phoneme.symbol, start=done + phoneme.sample, end=done + end)
            )
        done += spoken.sound.size
    return tuple(map(tuple, sounds))
