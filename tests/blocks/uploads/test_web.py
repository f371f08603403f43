"""Files from the web: what comes in, what is refused, and what is tried again."""

import gzip
import logging
import socket
from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest

from blocks.uploads.rules import Rules
from blocks.uploads.web import Patience
from blocks.uploads.wire import Net
from film.assets import hash_file
from film.errors import BadRequest, EngineBusy
from film.uploads import CLIP, PICTURE

from .conftest import PATIENCE, Visitor
from .town import ELSEWHERE, FILMS, HOST, V6, Authority, Town, Visit

URL = f"https://{HOST}/me.png"
ONCE = Patience(seconds=20, idle=5, attempts=1)
SMALL = PICTURE.model_copy(update={"size": 50_000})


def test_a_file_comes_in_whole_under_its_content(visitor: Visitor, picture: bytes) -> None:
    visitor.town.serve("/me.png", picture)
    asset = visitor.take(f"{URL}?token=abc#part")
    assert (asset.media_type, asset.info.width, asset.info.height) == ("image/png", 40, 30)
    path = visitor.store.path(asset)
    assert path.read_bytes() == picture
    assert hash_file(path) == asset.sha256
    assert visitor.left() == [path]
    ((host, target, headers),) = visitor.town.asked
    assert (host, target) == (HOST, "/me.png?token=abc")
    assert headers["Accept-Encoding"] == "identity"
    assert visitor.roads.taken == [(FILMS, 443)]


def test_what_it_is_is_told_by_its_bytes(visitor: Visitor, clip: bytes) -> None:
    visitor.town.serve("/me.png", clip, **{"Content-Type": "image/png"})
    assert visitor.take(URL, "clip").media_type == "video/mp4"
    with pytest.raises(BadRequest, match="is not a picture: give a PNG"):
        visitor.take(URL, "picture")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n" * 9, "is not a film"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n" * 9, "is not a film"),
        (b"<html><body>Sign in to see this film</body></html>" * 9, "is not a film"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>" * 9, "is not a film"),
        (gzip.compress(bytes(5000)), "is not a film"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "HEIC or AVIF"),
        (b"\0\0\0\x18", "is not a film"),
    ],
    ids=["m3u8", "concat", "html", "svg", "gzip", "heic", "stub"],
)
def test_the_wrong_type_is_refused_at_once(visitor: Visitor, body: bytes, why: str) -> None:
    visitor.town.serve("/film.mp4", body, **{"Content-Type": "video/mp4"})
    with pytest.raises(BadRequest, match=why):
        visitor.take(f"https://{HOST}/film.mp4", "clip")
    assert len(visitor.town.asked) == 1
    assert visitor.left() == []


def test_a_picture_that_would_unfold_to_more_than_allowed_is_not_decoded(
    visitor: Visitor, picture: bytes
) -> None:
    huge = picture[:16] + (30_000).to_bytes(4) + (30_000).to_bytes(4) + picture[24:]
    visitor.town.serve("/me.png", huge)
    with pytest.raises(BadRequest, match="30000×30000 pixels"):
        visitor.take(URL)
    assert visitor.left() == []


def test_a_name_is_looked_up_once_and_connected_to_as_it_was(
    visitor: Visitor, picture: bytes
) -> None:
    """Rebinding: the second answer would lead to the worker itself; nobody asks for it."""
    visitor.town.serve("/me.png", picture)
    visitor.directory.entries[HOST] = [[FILMS], ["127.0.0.1"]]
    visitor.take(URL)
    assert visitor.directory.asked == [HOST]
    assert visitor.roads.taken == [(FILMS, 443)]
    with pytest.raises(BadRequest, match="private or local network"):
        visitor.take(URL)
    assert visitor.roads.taken == [(FILMS, 443)]


def test_rebinding_between_attempts_is_noticed(visitor: Visitor) -> None:
    visitor.town.pages["/me.png"] = lambda visit: visit.say(503, {"Content-Length": "0"})
    visitor.directory.entries[HOST] = [[FILMS], ["169.254.169.254"]]
    with pytest.raises(BadRequest, match="private or local network"):
        visitor.take(URL)
    assert visitor.roads.taken == [(FILMS, 443)]


def test_rebinding_between_redirects_is_noticed(visitor: Visitor) -> None:
    visitor.town.redirect("/me.png", "/there.png")
    visitor.directory.entries[HOST] = [[FILMS], ["10.0.0.7"]]
    with pytest.raises(BadRequest, match="private or local network"):
        visitor.take(URL)
    assert visitor.roads.taken == [(FILMS, 443)]


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"], ["10.1.2.3"], ["169.254.169.254"], ["192.168.1.1"], ["100.100.100.200"],
        ["168.63.129.16"], ["0.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"],
        ["fd00:ec2::254"], ["fe80::1%lo"], ["ff02::1"], [FILMS, "127.0.0.1"], ["not a number"], [],
    ],
    ids=lambda answers: "+".join(answers) or "none",
)  # fmt: skip
def test_names_that_lead_inside_are_refused_before_anybody_connects(
    visitor: Visitor, answers: list[str]
) -> None:
    visitor.directory.entries[HOST] = [answers]
    with pytest.raises(BadRequest, match="private or local network"):
        visitor.take(URL)
    assert visitor.roads.taken == []


def test_the_next_address_is_tried_when_one_does_not_answer(
    visitor: Visitor, picture: bytes
) -> None:
    visitor.town.serve("/me.png", picture)
    visitor.directory.entries[HOST] = [["8.8.8.8", V6]]
    visitor.take(URL)
    assert visitor.roads.taken == [("8.8.8.8", 443), (V6, 443)]


@pytest.mark.parametrize("number", [FILMS, f"[{V6}]"], ids=["v4", "v6"])
def test_public_numbers_need_a_certificate_for_themselves(
    visitor: Visitor, picture: bytes, number: str
) -> None:
    visitor.town.serve("/me.png", picture)
    visitor.take(f"https://{number}/me.png")
    assert visitor.directory.asked == []
    assert visitor.town.asked[0][0] == number
    with pytest.raises(BadRequest, match="no certificate that is trusted"):
        visitor.take(f"https://{ELSEWHERE}/me.png")


def test_unicode_names_are_looked_up_as_dns_knows_them(visitor: Visitor, picture: bytes) -> None:
    visitor.town.serve("/m%C3%A9.png", picture)
    visitor.take("https://MÜNCHEN.example。com/mé.png")
    assert visitor.directory.asked == ["xn--mnchen-3ya.example.com"]
    assert visitor.town.asked[0][0] == "xn--mnchen-3ya.example.com"


def test_other_certificates_are_not_trusted(
    visitor: Visitor, tmp_path: Path, authority: Authority
) -> None:
    town = Town()
    wrong = authority.certify(["wrong.example.com"], tmp_path)
    unknown = Authority.found().certify([HOST], tmp_path)
    for context in (wrong, unknown):
        with town.open(context) as port:
            visitor.roads.ports[FILMS] = port
            with pytest.raises(BadRequest, match="no certificate that is trusted for its name"):
                visitor.take(URL)
    assert town.asked == []


def test_what_speaks_no_tls_is_refused(visitor: Visitor) -> None:
    with Town().open(None) as port:
        visitor.roads.ports[FILMS] = port
        with pytest.raises(BadRequest, match="does not speak TLS"):
            visitor.take(URL)
    assert len(visitor.roads.taken) == 1


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://films.example.com/me.png", "Only https"),
        ("file:///etc/passwd", "Only https"),
        ("ftp://films.example.com/me.png", "Only https"),
        ("data:image/png;base64,AAAA", "Only https"),
        ("https://127.0.0.1/latest/meta-data/", "private or local network"),
        ("https://169.254.169.254/latest/meta-data/", "private or local network"),
        ("https://[::1]/", "private or local network"),
        ("https://[::ffff:10.0.0.1]/", "private or local network"),
        ("https://2130706433/", "a number in a form"),
        ("https://0x7f.0.0.1/", "a number in a form"),
        ("https://localhost/", "local network"),
        ("https://metadata.google.internal/", "local network"),
        ("https://user:secret@other.example.com/", "user name"),
        ("https://other.example.com:8443/", "Only port 443"),
        ("//127.0.0.1/me.png", "private or local network"),
        ("https://other.example.com/\u202egnp", "no address"),
        ("https://[", "no address|cannot be read"),
    ],
    ids=lambda value: ascii(value) if "/" in value or ":" in value else "",
)
def test_every_redirect_is_looked_at_anew(visitor: Visitor, location: str, why: str) -> None:
    visitor.town.redirect("/me.png", location)
    with pytest.raises(BadRequest, match=why) as refusal:
        visitor.take(URL)
    assert "secret" not in str(refusal.value)
    assert visitor.roads.taken == [(FILMS, 443)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_three_redirects_are_followed(visitor: Visitor, picture: bytes, status: int) -> None:
    visitor.town.redirect("/me.png", "b?x=1", status)
    visitor.town.redirect("/b", "https://other.example.com/c", status)
    visitor.town.redirect("/c", "//films.example.com/d", status)
    visitor.town.serve("/d", picture)
    visitor.take(URL)
    assert [path for _, path, _ in visitor.town.asked] == ["/me.png", "/b?x=1", "/c", "/d"]


def test_a_fourth_redirect_is_not(visitor: Visitor) -> None:
    for here, there in ("ab", "bc", "cd", "de"):
        visitor.town.redirect(f"/{here}", f"/{there}")
    with pytest.raises(BadRequest, match="redirects more than 3 times"):
        visitor.take(f"https://{HOST}/a")
    assert len(visitor.town.asked) == 4


def endless(visit: Visit) -> None:
    visit.say(200, {"Transfer-Encoding": "chunked"})
    head = b"\x89PNG\r\n\x1a\n".ljust(4096, b"\0")
    visit.drip(repeat(b"1000\r\n" + head + b"\r\n"), 0)


def lying(visit: Visit) -> None:
    visit.say(200, {"Content-Length": "100"}, b"\x89PNG\r\n\x1a\n" + bytes(200_000))


def test_an_endless_body_ends_at_the_limit(visitor: Visitor) -> None:
    visitor.town.pages["/me.png"] = endless
    with pytest.raises(BadRequest, match="larger than 50000 bytes"):
        visitor.take(URL, limits=SMALL)
    assert len(visitor.town.asked) == 1
    assert visitor.left() == []


def test_a_promised_size_beyond_the_limit_is_refused_unread(visitor: Visitor) -> None:
    visitor.town.serve("/me.png", b"", **{"Content-Length": str(10**15)})
    with pytest.raises(BadRequest, match="larger than 30 MiB"):
        visitor.take(URL)


def test_bytes_beyond_a_promised_size_are_not_read(visitor: Visitor) -> None:
    visitor.town.pages["/me.png"] = lying
    with pytest.raises(BadRequest, match="cannot be read"):
        visitor.take(URL, limits=SMALL)
    assert visitor.left() == []


@pytest.mark.parametrize("packing", ["gzip", "br", "deflate, gzip"])
def test_packed_answers_are_refused_unread(visitor: Visitor, packing: str) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    visitor.town.serve("/me.png", bomb, **{"Content-Encoding": packing})
    with pytest.raises(BadRequest, match="sends the file packed"):
        visitor.take(URL)
    assert len(visitor.town.asked) == 1


def test_a_cut_body_is_read_again_from_its_start(visitor: Visitor, picture: bytes) -> None:
    told = {"Content-Length": str(len(picture))}
    bodies = [picture[:200], picture[:-1], picture]
    visitor.town.pages["/me.png"] = lambda visit: visit.say(200, told, bodies.pop(0))
    asset = visitor.take(URL)
    assert visitor.store.path(asset).read_bytes() == picture
    assert len(visitor.town.asked) == 3


def test_a_body_that_is_always_cut_is_given_up(visitor: Visitor, picture: bytes) -> None:
    told = {"Content-Length": str(len(picture))}
    visitor.town.pages["/me.png"] = lambda visit: visit.say(200, told, picture[:-1])
    with pytest.raises(EngineBusy, match="broke off") as failure:
        visitor.take(URL)
    assert failure.value.retryable
    assert len(visitor.town.asked) == PATIENCE.attempts
    assert visitor.left() == []


def test_a_body_whose_end_nobody_tells_is_refused(visitor: Visitor, picture: bytes) -> None:
    visitor.town.pages["/me.png"] = lambda visit: visit.say(200, {}, picture)
    with pytest.raises(BadRequest, match="does not tell where the file ends"):
        visitor.take(URL)


def slow_head(visit: Visit) -> None:
    visit.drip((bytes([one]) for one in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 9999), 0.03)


def slow_body(visit: Visit) -> None:
    visit.say(200, {"Content-Length": "90000"}, b"\x89PNG\r\n\x1a\n")
    visit.drip(repeat(b"\0"), 0.03)


@pytest.mark.parametrize("page", [slow_head, slow_body], ids=["head", "body"])
def test_who_sends_a_byte_at_a_time_is_left_at_the_deadline(visitor: Visitor, page: object) -> None:
    visitor.town.pages["/me.png"] = page  # type: ignore[assignment]
    with pytest.raises(EngineBusy, match=r"within 0.7 seconds altogether"):
        visitor.take(URL, patience=Patience(seconds=0.7, idle=5, attempts=9, pause=0.01))
    assert len(visitor.town.asked) == 1


def test_who_sends_nothing_is_left_after_a_while(visitor: Visitor) -> None:
    visitor.town.pages["/me.png"] = lambda visit: visit.drip([b""], 30)
    with pytest.raises(EngineBusy, match="did not send the file in time"):
        visitor.take(URL, patience=Patience(seconds=20, idle=0.2, attempts=2, pause=0.01))
    assert len(visitor.town.asked) == 2


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "There is no file at"), (410, "There is no file at"), (403, "does not let us open"),
        (401, "does not let us open"), (204, "does not send"), (206, "does not send"),
        (304, "does not send"), (400, "does not send"), (418, "does not send"),
        (302, "does not send"),
    ],
)  # fmt: skip
def test_what_can_never_succeed_is_asked_once(visitor: Visitor, status: int, why: str) -> None:
    visitor.town.pages["/me.png"] = lambda visit: visit.say(status, {"Content-Length": "0"})
    with pytest.raises(BadRequest, match=why):
        visitor.take(URL)
    assert len(visitor.town.asked) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_can_pass_is_asked_again(visitor: Visitor, picture: bytes, status: int) -> None:
    visitor.town.serve("/ok", picture)
    answers = [status]

    def page(visit: Visit) -> None:
        if answers:
            visit.say(answers.pop(), {"Content-Length": "0", "Retry-After": "0"})
        else:
            visitor.town.pages["/ok"](visit)

    visitor.town.pages["/me.png"] = page
    assert visitor.take(URL).size == len(picture)
    assert len(visitor.town.asked) == 2


def test_it_waits_as_long_as_it_is_told(visitor: Visitor) -> None:
    visitor.town.pages["/me.png"] = lambda visit: visit.say(
        429, {"Content-Length": "0", "Retry-After": "77"}
    )
    with pytest.raises(EngineBusy) as failure:
        visitor.take(URL, patience=replace(PATIENCE, seconds=10))
    assert failure.value.retry_after == 77
    assert len(visitor.town.asked) == 1, "the time that is left is shorter than the wait"


def test_names_that_do_not_exist_and_dns_that_does_not_answer(visitor: Visitor) -> None:
    with pytest.raises(BadRequest, match=r"There is no host nowhere.example.org"):
        visitor.take("https://nowhere.example.org/me.png")
    asked: list[str] = []

    def silent(host: str, port: int) -> list[str]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    lost = replace(visitor.intake, net=Net(silent, visitor.roads, visitor.intake.net.trust))
    with pytest.raises(EngineBusy, match="DNS does not answer for films"):
        lost.take(URL, "picture")
    assert len(asked) == PATIENCE.attempts


def test_nobody_who_listens_is_tried_a_few_times(visitor: Visitor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        visitor.roads.ports[FILMS] = held.getsockname()[1]
    with pytest.raises(EngineBusy, match="takes no connections"):
        visitor.take(URL)
    assert len(visitor.roads.taken) == PATIENCE.attempts


def test_a_connection_that_ends_at_once_is_tried_again(visitor: Visitor) -> None:
    visitor.town.pages["/me.png"] = lambda visit: visit.connection.shutdown(socket.SHUT_RDWR)
    with pytest.raises(EngineBusy, match="broke off"):
        visitor.take(URL)
    assert len(visitor.town.asked) == PATIENCE.attempts


def test_nothing_tells_what_stands_in_an_address(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor.town.redirect("/planted-path", "https://other.example.com/planted-next?planted=1", 302)
    visitor.town.pages["/planted-next"] = lambda visit: visit.say(404, {"Content-Length": "0"})
    for address in (
        f"https://{HOST}/planted-path?token=planted-token",
        f"https://planted-user:planted-password@{HOST}/me.png",
        f"https://planted-user@{HOST}:99999/me.png",
        f"https://{HOST}:planted-port/me.png",
        "https://[planted-host/",
    ):
        with pytest.raises(BadRequest) as refusal:
            visitor.take(address)
        chain: BaseException | None = refusal.value
        while chain:
            assert "planted" not in f"{chain!r}{chain}"
            chain = chain.__cause__
    assert "planted" not in caplog.text
    assert visitor.left() == []


def test_http_to_this_machine_is_for_development_only(visitor: Visitor, picture: bytes) -> None:
    town = Town()
    town.serve("/me.png", picture)
    town.redirect("/inside", "https://10.0.0.1/")
    town.redirect("/outside", f"https://{HOST}/back")
    visitor.town.redirect("/back", "http://127.0.0.1:1/")
    rules = Rules(allow_http_loopback_for_development=True)
    with town.open(None) as port:
        here = f"http://127.0.0.1:{port}"
        with pytest.raises(BadRequest, match="Only https"):
            visitor.take(f"{here}/me.png")
        assert town.asked == []
        lax = replace(visitor.intake, rules=rules, net=Net(visitor.directory))
        assert lax.take(f"{here}/me.png", "picture").size == len(picture)
        assert lax.take(f"http://localhost:{port}/me.png", "picture").size == len(picture)
        with pytest.raises(BadRequest, match="private or local network"):
            lax.take(f"{here}/inside", "picture")
        for other in ("http://10.0.0.1/", "http://localhost.example.com/", "http://127.0.0.2/"):
            with pytest.raises(BadRequest, match="Only https"):
                lax.take(other, "picture")
    strict = replace(visitor.intake, rules=rules)
    with pytest.raises(BadRequest, match="Only https"):
        strict.take(f"https://{HOST}/back", "picture")


def test_a_large_clip_comes_in_by_pieces(visitor: Visitor, clip: bytes) -> None:
    body = clip + bytes(3_000_000)
    chunks = [body[at : at + 70_000] for at in range(0, len(body), 70_000)]

    def page(visit: Visit) -> None:
        visit.say(200, {"Transfer-Encoding": "chunked"})
        visit.drip([b"%x\r\n%b\r\n" % (len(one), one) for one in chunks] + [b"0\r\n\r\n"], 0)

    visitor.town.pages["/film.mp4"] = page
    asset = visitor.take(f"https://{HOST}/film.mp4", "clip", limits=CLIP)
    assert asset.size == len(body)
    assert visitor.store.path(asset).read_bytes() == body
