"""Story: the request becomes scenes, shots and lines."""

import re

from prefect import task

from blocks.story.base import StoryEngine
from film.request import MovieRequest
from film.story import Story
from film.till import Till
from tasks import names, policies


@task(
    name="story",
    task_run_name=names.named("story", lambda given: title_of(given["request"])),
    **policies.STAGE,
)
def write_story(request: MovieRequest, writer: StoryEngine, till: Till) -> Story:
    """Write the story of a request, as its writer needs to see it."""
    with till.paying("story", "story"):
        return writer.write(request)


def title_of(request: MovieRequest) -> str:
    """Return the shortest name that a request has before its story is written."""
    source = request.title or request.prompt or _title_page(request.screenplay or "")
    return " ".join(source.split())[:60] or "Untitled"


def _title_page(screenplay: str) -> str:
    found = re.search(r"^title:[ \t]*(.+)", screenplay[:2_000], re.IGNORECASE | re.MULTILINE)
    return found[1] if found else "Screenplay"
