"""Where a run's film goes: onto the storage's shelves, or into a folder that a command names."""

from collections.abc import Mapping
from contextvars import ContextVar

from blocks.storage import AssetStorage
from film.errors import BadRequest
from film.model import FilmModel
from film.plan import Pace
from film.provenance.claims import TRAINED
from film.report import Report
from film.request import Remake
from film.shelf import Shelf, Shelves
from film.story import Story
from flows.asking import read_as
from flows.editing import edited

shelving: ContextVar[Shelves | None] = ContextVar("shelving", default=None)
"""Where films go that this context makes; the storage's own shelves when nobody says."""


class Earlier(FilmModel):
    """What a remake starts from."""

    story: Story
    pace: Pace
    """How the earlier cut was paced, so that only what changed is made again."""
    trained: bool
    """Whether a trained model may have told the story."""


class StorageShelves(Shelves):
    """The shelves of a storage: each film under its run's id."""

    def __init__(self, storage: AssetStorage, run: str) -> None:
        self.storage = storage
        self.run = run

    def check(self) -> None:
        """Raise what is in the way of putting the film there."""
        self.storage.shelf(self.run).check()

    def new(self, title: str, source: Mapping[str, object]) -> Shelf:
        """Return the run's own shelf, whatever the film is called."""
        return self.storage.shelf(self.run)

    def earlier(self, film: str) -> Shelf:
        """Return the shelf of the run that made the earlier film."""
        return self.storage.shelf(film)


def shelves_for(storage: AssetStorage, run: str) -> Shelves:
    """Return where the film of a run goes, and where it finds earlier ones."""
    return shelving.get() or StorageShelves(storage, run)


def start_from(remake: Remake, shelves: Shelves) -> Earlier:
    """Return an earlier film's story, changed, and its pace; BadRequest when that cannot be."""
    shelf = shelves.earlier(remake.of)
    story = read_as(Story, shelf, "story.json")
    report = read_as(Report, shelf, "report.json")
    if report.personas:
        raise BadRequest(
            "A film with a persona is made anew, not changed: ask for it with other words"
        )
    sealed = report.credentials
    return Earlier(
        story=edited(story, remake.changes),
        pace=report.pace,
        trained=sealed is None or sealed.source_type in TRAINED,
    )
