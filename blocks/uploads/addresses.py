"""Addresses on the network: which of them users may have a worker connect to.

A worker stands where users do not: beside databases, other tenants and its cloud's metadata
service. Only what anybody on the internet could reach is reached for them.
"""

import ipaddress
import re

from film.errors import BadRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NOT_PUBLIC = tuple(
    ipaddress.IPv4Network(one)
    for one in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' NAT; one cloud's metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's platform service, at an address that looks public
        "169.254.0.0/16",  # link-local; most clouds' metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",  # IETF protocols; one cloud's metadata service
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
"""IANA's special-purpose registry (RFC 6890 and its updates), and clouds' own services."""
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is routed on the internet (RFC 4291): nothing mapped, translated, local or multicast."""
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(one)
    for one in (
        "2001::/23",  # IETF protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private")
_LOCAL_SUFFIXES = tuple(f".{name}" for name in (*_LOCAL_NAMES, "home.arpa", "localdomain"))
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
LONGEST_NAME = 253


def is_public(address: Address) -> bool:
    """Say whether anybody on the internet can reach an address, and it is one machine's own."""
    if isinstance(address, ipaddress.IPv4Address):
        special = any(address in network for network in _NOT_PUBLIC)
    else:
        listed = any(address in network for network in _NOT_PUBLIC_V6)
        special = listed or address not in _GLOBAL_UNICAST or address.scope_id is not None
    return not special and address.is_global and not address.is_multicast


def read_host(text: str) -> str | Address:
    """Return a URL's host as an address or as a name in ASCII, small, without a final dot.

    Unicode names become what DNS knows them by (UTS 46, IDNA 2008), and are judged as that.
    BadRequest for what is neither, for addresses that are written in another way than four
    decimal numbers or eight groups, and for names that no public DNS knows.
    """
    if ":" in text:
        return _read_v6(text)
    name = _ascii(text).removesuffix(".")
    last = name.rpartition(".")[2]
    if _NUMBER.fullmatch(last):
        return _read_v4(name)
    if len(name) > LONGEST_NAME or not all(_LABEL.fullmatch(part) for part in name.split(".")):
        raise BadRequest("The address's host is not a name that DNS knows: check it")
    if "." not in name or name.endswith(_LOCAL_SUFFIXES):
        raise BadRequest(
            f"{name} is a name of a local network: only addresses that anybody can open are read"
        )
    return name


def _ascii(text: str) -> str:
    import idna

    try:
        return idna.encode(text, uts46=True).decode() if not text.isascii() else text.lower()
    except idna.IDNAError:
        raise BadRequest("The address's host is not a name that DNS knows: check it") from None


def _read_v4(text: str) -> Address:
    try:
        return ipaddress.IPv4Address(text)
    except ValueError:
        raise BadRequest(
            "The address's host is a number in a form that is not read: write four decimal "
            "numbers, or the host's name"
        ) from None


def _read_v6(text: str) -> Address:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        raise BadRequest("The address's host is no IPv6 address: check it") from None
    if address.scope_id is not None:
        raise BadRequest("An address on one machine's own link is not read: give a public one")
    return address
