"""Somebody for tests: a public-domain portrait, a voice, and what they allow."""

import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import soundfile

from blocks.persona import FirstcutPersona
from blocks.storage import AssetStorage
from film.assets import Asset
from film.persona import Attributes, Consent

GIVEN = datetime(2026, 11, 21, 10, tzinfo=UTC)
BY, STATEMENT = "Eileen Planted-Name", "I agree, says the planted statement."
PLACE = b"GPS 29.5593 N 95.0900 W"


def portrait() -> np.ndarray:
    """Return NASA's portrait of Eileen Collins (RGB), which is in the public domain."""
    from skimage import data

    return np.asarray(data.astronaut(), np.uint8)


def write_picture(path: Path, rgb: np.ndarray) -> Path:
    """Write a picture."""
    path.write_bytes(bytes(cv2.imencode(path.suffix, rgb[..., ::-1])[1]))
    return path


def write_selfie(path: Path) -> Path:
    """Write a JPEG of the portrait as a telephone does that lies on its side, and knows where."""
    turned = np.rot90(portrait())  # to be turned clockwise
    data = bytes(cv2.imencode(".jpg", turned[..., ::-1])[1])
    entry = struct.pack(">HHHIHH", 1, 0x0112, 3, 1, 6, 0)
    body = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08" + entry + bytes(4) + PLACE
    path.write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body + data[2:])
    return path


def write_voice(path: Path) -> Path:
    """Write four seconds of a hum."""
    times = np.arange(4 * 22_050) / 22_050
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 180 * times), 22_050)
    return path


def asset(storage: AssetStorage, folder: Path, name: str) -> Asset:
    """Store something small whose name tells its kind."""
    path = folder / name
    path.write_bytes(name.encode())
    return storage.open().put(path)


def consent(**more: Any) -> Consent:
    """Return a consent for face and voice."""
    fields = {"by": BY, "given": GIVEN, "purposes": ("face", "voice"), "statement": STATEMENT}
    return Consent.model_validate(fields | more)


def saved(name: str, storage: str, pictures: tuple[Asset, ...], **more: Any) -> FirstcutPersona:
    """Save a persona and return it."""
    fields = {"attributes": Attributes(age=38), "consent": consent(), "storage": storage}
    block = FirstcutPersona.model_validate({"pictures": pictures} | fields | more)
    block.save(name, overwrite=True)
    return block


def write_text(path: Path) -> Path:
    """Write what is no picture."""
    path.write_text("a selfie")
    return path
