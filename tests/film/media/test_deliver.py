"""Delivery: a whole folder or the earlier one, and a page that is safe and self-contained."""

import json
import os
import re
import select
import subprocess
import sys
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest

from film.assets import hash_file
from film.deliverables import Film, Production
from film.errors import AssetMissing, BadRequest
from film.media.deliver import deliver
from film.media.ffmpeg import reading_ffmpeg
from film.provenance.reading import read_credentials
from film.provenance.signing import Seal
from film.report import Report, SealReport, StageReport
from film.shelf import FolderShelf
from film.shots import CharacterSheet
from film.story import Story
from tests.content import content_of

from .conftest import HOSTILE, Studio


@pytest.fixture(scope="session")
def production(studio: Studio, film: Film, sheet: CharacterSheet) -> Production:
    return Production(film=film, materials=studio.materials, sheets={"mara": sheet})


def report_of(studio: Studio, film: Film) -> Report:
    return Report(
        title=studio.story.title,
        request=studio.request,
        version="0.1.0",
        length=Fraction(studio.plan.timeline.frames, 24),
        frames=studio.plan.timeline.frames,
        loudness=film.soundtrack.loudness,
        stages=(StageReport(stage="voice", engine="embedded", made=4),),
        checks=film.checks,
        cost=Fraction(0),
    )


def test_everything_is_delivered(
    studio: Studio, production: Production, seal: Seal, tmp_path: Path
) -> None:
    folder = tmp_path / "films" / "a-storm"
    report = deliver(
        production, report_of(studio, production.film), FolderShelf(folder), studio.store, seal
    )
    assert set(report.files) == {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    }
    assert {
        "film.mp4", "poster.jpg", "captions.srt", "captions.vtt", "story.json",
        "screenplay.fountain", "report.json", "index.html", "stems/dialogue.flac",
        "stems/music.flac", "stems/effects.flac", "characters/mara.png",
        "storyboard/001-s1-h1.jpg",
    } <= set(report.files)  # fmt: skip
    movie, cut = folder / "film.mp4", studio.store.path(production.film.movie)
    assert content_of(movie) == content_of(cut)
    assert report.credentials == SealReport(
        signer=seal.certificate.signer,
        development=True,
        source_type="algorithmicMedia",
        sha256=hash_file(movie),
        size=movie.stat().st_size,
    )
    found = read_credentials(movie)
    assert found is not None
    assert (found.valid, found.title) == (True, studio.story.title)
    assert "a development certificate" in (folder / "index.html").read_text()
    assert Story.model_validate_json((folder / "story.json").read_text()) == studio.story
    written = Report.model_validate_json((folder / "report.json").read_text())
    assert written == report
    assert written.passed
    assert json.loads((folder / "report.json").read_text())["length"] == str(report.length)


def test_a_new_film_replaces_the_old_whole(
    studio: Studio, production: Production, seal: Seal, tmp_path: Path
) -> None:
    report = report_of(studio, production.film)
    deliver(production, report, FolderShelf(tmp_path), studio.store, seal)
    (tmp_path / "storyboard" / "099-gone.jpg").write_bytes(b"old")
    (tmp_path / "notes.txt").write_text("mine")
    deliver(production, report, FolderShelf(tmp_path), studio.store, seal)
    assert not (tmp_path / "storyboard" / "099-gone.jpg").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_failed_delivery_leaves_the_old_film(
    studio: Studio, production: Production, seal: Seal, tmp_path: Path
) -> None:
    report = report_of(studio, production.film)
    deliver(production, report, FolderShelf(tmp_path), studio.store, seal)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    gone = production.film.movie.model_copy(update={"sha256": "f" * 64})
    film = production.film.model_copy(update={"movie": gone})
    with pytest.raises(AssetMissing):
        deliver(
            production.model_copy(update={"film": film}),
            report,
            FolderShelf(tmp_path),
            studio.store,
            seal,
        )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_folders_that_cannot_be_written_are_told_early(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadRequest, match="Cannot write into"):
        FolderShelf(tmp_path / "file").check()
    (tmp_path / "stems").symlink_to("/etc")
    with pytest.raises(BadRequest, match="is a link"):
        FolderShelf(tmp_path).check()
    with pytest.raises(BadRequest, match="Cannot write into"):
        FolderShelf(Path("/proc/films")).check()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_safe_and_loads_only_what_lies_beside(
    studio: Studio, production: Production, seal: Seal, tmp_path: Path
) -> None:
    deliver(
        production, report_of(studio, production.film), FolderShelf(tmp_path), studio.store, seal
    )
    html = (tmp_path / "index.html").read_text()
    page = _Page()
    page.feed(html)
    assert HOSTILE in page.text
    assert len([tag for tag, _ in page.tags if tag == "script"]) == 1
    assert not any(tag in ("i", "iframe", "object") for tag, _ in page.tags)
    links = [
        value
        for _, attributes in page.tags
        for name, value in attributes.items()
        if name in ("src", "href", "poster") and value
    ]
    for link in links:
        if not link.startswith(("#", "data:text/vtt;base64,")):
            assert (tmp_path / link).is_file(), link
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv"))
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert not re.search(r"\son\w+=", html)
    assert any(tag == "track" and "default" in attributes for tag, attributes in page.tags)


def test_ffmpeg_dies_with_whoever_started_it(tmp_path: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from film.media.ffmpeg import reading_ffmpeg
arguments = ["-f", "lavfi", "-i", "color=r=1", "-f", "rawvideo", "-"]
with reading_ffmpeg(arguments, Path({str(tmp_path)!r})) as pipe:
    pipe.read(10)
    children = Path(f"/proc/self/task/{{os.getpid()}}/children").read_text().split()
    print(children[0], flush=True)
    input()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.communicate(b"go\n")
    ended, _, _ = select.select([child], [], [], 10)
    os.close(child)
    assert ended


def test_ffmpegs_last_words_are_told(tmp_path: Path) -> None:
    from film.errors import MediaFailed

    with (
        pytest.raises(MediaFailed, match=r"ffmpeg failed: .*No such file"),
        reading_ffmpeg(["-i", "gone.mp4", "-f", "null", "-"], tmp_path) as pipe,
    ):
        pipe.read()
