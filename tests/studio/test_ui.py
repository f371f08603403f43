"""The Prefect UI in a real browser: the form that starts a film, its run, and what it shows."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.studio.browser import CHROMIUM, Page, chromium
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio, wait_for

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; .ci/run installs it"),
]


FORM_SECONDS = 60


@pytest.fixture(scope="module")
def run(studio: Studio) -> dict[str, Any]:
    """Make a film to look at."""
    asked = studio.trigger("make-movie/animatic", {"request": {**SMALL, "seed": 11}})
    ended = studio.wait(asked["id"])
    assert ended["state"]["type"] == "COMPLETED", studio.logs(asked["id"])
    return ended


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Lend a browser's page."""
    with chromium(tmp_path_factory.mktemp("chromium") / "profile") as page:
        yield page


def ui(studio: Studio, path: str) -> str:
    """Return the address of a page of the UI that Prefect shows by default."""
    return f"{studio.url.removesuffix('/api')}/v2/{path}"


def artifact(studio: Studio, run: dict[str, Any], key: str) -> str:
    """Return the address of a run's artifact."""
    (found,) = studio.post(
        "/artifacts/filter",
        {"artifacts": {"flow_run_id": {"any_": [run["id"]]}, "key": {"any_": [key]}}},
    )
    return ui(studio, f"artifacts/artifact/{found['id']}")


def test_the_run_page_names_the_film_and_lists_what_it_shows(
    studio: Studio, run: dict[str, Any], page: Page
) -> None:
    page.open(ui(studio, f"runs/flow-run/{run['id']}?tab=Artifacts"))
    for words in ("The Lamp", "storyboard", "dailies", "progress-scenes", "deliverables"):
        page.see(words)


@pytest.mark.parametrize("key", ["storyboard", "dailies"])
def test_every_shot_is_seen_with_its_picture(
    studio: Studio, run: dict[str, Any], page: Page, key: str
) -> None:
    page.open(artifact(studio, run, key))
    page.see("EXT. LIGHTHOUSE - NIGHT")
    page.see("scene 1 shot 1")
    page.see("scene 1 shot 2")
    widths = "[...document.querySelectorAll('main img')].map(one => one.naturalWidth)"
    page.wait_for("two pictures", f"{widths}.filter(width => width > 200).length == 2")


def test_what_a_character_says_stands_under_the_shot(
    studio: Studio, run: dict[str, Any], page: Page
) -> None:
    page.open(artifact(studio, run, "storyboard"))
    page.see("Who is out there?")


def test_the_film_shows_its_poster_and_quality_control(
    studio: Studio, run: dict[str, Any], page: Page
) -> None:
    page.open(artifact(studio, run, "film"))
    for words in ("The Lamp", "Quality control", "Picture and sound end together"):
        page.see(words)
    page.wait_for("the poster", "document.querySelector('main img')?.naturalWidth > 200")


def test_the_form_asks_in_order_and_offers_the_engines(studio: Studio, page: Page) -> None:
    known = studio.deployment("make-movie/animatic")["id"]
    page.open(ui(studio, f"deployments/deployment/{known}/run"))
    page.see("Most that paid engines may spend")
    shown = page.evaluate("document.querySelector('main').innerText")
    asked = [
        "Prompt",
        "Screenplay",
        "Title",
        "Genre",
        "Style",
        "Length",
        "Sampling settings",
        "Tags",
    ]
    places = [shown.index(f"\n{name} (Optional)") for name in asked]
    assert places == sorted(places)
    assert "Property is type" not in shown.split("Tags (Optional)")[0], "a field that says «None»"
    assert shown.count("saved block") >= 7, "every job is an engine or a saved block"


def write(page: Page, field: str, words: str) -> bool:
    """Write into a field, unless it holds the words: forms that draw themselves anew forget some.

    Whether it held them is returned.
    """
    if page.evaluate(f"{field}.value") == words:
        return True
    page.evaluate(f"{field}.select()")
    page.type(words)
    return False


def submit(studio: Studio, page: Page, deployment: str, *words: str) -> dict[str, Any]:
    """Write words into a form's first fields, submit it, and return the run, which is cancelled."""
    known = studio.deployment(deployment)["id"]
    page.open(ui(studio, f"deployments/deployment/{known}/run"))
    page.see("Most that paid engines may spend")
    for number, one in enumerate(words):
        field = f"document.querySelectorAll('main textarea')[{number}]"
        wait_for(one, partial(write, page, field, one), FORM_SECONDS, every=1)
    page.evaluate(
        "[...document.querySelectorAll('button')].find(one => one.innerText == 'Submit').click()"
    )
    page.wait_for("the run's page", "!location.pathname.endsWith('/run')")
    (started,) = [
        run
        for run in studio.post(
            "/flow_runs/filter", {"flow_runs": {"deployment_id": {"any_": [known]}}}
        )
        if set(words) <= set(map(str, run["parameters"]["request"].values()))
    ]
    studio.post(
        f"/flow_runs/{started['id']}/set_state",
        {"state": {"type": "CANCELLING"}, "force": False},
    )
    return dict(started)


def test_the_form_makes_a_film_of_a_prompt(studio: Studio, page: Page) -> None:
    started = submit(studio, page, "make-movie/animatic", "A lamp")
    assert started["parameters"]["request"]["prompt"] == "A lamp"
    assert started["parameters"]["crew"]["video"] == "embedded"


def test_the_form_marks_no_video_that_nobody_wants_marked(studio: Studio, page: Page) -> None:
    started = submit(studio, page, "transform-video/transform", "/srv/harbour.mp4", "ana")
    asked = started["parameters"]["request"]
    assert (asked["source"], asked["persona"]) == ("/srv/harbour.mp4", "ana")
    assert asked["watermark"] is None, "it would have every picture coded anew"


def test_the_form_marks_films_with_a_lead(studio: Studio, page: Page) -> None:
    started = submit(studio, page, "make-persona-film/persona", "ana", "Here I am.")
    assert started["parameters"]["request"]["watermark"]["text"] == "AI-generated"
