"""Addresses and references: every form of them, and what nobody may write."""

import ipaddress
from pathlib import PurePath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blocks.uploads.addresses import is_public, read_host
from blocks.uploads.references import BucketKey, FilePath, WebAddress, read_reference, read_web
from blocks.uploads.wire import Net, addresses_of
from film.errors import BadRequest

V4, V6 = ipaddress.IPv4Address, ipaddress.IPv6Address
v4 = st.ip_addresses(v=4)
special_v4 = st.sampled_from(
    ["127.0.0.1", "10.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.1.2.3",
     "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.19.0.1", "224.0.0.1", "255.255.255.0"]
).map(V4)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "8.8.8.8", "1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.0", "100.63.255.255",
        "100.128.0.0", "169.253.255.255", "192.0.1.0", "198.17.255.255", "223.255.255.255",
        "2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "2001:4860:4860::8888",
    ],
)  # fmt: skip
def test_what_anybody_reaches_is_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0",  # noqa: S104  (nobody listens there)
        "0.1.2.3", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1",
        "127.255.255.254", "168.63.129.16", "169.254.169.254", "169.254.170.2", "172.16.0.1",
        "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.255.255", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.251", "239.255.255.250", "240.0.0.1",
        "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8",
        "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "100::1", "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "2002:808:808::",
        "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fe80::1%eth0",
        "2606:4700::1111%eth0", "fec0::1", "ff02::1", "ff0e::1",
    ],
)  # fmt: skip
def test_what_lies_inside_is_not(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@given(v4 | special_v4)
@example(V4("8.8.8.8"))
def test_no_ipv4_address_is_public_in_the_disguise_of_another(address: V4) -> None:
    number = int(address)
    disguises = (
        V6(f"::{address}"),
        V6(f"::ffff:{address}"),
        V6(f"::ffff:0:{address}"),
        V6(f"64:ff9b::{address}"),
        V6(f"64:ff9b:1::{address}"),
        V6((0x2002 << 112) | (number << 80)),
        V6((0x20010000 << 96) | (number ^ 0xFFFFFFFF)),
    )
    assert not any(is_public(one) for one in disguises)


@given(v4 | special_v4 | st.ip_addresses(v=6))
def test_what_python_calls_special_is_never_public(address: V4 | V6) -> None:
    special = (
        address.is_private, address.is_loopback, address.is_link_local, address.is_multicast,
        address.is_reserved, address.is_unspecified, not address.is_global,
    )  # fmt: skip
    if any(special):
        assert not is_public(address)


def forms(address: V4) -> list[str]:
    """Return what system resolvers also take for an IPv4 address (inet_aton)."""
    number, parts = int(address), [int(one) for one in str(address).split(".")]
    return [
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(f"0{one:o}" for one in parts),
        ".".join(hex(one) for one in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
        f"{parts[0]}.{hex(number & 0xFFFFFF)}",
        f"{address}.0x0",
        "0x" + f"{number:x}".rjust(16, "0"),
    ]


@given(v4 | special_v4)
def test_numbers_in_other_forms_are_refused_whatever_they_mean(address: V4) -> None:
    for form in forms(address):
        with pytest.raises(BadRequest, match="a number in a form"):
            read_host(form)
        with pytest.raises(BadRequest):
            read_reference(f"https://{form}/me.png")


FULLWIDTH = str.maketrans("0123456789.x", "０１２３４５６７８９．ｘ")


@given(v4 | special_v4, st.sampled_from([".", "。", "．", "｡"]))
def test_unicode_digits_and_dots_are_the_numbers_that_they_look_like(address: V4, dot: str) -> None:
    for text in (str(address).translate(FULLWIDTH), str(address).replace(".", dot)):
        assert read_host(text) == address
        assert read_host(f"{text}.") == address


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6) | special_v4)
def test_a_number_in_an_address_is_connected_to_only_if_public(address: V4 | V6) -> None:
    host = f"[{address}]" if address.version == 6 else str(address)
    web = read_web(f"https://{host}/", http_loopback=False)
    net = Net(resolve=lambda host, port: pytest.fail("a number is not looked up"))
    if is_public(address):
        assert addresses_of(web, net) == (str(address),)
    else:
        with pytest.raises(BadRequest, match="private or local network"):
            addresses_of(web, net)


@given(st.lists(st.ip_addresses(v=4) | st.ip_addresses(v=6) | special_v4, min_size=1, max_size=6))
def test_one_address_inside_is_enough_to_refuse_a_name(found: list[V4 | V6]) -> None:
    web, net = WebAddress("films.example.com"), Net(resolve=lambda *_: [str(one) for one in found])
    if all(is_public(one) for one in found):
        assert set(addresses_of(web, net)) <= {str(one) for one in found}
    else:
        with pytest.raises(BadRequest, match="private or local network"):
            addresses_of(web, net)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Films.Example.COM", "films.example.com"),
        ("films.example.com.", "films.example.com"),
        ("münchen.example.com", "xn--mnchen-3ya.example.com"),
        ("ﬁlms.example.com", "films.example.com"),
        ("xn--mnchen-3ya.example.com", "xn--mnchen-3ya.example.com"),
        ("under_score.example.com", "under_score.example.com"),
    ],
    ids=lambda text: ascii(text),
)
def test_names_are_read_as_dns_knows_them(text: str, host: str) -> None:
    assert read_host(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "localhost", "LOCALHOST.", "a.localhost", "printer", "printer.local",
        "metadata.google.internal",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌocalhost", "nas.home.arpa", "router.lan", "-a.example.com",
        "a-.example.com",
        "a..example.com", ".example.com", "a" * 64 + ".example.com", "a." * 127 + "com",
        "ex ample.com",
        "exa\u00admple", "a\u2024b", "1.2.3.4.5", "1.2.3", "256.1.1.1", "01.2.3.4", "::1%lo",
        "fe80::1%25eth0", ":::", "1:2:3:4:5:6:7:8:9", "％31.com/x", "пример", "a/b.example.com", "",
    ],
    ids=ascii,
)  # fmt: skip
def test_hosts_that_no_public_dns_knows_are_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        read_host(text)


@given(st.text(max_size=60))
@example("１２７．０．０．１")
@example("0x7f.1")
def test_any_host_is_plain_ascii_or_refused(text: str) -> None:
    try:
        host = read_host(text)
    except BadRequest:
        return
    assert not isinstance(host, str) or (host.isascii() and "." in host and "/" not in host)


@given(st.text(max_size=80))
@example("@127.0.0.1/")
@example("films.example.com@127.0.0.1")
@example("films.example.com#@127.0.0.1/")
@example("films.example.com\\@127.0.0.1/")
@example("[::1]")
@example("[::ffff:127.0.0.1]:443/")
@example("[v1.x]/")
def test_any_address_leads_to_a_host_that_is_read_or_is_refused(text: str) -> None:
    try:
        found = read_reference(f"https://{text}")
    except BadRequest:
        return
    assert isinstance(found, WebAddress)
    assert found.port == 443
    assert not found.plain
    assert found.target.isascii()
    assert found.target.startswith("/")
    assert not set(" \r\n#") & set(found.target)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://films.example.com/", "Only https addresses are read, and this has http:"),
        ("HTTP://films.example.com/", "Only https"),
        ("ftp://films.example.com/", "Only https"),
        ("file:///etc/passwd", "Only https"),
        ("FILE:/etc/passwd", "Only https"),
        ("gopher://127.0.0.1:6379/_INFO", "Only https"),
        ("data:image/png;base64,AA", "Only https"),
        ("concat:/etc/passwd|/etc/hosts", "Only https"),
        ("subfile,,start,0,end,9,,:/etc/passwd", None),
        ("javascript:alert(1)", "Only https"),
        ("//films.example.com/", "no scheme"),
        ("https:///me.png", "names no host"),
        ("https:films.example.com", "names no host"),
        ("https://ana@films.example.com/", "user name"),
        ("https://:pass@films.example.com/", "user name"),
        ("https://@films.example.com/", "user name"),
        ("https://films.example.com:80/", "Only port 443"),
        ("https://films.example.com:0/", "Only port 443"),
        ("https://films.example.com:65536/", "cannot be read"),
        ("https://films.example.com:x/", "cannot be read"),
        ("https://films.example.com\\.evil.example/", "no address has"),
        ("https://films.example.com/a b", "no address has"),
        ("https://films.example.com/\r\nHost: x", "printable"),
        ("https://films.example.com/\x00", "printable"),
        ("me\u202egnp.exe", "printable"),
        ("", "printable"),
        ("   ", "printable"),
        ("x" * 2049, "printable"),
        ("s3://", "no bucket"),
        ("s3://UPPER/key", "no bucket"),
        ("s3://arn:aws:s3:::b/key", "no bucket"),
        ("s3://a..b/key", "no bucket"),
        ("s3://bucket", "no object"),
        ("s3://bucket/", "no object"),
        ("s3://bucket/uploads/../secret", "no object"),
        ("s3://bucket/uploads//key", "no object"),
        ("s3://bucket/./key", "no object"),
        ("s3://bucket/" + "ä" * 600, "at most 1024 bytes"),
    ],
    ids=lambda value: ascii(value)[:40] if value else "",
)
def test_references_that_are_none(text: str, why: str | None) -> None:
    if why is None:  # a comma ends no scheme: it is a path, and no such file is there
        assert isinstance(read_reference(text), FilePath)
        return
    with pytest.raises(BadRequest, match=why):
        read_reference(text)


def test_references_that_are_some() -> None:
    assert read_reference(" films/me.mp4 ") == FilePath(PurePath("films/me.mp4"))
    assert read_reference("/srv/uploads/-i.mp4") == FilePath(PurePath("/srv/uploads/-i.mp4"))
    assert read_reference("S3://my-bucket/uploads/ä b.mp4") == BucketKey(
        "my-bucket", "uploads/ä b.mp4"
    )
    web = read_reference("https://Films.Example.com:443/a/../%2e/ü?q=%20&r=[1]#there")
    assert web == WebAddress("films.example.com", target="/a/../%2e/%C3%BC?q=%20&r=[1]")
    assert str(web) == "https://films.example.com/…"
