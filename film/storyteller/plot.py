"""The plot: which parts a story has, in which order, for the time that it is given."""

import itertools
import random
import re
from dataclasses import dataclass

from film.coverage import line_seconds
from film.storyteller.episodes import EPISODES, Episode
from film.storyteller.genres import GENRES, Part, Voice
from film.storyteller.keepsakes import find_keepsake
from film.storyteller.phrase import trade_of
from film.storyteller.premise import Person, Premise
from film.storyteller.themes import BEFRIENDING, THEMES, Company, Script, Step

_GHOSTS = frozenset((
    "ghost", "phantom", "spirit", "shadow", "death", "poltergeist", "banshee", "echo",
    "reflection",
))  # fmt: skip
_STEPS: tuple[Step, ...] = ("meet", "try", "crisis", "turn", "close")
_ORDER: tuple[Part, ...] = ("open", "meet", "try", "shade", "crisis", "turn", "close", "end")
_NEEDED: tuple[Part, ...] = ("open", "meet", "end", "turn", "crisis", "try", "close", "shade")
"""What a story cannot do without comes first."""


_LONG_SLOT = re.compile(r"\{(?:goal|Goal|goal_past|my_goal|your_goal|Your_goal|topic)\}")
_FIRST_SHOT = 1.0
"""Seconds that a wide shot takes before anybody speaks."""
_BRIEF = 22.0
"""Seconds below which there is no time for an arc."""
_TOPIC = "N: This is the story of {topic}."


@dataclass(frozen=True)
class Passage:
    """A part of the story with the words chosen for it."""

    part: Part
    script: Script
    episode: bool = False


def plan_plot(
    premise: Premise, other: Person, seconds: float, dice: random.Random
) -> list[Passage]:
    """Return the passages of a story that lasts about ``seconds``, in order."""
    voice = GENRES[premise.genre]
    if seconds < _BRIEF:
        return _brief(premise, other, seconds, voice, dice)
    chosen = {
        part: script for part in _NEEDED if (script := _choose(part, voice, premise, other, dice))
    }
    if not voice.closes and len(voice.end) and seconds < 90:
        chosen.pop("close", None)
    kept: list[Part] = []
    spent = 0.0
    for part in _NEEDED:
        if part not in chosen:
            continue
        cost = script_seconds(chosen[part], premise, opens=True)
        if kept and spent + cost > seconds * 1.1 and len(kept) >= 2:
            continue
        kept.append(part)
        spent += cost
    passages = [Passage(part, chosen[part]) for part in _ORDER if part in kept]
    return _with_episodes(passages, premise, chosen, seconds - spent, dice)


def _brief(
    premise: Premise, other: Person, seconds: float, voice: Voice, dice: random.Random
) -> list[Passage]:
    """Return the plot of a very short film: a beginning, a middle and an end that just fit."""
    own = BEFRIENDING[company_of(other)] if premise.theme == "befriend" else THEMES[premise.theme]
    if premise.genre in ("horror", "documentary"):
        own = {step: voice.steps.get(step, own[step]) for step in _STEPS}
    firsts = list(voice.deeds) if premise.goal_given else list(voice.open)
    if premise.goal_given:
        firsts += [f"N: {when}{{a_role}} {{goal_past}}." for when in ("Once, ", "One day, ", "")]
    middles = ["", *own["meet"], *own["turn"], *own["crisis"]]
    lasts = ["", *voice.end, *own["close"]]
    if premise.topic:
        firsts.append(_TOPIC)
    for options in (firsts, middles, lasts):
        dice.shuffle(options)

    def misfit(plot: tuple[Script, Script, Script]) -> float:
        bare = 0 if plot[1] or plot[2] else 4  # a beginning alone is worse than 4 s too long
        return bare + abs(
            seconds - _FIRST_SHOT - sum(script_seconds(one, premise) for one in plot if one)
        )

    first, middle, last = min(itertools.product(firsts, middles, lasts), key=misfit)
    parts: tuple[Part, ...] = ("open", "meet", "end")
    told = zip(parts, (first, middle, last), strict=True)
    return [Passage(part, script) for part, script in told if script]


def script_seconds(script: Script, premise: Premise, *, opens: bool = False) -> float:
    """Return about how long a script lasts; ``opens`` when it opens a scene."""
    total = 0.0
    script = _LONG_SLOT.sub(premise.topic or premise.goal, script)
    lines = script.split("\n")
    if opens and not lines[0].startswith("N"):
        total += 1.6
    for line in lines:
        who, _, words = line.partition(": ")
        total += 2.3 if who == "A" else line_seconds(words) + 1.0
    return total


def _choose(
    part: Part, voice: Voice, premise: Premise, other: Person, dice: random.Random
) -> Script | None:
    if part == "open":
        deed = (premise.topic and _TOPIC) or (
            dice.choice(voice.deeds) if premise.goal_given and voice.deeds else ""
        )
        if premise.pair:
            deed = deed.replace("{he}", "{hero} and {other}").replace("{He}", "{Hero} and {other}")
        return "\n".join(one for one in (_pick(voice.open, premise, dice), deed) if one)
    if part in ("shade", "end"):
        return _pick({"shade": voice.shade, "end": voice.end}[part], premise, dice)
    step: Step = part  # type: ignore[assignment]
    keepsake = find_keepsake(premise.prompt)
    own_thing = keepsake.script(step, premise.genre, premise.theme) if keepsake else ""
    if own_thing and premise.genre != "documentary":
        return own_thing
    options = voice.steps.get(step, ())
    own = (
        BEFRIENDING[company_of(other)] if premise.theme == "befriend" else THEMES[premise.theme]
    )[step]
    if premise.genre in ("horror", "documentary") and options:
        return _pick(options, premise, dice)
    if options and dice.random() < 0.5:
        return _pick(options, premise, dice)
    return _pick(own, premise, dice) if own else None


def _pick(options: tuple[Script, ...], premise: Premise, dice: random.Random) -> Script:
    """Choose a script that can happen in the story's place: no stairs out at sea."""
    fitting = [one for one in options if fits_place(one, premise)]
    return dice.choice(fitting or list(options))


def fits_place(script: Script, premise: Premise) -> bool:
    """Whether a script needs no house around it, or there is one."""
    trade = trade_of(premise.hero)
    if "{tool} goes out" in script and (trade is None or trade.tool not in _LIGHTS):
        return False
    return premise.interior or not _INDOORS.search(script)


_LIGHTS = frozenset(("lamp", "lantern", "candle", "flashlight", "torch"))
_INDOORS = re.compile(
    r"\b(?:stairs?|floorboard|wall|mirror|reflection|ceiling|bed|shelf|curtain|room|indoors|"
    r"locked from inside|what locks|kettle|the window|by the window|The door)\b"
)


def company_of(person: Person) -> Company:
    """Return what kind of company somebody is."""
    if person.kind == "spirit":
        return "ghost" if person.species in _GHOSTS else "elemental"
    if person.kind in ("animal", "creature", "alien"):
        return "beast"
    return "machine" if person.kind == "robot" else "person"


def _with_episodes(
    passages: list[Passage],
    premise: Premise,
    chosen: dict[Part, Script],
    room: float,
    dice: random.Random,
) -> list[Passage]:
    """Fill the room that is left with episodes, between the meeting and the crisis, then on."""
    pool = _episodes(premise, dice)
    voice = GENRES[premise.genre]
    more_shades = [one for one in voice.shade if one != chosen.get("shade")]
    if len(passages) < len(chosen) and room < 8:
        return passages
    pool = [Episode(one) for one in more_shades] + pool if room > 40 else pool
    extra: list[Episode] = []
    for episode in pool:
        cost = script_seconds(episode.script, premise, opens=True) - 1.0
        if cost <= room + 2.0:
            extra.append(episode)
            room -= cost
        if room < 3.5:
            break
    return _spread(passages, extra)


def _episodes(premise: Premise, dice: random.Random) -> list[Episode]:
    """Return all episodes that fit the genre, shuffled, with each thread's in its order."""
    told = [one for one in EPISODES if premise.genre in one.genres]
    fitting = [one for one in told if fits_place(one.script, premise)]
    fitting = fitting if len(fitting) > len(told) / 2 else told
    shuffled = list(fitting)
    dice.shuffle(shuffled)
    threads: dict[str, list[Episode]] = {}
    for one in fitting:
        if one.thread:
            threads.setdefault(one.thread, []).append(one)
    ordered = [threads[one.thread].pop(0) if one.thread else one for one in shuffled]
    ends = [one for one in ordered if one.thread.endswith("-end")]
    return [one for one in ordered if one not in ends] + ends


def _spread(passages: list[Passage], extra: list[Episode]) -> list[Passage]:
    """Put episodes between the passages of the middle, evenly and in order."""
    slots = [
        place
        for place, passage in enumerate(passages)
        if passage.part in ("meet", "try", "shade", "crisis")
    ]
    if not slots:
        slots = [max(0, len(passages) - 2)]
    done: list[Passage] = []
    share = len(extra) / len(slots)
    given = 0
    for place, passage in enumerate(passages):
        done.append(passage)
        if place in slots:
            upto = round((slots.index(place) + 1) * share)
            done += [Passage(passage.part, one.script, episode=True) for one in extra[given:upto]]
            given = upto
    return done
