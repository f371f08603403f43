"""A town to visit, an intake that trusts its authority, and media that are what they say."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from blocks.uploads.intake import Intake
from blocks.uploads.rules import Rules
from blocks.uploads.web import Patience
from blocks.uploads.wire import Net
from film.assets import Asset, LocalAssetStore
from film.uploads import Limits, UploadKind

from .town import ELSEWHERE, FILMS, HOST, NAMES, V6, Authority, Directory, Roads, Town

PATIENCE = Patience(seconds=20, idle=5, attempts=3, pause=0.01)


@pytest.fixture(scope="session")
def picture() -> bytes:
    """Return a PNG of 40×30 pixels."""
    pixels = np.random.default_rng(1).integers(0, 256, (30, 40, 3), np.uint8)
    return cv2.imencode(".png", pixels)[1].tobytes()


@pytest.fixture(scope="session")
def clip() -> bytes:
    """Return a film of three pictures as an MP4."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as film:
        stream = film.add_stream("mpeg4", rate=24)
        stream.width, stream.height = 64, 48
        for shade in (0, 100, 200):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), shade, np.uint8), "rgb24")
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
    return file.getvalue()


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.found()


@dataclass(frozen=True)
class Visitor:
    """Somebody who brings files from the town's addresses."""

    town: Town
    roads: Roads
    directory: Directory
    intake: Intake
    store: LocalAssetStore

    def take(
        self,
        reference: str,
        kind: UploadKind = "picture",
        patience: Patience = PATIENCE,
        limits: Limits | None = None,
    ) -> Asset:
        return replace(self.intake, patience=patience).take(reference, kind, limits)

    def left(self) -> list[Path]:
        """Return every file in the store, work in progress included."""
        return [path for path in self.store.root.rglob("*") if path.is_file()]


@pytest.fixture
def visitor(authority: Authority, tmp_path: Path, store: LocalAssetStore) -> Iterator[Visitor]:
    town = Town()
    with town.open(authority.certify(NAMES, tmp_path)) as port:
        roads = Roads(dict.fromkeys((FILMS, ELSEWHERE, V6), port))
        directory = Directory({name: [[FILMS]] for name in NAMES} | {HOST: [[FILMS]]})
        net = Net(directory, roads, authority.trusted)
        yield Visitor(town, roads, directory, Intake(store, Rules(), net, PATIENCE), store)
