"""Personas: kept while they are saved, revoked, found in films, and forgotten wholly."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import cv2
import numpy as np
import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.states import Cancelled, Scheduled

from blocks import home
from blocks.credentials import ElevenLabsCredentials
from blocks.persona import FirstcutPersona, persona_named, reference_to
from blocks.storage import AssetStorage, LocalAssetStorage
from blocks.voice.elevenlabs_clones import Clones
from film.assets import Asset
from film.errors import BadRequest, ConsentMissing, EngineMissing
from film.persona import Consent
from film.retention import Keep
from flows.cleaning import Broom
from flows.forgetting import Forgetting, Forgotten
from flows.in_use import assets_of_personas, in_use
from flows.persona_asking import Asked
from flows.personas import add, allowed, films_with, renew, revoke
from flows.results import FolderResults
from flows.standins.server import StandIns
from tests.api import PrefectApi
from tests.command import firstcut, firstcut_here
from tests.flows import people
from tests.flows.buckets import bucket_storage
from tests.s3 import S3, serving

KEYS = {"derived": "a" * 64, "common": "b" * 64}


@pytest.fixture(scope="module")
def s3(api: PrefectApi) -> Iterator[S3]:
    """Lend an S3, and an API for its blocks."""
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def standins() -> Iterator[StandIns]:
    """Run the vendors' stand-ins."""
    with StandIns() as found:
        yield found


@pytest.fixture
def client(api: PrefectApi) -> Iterator[SyncPrefectClient]:
    """Lend a client of the API."""
    with get_client(sync_client=True) as lent:
        yield lent


@dataclass(frozen=True)
class Cast:
    """Ana and Eva are saved and share a picture; a film is with Ana, another with nobody."""

    ana: str
    eva: str
    storage: AssetStorage
    assets: dict[str, Asset]
    results: FolderResults
    client: SyncPrefectClient

    def there(self) -> set[str]:
        """Return which assets are there."""
        store = self.storage.open()
        return {name for name, asset in self.assets.items() if store.has(asset)}

    def forget(self, *, films: bool = False, tell: Any = str) -> Forgotten:
        """Forget Ana."""
        ending = Forgetting(self.ana, [self.storage], self.client, self.results, tell)
        return ending.forget(films=films)


@pytest.fixture
def cast(
    request: pytest.FixtureRequest, tmp_path: Path, client: SyncPrefectClient
) -> Iterator[Cast]:
    """Save both, in a folder unless a bucket is asked for."""
    own = uuid4().hex[:12]  # tests side by side share an API
    ana, eva, where = f"ana-{own}", f"eva-{own}", f"personas-{own}"
    storage: AssetStorage = LocalAssetStorage(root=tmp_path / "assets")
    if getattr(request, "param", "") == "bucket":
        s3 = request.getfixturevalue("s3")
        storage = bucket_storage(s3, where).model_copy(update={"cache": tmp_path / "cache"})
    storage.save(where)
    reference = f"{storage._block_type_slug}/{where}"
    names = ("face.png", "shared.png", "derived.mp4", "common.mp4", "other.mp4")
    assets = {name.partition(".")[0]: people.asset(storage, tmp_path, name) for name in names}
    assets["voice"] = storage.open().put(people.write_voice(tmp_path / "voice.flac"))
    pictures = (assets["face"], assets["shared"])
    people.saved(eva, reference, (assets["shared"],))
    block = people.saved(ana, reference, pictures, samples=(assets["voice"],))
    _film(storage, "with", [assets[one] for one in ("face", "derived", "common")], block.consent)
    _film(storage, "without", [assets[one] for one in ("common", "other")])
    (tmp_path / "results").mkdir()
    for name, key in KEYS.items():
        (tmp_path / "results" / key).write_text(json.dumps({"sha256": assets[name].sha256}))
    yield Cast(ana, eva, storage, assets, FolderResults(tmp_path / "results"), client)
    for name in (ana, eva):
        _delete(name)
    type(storage).delete(where)


def _film(
    storage: AssetStorage, film: str, assets: list[Asset], consent: Consent | None = None
) -> None:
    shelf = storage.shelf(film)
    report = {
        "title": f"The film {film}",
        "assets": [asset.sha256 for asset in assets],
        "personas": [consent.digest] if consent else [],
    }
    with shelf.stage() as stage:
        (stage / "report.json").write_text(json.dumps(report))
        (stage / "film.mp4").write_bytes(b"a film")
        shelf.place(stage, ["report.json", "film.mp4"])


def _delete(name: str) -> None:
    try:
        FirstcutPersona.delete(name)
    except ValueError:
        return  # forgotten


@pytest.mark.parametrize("cast", ["folder", "bucket"], indirect=True)
def test_forgetting_takes_what_only_it_used_and_nothing_else(cast: Cast) -> None:
    gone = cast.forget()
    assert cast.there() == {"shared", "common", "other"}
    assert (gone.pictures, gone.samples, gone.derived, gone.results) == (1, 1, 1, 1)
    assert [one.name for one in cast.results.contents()] == [KEYS["common"]]
    assert {film.name for film in cast.storage.films()} == {"with", "without"}
    assert gone.finished
    with pytest.raises(EngineMissing):
        persona_named(cast.ana)
    assert persona_named(cast.eva).consent.revoked is None
    film, shared = gone.left
    assert film.startswith("film “The film with” shows the persona")
    assert shared.startswith(f"picture or sample {cast.assets['shared'].sha256[:12]} is another")


@pytest.mark.parametrize("cast", ["folder", "bucket"], indirect=True)
def test_forgetting_with_its_films_takes_them_along(cast: Cast) -> None:
    gone = cast.forget(films=True)
    assert [film.film for film in gone.films] == ["with"]
    assert {film.name for film in cast.storage.films()} == {"without"}
    assert cast.there() == {"shared", "common", "other"}


@pytest.mark.parametrize("cast", ["folder", "bucket"], indirect=True)
def test_cleaning_never_takes_what_saved_personas_consist_of(cast: Cast) -> None:
    revoke(cast.eva, "so")
    late = datetime.now(UTC) + timedelta(days=4_000)
    everything = Keep(films=1, assets=1, results=1, bought=1)
    broom = Broom(cast.storage, cast.results, everything, late)
    for _ in range(2):
        broom.sweep(
            broom.look(in_use(cast.client, cast.results)), in_use(cast.client, cast.results)
        )
        assert cast.there() == {"face", "shared", "voice"}
    cast.forget()
    broom.sweep(broom.look(in_use(cast.client, cast.results)), in_use(cast.client, cast.results))
    assert cast.there() == {"shared"}


def test_who_is_stopped_while_forgetting_starts_over_and_goes_on(cast: Cast) -> None:
    def stop(line: str) -> None:
        if line == "Looking through results":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cast.forget(films=True, tell=stop)
    assert persona_named(cast.ana).consent.revoked, "nothing new is made meanwhile"
    assert cast.there() == {"shared", "common", "other"}
    assert cast.forget(films=True).finished
    with pytest.raises(EngineMissing):
        persona_named(cast.ana)


@flow(name="make-persona-film")
def _waiting(persona: str) -> None:
    """Stand for a film that has not begun."""


def test_a_run_that_has_not_ended_is_told_of(cast: Cast) -> None:
    runs = [
        cast.client.create_flow_run(
            _waiting, parameters={"persona": reference_to(name)}, state=Scheduled()
        )
        for name in (cast.ana, cast.eva)
    ]
    try:
        told = [line for line in cast.forget().left if line.startswith("run ")]
        assert [str(runs[0].id) in line for line in told] == [True]
    finally:
        for run in runs:
            cast.client.set_flow_run_state(run.id, Cancelled(), force=True)


def test_cloned_voices_go_at_the_vendor_and_an_unreachable_one_is_asked_again(
    cast: Cast, standins: StandIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ElevenLabsCredentials.variable, standins.keys["elevenlabs"])
    monkeypatch.setenv(ElevenLabsCredentials.address_variable, standins.addresses["elevenlabs"])
    clones = Clones(cast.storage.ledger(), cast.storage.open())
    voice = clones.voice_of(persona_named(cast.ana).persona(), datetime.now(UTC))
    monkeypatch.delenv(ElevenLabsCredentials.variable)
    refused = cast.forget()
    assert not refused.finished
    assert any(voice in line and "forget the persona again" in line for line in refused.left)
    assert persona_named(cast.ana).consent.revoked
    assert "face" not in cast.there(), "what can go goes at once"
    monkeypatch.setenv(ElevenLabsCredentials.variable, standins.keys["elevenlabs"])
    done = cast.forget()
    assert done.voices == (voice,)
    assert done.finished
    assert clones.known(persona_named(cast.eva).persona()) == ""


def test_a_voice_that_was_not_cloned_here_is_left_and_told_of(cast: Cast) -> None:
    block = persona_named(cast.ana)
    block.model_copy(update={"voice_id": "somebodys1"}).save(cast.ana, overwrite=True)
    assert any("voice somebodys1 was not cloned here" in line for line in cast.forget().left)


def test_revoking_stops_new_work_and_finds_films_of_earlier_consents_too(cast: Cast) -> None:
    first = allowed(reference_to(cast.ana), "face", "voice").consent
    renewed = renew(cast.ana, people.consent(given=datetime.now(UTC), statement="Again."))
    _film(cast.storage, "later", [cast.assets["other"]], renewed.consent)
    assert renewed.earlier == (first.digest,)
    revoked = revoke(cast.ana, "enough")
    with pytest.raises(ConsentMissing, match="enough"):
        allowed(cast.ana, "face")
    made, others = films_with(revoked.persona().records, [cast.storage], str)
    assert {film.film for film in made} == {"with", "later"}
    assert {film.film for film in others} == {"without"}
    made, _ = films_with(persona_named(cast.eva).persona().records, [cast.storage], str)
    assert {film.film for film in made} == {"with"}, "the same record was given for both"
    with pytest.raises(BadRequest, match="was revoked on"):
        revoke(cast.ana, "once more")


def test_a_report_that_tells_nothing_spoils_nothing(cast: Cast) -> None:
    for film, report in (("broken", "{"), ("old", '{"title": "From before"}'), ("odd", "[]")):
        shelf = cast.storage.shelf(film)
        with shelf.stage() as stage:
            (stage / "report.json").write_text(report)
            (stage / "film.mp4").write_bytes(b"a film")
            shelf.place(stage, ["report.json", "film.mp4"])
    made, others = films_with(persona_named(cast.ana).persona().records, [cast.storage], str)
    assert {film.film for film in made} == {"with"}
    assert {film.film for film in others} == {"without", "broken", "old", "odd"}


def test_a_renewed_consent_has_to_cover_what_there_is(cast: Cast) -> None:
    now = datetime.now(UTC)
    with pytest.raises(ConsentMissing, match="for face, not for the voice"):
        renew(cast.ana, people.consent(given=now, purposes=("face",)))
    with pytest.raises(ConsentMissing, match="expired"):
        renew(cast.ana, people.consent(expires=people.GIVEN + timedelta(microseconds=1)))
    assert persona_named(cast.ana).consent == people.consent()


def test_before_any_persona_was_saved_none_is_in_use(client: SyncPrefectClient) -> None:
    assert not {"0" * 64} & assets_of_personas(client)


def asked(*pictures: Path, **more: Any) -> Asked:
    """Ask for a persona with these pictures."""
    fields = {"name": f"ana-{uuid4().hex[:12]}", "pictures": pictures, "consent": people.consent()}
    return Asked.model_validate(fields | {"attributes": {"age": 38}} | more)


def test_pictures_that_will_not_do_are_refused_with_advice_and_nothing_is_kept(
    tmp_path: Path, api: PrefectApi
) -> None:
    good = people.portrait()
    wanted = asked(
        people.write_picture(tmp_path / "good.png", good),
        people.write_picture(tmp_path / "nobody.png", good[300:, :200]),
        people.write_picture(tmp_path / "two.png", np.hstack([good[:300, 80:380]] * 2)),
        people.write_picture(tmp_path / "soft.png", cv2.GaussianBlur(good, (0, 0), 2.5)),
        people.write_text(tmp_path / "words.png"),
    )
    storage = LocalAssetStorage(root=tmp_path / "assets")
    storage.save(wanted.name)
    with pytest.raises(BadRequest) as raised:
        add(wanted, f"firstcut-local-asset-storage/{wanted.name}", str)
    said = str(raised.value)
    for name, why in (
        ("nobody.png", "No face is seen"),
        ("two.png", "2 faces are seen"),
        ("soft.png", "blurred"),
        ("words.png", "no PNG, JPEG or WebP"),
    ):
        assert any(line.startswith(name) and why in line for line in said.splitlines()), said
    assert "good.png" not in said
    assert list(storage.open().contents()) == []
    with pytest.raises(EngineMissing):
        persona_named(wanted.name)
    LocalAssetStorage.delete(wanted.name)


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (Consent(), "No consent to use this face"),
        (people.consent(purposes=("voice",)), "for voice, not for the face"),
        (people.consent(purposes=("face",)), "for face, not for the voice"),
        (people.consent(expires=people.GIVEN + timedelta(hours=1)), "expired"),
        (people.consent(given=datetime(2199, 1, 1, tzinfo=UTC)), "holds from 2199"),
        (people.consent(revoked=people.GIVEN), "revoked"),
    ],
    ids=["none", "no face", "no voice", "over", "early", "revoked"],
)
def test_without_consent_no_file_is_so_much_as_opened(
    consent: Consent, said: str, tmp_path: Path
) -> None:
    wanted = asked(tmp_path / "none.png", consent=consent, samples=[tmp_path / "no.wav"])
    with pytest.raises(ConsentMissing, match=said):
        add(wanted, "local", str)


def consent_options(*more: str) -> list[str]:
    """Return the options that tell of a consent."""
    return ["--consent-by", people.BY, "--purpose", "face", *more]


def test_a_persona_lives_and_is_forgotten_by_the_command_line(
    tmp_path: Path, api: PrefectApi
) -> None:
    name = f"ana-{uuid4().hex[:12]}"
    people.write_selfie(tmp_path / "selfie.jpg")
    people.write_voice(tmp_path / "voice.wav")
    (tmp_path / "ana.toml").write_text(
        f'name = "not-{name}"\npictures = ["selfie.jpg"]\nsamples = ["voice.wav"]\n'
        '[attributes]\nage = 38\ngender = "woman"\n'
        f'[consent]\nby = "{people.BY}"\ngiven = 2026-11-21\nexpires = 2199-12-31\n'
        f'purposes = ["voice", "face"]\nstatement = "{people.STATEMENT}"\n'
    )
    added = firstcut("persona", "add", name, "--file", str(tmp_path / "ana.toml"))
    assert added.returncode == 0, added.stderr
    assert added.stdout.splitlines()[-1] == reference_to(name)
    block = persona_named(name)
    store = LocalAssetStorage(root=home.assets()).open()
    picture = cv2.imread(str(store.path(block.pictures[0])), cv2.IMREAD_IGNORE_ORIENTATION | 1)
    difference = np.abs(picture[..., ::-1].astype(int) - people.portrait())
    assert float(difference.mean()) < 3, "turned upright, and hardly changed by JPEG"
    for medium in block.media:
        assert people.PLACE not in store.path(medium).read_bytes()
    assert block.consent.expires == datetime(2200, 1, 1, tzinfo=UTC)

    again = firstcut_here("persona", "add", name, "--file", str(tmp_path / "ana.toml"))
    assert (again.exit_code, "is saved already" in again.output) == (2, True)
    listed = firstcut_here("persona", "list").output
    assert any(name in line and "holds" in line for line in listed.splitlines())
    shown = firstcut_here("persona", "show", name).output
    assert "a woman of 38" in shown
    assert block.consent.digest in shown
    checked = firstcut_here("persona", "check", name)
    assert (checked.exit_code, "will do" in checked.output) == (0, True), checked.output

    films = tmp_path / "films"
    _film(LocalAssetStorage(root=home.assets(), shelves=films), "mine", [], block.consent)
    revoked = firstcut_here("persona", "revoke", name, "--why", "no more", "--films-in", str(films))
    assert "The film mine" in revoked.output
    assert str(films / "mine") in revoked.output
    assert firstcut_here("persona", "check", name).exit_code == 2
    renewed = firstcut_here("persona", "renew", name, *consent_options("--purpose", "voice"))
    assert f"The consent for '{name}' holds." in renewed.output
    found = firstcut_here("persona", "films", name, "--films-in", str(films))
    assert "The film mine" in found.output

    gone = firstcut("persona", "forget", name, "--films", "--films-in", str(films))
    assert gone.returncode == 0, gone.stderr
    assert gone.stdout.startswith("Deleted: pictures 1, samples 1, cloned voices 0, films 1,")
    assert not (films / "mine").exists()
    assert not any(store.has(medium) for medium in block.media)
    assert firstcut_here("persona", "show", name).exit_code == 1
    for log in home.home().glob("*.log"):
        text = log.read_text(errors="replace")
        assert people.BY not in text
        assert people.STATEMENT not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "A persona needs pictures"),
        (["--picture", "none.jpg"], "A persona needs attributes age"),
        (["--picture", "none.jpg", "--age", "17"], "adults only"),
        (["--picture", "none.jpg", "--age", "38"], "There is no picture none.jpg"),
        (["--picture", "none.jpg", "--age", "38", "--expires", "soon"], "Expires wants a day"),
        (["--picture", "none.jpg", "--age", "38", "--expires", "1999-12-31"], "cannot expire"),
        (["--picture", "none.jpg", "--age", "38", "--purpose", "feet"], "'face' or 'voice'"),
        (["--picture", "none.jpg", "--age", "38", "--statement-file", "none"], "Cannot read"),
        (["--file", "none.toml"], "Cannot read the persona none.toml"),
    ],
    ids=["bare", "no age", "minor", "no file", "soon", "before", "feet", "no words", "no toml"],
)
def test_a_mistake_is_told_in_a_sentence(
    arguments: list[str],
    said: str,
    api: PrefectApi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = firstcut_here("persona", "add", "ana-mistaken", *consent_options(), *arguments)
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert people.BY not in done.output


def test_picture_files_are_judged_without_being_kept(tmp_path: Path) -> None:
    good = str(people.write_picture(tmp_path / "good.png", people.portrait()))
    bad = str(people.write_picture(tmp_path / "bad.png", people.portrait()[300:, :200]))
    done = firstcut_here("persona", "check", good)
    assert (done.exit_code, "good.png: will do." in done.output) == (0, True), done.output
    done = firstcut_here("persona", "check", good, bad)
    assert (done.exit_code, "bad.png: will not do. No face is seen" in done.output) == (2, True)
