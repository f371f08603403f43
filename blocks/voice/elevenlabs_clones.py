"""Cloned voices at ElevenLabs: made from a persona's samples with consent, once, and deleted.

A clone is an order of the account ``ACCOUNT`` in the ledger, whatever film it is first made for. It
is called after a digest of its samples, never after the person. One whose making went unanswered is
looked for by that name before another is made.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from blocks.credentials import ElevenLabsCredentials
from blocks.prices import price
from blocks.vendors.elevenlabs import LABEL, ONCE, VENDOR, session
from blocks.vendors.limits import turn
from film.assets import AssetStore
from film.errors import BadRequest, EngineFailed, PaidInVain
from film.ledger import Ledger, Order
from film.model import FilmModel
from film.persona import Persona
from film.till import Goods, Till

if TYPE_CHECKING:
    from elevenlabs.client import ElevenLabs

ACCOUNT = "voices"
"""The ledger's account of all cloned voices."""
STAGE = "clone"
MODEL = "instant voice clone"
MOST_BYTES = 10 * 2**20
"""Of one sample."""


class Clone(FilmModel):
    """A cloned voice, as the ledger keeps it."""

    voice_id: str
    name: str
    """What it is called at the vendor."""


@dataclass(frozen=True)
class Clones:
    """Everybody's cloned voices at one vendor's account."""

    vendor: ClassVar[str] = VENDOR
    """Whose engines speak with them."""

    ledger: Ledger
    store: AssetStore
    credentials: ElevenLabsCredentials | None = None
    """Without them ELEVENLABS_API_KEY, or the block named default."""
    seconds: float = 180.0
    """In which a call has to be answered: samples are uploaded with it."""

    def voice_of(self, persona: Persona, now: datetime) -> str:
        """Return the vendor's id of a persona's voice: its own, its clone's, or a new clone's.

        ConsentMissing unless the voice may be used at ``now``: nothing is sent then. BadRequest
        without samples. PaidInVain when nobody knows whether the clone was made: the next call
        looks for it.
        """
        persona.consent.check("voice", now)
        if persona.voice_id:
            return persona.voice_id
        if not persona.samples:
            raise BadRequest(f"Persona '{persona.name}' has no voice sample: add one to clone it")
        name = clone_name(persona)
        estimate = price(VENDOR, MODEL, "voice").estimate(1)
        with Till(self.ledger, self.store, ACCOUNT).paying(STAGE, name) as counter:
            order = counter.buy(
                VENDOR, MODEL, {"name": name}, estimate, lambda: self._made(persona, name)
            )
        return str(order.usage["voice"])

    def known(self, persona: Persona) -> str:
        """Return the vendor's id of a persona's clone; "" when none is remembered."""
        return next((str(one.usage["voice"]) for one in self._orders(persona)), "")

    def forget(self, persona: Persona) -> tuple[str, ...]:
        """Delete a persona's clones at the vendor, and return their ids: consent is not asked for.

        Also those that were made without an answer. EngineBusy, EngineMissing when the vendor
        cannot be asked: nothing is forgotten then.
        """
        orders = tuple(self._orders(persona))
        name = clone_name(persona)
        with turn(VENDOR), session(self._credentials, self.seconds) as client:
            voices = [str(one.usage["voice"]) for one in orders]
            voices += [one for one in _called(client, name) if one not in voices]
        for voice in voices:
            self._delete(voice)
        for order in orders:
            self.ledger.write(
                order.model_copy(
                    update={"state": "cancelled", "goods": None, "note": "Deleted at the vendor"}
                )
            )
        return tuple(voices)

    @property
    def _credentials(self) -> ElevenLabsCredentials:
        return self.credentials or ElevenLabsCredentials.usual()

    def _orders(self, persona: Persona) -> Iterator[Order]:
        """Yield the orders of a persona's clones that there are."""
        name = clone_name(persona)
        for order in self.ledger.orders(ACCOUNT):
            if (order.subject, order.state) == (name, "settled"):
                yield order

    def _made(self, persona: Persona, name: str) -> Goods:
        """Find the clone by its name, or make it."""
        files = [self._sample(persona, number) for number in range(len(persona.samples))]
        with turn(VENDOR), session(self._credentials, self.seconds) as client:
            voice = next(iter(_called(client, name)), "")
        if not voice:
            with turn(VENDOR), session(self._credentials, self.seconds, paid=True) as client:
                made = client.voices.ivc.create(name=name, files=files, request_options=ONCE)
            voice = self._usable(made)
        clone = Clone(voice_id=voice, name=name)
        return Goods(clone.model_dump_json().encode(), ".json", Fraction(0), {"voice": voice})

    def _usable(self, made: Any) -> str:
        """Return a new clone's id; EngineFailed when the vendor wants it verified first."""
        voice = getattr(made, "voice_id", None)
        if not isinstance(voice, str) or not voice:
            raise PaidInVain(f"{LABEL} made a voice and gave no id for it: run it again")
        if getattr(made, "requires_verification", False):
            self._delete(voice)
            raise EngineFailed(
                f"{LABEL} wants to verify whose voice this is, so it was deleted there: verify it "
                "in the vendor's voice lab, and give the persona its voice id"
            )
        return voice

    def _sample(self, persona: Persona, number: int) -> tuple[str, bytes, str]:
        asset = persona.samples[number]
        if asset.size > MOST_BYTES:
            raise BadRequest(
                f"Sample {number + 1} of persona '{persona.name}' has {asset.size} bytes, and "
                f"{LABEL} takes {MOST_BYTES}: shorten it"
            )
        data = self.store.path(asset).read_bytes()
        return f"sample-{number + 1}{asset.suffix}", data, asset.media_type

    def _delete(self, voice: str) -> None:
        """Delete a voice; one that is gone is left alone."""
        try:
            with turn(VENDOR), session(self._credentials, self.seconds) as client:
                client.voices.delete(voice, request_options=ONCE)
        except EngineFailed as error:
            if "no such voice" not in str(error):
                raise


def clone_name(persona: Persona) -> str:
    """Return what a persona's clone is called at the vendor: it names nobody."""
    content = [persona.name, [asset.sha256 for asset in persona.samples]]
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    return f"firstcut-{digest[:24]}"


def _called(client: "ElevenLabs", name: str) -> list[str]:
    """Return the ids of the account's voices that are called exactly so."""
    found = client.voices.search(search=name, request_options=ONCE)
    return [one.voice_id for one in found.voices if one.name == name]
