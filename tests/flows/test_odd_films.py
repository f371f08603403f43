"""Odd wishes become films all the same: any script, any name, no words at all, a crowd."""

import json
import re
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import av
import numpy as np
import pysubs2
import pytest

from film.clock import SAMPLE_RATE
from tests.api import PrefectApi
from tests.command import firstcut
from tests.flows.conftest import ShortFilm
from tests.flows.runs import artifacts, panels

pytestmark = pytest.mark.e2e

HOSTILE_LINES = (
    '%{pts} it\'s "quoted": a[v]; b[a], 50% c:\\d.',
    "<script>alert(1)</script> --> {\\an8} \\N & done.",
)
HOSTILE_TITLE = "<script>alert('title')</script>: [50%{pts}] & --> \"Co\""
HOSTILE_ACTION = "<img src=x onerror=alert(2)> A lamp | `falls`; it's [over](there)."
HOSTILE = f"""Title: {HOSTILE_TITLE}

INT. <B>KITCHEN</B> [1:2] - NIGHT

{HOSTILE_ACTION}

MARA <I>
{HOSTILE_LINES[0]}

TOM
{HOSTILE_LINES[1]}
"""
SILENT = """Title: Snow

EXT. MOUNTAINS - DAWN

Snow falls on a bell tower.

EXT. RIVER - DAY

The ice breaks.
"""
CROWD = 60


def make(folder: Path, *arguments: str) -> ShortFilm:
    """Make a film of 360 lines in a folder, and check what holds of every film."""
    done = firstcut("make", *arguments, "--resolution", "360p", "--out", str(folder / "films"))
    assert done.returncode == 0, done.stdout + done.stderr
    made = Path(done.stdout.strip().splitlines()[-1]).parent
    film = ShortFilm(script=Path(), films=folder / "films", folder=made, printed=done.stdout)
    check_folder(film)
    check_streams(film)
    check_captions(film)
    check_page(film)
    assert [check for check in film.report["checks"] if not check["passed"]] == []
    return film


def script(folder: Path, text: str) -> tuple[str, str]:
    """Write a screenplay and return the arguments that ask for it."""
    path = folder / "script.fountain"
    path.write_text(text, encoding="utf-8")
    return "--script", str(path)


def check_folder(film: ShortFilm) -> None:
    """Check that everything lies in the film's own folder, under harmless names."""
    assert [path.name for path in film.films.iterdir()] == [film.folder.name]
    names = {str(path.relative_to(film.folder)) for path in film.folder.rglob("*.*")}
    assert names == set(film.report["files"])
    for name in (film.folder.name, *names):
        assert re.fullmatch(r"[a-z0-9][a-z0-9./-]*", name), name
        assert ".." not in name


def check_streams(film: ShortFilm) -> None:
    """Check that the whole film decodes, and that picture and sound end together."""
    with av.open(str(film.folder / "film.mp4")) as file:
        rate = Fraction(file.streams.video[0].average_rate or 0)
        frames = sum(1 for _ in file.decode(file.streams.video[0]))
    with av.open(str(film.folder / "film.mp4")) as file:
        samples = sum(frame.samples for frame in file.decode(file.streams.audio[0]))
    assert rate == Fraction(film.report["request"]["frame_rate"])
    assert frames == film.report["frames"]
    assert abs(samples - frames * SAMPLE_RATE / rate) <= 1024
    assert Fraction(film.report["length"]) == frames / rate


def spoken(film: ShortFilm) -> list[str]:
    """Return every line of the film, in order."""
    return [line.text for scene in film.story.scenes for line in scene.lines]


def check_captions(film: ShortFilm) -> None:
    """Check that both caption files parse, and that every word that is spoken is in them."""
    for name in ("captions.srt", "captions.vtt"):
        captions = pysubs2.load(str(film.folder / name), format_=Path(name).suffix[1:])
        assert len(captions) == 0 or captions[-1].end <= 1000 * Fraction(film.report["length"]) + 1
        assert all(one.start < one.end for one in captions)
    shown = words_of(unescaped_vtt(film))
    for text in spoken(film):
        assert words_of(text) in shown, text


def unescaped_vtt(film: ShortFilm) -> str:
    """Return the captions' text as a viewer reads it."""
    blocks = (film.folder / "captions.vtt").read_text(encoding="utf-8").split("\n\n")[1:]
    rows = [row for block in blocks for row in block.splitlines()[1:]]
    assert all("-->" not in row for row in rows), "only times may hold an arrow"
    parser = Text()
    parser.feed(" ".join(rows))
    return parser.text


def words_of(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


class Text(HTMLParser):
    """Reads a page: its text, its tags, and what they carry."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def check_page(film: ShortFilm) -> Text:
    """Check that the page holds no markup but its own, and return what it says."""
    page = Text()
    page.feed((film.folder / "index.html").read_text(encoding="utf-8"))
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert {"i", "iframe", "object", "embed", "form", "base"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    for name, value in page.attributes:
        if name in ("src", "href", "poster"):
            assert value
            assert value.startswith(("#", "data:")) or (film.folder / value).is_file(), value
    shown = words_of(page.text)
    assert words_of(film.story.title) in shown
    for text in spoken(film):
        assert words_of(text) in shown
    return page


def test_hostile_words_stay_words(api: PrefectApi, tmp_path: Path) -> None:
    film = make(tmp_path, *script(tmp_path, HOSTILE), "--captions", "burned", "--length", "15")
    assert film.story.title == HOSTILE_TITLE
    assert [line for line in HOSTILE_LINES if line in spoken(film)] == list(HOSTILE_LINES)
    srt = (film.folder / "captions.srt").read_text()
    assert 'it\'s "quoted": a[v]; b[a], 50% c:\\d.' in words_of(srt)
    assert "<script" not in srt
    page = (film.folder / "index.html").read_text()
    for text in ("<script>alert", "<img src=x", "<B>KITCHEN", "MARA <I>", "Mara <I>"):
        assert text not in page
    assert HOSTILE_ACTION in check_page(film).text
    check_artifacts(film, api)
    assert burned(film) > 200, "white letters stand in the picture"


def check_artifacts(film: ShortFilm, api: PrefectApi) -> None:
    """Check that the UI shows the words, and that their marks mean nothing there."""
    shown = artifacts(film, api)
    for markdown in (shown["cast"], shown["storyboard"], shown["film"]):
        assert "<" not in markdown
        assert "](there)" not in markdown
    assert [panel[1] for panel in panels(shown["cast"])] == ["**Mara <I>**", "**Tom**"]
    assert HOSTILE_ACTION in [cell for panel in panels(shown["storyboard"]) for cell in panel]


def burned(film: ShortFilm) -> int:
    """Return by how many white pixels a caption's frame has more than one just before it."""
    caption = pysubs2.load(str(film.folder / "captions.srt"))[0]
    rate = Fraction(film.report["request"]["frame_rate"])
    before, during = (
        round(Fraction(time, 1000) * rate)
        for time in (caption.start - 100, (caption.start + caption.end) // 2)
    )
    white = []
    with av.open(str(film.folder / "film.mp4")) as file:
        for number, frame in enumerate(file.decode(file.streams.video[0])):
            if number in (before, during):
                luma = frame.to_ndarray(format="gray")
                white.append(int(np.count_nonzero(luma[luma.shape[0] * 3 // 4 :] > 220)))
    return white[1] - white[0]


def test_a_prompt_of_pictures_alone(tmp_path: Path) -> None:
    film = make(tmp_path, "🦊🌙🚀", "--length", "15")
    assert abs(Fraction(film.report["length"]) - 15) <= 2
    assert film.report["request"]["prompt"] == "🦊🌙🚀"


def test_a_prompt_that_is_written_from_right_to_left(tmp_path: Path) -> None:
    film = make(tmp_path, "حارس منارة يصادق عاصفة", "--length", "15", "--captions", "sidecar")
    assert abs(Fraction(film.report["length"]) - 15) <= 2
    with av.open(str(film.folder / "film.mp4")) as file:
        assert len(file.streams.subtitles) == 0


def test_nobody_says_a_word_tall_and_at_29_97(tmp_path: Path) -> None:
    film = make(
        tmp_path,
        *script(tmp_path, SILENT),
        *("--aspect", "9:16", "--fps", "30000/1001", "--no-narration"),
    )
    assert spoken(film) == []
    assert len(film.story.scenes) == 2
    with av.open(str(film.folder / "film.mp4")) as file:
        picture = file.streams.video[0]
        assert (picture.width, picture.height) == (360, 640)
    assert pysubs2.load(str(film.folder / "captions.srt"), format_="srt").events == []


def test_one_line_is_a_film(tmp_path: Path) -> None:
    film = make(tmp_path, *script(tmp_path, "MARA\nNo.\n"), "--no-narration")
    assert spoken(film) == ["No."]
    assert [character.name for character in film.story.characters] == ["Mara"]
    assert Fraction(film.report["length"]) <= 15


def test_a_crowd_speaks_and_everybody_has_a_face_and_a_voice(tmp_path: Path) -> None:
    """Everybody at once: more people than any picture or any choir of voices holds."""
    names = [f"{first}{second}ON" for first in "ABCDEFGHIJ" for second in "AEIOUY"][:CROWD]
    cues = "\n\n".join(f"{name}{' ^' if number else ''}\nYes." for number, name in enumerate(names))
    film = make(tmp_path, *script(tmp_path, f"INT. CASTLE HALL - DAY\n\n{cues}\n"))
    assert len(film.story.characters) == CROWD
    assert spoken(film).count("Yes.") == CROWD
    sheets = {path.read_bytes() for path in (film.folder / "characters").iterdir()}
    assert len(sheets) == CROWD
    made = {stage["stage"]: stage["made"] for stage in film.report["stages"]}
    assert made["characters"] == CROWD
    assert json.loads((film.folder / "story.json").read_text())["characters"][-1]["name"] == "Jyon"
