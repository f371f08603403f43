"""The certificate: what fits together, what does not, and a key that is never shown."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from film.errors import EngineMissing
from film.provenance.certificate import DEVELOPMENT, Algorithm, Certificate, make_certificate
from film.provenance.reading import read_credentials
from film.provenance.signing import PURPOSES, try_certificate

from .conftest import Desk, said_of

Media = Callable[[str], Path]
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEYS = {
    "es256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "es384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "es512": lambda: ec.generate_private_key(ec.SECP521R1()),
    "ps256": lambda: rsa.generate_private_key(65537, 2048),
    "ps384": lambda: rsa.generate_private_key(65537, 2048),
    "ps512": lambda: rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
}


def pem_of(key: object, form: forms.PrivateFormat = forms.PrivateFormat.PKCS8) -> str:
    pem: bytes = key.private_bytes(forms.Encoding.PEM, form, forms.NoEncryption())  # type: ignore[attr-defined]
    return pem.decode()


def issued(
    key: object,
    algorithm: Algorithm,
    purpose: str = ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string,
) -> Certificate:
    """Return a certificate as a company's own authority would issue it."""
    authority = ec.generate_private_key(ec.SECP256R1())
    company = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Films & Co.")])
    public = key.public_key()  # type: ignore[attr-defined]
    usage = x509.KeyUsage(True, *(False,) * 8)
    made = (
        x509.CertificateBuilder()
        .subject_name(company)
        .issuer_name(company)
        .public_key(public)
        .serial_number(7)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(usage, True)
        .add_extension(x509.ExtendedKeyUsage([x509.ObjectIdentifier(purpose)]), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False
        )
        .sign(authority, hashes.SHA256())
    )
    return Certificate(made.public_bytes(forms.Encoding.PEM).decode(), pem_of(key), algorithm)


@pytest.mark.parametrize("algorithm", list(KEYS))
def test_every_algorithm_signs(desk: Desk, media: Media, algorithm: Algorithm) -> None:
    company = issued(KEYS[algorithm](), algorithm)
    try_certificate(company)
    assert (company.signer, company.development) == ("Films & Co.", False)
    said = said_of(desk.signed(media(".png"), certificate=company))
    assert said.state == "Valid"
    assert said.active["signature_info"]["alg"].lower() == algorithm
    assert said.active["signature_info"]["issuer"] == "Films & Co."


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_that_c2pa_knows_signs(desk: Desk, media: Media, purpose: str) -> None:
    company = issued(KEYS["es256"](), "es256", purpose)
    try_certificate(company)
    found = read_credentials(desk.signed(media(".png"), certificate=company))
    assert found is not None
    assert found.valid


def test_a_certificate_for_websites_signs_no_films() -> None:
    site = issued(KEYS["es256"](), "es256", ExtendedKeyUsageOID.SERVER_AUTH.dotted_string)
    with pytest.raises(EngineMissing, match="The signing certificate cannot be used: "):
        try_certificate(site)


def test_a_key_in_openssls_older_form_signs(desk: Desk, media: Media) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    older = Certificate(
        issued(key, "es256").chain, pem_of(key, forms.PrivateFormat.TraditionalOpenSSL)
    )
    assert "BEGIN EC PRIVATE KEY" in older.key
    assert said_of(desk.signed(media(".png"), certificate=older)).state == "Valid"


def test_keys_that_cannot_sign_films_are_told() -> None:
    weak = issued(ec.generate_private_key(ec.SECP256K1()), "es256")
    with pytest.raises(EngineMissing, match="choose another key"):
        weak.check_key()
    short = issued(rsa.generate_private_key(65537, 1024), "ps256")  # noqa: S505
    with pytest.raises(EngineMissing, match="choose another key"):
        short.check_key()
    wrong = issued(ec.generate_private_key(ec.SECP384R1()), "es256")
    with pytest.raises(EngineMissing, match="cannot sign by es256: choose es384"):
        wrong.check_key()
    bits = issued(rsa.generate_private_key(65537, 2048), "es256")
    with pytest.raises(EngineMissing, match="choose ps256 or ps384 or ps512"):
        bits.check_key()


def test_what_does_not_belong_together_is_told(certificate: Certificate) -> None:
    other = make_certificate(NOW)
    with pytest.raises(EngineMissing, match="belongs to another one"):
        Certificate(certificate.chain, other.key).check_key()
    with pytest.raises(EngineMissing, match="chain is not PEM"):
        Certificate("a chain", other.key).check_key()
    with pytest.raises(EngineMissing, match="private key is not PEM"):
        Certificate(certificate.chain, "a key").check_key()
    locked = forms.load_pem_private_key(other.key.encode(), None).private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.BestAvailableEncryption(b"word")
    )
    with pytest.raises(EngineMissing, match="is encrypted: take its password off"):
        Certificate(certificate.chain, locked.decode()).check_key()


def test_its_time_counts() -> None:
    made = make_certificate(NOW)
    made.check(NOW)
    made.check(NOW + timedelta(days=3_600))
    for when in (NOW - timedelta(days=2), NOW + timedelta(days=3_700)):
        with pytest.raises(EngineMissing, match=r"valid from 20 November 2026 to .* 2036"):
            made.check(when)


def test_one_for_development_says_so_and_its_authority_signs_nothing_else() -> None:
    made = make_certificate(NOW)
    assert made.development
    own, root = x509.load_pem_x509_certificates(made.chain.encode())
    assert DEVELOPMENT in own.subject.rfc4514_string()
    own.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    key = forms.load_pem_private_key(made.key.encode(), None)
    assert own.public_key() == key.public_key() != root.public_key(), "its authority's key is gone"
    assert make_certificate(NOW).chain != made.chain


def test_the_key_is_never_shown(certificate: Certificate) -> None:
    secret = certificate.key.splitlines()[1]
    assert secret not in repr(certificate) + str(certificate) + f"{certificate}"
    assert certificate.chain.splitlines()[1] in repr(certificate).replace("\\n", "\n")


def test_nothing_of_it_is_written(desk: Desk, media: Media) -> None:
    film = desk.signed(media(".mp4"))
    assert desk.certificate.key.splitlines()[1].encode() not in film.read_bytes()
