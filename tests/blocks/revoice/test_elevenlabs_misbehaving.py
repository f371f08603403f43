"""ElevenLabs' voice changer misbehaving: what it becomes, how often it was asked, what it cost."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from blocks.credentials import ElevenLabsCredentials
from blocks.revoice.elevenlabs import ElevenLabsRevoice
from blocks.revoice.timing import Sound
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError, PaidInVain
from film.till import Till
from flows.standins.faults import Fault, fault, http_date, slow, status
from flows.standins.server import StandIns

from .conftest import Convert


@dataclass(frozen=True)
class Case:
    """A way to misbehave, and what has to follow."""

    fault: Fault
    error: type[FirstcutError]
    says: str
    paid: bool = False
    wait: float | None = None
    seconds: float = 20.0
    counted: bool = False
    """Whether the vendor said what it took."""


def refused(code: int, reason: str, word: str) -> Fault:
    return fault("status", status=code, message=reason, code=word)


CASES = {
    "429 with seconds": Case(status(429, "7"), EngineBusy, "429", wait=7.0),
    "429 without": Case(status(429), EngineBusy, "429"),
    "429 with a date": Case(status(429, http_date(86_400)), EngineBusy, "429", wait=120.0),
    "429 with nonsense": Case(status(429, "soon"), EngineBusy, "429"),
    "500": Case(status(500), EngineBusy, "500"),
    "503": Case(status(503, "3"), EngineBusy, "503", wait=3.0),
    "504": Case(status(504), PaidInVain, "may have been paid", paid=True),
    "no credit": Case(refused(401, "0 left", "quota_exceeded"), EngineMissing, "add some there"),
    "no such voice": Case(refused(404, "Gone", "voice_not_found"), EngineFailed, "no such voice"),
    "not understood": Case(status(422, message="Too much"), EngineFailed, "422: Too much"),
    "too late": Case(slow(3), PaidInVain, "no answer within 1 s", paid=True, seconds=1.0),
    "reset": Case(fault("reset"), PaidInVain, "broke off", paid=True),
    "reset afterwards": Case(fault("reset_after_acceptance"), PaidInVain, "broke off", paid=True),
    "cut body": Case(fault("cut_body"), PaidInVain, "broke off", paid=True),
    "wrong media": Case(fault("wrong_media_type"), PaidInVain, "no MP3", paid=True, counted=True),
    "truncated": Case(fault("truncated_media"), PaidInVain, "it lasts", paid=True, counted=True),
    "silent": Case(fault("silent"), PaidInVain, "silent", paid=True, counted=True),
    "too short": Case(fault("too_short"), PaidInVain, "it lasts", paid=True, counted=True),
    "at another speed": Case(
        fault("bad_answer", content={"speed": 1.04}), PaidInVain, "off its", paid=True, counted=True
    ),
    "far too late": Case(
        fault("bad_answer", content={"late": 0.45}), PaidInVain, "same speech", paid=True,
        counted=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_misbehaving(
    case: Case, house: StandIns, engine: ElevenLabsRevoice, till: Till, convert: Convert,
    speech: Sound,
) -> None:  # fmt: skip
    house.misbehave("elevenlabs", "changer", case.fault)
    with pytest.raises(case.error) as caught:
        convert(engine=engine.model_copy(update={"seconds": case.seconds}))
    assert type(caught.value) is case.error
    assert caught.value.retryable == (case.error is EngineBusy)
    assert caught.value.retry_after == pytest.approx(case.wait, abs=2)
    assert case.says in str(caught.value)
    assert len(house.calls("elevenlabs", "changer")) == 1, "a paid call is sent once"
    [order] = till.ledger.orders("film")
    price = Fraction(speech.size, SAMPLE_RATE * 60) * Fraction("0.12") if case.paid else Fraction(0)
    assert (order.state, order.dollars, order.goods) == ("failed", price, None)
    assert ("credits" in order.usage) == case.counted
    check_no_secret(house.keys["elevenlabs"], caught.value, till)


def check_no_secret(secret: str, error: BaseException, till: Till) -> None:
    """Check that a key is in no error that anybody sees, and in no file of the film."""
    assert secret not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
    assert isinstance(till.store, LocalAssetStore)
    for file in filter(Path.is_file, till.store.root.rglob("*")):
        assert secret.encode() not in file.read_bytes(), file


def test_a_little_late_is_moved_back(house: StandIns, convert: Convert, till: Till) -> None:
    house.misbehave("elevenlabs", "changer", fault("bad_answer", content={"late": 0.15}))
    convert()
    [order] = till.ledger.orders("film")
    assert order.state == "settled"


def test_the_next_attempt_buys_it_again(house: StandIns, convert: Convert, till: Till) -> None:
    house.misbehave("elevenlabs", "changer", fault("silent"), status(503))
    for error in (PaidInVain, EngineBusy):
        with pytest.raises(error):
            convert()
    convert()
    assert [one.state for one in till.ledger.orders("film")] == ["failed", "failed", "settled"]


def test_a_wrong_key(house: StandIns, convert: Convert, till: Till) -> None:
    wrong = ElevenLabsCredentials.model_validate(
        {"api_key": "sk_wrong_but_secret", "base_url": house.addresses["elevenlabs"]}
    )
    with pytest.raises(EngineMissing, match="check the credentials") as caught:
        convert(engine=ElevenLabsRevoice(credentials=wrong))
    assert till.spent == 0
    check_no_secret("sk_wrong_but_secret", caught.value, till)


@pytest.mark.parametrize(
    ("address", "error"),
    [("http://127.0.0.1:1", EngineBusy), ("nowhere", EngineMissing)],
    ids=["nobody there", "no address"],
)
def test_nobody_there(address: str, error: type, convert: Convert, till: Till) -> None:
    lost = ElevenLabsCredentials.model_validate({"api_key": "sk_lost", "base_url": address})
    with pytest.raises(error):
        convert(engine=ElevenLabsRevoice(credentials=lost))
    [order] = till.ledger.orders("film")
    assert order.state == "failed"
    assert order.dollars == 0
