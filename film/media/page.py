"""The film's page: one HTML file beside the film, that opens from the disk and shows everything."""

import base64
import hashlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import jinja2

from film.cost import in_dollars
from film.model import FilmModel
from film.plan import END_CARD, TITLE_CARD
from film.report import Report
from film.story import NARRATOR, Scene, Story
from film.timeline import Timeline

_TEMPLATES = Path(__file__).parent / "page_template"


class PageFiles(FilmModel):
    """The deliverables that the page shows, as paths beside it; empty where there is none."""

    movie: str
    poster: str
    captions: str
    """The captions themselves, as WebVTT: a page on a disk may not load a track from it."""
    burned: bool
    """Whether the captions stand in the picture already."""
    storyboard: dict[str, str]
    """By shot id."""
    portraits: dict[str, str]
    """By character id."""
    stems: dict[str, str]
    """By the stem's name."""
    others: dict[str, str]
    """Further files to fetch, by their label."""


def render_page(story: Story, timeline: Timeline, report: Report, files: PageFiles) -> str:
    """Return the page as HTML that loads nothing but the files beside it; all text is escaped."""
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    script = (_TEMPLATES / "page.js").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clock"] = clock
    environment.filters["dollars"] = in_dollars
    return environment.get_template("page.html.j2").render(
        story=story,
        report=report,
        licences={stage.engine: stage.licence for stage in report.stages if stage.licence},
        files=files,
        track=_data_uri(files.captions),
        scenes=[_scene(scene, story, timeline, files) for scene in story.scenes],
        marks=_marks(timeline),
        aspect=f"{timeline.screen.width} / {timeline.screen.height}",
        narrow=timeline.screen.width <= timeline.screen.height,
        style=style,
        script=script,
        policy=_policy(style, script),
        speakers=_speakers(story),
    )


def clock(seconds: Fraction | float) -> str:
    """Return a time as minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _data_uri(captions: str) -> str:
    if not captions:
        return ""
    return "data:text/vtt;base64," + base64.b64encode(captions.encode()).decode()


def _policy(style: str, script: str) -> str:
    """Return a content-security policy: only this page's own style and script, and files beside."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src 'self' file:",
            "media-src 'self' file: data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _marks(timeline: Timeline) -> list[dict[str, object]]:
    rate = timeline.screen.rate
    return [
        {"title": chapter.title, "seconds": float(Fraction(chapter.start) / rate)}
        for chapter in timeline.chapters
    ]


def _scene(scene: Scene, story: Story, timeline: Timeline, files: PageFiles) -> dict[str, object]:
    lines = {line.id: line for line in scene.lines}
    starts = {shot.shot: shot.start for shot in timeline.shots}
    heard = {
        shot.shot: [lines[line.line] for line in shot.lines if line.line in lines]
        for shot in timeline.shots
        if shot.shot not in (TITLE_CARD, END_CARD)
    }
    shots = [
        {
            "shot": shot,
            "picture": files.storyboard.get(shot.id, ""),
            "seconds": max(0.0, float(Fraction(starts.get(shot.id, 0)) / timeline.screen.rate)),
            "lines": heard.get(shot.id, []),
        }
        for shot in scene.shots
    ]
    return {"scene": scene, "shots": shots}


def _speakers(story: Story) -> Mapping[str, str]:
    return {NARRATOR: "Narrator"} | {one.id: one.name for one in story.characters}
