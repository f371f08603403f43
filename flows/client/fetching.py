"""Downloads of a film's files: checked, gone on with where they broke off, whole or not there."""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import httpx

from film.assets import hash_file
from film.errors import FULL, BadRequest, FirstcutError, StorageFull
from flows.client.runs import Deliverable

TRIES = 5
"""Times that a file is gone on with after its connection broke."""
TOO_OLD = (400, 401, 403, 404, 410)
"""What stores answer to a link that no longer opens."""

Told = Callable[[Deliverable, int], None]


class _TooOld(Exception):  # noqa: N818  (never leaves this module)
    """A link no longer opens, or cannot be opened from here."""


@dataclass
class _Links:
    """The run's own links, and new ones when those are too old."""

    renew: Callable[[], Mapping[str, str]]
    renewed: Mapping[str, str] | None = None

    def of(self, one: Deliverable) -> str:
        return (self.renewed or {}).get(one.file, one.link)

    def other(self, one: Deliverable) -> str | None:
        if self.renewed is None:
            self.renewed = self.renew()
        fresh = self.renewed.get(one.file)
        return fresh if fresh != one.link else None


def fetch_all(
    files: Sequence[Deliverable],
    folder: Path,
    renew: Callable[[], Mapping[str, str]],
    told: Told | None = None,
) -> list[Path]:
    """Download files into a folder; ``renew`` returns new links, by file, for those too old."""
    links, tell = _Links(renew), told or _nobody
    with httpx.Client(timeout=httpx.Timeout(60, connect=10), follow_redirects=True) as http:
        return [_fetch(http, one, folder, links, tell) for one in files]


def _fetch(http: httpx.Client, one: Deliverable, folder: Path, links: _Links, told: Told) -> Path:
    place = folder / one.file
    if place.is_file() and place.stat().st_size == one.bytes and hash_file(place) == one.sha256:
        told(one, one.bytes)
        return place
    part = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            _bring(http, one, links.of(one), part, told)
        except _TooOld:
            fresh = links.other(one)
            if fresh is None:
                raise _closed(one) from None
            try:
                _bring(http, one, fresh, part, told)
            except _TooOld:
                raise _closed(one) from None
        _check(one, part)
        part.replace(place)
    except OSError as cause:
        if cause.errno in FULL:
            raise StorageFull(f"Cannot write into {folder}: the disk is full") from cause
        raise BadRequest(f"Cannot write into {folder}: {cause.strerror}") from cause
    return place


def _bring(http: httpx.Client, one: Deliverable, link: str, part: Path, told: Told) -> None:
    parts = urlsplit(link)
    if parts.scheme == "file":
        _copy(one, Path(url2pathname(parts.path)), part, told)
    elif parts.scheme in ("http", "https"):
        _download_patiently(http, one, link, part, told)
    else:
        raise _TooOld


def _copy(one: Deliverable, source: Path, part: Path, told: Told) -> None:
    if not source.is_file():
        raise _TooOld
    shutil.copyfile(source, part)
    told(one, one.bytes)


def _download_patiently(
    http: httpx.Client, one: Deliverable, link: str, part: Path, told: Told
) -> None:
    for attempt in range(TRIES):
        try:
            _download(http, one, link, part, told)
        except httpx.TransportError as cause:
            if attempt == TRIES - 1:
                raise FirstcutError(
                    f"The download of {one.file} breaks off again and again: run the command again "
                    "to go on with it"
                ) from cause
            time.sleep(0.2 * 2**attempt)
        else:
            return


def _download(http: httpx.Client, one: Deliverable, link: str, part: Path, told: Told) -> None:
    begun = part.stat().st_size if part.is_file() else 0
    if begun > one.bytes:
        begun = 0
    if begun == one.bytes and begun:
        return
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={begun}-"} if begun else {})
    with http.stream("GET", link, headers=headers) as answer:
        if answer.status_code in TOO_OLD:
            raise _TooOld
        if not answer.is_success:
            raise FirstcutError(
                f"{one.file} cannot be fetched: its store says {answer.status_code}"
            )
        begun = begun if answer.status_code == 206 else 0
        with part.open("ab" if begun else "wb") as file:
            told(one, begun)
            for chunk in answer.iter_bytes():
                begun += len(chunk)
                if begun > one.bytes:
                    raise _wrong(one, part)
                file.write(chunk)
                told(one, begun)


def _check(one: Deliverable, part: Path) -> None:
    if part.stat().st_size != one.bytes or hash_file(part) != one.sha256:
        raise _wrong(one, part)


def _wrong(one: Deliverable, part: Path) -> FirstcutError:
    part.unlink()
    return FirstcutError(
        f"What came for {one.file} is not what was delivered (its SHA-256 differs): fetch it again"
    )


def _closed(one: Deliverable) -> FirstcutError:
    return FirstcutError(
        f"The link of {one.file} does not open, and this machine can make no new one: fetch the "
        "film where its storage can be opened, or ask there with `firstcut fetch RUN --links`"
    )


def _nobody(one: Deliverable, came: int) -> None:
    return None
