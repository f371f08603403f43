"""Texts on the board: what users and models wrote, made harmless, small pictures, and links."""

import base64
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from film.assets import Asset, AssetStore

STILL_WIDTH, PORTRAIT_WIDTH = 256, 160
"""Pixels of pictures of which there are few."""
WIDTHS = (256, 192, 160, 128, 96)
"""Pixels of a still, the first that keeps a page of them within LARGEST."""
BYTES_PER_PIXEL = 0.45
"""Of a small still as a JPEG, generously."""
LARGEST = 800_000
"""Bytes of a page's pictures together: the browser loads them with the page, as does whoever
lists artifacts."""
ABREAST = 3
"""Panels side by side."""


def safe(text: str) -> str:
    """Return text that a user or a model wrote as it can stand in a Markdown table."""
    return " ".join(text.split()).translate(_ESCAPES)


_ESCAPES = str.maketrans({mark: f"&#{ord(mark)};" for mark in "&<>\"'\\`*_{}[]()#+!|~"})


def picture(asset: Asset, width: int, store: AssetStore) -> str:
    """Return a stored picture as Markdown with the picture in it."""
    return f"![](data:image/jpeg;base64,{base64.b64encode(small(asset, width, store)).decode()})"


def small(asset: Asset, width: int, store: AssetStore) -> bytes:
    """Return a stored picture as a small JPEG."""
    from film.media.picture import thumbnail

    return thumbnail(store.path(asset), width)


def width_for(pictures: int) -> int:
    """Return how wide so many stills may be on one page."""
    fits = (w for w in WIDTHS if pictures * w * w * 9 / 16 * BYTES_PER_PIXEL * 4 / 3 <= LARGEST)
    return next(fits, WIDTHS[-1])


def panels(cells: Sequence[Sequence[str]]) -> str:
    """Return panels side by side: the first cell of each on top, the others below it."""
    abreast = min(ABREAST, len(cells))
    rows: list[list[str]] = []
    for first in range(0, len(cells), abreast):
        row = cells[first : first + abreast]
        missing = [""] * (abreast - len(row))
        rows.extend([*parts, *missing] for parts in zip(*row, strict=True) if any(parts))
    return table(rows[0], rows[1:])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table of cells that are safe already."""
    head, *lines = ["| " + " | ".join(row) + " |" for row in (heads, *rows)]
    return "\n".join([head, "|---" * len(heads) + "|", *lines])


def opens(address: str) -> bool:
    """Say whether a browser follows an address from the Prefect UI: only the web's own."""
    return urlsplit(address).scheme in ("http", "https")


def link(name: str, address: str) -> str:
    """Return a link in Markdown, or the address to read where no browser would follow it."""
    plain = address.translate(_IN_LINKS)
    return f"[{name}]({plain})" if opens(address) else f"{name}: {safe(address)}"


_IN_LINKS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in ' ()<>"\n'})


def opens_until(addresses: Mapping[str, str]) -> datetime | None:
    """Return when the first of these links ends to open, None when they say nothing of it."""
    ends = [end for end in map(_end, addresses.values()) if end]
    return min(ends) if ends else None


def _end(address: str) -> datetime | None:
    """Read an end from a presigned S3 address, or from one of the desk's."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    if "X-Amz-Date" in query and "X-Amz-Expires" in query:
        signed = datetime.strptime(query["X-Amz-Date"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return signed + timedelta(seconds=int(query["X-Amz-Expires"][0]))
    if "Expires" in query:
        return datetime.fromtimestamp(int(query["Expires"][0]), UTC)
    desk = re.match(r"/([0-9]{9,12})-[0-9a-f]{40}/", parts.path)
    return datetime.fromtimestamp(int(desk[1]), UTC) if desk and opens(address) else None
