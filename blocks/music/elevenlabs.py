"""ElevenLabs' composers and sound makers: cues and beds bought piece by piece."""

import base64
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from blocks.credentials import ElevenLabsCredentials
from blocks.engine import source_revision
from blocks.music import fitting
from blocks.music.base import MusicEngine
from blocks.music.beds import lay_made_bed
from blocks.music.plans import OVERLAP, Piece, pieces, plan_for, seed_for
from blocks.music.sounds import Sound
from blocks.prices import price
from blocks.vendors.elevenlabs import LABEL, ONCE, VENDOR, credits_taken, request_id, session
from blocks.vendors.limits import turn
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.cost import Estimate
from film.errors import AssetMissing, EngineMissing, MediaFailed, PaidInVain
from film.ledger import Order
from film.sound import Bed, Cue, Effect, Music
from film.till import Goods, counter

if TYPE_CHECKING:
    from elevenlabs.client import ElevenLabs

    from film.animatic.sound.waves import Wave

LOUDNESS = -20.0
"""LUFS of a cue of middling intensity."""
CEILING = -3.2
"""dBFS."""
WHOLE = 0.85
"""Of what was asked for: what is shorter was cut off."""
MINUTE = 60_000
EFFECTS_MODEL = "sound effects"
"""As prices and the ledger call it, whichever model makes them."""

Call = Callable[["ElevenLabs"], AbstractContextManager[Any]]


class Bought(BaseModel):
    """What the vendor sent, as the ledger keeps it."""

    model_config = ConfigDict(frozen=True)

    media_type: str
    audio_base64: str

    @property
    def data(self) -> bytes:
        """The sound file as it came."""
        return base64.b64decode(self.audio_base64)


class ElevenLabsMusic(MusicEngine):
    """Has cues composed by ElevenLabs, and beds and effects made there."""

    _block_type_name = "Firstcut ElevenLabs Music"
    _block_type_slug = "elevenlabs-music"
    _description = "Scores cues with ElevenLabs' composers and lays beds of its sound effects."
    name: ClassVar[str] = "elevenlabs"
    label: ClassVar[str] = "ElevenLabs music"
    licence: ClassVar[str] = (
        "ElevenLabs' music terms: paid plans only; cinema, television, radio and games need an "
        "agreement of their own"
    )
    vendor: ClassVar[str] = VENDOR

    credentials: ElevenLabsCredentials | None = Field(
        None, description="The key; without it ELEVENLABS_API_KEY, or the block named default."
    )
    model_id: Literal["music_v1", "music_v2"] = Field(
        "music_v2", description="The composer: v2 keeps to its sections more closely."
    )
    output_format: Literal[
        "auto", "mp3_44100_128", "mp3_44100_192", "mp3_48000_128", "mp3_48000_192", "mp3_48000_320"
    ] = Field(
        "auto",
        description="What music comes as; auto is the model's own best. 192 kbit/s and more need "
        "the Creator plan.",
    )
    sound_model_id: Literal["eleven_text_to_sound_v2", "eleven_text_to_sound_v3"] = Field(
        "eleven_text_to_sound_v2", description="The maker of ambience and effects."
    )
    sound_format: Literal["mp3_44100_128", "mp3_44100_192", "wav_48000"] = Field(
        "mp3_44100_128",
        description="What ambience and effects come as; 192 kbit/s need Creator, wav_48000 Pro.",
    )
    prompt_influence: float = Field(
        0.5, ge=0, le=1, description="How closely effects keep to their description."
    )
    longest: int = Field(
        300, ge=15, le=600, description="Seconds of the longest piece that is bought as one."
    )
    seconds: float = Field(
        300.0, gt=0, le=1_800, description="For how many seconds an answer is waited for."
    )

    def fingerprint(self) -> dict[str, Any]:
        """Return the models, what they are asked for, and the revision of what is made of it."""
        settings = self.model_dump(
            include={
                "model_id", "output_format", "sound_model_id", "sound_format", "prompt_influence",
                "longest",
            }
        )  # fmt: skip
        revision = source_revision(
            "blocks.music.beds",
            "blocks.music.fitting",
            "blocks.music.elevenlabs",
            "blocks.music.plans",
            "blocks.music.sounds",
            "film.animatic.sound.*",
        )
        return {"engine": self.label, "revision": revision, **settings}

    def ready(self) -> None:
        """Look for a key."""
        self._credentials()

    def check(self) -> None:
        """Ask for the plan: that is free."""
        with turn(VENDOR), session(self._credentials(), self.seconds) as client:
            plan = client.user.subscription.get(request_options=ONCE)
        if getattr(plan, "tier", "") == "free":
            raise EngineMissing(f"{LABEL}' free plan sells no music: take a paid one")
        used, limit = getattr(plan, "character_count", 0), getattr(plan, "character_limit", 1)
        if used >= limit and not getattr(plan, "can_extend_character_limit", False):
            raise EngineMissing(f"{LABEL} has no credit left ({used} of {limit}): add some there")

    def estimate(self, work: Cue | Bed) -> Estimate:
        """Return what a cue costs by the minute, or a bed by its different sounds.

        A sound that the film has bought already is not bought again: a bed may cost less.
        """
        if isinstance(work, Cue):
            found = sum(piece.milliseconds for piece in pieces(work, self.longest))
            return self._minutes(found)
        names = {effect.name for effect in _heard(work)}
        return price(VENDOR, EFFECTS_MODEL, "call").estimate(1 + len(names))

    def score(self, cue: Cue, store: AssetStore) -> Music:
        """Have the cue composed, and bring it to its length and loudness."""
        from film.animatic.sound.finish import limit, store_sound, to_loudness

        mix: Wave | None = None
        seam = OVERLAP * SAMPLE_RATE // 1000
        for piece in pieces(cue, self.longest):
            level = LOUDNESS + 2 * (cue.intensity - 0.5)
            wave = to_loudness(self._piece(cue, piece), level)
            ends = cue.closes and piece.number == piece.of - 1
            part = fitting.fitted(wave, piece.samples, ends=ends)
            mix = part if mix is None else fitting.crossed(mix, part, seam)
        assert mix is not None, "a cue has a piece"  # noqa: S101
        return store_sound(cue.id, limit(mix, CEILING), store)

    def lay_bed(self, bed: Bed, store: AssetStore) -> Music:
        """Loop the place's sound to the bed's length, and set each effect on its sample.

        BadRequest for an effect that nobody can make; nothing is bought then.
        """
        return lay_made_bed(bed, self._sound, store)

    def _piece(self, cue: Cue, piece: Piece) -> "Wave":
        """Return a piece of a cue, bought now or before."""
        asked: dict[str, Any] = {
            "composition_plan": plan_for(cue, piece, self.model_id),
            "seed": seed_for(cue, piece),
            "model_id": self.model_id,
            "output_format": self.output_format,
        }
        if self.model_id == "music_v1":
            asked["respect_sections_durations"] = True

        def call(client: "ElevenLabs") -> AbstractContextManager[Any]:
            return client.music.with_raw_response.compose(**asked, request_options=ONCE)

        estimate = self._minutes(piece.milliseconds)
        return self._bought(self.model_id, asked, estimate, piece.milliseconds, call)

    def _sound(self, sound: Sound) -> "Wave":
        """Return a sound, bought once for a film."""
        asked: dict[str, Any] = {
            "text": sound.text,
            "duration_seconds": sound.milliseconds / 1000,
            "loop": sound.loop,
            "prompt_influence": self.prompt_influence,
            "model_id": self.sound_model_id,
            "output_format": self.sound_format,
        }

        def call(client: "ElevenLabs") -> AbstractContextManager[Any]:
            maker: Any = client.text_to_sound_effects.with_raw_response
            made: AbstractContextManager[Any] = maker.convert(**asked, request_options=ONCE)
            return made

        estimate = price(VENDOR, EFFECTS_MODEL, "call").estimate(1)
        return self._bought(EFFECTS_MODEL, asked, estimate, sound.milliseconds, call)

    def _bought(
        self, model: str, asked: Mapping[str, Any], estimate: Estimate, length: int, call: Call
    ) -> "Wave":
        def buy() -> Goods:
            with (
                turn(VENDOR),
                session(self._credentials(), self.seconds, paid=True) as client,
                call(client) as answer,
            ):
                data, headers = b"".join(answer.data), dict(answer.headers)
            return _goods(data, headers, estimate.dollars, length)

        order = counter().buy(VENDOR, model, asked, estimate, buy)
        return fitting.decode(_kept(order).data)

    def _minutes(self, milliseconds: int) -> Estimate:
        return price(VENDOR, self.model_id, "minute").estimate(Fraction(milliseconds, MINUTE))

    def _credentials(self) -> ElevenLabsCredentials:
        return self.credentials or ElevenLabsCredentials.usual()


def _heard(bed: Bed) -> list[Effect]:
    """Return the effects that sound within a bed."""
    return [one for one in bed.effects if one.at < bed.samples and one.gain > 0]


def _goods(data: bytes, headers: Mapping[str, str], dollars: Fraction, length: int) -> Goods:
    """Check what was sent; PaidInVain when it is of no use."""
    usage: dict[str, int | str] = {"milliseconds": length}
    if known := request_id(headers):
        usage["request"] = known
    if (taken := credits_taken(headers)) is not None:
        usage["credits"] = taken
    try:
        _check_whole(fitting.decode(data), length)
    except MediaFailed as error:
        raise PaidInVain(
            f"{LABEL} sent what cannot be used ({error}): running the film again buys it once more",
            dollars,
            usage,
        ) from None
    media_type = headers.get("content-type", "audio/mpeg").partition(";")[0]
    kept = Bought(media_type=media_type, audio_base64=base64.b64encode(data).decode())
    return Goods(kept.model_dump_json().encode(), ".json", dollars, usage)


def _check_whole(wave: "Wave", length: int) -> None:
    """Raise MediaFailed for a sound that stops before its milliseconds are over."""
    found = wave.shape[1] * 1000 / SAMPLE_RATE
    if found < WHOLE * length:
        raise MediaFailed(f"The sound stops after {found / 1000:.1f} s of {length / 1000:.1f} s")


def _kept(order: Order) -> Bought:
    if order.goods is None:
        raise AssetMissing("The sound that was bought is gone: run the film again")
    path = counter().till.store.path(order.goods)
    return Bought.model_validate_json(path.read_bytes())
