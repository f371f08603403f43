"""Real small media to sign, a certificate, and what c2pa's own reader says of the outcome."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import c2pa
import cv2
import imageio_ffmpeg
import numpy as np
import pytest

from film.assets import Asset, LocalAssetStore
from film.provenance.certificate import Certificate, make_certificate
from film.provenance.claims import Claims, Ingredient, created
from film.provenance.signing import Seal, sign

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
FILES = {
    ".mp4": ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"),
    ".m4a": ("-vn", "-c:a", "aac"),
    ".flac": ("-vn",),
    ".wav": ("-vn",),
    ".jpg": ("-frames:v", "1"),
    ".png": ("-frames:v", "1"),
    ".webp": ("-frames:v", "1"),
    ".mkv": ("-c:v", "libx264", "-an"),
}
"""Kinds of file, and how ffmpeg is asked for them."""


def ffmpeg(*arguments: object) -> None:
    """Run ffmpeg."""
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y"]
    subprocess.run([*program, *map(str, arguments)], check=True)


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that makes a file of a kind: a second of moving picture and a tone."""
    folder = tmp_path_factory.mktemp("media")

    def make(suffix: str) -> Path:
        path = folder / f"file{suffix}"
        if not path.exists():
            picture = ("-f", "lavfi", "-i", "testsrc=size=192x108:rate=24:duration=1")
            tone = ("-f", "lavfi", "-i", "sine=frequency=330:duration=1")
            ffmpeg(*picture, *tone, *FILES[suffix], path)
        return path

    return make


@pytest.fixture(scope="session")
def certificate() -> Certificate:
    return make_certificate(datetime.now(UTC))


@dataclass(frozen=True)
class Desk:
    """Where films are signed: a folder, a store and a certificate."""

    folder: Path
    store: LocalAssetStore
    certificate: Certificate

    def asset(self, path: Path) -> Asset:
        """Put a copy of a file into the store."""
        copy = self.folder / f"copy{path.suffix}"
        copy.write_bytes(path.read_bytes())
        return self.store.put(copy)

    def ingredient(self, title: str, path: Path) -> Ingredient:
        return Ingredient(title=title, asset=self.asset(path))

    def signed(
        self, source: Path, claims: Claims | None = None, certificate: Certificate | None = None
    ) -> Path:
        """Return a file signed: as the lamp's film, by the desk's certificate, unless told."""
        target = self.folder / f"signed-{len(list(self.folder.iterdir()))}{source.suffix}"
        sign(source, target, Seal(claims or lamp(), certificate or self.certificate), self.store)
        return target


@pytest.fixture
def desk(tmp_path: Path, store: LocalAssetStore, certificate: Certificate) -> Desk:
    return Desk(tmp_path, store, certificate)


def lamp() -> Claims:
    """Return the claims of a film that was drawn."""
    return created("The Lamp", "algorithmicMedia", "Drawn, and spoken by rules.", "1.2.3")


@dataclass(frozen=True)
class Said:
    """What c2pa's own reader says of a file, with its usual settings: none of our code."""

    told: dict[str, Any]

    @property
    def state(self) -> str:
        return str(self.told["validation_state"])

    @property
    def active(self) -> dict[str, Any]:
        found: dict[str, Any] = self.told["manifests"][self.told["active_manifest"]]
        return found

    @property
    def actions(self) -> list[dict[str, Any]]:
        """The actions of the claim, which the signer vouches for as its own."""
        [found] = [
            one for one in self.active["assertions"] if one["label"].startswith("c2pa.actions")
        ]
        assert found["created"]
        actions: list[dict[str, Any]] = found["data"]["actions"]
        return actions


def said_of(path: Path, anchors: str = "") -> Said:
    """Have c2pa read a file."""
    settings = {"trust": {"trust_anchors": anchors}} if anchors else {}
    with (
        c2pa.Context.from_dict(settings) as context,
        c2pa.Reader(path, context=context) as reader,
    ):
        return Said(json.loads(reader.json()))


def picture_in(path: Path, uri: str) -> np.ndarray:
    """Return a picture that lies in a file's credentials."""
    held = path.with_suffix(".held")
    with c2pa.Reader(path) as reader, held.open("w+b") as file:
        reader.resource_to_stream(uri, file)
    found = cv2.imdecode(np.frombuffer(held.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert found is not None
    return np.asarray(found)


def boxes(data: bytes) -> dict[str, tuple[int, int]]:
    """Return an MP4's boxes by their kind: the first byte of the content and the end."""
    found, place = {}, 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        found[data[place + 4 : place + 8].decode()] = (place + 8, place + size)
        place += size
    return found
