"""The whole flow on embedded engines: the film that comes out, and what a rerun makes again."""

import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import pytest

from film.clock import SAMPLE_RATE
from tests.command import firstcut
from tests.content import content_of
from tests.flows.conftest import ShortFilm, make_film

pytestmark = pytest.mark.e2e


def test_the_folder_holds_every_deliverable(short_film: ShortFilm) -> None:
    names = {str(path.relative_to(short_film.folder)) for path in short_film.folder.rglob("*.*")}
    expected = {
        "film.mp4", "captions.srt", "captions.vtt", "story.json", "screenplay.fountain",
        "report.json", "index.html", "stems/dialogue.flac", "stems/music.flac",
        "stems/effects.flac", "characters/mara.png", "characters/tom.png",
    }  # fmt: skip
    assert expected <= names
    assert len([name for name in names if name.startswith("storyboard/")]) >= 4
    assert any(name.startswith("poster") for name in names)
    assert names == set(short_film.report["files"])


def test_picture_and_sound_are_as_promised_and_end_together(short_film: ShortFilm) -> None:
    with av.open(str(short_film.folder / "film.mp4")) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        assert (picture.width, picture.height) == (640, 360)
        assert picture.average_rate == Fraction(24)
        assert picture.codec_context.name == "h264"
        assert picture.codec_context.pix_fmt == "yuv420p"
        assert picture.codec_context.color_primaries == 1
        assert sound.codec_context.name == "aac"
        assert sound.codec_context.sample_rate == SAMPLE_RATE
        frames = sum(1 for _ in film.decode(picture))
    assert frames == short_film.report["frames"]
    with av.open(str(short_film.folder / "film.mp4")) as film:
        samples = sum(frame.samples for frame in film.decode(film.streams.audio[0]))
    assert abs(samples - frames * SAMPLE_RATE // 24) <= 1024


def test_it_is_as_loud_as_promised(short_film: ShortFilm) -> None:
    done = subprocess.run(
        [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-vn"),
            *("-i", str(short_film.folder / "film.mp4")),
            *("-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    summary = done.stderr[done.stderr.rindex("Summary:") :]
    integrated = float(summary.split("I:")[1].split()[0])
    peak = float(summary.split("Peak:")[1].split()[0])
    assert integrated == pytest.approx(-16, abs=1)
    assert peak <= -1


def test_nothing_spoken_is_lost(short_film: ShortFilm) -> None:
    said = [line.text for scene in short_film.story.scenes for line in scene.lines]
    assert [text for text in said if text in SPOKEN] == SPOKEN
    captions = (short_film.folder / "captions.srt").read_text()
    for text in SPOKEN:
        assert text in captions


SPOKEN = ["Who is out there?", "Only the wind.", "Then let it in."]


def test_its_own_quality_control_passed(short_film: ShortFilm) -> None:
    failed = [check for check in short_film.report["checks"] if not check["passed"]]
    assert failed == []


def test_a_rerun_makes_nothing_again_and_the_same_film(short_film: ShortFilm) -> None:
    before = content_of(short_film.folder / "film.mp4")
    again = make_film(short_film.script, short_film.films)
    assert again.folder == short_film.folder
    assert content_of(again.folder / "film.mp4") == before
    made = {stage["stage"]: stage["made"] for stage in again.report["stages"]}
    assert made == dict.fromkeys(made, 0)


def test_another_home_makes_the_same_film(short_film: ShortFilm, tmp_path: Path) -> None:
    other = make_film(short_film.script, tmp_path / "films", home=tmp_path / "home")
    firstcut("server", "stop", home=tmp_path / "home")
    films = (other.folder / "film.mp4", short_film.folder / "film.mp4")
    assert content_of(films[0]) == content_of(films[1])
    for name in ("captions.srt", "stems/music.flac", "story.json"):
        assert (other.folder / name).read_bytes() == (short_film.folder / name).read_bytes()


def test_one_changed_line_remakes_only_what_it_touches(
    short_film: ShortFilm, tmp_path: Path
) -> None:
    folder = tmp_path / short_film.folder.name
    shutil.copytree(short_film.folder, folder)
    scene = len(short_film.story.scenes) - 1
    done = firstcut("remake", str(folder), "--set", f"scenes[{scene}].lines[0].text=So let it in.")
    assert done.returncode == 0, done.stderr
    changed = ShortFilm(short_film.script, tmp_path, folder, done.stdout)
    assert changed.story.scenes[scene].lines[0].text == "So let it in."
    made = {stage["stage"]: stage["made"] for stage in changed.report["stages"]}
    assert made["voice"] == 1
    assert made["characters"] == 0
    assert made["scenes"] <= 1
    assert made["lipsync"] <= 1
    assert made["compose"] == 1
    assert "So let it in." in (folder / "captions.srt").read_text()
    assert content_of(folder / "film.mp4") != content_of(short_film.folder / "film.mp4")
