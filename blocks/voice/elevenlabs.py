"""ElevenLabs' voices: lines bought one by one, with the time of every character."""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import Field, StringConstraints

from blocks.credentials import ElevenLabsCredentials
from blocks.engine import source_revision
from blocks.prices import price
from blocks.vendors.elevenlabs import LABEL, ONCE, VENDOR, credits_taken, request_id, session
from blocks.vendors.limits import turn
from blocks.voice.base import VoiceEngine
from blocks.voice.elevenlabs_models import DELIVERIES, FASTEST, MODELS, SLOWEST, SpeechModel
from blocks.voice.elevenlabs_takes import Answer, nothing_said, plain, recorded, spoken
from blocks.voice.elevenlabs_voices import Actor, Casting, Shelf, catalogue_revision
from film.assets import AssetStore
from film.cost import FREE, Estimate
from film.errors import AssetMissing, BadRequest, EngineMissing, MediaFailed, PaidInVain
from film.ledger import Order
from film.model import FilmModel
from film.speech import ALONE, Neighbours, Recording
from film.story import Line, Story
from film.till import Goods, counter

VoiceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{8,64}$")]

UNIT = "thousand characters"
REMEMBERED = timedelta(hours=2)
"""For so long the vendor goes on from a call that it served."""
SOURCES = (
    "blocks.voice.elevenlabs",
    "blocks.voice.elevenlabs_models",
    "blocks.voice.elevenlabs_takes",
    "blocks.voice.elevenlabs_voices",
    "film.animatic.pronunciation",
    "film.alignment",
    "film.media.onsets",
    "film.media.speech",
)
"""Our own modules that shape a recording."""
BROKEN = "none of it can be used, and running the film again buys the line once more"


class ElevenLabsVoice(VoiceEngine):
    """Speaks with ElevenLabs' voices."""

    _block_type_name = "Firstcut ElevenLabs Voices"
    _block_type_slug = "elevenlabs-voice"
    _description = "Speaks lines with ElevenLabs' voices, with the times of words and sounds."
    name: ClassVar[str] = "elevenlabs"
    label: ClassVar[str] = "ElevenLabs voices"
    licence: ClassVar[str] = (
        "ElevenLabs' terms: recordings made on a paid plan may be sold, those of the free plan "
        "may not, and name ElevenLabs"
    )
    vendor: ClassVar[str] = VENDOR
    stitches: ClassVar[bool] = True

    credentials: ElevenLabsCredentials | None = Field(
        None, description="The key; without it ELEVENLABS_API_KEY, or the block named default."
    )
    model_id: Literal["eleven_v3", "eleven_multilingual_v2", "eleven_flash_v2_5"] = Field(
        "eleven_multilingual_v2",
        description="The model: v3 acts the most, but forgets the line before; multilingual v2 is "
        "steady and goes on from it; flash v2.5 costs half.",
    )
    output_format: Literal[
        "mp3_22050_32", "mp3_44100_64", "mp3_44100_96", "mp3_44100_128", "mp3_44100_192",
        "pcm_16000", "pcm_22050", "pcm_24000", "pcm_44100", "pcm_48000",
    ] = Field(
        "mp3_44100_128",
        description="What the sound comes as. Every plan has mp3_44100_128; mp3_44100_192 needs "
        "Creator, pcm_44100 and pcm_48000 need Pro.",
    )  # fmt: skip
    stability: float = Field(
        0.5, ge=0, le=1, description="0 moves most from line to line, 1 is always the same."
    )
    similarity_boost: float = Field(
        0.75, ge=0, le=1, description="How close to the original speaker's voice."
    )
    style: float = Field(0.0, ge=0, le=1, description="How much the speaker's style is overdone.")
    speed: float = Field(1.0, ge=0.7, le=1.2, description="1 is the voice's own pace.")
    use_speaker_boost: bool = Field(
        True, description="Whether likeness to the speaker is worth a little more time."
    )
    stitching: Literal["requests", "text", "none"] = Field(
        "requests",
        description="How a line goes on from its speaker's line before: from its very sound where "
        "that is less than two hours old, from its text, or not at all.",
    )
    shelf: Shelf = Field(
        "premade",
        description="Which voices are cast: default (every account has them), premade (also "
        "ElevenLabs' earlier ones), or library (also public native ones, on paid plans).",
    )
    voices: dict[str, VoiceId] = Field(
        default_factory=dict,
        description="Voices for characters by name or role, or for narrator: ids of ElevenLabs'.",
    )

    seconds: float = Field(
        120.0, gt=0, description="How long one call may take; a line of minutes needs a minute."
    )

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, what it is asked for, and the revision of what is made of it."""
        from importlib.metadata import version

        settings = self.model_dump(
            include={
                "model_id", "output_format", "stability", "similarity_boost", "style", "speed",
                "use_speaker_boost", "stitching", "shelf", "voices",
            }
        )  # fmt: skip
        return {
            "engine": self.label,
            "revision": source_revision(*SOURCES),
            "catalogue": catalogue_revision(),
            "espeak": version("espeakng-loader"),
            **settings,
        }

    def ready(self) -> None:
        """Look for a key."""
        self._credentials()

    def check(self) -> None:
        """Ask for the plan, and for the voices that were chosen by hand: that is free."""
        credentials = self._credentials()
        with turn(VENDOR), session(credentials, self.seconds) as client:
            plan = client.user.subscription.get(request_options=ONCE)
            for voice in sorted(set(self.voices.values())):
                client.voices.get(voice, request_options=ONCE)
        used, limit = getattr(plan, "character_count", 0), getattr(plan, "character_limit", 1)
        if used >= limit and not getattr(plan, "can_extend_character_limit", False):
            raise EngineMissing(
                f"{LABEL} has no credit left ({used} of {limit} characters used): add some there"
            )

    def cast(self, story: Story, seed: int) -> Mapping[str, FilmModel]:
        """Cast by sex, age, language, accent and the profile in the story."""
        manner = Actor(
            speaker="",
            voice_id="",
            name="",
            stability=self.stability,
            similarity_boost=self.similarity_boost,
            style=self.style,
            speed=self.speed,
            use_speaker_boost=self.use_speaker_boost,
            seed=0,
        )
        return Casting(story, seed, manner, self.shelf, self.voices).cast()

    def speaking_as(self, speaker: str, voice: str) -> Self:
        """Return the engine with one of the account's voices for a character."""
        return self.model_copy(update={"voices": {**self.voices, speaker: voice}})

    def estimate(self, work: Line) -> Estimate:
        """Return what recording a line would cost, by its characters."""
        text = self._script(work)
        if not text:
            return FREE
        return price(VENDOR, self.model_id, UNIT).estimate(Fraction(len(text), 1_000))

    def speak(
        self,
        line: Line,
        voice: FilmModel,
        language: str,
        store: AssetStore,
        neighbours: Neighbours = ALONE,
    ) -> Recording:
        """Buy the line, and record it; a line with nothing to say is a short silence, free."""
        if not spoken(line.text):
            return nothing_said(line, store)
        order = self._bought(line, cast("Actor", voice), language, neighbours)
        if order.goods is None:
            raise AssetMissing(f"What was bought for line {line.id} is gone: run the film again")
        path = counter().till.store.path(order.goods)
        answer = Answer.model_validate_json(path.read_bytes())
        return recorded(line, language, answer, DELIVERIES[line.delivery].gain, store)

    def _bought(self, line: Line, actor: Actor, language: str, neighbours: Neighbours) -> Order:
        asked = self._asked(line, actor, language)
        if len(asked["text"]) > self._model.most:
            raise BadRequest(
                f"Line {line.id} has {len(asked['text'])} characters, and {self.model_id} takes "
                f"{self._model.most}: split it"
            )

        def call() -> Goods:
            hints = self._hints(neighbours, actor.voice_id)
            credentials = self._credentials()
            with turn(VENDOR), session(credentials, self.seconds, paid=True) as client:
                answer = client.text_to_speech.with_raw_response.convert_with_timestamps(
                    actor.voice_id, **_for_sdk(asked), **hints, request_options=ONCE
                )
            return self._goods(line, actor.voice_id, answer.data, answer.headers)

        content = {"voice": actor.voice_id, "stitching": self.stitching, **asked}
        return counter().buy(VENDOR, self.model_id, content, self.estimate(line), call)

    @property
    def _model(self) -> SpeechModel:
        return MODELS[self.model_id]

    def _credentials(self) -> ElevenLabsCredentials:
        return self.credentials or ElevenLabsCredentials.usual()

    def _tag(self, line: Line) -> str:
        """Return what a model that plays tags is told to play, with its space."""
        tag = DELIVERIES[line.delivery].tag
        return f"[{tag}] " if tag and self._model.tags else ""

    def _script(self, line: Line) -> str:
        """Return what is sent, which is what is billed; "" where there is nothing to say."""
        text = spoken(line.text)
        return f"{self._tag(line)}{text}" if text else ""

    def _asked(self, line: Line, actor: Actor, language: str) -> dict[str, Any]:
        """Return all that decides what comes back, as JSON."""
        text = self._script(line)
        manner = DELIVERIES[line.delivery]
        stability = min(1.0, max(0.0, actor.stability + manner.stability))
        settings = {
            "stability": round(2 * stability) / 2 if self._model.steps else round(stability, 3),
            "similarity_boost": actor.similarity_boost,
            "style": round(min(1.0, max(0.0, actor.style + manner.style)), 3),
            "speed": round(min(FASTEST, max(SLOWEST, actor.speed * manner.speed)), 3),
            "use_speaker_boost": actor.use_speaker_boost,
        }
        asked: dict[str, Any] = {
            "text": text,
            "model_id": self.model_id,
            "output_format": self.output_format,
            "seed": zlib.crc32(f"{actor.seed}:{line.delivery}:{text}".encode()),
            "voice_settings": settings,
        }
        if self._model.languages:
            asked["language_code"] = language[:2]
        return asked

    def _hints(self, neighbours: Neighbours, voice: str) -> dict[str, Any]:
        """Return what was said before and comes after, as far as the model wants to know."""
        if self.stitching == "none" or not self._model.stitches:
            return {}
        hints: dict[str, Any] = {}
        if neighbours.next and (after := spoken(neighbours.next.text)):
            hints["next_text"] = after
        if not neighbours.previous:
            return hints
        before = counter().newest("voice", neighbours.previous.id)
        if self.stitching == "requests" and before and (known := self._remembered(before, voice)):
            hints["previous_request_ids"] = [known]
        elif text := spoken(neighbours.previous.text):
            hints["previous_text"] = text
        return hints

    def _remembered(self, order: Order, voice: str) -> str:
        """Return the vendor's id of an order that it can still go on from; "" when it cannot."""
        same = (VENDOR, self.model_id, voice)
        if (order.vendor, order.model, order.usage.get("voice")) != same or order.ended is None:
            return ""
        late = datetime.now(UTC) - order.ended > REMEMBERED
        return "" if late else str(order.usage.get("request", ""))

    def _goods(self, line: Line, voice: str, data: Any, headers: Mapping[str, str]) -> Goods:
        """Return what came, looked at; PaidInVain when no recording can be made of it."""
        taken = credits_taken(headers)
        characters = len(self._script(line))
        if taken is not None:
            characters = round(taken / self._model.credits)
        dollars = price(VENDOR, self.model_id, UNIT).of(Fraction(characters, 1_000))
        usage: dict[str, int | str] = {
            "characters": characters,
            "request": request_id(headers),
            "voice": voice,
        }
        answer = Answer(
            encoding=self.output_format,
            text=spoken(line.text),
            tag=self._tag(line),
            audio=str(getattr(data, "audio_base_64", "")),
            alignment=plain(getattr(data, "alignment", None)),
        )
        try:
            answer.check(line)
        except MediaFailed as cause:
            words = f"{LABEL} sent a broken recording of line {line.id} ({cause}): {BROKEN}"
            raise PaidInVain(words, dollars, usage) from None
        return Goods(answer.model_dump_json().encode(), ".json", dollars, usage)


def _for_sdk(asked: Mapping[str, Any]) -> dict[str, Any]:
    from elevenlabs import VoiceSettings

    return {**asked, "voice_settings": VoiceSettings(**asked["voice_settings"])}
