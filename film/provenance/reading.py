"""Reading: what a file's Content Credentials say, and whether they can be believed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from film.errors import BadRequest
from film.model import FilmModel
from film.provenance.certificate import DEVELOPMENT
from film.provenance.claims import IPTC, SOURCE_TYPES, digest_in
from film.provenance.signing import ALONE

LONGEST = 400
"""Characters of what a stranger writes that are taken."""
UNTRUSTED = "signingCredential.untrusted"
_CHANGED = "the file was changed after it was signed"
_PROBLEMS = {
    "assertion.bmffHash.mismatch": _CHANGED,
    "assertion.dataHash.mismatch": _CHANGED,
    "assertion.boxesHash.mismatch": _CHANGED,
    "assertion.hashedURI.mismatch": "what the credentials say was changed after it was signed",
    "claimSignature.mismatch": "the signature does not belong to these credentials",
    "claimSignature.outsideValidity": "the certificate was not valid when it signed",
    "signingCredential.invalid": "the certificate is none that may sign films",
    "signingCredential.expired": "the certificate has expired, and nobody testifies that it had "
    "not when it signed",
    "signingCredential.ocsp.revoked": "the certificate was revoked",
    "ingredient.manifest.mismatch": "the credentials of something that it was made from were "
    "changed",
    "timeStamp.mismatch": "the timestamp belongs to something else",
}
"""C2PA's failure codes, in our words; others are told as c2pa tells them."""


class Step(FilmModel):
    """One step of the making, as the credentials have it."""

    action: str
    """Such as ``c2pa.created``."""
    description: str = ""
    source_type: str = ""
    """The IPTC's word, such as ``algorithmicMedia``; another vocabulary's whole address."""
    agent: str = ""
    """The software, with its version."""
    when: datetime | None = None


class Part(FilmModel):
    """Something that the file was made from, as the credentials have it."""

    title: str
    relationship: str
    media_type: str = ""
    sha256: str = ""
    """Empty where the credentials do not name the content."""
    pictured: bool = False
    """Whether a small picture of it is in the credentials."""
    credentials: bool = False
    """Whether it has Content Credentials of its own, which came along."""


class Credentials(FilmModel):
    """What a file says of itself."""

    valid: bool
    """Whether file and credentials are as they were signed."""
    trusted: bool
    """Whether somebody vouches for the signer whom the reader trusts."""
    development: bool
    """Whether a certificate for development signed: then anybody may have."""
    signer: str
    """Whom the certificate names; empty when there is no signature to read."""
    signed: datetime | None = None
    """When: as a timestamp authority testifies it, or else as the signer says."""
    timestamped: bool = False
    """Whether a timestamp authority testifies the time."""
    title: str = ""
    generator: str = ""
    """The software that made the claim, with its version."""
    source_type: str = ""
    """The last that is said of where the content comes from."""
    steps: tuple[Step, ...] = ()
    parts: tuple[Part, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with it, or with what it was made from."""

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        if not self.valid:
            return f"The Content Credentials are broken: {'; '.join(self.problems)}."
        signed = f"The Content Credentials are valid, signed by {self.signer}"
        made = ", a development certificate" if self.development else ""
        if self.trusted:
            return f"{signed}, who is trusted{made}."
        if self.development:
            return f"{signed}: a development certificate, for which nobody vouches."
        return f"{signed}, for whom nobody vouches that you told us to trust."

    @property
    def origin(self) -> str:
        """Where the content comes from, for people."""
        known = {str(name): meaning for name, meaning in SOURCE_TYPES.items()}
        return known.get(self.source_type, self.source_type)


def read_credentials(path: Path, anchors: str = "") -> Credentials | None:
    """Read and try a file's Content Credentials; None when it carries none.

    ``anchors`` are the certificates of authorities that the reader trusts, as PEM. Nothing leaves
    the machine: manifests that lie elsewhere are not fetched. BadRequest when there is no such
    file, and when it is of no kind that can carry credentials.
    """
    import c2pa

    trust = ALONE["trust"] | ({"trust_anchors": anchors} if anchors else {})
    try:
        with (
            c2pa.Context.from_dict(ALONE | {"trust": trust}) as context,
            path.open("rb") as file,
            c2pa.Reader(None, file, context=context) as reader,  # told by its bytes, not its name
        ):
            return _credentials(json.loads(reader.json()))
    except OSError as cause:
        raise BadRequest(f"Cannot read {path}: {cause.strerror or cause}") from cause
    except c2pa.C2paError.ManifestNotFound:
        return None
    except c2pa.C2paError.NotSupported as cause:
        raise BadRequest(f"{path.name} is of no kind that carries Content Credentials") from cause
    except c2pa.C2paError as cause:
        return _unreadable(str(cause))


def _unreadable(why: str) -> Credentials:
    problem = f"file and credentials cannot be read to their end ({why})"
    return Credentials(
        valid=False, trusted=False, development=False, signer="", problems=(problem,)
    )


def _credentials(told: dict[str, Any]) -> Credentials:
    """Return what c2pa's reader says, as our model."""
    active = told["manifests"][told["active_manifest"]]
    signature = active.get("signature_info") or {}
    steps = tuple(_step(one) for one in _actions(active))
    time = _time(signature.get("time"))
    state = told.get("validation_state")
    failures = [one for one in told.get("validation_status", ()) if one["code"] != UNTRUSTED]
    issuer, name = _plain(signature.get("issuer")), _plain(signature.get("common_name"))
    return Credentials(
        valid=state in ("Valid", "Trusted"),
        trusted=state == "Trusted",
        development=DEVELOPMENT in (issuer, name),
        signer=name or issuer,
        signed=time or next((one.when for one in steps if one.when), None),
        timestamped=time is not None,
        title=_plain(active.get("title")),
        generator=_software((active.get("claim_generator_info") or [{}])[0]),
        source_type=next((one.source_type for one in reversed(steps) if one.source_type), ""),
        steps=steps,
        parts=tuple(_part(one) for one in active.get("ingredients", ())),
        problems=tuple(dict.fromkeys(map(_problem, failures))),
    )


def _actions(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        action
        for assertion in manifest.get("assertions", ())
        if assertion["label"].startswith("c2pa.actions")
        for action in assertion["data"].get("actions", ())
    ]


def _step(action: dict[str, Any]) -> Step:
    agent = action.get("softwareAgent") or ""
    return Step(
        action=_plain(action["action"]),
        description=_plain(action.get("description")),
        source_type=_plain(action.get("digitalSourceType")).removeprefix(IPTC),
        agent=_plain(agent) if isinstance(agent, str) else _software(agent),
        when=_time(action.get("when")),
    )


def _software(agent: dict[str, Any]) -> str:
    return f"{_plain(agent.get('name'))} {_plain(agent.get('version'))}".strip()


def _part(ingredient: dict[str, Any]) -> Part:
    return Part(
        title=_plain(ingredient.get("title")),
        relationship=_plain(ingredient.get("relationship")),
        media_type=_plain(ingredient.get("format")),
        sha256=digest_in(ingredient.get("instance_id") or ""),
        pictured="thumbnail" in ingredient,
        credentials="active_manifest" in ingredient,
    )


def _problem(failure: dict[str, Any]) -> str:
    code = failure["code"]
    return _PROBLEMS.get(code) or f"{_plain(failure.get('explanation'))} ({code})"


def _plain(text: object) -> str:
    """Return a stranger's words without what would steer a terminal, and not too many of them."""
    return "".join(mark for mark in str(text or "") if mark.isprintable())[:LONGEST]


def _time(text: object) -> datetime | None:
    """Return a stranger's time in UTC; None when it is none."""
    try:
        time = datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
