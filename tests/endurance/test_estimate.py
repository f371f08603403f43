"""What a film would cost, asked over HTTP."""

import json

import pytest

from blocks.crew import Crew
from film.cost import in_dollars
from film.request import MovieRequest
from flows.estimating import draw_up
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio

pytestmark = pytest.mark.e2e

CREW = {"video": "luma", "voice": "elevenlabs"}


def test_an_estimate_is_read_piece_by_piece(office: Studio) -> None:
    run = office.trigger("estimate-movie/estimate", {"request": SMALL, "crew": CREW})
    ended = office.wait(run["id"])
    assert ended["state"]["type"] == "COMPLETED", office.logs(run["id"])
    assert ended["name"] == "estimate · The Lamp"
    bill = draw_up(MovieRequest(**SMALL), Crew(**CREW))
    shown = office.artifacts(run["id"])
    rows = json.loads(shown["estimate"])
    assert len(rows) == len(bill.lines)
    assert sum(row["dollars"] for row in rows) == float(bill.dollars) > 0
    filmed = {row["shot"]: row for row in rows if row["stage"] == "scenes"}
    assert set(filmed) == set(bill.by_shot())
    assert all(row["engine"] == "Luma camera" and row["basis"] for row in filmed.values())
    assert f"# The Lamp: {in_dollars(bill.dollars)}" in shown["bill"]
    assert "| Scenes |" in shown["bill"]
    for shot, cost in bill.by_shot().items():
        assert f"| {shot} | {in_dollars(cost)} |" in shown["bill"]
