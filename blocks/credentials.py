"""Credentials: a vendor's key and address, as blocks that keep the key secret."""

import os
from abc import ABC
from typing import ClassVar, Self, cast

from prefect.blocks.core import Block
from pydantic import Field, SecretStr

from film.errors import EngineMissing


class VendorCredentials(Block, ABC):
    """A vendor's key; it is never part of a result, a log, an artifact or a cache key."""

    vendor: ClassVar[str]
    """As prices, limits and the ledger call it."""
    variable: ClassVar[str]
    """The environment variable that holds the key where no block is saved."""
    address_variable: ClassVar[str]
    """The environment variable that may hold another address of the API."""
    usual_address: ClassVar[str]
    """The vendor's own address, as its SDK wants it."""

    api_key: SecretStr = Field(description="The vendor's API key.")
    base_url: str = Field("", description="Another address of the API; empty for the vendor's own.")

    @property
    def key(self) -> str:
        """The key in clear: for the vendor's SDK only."""
        return self.api_key.get_secret_value()

    @property
    def address(self) -> str:
        """Where the API is."""
        return self.base_url or self.usual_address

    @classmethod
    def usual(cls) -> Self:
        """Return what the environment holds, or else the saved block named ``default``.

        EngineMissing says how to give a key when there is neither.
        """
        key = os.environ.get(cls.variable, "").strip()
        if key:
            address = os.environ.get(cls.address_variable, "").strip()
            return cls(api_key=SecretStr(key), base_url=address)
        try:
            return cast("Self", cls.load("default"))
        except ValueError:
            raise EngineMissing(
                f"No key for {cls.vendor}: set {cls.variable}, or save a block "
                f"{cls._block_type_slug}/default"
            ) from None


class AnthropicCredentials(VendorCredentials):
    """A key for Anthropic's API."""

    _block_type_name = "Firstcut Anthropic Credentials"
    _block_type_slug = "firstcut-anthropic-credentials"
    _description = "The API key for Anthropic: writing stories, moderation."
    vendor: ClassVar[str] = "anthropic"
    variable: ClassVar[str] = "ANTHROPIC_API_KEY"
    address_variable: ClassVar[str] = "ANTHROPIC_BASE_URL"
    usual_address: ClassVar[str] = "https://api.anthropic.com"


class OpenAICredentials(VendorCredentials):
    """A key for OpenAI's API."""

    _block_type_name = "Firstcut OpenAI Credentials"
    _block_type_slug = "firstcut-openai-credentials"
    _description = "The API key for OpenAI: moderation."
    vendor: ClassVar[str] = "openai"
    variable: ClassVar[str] = "OPENAI_API_KEY"
    address_variable: ClassVar[str] = "OPENAI_BASE_URL"
    usual_address: ClassVar[str] = "https://api.openai.com/v1"


class ElevenLabsCredentials(VendorCredentials):
    """A key for ElevenLabs' API."""

    _block_type_name = "Firstcut ElevenLabs Credentials"
    _block_type_slug = "firstcut-elevenlabs-credentials"
    _description = "The API key for ElevenLabs: voices, music and sound effects."
    vendor: ClassVar[str] = "elevenlabs"
    variable: ClassVar[str] = "ELEVENLABS_API_KEY"
    address_variable: ClassVar[str] = "ELEVENLABS_BASE_URL"
    usual_address: ClassVar[str] = "https://api.elevenlabs.io"


class ReplicateCredentials(VendorCredentials):
    """A token for Replicate's API."""

    _block_type_name = "Firstcut Replicate Credentials"
    _block_type_slug = "firstcut-replicate-credentials"
    _description = "The API token for Replicate: pictures, clips and lip-sync."
    vendor: ClassVar[str] = "replicate"
    variable: ClassVar[str] = "REPLICATE_API_TOKEN"
    address_variable: ClassVar[str] = "REPLICATE_BASE_URL"
    usual_address: ClassVar[str] = "https://api.replicate.com"


class LumaCredentials(VendorCredentials):
    """A key for Luma's API."""

    _block_type_name = "Firstcut Luma Credentials"
    _block_type_slug = "firstcut-luma-credentials"
    _description = "The API key for Luma: clips."
    vendor: ClassVar[str] = "luma"
    variable: ClassVar[str] = "LUMA_AGENTS_API_KEY"
    address_variable: ClassVar[str] = "LUMA_BASE_URL"
    usual_address: ClassVar[str] = "https://agents.lumalabs.ai/v1"
