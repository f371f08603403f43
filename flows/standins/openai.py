"""OpenAI's stand-in: a classifier whose scores follow from words, and from how red a picture is.

It judges with Firstcut's own rules, told in the vendor's categories, and adds what the vendor sees
in life and no film is refused for: threats and violence.
"""

import re
from typing import Any

import cv2
import numpy as np

from blocks.moderation.base import THRESHOLDS
from film.moderation import Category, Finding
from film.moderation_rules.judge import find
from flows.standins.calls import Answer, Call, Desk, RefusalError, data_uri

desk = Desk("openai")
MODELS = ("omni-moderation-latest", "omni-moderation-2024-09-26")
LONGEST = 100_000
"""Characters of one input."""
TAKEN: dict[str, tuple[str, ...]] = {
    "harassment": ("text",),
    "harassment/threatening": ("text",),
    "hate": ("text",),
    "hate/threatening": ("text",),
    "illicit": ("text",),
    "illicit/violent": ("text",),
    "self-harm": ("text", "image"),
    "self-harm/intent": ("text", "image"),
    "self-harm/instructions": ("text", "image"),
    "sexual": ("text", "image"),
    "sexual/minors": ("text",),
    "violence": ("text", "image"),
    "violence/graphic": ("text", "image"),
}
"""The vendor's categories, and what kinds of input each is judged of."""
MEANINGS: dict[Category, str] = {
    "sexual": "sexual",
    "sexual content with minors": "sexual/minors",
    "hate": "hate",
    "harassment": "harassment",
    "self-harm": "self-harm/instructions",
    "graphic violence": "violence/graphic",
    "dangerous instructions": "illicit/violent",
}
_THREAT = re.compile(
    r"\b(?:kill|murder|shoot|stab|destroy|burn)\w* (?:you|them|him|her|all)\b", re.IGNORECASE
)
_VIOLENCE = re.compile(
    r"\b(?:kill|murder|blood|dead|death|war|stab|bomb|knife|fight)\w*", re.IGNORECASE
)
NOISE = 0.0004
FLAGGED = 0.5
RED = 0.6
"""Share of a picture that is blood red, from where it counts as graphic."""


@desk.route("moderations", "POST /v1/moderations", knows=("bad_answer",))
def moderations(call: Call) -> Answer:
    """Classify a text, several texts, or one text and picture together."""
    asked = call.json()
    model = asked.get("model", MODELS[0])
    if model not in MODELS:
        raise RefusalError(404, f"The model '{model}' does not exist", "model_not_found")
    inputs = _inputs(asked.get("input"))
    if call.fault:
        return Answer.json(call.fault.content)
    return Answer.json(
        {
            "id": f"modr-{call.house.number()}",
            "model": "omni-moderation-2024-09-26",
            "results": [_result(parts) for parts in inputs],
        }
    )


def _inputs(given: Any) -> list[list[dict[str, Any]]]:
    """Return the inputs, each as the parts that are judged together."""
    if isinstance(given, str):
        return [[{"type": "text", "text": given}]]
    if not isinstance(given, list) or not given:
        raise RefusalError(400, "Invalid type for 'input'", "invalid_type")
    if all(isinstance(one, str) for one in given):
        return [[{"type": "text", "text": one}] for one in given]
    if sum(one.get("type") == "image_url" for one in given) > 1:
        raise RefusalError(400, "Number of images exceeds the limit of 1", "too_many_images")
    return [list(given)]


def _result(parts: list[dict[str, Any]]) -> dict[str, Any]:
    scores = dict.fromkeys(TAKEN, NOISE)
    kinds = set()
    for part in parts:
        if part.get("type") == "text":
            kinds.add("text")
            found = _words(str(part.get("text", "")))
        elif part.get("type") == "image_url":
            kinds.add("image")
            found = _colours(str(part.get("image_url", {}).get("url", "")))
        else:
            raise RefusalError(400, "Unknown type of input", "invalid_value")
        scores = {name: max(score, found.get(name, 0.0)) for name, score in scores.items()}
    return {
        "flagged": max(scores.values()) >= FLAGGED,
        "categories": {name: score >= FLAGGED for name, score in scores.items()},
        "category_scores": scores,
        "category_applied_input_types": {
            name: [kind for kind in taken if kind in kinds] for name, taken in TAKEN.items()
        },
    }


def _words(text: str) -> dict[str, float]:
    if len(text) > LONGEST:
        raise RefusalError(400, "The input is too long", "string_above_max_length")
    scores = {
        MEANINGS[one.category]: _certainty(one) for one in find(text) if one.category in MEANINGS
    }
    if _THREAT.search(text):
        scores["harassment/threatening"] = 0.91
    scores["violence"] = round(min(0.97, 0.3 * len(_VIOLENCE.findall(text))), 4)
    return scores


def _certainty(finding: Finding) -> float:
    """Return a score as classifiers give them: near one or near nothing."""
    refused = finding.score >= THRESHOLDS[finding.category]
    return round(0.95 + 0.04 * finding.score if refused else 0.1 * finding.score, 4)


def _colours(address: str) -> dict[str, float]:
    media = data_uri(address)
    pixels = cv2.imdecode(np.frombuffer(media[0], np.uint8), cv2.IMREAD_COLOR) if media else None
    if pixels is None:
        raise RefusalError(400, "Failed to decode the image", "invalid_image")
    blue, green, red = (pixels[..., channel].astype(int) for channel in range(3))
    share = float(((red > 110) & (red > 3 * green) & (red > 3 * blue)).mean())
    return {"violence/graphic": 0.99 if share > RED else NOISE}


routes = desk.routes
