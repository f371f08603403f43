"""What Anthropic's stand-in answers: stories by the embedded storyteller, dressings, judgements.

It is a writer of English only: asked for another language it writes English all the same.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from film.lexicon.manner import delivery_of, emotion_of
from film.lexicon.people import OUTFIT_COLOURS
from film.lexicon.places import find_place
from film.lexicon.things import find_landmarks
from film.lexicon.tone import find_mood, find_weather
from film.request import MovieRequest
from film.story import Character, Scene, Shot
from film.storyteller import tell_story
from flows.standins.calls import RefusalError

_DATA = re.compile(r"<request_json>\n(.*?)\n</request_json>", re.DOTALL)
_RULES: dict[str, tuple[str, float]] = {
    "sexual": (r"\b(?:porn|explicit sex|erotic|nude)\w*", 0.9),
    "sexual_content_with_minors": (r"\b(?:porn|erotic|nude)\w*.*\b(?:child|minor|teen)\w*", 0.95),
    "hate": (r"\b(?:racial slur|ethnic cleansing|vermin race)\b", 0.9),
    "harassment": (r"\b(?:humiliate my|bully my|revenge on my)\b", 0.85),
    "self_harm": (r"\b(?:how to kill myself|self-harm tips)\b", 0.95),
    "graphic_violence": (r"\b(?:torture porn|snuff|gore)\b", 0.95),
    "dangerous_instructions": (r"\b(?:build a bomb|nerve agent|synthes\w+ meth)\b", 0.95),
    "real_people": (r"\b(?:deepfake|the real president|my ex-wife's face)\b", 0.9),
    "minors": (r'(?=.*"persona": \{).*\b(?:looks underage|plays? a (?:child|pupil))\b', 0.95),
}


def answer_to(asked: Mapping[str, Any]) -> str:
    """Return the JSON that a request's schema and data ask for."""
    properties = set(asked["output_config"]["format"]["schema"]["properties"])
    data = _data(asked)
    if set(_RULES) <= properties:
        told = _judged(json.dumps(data, ensure_ascii=False))
    elif "prompt" in data:
        told = _told(data)
    elif "people" in data:
        told = _dressed(data)
    else:
        raise RefusalError(400, "The stand-in does not know what this schema asks for")
    return json.dumps(told, ensure_ascii=False)


def _data(asked: Mapping[str, Any]) -> dict[str, Any]:
    content = asked["messages"][0]["content"]
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    texts = [block["text"] for block in blocks if block["type"] == "text"]
    found = _DATA.search("\n".join(texts))
    if not found:
        raise RefusalError(400, "The stand-in finds no request_json in the first message")
    data: dict[str, Any] = json.loads(found[1])
    return data


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    """Tell the prompt's story, as somebody would write it who knows neither ids nor places."""
    returning = tuple(Character.model_validate(one) for one in data["characters"])
    story = tell_story(
        MovieRequest(
            prompt=data["prompt"],
            title=data["title"],
            genre=data["genre"],
            length=data["length"],
            scenes=data["scenes"],
            narration=data["narration"],
            seed=data["variation"],
            characters=returning,
        )
    )
    known = {one.name: one.id for one in returning}
    keys = {one.id: known.get(one.name, one.id) for one in story.characters}
    first = story.scenes[0]
    return {
        "title": story.title,
        "logline": story.logline,
        "genre": story.genre,
        "characters": [
            _character(one, {"era": first.era, "culture": first.culture})
            for one in story.characters
            if one.name not in known
        ],
        "scenes": [_scene(one, keys) for one in story.scenes],
    }


def _character(one: Character, worn: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": one.id,
        **worn,
        **one.model_dump(
            mode="json", include={"name", "role", "sex", "age", "build", "description"}
        ),
        **one.appearance.model_dump(mode="json"),
        **one.voice.model_dump(mode="json"),
    }


def _scene(scene: Scene, keys: Mapping[str, str]) -> dict[str, Any]:
    kept = {
        "place", "interior", "setting", "time", "weather", "era", "culture", "mood", "intensity",
        "atmosphere", "landmarks", "synopsis", "transition",
    }  # fmt: skip
    lines = {
        line.id: {
            "speaker": keys.get(line.speaker, line.speaker),
            **line.model_dump(include={"text", "delivery", "extension"}),
        }
        for line in scene.lines
    }
    return {
        **scene.model_dump(mode="json", include=kept),
        "shots": [_shot(shot, lines, keys) for shot in scene.shots],
    }


def _shot(
    shot: Shot, lines: Mapping[str, dict[str, Any]], keys: Mapping[str, str]
) -> dict[str, Any]:
    return {
        **shot.model_dump(mode="json", include={"size", "angle", "move", "action", "hold"}),
        "props": list(shot.props),
        "cast": [
            {
                "character": keys[one.character],
                "emotion": one.emotion,
                "gesture": one.gesture,
            }
            for one in shot.cast
        ],
        "lines": [lines[one] for one in shot.lines],
    }


def _dressed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Dress a broken down screenplay."""
    worn = {"era": data["era_hint"], "culture": data["culture_hint"]}
    people = [Character.model_validate(one) for one in data["people"]]
    colours = OUTFIT_COLOURS.split()
    return {
        "title": data["title"],
        "logline": f"A film in {len(data['places'])} scenes.",
        "genre": data["genre"],
        "characters": [
            {
                **_character(one, worn),
                "outfit_colour": colours[(number * 3 + len(one.name)) % len(colours)],
                "description": f"{one.description or one.role or one.name}, as designed.",
            }
            for number, one in enumerate(people)
        ],
        "scenes": [_dressed_scene(one, worn) for one in data["scenes"]],
    }


def _dressed_scene(scene: Mapping[str, Any], worn: Mapping[str, str]) -> dict[str, Any]:
    heading = scene["slugline"]
    words = " ".join(
        [heading, *(shot["action"] for shot in scene["shots"])]
        + [line["text"] for shot in scene["shots"] for line in shot["lines"]]
    )
    found = find_place(heading, heading.upper().startswith("INT"))
    return {
        "id": scene["id"],
        "setting": found.setting if found else "street",
        "time": "day",
        "weather": find_weather(words) or "clear",
        **worn,
        "mood": find_mood(words) or "calm",
        "intensity": 0.5,
        "atmosphere": f"{heading.capitalize()}, in a light of its own.",
        "landmarks": find_landmarks(words)[:3],
        "synopsis": f"What happens at {heading}.",
        "shots": [_dressed_shot(one) for one in scene["shots"]],
    }


def _dressed_shot(shot: Mapping[str, Any]) -> dict[str, Any]:
    said = " ".join(line["text"] for line in shot["lines"])
    return {
        "id": shot["id"],
        "action": shot["action"] or "They look at each other.",
        "emotion": emotion_of("", said),
        "delivery": delivery_of("", said),
    }


def _judged(text: str) -> dict[str, Any]:
    low = text.lower()
    return {
        name: {"score": score, "reason": "The text asks for it in so many words."}
        if re.search(pattern, low)
        else {"score": 0.02, "reason": "There is nothing of the kind."}
        for name, (pattern, score) in _RULES.items()
    }
