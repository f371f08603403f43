"""Small servers on this machine that speak as the hub and as S3 do, and misbehave when told."""

import hashlib
import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class House(ThreadingHTTPServer):
    """A server with files in memory; ``faults`` maps a path's ending to a status."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler], files: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.files = files
        self.faults: dict[str, int] = {}
        self.short: set[str] = set()
        """Files that end too early."""
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler, ABC):
    server: House
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.server.asked.append(f"{self.command} {path}")
        fault = next((code for end, code in self.server.faults.items() if path.endswith(end)), None)
        if fault is not None:
            self.answer(fault, b"", {"X-Error-Message": "told to"})
        else:
            self.serve(path, parse_qs(urlsplit(self.path).query))

    @abstractmethod
    def serve(self, path: str, query: dict[str, list[str]]) -> None:
        """Answer a path."""

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def answer_file(self, name: str, headers: dict[str, str]) -> None:
        body = self.server.files.get(name)
        if body is None:
            self.answer(404, b"", {"X-Error-Code": "EntryNotFound"})
            return
        etag = {"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'}
        if name in self.server.short and self.command == "GET":
            self.close_connection = True
            body = body[: len(body) // 2]
        self.answer(200, body, etag | headers)


class HubHandler(_Handler):
    """Serves one repository, owner/name, at one commit; files are named by their paths in it."""

    def serve(self, path: str, query: dict[str, list[str]]) -> None:
        commit = path.split("/tree/" if "/tree/" in path else "/resolve/")[1].split("/")[0]
        if not path.startswith(("/api/models/owner/name/", "/owner/name/")):
            self.answer(401, b"", {"X-Error-Code": "RepoNotFound"})
        elif commit != COMMIT:
            self.answer(404, b"", {"X-Error-Code": "RevisionNotFound"})
        elif "/tree/" in path:
            listing = [
                {"type": "file", "path": name, "size": len(body), "oid": "0" * 40}
                for name, body in self.server.files.items()
            ]
            self.answer(200, json.dumps(listing).encode(), {"Content-Type": "application/json"})
        else:
            name = path.split(f"/resolve/{commit}/")[1]
            self.answer_file(name, {"X-Repo-Commit": commit})


COMMIT = "0123456789abcdef0123456789abcdef01234567"


class BucketHandler(_Handler):
    """Serves buckets; files are named by bucket and key."""

    def serve(self, path: str, query: dict[str, list[str]]) -> None:
        if "list-type" not in query:
            self.answer_file(path.strip("/"), {})
            return
        bucket, prefix = path.strip("/"), query["prefix"][0]
        rows = "".join(
            f"<Contents><Key>{escape(name.removeprefix(f'{bucket}/'))}</Key>"
            f"<Size>{len(body)}</Size>"
            f'<ETag>"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"</ETag></Contents>'
            for name, body in sorted(self.server.files.items())
            if name.startswith(f"{bucket}/{prefix}")
        )
        body = f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
        self.answer(200, body.encode(), {"Content-Type": "application/xml"})


@contextmanager
def open_house(handler: type[BaseHTTPRequestHandler], files: dict[str, bytes]) -> Iterator[House]:
    """Run a server while inside."""
    house = House(handler, files)
    thread = threading.Thread(target=house.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield house
    finally:
        house.shutdown()
        house.server_close()
        thread.join()


def files_of(folder: Path, prefix: str = "") -> dict[str, bytes]:
    """Return a folder's files by their paths in it."""
    return {
        f"{prefix}{path.relative_to(folder)}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
