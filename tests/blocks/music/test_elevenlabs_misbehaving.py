"""ElevenLabs' composers misbehaving: what becomes of each fault, and of the money."""

from dataclasses import dataclass
from fractions import Fraction

import pytest

from blocks.music.elevenlabs import ElevenLabsMusic
from film.clock import SAMPLE_RATE
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError, PaidInVain
from film.sound import Bed, Cue
from film.till import Till
from flows.standins.faults import Fault, fault, http_date, status
from flows.standins.server import StandIns

CUE = Cue(id="m1", genre="drama", mood="sad", intensity=0.4, samples=12 * SAMPLE_RATE)
BED = Bed(
    id="b1", setting="forest", interior=False, time="day", weather="clear", mood="calm",
    samples=2 * SAMPLE_RATE,
)  # fmt: skip
PRICES = {"music": Fraction("0.06"), "effects": Fraction("0.12")}
ALL, NOTHING = True, False


@dataclass(frozen=True)
class Case:
    """A fault, and what has to come of it."""

    fault: Fault
    error: type[FirstcutError]
    charged: bool
    retry_after: float | None = None
    says: str = ""


CASES = {
    "429, seconds": Case(status(429, "7"), EngineBusy, NOTHING, 7),
    "429, a date": Case(status(429, http_date(86_400)), EngineBusy, NOTHING, 120),
    "429, an age": Case(status(429, "9" * 12), EngineBusy, NOTHING, 120),
    "429, nonsense": Case(status(429, "soon"), EngineBusy, NOTHING),
    "429, nothing said": Case(status(429), EngineBusy, NOTHING),
    "500": Case(status(500), EngineBusy, NOTHING),
    "502": Case(status(502), EngineBusy, NOTHING),
    "503": Case(status(503, "3"), EngineBusy, NOTHING, 3),
    "504": Case(status(504), PaidInVain, ALL, says="may have been paid"),
    "401, no credit": Case(
        fault("status", status=401, code="quota_exceeded"), EngineMissing, NOTHING, says="credit"
    ),
    "402": Case(status(402), EngineMissing, NOTHING, says="credit"),
    "403, the plan": Case(
        fault("status", status=403, code="subscription_required"), EngineMissing, NOTHING,
        says="plan",
    ),
    "422": Case(status(422, message="no such plan"), EngineFailed, NOTHING, says="no such plan"),
    "against the rules": Case(
        fault("status", status=400, code="bad_prompt"), EngineFailed, NOTHING, says="content"
    ),
    "reset": Case(fault("reset"), PaidInVain, ALL, says="may have been paid"),
    "reset after it was made": Case(fault("reset_after_acceptance"), PaidInVain, ALL),
    "cut in the middle": Case(fault("cut_body"), PaidInVain, ALL),
    "too late": Case(fault("slow", seconds=2.5), PaidInVain, ALL, says="no answer within"),
    "silent": Case(fault("silent"), PaidInVain, ALL, says="silent"),
    "too short": Case(fault("too_short"), PaidInVain, ALL, says="stops after"),
    "truncated": Case(fault("truncated_media"), PaidInVain, ALL, says="stops after"),
    "another type": Case(fault("wrong_media_type"), PaidInVain, ALL, says="decoded"),
    "a body that stops": Case(fault("malformed_json"), PaidInVain, ALL),
}  # fmt: skip


def work(engine: ElevenLabsMusic, route: str, till: Till) -> None:
    if route == "music":
        engine.score(CUE, till.store)
    else:
        engine.lay_bed(BED, till.store)


@pytest.mark.parametrize("route", PRICES)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fault_is_an_error_sent_once_and_written_down(
    case: Case, route: str, engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    if case.fault.name == "slow":
        engine = engine.model_copy(update={"seconds": 1.5})
    house.misbehave("elevenlabs", route, case.fault)
    with pytest.raises(case.error) as raised:
        work(engine, route, till)
    assert type(raised.value) is case.error
    assert raised.value.retryable == (case.error is EngineBusy)
    if case.retry_after is not None:
        assert raised.value.retry_after == pytest.approx(case.retry_after, abs=2)
    assert case.says in str(raised.value)
    assert len(house.calls("elevenlabs", route)) == 1, "a paid call is sent once"
    [order] = till.ledger.orders("film")
    assert order.state == "failed"
    assert order.dollars == (PRICES[route] if case.charged else 0)
    assert till.spent == order.dollars
    for text in (str(raised.value), order.model_dump_json()):
        assert house.keys["elevenlabs"] not in text


@pytest.mark.parametrize("route", PRICES)
def test_what_failed_is_bought_when_asked_for_again(
    route: str, engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    house.misbehave("elevenlabs", route, status(429, "1"), fault("silent"))
    for error in (EngineBusy, PaidInVain):
        with pytest.raises(error):
            work(engine, route, till)
    work(engine, route, till)
    work(engine, route, till)
    assert len(house.calls("elevenlabs", route)) == 3
    states = [order.state for order in till.ledger.orders("film")]
    assert states == ["failed", "failed", "settled"]
    assert till.spent == 2 * PRICES[route]


def test_a_bed_whose_effect_failed_keeps_its_place(
    engine: ElevenLabsMusic, house: StandIns, till: Till
) -> None:
    from film.sound import Effect

    bed = BED.model_copy(update={"effects": (Effect(name="door", at=100),)})
    house.misbehave("elevenlabs", "effects", fault("none"), status(503))
    with pytest.raises(EngineBusy):
        engine.lay_bed(bed, till.store)
    engine.lay_bed(bed, till.store)
    texts = [call["body"]["text"] for call in house.calls("elevenlabs", "effects")]
    assert len(texts) == 3
    assert texts[0] != texts[1] == texts[2]
