"""Pictures by models on Replicate: portraits, sheets that keep to them, keyframes with both."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, ClassVar

from pydantic import Field

from blocks.engine import source_revision
from blocks.image.base import ImageVendor
from blocks.image.framing import beside, framed, picture_of
from blocks.image.prompts import (
    describe,
    keyframe_prompt,
    negative_prompt,
    portrait_prompt,
    sheet_prompt,
)
from blocks.vendors import jobs
from blocks.vendors.replicate import Files
from blocks.vendors.replicate_engine import ReplicateEngine
from blocks.vendors.replicate_models import Plain, ReplicateModel, Tariff
from film.assets import Asset, AssetStore
from film.cost import Estimate
from film.errors import EngineFailed
from film.ledger import Order
from film.look import Look
from film.shots import Assignment, CharacterSheet
from film.story import Character

SEEDS = 2**31
"""Seeds that every model takes lie below."""
SQUARE = Fraction(1)
SHEET = Fraction(16, 9)
TALLEST_SHEET = 2048
"""Pixels of height that a sheet has at most."""


class PictureModel(ReplicateModel):
    """A model that makes one picture; an input of the film's is left out where it has no name."""

    prompt_input: str = Field("prompt", description="Input that takes the prompt.")
    negative_input: str = Field("", description="Input that takes what must not be seen.")
    picture_input: str = Field(
        "", description="Input that takes the reference picture; 'name[]' takes several."
    )
    seed_input: str = Field("seed", description="Input that takes the seed.")
    aspect_input: str = Field("aspect_ratio", description="Input that takes the picture's shape.")
    aspects: tuple[str, ...] = Field(
        ("1:1", "16:9", "3:2", "4:3", "5:4", "4:5", "3:4", "2:3", "9:16"),
        description="The shapes it makes, as 'width:height'.",
    )

    def aspect(self, shape: Fraction) -> str:
        """Return the model's shape that is nearest to one."""

        def off(aspect: str) -> float:
            wide, tall = aspect.split(":")
            return abs(math.log(Fraction(wide) / Fraction(tall) / shape))

        return min(self.aspects, key=off)


_KONTEXT = PictureModel(
    model="black-forest-labs/flux-kontext-pro",
    picture_input="input_image",
    aspects=(
        *("1:1", "16:9", "3:2", "4:3", "5:4", "4:5", "3:4", "2:3", "9:16"),
        *("21:9", "9:21", "2:1", "1:2"),
    ),
    extra={"output_format": "png", "prompt_upsampling": False},
    tariff=Tariff(unit="picture"),
)
_PRO = PictureModel(
    model="black-forest-labs/flux-1.1-pro",
    extra={"output_format": "png", "prompt_upsampling": False},
    tariff=Tariff(unit="picture"),
)


class ReplicateImage(ReplicateEngine, ImageVendor):
    """Draws a portrait first, and all else with the portrait to look at."""

    _block_type_name = "Firstcut Replicate Artist"
    _block_type_slug = "replicate-image"
    _description = "Draws characters and keyframes with models on Replicate: needs an API token."
    name: ClassVar[str] = "replicate"
    label: ClassVar[str] = "Replicate artist"
    licence: ClassVar[str] = (
        "Replicate's terms and each model's licence; FLUX pro models allow commercial use of what "
        "they make"
    )
    samples: ClassVar[bool] = True

    portrait: PictureModel = Field(_PRO, description="Model for a character's portrait.")
    sheet: PictureModel = Field(
        _KONTEXT, description="Model for a character's sheet; it is given the portrait."
    )
    keyframe: PictureModel = Field(
        _KONTEXT, description="Model for shots' first frames; it is given the portraits."
    )

    def fingerprint(self) -> dict[str, Any]:
        """Return the models, and the revision of our prompts and framing."""
        own = ("replicate", "prompts", "framing")
        return {
            "engine": self.label,
            "portrait": self.portrait.fingerprint(),
            "sheet": self.sheet.fingerprint(),
            "keyframe": self.keyframe.fingerprint(),
            "revision": source_revision(*(f"blocks.image.{module}" for module in own)),
        }

    def terms(self) -> str:
        """Return the licence, and where each model's terms are."""
        models = dict.fromkeys(one.model for one in (self.portrait, self.sheet, self.keyframe))
        pages = ", ".join(f"https://replicate.com/{model}" for model in models)
        return f"{self.licence}: {pages}"

    def estimate(self, work: Character | Assignment) -> Estimate:
        """Return what a portrait and a sheet cost, or a keyframe."""
        if isinstance(work, Assignment):
            return _price(self.keyframe)
        return _price(self.portrait) + _price(self.sheet)

    def submit_sheet(self, character: Character, look: Look, store: AssetStore) -> Order:
        """Order a character's portrait."""
        prompt = portrait_prompt(character, look.style)
        return self._order(self.portrait, _inputs(self.portrait, prompt, look, SQUARE), (), store)

    def collect_sheet(
        self, order: Order, character: Character, look: Look, store: AssetStore
    ) -> CharacterSheet:
        """Wait for the portrait, order views that keep to it, and set them side by side."""
        portrait = self._fetch(self.portrait, order)
        prompt = f"{KEEP} {sheet_prompt(character, look.style)}"
        inputs = _inputs(self.sheet, prompt, look, SHEET)
        sheet = self._fetch(self.sheet, self._order(self.sheet, inputs, (portrait,), store))
        return CharacterSheet(
            character=character.id,
            picture=beside((portrait, sheet), store, TALLEST_SHEET),
            portrait=framed(portrait, SQUARE, store),
        )

    def submit_keyframe(self, assignment: Assignment, store: AssetStore) -> Order:
        """Order a shot's first frame, with the portraits of those in it."""
        known = {sheet.character: sheet.portrait for sheet in assignment.sheets}
        seen = [one for one in assignment.characters if one.id in known]
        prompt = f"{_whom(seen)}{keyframe_prompt(assignment)}"
        look = Look(style=assignment.style, seed=assignment.seed)
        inputs = _inputs(self.keyframe, prompt, look, _shape(assignment))
        portraits = [known[one.id] for one in seen]
        return self._order(self.keyframe, inputs, portraits, store)

    def collect_keyframe(self, order: Order, assignment: Assignment, store: AssetStore) -> Asset:
        """Wait for a shot's first frame, and crop it to the screen's shape."""
        return framed(self._fetch(self.keyframe, order), _shape(assignment), store)

    def _order(
        self,
        model: PictureModel,
        inputs: dict[str, Plain],
        references: Sequence[Asset],
        store: AssetStore,
    ) -> Order:
        """Order a picture. Its references stand by their digests: how they are set is our work."""
        name = model.picture_input
        digests = {name: [one.sha256 for one in references]}
        pictures: dict[str, list[Asset]] = {}
        if name and references:
            several = name.endswith("[]")
            pictures[name] = list(references) if several else [beside(references, store)]
        desk = self.desk(model, Files(pictures, store))
        return jobs.submit(desk, model.model, model.content(inputs, digests), _price(model))

    def _fetch(self, model: PictureModel, order: Order) -> Asset:
        settled = jobs.collect(self.desk(model), order, picture_of)
        if settled.goods is None:
            raise EngineFailed(f"{self.label} has no picture for {order.subject}: run it again")
        return settled.goods


KEEP = "The same person as in the reference picture, with the same face, hair and clothes."


def _whom(seen: Sequence[Character]) -> str:
    """Return who is in the reference picture, in its order."""
    if not seen:
        return ""
    if len(seen) == 1:
        return f"{KEEP} "
    people = "; ".join(describe(one) for one in seen)
    return (
        f"The reference shows, from left to right: {people}. Put these people into one new "
        "picture, each with the same face, hair and clothes. "
    )


def _inputs(model: PictureModel, prompt: str, look: Look, shape: Fraction) -> dict[str, Plain]:
    return {
        model.prompt_input: prompt,
        model.negative_input: negative_prompt(look.style),
        model.aspect_input: model.aspect(shape),
        model.seed_input: look.seed % SEEDS,
    }


def _shape(assignment: Assignment) -> Fraction:
    return Fraction(assignment.screen.width, assignment.screen.height)


def _price(model: PictureModel) -> Estimate:
    return model.tariff.estimate(model.model)
