"""A film's place on S3: its deliverables, private, and links to them that soon die."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath

from blocks.storage.bucket import THREADS, Bucket
from film.assets import MEDIA_TYPES, LocalAssetStore, Stored
from film.errors import BadRequest
from film.shelf import Shelf

FOLDER = "films/"
WHOLE = "report.json"
"""What every film has that was delivered."""


@dataclass(frozen=True)
class Links:
    """How addresses are given out that open a deliverable, or an asset."""

    life: timedelta
    endpoint: str = ""
    """The storage's address as browsers reach it, when it is another than workers use."""

    def to(self, bucket: Bucket, key: str) -> str:
        """Return an address that opens an object, without a key, until its life is over."""
        with bucket.errors():
            address: str = bucket.client_at(self.endpoint).generate_presigned_url(
                "get_object",
                Params={"Bucket": bucket.name, "Key": key},
                ExpiresIn=round(self.life.total_seconds()),
            )
        return address


class BucketShelf(Shelf):
    """A prefix in a bucket: ``<prefix>films/<id>/``."""

    def __init__(self, bucket: Bucket, film: str, links: Links, scratch: LocalAssetStore) -> None:
        _check_name(film)
        self.bucket = bucket
        self.film = film
        self.links = links
        self.scratch = scratch
        """Where there is room on this machine to make a film complete."""

    @property
    def address(self) -> str:
        """The prefix, as ``s3://bucket/films/<id>``."""
        return self.bucket.address(f"{FOLDER}{self.film}")

    def check(self) -> None:
        """Try to write, read and remove; EngineMissing, EngineBusy or StorageFull says what fails.

        EngineMissing also when the storage does not keep to conditional writes.
        """
        self.bucket.probe(f"{FOLDER}{self.film}")

    @contextmanager
    def stage(self) -> Iterator[Path]:
        """Lend a temporary folder on this machine."""
        with self.scratch.scratch() as folder:
            yield folder

    def place(self, stage: Path, names: Sequence[str]) -> None:
        """Upload everything, the film itself last, then remove what an earlier film had besides."""
        last = [name for name in names if name == "film.mp4"]
        with ThreadPoolExecutor(THREADS) as uploads:
            others = [name for name in names if name not in last]
            list(uploads.map(lambda name: self._upload(stage / name, name), others))
        for name in last:
            self._upload(stage / name, name)
        kept = {self._key(name) for name in names}
        there = {found["Key"] for found in self.bucket.listed(f"{FOLDER}{self.film}/")}
        self.bucket.delete(sorted(there - kept))

    def read(self, name: str) -> bytes:
        """Return an object's bytes."""
        content = self.bucket.read(self._key(name))
        if content is None:
            raise BadRequest(f"There is no {self.address}/{name}")
        return content

    def link(self, name: str) -> str:
        """Return an address that opens a deliverable, without a key, until its life is over."""
        return self.links.to(self.bucket, self._key(name))

    def remove(self) -> None:
        """Take the film away, the proof that it is one first."""
        found = [one["Key"] for one in self.bucket.listed(f"{FOLDER}{self.film}/")]
        self.bucket.delete([key for key in found if key == self._key(WHOLE)])
        self.bucket.delete(found)

    def _upload(self, path: Path, name: str) -> None:
        media = MEDIA_TYPES.get(path.suffix, "application/octet-stream")
        text = media.startswith("text/") or media == "application/x-subrip"
        self.bucket.upload(
            path,
            self._key(name),
            ContentType=f"{media}; charset=utf-8" if text else media,
            ContentDisposition=f'inline; filename="{PurePosixPath(name).name}"',
        )

    def _key(self, name: str) -> str:
        for part in name.split("/"):
            _check_name(part)
        return self.bucket.key(f"{FOLDER}{self.film}", name)


def films_in(bucket: Bucket) -> Iterator[Stored]:
    """Yield every film that was delivered whole, in no order."""
    film, files = "", list[Stored]()
    for found in bucket.listed(FOLDER):
        name, _, rest = found["Key"].removeprefix(bucket.key(FOLDER)).partition("/")
        if name != film:
            yield from _whole(film, files)
            film, files = name, []
        files.append(Stored(rest, found["Size"], found["LastModified"]))
    yield from _whole(film, files)


def _whole(film: str, files: Sequence[Stored]) -> Iterator[Stored]:
    if any(file.name == WHOLE for file in files):
        size = sum(file.size for file in files)
        yield Stored(film, size, max(file.changed for file in files))


def _check_name(name: str) -> None:
    """Refuse what is no plain file name: keys are text, but people and disks read them as paths."""
    if name in ("", ".", "..") or any(mark in name for mark in '/\\\0"'):
        raise BadRequest(f"'{name}' is not the name of a film or of a file in one")
