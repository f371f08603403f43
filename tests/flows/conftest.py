"""A short film, made once by the command line, that many tests look at."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from film.story import Story
from tests.command import firstcut

SCRIPT = """Title: The Lamp
Author: A. Tester

EXT. LIGHTHOUSE - NIGHT

Rain. MARA, 60s, in an oilskin coat, lifts a lantern.

MARA
Who is out there?

TOM, 12, red cap, runs up the path.

TOM
Only the wind.

CUT TO:

INT. KITCHEN - NIGHT

Mara pours tea.

MARA
(softly)
Then let it in.
"""


ONE_LINE = """Title: The Lamp

EXT. LIGHTHOUSE - NIGHT

Rain. MARA, 60s, lifts a lantern.

MARA
Who is out there?
"""
"""Two shots and a line: the least that has work for every stage."""


@dataclass(frozen=True)
class ShortFilm:
    """A finished film, and the command's way to it."""

    script: Path
    films: Path
    folder: Path
    printed: str

    @property
    def story(self) -> Story:
        """The story as it lies in the folder."""
        return Story.model_validate_json((self.folder / "story.json").read_text())

    @property
    def report(self) -> dict[str, Any]:
        """The report as it lies in the folder."""
        report: dict[str, Any] = json.loads((self.folder / "report.json").read_text())
        return report


def make_film(script: Path, films: Path, *more: str, home: Path | None = None) -> ShortFilm:
    """Make a small film of a screenplay by the command line."""
    done = firstcut(
        *("make", "--script", str(script), "--resolution", "360p", "--out", str(films), *more),
        home=home,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    folder = Path(done.stdout.strip().splitlines()[-1]).parent
    return ShortFilm(script=script, films=films, folder=folder, printed=done.stdout)


@pytest.fixture(scope="session")
def short_film(tmp_path_factory: pytest.TempPathFactory) -> ShortFilm:
    """Make the film once for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("short")
    script = folder / "lamp.fountain"
    script.write_text(SCRIPT)
    return make_film(script, folder / "films")
