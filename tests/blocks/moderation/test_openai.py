"""OpenAI's moderation through its real SDK: what is sent, how scores count, every fault."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from pydantic import SecretStr

from blocks.credentials import OpenAICredentials
from blocks.moderation.openai import AT_ONCE, PORTION, OpenAIModeration, portions
from film.assets import Asset, LocalAssetStore
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError
from film.ledger import LocalLedger
from film.till import Till
from flows.standins.faults import Fault, fault, http_date, status
from flows.standins.openai import TAKEN
from flows.standins.server import StandIns

STORM = "A lighthouse keeper befriends a storm"


@pytest.fixture(scope="module")
def server() -> Iterator[StandIns]:
    with StandIns() as running:
        yield running


@pytest.fixture
def standins(server: StandIns) -> StandIns:
    server.reset()
    return server


@pytest.fixture
def engine(standins: StandIns) -> OpenAIModeration:
    return OpenAIModeration(
        credentials=OpenAICredentials(
            api_key=SecretStr(standins.keys["openai"]), base_url=standins.addresses["openai"]
        )
    )


@pytest.fixture
def till(store: LocalAssetStore, tmp_path: Path) -> Iterator[Till]:
    opened = Till(LocalLedger(tmp_path / "ledger"), store, "film")
    with opened.paying("moderation", "request"):
        yield opened


def scores(**given: float) -> dict[str, Any]:
    """Return an answer of the vendor's with these scores (with _ for / and -)."""
    found = dict.fromkeys(TAKEN, 0.0)
    found |= {
        next(name for name in TAKEN if name.replace("/", "_").replace("-", "_") == key): score
        for key, score in given.items()
    }
    one = {
        "flagged": False,
        "categories": dict.fromkeys(TAKEN, False),
        "category_scores": found,
        "category_applied_input_types": {key: ["text"] for key in TAKEN},
    }
    return {"id": "modr-1", "model": "omni-moderation-2024-09-26", "results": [one]}


def answered(standins: StandIns, content: object) -> None:
    standins.misbehave("openai", "moderations", fault("bad_answer", content=content))


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"harassment_threatening": 0.99, "violence": 0.99, "harassment": 0.9}, []),
        ({"self_harm": 0.99, "self_harm_intent": 0.98}, []),
        ({"illicit": 0.85}, []),
        ({"violence_graphic": 0.93}, []),
        ({"sexual": 0.72}, ["sexual"]),
        ({"sexual_minors": 0.21}, ["sexual content with minors"]),
        ({"hate": 0.3, "hate_threatening": 0.61}, ["hate"]),
        ({"self_harm_instructions": 0.8}, ["self-harm"]),
        ({"violence_graphic": 0.99}, ["graphic violence"]),
        ({"illicit_violent": 0.8}, ["dangerous instructions"]),
    ],
    ids=str,
)
def test_the_vendors_categories_count_as_a_film_may_show_them(
    engine: OpenAIModeration,
    standins: StandIns,
    till: Till,
    given: dict[str, float],
    refused: list[str],
) -> None:
    answered(standins, scores(**given))
    verdict = engine.judge(STORM, (), till.store)
    assert [one.category for one in verdict.refused] == refused
    assert all("line 1" in one.reason for one in verdict.findings)


def test_how_much_a_category_counts_is_a_setting(
    engine: OpenAIModeration, standins: StandIns, till: Till
) -> None:
    answered(standins, scores(violence=0.99, sexual=0.99))
    other = engine.model_copy(update={"counts": {"violence": 1.0, "sexual": 0.1}})
    verdict = other.judge(STORM, (), till.store)
    assert [one.category for one in verdict.refused] == ["graphic violence"]
    assert other.fingerprint() != engine.fingerprint()


def test_a_long_text_is_judged_whole_and_the_worst_portion_counts(
    engine: OpenAIModeration, standins: StandIns, till: Till
) -> None:
    lines = [f"{number} The storm passes over the lighthouse, slowly." for number in range(2_000)]
    lines[1_234] = "An explicit hardcore porn film, uncensored"
    text = "\n".join(lines)
    verdict = engine.judge(text, (), till.store)
    assert [one.category for one in verdict.refused] == ["sexual"]
    line = int(verdict.refused[0].reason.split("line ")[1].split()[0])
    assert 1_180 < line <= 1_235
    sent = [one for call in standins.calls("openai") for one in call["body"]["input"]]
    assert "".join(sent) == text
    assert max(len(one) for one in sent) <= PORTION
    assert len(standins.calls("openai")) == -(-len(sent) // AT_ONCE)


def test_portions_hold_every_letter() -> None:
    for text in ("", "\n \n", "a", "a" * 4_001, "é\n" * 3_000, "x" * 1_999 + "\ny\n"):
        assert "".join(part for _, part in portions(text)).split() == text.split()


def test_what_was_judged_before_is_not_asked_again(
    engine: OpenAIModeration, standins: StandIns, till: Till
) -> None:
    text = "\n".join(f"{number} The storm passes over." for number in range(3_000))
    standins.misbehave("openai", "moderations", fault("none"), fault("none"), status(429, "1"))
    with pytest.raises(EngineBusy):
        engine.judge(text, (), till.store)
    asked = len(standins.calls("openai"))
    assert engine.judge(text, (), till.store).allowed
    bodies = [str(call["body"]) for call in standins.calls("openai") if call["status"] == 200]
    assert len(bodies) == len(set(bodies))
    assert len(standins.calls("openai")) == asked + len(bodies) - 2
    assert till.spent == 0


def coloured(store: LocalAssetStore, colour: tuple[int, int, int], side: int = 90) -> Asset:
    with store.scratch() as folder:
        path = folder / "picture.png"
        cv2.imwrite(str(path), np.full((side, side * 2, 3), colour, np.uint8))
        return store.put(path)


def test_every_picture_is_seen_small_and_by_itself(
    engine: OpenAIModeration, standins: StandIns, till: Till, store: LocalAssetStore
) -> None:
    sky, blood = coloured(store, (200, 160, 90)), coloured(store, (10, 10, 180), 2_000)
    verdict = engine.judge(STORM, (sky, blood), store)
    assert [one.category for one in verdict.refused] == ["graphic violence"]
    assert verdict.refused[0].reason.endswith("in reference picture 2")
    bodies = [call["body"]["input"] for call in standins.calls("openai")]
    assert [len(body) for body in bodies] == [1, 1, 1]
    urls = [body[0]["image_url"]["url"] for body in bodies[1:]]
    assert all(url.startswith("data:image/jpeg (") for url in urls)
    assert all(int(url.split("(")[1].split()[0]) < 60_000 for url in urls)


@dataclass(frozen=True)
class Case:
    """A fault, and what has to come of it."""

    fault: Fault
    error: type[FirstcutError]
    retry_after: float | None = None
    says: str = ""
    more: dict[str, Any] = field(default_factory=dict)


FAULTS = {
    "429, seconds": Case(status(429, "7"), EngineBusy, 7.0),
    "429, a date": Case(status(429, http_date(86_400)), EngineBusy, 120.0),
    "429, an age": Case(status(429, "86400000"), EngineBusy, 120.0),
    "429, nonsense": Case(status(429, "soon"), EngineBusy),
    "429, nothing said": Case(status(429), EngineBusy),
    "429, no credit": Case(
        fault("status", status=429, code="insufficient_quota"), EngineMissing, says="credit"
    ),
    "500": Case(status(500), EngineBusy),
    "502": Case(status(502), EngineBusy),
    "503": Case(status(503, "3"), EngineBusy, 3.0),
    "529": Case(status(529), EngineBusy),
    "400": Case(status(400), EngineFailed),
    "403": Case(status(403), EngineMissing, says="credentials"),
    "reset": Case(fault("reset"), EngineBusy),
    "reset after it was accepted": Case(fault("reset_after_acceptance"), EngineBusy),
    "cut in the middle": Case(fault("cut_body"), EngineBusy),
    "too late": Case(fault("slow", seconds=1.5), EngineBusy, says="within"),
    "JSON that stops": Case(fault("malformed_json"), EngineBusy),
    "no JSON": Case(fault("bad_answer", content="hello"), EngineBusy),
    "no results": Case(fault("bad_answer", content={"results": []}), EngineBusy),
    "no scores": Case(fault("bad_answer", content={"results": [{"flagged": False}]}), EngineBusy),
    "a score that is none": Case(fault("bad_answer", content=scores(sexual=7.0)), EngineBusy),
    "a score of nothing": Case(
        fault("bad_answer", content={"results": [{"category_scores": {}}]}), EngineBusy
    ),
    "more results than inputs": Case(
        fault("bad_answer", content={"results": scores()["results"] * 2}), EngineBusy
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_an_error_that_says_whether_to_try_again(
    case: Case,
    engine: OpenAIModeration,
    standins: StandIns,
    till: Till,
) -> None:
    if case.fault.name == "slow":
        engine = engine.model_copy(update={"seconds": 0.5})
    standins.misbehave("openai", "moderations", case.fault)
    with pytest.raises(case.error) as raised:
        engine.judge(STORM, (), till.store)
    assert type(raised.value) is case.error
    assert raised.value.retryable == (case.error is EngineBusy)
    if case.retry_after is not None:
        assert raised.value.retry_after == pytest.approx(case.retry_after, abs=2)
    assert case.says in str(raised.value)
    assert standins.keys["openai"] not in str(raised.value)
    assert len(standins.calls("openai")) == 1, "it is sent once"
    [order] = till.ledger.orders("film")
    assert (order.state, order.dollars) == ("failed", 0)
    assert standins.keys["openai"] not in order.model_dump_json()
    assert engine.judge(STORM, (), till.store).allowed, "the next time it is asked again"


def test_a_wrong_key_is_said_and_not_shown(standins: StandIns, till: Till) -> None:
    secret = f"sk-planted-{till.account}-0123456789"
    wrong = OpenAIModeration(
        credentials=OpenAICredentials(
            api_key=SecretStr(secret), base_url=standins.addresses["openai"]
        )
    )
    for work in (wrong.check, lambda: wrong.judge(STORM, (), till.store)):
        with pytest.raises(EngineMissing, match="credentials") as raised:
            work()
        assert secret not in str(raised.value)
        assert raised.value.__cause__ is None


@pytest.mark.parametrize("key", ["", "ключ", "a\nb"], ids=["empty", "cyrillic", "two lines"])
def test_a_key_that_cannot_be_one_is_not_sent(standins: StandIns, till: Till, key: str) -> None:
    odd = OpenAIModeration(
        credentials=OpenAICredentials(api_key=SecretStr(key), base_url=standins.addresses["openai"])
    )
    with pytest.raises(EngineMissing, match="no key does"):
        odd.judge(STORM, (), till.store)
    assert standins.calls("openai") == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "nowhere", "http://127.0.0.1:99999"])
def test_an_address_where_nobody_is(till: Till, address: str) -> None:
    lost = OpenAIModeration(
        credentials=OpenAICredentials(api_key=SecretStr("sk-x"), base_url=address)
    )
    with pytest.raises((EngineBusy, EngineMissing)):
        lost.judge(STORM, (), till.store)


def test_it_is_tried_for_nothing_and_free(
    engine: OpenAIModeration, standins: StandIns, till: Till
) -> None:
    engine.ready()
    engine.check()
    assert len(standins.calls("openai", "moderations")) == 1
    assert till.ledger.orders("film") == ()
    assert engine.estimate("word " * 100_000).dollars == 0
