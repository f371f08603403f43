"""H.264's parameter sets: which a video has, and several videos' in one head (ISO 14496-15)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from film.errors import MediaFailed

_IDR, _SPS, _PPS = 5, 7, 8
_HIGH = frozenset({100, 110, 122, 244, 44})
MOST_IDS = 31
"""The highest id of a sequence parameter set."""


class Avc(NamedTuple):
    """An AVC decoder configuration record."""

    profile: int
    compatible: int
    level: int
    length_size: int
    """Bytes of the length in front of each NAL unit."""
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    tail: bytes
    """What profiles from High on add: chroma format and bits."""


def read_avc(extradata: bytes) -> Avc:
    """Read a configuration record; MediaFailed when it is none."""
    try:
        if extradata[0] != 1:
            raise MediaFailed("An H.264 track has its headers among its pictures")
        place, sets = 6, []
        for count in (extradata[5] & 31, None):
            number = count if count is not None else extradata[place]
            place += count is None
            units = []
            for _ in range(number):
                size = int.from_bytes(extradata[place : place + 2], "big")
                units.append(extradata[place + 2 : place + 2 + size])
                place += 2 + size
            sets.append(tuple(units))
    except IndexError as cause:
        raise MediaFailed("An H.264 track has a damaged head") from cause
    profile, compatible, level = extradata[1:4]
    size = (extradata[4] & 3) + 1
    return Avc(profile, compatible, level, size, sets[0], sets[1], extradata[place:])


def write_avc(record: Avc) -> bytes:
    """Return the bytes of a configuration record."""
    head = bytes((1, *record[:3], 0xFC | record.length_size - 1, 0xE0 | len(record.sps)))
    sps = b"".join(len(unit).to_bytes(2, "big") + unit for unit in record.sps)
    pps = b"".join(len(unit).to_bytes(2, "big") + unit for unit in record.pps)
    return head + sps + bytes((len(record.pps),)) + pps + record.tail


def merge(records: Iterable[bytes]) -> bytes:
    """Return one record with the parameter sets of several, each of which keeps its own ids.

    Raises MediaFailed when two have different sets of one id.
    """
    read = [read_avc(one) for one in records]
    first = read[0]
    sps: dict[int, bytes] = {}
    pps: dict[int, bytes] = {}
    for record in read:
        if (record.length_size, record.tail[:3]) != (first.length_size, first.tail[:3]):
            raise MediaFailed("Clips differ in how their pictures are coded: they cannot be joined")
        for found, units, at in ((sps, record.sps, 4), (pps, record.pps, 1)):
            for unit in units:
                if found.setdefault(identity(unit, at), unit) != unit:
                    raise MediaFailed("Clips differ in their headers: they cannot be joined")
    compatible = first.compatible
    for record in read[1:]:
        compatible &= record.compatible
    return write_avc(
        first._replace(
            profile=max(record.profile for record in read),
            compatible=compatible,
            level=max(record.level for record in read),
            sps=tuple(sps.values()),
            pps=tuple(pps.values()),
        )
    )


def free_id(extradata: bytes) -> int | None:
    """Return an id for parameter sets that a record has not used yet; None when there is none."""
    record = read_avc(extradata)
    used = {identity(unit, 4) for unit in record.sps} | {identity(unit, 1) for unit in record.pps}
    return next((number for number in range(MOST_IDS, 0, -1) if number not in used), None)


def identity(unit: bytes, at: int) -> int:
    """Read the id of a parameter set: an exp-Golomb number (ITU-T H.264, 9.1) from byte ``at``."""
    bits = int.from_bytes(unit[at : at + 8].ljust(8, b"\0"), "big")
    zeros = 64 - bits.bit_length()
    return (bits >> 63 - 2 * zeros) - 1 if zeros < 32 else -1


def is_refresh(data: bytes, length_size: int) -> bool:
    """Say whether a coded picture lets nothing after it refer to anything before it (IDR)."""
    return any(kind == _IDR for kind in _unit_types(data, length_size))


def _unit_types(data: bytes, length_size: int) -> Iterator[int]:
    place = 0
    while place + length_size < len(data):
        size = int.from_bytes(data[place : place + length_size], "big")
        yield data[place + length_size] & 31
        place += length_size + size
