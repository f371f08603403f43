"""The certificate that films are signed with, and the one for development that we make."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from film.errors import EngineMissing

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

Algorithm = Literal["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"]
DEVELOPMENT = "Firstcut development certificate"
"""Organisation that certificates for development name: nobody vouches for them."""
AUTHORITY, SIGNER = "Firstcut development authority", "Firstcut, for development"
LASTS = timedelta(days=3650)
"""How long a certificate for development is valid: films outlive the day they are made."""
_CURVES: dict[str, Algorithm] = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_RSA: tuple[Algorithm, ...] = ("ps256", "ps384", "ps512")
_RSA_BITS = 2048


@dataclass(frozen=True)
class Certificate:
    """A certificate chain with its private key; the key is never shown."""

    chain: str
    """PEM: the signer's own certificate first, then whoever signed it, up to the root."""
    key: str = field(repr=False)
    """PEM, not encrypted."""
    algorithm: Algorithm = "es256"
    timestamp_authority: str = ""
    """Address that is asked to testify the time (RFC 3161); empty: nothing leaves the machine."""

    @property
    def signer(self) -> str:
        """Whom the certificate names."""
        from cryptography.x509.oid import NameOID

        subject = self.own().subject
        for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
            for name in subject.get_attributes_for_oid(kind):
                return str(name.value)
        return "nobody"

    @property
    def development(self) -> bool:
        """Whether it is one that Firstcut made itself."""
        from cryptography.x509.oid import NameOID

        names = self.own().issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
        return any(name.value == DEVELOPMENT for name in names)

    def check(self, now: datetime) -> None:
        """Raise EngineMissing when chain, key and algorithm do not fit, or its time is over."""
        self.check_key()
        own = self.own()
        begins, ends = own.not_valid_before_utc, own.not_valid_after_utc
        if not begins <= now <= ends:
            raise EngineMissing(
                f"The signing certificate is valid from {begins:%d %B %Y} to {ends:%d %B %Y}: "
                "get a new one"
            )

    def check_key(self) -> None:
        """Raise EngineMissing when chain, key and algorithm do not fit."""
        key = _private_key(self.key).public_key()
        if self.own().public_key() != key:
            raise EngineMissing("The signing certificate's private key belongs to another one")
        able = _algorithms(key)
        if self.algorithm not in able:
            choice = " or ".join(able) or "another key: RSA of 2048 bits, ECDSA or Ed25519"
            raise EngineMissing(
                f"The signing certificate's key cannot sign by {self.algorithm}: choose {choice}"
            )

    def own(self) -> "x509.Certificate":
        """Return the signer's own certificate; EngineMissing when the chain holds none."""
        from cryptography import x509

        try:
            return x509.load_pem_x509_certificates(self.chain.encode())[0]
        except ValueError as cause:
            raise EngineMissing("The signing certificate's chain is not PEM") from cause

    def pkcs8(self) -> bytes:
        """Return the private key as PEM in the form that c2pa reads."""
        return _pkcs8(_private_key(self.key))


def make_certificate(now: datetime) -> Certificate:
    """Make a certificate for development, of an authority whose key is thrown away.

    There are two because C2PA takes no certificate that has signed itself.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding

    authority, signer = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    chain = (_issue(signer, authority, now), _issue(authority, authority, now))
    return Certificate(
        chain=b"".join(one.public_bytes(Encoding.PEM) for one in chain).decode(),
        key=_pkcs8(signer).decode(),
    )


def _issue(
    key: "EllipticCurvePrivateKey", by: "EllipticCurvePrivateKey", now: datetime
) -> "x509.Certificate":
    """Issue a certificate as C2PA's profile has it: an authority's when it issues itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID

    root = key is by
    issuer = x509.SubjectKeyIdentifier.from_public_key(by.public_key())
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(AUTHORITY if root else SIGNER))
        .issuer_name(_name(AUTHORITY))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks differ
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=root, path_length=0 if root else None), True)
        .add_extension(_usage(root), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer), False
        )
    )
    if not root:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        made = made.add_extension(purposes, False)
    return made.sign(by, hashes.SHA256())


def _name(who: str) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, DEVELOPMENT),
            x509.NameAttribute(NameOID.COMMON_NAME, who),
        ]
    )


def _usage(root: bool) -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not root,
        key_cert_sign=root,
        crl_sign=root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _private_key(pem: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(pem.encode(), password=None)
    except TypeError:
        problem = "is encrypted: take its password off"
    except ValueError:
        problem = "is not PEM"
    raise EngineMissing(f"The signing certificate's private key {problem}")


def _pkcs8(key: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization as forms

    pem: bytes = key.private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )
    return pem


def _algorithms(key: "PublicKeyTypes") -> tuple[Algorithm, ...]:
    """Return how a key can sign, of the ways that C2PA knows."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, ed25519.Ed25519PublicKey):
        return ("ed25519",)
    if isinstance(key, rsa.RSAPublicKey):
        return _RSA if key.key_size >= _RSA_BITS else ()
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return (_CURVES[key.curve.name],)
    return ()
