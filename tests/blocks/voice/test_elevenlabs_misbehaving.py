"""ElevenLabs misbehaving: what it becomes, how often it was called, and what it cost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.credentials import ElevenLabsCredentials
from blocks.voice.elevenlabs import ElevenLabsVoice
from film.assets import LocalAssetStore
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError, PaidInVain
from film.till import Till
from flows.standins.faults import Fault, fault, http_date, slow, status
from flows.standins.server import StandIns

from .conftest import Speak

TEXT = "Who is out there, at this hour? Only the wind."
FULL = Fraction(46, 10_000)
"""US dollars of the line, as estimated and as billed."""


@dataclass(frozen=True)
class Case:
    """A way to misbehave, and what has to follow."""

    fault: Fault
    error: type[FirstcutError]
    says: str
    dollars: Fraction = Fraction(0)
    wait: float | None = None
    seconds: float = 20.0
    request: str = field(default="")


def refused(code: int, reason: str, word: str) -> Fault:
    return fault("status", status=code, message=reason, code=word)


CASES = {
    "429 with seconds": Case(status(429, "7"), EngineBusy, "429", wait=7.0),
    "429 without": Case(status(429), EngineBusy, "429"),
    "429 with a date": Case(status(429, http_date(86_400)), EngineBusy, "429", wait=120.0),
    "429 for a day": Case(status(429, "86400"), EngineBusy, "429", wait=120.0),
    "429 with nonsense": Case(status(429, "soon"), EngineBusy, "429"),
    "500": Case(status(500), EngineBusy, "500"),
    "502": Case(status(502), EngineBusy, "502"),
    "529": Case(status(529, "3"), EngineBusy, "529", wait=3.0),
    "504": Case(status(504), PaidInVain, "may have been paid", FULL),
    "no credit": Case(refused(401, "0 left", "quota_exceeded"), EngineMissing, "add some there"),
    "no such plan": Case(
        refused(403, "Pro only", "output_format_not_allowed"), EngineMissing, "plan or key"
    ),
    "a library voice": Case(
        refused(402, "Free users cannot", "paid_plan_required"), EngineMissing, "plan or key"
    ),
    "against policy": Case(
        refused(400, "Not that", "content_against_policy"), EngineFailed, "change what it is given"
    ),
    "no such voice": Case(
        refused(404, "Not found", "voice_not_found"), EngineFailed, "name another in `voices`"
    ),
    "not understood": Case(status(422, message="Too much"), EngineFailed, "422: Too much"),
    "a redirect of the key": Case(status(400, message="Bad"), EngineFailed, "400: Bad"),
    "too late": Case(slow(3), PaidInVain, "no answer within 1 s", FULL, seconds=1.0),
    "reset": Case(fault("reset"), PaidInVain, "broke off", FULL),
    "reset afterwards": Case(fault("reset_after_acceptance"), PaidInVain, "broke off", FULL),
    "cut body": Case(fault("cut_body"), PaidInVain, "broke off", FULL),
    "malformed": Case(fault("malformed_json"), PaidInVain, "no JSON", FULL),
    "wrong media": Case(fault("wrong_media_type"), PaidInVain, "broken", FULL, request="1"),
    "truncated": Case(fault("truncated_media"), PaidInVain, "broken", FULL, request="1"),
    "silent": Case(fault("silent"), PaidInVain, "silent", FULL, request="1"),
    "too short": Case(fault("too_short"), PaidInVain, "too short", FULL, request="1"),
    "no sound": Case(
        fault("bad_answer", content={"audio_base64": ""}), PaidInVain, "broken", FULL, request="1"
    ),
    "no base64": Case(
        fault("bad_answer", content={"audio_base64": "%%%"}), PaidInVain, "base64", FULL
    ),
    "null": Case(fault("bad_answer", content={"audio_base64": None}), PaidInVain, "broken", FULL),
    "a list": Case(fault("bad_answer", content=[1, 2]), PaidInVain, "never did before", FULL),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_misbehaving(
    case: Case, house: StandIns, engine: ElevenLabsVoice, till: Till, speak: Speak
) -> None:
    house.misbehave("elevenlabs", "speech", case.fault)
    engine = ElevenLabsVoice(credentials=engine.credentials, seconds=case.seconds)
    with pytest.raises(case.error) as caught:
        speak(TEXT, engine=engine)
    assert type(caught.value) is case.error
    assert caught.value.retryable == (case.error is EngineBusy)
    assert caught.value.retry_after == pytest.approx(case.wait, abs=2)
    assert case.says in str(caught.value)
    assert len(house.calls("elevenlabs", "speech")) == 1, "a paid call is sent once"
    [order] = till.ledger.orders("film")
    assert (order.state, order.dollars, order.goods) == ("failed", case.dollars, None)
    assert order.note == str(caught.value)
    if case.request:
        assert order.usage["request"] == f"standin-request-{case.request}"
    check_no_secret(house.keys["elevenlabs"], caught.value, till.store)


def check_no_secret(secret: str, error: BaseException, store: Any) -> None:
    """Check that a key is in no error that anybody sees, and in no file of the film."""
    assert secret not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
    assert isinstance(store, LocalAssetStore)
    for file in filter(Path.is_file, store.root.rglob("*")):
        assert secret.encode() not in file.read_bytes(), file


def test_the_next_attempt_buys_it_again(house: StandIns, speak: Speak, till: Till) -> None:
    house.misbehave("elevenlabs", "speech", fault("silent"), status(503))
    for error in (PaidInVain, EngineBusy):
        with pytest.raises(error):
            speak(TEXT)
    assert speak(TEXT).words
    orders = till.ledger.orders("film")
    assert [order.state for order in orders] == ["failed", "failed", "settled"]
    assert [order.key[-2:] for order in orders] == ["-1", "-2", "-3"]
    assert till.spent == 2 * FULL


def test_a_wrong_key(house: StandIns, speak: Speak, till: Till) -> None:
    wrong = ElevenLabsCredentials.model_validate(
        {"api_key": "sk_wrong_but_secret", "base_url": house.addresses["elevenlabs"]}
    )
    with pytest.raises(EngineMissing, match="check the credentials") as caught:
        speak(TEXT, engine=ElevenLabsVoice(credentials=wrong))
    assert till.spent == 0
    check_no_secret("sk_wrong_but_secret", caught.value, till.store)


@pytest.mark.parametrize(
    ("address", "error"),
    [("http://127.0.0.1:1", EngineBusy), ("nowhere", EngineMissing)],
    ids=["nobody there", "no address"],
)
def test_nobody_there(address: str, error: type, speak: Speak, till: Till) -> None:
    lost = ElevenLabsCredentials.model_validate({"api_key": "sk_lost", "base_url": address})
    with pytest.raises(error):
        speak(TEXT, engine=ElevenLabsVoice(credentials=lost))
    [order] = till.ledger.orders("film")
    assert (order.state, order.dollars) == ("failed", 0)


def _alignment(starts: Any, ends: Any, characters: Any = None) -> dict[str, Any]:
    return {
        "alignment": {
            "characters": list(TEXT) if characters is None else characters,
            "character_start_times_seconds": starts,
            "character_end_times_seconds": ends,
        }
    }


EVENLY = [number * 0.06 for number in range(46)]
NONSENSE: dict[str, dict[str, Any]] = {
    "none": {"alignment": None},
    "a number": {"alignment": 7},
    "empty": _alignment([], [], []),
    "of wrong lengths": _alignment(EVENLY[:-1], EVENLY),
    "not numbers": _alignment(["0"] * 46, EVENLY),
    "not a number": _alignment([float("nan"), *EVENLY[1:]], EVENLY),
    "infinite": _alignment([float("inf"), *EVENLY[1:]], EVENLY),
    "backwards": _alignment(EVENLY[::-1], EVENLY[::-1]),
    "all at once": _alignment([0.0] * 46, [0.01] * 46),
    "beyond the sound": _alignment([one * 20 for one in EVENLY], [one * 20 for one in EVENLY]),
    "of another text": _alignment(EVENLY, EVENLY, list("x" * 46)),
}


@pytest.fixture
def good(house: StandIns, speak: Speak, store: LocalAssetStore) -> Iterator[Any]:
    yield speak(TEXT)
    house.reset()


@pytest.mark.parametrize("content", NONSENSE.values(), ids=NONSENSE)
def test_without_times_words_are_found_by_ear(
    content: dict[str, Any], house: StandIns, speak: Speak, good: Any
) -> None:
    house.misbehave("elevenlabs", "speech", fault("bad_answer", content=content))
    engine = ElevenLabsVoice(credentials=credentials_of(house), similarity_boost=0.7)
    recording = speak(TEXT, engine=engine)
    assert [word.text for word in recording.words] == TEXT.split()
    assert recording.samples == good.samples
    apart = [
        abs(one.start - other.start) / 48
        for one, other in zip(recording.words, good.words, strict=True)
    ]
    assert np.mean(apart) < 60, "milliseconds"
    assert len(recording.phonemes) > 20


def credentials_of(house: StandIns) -> ElevenLabsCredentials:
    found = {"api_key": house.keys["elevenlabs"], "base_url": house.addresses["elevenlabs"]}
    return ElevenLabsCredentials.model_validate(found)
