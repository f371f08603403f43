"""A persona's looks in words, and when its consent allows what."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from film.assets import Asset
from film.errors import BadRequest, ConsentMissing
from film.persona import Attributes, Consent, Persona, Purpose

GIVEN = datetime(2026, 11, 21, 10, tzinfo=UTC)
YEAR = timedelta(days=365)
INSTANT = timedelta(microseconds=1)
PURPOSES: tuple[Purpose, ...] = ("face", "voice")
PICTURE = Asset(sha256="a" * 64, media_type="image/jpeg", size=9, suffix=".jpg")
SAMPLE = Asset(sha256="b" * 64, media_type="audio/flac", size=9, suffix=".flac")

zones = st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
moments = st.builds(
    lambda away, zone: (GIVEN + away).astimezone(zone),
    st.timedeltas(timedelta(days=-9_000), timedelta(days=27_000)),
    zones,
)
spans = st.timedeltas(INSTANT, timedelta(days=20_000))


def consent(**more: Any) -> Consent:
    """Return a consent for the face and the voice, without an end."""
    fields = {"by": "Ana García", "given": GIVEN, "purposes": PURPOSES}
    return Consent.model_validate(fields | more)


def persona(**more: Any) -> Persona:
    """Return a persona with a picture and a sample."""
    fields = {
        "name": "ana",
        "pictures": (PICTURE,),
        "samples": (SAMPLE,),
        "attributes": Attributes(age=34),
        "consent": consent(),
    }
    return Persona.model_validate(fields | more)


def allowed(record: Consent, purpose: Purpose, now: datetime) -> bool:
    """Say whether a use is allowed."""
    try:
        record.check(purpose, now)
    except ConsentMissing:
        return False
    return True


def test_without_a_record_nothing_is_allowed() -> None:
    for record in (Consent(), consent(by=" "), consent(given=None)):
        with pytest.raises(ConsentMissing, match=r"^No consent to use this face is on record"):
            record.check("face", GIVEN)


def test_before_it_was_given_it_does_not_hold() -> None:
    with pytest.raises(ConsentMissing, match=r"^The consent holds from 2026-11-21 10:00 UTC on"):
        consent().check("face", GIVEN - INSTANT)


def test_after_it_expired_a_new_one_is_asked_for() -> None:
    record = consent(expires=GIVEN + YEAR)
    record.check("face", GIVEN + YEAR - INSTANT)
    with pytest.raises(ConsentMissing, match=r"^The consent expired on 2027-11-21: ask"):
        record.check("face", GIVEN + YEAR)


def test_once_revoked_it_says_so_and_why() -> None:
    record = consent(revoked=GIVEN + YEAR, why="changed my mind")
    with pytest.raises(ConsentMissing, match=r"revoked on 2027-11-21 \(changed my mind\): nothing"):
        record.check("voice", GIVEN + YEAR)


def test_what_it_is_not_for_is_not_allowed() -> None:
    with pytest.raises(ConsentMissing, match=r"is for face, not for the voice: ask"):
        consent(purposes=("face",)).check("voice", GIVEN)
    with pytest.raises(ConsentMissing, match=r"is for nothing, not for the face"):
        consent(purposes=()).check("face", GIVEN)


def test_missing_consent_is_for_the_asker_to_change() -> None:
    assert issubclass(ConsentMissing, BadRequest)
    assert not ConsentMissing.retryable


@given(
    begun=moments, lasts=st.none() | spans, now=moments, purposes=st.sets(st.sampled_from(PURPOSES))
)
def test_it_holds_from_its_beginning_to_before_its_end_for_what_it_is_for(
    begun: datetime, lasts: timedelta | None, now: datetime, purposes: set[Purpose]
) -> None:
    record = consent(
        given=begun, expires=begun + lasts if lasts else None, purposes=tuple(purposes)
    )
    within = begun <= now and (lasts is None or now < begun + lasts)
    assert (record.standing(now) == "holds") == within
    for purpose in PURPOSES:
        assert allowed(record, purpose, now) == (within and purpose in purposes)


@given(begun=moments, waits=spans, lasts=st.none() | spans, now=moments)
def test_a_revoked_one_never_holds_whatever_the_time(
    begun: datetime, waits: timedelta, lasts: timedelta | None, now: datetime
) -> None:
    record = consent(given=begun, revoked=begun + waits, expires=begun + lasts if lasts else None)
    assert record.standing(now) == "revoked"
    assert not any(allowed(record, purpose, now) for purpose in PURPOSES)


@given(begun=moments, lasts=spans, zone=st.integers(-12, 14))
def test_the_same_instant_in_another_zone_is_the_same_record(
    begun: datetime, lasts: timedelta, zone: int
) -> None:
    there = timezone(timedelta(hours=zone))
    here, elsewhere = (
        consent(given=begun.astimezone(where), expires=(begun + lasts).astimezone(where))
        for where in (UTC, there)
    )
    assert here == elsewhere
    assert here.digest == elsewhere.digest
    assert Consent.model_validate_json(here.model_dump_json()) == here


@given(begun=moments, back=spans)
def test_it_cannot_end_before_it_began(begun: datetime, back: timedelta) -> None:
    for end in ({"expires": begun - back}, {"expires": begun}, {"revoked": begun - back}):
        with pytest.raises(ValidationError, match="before it was given"):
            consent(given=begun, **end)


@pytest.mark.parametrize(
    "wrong",
    [
        {"given": "2026-11-21T10:00:00"},
        {"given": "0001-01-01T00:00:00+14:00"},
        {"expires": "9999-12-31T23:59:59-12:00"},
        {"purposes": ["feet"]},
        {"by": "Ana\nrevoked: never"},
        {"by": "A" * 201},
        {"why": "w" * 401},
    ],
    ids=["no zone", "year 1", "year 9999", "feet", "two lines", "long name", "long why"],
)
def test_what_is_no_record_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        consent(**wrong)


def test_a_record_keeps_its_digest_when_it_is_revoked_or_prolonged() -> None:
    record = consent()
    for later in ({"revoked": GIVEN + YEAR, "why": "so"}, {"expires": GIVEN + YEAR}):
        assert record.model_copy(update=later).digest == record.digest
    for other in ({"by": "Eva"}, {"given": GIVEN + YEAR}, {"purposes": ("face",)}):
        assert record.model_copy(update=other).digest != record.digest


def test_who_consents_and_what_to_is_not_shown_by_accident() -> None:
    record = consent(statement="I agree, as my doctor advised.")
    assert "García" not in f"{record!r} {record}"
    assert "doctor" not in f"{persona(consent=record)!r}"


def test_the_digest_holds_what_shapes_a_film_and_nothing_else() -> None:
    usual = persona()
    for same in (
        {"name": "eva"},
        {"consent": Consent()},
        {"consent": consent(revoked=GIVEN)},
        {"earlier": ("c" * 64,)},
        {"pictures": (PICTURE.model_copy(update={"size": 8}),)},
    ):
        assert persona(**same).digest == usual.digest, same
    for other in (
        {"pictures": (PICTURE, PICTURE.model_copy(update={"sha256": "d" * 64}))},
        {"samples": ()},
        {"voice_id": "somebody1"},
        {"attributes": Attributes(age=35)},
    ):
        assert persona(**other).digest != usual.digest, other


def test_a_persona_is_whole_after_a_journey_as_json() -> None:
    sent = persona(earlier=("c" * 64,))
    assert Persona.model_validate_json(sent.model_dump_json()) == sent
    assert sent.records == (sent.consent.digest, "c" * 64)


@pytest.mark.parametrize("age", [17, 0, -1, 121])
def test_minors_are_no_personas(age: int) -> None:
    with pytest.raises(ValidationError):
        Attributes(age=age)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "../ana"},
        {"name": "Ana"},
        {"name": "ana--g"},
        {"name": ""},
        {"pictures": ()},
        {"pictures": (PICTURE,) * 9},
        {"pictures": (SAMPLE,)},
        {"samples": (PICTURE,)},
        {"pictures": (PICTURE.model_copy(update={"sha256": "../../../etc/passwd"}),)},
        {"pictures": (PICTURE.model_copy(update={"suffix": "/../../x.jpg"}),)},
        {"voice_id": "../voices"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_names_no_asset_or_nobody_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        persona(**wrong)


def test_looks_become_a_clause_for_a_prompt() -> None:
    assert Attributes(age=34).described() == "a person of 34"
    looks = Attributes(
        gender="woman",
        age=34,
        hair="short and curly",
        hair_colour="dark brown",
        eyes="green eyes",
        build="athletic",
        style="smart casual",
        wears="a red wool coat",
        words="a scar over the left eyebrow",
    )
    assert looks.described() == (
        "a woman of 34 with short and curly dark brown hair and green eyes, athletic, smart casual "
        "style, wearing a red wool coat, a scar over the left eyebrow"
    )
    assert looks.sex == "female"


def test_words_are_one_line_and_not_endless() -> None:
    for wrong in ({"hair": "long\nand"}, {"hair": "x" * 61}, {"words": "x" * 401}):
        with pytest.raises(ValidationError):
            Attributes(age=34, **wrong)


def test_the_form_describes_and_bounds_every_field() -> None:
    for model in (Attributes, Consent):
        fields = model.model_json_schema()["properties"]
        assert [name for name, field in fields.items() if not field.get("description")] == []
        unbounded = [
            name
            for name, field in fields.items()
            if field.get("type") == "string" and not {"maxLength", "enum", "format"} & set(field)
        ]
        assert unbounded == []
    age = Attributes.model_json_schema()["properties"]["age"]
    assert (age["minimum"], age["maximum"]) == (18, 120)
    assert json.dumps(Consent.model_json_schema()).count("date-time") == 3
