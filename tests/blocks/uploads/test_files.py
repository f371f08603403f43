"""Files on this machine: below the allowed folders, and nowhere else."""

import contextlib
import os
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from blocks.home import home
from blocks.uploads.intake import Intake
from blocks.uploads.rules import BucketPlace, Rules
from film.assets import LocalAssetStore
from film.errors import BadRequest
from film.uploads import PICTURE


@pytest.fixture
def allowed(tmp_path: Path) -> Path:
    folder = tmp_path / "allowed"
    folder.mkdir()
    return folder


@pytest.fixture
def intake(store: LocalAssetStore, allowed: Path) -> Intake:
    return Intake(store, Rules(folders=(allowed.parent / "absent", allowed)))


def test_a_file_below_a_folder_comes_in_and_stays_where_it_is(
    intake: Intake, allowed: Path, picture: bytes
) -> None:
    place = allowed / "deep" / "-i %d:me.jpeg"
    place.parent.mkdir()
    place.write_bytes(picture)
    for text in (str(place), "deep/-i %d:me.jpeg", "deep/../deep/-i %d:me.jpeg"):
        asset = intake.take(text, "picture")
        assert asset.suffix == ".png"
        assert intake.store.path(asset).read_bytes() == picture
    assert place.read_bytes() == picture


def test_what_lies_elsewhere_is_told_like_what_is_not_there(
    intake: Intake, allowed: Path, tmp_path: Path, picture: bytes
) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(picture)
    beside = tmp_path / "allowed-too" / "me.png"
    beside.parent.mkdir()
    beside.write_bytes(picture)
    (allowed / "link.png").symlink_to(outside)
    (allowed / "folder").symlink_to(tmp_path)
    (allowed / "loop").symlink_to(allowed / "loop")
    texts = [
        str(outside), str(beside), "../outside.png", "link.png", "folder/outside.png", "loop",
        "absent.png", "/etc/passwd", "/proc/self/environ", "~/.ssh/id_rsa", "x" * 300, ".", "..",
    ]  # fmt: skip
    said = set()
    for text in texts:
        with pytest.raises(BadRequest) as refusal:
            intake.take(text, "picture")
        said.add(str(refusal.value).replace(f"'{text}'", "it"))
    assert said == {
        "There is no file it in the folders that files are read from (FIRSTCUT_UPLOADS)",
        "it is no file: give the file itself",  # the allowed folder itself
    }


def test_a_link_within_the_folder_is_followed(
    intake: Intake, allowed: Path, picture: bytes
) -> None:
    (allowed / "me.png").write_bytes(picture)
    (allowed / "link.png").symlink_to("me.png")
    assert intake.take("link.png", "picture").size == len(picture)


def test_what_is_no_file_is_refused_and_nobody_waits(
    intake: Intake, allowed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(allowed / "pipe.png")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(allowed)
        listener.bind("socket.png")  # a whole path may be too long for a socket
        for name in ("pipe.png", "socket.png"):
            with pytest.raises(BadRequest, match=r"is no file|may not be read"):
                intake.take(name, "picture")


def test_the_limit_counts_bytes(intake: Intake, allowed: Path, picture: bytes) -> None:
    (allowed / "me.png").write_bytes(picture)
    exact = PICTURE.model_copy(update={"size": len(picture)})
    assert intake.take("me.png", "picture", exact).size == len(picture)
    less = PICTURE.model_copy(update={"size": len(picture) - 1})
    with pytest.raises(BadRequest, match=r"'me.png' is larger than"):
        intake.take("me.png", "picture", less)


def test_what_is_no_medium_is_refused_whatever_its_name(intake: Intake, allowed: Path) -> None:
    (allowed / "list.mp4").write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/\n")
    (allowed / "empty.mp4").write_bytes(b"")
    for name in ("list.mp4", "empty.mp4"):
        with pytest.raises(BadRequest, match="is not a film: give an MP4"):
            intake.take(name, "clip")


def test_recorders_sound_in_a_films_container_is_sound(
    intake: Intake, allowed: Path, clip: bytes
) -> None:
    (allowed / "voice.m4a").write_bytes(clip)
    assert intake.take("voice.m4a", "sound").media_type == "audio/mp4"
    (allowed / "voice.mp3").write_bytes(b"ID3" + bytes(200))
    assert intake.take("voice.mp3", "sound").media_type == "audio/mpeg"


def test_ones_own_files_are_read_on_the_command_line(
    store: LocalAssetStore, tmp_path: Path, picture: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Intake(store, Rules(own_files=True))
    (tmp_path / "me.png").write_bytes(picture)
    (tmp_path / "link.png").symlink_to("me.png")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for text in ("me.png", "./me.png", "~/me.png", "link.png", str(tmp_path / "me.png")):
        assert mine.take(text, "picture").size == len(picture)
    with pytest.raises(BadRequest, match=r"There is no file 'absent.png'$"):
        mine.take("absent.png", "picture")


def test_others_files_are_not(store: LocalAssetStore, tmp_path: Path, picture: bytes) -> None:
    theirs = tmp_path / "theirs.png"
    theirs.write_bytes(picture)
    try:
        os.chown(theirs, 12345, 12345)
    except PermissionError:  # not root: then some file that is root's
        theirs = Path("/etc/hostname")
    with pytest.raises(BadRequest, match="belongs to somebody else: name its folder"):
        Intake(store, Rules(own_files=True)).take(str(theirs), "picture")


def test_what_is_read_follows_from_the_environment(tmp_path: Path) -> None:
    assert Rules.usual(deployed=True, environment={}).folders == (home() / "uploads",)
    assert not Rules.usual(deployed=True, environment={}).own_files
    assert Rules.usual(deployed=False, environment={}) == Rules(own_files=True)
    given = {
        "FIRSTCUT_UPLOADS": f"{tmp_path}{os.pathsep}/srv/films",
        "FIRSTCUT_UPLOAD_BUCKETS": "s3://one s3://two/in/box/",
    }
    for deployed in (True, False):
        assert Rules.usual(deployed, given) == Rules(
            folders=(tmp_path, Path("/srv/films")),
            buckets=(BucketPlace(bucket="one"), BucketPlace(bucket="two", folder="in/box/")),
        )
    switch = "FIRSTCUT_UPLOADS_ALLOW_HTTP_LOOPBACK_FOR_DEVELOPMENT"
    assert Rules.usual(True, {switch: "1"}).allow_http_loopback_for_development
    assert not Rules.usual(True, {switch: "0"}).allow_http_loopback_for_development
    for wrong in (
        {"FIRSTCUT_UPLOADS": "films"},
        {"FIRSTCUT_UPLOAD_BUCKETS": "bucket"},
        {"FIRSTCUT_UPLOAD_BUCKETS": "s3://UPPER"},
        {switch: "yes"},
    ):
        with pytest.raises(BadRequest):
            Rules.usual(True, wrong)


def test_objects_need_a_storage_on_s3(intake: Intake) -> None:
    lenient = replace(intake, rules=Rules(buckets=(BucketPlace(bucket="films"),)))
    with pytest.raises(BadRequest, match="this film's storage is not: choose a storage on S3"):
        lenient.take("s3://films/me.png", "picture")


def test_who_swaps_a_folder_for_a_link_meanwhile_gains_nothing(
    intake: Intake, allowed: Path, tmp_path: Path, picture: bytes
) -> None:
    secret = picture[:-1] + b"!"
    for folder, content in ((allowed / "real", picture), (tmp_path / "outside", secret)):
        folder.mkdir()
        (folder / "me.png").write_bytes(content)
    (allowed / "link").symlink_to(tmp_path / "outside")
    here, done = allowed / "here", threading.Event()

    def swap() -> None:
        while not done.is_set():
            for other in (allowed / "real", allowed / "link"):
                other.rename(here)
                here.rename(other)

    swapping = threading.Thread(target=swap)
    swapping.start()
    sizes = set()
    try:
        for attempt in range(5_000):
            if attempt >= 300 and sizes:
                break
            with contextlib.suppress(BadRequest):
                asset = intake.take("here/me.png", "picture")
                sizes.add(intake.store.path(asset).read_bytes() == picture)
    finally:
        done.set()
        swapping.join()
    assert sizes == {True}, "it was read at times, and never what lies outside"
