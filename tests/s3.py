"""An S3 for tests: moto and what it lacks (order, checksums, links that die), a faulty proxy."""

import base64
import hashlib
import hmac
import http.client
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, urlsplit

import httpx

KEY, SECRET, REGION = "AKIAFIRSTCUT", "planted-s3-secret", "us-east-1"
START_SECONDS = 60
PIECE = 64 * 1024
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class S3:
    """A running S3, and how to look behind what is tested."""

    url: str
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def client(self) -> Any:
        """A client of the test's own."""
        return client_of(self.url)

    def make_bucket(self, name: str) -> str:
        """Make an empty bucket."""
        self.client.create_bucket(Bucket=name)
        return name

    def keys(self, bucket: str, prefix: str = "") -> list[str]:
        """Return the keys in a bucket."""
        pages = self.client.get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=bucket, Prefix=prefix)
        return [one["Key"] for page in found for one in page.get("Contents", ())]

    def parts(self, bucket: str, prefix: str = "") -> list[str]:
        """Return the keys of uploads that were neither finished nor aborted."""
        found = self.client.list_multipart_uploads(Bucket=bucket, Prefix=prefix)
        return [one["Key"] for one in found.get("Uploads", ())]


def client_of(url: str) -> Any:
    """Return a plain client of an S3."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name=REGION,
        config=Config(signature_version="s3v4"),
    )


@contextmanager
def serving() -> Iterator[S3]:
    """Run an S3 in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.s3", str(listener.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(listener.fileno(),),
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process)
        yield S3(url, process)
    finally:
        process.kill()
        process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url, timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the S3 for tests did not start")


def serve(listener: int) -> None:
    """Serve on a socket that is listening already."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    app = as_s3(DomainDispatcherApplication(create_backend_app))
    make_server("127.0.0.1", 0, app, threaded=True, fd=listener).serve_forever()


def as_s3(app: Application) -> Application:
    """Add what moto lacks: one request after another, and links that are checked and die."""
    turn = threading.Lock()

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = BytesIO(body)
        if refusal := refused(environ) or spoilt(environ, body):
            start("403 Forbidden", [("Content-Type", "application/xml")])
            return [refusal]
        with turn:  # a condition is looked at and kept to before the next request
            return list(app(environ, start))

    return answer


def refused(environ: dict[str, Any]) -> bytes:
    """Return S3's words against a signed link that is too old or was changed; empty if it is fine.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    """
    given = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    asked = dict(given)
    if "X-Amz-Signature" not in asked:
        return b""
    made = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if made + timedelta(seconds=int(asked["X-Amz-Expires"])) < datetime.now(UTC):
        return b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
    pairs = sorted((quote(n, "-_.~"), quote(v, "-_.~")) for n, v in given if n != "X-Amz-Signature")
    path = quote(environ["PATH_INFO"].encode("latin-1"), "/-_.~")
    canonical = "\n".join(
        [
            *(environ["REQUEST_METHOD"], path, "&".join(f"{n}={v}" for n, v in pairs)),
            *(f"host:{environ['HTTP_HOST']}\n", "host", "UNSIGNED-PAYLOAD"),
        ]
    )
    scope = asked["X-Amz-Credential"].partition("/")[2]
    text = f"AWS4-HMAC-SHA256\n{asked['X-Amz-Date']}\n{scope}\n" + _sha(canonical)
    key = f"AWS4{SECRET}".encode()
    for word in scope.split("/"):
        key = hmac.digest(key, word.encode(), "sha256")
    if hmac.digest(key, text.encode(), "sha256").hex() == asked["X-Amz-Signature"]:
        return b""
    return b"<Error><Code>SignatureDoesNotMatch</Code><Message>No</Message></Error>"


def spoilt(environ: dict[str, Any], body: bytes) -> bytes:
    """Return S3's words against a body that is not what its checksum says; empty if it is."""
    said = environ.get("HTTP_X_AMZ_CHECKSUM_SHA256")
    if said is None or "aws-chunked" in environ.get("HTTP_CONTENT_ENCODING", ""):
        return b""
    if said == base64.b64encode(hashlib.sha256(body).digest()).decode():
        return b""
    return b"<Error><Code>BadDigest</Code><Message>No</Message></Error>"


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Fault:
    """What goes wrong, with which requests, and how often."""

    method: str
    where: str
    """Regular expression that is searched in path and query."""
    kind: Literal["status", "reset", "cut", "wrong", "lost"]
    """An error answer; the connection reset amid the request; the answer cut, or with other bytes;
    the request done, but its answer lost."""
    times: int = 1
    status: int = 503
    code: str = "SlowDown"
    seen: int = 0

    def takes(self, method: str, path: str) -> bool:
        """Say whether it happens to this request."""
        hit = method == self.method and re.search(self.where, path) is not None
        if hit:
            self.seen += 1
        return hit and self.seen <= self.times


@dataclass
class Proxy:
    """Stands before an S3 and lets requests through, but for its faults."""

    target: str
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of every request."""
    deaf: bool = False
    """Whether conditions are dropped, as storages do that know none."""
    url: str = ""

    @contextmanager
    def serving(self) -> Iterator["Proxy"]:
        """Serve on a free port of this machine."""
        handler = type("Handler", (_Handler,), {"proxy": self})
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            server.daemon_threads = True
            self.url = f"http://127.0.0.1:{server.server_port}"
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def do_GET(self) -> None:
        self.forward()

    do_PUT = do_POST = do_HEAD = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def forward(self) -> None:
        """Do as a proxy does, or as its fault says."""
        self.proxy.asked.append((self.command, self.path))
        faults = [one for one in self.proxy.faults if one.takes(self.command, self.path)]
        fault = faults[0] if faults else None
        length = int(self.headers.get("Content-Length") or 0)
        if fault and fault.kind == "reset":
            self.rfile.read(min(length, PIECE))
            self._hang_up()
            return
        body = self.rfile.read(length)
        if fault and fault.kind == "status":
            said = f"<Error><Code>{fault.code}</Code><Message>As told</Message></Error>".encode()
            self._answer(fault.status, {"Content-Type": "application/xml"}, said, len(said))
            return
        status, headers, content = self._ask(body)
        if fault and fault.kind == "lost":
            self._hang_up()
        elif fault and fault.kind == "cut":
            self._answer(status, headers, content[: len(content) // 2], len(content))
            self._hang_up()
        else:
            spoilt = bytes(len(content)) if fault else content
            length = int(headers["Content-Length"]) if self.command == "HEAD" else len(content)
            self._answer(status, headers, spoilt, length)

    def _ask(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        target = urlsplit(self.proxy.target)
        connection = http.client.HTTPConnection(str(target.hostname), target.port, timeout=60)
        try:
            dropped = ("expect", *(("if-match", "if-none-match") if self.proxy.deaf else ()))
            sent = {n: v for n, v in self.headers.items() if n.lower() not in dropped}
            connection.request(self.command, self.path, body, sent)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def _answer(self, status: int, headers: dict[str, str], content: bytes, length: int) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()

    def _hang_up(self) -> None:
        self.close_connection = True
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # on, for no time: a reset, and no goodbye
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.shutdown(socket.SHUT_RDWR)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
