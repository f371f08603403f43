"""The shelf: where a finished film stands, its deliverables by name, whole or as it was before."""

import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from film.assets import MEDIA_TYPES
from film.errors import FULL, BadRequest, StorageFull
from film.slugs import film_folder

FOLDERS = ("stems", "characters", "storyboard")
"""The folders within a film's that belong to us: what a new film lacks is removed there."""


class Shelf(ABC):
    """Where one film stands."""

    @property
    @abstractmethod
    def address(self) -> str:
        """Where that is, for people: a folder, or ``s3://bucket/films/<id>``."""

    @abstractmethod
    def check(self) -> None:
        """Raise BadRequest, StorageFull or EngineMissing when no film could be put here."""

    @abstractmethod
    def stage(self) -> AbstractContextManager[Path]:
        """Lend an empty folder in which a film is made complete before it is placed."""

    @abstractmethod
    def place(self, stage: Path, names: Sequence[str]) -> None:
        """Put what lies in ``stage`` under these names, the film itself last.

        What an earlier film had and this one lacks is removed. StorageFull or BadRequest.
        """

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return one deliverable's bytes; BadRequest when there is none of that name."""

    @abstractmethod
    def link(self, name: str) -> str:
        """Return an address that opens a deliverable in a browser, if only for a while."""

    @abstractmethod
    def remove(self) -> None:
        """Take the film away, with all its deliverables."""


class Shelves(ABC):
    """Where films go, and where earlier ones are found."""

    @abstractmethod
    def check(self) -> None:
        """Raise what Shelf.check does, as far as it can be known before a film has its name."""

    @abstractmethod
    def new(self, title: str, source: Mapping[str, object]) -> Shelf:
        """Return where a film goes. ``source`` is what makes another cut of it the same film."""

    @abstractmethod
    def earlier(self, film: str) -> Shelf:
        """Return where an earlier film stands; BadRequest when no film can have that name."""


class FolderShelf(Shelf):
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def address(self) -> str:
        """The folder."""
        return str(self.folder)

    def check(self) -> None:
        """Raise BadRequest or StorageFull when a film cannot be written into the folder."""
        with self._errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in FOLDERS:
                if (self.folder / name).is_symlink():
                    raise BadRequest(
                        f"{self.folder / name} is a link: move it away, or choose another --out"
                    )
            with tempfile.TemporaryFile(dir=self.folder):
                pass

    @contextmanager
    def stage(self) -> Iterator[Path]:
        """Lend a folder on the same disk, so that placing is renaming."""
        self.check()
        with (
            self._errors(),
            tempfile.TemporaryDirectory(dir=self.folder, prefix=".making-") as staging,
        ):
            yield Path(staging)

    def place(self, stage: Path, names: Sequence[str]) -> None:
        """Rename everything into its place, the film itself last, and remove what it replaces."""
        with self._errors():
            for name in FOLDERS:
                (self.folder / name).mkdir(exist_ok=True)
            for name in sorted(names, key=lambda name: name == "film.mp4"):
                (stage / name).replace(self.folder / name)
            for name in FOLDERS:
                for path in (self.folder / name).iterdir():
                    if f"{name}/{path.name}" not in names and path.suffix in MEDIA_TYPES:
                        path.unlink()

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        try:
            return (self.folder / name).read_bytes()
        except OSError as cause:
            raise BadRequest(f"Cannot read {self.folder / name}: {cause.strerror}") from None

    def link(self, name: str) -> str:
        """Return the file's address: it opens on this machine."""
        return (self.folder / name).resolve().as_uri()

    def remove(self) -> None:
        """Take the film away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            in_the_way = isinstance(cause, FileExistsError | NotADirectoryError)
            reason = "a file is in the way" if in_the_way else cause.strerror or str(cause)
            if cause.errno in FULL:
                raise StorageFull(f"Cannot write into {self.folder}: the disk is full") from cause
            raise BadRequest(f"Cannot write into {self.folder}: {reason}") from cause


class FolderShelves(Shelves):
    """A folder of films, each in a folder that is called after its title, or ``name`` if given."""

    def __init__(self, films: Path, name: str = "") -> None:
        self.films = films
        self.name = name

    def check(self) -> None:
        """Raise BadRequest or StorageFull when no film could be written there."""
        FolderShelf(self.films).check()

    def new(self, title: str, source: Mapping[str, object]) -> FolderShelf:
        """Return the folder of a film; another film of the same title keeps its own."""
        if self.name:
            return FolderShelf(self.films / self.name)
        return FolderShelf(film_folder(self.films, title, source))

    def earlier(self, film: str) -> FolderShelf:
        """Return an earlier film's folder: the one that is to be made again, if it was named."""
        if self.name:
            return FolderShelf(self.films / self.name)
        if Path(film).name != film or film in ("", ".", ".."):
            raise BadRequest(f"'{film}' is not the name of a film's folder")
        return FolderShelf(self.films / film)
