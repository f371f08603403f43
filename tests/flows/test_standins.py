"""The stand-ins' server: its keys, its log, its faults of the line, from here and from outside."""

import json
import signal
import socket
import subprocess
import sys
import time
from email.utils import parsedate_to_datetime
from typing import Any, get_args

import httpx
import pytest

from blocks import credentials
from blocks.credentials import VendorCredentials
from film.errors import BadRequest
from flows.standins import faults
from flows.standins.faults import ALWAYS, Fault, FaultName, fault
from flows.standins.server import StandIns, serve
from flows.standins.vendors import VENDORS
from tests.flows.standins import bearer, get, post, request, server, standins

__all__ = ["server", "standins"]
KINDS = [
    credentials.AnthropicCredentials,
    credentials.OpenAICredentials,
    credentials.ElevenLabsCredentials,
    credentials.ReplicateCredentials,
    credentials.LumaCredentials,
]


def account(standins: StandIns, **more: Any) -> httpx.Response:
    url = f"{standins.addresses['replicate']}/v1/account"
    return get(url, headers=bearer(standins, "replicate"), **more)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.vendor)
def test_the_environment_leads_every_vendors_credentials_here(
    kind: type[VendorCredentials], standins: StandIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in standins.environment.items():
        monkeypatch.setenv(variable, value)
    found = kind.usual()
    assert found.address == standins.addresses[kind.vendor]
    assert found.address.startswith(standins.url)
    assert found.key == standins.keys[kind.vendor]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_wrong_key_is_refused_in_the_vendors_words_on_every_route(
    vendor: str, standins: StandIns
) -> None:
    for route in standins.doors:
        if route.vendor != vendor or route.keyless:
            continue
        path = route.path.replace("{", "").replace("}", "")
        for headers in ({}, {"authorization": "Bearer wrong"}, {"x-api-key": "wrong"}):
            answer = request(
                route.method, f"{standins.url}/{vendor}{path}", headers=headers, timeout=10
            )
            assert answer.status_code == 401, route
            assert answer.json().keys() == VENDORS[vendor].says_no(401, "", "").keys()
    assert {call["key"] for call in standins.calls(vendor)} <= {"none", "wrong"}
    assert {call["status"] for call in standins.calls(vendor)} <= {401}


def test_the_log_holds_bodies_without_keys_and_media_by_their_sum(standins: StandIns) -> None:
    key = standins.keys["replicate"]
    post(
        f"{standins.addresses['replicate']}/v1/predictions",
        headers=bearer(standins, "replicate"),
        json={"version": f"a {key}", "input": {"image": "data:image/png;base64,AAAA"}},
    )
    get(f"{standins.addresses['replicate']}/v1/account", headers={"authorization": "Token sesame"})
    made, asked = standins.calls("replicate")
    assert made["route"] == "create"
    assert made["method"] == "POST"
    assert made["status"] == 201
    assert made["job"]
    assert made["body"]["version"] == "a …"
    assert made["body"]["input"]["image"].startswith("data:image/png (3 bytes, sha256 ")
    assert asked["key"] == "wrong"
    outside = get(f"{standins.url}/_calls", params={"vendor": "replicate"})
    assert outside.json() == [made, asked]
    assert key not in outside.text
    assert "sesame" not in outside.text


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 422, 429, 500, 502, 503, 529])
def test_a_status_comes_with_the_vendors_own_body(
    vendor: str, status: int, standins: StandIns
) -> None:
    doors = [route for route in standins.doors if route.vendor == vendor and not route.keyless]
    door = doors[0]
    standins.misbehave(vendor, door.name, faults.status(status, "7", "So it was told."))
    header = {VENDORS[vendor].key_header: standins.keys[vendor]}
    if VENDORS[vendor].key_header == "authorization":
        header = bearer(standins, vendor)
    answer = request(door.method, f"{standins.url}/{vendor}{door.path}", headers=header)
    assert answer.status_code == status
    assert answer.headers["retry-after"] == "7"
    assert "So it was told." in json.dumps(answer.json())
    assert answer.json() == VENDORS[vendor].says_no(status, "So it was told.", "")


@pytest.mark.parametrize(
    "told",
    [None, "3", "1000000000", "-5", "soon", "Wed, 21 Oct 2099 07:28:00 GMT"],
)
def test_a_retry_after_is_sent_as_it_stands(told: str | None, standins: StandIns) -> None:
    standins.misbehave("replicate", "account", faults.status(429, told))
    assert account(standins).headers.get("retry-after") == told


def test_a_retry_after_may_be_a_date() -> None:
    moment = parsedate_to_datetime(faults.http_date(90))
    assert 85 < moment.timestamp() - time.time() <= 91


def test_faults_wait_in_a_queue_and_then_all_is_well_again(standins: StandIns) -> None:
    standins.misbehave(
        "replicate", "account", faults.status(503, times=2), fault("none"), faults.status(429)
    )
    statuses = [account(standins).status_code for _ in range(6)]
    assert statuses == [503, 503, 200, 429, 200, 200]
    assert [call["status"] for call in standins.calls("replicate", "account")] == statuses


def test_a_fault_may_be_for_some_calls_only(standins: StandIns) -> None:
    standins.misbehave(
        "replicate",
        "create",
        faults.status(503).model_copy(update={"where": "acme/swap"}),
        faults.status(429),
        faults.status(402).model_copy(update={"where": "a quiet hill"}),
    )

    def create(model: str, prompt: str) -> int:
        return post(
            f"{standins.addresses['replicate']}/v1/models/{model}/predictions",
            headers=bearer(standins, "replicate"),
            json={"input": {"prompt": prompt}},
        ).status_code

    asked = (("a/b", "x"), ("a/b", "x"), ("acme/swap", "x"), ("a/b", "a quiet hill"))
    assert [create(*one) for one in asked] == [429, 201, 503, 402]


def test_a_fault_may_stay_until_a_reset(standins: StandIns) -> None:
    standins.misbehave("replicate", "account", faults.status(500, times=ALWAYS))
    assert {account(standins).status_code for _ in range(4)} == {500}
    standins.reset()
    assert standins.calls() == []
    assert account(standins).status_code == 200


def test_a_slow_answer_comes_too_late_for_the_impatient(standins: StandIns) -> None:
    standins.misbehave("replicate", "account", faults.slow(0.4), faults.slow(0.4))
    with pytest.raises(httpx.ReadTimeout):
        account(standins, timeout=0.1)
    began = time.monotonic()
    assert account(standins).status_code == 200
    assert time.monotonic() - began >= 0.4


def test_a_reset_line_brings_no_answer(standins: StandIns) -> None:
    standins.misbehave("replicate", "create", fault("reset"), fault("reset_after_acceptance"))
    for job in (False, True):
        with pytest.raises(httpx.ReadError, match="reset"):
            post(
                f"{standins.addresses['replicate']}/v1/models/a/b/predictions",
                headers=bearer(standins, "replicate"),
                json={"input": {"prompt": "a hill"}},
            )
        call = standins.calls("replicate", "create")[-1]
        assert call["status"] is None
        assert bool(call["job"]) is job


def test_a_body_can_be_cut_or_malformed(standins: StandIns) -> None:
    standins.misbehave("replicate", "account", fault("cut_body"), fault("malformed_json"))
    with pytest.raises(httpx.HTTPError) as cut:
        account(standins)
    assert isinstance(cut.value, httpx.ReadError | httpx.RemoteProtocolError)
    answer = account(standins)
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content)
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_a_route_refuses_faults_that_it_cannot_do(standins: StandIns) -> None:
    with pytest.raises(ValueError, match="replicate/account cannot do black: it can do"):
        standins.misbehave("replicate", "account", fault("black"))
    with pytest.raises(ValueError, match=r"No route replicate/nowhere: there are .*luma/create"):
        standins.misbehave("replicate", "nowhere", fault("reset"))


def test_every_fault_has_a_route(standins: StandIns) -> None:
    assert {name for names in standins.routes.values() for name in names} == set(
        get_args(FaultName)
    )


def test_another_process_can_order_faults_and_reset(standins: StandIns) -> None:
    order = {
        "vendor": "replicate",
        "route": "account",
        "faults": [{"name": "status", "status": 429, "retry_after": "2", "times": 2}],
    }
    ordered = post(f"{standins.url}/_faults", json=order)
    assert ordered.json()["waiting"]["replicate/account"][0]["status"] == 429
    assert account(standins).status_code == 429
    listed = get(f"{standins.url}/_faults").json()
    assert listed["routes"]["replicate/create"] == standins.routes["replicate/create"]
    assert post(f"{standins.url}/_reset").json() == {"reset": True}
    assert account(standins).status_code == 200


@pytest.mark.parametrize(
    "order",
    [
        {"vendor": "replicate", "route": "account", "faults": [{"name": "thunder"}]},
        {"vendor": "replicate", "route": "account", "faults": [{"name": "black"}]},
        {"vendor": "replicate", "route": "account", "faults": [{"name": "slow", "days": 1}]},
        {"vendor": "nobody", "route": "account", "faults": []},
        "not an order",
    ],
)
def test_an_order_that_makes_no_sense_is_refused(order: object, standins: StandIns) -> None:
    answer = post(f"{standins.url}/_faults", json=order)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_what_a_vendor_does_not_have_is_not_found_in_its_words(standins: StandIns) -> None:
    answer = get(f"{standins.addresses['luma']}/nothing/here")
    assert answer.status_code == 404
    assert answer.json() == {"detail": "The stand-in has no GET /luma/v1/nothing/here"}
    assert get(f"{standins.url}/nobody/here").status_code == 404


def test_faults_are_described_for_whoever_orders_them() -> None:
    assert all(field.description for field in Fault.model_fields.values())


def test_serving_prints_the_exports_and_ends_on_an_interrupt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = f"from flows.standins.server import serve; serve('127.0.0.1', {port})"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(2 * len(VENDORS) + 1)]
        exported = dict(line.removeprefix("export ").split("=", 1) for line in lines[:-1])
        assert exported["LUMA_BASE_URL"] == f"http://127.0.0.1:{port}/luma/v1"
        assert set(exported) == {
            variable for kind in KINDS for variable in (kind.variable, kind.address_variable)
        }
        key = {"authorization": f"Bearer {exported['REPLICATE_API_TOKEN']}"}
        asked = get(f"{exported['REPLICATE_BASE_URL']}/v1/account", headers=key)
        assert asked.status_code == 200
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said == ""


def test_a_port_that_is_taken_is_said_in_a_sentence(standins: StandIns) -> None:
    port = int(standins.url.rpartition(":")[2])
    with pytest.raises(BadRequest, match=f"127.0.0.1:{port} .*give another port"):
        serve("127.0.0.1", port)
