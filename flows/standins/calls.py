"""Calls and answers: what a vendor's desk is asked, and what it says."""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from flows.standins.faults import Fault
    from flows.standins.house import House


class RefusalError(Exception):
    """The vendor refuses a call: a status and its reason, told in the vendor's own error body."""

    def __init__(self, status: int, reason: str, code: str = "") -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.code = code


@dataclass(frozen=True)
class Upload:
    """A file in a multipart body."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Call:
    """A request, as a vendor's desk sees it."""

    vendor: str
    route: str
    method: str
    path: str
    parts: Mapping[str, str]
    """What the ``{name}`` parts of the route's path were."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    house: "House"
    fault: "Fault | None" = None
    """How to misbehave this time; only what the route knows."""

    @property
    def here(self) -> str:
        """The server's address, as the caller knows it."""
        return f"http://{self.headers['host']}"

    def json(self) -> dict[str, Any]:
        """Return the body, a JSON object; RefusalError (400) when it is none."""
        try:
            found = json.loads(self.body or b"{}")
        except ValueError:
            raise RefusalError(400, "The request body is not valid JSON") from None
        if not isinstance(found, dict):
            raise RefusalError(400, "The request body is not a JSON object")
        return found

    @cached_property
    def form(self) -> dict[str, list["str | Upload"]]:
        """The fields and files of a multipart body, by name."""
        kind = self.headers.get("content-type", "")
        mark = re.search(r'boundary="?([^";]+)"?', kind)
        fields: dict[str, list[str | Upload]] = {}
        if not kind.startswith("multipart/form-data") or not mark:
            return fields
        for piece in (b"\r\n" + self.body).split(b"\r\n--" + mark.group(1).encode())[1:-1]:
            head, _, data = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
            lines = head.decode("utf-8", "replace")
            name = re.search(r'(?i)content-disposition:.*?\bname="([^"]*)"', lines)
            if not name:
                continue
            filename = re.search(r'filename="([^"]*)"', lines)
            media_type = re.search(r"(?i)content-type: *([^\r\n]+)", lines)
            if filename:
                kind_of_file = media_type.group(1) if media_type else "application/octet-stream"
                value: str | Upload = Upload(filename.group(1), kind_of_file, data)
            else:
                value = data.decode("utf-8", "replace")
            fields.setdefault(name.group(1), []).append(value)
        return fields


@dataclass(frozen=True)
class Answer:
    """What a desk says: a status, headers, and a body whole or in pieces."""

    body: bytes = b""
    media_type: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterable[bytes] | None = None
    """Instead of a body: sent one by one, chunked (streams of events, of sound)."""
    job: str = ""
    """The job that this call registered, for the log."""

    @classmethod
    def json(
        cls,
        content: object,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        job: str = "",
    ) -> Self:
        """Return an answer in JSON."""
        body = json.dumps(content, ensure_ascii=False).encode()
        return cls(body, status=status, headers=headers or {}, job=job)


Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """One call of a vendor's API: its name for faults and the log, its path, who answers."""

    vendor: str
    name: str
    method: str
    path: str
    handler: Handler
    knows: frozenset[str] = frozenset()
    """The faults that the handler acts out itself."""
    keyless: bool = False
    """Whether it is answered without a key: files that were given an address of their own."""


class Desk:
    """Where a vendor's routes are collected."""

    def __init__(self, vendor: str) -> None:
        self.vendor = vendor
        self.routes: list[Route] = []

    def route(
        self, name: str, where: str, *, knows: Iterable[str] = (), keyless: bool = False
    ) -> Callable[[Handler], Handler]:
        """Hang a handler at ``where``, as ``"POST /v1/messages"``; several may share a name."""
        method, path = where.split(" ", 1)

        def hang(handler: Handler) -> Handler:
            known = frozenset(knows)
            self.routes.append(Route(self.vendor, name, method, path, handler, known, keyless))
            return handler

        return hang


def data_uri(text: str) -> tuple[bytes, str] | None:
    """Return the bytes and the media type in a data: URI (RFC 2397); None where it is none."""
    found = re.match(r"data:([^;,]*)(?:;[^;,]*)*?;base64,", text)
    if not found:
        return None
    try:
        return b64decode(text[found.end() :], validate=False), found.group(1)
    except ValueError:
        raise RefusalError(422, "A data URI does not hold base64") from None
