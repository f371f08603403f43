"""The film's page, opened from disk in a real browser."""

import shutil
import subprocess
from pathlib import Path

import cv2
import pytest

from tests.flows.conftest import ShortFilm

CHROMIUM = shutil.which("chromium")
OFFLINE = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; .ci/run installs it"),
]


def browse(page: Path, profile: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(str(CHROMIUM), *OFFLINE, f"--user-data-dir={profile}", "--enable-logging=stderr"),
            *("--window-size=1280,1600", "--virtual-time-budget=4000", *options, page.as_uri()),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_it_opens_without_a_complaint_and_shows_the_film(
    short_film: ShortFilm, tmp_path: Path
) -> None:
    page = short_film.folder / "index.html"
    seen = browse(page, tmp_path / "profile", "--dump-dom")
    complaints = [line for line in seen.stderr.splitlines() if ":CONSOLE" in line]
    assert complaints == []
    for words in ("The Lamp", "Mara", "Who is out there?", "film.mp4"):
        assert words in seen.stdout


def test_it_looks_like_a_page_with_pictures(short_film: ShortFilm, tmp_path: Path) -> None:
    shot = tmp_path / "page.png"
    browse(short_film.folder / "index.html", tmp_path / "profile", f"--screenshot={shot}")
    picture = cv2.imread(str(shot))
    assert picture.shape[1] == 1280
    assert picture.std() > 20, "an empty page"
