"""References: what users write for a file that they bring, read strictly, before anything moves."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote, urljoin, urlsplit

from blocks.uploads.addresses import Address, read_host
from film.errors import BadRequest

LONGEST = 2_048
"""Characters of a reference, and of an address that one leads on to."""
HTTPS_PORT = 443
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Control characters, and what turns or hides text."""
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_LONGEST_KEY = 1_024
"""Bytes of a key on S3."""
_SAFE = "!$&'()*+,;=:@/?%-._~[]"
"""What stays as it is in a path and query (RFC 3986 3.3, 3.4)."""


@dataclass(frozen=True)
class FilePath:
    """A file on this machine, as written."""

    path: PurePath


@dataclass(frozen=True)
class BucketKey:
    """An object on S3."""

    bucket: str
    key: str

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


@dataclass(frozen=True)
class WebAddress:
    """An address on the web; its text tells the host only, since the rest may hold a token."""

    host: str | Address
    port: int = HTTPS_PORT
    target: str = "/"
    """Path and query, ASCII."""
    plain: bool = False
    """Whether it is http, without TLS."""

    @property
    def netloc(self) -> str:
        """Host and port as a URL and a Host header have them."""
        host = f"[{self.host}]" if isinstance(self.host, ipaddress.IPv6Address) else str(self.host)
        usual = self.port == (80 if self.plain else HTTPS_PORT)
        return host if usual else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{'http' if self.plain else 'https'}://{self.netloc}/…"

    def __repr__(self) -> str:
        return f"<{self}>"

    def leads_to(self, location: str, http_loopback: bool) -> "WebAddress":
        """Return where a redirect goes; BadRequest when nobody may go there."""
        base = f"{'http' if self.plain else 'https'}://{self.netloc}{self.target}"
        if len(location) > LONGEST or _UNSEEN.search(location):
            raise BadRequest(f"{self} redirects to what is no address: refused")
        try:
            further = urljoin(base, location)
        except ValueError:
            raise BadRequest(f"{self} redirects to what is no address: refused") from None
        return read_web(further, http_loopback and self.plain)


def read_reference(text: str, http_loopback: bool = False) -> FilePath | BucketKey | WebAddress:
    """Return what a reference names; BadRequest, which quotes no secret, when it is none.

    ``http_loopback`` also takes plain http to this machine itself, on any port: for development.
    """
    text = text.strip()
    if not text or len(text) > LONGEST or _UNSEEN.search(text):
        raise BadRequest(
            f"A file is named by a path, s3://bucket/key or an https address of 1 to {LONGEST} "
            "printable characters"
        )
    scheme = _SCHEME.match(text)
    if scheme is None and not text.startswith("//"):
        return FilePath(PurePath(text))
    if text[:5].lower() == "s3://":
        return _read_key(text[5:])
    return read_web(text, http_loopback)


def read_web(text: str, http_loopback: bool) -> WebAddress:
    """Return an https address; BadRequest for any other scheme, a user name, or an odd port."""
    if "\\" in text or any(mark.isspace() for mark in text):
        raise BadRequest("The address has characters that no address has: check it")
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise BadRequest("The address cannot be read: check its host and port") from None
    if parts.username is not None or parts.password is not None:
        raise BadRequest(
            "The address holds a user name or a password: give one that opens without, such as "
            "a signed link"
        )
    plain = parts.scheme == "http"
    if plain and http_loopback and host in ("127.0.0.1", "::1", "localhost"):
        return WebAddress(host, port or 80, _target(parts.path, parts.query), plain=True)
    if parts.scheme != "https":
        named = f"{parts.scheme[:20]}:" if parts.scheme else "no scheme"
        raise BadRequest(f"Only https addresses are read, and this has {named}: give an https one")
    if port not in (None, HTTPS_PORT):
        raise BadRequest(f"Only port {HTTPS_PORT} is read, and the address names {port}")
    if not host:
        raise BadRequest("The address names no host: check it")
    return WebAddress(read_host(host), HTTPS_PORT, _target(parts.path, parts.query))


def _target(path: str, query: str) -> str:
    return quote(f"{path or '/'}?{query}" if query else path or "/", safe=_SAFE)


def _read_key(rest: str) -> BucketKey:
    bucket, _, key = rest.partition("/")
    steps = key.split("/")
    if not _BUCKET.fullmatch(bucket) or ".." in bucket:
        raise BadRequest("The address names no bucket on S3: write s3://bucket/key")
    if not key or any(step in ("", ".", "..") for step in steps) or "\\" in key:
        raise BadRequest("The address names no object on S3: write s3://bucket/key")
    if len(key.encode()) > _LONGEST_KEY:
        raise BadRequest(f"A key on S3 has at most {_LONGEST_KEY} bytes")
    return BucketKey(bucket, key)
