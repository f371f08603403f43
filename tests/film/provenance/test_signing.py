"""Signing: what c2pa's own reader finds in the file, and that nothing else about it changes."""

import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import c2pa
import cv2
import numpy as np
import pytest

from film.errors import AssetMissing, EngineBusy, EngineMissing, MediaFailed
from film.provenance.certificate import Certificate, make_certificate
from film.provenance.claims import created, edited, source_type
from film.provenance.reading import read_credentials
from film.provenance.signing import Seal, sign, try_certificate
from tests.content import content_of

from .conftest import IPTC, Desk, boxes, ffmpeg, lamp, picture_in, said_of

Media = Callable[[str], Path]


def test_c2pas_own_reader_confirms_a_film(desk: Desk, media: Media) -> None:
    said = said_of(desk.signed(media(".mp4")))
    assert said.state == "Valid"
    assert said.active["title"] == "The Lamp"
    assert said.active["claim_generator_info"][0]["name"] == "Firstcut"
    assert said.active["signature_info"]["common_name"] == desk.certificate.signer
    assert "time" not in said.active["signature_info"], "nobody was asked for the time"
    [action] = said.actions
    assert action["action"] == "c2pa.created"
    assert action["digitalSourceType"] == IPTC + "algorithmicMedia"
    assert action["softwareAgent"] == {"name": "Firstcut", "version": "1.2.3"}
    assert action["description"] == "Drawn, and spoken by rules."
    when = datetime.fromisoformat(action["when"])
    assert abs(when - datetime.now(UTC)) < timedelta(minutes=5)


def test_whoever_trusts_its_authority_trusts_the_signer(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    assert said_of(film, desk.certificate.chain).state == "Trusted"
    assert said_of(film, make_certificate(datetime.now(UTC)).chain).state == "Valid"


def test_picture_sound_and_place_of_the_index_stay(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    assert content_of(film) == content_of(media(".mp4"))
    order = list(boxes(film.read_bytes()))
    assert order.index("moov") < order.index("mdat"), "players on the web start at once"


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_pictures_are_signed_and_stay_as_they_are(desk: Desk, media: Media, suffix: str) -> None:
    signed = desk.signed(media(suffix))
    assert said_of(signed).state == "Valid"
    before, after = cv2.imread(str(media(suffix))), cv2.imread(str(signed))
    assert before is not None
    assert after is not None
    assert np.array_equal(before, after)


@pytest.mark.parametrize("suffix", [".flac", ".wav", ".m4a"])
def test_sounds_are_signed_and_stay_as_they_are(desk: Desk, media: Media, suffix: str) -> None:
    signed = desk.signed(media(suffix))
    assert said_of(signed).state == "Valid"
    assert content_of(signed)["streams"] == content_of(media(suffix))["streams"]


def test_a_changed_recording_names_it_first_with_all_that_was_placed_in_it(
    desk: Desk, media: Media
) -> None:
    source = desk.signed(media(".mp4"), certificate=make_certificate(datetime.now(UTC)))
    parts = (desk.ingredient("Source video", source), desk.ingredient("Face", media(".jpg")))
    claims = edited("Me, elsewhere", "compositeSynthetic", "A face was replaced.", "1", parts)
    film = desk.signed(media(".mp4"), claims)
    said = said_of(film)
    assert said.state == "Valid"
    assert [one["action"] for one in said.actions] == [
        "c2pa.opened", "c2pa.placed", "c2pa.edited",
    ]  # fmt: skip
    assert said.actions[2]["digitalSourceType"] == IPTC + "compositeSynthetic"
    video, face = sorted(said.active["ingredients"], key=lambda one: str(one["title"]))[::-1]
    assert (video["title"], video["relationship"]) == ("Source video", "parentOf")
    assert (face["title"], face["relationship"]) == ("Face", "componentOf")
    assert video["active_manifest"] in said.told["manifests"], "its own credentials came along"
    small = picture_in(film, face["thumbnail"]["identifier"])
    known = cv2.resize(
        np.asarray(cv2.imread(str(media(".jpg")))), small.shape[1::-1], interpolation=cv2.INTER_AREA
    )
    assert np.abs(small.astype(int) - known).mean() < 12, "another picture"
    for action, part in zip(said.actions, (video, face), strict=False):
        [pointed] = action["parameters"]["ingredients"]
        assert pointed["url"].endswith(part["label"])


def test_a_made_film_names_the_pictures_in_it_by_their_digests(desk: Desk, media: Media) -> None:
    parts = (desk.ingredient("Face 1", media(".jpg")), desk.ingredient("Face 2", media(".png")))
    film = desk.signed(
        media(".mp4"), created("Me", "compositeSynthetic", "Drawn around a face.", "1", parts)
    )
    found = read_credentials(film)
    assert found is not None
    assert [step.action for step in found.steps] == ["c2pa.created", "c2pa.placed"]
    assert {(one.title, one.sha256, one.pictured) for one in found.parts} == {
        (one.title, one.asset.sha256, True) for one in parts
    }
    assert said_of(film).state == "Valid"


@pytest.mark.parametrize("case", ["matroska", "half a file"])
def test_what_c2pa_cannot_read_is_named_all_the_same(desk: Desk, media: Media, case: str) -> None:
    path = media(".mkv")
    if case == "half a file":
        path = desk.folder / "half.mp4"
        whole = media(".mp4").read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    part = desk.ingredient("Source video", path)
    claims = edited("Me", "compositeSynthetic", "A face was replaced.", "1", (part,))
    film = desk.signed(media(".mp4"), claims)
    assert said_of(film).state == "Valid"
    found = read_credentials(film)
    assert found is not None
    assert [(one.sha256, one.relationship) for one in found.parts] == [
        (part.asset.sha256, "parentOf")
    ]


@pytest.mark.parametrize(
    ("trained", "recorded", "expected"),
    [
        (False, False, "algorithmicMedia"),
        (True, False, "trainedAlgorithmicMedia"),
        (False, True, "compositeSynthetic"),
        (True, True, "compositeWithTrainedAlgorithmicMedia"),
    ],
)
def test_the_source_type_is_what_is_true(trained: bool, recorded: bool, expected: str) -> None:
    assert source_type(trained=trained, recorded=recorded) == expected


def test_signed_again_it_has_the_newer_credentials_only(desk: Desk, media: Media) -> None:
    once = desk.signed(media(".mp4"))
    other = make_certificate(datetime.now(UTC))
    twice = desk.signed(once, created("Later", "algorithmicMedia", "Again.", "2"), other)
    assert said_of(twice).active["title"] == "Later"
    assert said_of(twice, other.chain).state == "Trusted"
    assert content_of(twice) == content_of(media(".mp4"))


def test_a_file_that_is_none_is_refused_and_nothing_is_left(desk: Desk) -> None:
    source, target = desk.folder / "words.mp4", desk.folder / "signed.mp4"
    source.write_bytes(b"these are words and no film" * 9)
    target.write_bytes(b"an earlier film")
    with pytest.raises(MediaFailed, match=r"Cannot sign signed\.mp4: "):
        sign(source, target, Seal(lamp(), desk.certificate), desk.store)
    assert target.read_bytes() == b"an earlier film"
    assert sorted(path.name for path in desk.folder.iterdir()) == ["signed.mp4", "words.mp4"]


def test_an_ingredient_that_is_gone_is_told(desk: Desk, media: Media) -> None:
    part = desk.ingredient("Face", media(".jpg"))
    gone = part.model_copy(update={"asset": part.asset.model_copy(update={"sha256": "0" * 64})})
    claims = created("Me", "compositeSynthetic", "Drawn.", "1", (gone,))
    with pytest.raises(AssetMissing):
        desk.signed(media(".mp4"), claims)


FULL_DISK = """
import pickle, resource, sys
from pathlib import Path
from film.errors import StorageFull
from film.provenance.signing import sign

source, target, seal, store, limit = pickle.loads(Path(sys.argv[1]).read_bytes())
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    sign(source, target, seal, store)
except StorageFull as full:
    print(full)
"""


@pytest.mark.parametrize("room", [1, 9_000, -1])
def test_a_full_disk_is_told_and_leaves_nothing(desk: Desk, media: Media, room: int) -> None:
    target = desk.folder / "film.mp4"
    limit = room if room > 0 else media(".mp4").stat().st_size + room
    given = desk.folder / "given.pickle"
    seal = Seal(lamp(), desk.certificate)
    given.write_bytes(pickle.dumps((media(".mp4"), target, seal, desk.store, limit)))
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, given], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "Cannot sign film.mp4: the disk is full"
    assert [path.name for path in desk.folder.iterdir()] == ["given.pickle"]


MEMORY = """
import pickle, resource, sys
from pathlib import Path
from film.provenance.reading import read_credentials
from film.provenance.signing import sign, try_certificate

source, target, seal, store, _ = pickle.loads(Path(sys.argv[1]).read_bytes())
try_certificate(seal.certificate)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sign(source, target, seal, store)
assert read_credentials(target).valid
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.fixture(scope="module")
def long_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an MP4 of 42 MB, which is more than is ever held: silence, not compressed."""
    path = tmp_path_factory.mktemp("long") / "long.mp4"
    ffmpeg("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-t", 220, "-c:a", "pcm_s16le", path)
    assert path.stat().st_size > 40_000_000
    return path


@pytest.mark.parametrize("program", [MEMORY, FULL_DISK], ids=["memory", "full disk"])
def test_a_long_film_is_never_held_in_memory(desk: Desk, long_film: Path, program: str) -> None:
    given = desk.folder / "given.pickle"
    seal, target = Seal(lamp(), desk.certificate), desk.folder / "film.mp4"
    given.write_bytes(pickle.dumps((long_film, target, seal, desk.store, 20_000_000)))
    done = subprocess.run(
        [sys.executable, "-c", program, given], capture_output=True, text=True, check=True
    )
    if program == FULL_DISK:
        assert done.stdout.strip() == "Cannot sign film.mp4: the disk is full"
        assert not target.exists()
    else:
        assert int(done.stdout) < 20_000, "kilobytes"


@dataclass
class Stranger:
    """A server on this machine that notes who asks it for what, and answers nonsense."""

    url: str
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            kind = self.headers.get("content-type") or ""
            known.asked.append((self.path, kind, self.rfile.read(length)))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"nonsense")

        do_POST = do_GET  # noqa: N815

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known = Stranger(f"http://127.0.0.1:{server.server_address[1]}/")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield known
        server.shutdown()
        thread.join()


def pointing_at(address: str, desk: Desk, picture: Path) -> Path:
    """Return a picture whose credentials, so it says, lie at an address."""
    target = desk.folder / "pointing.jpg"
    told = {
        "claim_generator_info": [{"name": "Stranger"}],
        "assertions": [
            {
                "label": "c2pa.actions",
                "data": {
                    "actions": [
                        {"action": "c2pa.created", "digitalSourceType": f"{IPTC}digitalCapture"}
                    ]
                },
            }
        ],
    }
    chain, key = desk.certificate.chain.encode(), desk.certificate.pkcs8()
    with (
        c2pa.Signer.from_info(c2pa.C2paSignerInfo("es256", chain, key, None)) as signer,
        c2pa.Builder(json.dumps(told)) as builder,
    ):
        builder.set_remote_url(address)
        builder.set_no_embed()
        builder.sign_file(picture, target, signer)
    return target


def test_an_address_in_a_strangers_file_is_not_called(
    desk: Desk, media: Media, stranger: Stranger
) -> None:
    picture = pointing_at(f"{stranger.url}manifest.c2pa", desk, media(".jpg"))
    part = desk.ingredient("Face", picture)
    claims = created("Me", "compositeSynthetic", "Drawn around a face.", "1", (part,))
    film = desk.signed(media(".mp4"), claims)
    read_credentials(picture)
    read_credentials(film)
    assert stranger.asked == []
    with pytest.raises(c2pa.C2paError):
        said_of(picture)  # c2pa itself would have called there
    assert [path for path, _, _ in stranger.asked] == ["/manifest.c2pa"]


def timed(desk: Desk, address: str) -> Certificate:
    return Certificate(desk.certificate.chain, desk.certificate.key, "es256", address)


def test_a_timestamp_authority_is_asked_only_where_one_is_named(
    desk: Desk, media: Media, stranger: Stranger
) -> None:
    desk.signed(media(".mp4"))
    try_certificate(timed(desk, stranger.url))
    assert stranger.asked == []
    with pytest.raises(EngineBusy, match=r"Cannot sign .*, with the time from 127\.0\.0\.1: "):
        desk.signed(media(".mp4"), certificate=timed(desk, stranger.url))
    [(_, kind, body)] = stranger.asked
    assert kind == "application/timestamp-query"
    assert len(body) < 200, "a digest and no film"


def test_a_timestamp_authority_that_is_away_may_be_asked_again(desk: Desk, media: Media) -> None:
    with pytest.raises(EngineBusy):
        desk.signed(media(".mp4"), certificate=timed(desk, "http://127.0.0.1:9/"))


def test_a_certificate_that_signed_itself_is_refused(desk: Desk, media: Media) -> None:
    lone = desk.certificate.chain.split("-----END CERTIFICATE-----\n")[1]
    own = Certificate(f"{lone}-----END CERTIFICATE-----\n", desk.certificate.key)
    with pytest.raises(EngineMissing) as refused:
        desk.signed(media(".mp4"), certificate=own)
    assert "The signing certificate cannot be used: " in str(refused.value)


def test_a_certificate_whose_time_is_over_cannot_sign(desk: Desk, media: Media) -> None:
    old = make_certificate(datetime.now(UTC) - timedelta(days=4_000))
    with pytest.raises(EngineMissing, match="get a new one"):
        try_certificate(old)
    with pytest.raises(EngineMissing, match="not valid at time of signing"):
        desk.signed(media(".mp4"), certificate=old)
