"""Filling scripts in: names, pronouns, articles and verb phrases for whoever speaks."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from film.lexicon.words import capital, with_article
from film.story import Sex
from film.storyteller.kits import PLAIN_TRADES, TRADES, Trade
from film.storyteller.premise import Person, Premise, Thing, second_clause

_PRONOUNS: dict[Sex, tuple[str, str, str, str]] = {
    "female": ("she", "her", "her", "herself"),
    "male": ("he", "him", "his", "himself"),
    "neutral": ("it", "it", "its", "itself"),
}
_RELATIONS = {
    "brother": "young man", "sister": "young woman", "son": "young man", "daughter": "young woman",
    "friend": "traveller", "couple": "traveller", "kid": "child",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
_OWN = {"her": "my", "his": "my", "their": "my", "its": "my", "herself": "myself",
        "himself": "myself", "themselves": "myself", "itself": "myself"}  # fmt: skip
_YOURS = {"my": "your", "myself": "yourself"}


@dataclass(frozen=True)
class Wording:
    """How everything in one story is called."""

    slots: Mapping[str, str]
    heard: Mapping[str, str]
    """Slots that differ when the hero or the other speaks: names without article, my and your."""

    def fill(self, text: str, speaker: str) -> str:
        """Return a script's text with its slots filled, as ``speaker`` (N, H, O, T, A) says it."""

        def word(match: re.Match[str]) -> str:
            slot = match[1]
            if speaker in "OT":
                slot = {"my_thing": "your_thing", "goal": "your_goal", "Goal": "Your_goal"}.get(
                    slot, slot
                )
            if speaker in "HOT" and slot in self.heard:
                return self.heard[slot]
            return self.slots[slot]

        filled = _SLOT.sub(word, _SLOT.sub(word, text))
        return capital(re.sub(r"([.!?]\s+)([a-z])", lambda m: m[1] + m[2].upper(), filled))


def word_story(premise: Premise, other: Person, third: str, dice: random.Random) -> Wording:
    """Return the wording of a premise; ``other`` is whom the hero deals with."""
    hero = premise.hero
    trade = _trade(hero, dice)
    years = _years(hero, dice)
    thing = _with(premise.thing)
    sought = _first_mention(premise.thing) if premise.theme == "search" else thing
    hero_name = hero.name if hero.named else f"the {hero.noun}"
    other_name = other.name if other.named else f"the {other.noun}"
    goal = second_clause(premise.goal) or premise.goal
    role = _RELATIONS.get(hero.noun, hero.noun) or "traveller"
    plain = without_adverb(goal)
    slots = {
        "hero": hero_name, "Hero": capital(hero_name), "role": role, "a_role": with_article(role),
        "other": other_name, "Other": capital(other_name), "third": third,
        "duty": trade.duty, "detail": trade.detail, "tool": trade.tool,
        "a_tool": with_article(trade.tool),
        "years": years, "years_cap": capital(years), "place": premise.place,
        "Place": capital(premise.place), "goal": goal, "Goal": capital(goal),
        "goal_past": past(goal), "topic": premise.topic,
        "my_goal": _mine(plain), "your_goal": _yours(plain), "Your_goal": capital(_yours(plain)),
        "thing": thing, "Thing": capital(thing), "my_thing": _mine(sought),
        "your_thing": _yours(sought), "a_thing": _first_mention(premise.thing),
        "A_thing": capital(_first_mention(premise.thing)),
        "it": "them" if premise.thing.plural else "it",
    }  # fmt: skip
    slots |= _pronouns(hero.sex, "") | _pronouns(other.sex, "o")
    return Wording(
        slots, {"hero": hero.name, "Hero": hero.name, "other": other.name, "Other": other.name}
    )


def _pronouns(sex: Sex, prefix: str) -> dict[str, str]:
    keys = ("he", "him", "his", "himself")
    words = dict(zip(keys, _PRONOUNS[sex], strict=True))
    return {f"{prefix}{key}": word for key, word in words.items()} | {
        f"{prefix}{key.capitalize()}" if not prefix else f"{prefix.upper()}{key}": capital(word)
        for key, word in words.items()
    }


def trade_of(person: Person) -> Trade | None:
    """Return what somebody does all day, where the tables know."""
    nouns = (person.noun, person.noun.split()[-1] if person.noun else "", person.species)
    return next((TRADES[noun] for noun in nouns if noun in TRADES), None)


def _trade(person: Person, dice: random.Random) -> Trade:
    return trade_of(person) or dice.choice(PLAIN_TRADES)


def _years(person: Person, dice: random.Random) -> str:
    if (
        person.noun in ("boy", "girl", "child", "kid", "orphan", "student")
        or person.kind != "human"
    ):
        return dice.choice(("three", "four", "five"))
    return dice.choice(("eleven", "fourteen", "nineteen", "twenty-two", "thirty"))


def _with(thing: Thing) -> str:
    determiner = thing.determiner
    if determiner in ("a", "an", "one", "some", "two", "three", ""):
        return thing.noun if not determiner and thing.plural else f"the {thing.noun}"
    return f"{determiner} {thing.noun}"


def _first_mention(thing: Thing) -> str:
    if thing.determiner in ("a", "an"):
        return with_article(thing.noun)
    return _with(thing)


def _mine(words: str) -> str:
    return " ".join(_OWN.get(word, word) for word in words.split())


def _yours(words: str) -> str:
    return " ".join(_YOURS.get(word, word) for word in _mine(words).split())


_IRREGULAR = {
    "fall": "fell", "find": "found", "steal": "stole", "build": "built", "write": "wrote",
    "make": "made", "see": "saw", "hear": "heard", "wake": "woke", "meet": "met", "fly": "flew",
    "teach": "taught", "seek": "sought", "run": "ran", "ride": "rode", "swim": "swam",
    "drive": "drove", "lose": "lost", "say": "said", "come": "came", "fight": "fought",
    "hide": "hid", "catch": "caught", "go": "went", "sing": "sang", "draw": "drew",
    "grow": "grew", "get": "got", "feed": "fed", "become": "became", "let": "let", "win": "won",
    "leave": "left", "take": "took", "read": "read", "set": "set", "put": "put", "keep": "kept",
    "break": "broke", "give": "gave", "tell": "told", "think": "thought", "bring": "brought",
    "buy": "bought", "sell": "sold", "eat": "ate", "drink": "drank", "speak": "spoke",
    "begin": "began", "know": "knew", "throw": "threw", "wear": "wore", "sleep": "slept",
    "dig": "dug", "bite": "bit", "hold": "held", "stand": "stood", "sit": "sat", "cut": "cut",
    "send": "sent", "spend": "spent", "swap": "swapped", "be": "was", "have": "had", "do": "did",
    "forget": "forgot", "forgive": "forgave", "shoot": "shot", "hit": "hit", "pay": "paid",
    "lead": "led", "feel": "felt", "dream": "dreamt", "learn": "learnt", "burn": "burnt",
    "sew": "sewed", "knit": "knitted", "rob": "robbed", "slay": "slew", "outwit": "outwitted",
    "kidnap": "kidnapped", "tend": "tended",
}  # fmt: skip


def _is_adverb(word: str) -> bool:
    return len(word) > 5 and word.endswith("ly") and word not in ("supply", "multiply")


def without_adverb(phrase: str) -> str:
    """Return a verb phrase without the adverbs it begins with."""
    words = phrase.split()
    while len(words) > 1 and _is_adverb(words[0]):
        words.pop(0)
    return " ".join(words)


def past(phrase: str) -> str:
    """Return a verb phrase in the past tense: ``befriended a storm``, ``secretly built a boat``."""
    words = phrase.split()
    at = next((place for place, word in enumerate(words) if not _is_adverb(word)), 0)
    if not words:
        return ""
    words[at] = _past_of(words[at])
    second = second_clause(phrase)
    if second:
        later = len(words) - len(second.split())
        words[later] = _past_of(words[later])
    return " ".join(words)


def _past_of(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb) and not verb.endswith(("w", "x"))
    return f"{verb}{verb[-1]}ed" if short and verb not in _SINGLE else verb + "ed"


_SINGLE = frozenset(["visit", "open", "enter", "discover", "deliver"])
