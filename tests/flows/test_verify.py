"""``firstcut verify``: its sentences, tables and exit codes, and the films that the flow signs."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import c2pa
import imageio_ffmpeg
import pytest

from blocks.signing_certificate import FILE
from film.assets import LocalAssetStore
from film.provenance.certificate import Certificate, make_certificate
from film.provenance.claims import edited
from film.provenance.signing import Seal, sign
from tests.command import firstcut_here
from tests.content import content_of
from tests.film.provenance.conftest import Desk, ffmpeg
from tests.flows.conftest import ShortFilm


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("video") / "video.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc=size=96x64:rate=24:duration=1", path)
    return path


@pytest.fixture(scope="module")
def certificate() -> Certificate:
    return make_certificate(datetime.now(UTC))


@pytest.fixture
def film(video: Path, certificate: Certificate, store: LocalAssetStore, tmp_path: Path) -> Path:
    """Return a signed film that was made from another one."""
    desk = Desk(tmp_path, store, certificate)
    part = desk.ingredient("Source video", video)
    claims = edited("Me [bold]", "compositeSynthetic", "A face was replaced.", "1.2.3", (part,))
    sign(video, tmp_path / "film.mp4", Seal(claims, certificate), store)
    return tmp_path / "film.mp4"


def flip(film: Path) -> None:
    changed = bytearray(film.read_bytes())
    changed[-100] ^= 1
    film.write_bytes(changed)


def test_a_film_that_holds_is_told_with_all_that_it_says(film: Path, video: Path) -> None:
    done = firstcut_here("verify", str(film))
    assert done.exit_code == 0, done.output
    first, *table = done.output.splitlines()
    assert first == (
        "The Content Credentials are valid, signed by Firstcut, for development: a development "
        "certificate, for which nobody vouches."
    )
    told = " ".join(line.split("│")[-2].strip() for line in table if line.startswith("│"))
    for words in ("Me [bold]", "Firstcut 1.2.3", "anybody can make one", "as the signer says"):
        assert words in told
    assert "c2pa.edited A face was replaced." in told
    assert "Source video (parentOf, video/mp4, SHA-256" in told
    assert "compositeSynthetic" in told


def test_a_film_that_was_tampered_with_ends_with_one(film: Path) -> None:
    flip(film)
    done = firstcut_here("verify", str(film))
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == (
        "The Content Credentials are broken: the file was changed after it was signed."
    )


def test_a_remuxed_film_ends_with_two_and_says_what_happens_to_credentials(film: Path) -> None:
    copy = film.with_name("copy.mp4")
    ffmpeg("-i", film, "-c", "copy", copy)
    done = firstcut_here("verify", str(copy))
    assert done.exit_code == 2
    assert "copy.mp4 carries no Content Credentials" in done.stderr
    assert "copied by a program that does not keep them" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("case", ["gone.mp4", "words.mp4", "."])
def test_what_is_no_film_ends_with_two(tmp_path: Path, case: str) -> None:
    (tmp_path / "words.mp4").write_text("words " * 99)
    done = firstcut_here("verify", str(tmp_path / case))
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_as_json_it_is_for_programs(film: Path) -> None:
    done = firstcut_here("verify", "--json", str(film))
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["valid"], told["trusted"], told["development"]) == (True, False, True)
    assert told["parts"][0]["relationship"] == "parentOf"
    flip(film)
    broken = firstcut_here("verify", "--json", str(film))
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["problems"] == ["the file was changed after it was signed"]


def test_authorities_that_are_trusted_are_given_as_a_file(
    film: Path, certificate: Certificate
) -> None:
    trusted, other = film.with_name("trusted.pem"), film.with_name("other.pem")
    trusted.write_text(certificate.key + certificate.chain)
    other.write_text(make_certificate(datetime.now(UTC)).chain)
    known = firstcut_here("verify", str(film), "--trust", str(trusted))
    assert known.exit_code == 0
    assert "who is trusted, a development certificate." in known.output
    assert "nobody vouches" in firstcut_here("verify", str(film), "--trust", str(other)).output


@pytest.mark.parametrize("case", ["gone.pem", "words.pem"])
def test_a_list_of_authorities_that_is_none_is_refused(film: Path, case: str) -> None:
    film.with_name("words.pem").write_text("words")
    done = firstcut_here("verify", str(film), "--trust", str(film.with_name(case)))
    assert done.exit_code == 2
    assert case in done.stderr.replace("\n", "")


@pytest.mark.e2e
def test_the_flows_film_is_signed_and_the_report_says_by_whom(short_film: ShortFilm) -> None:
    movie = short_film.folder / "film.mp4"
    with c2pa.Reader(movie) as reader:
        told = json.loads(reader.json())
    assert told["validation_state"] == "Valid"
    active = told["manifests"][told["active_manifest"]]
    assert active["title"] == short_film.story.title
    report = short_film.report["credentials"]
    assert report["signer"] == active["signature_info"]["common_name"]
    assert report["development"] is True
    assert report["source_type"] == "algorithmicMedia"
    assert report["size"] == movie.stat().st_size
    assert "a development certificate" in (short_film.folder / "index.html").read_text()
    assert firstcut_here("verify", str(movie)).exit_code == 0


@pytest.mark.e2e
def test_the_key_is_nowhere_but_in_its_own_file(short_film: ShortFilm) -> None:
    home = Path(os.environ["FIRSTCUT_HOME"])
    secret = (home / FILE).read_text().splitlines()[1].encode()
    left = [
        path
        for root in (home, short_film.films)
        for path in root.rglob("*")
        if path.is_file() and secret in path.read_bytes()
    ]
    assert left == [home / FILE]


@pytest.mark.e2e
def test_the_film_still_plays_to_its_end(short_film: ShortFilm, tmp_path: Path) -> None:
    movie = short_film.folder / "film.mp4"
    copy = tmp_path / "copy.mp4"
    ffmpeg("-i", movie, "-map", "0:v", "-map", "0:a", "-c", "copy", copy)
    films = [content_of(path)["streams"] for path in (movie, copy)]
    assert films[0][0][1:] == films[1][0][1:]
    done = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", movie, "-f", "null", "-"],
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
