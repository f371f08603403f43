"""ElevenLabs' voice changer: speech bought again in another voice, piece by piece."""

import base64
import hashlib
import io
import json
import zlib
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from blocks.credentials import ElevenLabsCredentials
from blocks.engine import source_revision
from blocks.prices import price
from blocks.revoice import timing
from blocks.revoice.base import RevoiceEngine, VoiceTarget
from blocks.vendors.elevenlabs import LABEL, ONCE, VENDOR, credits_taken, request_id, session
from blocks.vendors.limits import turn
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.cost import Estimate
from film.errors import AssetMissing, BadRequest, EngineMissing, MediaFailed, PaidInVain
from film.ledger import Order
from film.model import FilmModel
from film.till import Goods, counter

if TYPE_CHECKING:
    from blocks.revoice.timing import Sound

MOST_SECONDS = 300
"""Seconds of speech that the vendor takes in one call."""
BROKEN = "running it again buys this stretch once more"


class Bought(FilmModel):
    """A piece of speech as the vendor sent it, as the ledger keeps it."""

    encoding: str
    audio: str
    """In base64."""

    def sound(self) -> "Sound":
        """Return it decoded: mono at 48 kHz; MediaFailed where it cannot be."""
        from film.media.speech import decode

        return decode(base64.b64decode(self.audio), self.encoding)


class ElevenLabsRevoice(RevoiceEngine):
    """Converts voices with ElevenLabs: a voice of the catalogue, or one cloned with consent."""

    _block_type_name = "Firstcut ElevenLabs Voice Changer"
    _block_type_slug = "elevenlabs-revoice"
    _description = "Says speech again in another voice, at its times, with ElevenLabs: needs a key."
    name: ClassVar[str] = "elevenlabs"
    label: ClassVar[str] = "ElevenLabs voice changer"
    licence: ClassVar[str] = (
        "ElevenLabs' terms: what is made on a paid plan may be sold, what is made on the free plan "
        "may not, and names ElevenLabs; other people's voices need their consent"
    )
    vendor: ClassVar[str] = VENDOR

    credentials: ElevenLabsCredentials | None = Field(
        None, description="The key; without it ELEVENLABS_API_KEY, or the block named default."
    )
    model_id: Literal["eleven_multilingual_sts_v2", "eleven_english_sts_v2"] = Field(
        "eleven_multilingual_sts_v2", description="The model; the other one speaks English only."
    )
    output_format: Literal[
        "mp3_44100_64", "mp3_44100_96", "mp3_44100_128", "mp3_44100_192",
        "pcm_16000", "pcm_22050", "pcm_24000", "pcm_44100", "pcm_48000",
    ] = Field(
        "mp3_44100_128",
        description="What the sound comes as. Every plan has mp3_44100_128; mp3_44100_192 needs "
        "Creator, pcm_44100 and pcm_48000 need Pro.",
    )  # fmt: skip
    stability: float = Field(
        0.5, ge=0, le=1, description="0 moves most with the speech, 1 is always the same."
    )
    similarity_boost: float = Field(
        0.75, ge=0, le=1, description="How close to the voice's own sound."
    )
    style: float = Field(0.0, ge=0, le=1, description="How much the voice's style is overdone.")
    use_speaker_boost: bool = Field(
        True, description="Whether likeness to the voice is worth a little more time."
    )
    remove_background_noise: bool = Field(
        False, description="Whether the vendor cleans the speech first; dialogue stems are clean."
    )
    seed: int = Field(0, ge=0, lt=2**32, description="Another seed is another take.")
    longest: int = Field(
        240, ge=10, le=MOST_SECONDS, description="Seconds that are sent in one call at most."
    )
    seconds: float = Field(300.0, gt=0, description="How many seconds one call may take.")

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, what it is asked for, and the revision of what is made of it."""
        own = ("blocks.revoice.elevenlabs", "blocks.revoice.timing", "film.media.speech")
        settings = self.model_dump(exclude={"credentials", "seconds"})
        kept = {name: settings[name] for name in type(self).model_fields if name in settings}
        return {"engine": self.label, "revision": source_revision(*own), **kept}

    def ready(self) -> None:
        """Look for a key."""
        self._credentials()

    def check(self) -> None:
        """Ask for the plan: that is free."""
        with turn(VENDOR), session(self._credentials(), self.seconds) as client:
            plan = client.user.subscription.get(request_options=ONCE)
        used, limit = getattr(plan, "character_count", 0), getattr(plan, "character_limit", 1)
        if used >= limit and not getattr(plan, "can_extend_character_limit", False):
            raise EngineMissing(f"{LABEL} has no credit left ({used} of {limit}): add some there")

    def estimate(self, work: Fraction) -> Estimate:
        """Return what so many seconds of speech would cost, by the minute."""
        return price(VENDOR, self.model_id, "minute").estimate(work / 60)

    def say(self, speech: "Sound", voice: VoiceTarget, store: AssetStore) -> "Sound":
        """Buy every piece in which somebody speaks; between them it is silent."""
        if not voice.voice_id:
            raise BadRequest(
                f"{LABEL} knows voices by their ids: give the persona a voice id, or clone its "
                "voice from samples"
            )
        said = np.zeros_like(speech)
        for piece in timing.pieces(speech, self.longest):
            part = speech[piece.start : piece.stop]
            if timing.speaks(part):
                said[piece.start : piece.stop] = timing.aligned(part, self._bought(part, voice))
        return said

    def _bought(self, speech: "Sound", voice: VoiceTarget) -> "Sound":
        """Return a piece in the voice, bought now or before."""
        data = _wav(speech)
        asked = self._asked(hashlib.sha256(data).hexdigest(), voice.voice_id)
        seconds = Fraction(speech.size, SAMPLE_RATE)

        def call() -> Goods:
            sent: dict[str, Any] = {
                **asked["settings"],
                "voice_settings": json.dumps(asked["voice_settings"]),
                "audio": ("speech.wav", data, "audio/wav"),
            }
            with (
                turn(VENDOR),
                session(self._credentials(), self.seconds, paid=True) as client,
                client.speech_to_speech.with_raw_response.convert(
                    voice.voice_id, **sent, request_options=ONCE
                ) as answer,
            ):
                came, headers = b"".join(answer.data), dict(answer.headers)
            return self._goods(came, headers, speech, voice.voice_id)

        order = counter().buy(VENDOR, self.model_id, asked, self.estimate(seconds), call)
        return _kept(order).sound()

    def _asked(self, digest: str, voice: str) -> dict[str, Any]:
        """Return all that decides what comes back, as JSON."""
        return {
            "voice": voice,
            "speech": digest,
            "settings": {
                "model_id": self.model_id,
                "output_format": self.output_format,
                "remove_background_noise": self.remove_background_noise,
                "seed": zlib.crc32(f"{self.seed}:{voice}:{digest}".encode()),
            },
            "voice_settings": {
                "stability": self.stability,
                "similarity_boost": self.similarity_boost,
                "style": self.style,
                "use_speaker_boost": self.use_speaker_boost,
            },
        }

    def _goods(self, data: bytes, headers: Mapping[str, str], speech: "Sound", voice: str) -> Goods:
        """Return what came, held against what was sent; PaidInVain when it is of no use."""
        seconds = Fraction(speech.size, SAMPLE_RATE)
        dollars = self.estimate(seconds).dollars
        usage: dict[str, int | str] = {"milliseconds": round(seconds * 1000), "voice": voice}
        if known := request_id(headers):
            usage["request"] = known
        if (taken := credits_taken(headers)) is not None:
            usage["credits"] = taken
        bought = Bought(encoding=self.output_format, audio=base64.b64encode(data).decode())
        try:
            timing.aligned(speech, bought.sound())
        except MediaFailed as cause:
            words = f"{LABEL} sent speech that cannot be used ({cause}): {BROKEN}"
            raise PaidInVain(words, dollars, usage) from None
        return Goods(bought.model_dump_json().encode(), ".json", dollars, usage)

    def _credentials(self) -> ElevenLabsCredentials:
        return self.credentials or ElevenLabsCredentials.usual()


def _wav(sound: "Sound") -> bytes:
    """Return a sound as the vendor is sent it: mono, 48 kHz, 16 bit."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, np.clip(sound, -1, 1), SAMPLE_RATE, format="WAV", subtype="PCM_16")
    return file.getvalue()


def _kept(order: Order) -> Bought:
    if order.goods is None or not counter().till.store.has(order.goods):
        raise AssetMissing("The speech that was bought is gone: run it again")
    path = counter().till.store.path(order.goods)
    return Bought.model_validate_json(path.read_bytes())
