"""The persona: a real person's face and voice for films, and the consent that allows their use."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from film.assets import Asset
from film.errors import ConsentMissing
from film.form import if_given
from film.model import FilmModel
from film.story import Build, Sex

Purpose = Literal["face", "voice"]
"""What a person allows: their face in pictures, their voice in sound."""
Gender = Literal["woman", "man", "person"]
Standing = Literal["missing", "not yet", "holds", "expired", "revoked"]

MOST_PICTURES = 8
MOST_SAMPLES = 8
_SEXES: dict[Gender, Sex] = {"woman": "female", "man": "male", "person": "neutral"}
_BUILDS: dict[Build, str] = {
    "slight": "slightly built",
    "average": "",
    "athletic": "athletic",
    "broad": "broad-shouldered",
    "heavy": "heavily built",
}
_PICTURES = {"image/png": ".png", "image/jpeg": ".jpg"}
_SOUNDS = {"audio/flac": ".flac", "audio/wav": ".wav"}
_PRINTED = r"^[^\x00-\x1f\x7f]*$"
"""One line of text: no control characters."""

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60, pattern=_PRINTED)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400, pattern=_PRINTED)]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
]
"""What a persona is saved under: lower-case letters, digits and single hyphens."""
SLUG = "firstcut-persona"
"""What references to saved personas begin with."""
Reference = Annotated[
    str,
    StringConstraints(max_length=80, pattern=rf"^({SLUG}/)?[a-z0-9]+(-[a-z0-9]+)*$"),
    AfterValidator(lambda given: given if "/" in given else f"{SLUG}/{given}"),
]
"""A saved persona, by its name or as ``firstcut-persona/NAME``, which it becomes."""
VoiceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,64}$")]


def _utc(moment: datetime) -> datetime:
    if not 1900 <= moment.year <= 9000:
        raise ValueError("a consent's dates lie between 1900 and 9000")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Attributes(FilmModel):
    """What a person looks like, in words: for the prompts of engines that read text."""

    gender: Gender = Field("person", description="How the person is to be cast.")
    age: int = Field(
        ge=18,
        le=120,
        description="Age in years, 18 to 120: no films are made with the faces of minors.",
        examples=[34],
    )
    hair: Phrase = Field("", description="How the hair is worn.", examples=["short and curly"])
    hair_colour: Phrase = Field("", description="Colour of the hair.", examples=["dark brown"])
    eyes: Phrase = Field("", description="Colour or shape of the eyes.", examples=["green"])
    skin: Phrase = Field("", description="Tone of the skin.", examples=["fair, freckled"])
    build: Build = Field("average", description="Build of the body.")
    style: Phrase = Field("", description="Manner of dress.", examples=["smart casual"])
    wears: Phrase = Field(
        "", description="What is worn, the same in every shot.", examples=["a red wool coat"]
    )
    words: Words = Field(
        "",
        description="Anything else that one knows the person by.",
        examples=["a small scar over the left eyebrow"],
    )

    @property
    def sex(self) -> Sex:
        """Which voices and figures fit."""
        return _SEXES[self.gender]

    def described(self) -> str:
        """Return one clause for a prompt, such as «a woman of 34 with dark brown hair»."""
        hair = " ".join(part for part in (self.hair, self.hair_colour) if part)
        features = [
            f"{value} {name}" if name not in value.split() else value
            for name, value in (("hair", hair), ("eyes", self.eyes), ("skin", self.skin))
            if value
        ]
        parts = [f"a {self.gender} of {self.age}"]
        if features:
            parts[0] += f" with {_listed(features)}"
        parts += [_BUILDS[self.build]] if _BUILDS[self.build] else []
        parts += [f"{self.style} style"] if self.style else []
        parts += [f"wearing {self.wears}"] if self.wears else []
        parts += [self.words] if self.words else []
        return ", ".join(parts)


def _once(purposes: tuple[Purpose, ...]) -> tuple[Purpose, ...]:
    return tuple(sorted(set(purposes)))


class Consent(FilmModel):
    """What a person has agreed to: who, when, what for, until when; empty when nobody has."""

    by: str = Field(
        "",
        max_length=200,
        pattern=_PRINTED,
        description="Who consents: the full name of the person whose face or voice it is.",
        examples=["Ana García"],
        repr=False,
    )
    given: Moment | None = Field(None, description="When the consent was given, with a time zone.")
    statement: str = Field(
        "",
        max_length=4_000,
        description="What was agreed to, in the words of whoever consents.",
        examples=["I agree that short films are made with my face and my voice."],
        repr=False,
    )
    purposes: Annotated[tuple[Purpose, ...], AfterValidator(_once)] = Field(
        (), description="What may be used: the face, the voice, or both."
    )
    films: Words = Field(
        "",
        description="Which films it is for, in words; empty for any.",
        examples=["short films for my own channel"],
    )
    expires: Moment | None = Field(
        None,
        description="From when on it no longer holds; until revoked when left out.",
        json_schema_extra=if_given(5),
    )
    revoked: Moment | None = Field(
        None,
        description="When it was taken back: from then on nothing new is made.",
        json_schema_extra=if_given(6),
    )
    why: Words = Field("", description="Why it was taken back, if that was said.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.given and self.expires and self.expires <= self.given:
            raise ValueError("a consent cannot expire before it was given")
        if self.given and self.revoked and self.revoked < self.given:
            raise ValueError("a consent cannot be revoked before it was given")
        return self

    def standing(self, now: datetime) -> Standing:
        """Say how the consent stands, whatever it is for; ``now`` has a time zone."""
        if not self.by.strip() or self.given is None:
            return "missing"
        if self.revoked is not None:
            return "revoked"
        if now < self.given:
            return "not yet"
        return "expired" if self.expires is not None and now >= self.expires else "holds"

    def check(self, purpose: Purpose, now: datetime) -> None:
        """Raise ConsentMissing, with what to do, unless ``purpose`` is allowed at ``now``."""
        objection = self._objection(purpose, now)
        if objection:
            raise ConsentMissing(objection)

    def _objection(self, purpose: Purpose, now: datetime) -> str:
        standing = self.standing(now)
        if standing == "missing":
            return f"No consent to use this {purpose} is on record: ask the person, and record it"
        if standing == "revoked":
            why = f" ({self.why})" if self.why else ""
            return (
                f"The consent was revoked on {_day(self.revoked)}{why}: nothing new is made with "
                f"this {purpose}"
            )
        if standing == "not yet":
            return f"The consent holds from {_moment(self.given)} on: wait until then"
        if standing == "expired":
            return f"The consent expired on {_day(self.expires)}: ask the person for a new one"
        if purpose not in self.purposes:
            allowed = " and ".join(self.purposes) or "nothing"
            return f"The consent is for {allowed}, not for the {purpose}: ask the person for that"
        return ""

    @property
    def digest(self) -> str:
        """SHA-256 that names this record in reports: the same when it is prolonged or revoked."""
        lasting = self.model_copy(update={"expires": None, "revoked": None, "why": ""})
        return _digest(lasting.model_dump(mode="json"))


class Persona(FilmModel):
    """Somebody real who appears in films: face, looks, voice, and leave to use them."""

    name: Name
    """What it is saved under; part of no cache key."""
    pictures: tuple[Asset, ...] = Field(min_length=1, max_length=MOST_PICTURES)
    """The face: PNG or JPEG, upright, without metadata; the first is the best."""
    attributes: Attributes
    samples: tuple[Asset, ...] = Field((), max_length=MOST_SAMPLES)
    """The voice: FLAC or WAV."""
    voice_id: VoiceId = ""
    """The voice as a vendor knows it; empty when there is none."""
    consent: Consent = Consent()
    earlier: tuple[Digest, ...] = ()
    """Digests of consent records that this one took the place of: films name them."""

    @model_validator(mode="after")
    def _media(self) -> Self:
        """Refuse what cannot be in an asset store: a persona may come in a run's parameters."""
        for assets, kinds in ((self.pictures, _PICTURES), (self.samples, _SOUNDS)):
            for asset in assets:
                whole = len(asset.sha256) == 64 and set(asset.sha256) <= set("0123456789abcdef")
                if not whole or kinds.get(asset.media_type) != asset.suffix:
                    raise ValueError(f"a persona's media are {' or '.join(kinds)} in the store")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 of what shapes a film: pictures, attributes, samples, voice."""
        return _digest(
            {
                "pictures": [asset.sha256 for asset in self.pictures],
                "attributes": self.attributes.model_dump(mode="json"),
                "samples": [asset.sha256 for asset in self.samples],
                "voice_id": self.voice_id,
            }
        )

    @property
    def records(self) -> tuple[str, ...]:
        """The consent records that films with this persona name, the present one first."""
        return (self.consent.digest, *self.earlier)


def _listed(words: list[str]) -> str:
    """Join words as one says them: «a, b and c»."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
