"""The desk opens films by signed link, in parts too, and nothing else to nobody else."""

import os
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from blocks import home
from blocks.signing import HOURS, Signer, signer
from deployments.desk import create_app
from tests.studio.studio import free_port, wait_for

FILM = bytes(range(256)) * 400


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    """Lend a desk at the tests' home."""
    port = free_port()
    app = create_app(lambda: b"firstcut_up 1.0\n")
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for("the desk", lambda: server.started, 30)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def film() -> str:
    """Lend a film's id: its folder holds a film, a page and what is not for showing."""
    folder = home.films() / "0199-desk"
    (folder / "stems").mkdir(parents=True, exist_ok=True)
    (folder / "film.mp4").write_bytes(FILM)
    (folder / "index.html").write_text("<p>page</p>")
    (folder / "stems" / "music.flac").write_bytes(b"flac")
    (folder / "notes.txt").write_text("mine")
    (folder / "out.mp4").symlink_to("/etc/hostname")
    return folder.name


def test_a_link_opens_a_film_and_all_that_lies_beside_it(desk: str, film: str) -> None:
    page = signer().link(desk, f"films/{film}", "index.html")
    answer = httpx.get(page)
    assert (answer.status_code, answer.text) == (200, "<p>page</p>")
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["x-content-type-options"] == "nosniff"
    beside = page.removesuffix("index.html")
    assert httpx.get(f"{beside}film.mp4").content == FILM
    assert httpx.get(f"{beside}stems/music.flac").headers["content-type"] == "audio/flac"


def test_a_film_is_sent_in_parts_when_a_player_seeks(desk: str, film: str) -> None:
    link = signer().link(desk, f"films/{film}", "film.mp4")
    part = httpx.get(link, headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, FILM[1000:2000])
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(FILM)}"
    assert httpx.head(link).headers["content-length"] == str(len(FILM))
    assert httpx.get(link, headers={"Range": "bytes=999999999-"}).status_code == 416


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "out.mp4", "gone.mp4", "../0199-desk/notes.txt", "%2e%2e/%2e%2e/desk.key", ""],
)
def test_what_is_no_part_of_the_film_is_not_shown(desk: str, film: str, name: str) -> None:
    page = signer().link(desk, f"films/{film}", "index.html")
    answer = httpx.get(page.removesuffix("index.html") + name)
    assert answer.status_code in (403, 404)


def test_a_link_opens_what_it_was_made_for_and_no_other_film(desk: str, film: str) -> None:
    other = signer().link(desk, "films/0199-other", "film.mp4").replace("0199-other", film)
    answer = httpx.get(other)
    assert answer.status_code == 403
    assert "firstcut fetch" in answer.text


@pytest.mark.parametrize("permission", ["", "0-", "1-é", "99999999999999-00", "4102444800-0000"])
def test_permissions_that_nobody_gave_open_nothing(desk: str, film: str, permission: str) -> None:
    assert httpx.get(f"{desk}/{permission}/films/{film}/film.mp4").status_code in (403, 404)


def test_a_link_ends(film: str) -> None:
    mine = Signer(b"k" * 32)
    permission = mine.link("http://desk", f"films/{film}").split("/")[3]
    assert mine.allows(permission, f"films/{film}")
    assert not mine.allows(permission, "films")
    assert not Signer(b"l" * 32).allows(permission, f"films/{film}")
    expires, _, signature = permission.partition("-")
    assert 0 < int(expires) - time.time() <= HOURS * 3_600
    past = int(time.time()) - 1
    assert not mine.allows(f"{past}-{mine._signature(f'films/{film}', past)}", f"films/{film}")
    assert not mine.allows(f"{int(expires) + 9}-{signature}", f"films/{film}")


def test_an_asset_is_opened_by_its_own_link(desk: str) -> None:
    name = "ab" + "c" * 62 + ".mp4"
    place = home.assets() / "ab" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(FILM)
    link = signer().link(desk, f"assets/{name}")
    assert httpx.get(link).content == FILM
    assert httpx.get(link.replace("ccc.mp4", "ccd.mp4")).status_code == 403


def test_the_key_is_made_once_and_is_nobody_elses(film: str) -> None:
    assert signer() == signer()
    state = (home.home() / "desk.key").stat()
    assert (state.st_mode & 0o777, state.st_size) == (0o600, 32)
    assert "key" not in repr(signer())
    assert not list(home.home().glob(f".desk.key-{os.getpid()}*"))


def test_health_and_figures_are_told_to_everybody(desk: str) -> None:
    assert httpx.get(f"{desk}/health").text == "ok\n"
    assert httpx.get(f"{desk}/metrics").text == "firstcut_up 1.0\n"
