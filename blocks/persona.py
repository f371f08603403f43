"""The persona's block: how a persona is saved, and found again by reference."""

from datetime import datetime
from typing import Protocol

from prefect.blocks.core import Block
from pydantic import Field, ValidationError

from film.assets import Asset
from film.errors import BadRequest, EngineMissing
from film.persona import (
    MOST_PICTURES,
    MOST_SAMPLES,
    SLUG,
    Attributes,
    Consent,
    Digest,
    Persona,
    VoiceId,
)


class FirstcutPersona(Block):
    """A real person's face and voice for films, with the consent that allows their use.

    Pictures and samples lie in an asset storage; the block holds no pixel and no sound of them.
    """

    _block_type_name = "Firstcut Persona"
    _block_type_slug = SLUG
    _description = (
        "A person who appears in films: pictures of the face, looks, voice, and the consent that "
        "it takes. `firstcut persona add` checks pictures and saves one."
    )

    pictures: tuple[Asset, ...] = Field(
        min_length=1,
        max_length=MOST_PICTURES,
        description="Pictures of the face in the asset storage, the best first; `firstcut persona "
        "add` puts them there.",
    )
    attributes: Attributes = Field(description="What the person looks like, in words.")
    samples: tuple[Asset, ...] = Field(
        (),
        max_length=MOST_SAMPLES,
        description="Recordings of the voice in the asset storage.",
    )
    voice_id: VoiceId = Field(
        "",
        description="The voice's id at a vendor, such as one of ElevenLabs'; when it is empty, a "
        "voice may be cloned from the samples.",
    )
    consent: Consent = Field(
        Consent(), description="Who allowed what, and until when; without it nothing is made."
    )
    earlier: tuple[Digest, ...] = Field(
        (),
        description="Digests of consent records that this one took the place of: films name them.",
    )
    storage: str = Field(
        "local",
        min_length=1,
        max_length=200,
        description="Where pictures and samples lie: local, or a saved asset storage block as "
        "type-slug/name.",
    )

    def persona(self) -> Persona:
        """Return who it is; BadRequest when the block's fields do not make one."""
        try:
            return Persona(
                name=self._block_document_name or "unsaved",
                pictures=self.pictures,
                attributes=self.attributes,
                samples=self.samples,
                voice_id=self.voice_id,
                consent=self.consent,
                earlier=self.earlier,
            )
        except ValidationError as cause:
            wrong = cause.errors(include_url=False, include_context=False, include_input=False)[0]
            raise BadRequest(
                f"Persona '{self._block_document_name}' cannot be used: {wrong['msg']}; add it "
                "again with `firstcut persona add`"
            ) from None

    @property
    def media(self) -> tuple[Asset, ...]:
        """Everything of it that lies in the asset storage."""
        return (*self.pictures, *self.samples)


class ClonedVoices(Protocol):
    """Voices that a vendor cloned from personas' samples, as the ledger remembers them."""

    def voice_of(self, persona: Persona, now: datetime) -> str:
        """Return the vendor's id of a persona's voice: its own, its clone's, or a new clone's.

        ConsentMissing unless the voice may be used at ``now``, BadRequest without samples.
        """

    def known(self, persona: Persona) -> str:
        """Return the vendor's id of a persona's clone; "" when none is remembered."""

    def forget(self, persona: Persona) -> tuple[str, ...]:
        """Delete a persona's clones at the vendor, and return their ids.

        EngineBusy, EngineMissing when the vendor cannot be asked: nothing is forgotten then.
        """


def reference_to(name: str) -> str:
    """Return how a saved persona is referred to: ``firstcut-persona/NAME``."""
    return name if "/" in name else f"{SLUG}/{name}"


def persona_named(reference: str) -> FirstcutPersona:
    """Return a saved persona by its name or as ``firstcut-persona/NAME``.

    EngineMissing when none of that name is saved, BadRequest when the block is no persona.
    """
    try:
        block = Block.load(reference_to(reference))
    except ValueError as cause:
        raise EngineMissing(
            f"No persona '{reference.rpartition('/')[2]}' is saved: `firstcut persona list` shows "
            "those that are, `firstcut persona add` saves one"
        ) from cause
    if not isinstance(block, FirstcutPersona):
        raise BadRequest(f"Block '{reference}' is no persona: choose a {SLUG}")
    return block
