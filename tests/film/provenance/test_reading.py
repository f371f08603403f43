"""Reading: what holds, what was tampered with, what was lost, and what strangers may say."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from film.errors import BadRequest
from film.provenance.certificate import make_certificate
from film.provenance.claims import created, digest_in, name_of
from film.provenance.reading import LONGEST, Credentials, read_credentials

from .conftest import Desk, boxes, ffmpeg, said_of

Media = Callable[[str], Path]


def read(path: Path, anchors: str = "") -> Credentials:
    found = read_credentials(path, anchors)
    assert found is not None
    return found


def test_a_signed_film_says_what_it_is(desk: Desk, media: Media) -> None:
    found = read(desk.signed(media(".mp4")))
    assert (found.valid, found.trusted, found.development) == (True, False, True)
    assert (found.title, found.generator) == ("The Lamp", "Firstcut 1.2.3")
    assert found.source_type == "algorithmicMedia"
    assert found.origin == "made by algorithms that learned from no samples"
    assert found.problems == ()
    assert not found.timestamped
    assert found.signed is not None
    assert abs(found.signed - datetime.now(UTC)) < timedelta(minutes=5)
    [step] = found.steps
    assert (step.action, step.agent) == ("c2pa.created", "Firstcut 1.2.3")
    assert found.sentence == (
        "The Content Credentials are valid, signed by Firstcut, for development: a development "
        "certificate, for which nobody vouches."
    )
    assert Credentials.model_validate_json(found.model_dump_json()) == found


def test_only_the_signers_own_authority_makes_it_trusted(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    assert read(film, desk.certificate.chain).trusted
    assert "who is trusted" in read(film, desk.certificate.chain).sentence
    other = read(film, make_certificate(datetime.now(UTC)).chain)
    assert (other.valid, other.trusted) == (True, False)


def flipped(film: Path, part: str) -> Iterator[Credentials | None]:
    """Yield what a film says, with one bit flipped: forty places of a box, one after another."""
    whole = film.read_bytes()
    first, end = boxes(whole)[part]
    for place in range(first, end, max(1, (end - first) // 40)):
        changed = bytearray(whole)
        changed[place] ^= 0b100
        film.write_bytes(changed)
        yield read_credentials(film)


@pytest.mark.parametrize("part", ["mdat", "moov"])
def test_a_flipped_bit_of_the_film_is_noticed(desk: Desk, media: Media, part: str) -> None:
    seen = list(flipped(desk.signed(media(".mp4")), part))
    assert len(seen) >= 40
    for found in seen:
        assert found is not None
        assert not found.valid
        assert found.sentence.startswith("The Content Credentials are broken: ")


def test_a_flipped_bit_of_the_credentials_changes_nothing_they_say(
    desk: Desk, media: Media
) -> None:
    film = desk.signed(media(".mp4"))
    said = read(film)
    seen = list(flipped(film, "uuid"))
    assert sum(found is not None and not found.valid for found in seen) > 20
    for found in seen:  # the signature's padding may hold anything; the box's name may be gone
        assert found is None or not found.valid or found == said


def test_a_changed_picture_is_told_in_a_sentence(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    changed = bytearray(film.read_bytes())
    changed[-100] ^= 1
    film.write_bytes(changed)
    assert said_of(film).state == "Invalid"
    assert read(film).problems == ("the file was changed after it was signed",)


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_changed_still_is_noticed(desk: Desk, media: Media, suffix: str) -> None:
    picture = desk.signed(media(suffix))
    changed = bytearray(picture.read_bytes())
    changed[-40] ^= 1
    picture.write_bytes(changed)
    assert not read(picture).valid


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_film_that_breaks_off_is_noticed(desk: Desk, media: Media, share: float) -> None:
    film = desk.signed(media(".mp4"))
    whole = film.read_bytes()
    film.write_bytes(whole[: int(len(whole) * share)])
    assert not read(film).valid


def test_what_is_hung_on_is_noticed(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    with film.open("ab") as file:
        file.write((16).to_bytes(4, "big") + b"junk" + b"8 bytes!")
    assert not read(film).valid


def test_the_credentials_of_another_film_do_not_hold(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    other = desk.folder / "other.mp4"
    ffmpeg("-i", media(".mp4"), "-vf", "negate", "-movflags", "+faststart", other)
    own = desk.signed(other)
    whole, mine = film.read_bytes(), own.read_bytes()
    start, end = boxes(whole)["uuid"]
    mine_start, mine_end = boxes(mine)["uuid"]
    assert end - start == mine_end - mine_start
    own.write_bytes(mine[:mine_start] + whole[start:end] + mine[mine_end:])
    assert read(own).problems == ("the file was changed after it was signed",)


@pytest.mark.parametrize("how", ["a stream copy", "another encoding"])
def test_a_remux_loses_them_and_that_is_noticed(desk: Desk, media: Media, how: str) -> None:
    film, copy = desk.signed(media(".mp4")), desk.folder / "copy.mp4"
    ffmpeg("-i", film, *(("-c", "copy") if how == "a stream copy" else ()), copy)
    assert read(film).valid
    assert read_credentials(copy) is None


def test_what_was_never_signed_carries_none(media: Media) -> None:
    for suffix in (".mp4", ".jpg", ".png", ".flac"):
        assert read_credentials(media(suffix)) is None


def test_a_wrong_name_does_not_mislead(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    assert read(film.rename(desk.folder / "film.jpg")).valid


@pytest.mark.parametrize("case", ["gone", "a folder", "words", "empty", "matroska"])
def test_what_can_carry_none_is_told(media: Media, tmp_path: Path, case: str) -> None:
    path = tmp_path / "film.mp4"
    if case == "a folder":
        path.mkdir()
    elif case != "gone":
        held = {"words": b"words" * 99, "empty": b"", "matroska": media(".mkv").read_bytes()}
        path.write_bytes(held[case])
    with pytest.raises(BadRequest, match=r"Cannot read|of no kind that carries"):
        read_credentials(path)


def test_a_strangers_words_steer_no_terminal(desk: Desk, media: Media) -> None:
    title = "\x1b[2J\x1b]0;mine\x07\u202eA film\n" + "long " * 200
    film = desk.signed(media(".mp4"), created(title, "algorithmicMedia", "\x1b[31mred", "1"))
    found = read(film)
    assert found.title.startswith("[2J]0;mineA film")
    assert len(found.title) == LONGEST
    assert found.title.isprintable()
    assert found.steps[0].description == "[31mred"


def test_names_of_content_are_those_of_rfc_6920() -> None:
    digest = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    name = "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
    assert name_of(digest) == name
    assert digest_in(name) == digest
    for other in ("", "xmp.iid:1", "ni:///sha-256;", "ni:///sha-256;abc", "ni:///sha-256;ä"):
        assert digest_in(other) == ""
