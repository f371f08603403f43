"""The rules: from where users may have files read, as whoever runs the workers says."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from blocks.home import home
from film.errors import BadRequest
from film.model import FilmModel

FOLDERS = "FIRSTCUT_UPLOADS"
BUCKETS = "FIRSTCUT_UPLOAD_BUCKETS"
HTTP_LOOPBACK = "FIRSTCUT_UPLOADS_ALLOW_HTTP_LOOPBACK_FOR_DEVELOPMENT"
_PLACE = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([^\s]*))?")


class BucketPlace(FilmModel):
    """A bucket, or a folder in one, whose objects users may have read."""

    bucket: str
    folder: str = ""
    """Empty for the whole bucket, or with a slash at its end."""

    def holds(self, bucket: str, key: str) -> bool:
        """Say whether an object lies in it."""
        return bucket == self.bucket and key.startswith(self.folder)


class Rules(FilmModel):
    """From where files are read for users."""

    folders: tuple[Path, ...] = ()
    """Folders below which files are read; relative paths are looked for in each, in order."""
    own_files: bool = False
    """Whether any file that belongs to the person who runs this is read: on the command line."""
    buckets: tuple[BucketPlace, ...] = ()
    """On S3, besides ``uploads/`` in the storage's own folder."""
    allow_http_loopback_for_development: bool = Field(False, repr=False)
    """Whether plain http to this machine itself is read: only ever for tests."""

    @classmethod
    def usual(cls, deployed: bool, environment: Mapping[str, str] | None = None) -> "Rules":
        """Return what the environment says, now.

        Without a word there: a ``deployed`` run, which others may have triggered, reads what lies
        in ``uploads`` in Firstcut's home; somebody on the command line reads any file of theirs.
        BadRequest for settings that cannot be read.
        """
        given = os.environ if environment is None else environment
        named = [one for one in given.get(FOLDERS, "").split(os.pathsep) if one.strip()]
        folders = tuple(_folder(one) for one in named)
        return cls(
            folders=folders or ((home() / "uploads",) if deployed else ()),
            own_files=not deployed and not folders,
            buckets=tuple(_place(one) for one in given.get(BUCKETS, "").split()),
            allow_http_loopback_for_development=_switch(given.get(HTTP_LOOPBACK, "")),
        )


def _folder(text: str) -> Path:
    path = Path(text.strip()).expanduser()
    if not path.is_absolute():
        raise BadRequest(f"{FOLDERS} names '{text}', which is no absolute path: write it whole")
    return path


def _place(text: str) -> BucketPlace:
    found = _PLACE.fullmatch(text)
    if not found:
        raise BadRequest(f"{BUCKETS} names '{text}': write s3://bucket or s3://bucket/folder")
    folder = (found[2] or "").strip("/")
    return BucketPlace(bucket=found[1], folder=f"{folder}/" if folder else "")


def _switch(text: str) -> bool:
    if text not in ("", "0", "1"):
        raise BadRequest(f"{HTTP_LOOPBACK} is 1 or 0")
    return text == "1"
