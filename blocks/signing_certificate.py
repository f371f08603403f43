"""The signing certificate: what films' Content Credentials are signed with, and its saved form."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, cast
from urllib.parse import urlsplit

from prefect.blocks.core import Block
from pydantic import ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from blocks.home import home
from film.errors import EngineMissing, FirstcutError
from film.provenance.certificate import Algorithm, Certificate, make_certificate

BLOCK = "firstcut"
"""Name of the saved certificate that films are signed with."""
FILE = "signing-certificate.pem"
"""The certificate for development, below this machine's home: private key, then the chain."""


class FirstcutSigningCertificate(Block):
    """A certificate chain with its private key, as an authority of C2PA's trust list issues it."""

    model_config = ConfigDict(hide_input_in_errors=True)  # a key that does not fit is a key still

    _block_type_name = "Firstcut Signing Certificate"
    _block_type_slug = "firstcut-signing-certificate"
    _description = (
        "Signs the Content Credentials (C2PA) of films. Saved under the name 'firstcut' it signs "
        "every film; without it, a certificate for development does, for which nobody vouches."
    )

    chain: str = Field(
        description="Certificate chain as PEM: your own certificate first, then the ones that "
        "signed it."
    )
    private_key: SecretStr = Field(
        description="Private key of your own certificate as PEM, without a password."
    )
    algorithm: Algorithm = Field(
        "es256",
        description="How it signs: es256, es384 or es512 for ECDSA keys, ps256, ps384 or ps512 for "
        "RSA, ed25519.",
    )
    timestamp_authority: str = Field(
        "",
        description="Address of a timestamp authority (RFC 3161) that testifies when a film was "
        "signed, so that its credentials outlive the certificate. It is sent a digest of each "
        "film's credentials. Empty: nothing leaves the machine.",
    )

    @field_validator("timestamp_authority")
    @classmethod
    def _an_address(cls, address: str) -> str:
        parts = urlsplit(address)
        if address and not (parts.scheme in ("http", "https") and parts.hostname):
            raise ValueError("The timestamp authority's address has to be https or http")
        return address

    @model_validator(mode="after")
    def _fits(self) -> Self:
        try:
            self.certificate().check_key()
        except FirstcutError as error:
            raise ValueError(str(error)) from None
        return self

    def certificate(self) -> Certificate:
        """Return what films are signed with."""
        return Certificate(
            chain=self.chain,
            key=self.private_key.get_secret_value(),
            algorithm=self.algorithm,
            timestamp_authority=self.timestamp_authority,
        )


def signing_certificate(block: str = BLOCK) -> Certificate:
    """Return the saved certificate, or else this machine's own for development.

    EngineMissing when what is saved cannot be used: nothing else is signed with in its place.
    """
    try:
        saved = cast("FirstcutSigningCertificate", FirstcutSigningCertificate.load(block))
    except (RuntimeError, ValidationError) as cause:  # it is there and does not fit
        name = f"{FirstcutSigningCertificate._block_type_slug}/{block}"
        raise EngineMissing(f"The block {name} cannot be used: save it anew") from cause
    except ValueError:
        return development_certificate()
    return saved.certificate()


def development_certificate() -> Certificate:
    """Return this machine's certificate for development; it is made when there is none yet.

    EngineMissing when the one that is there cannot sign any more.
    """
    place = home() / FILE
    if not place.exists():
        _keep(make_certificate(datetime.now(UTC)), place)
    text = place.read_text(encoding="ascii")
    key, mark, chain = text.partition("-----BEGIN CERTIFICATE-----")
    found = Certificate(chain=mark + chain, key=key)
    try:
        found.check(datetime.now(UTC))
    except EngineMissing as cause:
        raise EngineMissing(f"{cause}: remove {place}, and another one is made") from cause
    return found


def _keep(made: Certificate, place: Path) -> None:
    """Write a certificate whole, for this user's eyes only, or leave that of whoever was first."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}-{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(made.key + made.chain)
    try:
        os.link(draft, place)
    except FileExistsError:
        return
    finally:
        draft.unlink()
