"""The movie flow: a request becomes a film. It reads like a shooting schedule."""

from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from blocks.crew import Crew
from blocks.storage import open_storage
from blocks.story.base import StoryEngine
from film.request import MovieRequest
from film.story import Story
from flows import home
from flows.progress import start_progress
from tasks.story import title_of, write_story

WORK_AT_ONCE = 16
"""Task runs in flight: they mostly wait, for worker processes or for vendors."""


def name_run() -> str:
    """Name a run after its film."""
    return title_of(flow_run.parameters["request"])


@flow(
    name="make-movie",
    flow_run_name=name_run,
    task_runner=ThreadPoolTaskRunner(max_workers=WORK_AT_ONCE),
)
def make_movie(
    request: MovieRequest,
    crew: Crew = Crew(),
    story: Story | None = None,
    storage: str = "local",
    folder: Path = Path("films"),
):
    """Make a film.

    Args:
        request: What the film is to be.
        crew: Which engine does which job.
        story: A story to film as it is, in place of having one written.
        storage: Where assets lie: "local", or a saved asset storage block as "type-slug/name".
        folder: Where the finished film goes, in a folder of its own name.

    """
    store = open_storage(storage, home.assets())
    store.sweep()
    progress = start_progress(flow_run.id)

    story = story or write_story(request.for_writing(), crew.hire("story", StoryEngine))
    progress.name(story.title)
    return store, progress, story
