"""The signing certificate's block: what it takes, what it never shows, and what stands in."""

import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from blocks.signing_certificate import (
    FILE,
    FirstcutSigningCertificate,
    development_certificate,
    signing_certificate,
)
from film.errors import EngineMissing
from film.provenance.certificate import Certificate, make_certificate
from film.provenance.signing import try_certificate
from tests.api import PrefectApi

NAME = "signing-test"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home in which no certificate was made yet."""
    monkeypatch.setenv("FIRSTCUT_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def made() -> Certificate:
    return make_certificate(datetime.now(UTC))


def block_of(made: Certificate, **other: str) -> FirstcutSigningCertificate:
    given = {"chain": made.chain, "private_key": made.key} | other
    return FirstcutSigningCertificate(**given)


def secret_of(made: Certificate) -> str:
    """Return what nobody may see."""
    return made.key.splitlines()[1]


def test_it_is_saved_and_signs(made: Certificate, api: PrefectApi) -> None:
    block_of(made, timestamp_authority="http://time.example.org").save(NAME, overwrite=True)
    try:
        found = signing_certificate(NAME)
    finally:
        FirstcutSigningCertificate.delete(NAME)
    assert found == Certificate(made.chain, made.key, "es256", "http://time.example.org")
    try_certificate(found)


def test_nothing_is_asked_for_the_time_unless_it_is_wanted(made: Certificate) -> None:
    assert block_of(made).certificate().timestamp_authority == ""


def test_the_key_is_in_no_picture_of_it(made: Certificate, api: PrefectApi) -> None:
    block = block_of(made)
    assert secret_of(made) not in repr(block) + str(block) + block.model_dump_json()
    assert secret_of(made) not in repr(block.certificate())
    block.save(NAME, overwrite=True)
    try:
        shown = httpx.get(
            f"{api.url}/block_types/slug/firstcut-signing-certificate/block_documents/name/{NAME}"
        )
    finally:
        FirstcutSigningCertificate.delete(NAME)
    assert shown.status_code == 200
    assert "private_key" in shown.text
    assert secret_of(made) not in shown.text


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"chain": "no chain"}, "chain is not PEM"),
        ({"private_key": "no key"}, "private key is not PEM"),
        ({"algorithm": "ps256"}, "choose es256"),
        ({"algorithm": "md5"}, "es256"),
        ({"timestamp_authority": "ftp://time.example.org"}, "has to be https or http"),
        ({"timestamp_authority": "time.example.org"}, "has to be https or http"),
    ],
    ids=lambda given: "-".join(given) if isinstance(given, dict) else "",
)
def test_what_does_not_fit_is_refused_without_a_word_of_the_key(
    made: Certificate, other: dict[str, str], words: str
) -> None:
    with pytest.raises(ValidationError, match=words) as refused:
        block_of(made, **other)
    assert secret_of(made) not in str(refused.value) + repr(refused.value)
    assert "PRIVATE KEY" not in str(refused.value)


def test_the_key_of_another_certificate_is_refused_and_not_shown(made: Certificate) -> None:
    other = make_certificate(datetime.now(UTC))
    with pytest.raises(ValidationError, match="belongs to another one") as refused:
        block_of(made, private_key=other.key)
    assert secret_of(other) not in str(refused.value)
    assert "PRIVATE KEY" not in str(refused.value)


def test_a_saved_one_that_cannot_be_used_is_told_and_nothing_stands_in(
    made: Certificate, api: PrefectApi, home: Path
) -> None:
    broken = block_of(made).model_copy(update={"private_key": SecretStr("not this one")})
    broken.save(NAME, overwrite=True)
    try:
        with pytest.raises(EngineMissing, match=f"firstcut-signing-certificate/{NAME} cannot be"):
            signing_certificate(NAME)
    finally:
        FirstcutSigningCertificate.delete(NAME)
    assert not (home / FILE).exists()


def test_without_a_saved_one_this_machines_own_signs(api: PrefectApi, home: Path) -> None:
    found = signing_certificate("nobody-saved-this")
    assert found.development
    try_certificate(found)
    assert signing_certificate("nobody-saved-this") == found


def test_one_for_development_is_for_its_users_eyes_only(home: Path) -> None:
    found = development_certificate()
    assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == [FILE]
    assert found.key in (home / FILE).read_text()
    assert found.key not in found.chain


def test_many_at_once_make_one(home: Path) -> None:
    gate, found = threading.Barrier(8), list[Certificate]()

    def fetch() -> None:
        gate.wait()
        found.append(development_certificate())

    threads = [threading.Thread(target=fetch) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in home.iterdir()] == [FILE]


@pytest.mark.parametrize("case", ["over", "damaged"])
def test_one_for_development_that_cannot_sign_any_more_says_where_it_lies(
    home: Path, case: str
) -> None:
    old = make_certificate(datetime.now(UTC) - timedelta(days=4_000))
    (home / FILE).write_text(old.key + old.chain if case == "over" else old.key)
    with pytest.raises(EngineMissing, match=f"remove {home / FILE}, and another one is made"):
        development_certificate()
    (home / FILE).unlink()
    try_certificate(development_certificate())
