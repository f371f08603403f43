"""Signing: a finished file becomes one that carries its Content Credentials."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from film.assets import MEDIA_TYPES, AssetStore
from film.errors import FULL, EngineBusy, EngineMissing, MediaFailed, StorageFull
from film.media.files import beside, media_errors
from film.provenance.certificate import Certificate
from film.provenance.claims import Claims, Ingredient, created, definition, manifest

if TYPE_CHECKING:
    import c2pa

PURPOSES = ("1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4")
"""What a certificate that signs films may be for, as extended key usages: signing C2PA's claims,
signing documents, protecting e-mail.
"""
ALONE: dict[str, Any] = {
    "core": {
        "allowed_network_hosts": [],
        "backing_store_memory_threshold_in_mb": 32,  # beyond it, a temporary file
    },
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "trust": {"trust_config": "\n".join(PURPOSES)},
}
"""c2pa's settings: a file that names an address makes nobody call there, and little is held in
memory.
"""
LONG = 32 << 20
"""Bytes above which a film is hashed in pieces: as one, it would be held in memory. Shorter films
are hashed as one, as every reader knows it.
"""
_PIECES = {"merkle_tree_chunk_size_in_kb": 1024}
_SYSTEM = re.compile(r"os error (\d+)")
"""How c2pa's temporary files say what the system told them."""
UNREAD = "application/octet-stream"
"""A media type of which c2pa looks at nothing."""
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001"
    "e221bc330000000049454e44ae426082"
)
"""The smallest picture there is: a grey PNG of one pixel."""


@dataclass(frozen=True)
class Seal:
    """What a file is to say of itself, and what that is signed with."""

    claims: Claims
    certificate: Certificate


def sign(source: Path, target: Path, seal: Seal, store: AssetStore) -> None:
    """Write ``source`` to ``target`` with its Content Credentials, whole or not at all.

    It has to be the last that happens to a file: whatever changes it afterwards breaks the
    signature. MP4, JPEG, PNG, WebP, FLAC, WAV and M4A can carry credentials. Raises EngineMissing
    when the certificate cannot sign, EngineBusy when the timestamp authority does not answer,
    MediaFailed when the file cannot be signed, StorageFull and AssetMissing.
    """
    import c2pa

    doing = f"sign {target.name}"
    with (
        media_errors(doing),
        beside(target) as part,
        _errors(doing, seal.certificate),
        c2pa.Context.from_dict(_settings(source)) as context,
        c2pa.Builder(manifest(seal.claims, datetime.now(UTC)), context) as builder,
        _signer(seal.certificate) as signer,
        source.open("rb") as given,
        part.open("w+b") as made,
    ):
        for place, ingredient in enumerate(seal.claims.ingredients):
            _add(builder, ingredient, place, store.path(ingredient.asset))
        builder.sign(signer, MEDIA_TYPES[source.suffix], given, made)


def try_certificate(certificate: Certificate) -> None:
    """Sign a picture of one pixel, asking nobody for the time; EngineMissing if that fails."""
    import c2pa

    now = datetime.now(UTC)
    certificate.check(now)
    claims = created("Trial", "algorithmicMedia", "A trial of the certificate.", "0")
    with (
        _refusals(),
        c2pa.Context.from_dict(ALONE) as context,
        c2pa.Builder(manifest(claims, now), context) as builder,
        _signer(certificate, timed=False) as signer,
    ):
        builder.sign(signer, "image/png", io.BytesIO(_PICTURE), io.BytesIO())


def _settings(source: Path) -> dict[str, Any]:
    if source.stat().st_size <= LONG:
        return ALONE
    return ALONE | {"core": ALONE["core"] | _PIECES}


def _add(builder: Any, ingredient: Ingredient, place: int, path: Path) -> None:
    """Have c2pa read an ingredient: its own credentials come along, and a picture made small.

    What c2pa cannot read is named with its digest all the same.
    """
    import c2pa

    told = json.dumps(definition(ingredient, place))
    with path.open("rb") as file:
        try:
            builder.add_ingredient(told, ingredient.asset.media_type, file)
        except c2pa.C2paError:
            builder.add_ingredient(told, UNREAD, file)


@contextmanager
def _signer(certificate: Certificate, *, timed: bool = True) -> Iterator["c2pa.Signer"]:
    import c2pa

    authority = certificate.timestamp_authority if timed else ""
    told = c2pa.C2paSignerInfo(
        certificate.algorithm,
        certificate.chain.encode(),
        certificate.pkcs8(),
        authority or None,
    )
    with c2pa.Signer.from_info(told) as signer:
        yield signer


@contextmanager
def _refusals() -> Iterator[None]:
    """Translate what c2pa raises of a certificate that is tried: it is the only suspect."""
    import c2pa

    try:
        yield
    except c2pa.C2paError as cause:
        raise EngineMissing(f"The signing certificate cannot be used: {cause}") from cause


@contextmanager
def _errors(doing: str, certificate: Certificate) -> Iterator[None]:
    """Translate what c2pa raises: of the certificate, of the timestamp, or of the file."""
    import c2pa

    try:
        yield
    except c2pa.C2paError.Signature as cause:
        if certificate.timestamp_authority:
            host = urlsplit(certificate.timestamp_authority).hostname
            raise EngineBusy(f"Cannot {doing}, with the time from {host}: {cause}") from cause
        raise EngineMissing(f"The signing certificate cannot be used: {cause}") from cause
    except c2pa.C2paError as cause:
        reason = _SYSTEM.search(str(cause))
        if reason and int(reason[1]) in FULL:
            raise StorageFull(f"Cannot {doing}: the disk is full") from cause
        raise MediaFailed(f"Cannot {doing}: {cause}") from cause
