"""A film waits at its storyboard: answered over HTTP, as the Prefect UI does."""

import html
import sqlite3
from collections.abc import Callable
from typing import Any

from tests.flows.runs import PICTURE
from tests.studio.conftest import SMALL
from tests.studio.studio import FILM_SECONDS, Studio, wait_for

ASKS = {**SMALL, "approval": True}
LINE = "scenes[0].lines[0].text"
BEFORE = {"moderation", "story", "voice", "characters", "storyboard"}
"""Stages that may have had work when the storyboard is shown."""


def suspended(studio: Studio, **more: Any) -> str:
    """Trigger a film of its own that waits for approval, and return its run's id."""
    run = studio.trigger("make-movie/animatic", {"request": ASKS | more})
    found = studio.wait(run["id"], "Suspended")
    assert found["state"]["name"] == "Suspended", studio.logs(run["id"])
    return str(run["id"])


def answer(studio: Studio, run: str, **given: Any) -> dict[str, Any]:
    """Answer as the form does; return what the API says to it."""
    body = {"run_input": given} if given else None
    result: dict[str, Any] = studio.post(f"/flow_runs/{run}/resume", body)
    return result


def asked_again(studio: Studio, run: str, times: int) -> None:
    """Wait until the run has been suspended so many times."""

    def look() -> bool:
        names = [one["name"] for one in studio.get(f"/flow_run_states/?flow_run_id={run}")]
        assert not {"Completed", "Failed", "Crashed"} & set(names), studio.logs(run)
        return names.count("Suspended") == times

    wait_for(f"storyboard {times}", look, FILM_SECONDS, every=0.3)


def words(studio: Studio, run: str) -> str:
    """Return the storyboard as a reader sees it; pictures as ``🖼``."""
    return html.unescape(PICTURE.sub("🖼", studio.artifacts(run)["storyboard"]))


def spoken(studio: Studio, run: str) -> int:
    """Return how many lines were recorded for a run, and not found."""
    known = studio.ended_task_runs(run)
    voices = [one for one in known if one["name"].startswith("voice · scene")]
    return sum(one["state_name"] == "Completed" for one in voices)


def stages(studio: Studio, run: str) -> set[str]:
    """Return the stages that had work; until a task has ended, the server may not know its name."""
    return {one["name"].partition(" · ")[0] for one in studio.ended_task_runs(run)}


def test_the_storyboard_is_shown_nothing_is_filmed_and_an_approved_film_is_made(
    studio: Studio,
) -> None:
    run = suspended(studio, seed=11)
    shown = words(studio, run)
    assert shown.count("🖼") == 2
    assert "Rain. MARA, 60s, lifts a lantern." in shown
    assert f"Mara:* Who is out there? `{LINE}`" in shown
    assert "costs nothing" in shown
    assert stages(studio, run) == BEFORE
    refused = answer(studio, run)
    assert refused["status"] == "REJECT", refused
    refused = answer(studio, run, decision="perhaps")
    assert refused["status"] == "REJECT", refused
    assert studio.film_run(run)["state"]["name"] == "Suspended"
    voiced = {one["id"] for one in studio.task_runs(run)}
    assert answer(studio, run, decision="approve", note="Good.")["status"] == "ACCEPT"
    ended = studio.wait(run)
    assert ended["state"]["name"] == "Completed", studio.logs(run)
    again = [one for one in studio.ended_task_runs(run) if one["id"] not in voiced]
    early = [one for one in again if one["name"].partition(" · ")[0] in BEFORE]
    assert early
    assert {one["state_name"] for one in early} == {"Cached"}
    assert studio.film(run).exists()
    assert "approve. Good." in studio.logs(run)


def test_a_changed_line_is_shown_and_heard_and_only_it_is_recorded_anew(studio: Studio) -> None:
    run = suspended(studio, seed=12)
    assert (
        answer(studio, run, decision="change", changes="scenes[9].title=No")["status"] == "ACCEPT"
    )
    asked_again(studio, run, 2)
    shown = words(studio, run)
    assert "Your changes could not be made: The story has no scenes[9].title" in shown.replace(
        "**", ""
    )
    assert "Who is out there?" in shown
    answer(
        studio, run, decision="change", changes=f"# a remark\r\n{LINE}=<b>Nobody</b> | `knows`\r\n"
    )
    asked_again(studio, run, 3)
    raw = studio.artifacts(run)["storyboard"]
    assert "<b>" not in raw
    assert "<b>Nobody</b> | `knows`" in words(studio, run)
    answer(studio, run, decision="approve", changes=f"{LINE}=Only the wind tonight.")
    ended = studio.wait(run)
    assert ended["state"]["name"] == "Completed", studio.logs(run)
    captions = (studio.film(run).parent / "captions.vtt").read_text()
    assert "Only the wind tonight." in captions
    assert "Who is out there?" not in captions
    assert 2 <= spoken(studio, run) <= 3, "once for each wording, if no other film has said it"


def test_words_that_are_refused_are_never_recorded(studio: Studio) -> None:
    run = suspended(studio, seed=13)
    bad = f"{LINE}=Kill yourself, you worthless child, I will show you how to build a bomb."
    answer(studio, run, decision="approve", changes=bad)
    asked_again(studio, run, 2)
    assert "Your changes could not be made" in words(studio, run)
    assert spoken(studio, run) <= 1
    answer(studio, run, decision="reject", note="Not <i>this</i> one")
    ended = studio.wait(run)
    assert (ended["state"]["type"], ended["state"]["name"]) == ("CANCELLED", "Rejected")
    assert "Not <i>this</i> one" in ended["state"]["message"]
    assert not BEFORE ^ stages(studio, run)
    assert not studio.film(run).exists()


def test_while_it_waits_the_server_restarts_its_worker_ends_and_another_goes_on(
    studios: Callable[..., Studio],
) -> None:
    """The film is approved after a retry that asked nothing of what was answered before."""
    studio = studios()
    first = studio.start_worker("cpu")
    run = suspended(studio)
    first.stop()
    assert studio.server is not None
    studio.server.stop()
    studio.start_server()
    assert studio.film_run(run)["state"]["name"] == "Suspended"
    assert LINE in words(studio, run)
    answer(studio, run, decision="approve", changes=f"{LINE}=Only the wind tonight.")
    studio.start_worker("cpu")
    ended = studio.wait(run)
    assert ended["state"]["name"] == "Completed", studio.logs(run)
    assert "Only the wind tonight." in (studio.film(run).parent / "captions.vtt").read_text()
    assert spoken(studio, run) == 2


def test_nobody_answers_in_time_and_retried_it_asks_again(studios: Callable[..., Studio]) -> None:
    """The days are passed by moving the run's deadline in the server's database."""
    studio = studios()
    studio.start_worker("cpu")
    run = suspended(studio)
    assert studio.server is not None
    studio.server.stop()
    with sqlite3.connect(studio.folder / "prefect.db") as database:
        database.execute(
            "UPDATE flow_run_state SET state_details = json_set(state_details,"
            " '$.pause_timeout', '2020-01-01T00:00:00.000000Z') WHERE name = 'Suspended'"
        )
    database.close()
    studio.start_server()
    ended = studio.wait(run)
    assert ended["state"]["name"] == "Failed"
    assert "never resumed" in ended["state"]["message"]
    retry = {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}}
    studio.post(f"/flow_runs/{run}/set_state", retry)
    assert studio.wait(run, "Suspended")["state"]["name"] == "Suspended"
    answer(studio, run, decision="reject")
    assert studio.wait(run)["state"]["name"] == "Rejected"
    studio.post(f"/flow_runs/{run}/set_state", retry)
    assert studio.wait(run, "Suspended")["state"]["name"] == "Suspended", "asked anew"
