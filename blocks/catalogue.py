"""The catalogue: every engine that ships, by stage. A new vendor is one file and one line here."""

from blocks.credentials import (
    AnthropicCredentials,
    ElevenLabsCredentials,
    LumaCredentials,
    OpenAICredentials,
    ReplicateCredentials,
    VendorCredentials,
)
from blocks.engine import Engine
from blocks.faceswap.embedded import EmbeddedFaceSwap
from blocks.faceswap.replicate import ReplicateFaceSwap
from blocks.image.diffusers import DiffusersImage
from blocks.image.embedded import EmbeddedImage
from blocks.image.replicate import ReplicateImage
from blocks.lipsync.embedded import EmbeddedLipsync
from blocks.lipsync.replicate import ReplicateLipsync
from blocks.moderation.anthropic import AnthropicModeration
from blocks.moderation.embedded import EmbeddedModeration
from blocks.moderation.openai import OpenAIModeration
from blocks.music.diffusers import DiffusersMusic
from blocks.music.elevenlabs import ElevenLabsMusic
from blocks.music.embedded import EmbeddedMusic
from blocks.music.transformers import TransformersMusic
from blocks.persona import FirstcutPersona
from blocks.revoice.elevenlabs import ElevenLabsRevoice
from blocks.revoice.embedded import EmbeddedRevoice
from blocks.signing_certificate import FirstcutSigningCertificate
from blocks.storage import AssetStorage, LocalAssetStorage
from blocks.storage.s3 import S3AssetStorage
from blocks.story.anthropic import AnthropicStory
from blocks.story.embedded import EmbeddedStory
from blocks.video.diffusers import DiffusersVideo
from blocks.video.embedded import EmbeddedVideo
from blocks.video.luma import LumaVideo
from blocks.video.replicate import ReplicateVideo
from blocks.voice.elevenlabs import ElevenLabsVoice
from blocks.voice.elevenlabs_clones import Clones
from blocks.voice.embedded import EmbeddedVoice
from blocks.webhook import FirstcutWebhook
from film.errors import BadRequest

ENGINES: dict[str, tuple[type[Engine], ...]] = {
    "story": (EmbeddedStory, AnthropicStory),
    "image": (EmbeddedImage, ReplicateImage, DiffusersImage),
    "video": (EmbeddedVideo, LumaVideo, ReplicateVideo, DiffusersVideo),
    "voice": (EmbeddedVoice, ElevenLabsVoice),
    "music": (EmbeddedMusic, ElevenLabsMusic, DiffusersMusic, TransformersMusic),
    "lipsync": (EmbeddedLipsync, ReplicateLipsync),
    "faceswap": (EmbeddedFaceSwap, ReplicateFaceSwap),
    "revoice": (EmbeddedRevoice, ElevenLabsRevoice),
    "moderation": (EmbeddedModeration, AnthropicModeration, OpenAIModeration),
}
"""The engines of each stage; the first needs no key, no GPU and no saved block."""

CREDENTIALS: tuple[type[VendorCredentials], ...] = (
    AnthropicCredentials,
    ElevenLabsCredentials,
    LumaCredentials,
    OpenAICredentials,
    ReplicateCredentials,
)

STORAGES: tuple[type[AssetStorage], ...] = (LocalAssetStorage, S3AssetStorage)

WEBHOOKS: tuple[type[FirstcutWebhook], ...] = (FirstcutWebhook,)

CERTIFICATES: tuple[type[FirstcutSigningCertificate], ...] = (FirstcutSigningCertificate,)

PERSONAS: tuple[type[FirstcutPersona], ...] = (FirstcutPersona,)

CLONES: tuple[type[Clones], ...] = (Clones,)
"""Vendors that may keep a persona's voice, each in turn with a ledger and a store."""


def engine_named(stage: str, name: str) -> type[Engine]:
    """Return a stage's engine by the name that crews use; BadRequest names the ones there are."""
    for kind in ENGINES[stage]:
        if kind.name == name:
            return kind
    names = ", ".join(kind.name for kind in ENGINES[stage])
    raise BadRequest(
        f"There is no {stage} engine '{name}': choose {names}, or a saved block as type-slug/name"
    )
