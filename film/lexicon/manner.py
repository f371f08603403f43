"""How a line is said and felt: from the screenplay's brackets, its words and its punctuation."""

import re

from film.lexicon.tone import find_delivery, find_emotion
from film.story import Delivery, Emotion

_PUNCTUATED: tuple[tuple[str, Delivery, Emotion], ...] = (
    (r"[A-Z]{4,}.*!|!!", "shout", "angry"),
    (r"!\s*$", "excited", "determined"),
    (r"…$|\.\.\.$", "slow", "worried"),
    (r"\?!|!\?", "excited", "surprised"),
)
_FEELINGS: tuple[tuple[Emotion, str], ...] = (
    ("happy", r"\b(?:love it|wonderful|great|hooray|thank you|beautiful|we did it|yes)\b"),
    ("sad", r"\b(?:sorry|goodbye|miss (?:you|her|him)|never come back|alone|died|dead|gone)\b"),
    ("afraid", r"\b(?:run|help|oh god|scared|afraid|behind you|get out)\b"),
    ("angry", r"\b(?:how dare|liar|shut up|damn|enough|get away)\b"),
    ("tender", r"\b(?:love you|my dear|darling|sweetheart|my friend|i'm here)\b"),
    ("worried", r"\b(?:worried|careful|what if|are you sure|don't|must not|late)\b"),
    ("amused", r"\b(?:ha|haha|funny|joke|obviously|technically)\b"),
)


def delivery_of(parenthetical: str, text: str) -> Delivery:
    """Return how a line is said."""
    named = find_delivery(parenthetical) if parenthetical else None
    if named:
        return named
    return next(
        (delivery for pattern, delivery, _ in _PUNCTUATED if re.search(pattern, text)), "normal"
    )


def emotion_of(parenthetical: str, text: str) -> Emotion:
    """Return what is felt while a line is said."""
    named = find_emotion(parenthetical) if parenthetical else None
    if named:
        return named
    low = text.lower()
    felt = next((emotion for emotion, pattern in _FEELINGS if re.search(pattern, low)), None)
    if felt:
        return felt
    return next(
        (emotion for pattern, _, emotion in _PUNCTUATED if re.search(pattern, text)), "neutral"
    )
