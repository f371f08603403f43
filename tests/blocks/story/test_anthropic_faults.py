"""Anthropic misbehaving: what it means, how often it was asked, what it cost; no key anywhere."""

import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from blocks.credentials import AnthropicCredentials
from blocks.story.anthropic import AnthropicStory
from film.errors import (
    BudgetSpent,
    EngineBusy,
    EngineFailed,
    EngineMissing,
    FirstcutError,
    PaidInVain,
)
from film.ledger import Order
from film.request import MovieRequest
from flows.standins.faults import Fault, fault, slow, status
from flows.standins.server import StandIns
from tests.blocks.anthropic_stage import Stage, performing

REQUEST = MovieRequest(prompt="A clockmaker repairs a dream", length=15).for_writing()


@dataclass(frozen=True)
class Case:
    """A fault, and what has to come of it."""

    fault: Fault
    error: type[FirstcutError]
    cost: str
    """``nothing``, ``estimate`` or ``exact``."""
    says: str
    retry_after: float | None = None

    def __str__(self) -> str:
        extra = f" {self.fault.retry_after}" if self.fault.retry_after else ""
        number = f" {self.fault.status}" if self.fault.name == "status" else ""
        return f"{self.fault.name}{number}{extra}"


CASES = (
    Case(status(400), EngineFailed, "nothing", "refused the call"),
    Case(status(401), EngineMissing, "nothing", "check the credentials"),
    Case(status(402), EngineMissing, "nothing", "add some there"),
    Case(status(403), EngineMissing, "nothing", "check the credentials"),
    Case(status(404), EngineFailed, "nothing", "404"),
    Case(status(413), EngineFailed, "nothing", "413"),
    Case(status(429), EngineBusy, "nothing", "429"),
    Case(status(429, "7"), EngineBusy, "nothing", "429", 7.0),
    Case(status(429, "Fri, 01 Jan 2021 00:00:00 GMT"), EngineBusy, "nothing", "429", 0.0),
    Case(status(429, "86400"), EngineBusy, "nothing", "429", 120.0),
    Case(status(429, "-3"), EngineBusy, "nothing", "429"),
    Case(status(429, "soon"), EngineBusy, "nothing", "429"),
    Case(status(500), EngineBusy, "nothing", "500"),
    Case(status(502), EngineBusy, "nothing", "502"),
    Case(status(529, "2"), EngineBusy, "nothing", "529", 2.0),
    Case(status(504), PaidInVain, "estimate", "may have been paid"),
    Case(slow(2.0), PaidInVain, "estimate", "within 1 s"),
    Case(fault("reset"), PaidInVain, "estimate", "may have been paid"),
    Case(fault("reset_after_acceptance"), PaidInVain, "estimate", "may have been paid"),
    Case(fault("cut_body"), PaidInVain, "estimate", "may have been paid"),
    Case(fault("malformed_json"), PaidInVain, "estimate", "cannot be read"),
    Case(fault("refusal", code="bio"), PaidInVain, "exact", "declined this request (bio)"),
    Case(fault("max_tokens"), PaidInVain, "exact", "raise it on the block"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_costs_what_it_costs_and_is_posted_once(stage: Stage, case: Case) -> None:
    stage.standins.misbehave("anthropic", "messages", case.fault)
    seconds = 1.0 if case.fault.name == "slow" else 60.0
    writer = AnthropicStory(credentials=stage.credentials, timeout=seconds)
    with pytest.raises(case.error) as caught:
        writer.write(REQUEST)
    assert type(caught.value) is case.error
    assert caught.value.retryable is (case.error is EngineBusy)
    assert caught.value.retry_after == case.retry_after
    assert case.says in str(caught.value)
    assert len(stage.sent) == 1
    (order,) = stage.orders
    assert order.state == "failed"
    assert order.charge == expected_cost(case.cost, order)
    assert_no_secret(stage, caught.value)


def expected_cost(cost: str, order: Order) -> Fraction:
    if cost == "nothing":
        return Fraction(0)
    if cost == "estimate":
        return order.estimate
    return tokens_cost(order)


def tokens_cost(order: Order) -> Fraction:
    """Reckon its tokens by hand: $2 in, $10 out, $2.50 written, $0.20 read a million."""
    prices = {
        "input_tokens": Fraction(2),
        "output_tokens": Fraction(10),
        "cache_creation_input_tokens": Fraction(5, 2),
        "cache_read_input_tokens": Fraction(1, 5),
    }
    counted = {name: int(order.usage[name]) for name in prices}
    assert counted["output_tokens"] > 0
    return sum((prices[name] * counted[name] for name in prices), Fraction(0)) / 1_000_000


def assert_no_secret(stage: Stage, error: BaseException) -> None:
    assert stage.key not in "".join(traceback.format_exception(error))
    assert stage.key not in stage.left_behind()


def test_what_passed_can_be_asked_again(stage: Stage, writer: AnthropicStory) -> None:
    stage.standins.misbehave("anthropic", "messages", status(529), status(429, "1"))
    for _ in range(2):
        with pytest.raises(EngineBusy):
            writer.write(REQUEST)
    assert writer.write(REQUEST).scenes
    assert [order.state for order in stage.orders] == ["failed", "failed", "settled"]
    assert len(stage.sent) == 3
    assert stage.till.spent == tokens_cost(stage.orders[-1])


def test_an_unusable_answer_is_sent_back_with_its_faults_once(
    stage: Stage, writer: AnthropicStory
) -> None:
    stage.standins.misbehave("anthropic", "messages", fault("bad_answer"))
    story = writer.write(REQUEST)
    first, second = stage.sent
    assert [message["role"] for message in second["messages"]] == ["user", "assistant", "user"]
    assert second["messages"][0] == first["messages"][0]
    assert "title: Field required" in second["messages"][2]["content"][0]["text"]
    assert [order.state for order in stage.orders] == ["settled", "settled"]
    assert stage.till.spent == sum(map(tokens_cost, stage.orders))
    assert int(stage.orders[1].usage["cache_read_input_tokens"]) > 1024
    assert writer.write(REQUEST) == story
    assert len(stage.sent) == 2, "both answers are bought already"


@pytest.mark.parametrize("content", ["Sure! Here is your film:", "[]", "{", {}, "", "null"])
def test_an_answer_that_is_unusable_twice_is_paid_in_vain(
    stage: Stage, writer: AnthropicStory, content: object
) -> None:
    bad = fault("bad_answer", content=content, times=2)
    stage.standins.misbehave("anthropic", "messages", bad)
    with pytest.raises(PaidInVain) as caught:
        writer.write(REQUEST)
    assert "unusable twice" in str(caught.value)
    assert not caught.value.retryable
    assert len(stage.sent) == 2
    first, second = stage.orders
    assert [first.state, second.state] == ["settled", "failed"]
    assert caught.value.dollars == second.dollars == tokens_cost(second)
    assert caught.value.usage == second.usage
    assert stage.till.spent == tokens_cost(first) + tokens_cost(second)
    assert_no_secret(stage, caught.value)
    assert writer.write(REQUEST).scenes, "asked again, only the repair is bought again"
    assert len(stage.sent) == 3


def test_the_vendor_s_words_are_passed_on_without_the_key(
    stage: Stage, writer: AnthropicStory
) -> None:
    echo = status(401, message=f"invalid x-api-key {stage.key} " + "x" * 5000)
    stage.standins.misbehave("anthropic", "messages", echo)
    with pytest.raises(EngineMissing) as caught:
        writer.write(REQUEST)
    assert "invalid x-api-key …" in str(caught.value)
    assert len(str(caught.value)) < 500
    assert_no_secret(stage, caught.value)


def test_a_wrong_key_is_refused_without_cost(stage: Stage) -> None:
    wrong = "sk-ant-wrong-0123456789"
    address = stage.standins.addresses["anthropic"]
    keys = AnthropicCredentials(api_key=SecretStr(wrong), base_url=address)
    for tried in (lambda: AnthropicStory(credentials=keys).write(REQUEST),
                  lambda: AnthropicStory(credentials=keys).check()):  # fmt: skip
        with pytest.raises(EngineMissing) as caught:
            tried()
        assert "check the credentials" in str(caught.value)
        assert wrong not in "".join(traceback.format_exception(caught.value))
    assert wrong not in stage.left_behind()
    assert stage.till.spent == 0


@pytest.mark.parametrize("key", ["two\nlines", "schlüssel", " ", "a\x00b"])
def test_a_key_that_is_none_is_not_sent(stage: Stage, key: str) -> None:
    address = stage.standins.addresses["anthropic"]
    keys = AnthropicCredentials(api_key=SecretStr(key), base_url=address)
    with pytest.raises(EngineMissing):
        AnthropicStory(credentials=keys).write(REQUEST)
    assert stage.sent == []
    assert stage.till.spent == 0


def test_nobody_there_costs_nothing(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    keys = stage.credentials.model_copy(update={"base_url": f"http://127.0.0.1:{port}"})
    with pytest.raises(EngineBusy, match="cannot be reached"):
        AnthropicStory(credentials=keys).write(REQUEST)
    assert [(order.state, order.charge) for order in stage.orders] == [("failed", 0)]


@pytest.mark.parametrize("address", ["ftp://127.0.0.1", "nowhere", "http://"])
def test_an_address_that_is_none_is_said_to_be_none(stage: Stage, address: str) -> None:
    keys = stage.credentials.model_copy(update={"base_url": address})
    with pytest.raises(EngineMissing, match="base_url"):
        AnthropicStory(credentials=keys).write(REQUEST)
    assert stage.till.spent == 0


@contextmanager
def redirecting(target: str) -> Iterator[tuple[str, list[str]]]:
    """Serve redirects to ``target``; yield the address and the paths that were asked for."""
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(307)
            self.send_header("location", f"{target}{self.path}")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_a_redirect_is_not_followed_with_the_key(stage: Stage) -> None:
    with redirecting(stage.standins.addresses["anthropic"]) as (address, asked):
        keys = stage.credentials.model_copy(update={"base_url": address})
        with pytest.raises(EngineFailed):
            AnthropicStory(credentials=keys).write(REQUEST)
    assert asked == ["/v1/messages"]
    assert stage.sent == []


def test_the_budget_stops_the_film_before_the_call(standins: StandIns, tmp_path: Path) -> None:
    with performing(standins, tmp_path, "story", budget=Fraction(1, 100)) as stage:
        writer = AnthropicStory(credentials=stage.credentials)
        with pytest.raises(BudgetSpent):
            writer.write(REQUEST)
        assert stage.sent == []
        assert stage.orders == ()


def test_nothing_is_bought_where_nobody_pays(standins: StandIns) -> None:
    standins.reset()
    address, key = standins.addresses["anthropic"], standins.keys["anthropic"]
    keys = AnthropicCredentials(api_key=SecretStr(key), base_url=address)
    with pytest.raises(EngineMissing, match="nobody pays"):
        AnthropicStory(credentials=keys).write(REQUEST)
    assert standins.calls("anthropic") == []


def test_a_check_asks_for_the_model_and_buys_nothing(
    stage: Stage, writer: AnthropicStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.check()
    assert [call["path"] for call in stage.standins.calls("anthropic")] == [
        "/anthropic/v1/models/claude-sonnet-5-5"
    ]
    own = stage.folder / "prices.toml"
    own.write_text(
        "".join(
            f'[[price]]\nvendor = "anthropic"\nmodel = "claude-none"\nunit = "million {unit} '
            'tokens"\ndollars = "1"\nread = 2026-11-01\nsource = "a test"\n'
            for unit in ("input", "output", "cache write", "cache read")
        )
    )
    monkeypatch.setenv("FIRSTCUT_PRICES", str(own))
    with pytest.raises(EngineMissing, match="no model 'claude-none'"):
        AnthropicStory(credentials=stage.credentials, model="claude-none").check()
    for one in (status(500), fault("reset"), slow(0)):
        stage.standins.misbehave("anthropic", "models", one)
    for _ in range(2):
        with pytest.raises(EngineBusy):
            writer.check()
    assert stage.orders == ()
