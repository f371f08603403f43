"""A town on loopback: hosts with real TLS, a DNS of its own, and all the bad manners of the web."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FILMS, ELSEWHERE, V6 = "93.184.216.34", "151.101.1.69", "2606:2800:220:1:248:1893:25c8:1946"
"""Addresses that anybody can reach; in town they lead to one server on loopback."""
HOST = "films.example.com"
NAMES = (HOST, "other.example.com", "xn--mnchen-3ya.example.com")
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the test's own."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def found(cls) -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Town hall")
        usage = x509.KeyUsage(
            digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False,
            key_encipherment=False, data_encipherment=False, key_agreement=False,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = (
            _builder(name, name, key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(_subject(key), critical=False)
        )
        return cls(key, builder.sign(key, hashes.SHA256()))

    @property
    def trusted(self) -> ssl.SSLContext:
        """A context that trusts this authority and no other."""
        text = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=text)

    def certify(self, names: Sequence[str], folder: Path) -> ssl.SSLContext:
        """Return a server's context with a certificate for some names and addresses."""
        key = ec.generate_private_key(ec.SECP256R1())
        numbers = [x509.IPAddress(ipaddress.ip_address(one)) for one in (FILMS, V6)]
        alternatives = x509.SubjectAlternativeName([*map(x509.DNSName, names), *numbers])
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        certificate = (
            _builder(_name(names[0]), self.certificate.subject, key)
            .add_extension(alternatives, critical=False)
            .add_extension(issuer, critical=False)
            .add_extension(_subject(key), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        place = folder / f"{names[0]}.pem"
        place.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(place)
        return context


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _subject(key: ec.EllipticCurvePrivateKey) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key.public_key())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
    )


class Visit(BaseHTTPRequestHandler):
    """One request, and ways to answer it."""

    town: "Town"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.town.asked.append((self.headers["Host"], self.path, dict(self.headers)))
        with contextlib.suppress(OSError):  # the visitor left: that is what is tested
            self.town.pages[self.path.partition("?")[0]](self)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def say(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        """Answer with these headers, and no others, however wrong they are."""
        lines = [
            f"HTTP/1.1 {status} Said",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)

    def drip(self, pieces: Iterable[bytes], pause: float) -> None:
        """Send pieces one by one, until there are no more or the town closes."""
        for piece in pieces:
            self.wfile.write(piece)
            if self.town.closing.wait(pause):
                return


Page = Callable[[Visit], None]


@dataclass
class Town:
    """What is served, who asked for it, and where a visitor was led."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Host, path and headers of every request."""
    closing: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, body: bytes, **headers: str) -> None:
        """Serve bytes as they are."""
        told = {"Content-Length": str(len(body))} | headers
        self.pages[path] = lambda visit: visit.say(200, told, body)

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        """Lead visitors on."""
        told = {"Location": location, "Content-Length": "0"}
        self.pages[path] = lambda visit: visit.say(status, told)

    @contextmanager
    def open(self, context: ssl.SSLContext | None) -> Iterator[int]:
        """Serve, with TLS if there is a context, and lend the port."""
        visit = type("TownVisit", (Visit,), {"town": self})
        server = _Server(("127.0.0.1", 0), visit)
        server.context = context
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            self.closing.set()
            server.shutdown()
            server.server_close()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        visitor, address = super().get_request()
        if self.context is None:
            return visitor, address
        try:
            visitor.settimeout(10)
            return self.context.wrap_socket(visitor, server_side=True), address
        except OSError:
            visitor.close()
            raise

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of visitors who leave."""


@dataclass
class Roads(httpcore.SyncBackend):
    """Leads public addresses to the town's ports; every other address leads nowhere."""

    ports: dict[str, int]
    taken: list[tuple[str, int]] = field(default_factory=list)
    """Addresses and ports that somebody wanted to connect to."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.taken.append((host, port))
        if host not in self.ports:
            raise httpcore.ConnectError("no road leads there")
        return super().connect_tcp(
            "127.0.0.1", self.ports[host], timeout, local_address, socket_options
        )


@dataclass
class Directory:
    """A DNS: what a host's addresses are, the first time, the second time, and from then on."""

    entries: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.entries:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answers = self.entries[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]
