"""Claims: what a film's Content Credentials say of how it was made, and what it was made from."""

import base64
import hashlib
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from film.assets import Asset
from film.model import FilmModel

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""Where the IPTC's digital source types lie: an identifier, which nobody opens."""
SourceType = Literal[
    "algorithmicMedia",
    "trainedAlgorithmicMedia",
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
    "digitalCapture",
]
SOURCE_TYPES: dict[SourceType, str] = {
    "algorithmicMedia": "made by algorithms that learned from no samples",
    "trainedAlgorithmicMedia": "made with trained models (generative AI)",
    "compositeSynthetic": "put together from several parts, at least one of them synthetic",
    "compositeWithTrainedAlgorithmicMedia": "recorded, and altered with trained models",
    "digitalCapture": "recorded by a camera or a microphone",
}
"""What the source types mean, for people."""
TRAINED: frozenset[SourceType] = frozenset(
    {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"}
)
"""Those that say that trained models had a hand in it."""
Kind = Literal["c2pa.created", "c2pa.opened", "c2pa.placed", "c2pa.edited"]
Relationship = Literal["parentOf", "componentOf", "inputTo"]
_DIGEST = "ni:///sha-256;"


class Ingredient(FilmModel):
    """Something that a film was made from."""

    title: str = Field(min_length=1)
    """What it is, such as ``Source video``: it is published, so no user's file name."""
    asset: Asset
    relationship: Relationship = "componentOf"
    """``parentOf`` for what was opened and altered, ``componentOf`` for what is seen or heard,
    ``inputTo`` for what went in besides, such as a recording of whose voice it is."""


class Action(FilmModel):
    """One step of the making."""

    kind: Kind
    description: str = ""
    sourced: bool = False
    """Whether it is the one that made the content what it is, and so tells its source type."""
    ingredients: tuple[int, ...] = ()
    """The ingredients that it is about, by their place in the claims."""


class Claims(FilmModel):
    """All that a film says of itself."""

    title: str
    agent: str
    """Version of Firstcut."""
    actions: tuple[Action, ...] = Field(min_length=1)
    ingredients: tuple[Ingredient, ...] = ()

    source_type: SourceType | None = None
    """Where what is seen and heard comes from; None where only its ingredients can tell."""


def source_type(*, trained: bool, recorded: bool = False) -> SourceType:
    """Return the IPTC's word for what was made with or without trained models.

    ``recorded`` says that recordings, such as a video or a photograph of a face, are seen in it.
    """
    if recorded:
        return "compositeWithTrainedAlgorithmicMedia" if trained else "compositeSynthetic"
    return "trainedAlgorithmicMedia" if trained else "algorithmicMedia"


def created(
    title: str, kind: SourceType, how: str, agent: str, ingredients: tuple[Ingredient, ...] = ()
) -> Claims:
    """Return the claims of a film that there was not before.

    ``how`` is a sentence; the ingredients are what was placed in it, such as pictures of a face, or
    what went in and is not seen or heard itself, such as a recording of a voice.
    """
    inputs = _those("inputTo", ingredients)
    made = Action(kind="c2pa.created", description=how, sourced=True, ingredients=inputs)
    return Claims(
        title=title,
        agent=agent,
        source_type=kind,
        actions=(made, *_placed(ingredients)),
        ingredients=ingredients,
    )


def edited(
    title: str, kind: SourceType, how: str, agent: str, ingredients: tuple[Ingredient, ...]
) -> Claims:
    """Return the claims of a recording that was altered: the first ingredient is the recording."""
    source, *others = ingredients
    parts = (source.model_copy(update={"relationship": "parentOf"}), *others)
    opened = Action(kind="c2pa.opened", ingredients=(0,))
    inputs = _those("inputTo", parts)
    made = Action(kind="c2pa.edited", description=how, sourced=True, ingredients=inputs)
    return Claims(
        title=title,
        agent=agent,
        source_type=kind,
        actions=(opened, *_placed(parts), made),
        ingredients=parts,
    )


def _placed(ingredients: tuple[Ingredient, ...]) -> tuple[Action, ...]:
    """Return the action of placing, if anything was: only what is seen or heard is placed."""
    placed = _those("componentOf", ingredients)
    return (Action(kind="c2pa.placed", ingredients=placed),) if placed else ()


def _those(relationship: Relationship, ingredients: tuple[Ingredient, ...]) -> tuple[int, ...]:
    return tuple(place for place, one in enumerate(ingredients) if one.relationship == relationship)


def opened(title: str, agent: str, recording: Ingredient) -> Claims:
    """Return the claims of a recording that was packed anew: nothing in it was altered."""
    parent = recording.model_copy(update={"relationship": "parentOf"})
    action = Action(kind="c2pa.opened", ingredients=(0,))
    return Claims(title=title, agent=agent, actions=(action,), ingredients=(parent,))


def manifest(claims: Claims, when: datetime) -> dict[str, Any]:
    """Return the claims as c2pa's builder takes them; ``when`` is the time of signing, in UTC."""
    agent = {"name": "Firstcut", "version": claims.agent}
    actions = [
        _action(one, claims.source_type, when) | {"softwareAgent": agent} for one in claims.actions
    ]
    return {
        "claim_generator_info": [agent],
        "title": claims.title,
        "assertions": [{"label": "c2pa.actions", "created": True, "data": {"actions": actions}}],
    }


def definition(ingredient: Ingredient, place: int) -> dict[str, Any]:
    """Return an ingredient as c2pa's builder takes it; ``place`` is its place in the claims."""
    return {
        "title": ingredient.title,
        "format": ingredient.asset.media_type,
        "relationship": ingredient.relationship,
        "instance_id": name_of(ingredient.asset.sha256),
        "label": _label(place),
    }


def name_of(sha256: str) -> str:
    """Return the name of content with this digest (hex), after RFC 6920."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"{_DIGEST}{digest}"


def digest_in(name: str) -> str:
    """Return the SHA-256 (hex) that a name after RFC 6920 holds; empty when it is none."""
    if not name.startswith(_DIGEST):
        return ""
    try:
        digest = base64.urlsafe_b64decode(name.removeprefix(_DIGEST) + "=")
    except ValueError:
        return ""
    return digest.hex() if len(digest) == hashlib.sha256().digest_size else ""


def _action(action: Action, source: SourceType | None, when: datetime) -> dict[str, Any]:
    told: dict[str, Any] = {"action": action.kind, "when": when.strftime("%Y-%m-%dT%H:%M:%SZ")}
    if action.description:
        told["description"] = action.description
    if action.sourced and source:
        told["digitalSourceType"] = IPTC + source
    if action.ingredients:
        told["parameters"] = {"ingredientIds": [_label(place) for place in action.ingredients]}
    return told


def _label(place: int) -> str:
    return f"ingredient-{place}"
