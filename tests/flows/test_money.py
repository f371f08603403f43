"""Estimates, limits and the engines' list: what ops see before anything is bought."""

from fractions import Fraction

import httpx
import pytest

from blocks.crew import Crew, crew_named
from blocks.vendors.limits import PLANS, USUAL_PLANS, limit_name, rate_name
from film.errors import BadRequest
from film.request import MovieRequest
from flows.estimating import draw_up, estimate_movie
from flows.limits import ensure, set_plans
from tests.api import PrefectApi
from tests.command import firstcut_here

ASKED = MovieRequest(prompt="A lighthouse keeper befriends a storm", length=30)


def test_an_animatic_costs_nothing() -> None:
    bill = draw_up(ASKED, Crew())
    assert bill.dollars == 0
    assert not bill.supposed
    assert {"story", "voice", "characters", "scenes", "music"} <= set(bill.by_stage())
    assert "keyframes" not in bill.by_stage()


def test_a_cloud_film_has_a_price_for_every_stage_and_shot() -> None:
    bill = draw_up(ASKED, crew_named("cloud"))
    stages = bill.by_stage()
    assert all(dollars > 0 for dollars in stages.values()), stages
    assert list(stages)[:2] == ["moderation", "story"]
    assert sum(stages.values(), Fraction(0)) == bill.dollars
    assert bill.supposed
    shots = bill.by_shot()
    assert len(shots) > 3
    assert all(dollars > 0 for dollars in shots.values())
    assert all(line.estimate.basis for line in bill.lines)


def test_a_longer_film_costs_more() -> None:
    longer = ASKED.model_copy(update={"length": 90})
    crew = crew_named("cloud")
    assert draw_up(longer, crew).dollars > 1.5 * draw_up(ASKED, crew).dollars


def test_the_estimate_is_a_flow_of_its_own(api: PrefectApi) -> None:
    crew = crew_named("animatic", video="luma")
    bill = estimate_movie(ASKED, crew)
    assert bill == draw_up(ASKED, crew)
    shown = httpx.post(
        f"{api.url}/artifacts/filter", json={"artifacts": {"key": {"any_": ["estimate"]}}}
    ).json()
    assert any('"stage": "scenes"' in one["data"] for one in shown)


def limits_of(api: PrefectApi) -> dict[str, int]:
    found = httpx.post(f"{api.url}/v2/concurrency_limits/filter", json={}).json()
    return {one["name"]: one["limit"] for one in found}


def test_limits_are_created_once_and_changed_by_plan_only(api: PrefectApi) -> None:
    ensure(["elevenlabs", "replicate"])
    assert (
        limits_of(api)[limit_name("elevenlabs")] == PLANS["elevenlabs"][USUAL_PLANS["elevenlabs"]]
    )
    assert limits_of(api)[rate_name("replicate")] == 600
    set_plans({"elevenlabs": "pro"})
    ensure(["elevenlabs"])
    assert limits_of(api)[limit_name("elevenlabs")] == PLANS["elevenlabs"]["pro"]
    assert {limit_name(vendor) for vendor in PLANS} <= set(limits_of(api))
    set_plans({"elevenlabs": "starter"})


@pytest.mark.parametrize(
    ("plans", "sentence"),
    [({"acme": "pro"}, "No limits are known for 'acme'"), ({"luma": "gold"}, "no plan 'gold'")],
)
def test_unknown_plans_are_refused_by_name(
    api: PrefectApi, plans: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadRequest, match=sentence):
        set_plans(plans)


def test_every_engine_is_listed_ready_or_with_what_to_do(
    api: PrefectApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LUMA_AGENTS_API_KEY", "a-key")
    for variable in ("ANTHROPIC_API_KEY", "REPLICATE_API_TOKEN", "ELEVENLABS_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    shown = firstcut_here("engines").output
    rows = {
        (cells[1], cells[2]): cells[3]
        for line in shown.splitlines()
        if len(cells := [cell.strip() for cell in line.split("│")]) > 4
    }
    assert rows["video", "embedded"] == "yes"
    assert rows["video", "luma"] == "yes"
    assert "set ANTHROPIC_API_KEY" in rows["story", "anthropic"]
    assert "a-key" not in shown


def test_prices_are_listed_with_their_day() -> None:
    shown = firstcut_here("prices").output
    assert "2026-11-01" in shown
    assert "ray-3.2" in shown
    assert "prices.toml" in shown
