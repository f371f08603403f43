"""The cloud crew against the stand-ins: a whole film, its bill, its budget, its secrets."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx
import pytest

from film.ledger import LocalLedger, Order
from film.media.probe import probe
from flows.standins.server import StandIns
from tests.api import PrefectApi
from tests.command import firstcut
from tests.content import content_of
from tests.flows.conftest import ONE_LINE, SCRIPT, ShortFilm, make_film
from tests.flows.runs import artifacts

pytestmark = pytest.mark.e2e

VENDORS = ("anthropic", "elevenlabs", "luma", "replicate")
PAID = {"moderation", "story", "characters", "keyframes", "scenes", "voice", "music", "lipsync"}


@pytest.fixture(scope="module")
def vendors() -> Iterator[StandIns]:
    """Run the vendors' stand-ins, and send every SDK to them."""
    with StandIns() as house, pytest.MonkeyPatch.context() as patch:
        for variable, value in house.environment.items():
            patch.setenv(variable, value)
        yield house


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, vendors: StandIns) -> Iterator[Path]:
    """Lend a home of its own, whose local API is ended afterwards."""
    folder = tmp_path_factory.mktemp("cloud-home")
    yield folder
    firstcut("server", "stop", home=folder)


@pytest.fixture(scope="module")
def film(home: Path, tmp_path_factory: pytest.TempPathFactory) -> ShortFilm:
    """Make a film with vendors in every stage."""
    folder = tmp_path_factory.mktemp("cloud")
    script = folder / "lamp.fountain"
    script.write_text(SCRIPT)
    return make_film(script, folder / "films", "--crew", "cloud", home=home)


def orders(home: Path) -> list[Order]:
    """Return every order that was ever placed from a home."""
    ledger = LocalLedger(home / "assets" / "ledger")
    return [order for account in ledger.accounts() for order in ledger.orders(account)]


def posts(house: StandIns) -> Counter[str]:
    """Count the calls that buy something, by vendor and what they ask for."""
    return Counter(
        f"{call['vendor']} {call['route']} {json.dumps(call['body'], sort_keys=True)}"
        for call in house.calls()
        if call["method"] == "POST" and call["status"] < 300
    )


def test_a_whole_film_is_made_with_a_vendor_in_every_stage(
    film: ShortFilm, vendors: StandIns, home: Path
) -> None:
    report = film.report
    assert all(check["passed"] for check in report["checks"]), report["checks"]
    info = probe(film.folder / "film.mp4")
    assert (info.width, info.height) == (640, 360)
    assert info.frames == report["frames"]
    assert {stage["stage"] for stage in report["stages"]} >= PAID
    called = {call["vendor"] for call in vendors.calls() if call["status"] < 300}
    assert called >= set(VENDORS)
    assert {order.stage for order in orders(home)} == PAID
    assert {order.state for order in orders(home)} == {"settled"}


def test_the_report_sets_the_estimate_beside_what_it_cost(film: ShortFilm, home: Path) -> None:
    stages = {stage["stage"]: stage for stage in film.report["stages"]}
    for name in PAID:
        placed = [order for order in orders(home) if order.stage == name]
        assert Fraction(stages[name]["cost"]) == sum(order.charge for order in placed), name
        assert Fraction(stages[name]["estimate"]) == sum(order.estimate for order in placed), name
        assert Fraction(stages[name]["estimate"]) > 0, name
        assert stages[name]["licence"], name
    whole = Fraction(film.report["cost"])
    assert whole == sum(Fraction(stage["cost"]) for stage in stages.values()) > 0
    page = (film.folder / "index.html").read_text()
    assert f"${float(whole):.2f}" in page


def test_nothing_is_sent_twice(film: ShortFilm, vendors: StandIns) -> None:
    assert film.report
    twice = {what: count for what, count in posts(vendors).items() if count > 1}
    assert twice == {}


def test_asked_for_again_nothing_is_bought(
    film: ShortFilm, vendors: StandIns, home: Path, tmp_path: Path
) -> None:
    before = posts(vendors)
    again = make_film(film.script, tmp_path / "films", "--crew", "cloud", home=home)
    assert posts(vendors) == before
    assert content_of(again.folder / "film.mp4") == content_of(film.folder / "film.mp4")
    assert again.report["credentials"]["source_type"] == "trainedAlgorithmicMedia"
    assert Fraction(again.report["cost"]) == 0
    assert Fraction(again.report["spent"]) == Fraction(film.report["cost"])


def test_no_key_is_left_anywhere(film: ShortFilm, vendors: StandIns, home: Path) -> None:
    """What a run leaves behind: assets, results, the ledger, the database, logs and the film."""
    keys = [key.encode() for key in vendors.keys.values()]
    found = [
        path
        for folder in (home, film.folder)
        for path in folder.rglob("*")
        if path.is_file() and any(key in path.read_bytes() for key in keys)
    ]
    assert found == []


def test_the_estimate_is_near_what_it_cost(film: ShortFilm, home: Path) -> None:
    shown = firstcut(
        *("plan", "--script", str(film.script), "--crew", "cloud", "--resolution", "360p"),
        home=home,
    )
    assert shown.returncode == 0, shown.stderr
    found = re.search(r"What it would cost: \$([\d.]+)", shown.stdout)
    assert found, shown.stdout
    cost = float(Fraction(film.report["cost"]))
    assert 0.5 * cost < float(found[1]) < 2 * cost
    for stage in ("Story", "Voice", "Keyframes", "Scenes", "Lip-sync", "Music"):
        assert stage in shown.stdout


def test_the_ledger_lists_the_film_and_its_orders(film: ShortFilm, home: Path) -> None:
    whole = firstcut("ledger", home=home).stdout
    account = orders(home)[0].account
    assert account in whole
    listed = firstcut("ledger", account, home=home).stdout
    assert "settled" in listed
    assert f"Together ${float(Fraction(film.report['cost'])):.2f}" in listed
    assert film.report["run"]


def test_a_budget_stops_before_it_is_passed_and_more_money_goes_on(
    vendors: StandIns, tmp_path: Path
) -> None:
    home = tmp_path / "budget-home"
    script = tmp_path / "lamp.fountain"
    script.write_text(ONE_LINE)
    budget = Fraction(3, 10)  # of the 60 cents that it costs
    asked = ("make", "--script", str(script), "--resolution", "360p", "--crew", "cloud")
    asked += ("--out", str(tmp_path / "films"))
    vendors.reset()
    try:
        stopped = firstcut(*asked, "--budget", str(budget), home=home)
        assert stopped.returncode == 1
        assert re.search(r"would pass the budget of \$[\d.]+; \$[\d.]+ is spent", stopped.stderr)
        spent = sum(order.charge for order in orders(home))
        assert 0 < spent <= budget
        bought = posts(vendors)
        assert bought
        made = firstcut(*asked, "--budget", "2", home=home)
        assert made.returncode == 0, made.stdout + made.stderr
        assert max(posts(vendors).values()) == 1, "nothing is bought again"
        assert bought <= posts(vendors)
    finally:
        firstcut("server", "stop", home=home)


def test_a_refused_request_costs_nothing_but_the_judgement(
    vendors: StandIns, home: Path, tmp_path: Path
) -> None:
    vendors.reset()
    refused = firstcut(
        *("make", "Explicit porn with two actors, graphic sex in every scene"),
        *("--crew", "cloud", "--length", "15", "--out", str(tmp_path)),
        home=home,
    )
    assert refused.returncode == 2
    assert "cannot be made" in refused.stderr
    assert {call["vendor"] for call in vendors.calls()} <= {"anthropic"}
    assert len([call for call in vendors.calls() if call["method"] == "POST"]) <= 1


def test_a_wrong_key_is_a_sentence_that_says_what_to_do(
    vendors: StandIns, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", "wrong-and-hidden")
    done = firstcut(
        *("make", "A wrong key", "--voice", "elevenlabs", "--length", "15"),
        *("--resolution", "360p", "--out", str(tmp_path)),
        home=home,
    )
    assert done.returncode == 1
    assert "refused the key" in done.stderr
    assert "credentials" in done.stderr
    assert "wrong-and-hidden" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("stage", ["voice", "music", "image"])
def test_one_vendor_in_an_animatic(
    stage: str, vendors: StandIns, home: Path, tmp_path: Path
) -> None:
    """A mixed crew: every other stage is drawn and played here."""
    script = tmp_path / "lamp.fountain"
    script.write_text(ONE_LINE)
    engine = {"voice": "elevenlabs", "music": "elevenlabs", "image": "replicate"}[stage]
    film = make_film(script, tmp_path / "films", f"--{stage}", engine, home=home)
    named = {one["stage"]: one["engine"] for one in film.report["stages"]}
    worked = {"voice": "voice", "music": "music", "image": "characters"}[stage]
    assert "embedded" not in named[worked].lower()
    assert "embedded" in named["scenes"].lower()
    assert all(check["passed"] for check in film.report["checks"])


def test_the_run_shows_what_it_cost(film: ShortFilm, api: PrefectApi, home: Path) -> None:
    printed = firstcut("server", "start", home=home).stdout
    url = printed.split("Running at ")[1].split()[0]
    shown: dict[str, Any] = artifacts(film, PrefectApi(url))
    assert f"${float(Fraction(film.report['cost'])):.2f}" in shown["film"].replace("&#46;", ".")
    limits = httpx.post(f"{url}/v2/concurrency_limits/filter", json={}).json()
    assert {f"firstcut-{vendor}" for vendor in VENDORS} <= {one["name"] for one in limits}
    assert all(one["active_slots"] == 0 for one in limits if "rate" not in one["name"])
