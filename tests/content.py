"""What is in a film, whoever signed it when: for comparing films whose bytes are never the same."""

import hashlib
from pathlib import Path
from typing import Any

import av


def content_of(path: Path) -> dict[str, Any]:
    """Return a film's streams, packet by packet, with all that decoding and players go by."""
    with av.open(str(path)) as film:
        streams: dict[int, list[Any]] = {stream.index: [_head(stream)] for stream in film.streams}
        for packet in film.demux():
            if packet.size:
                digest = hashlib.sha256(bytes(packet)).hexdigest()
                told = (packet.pts, packet.dts, packet.duration, packet.is_keyframe, digest)
                streams[packet.stream.index].append(told)
        return {"streams": streams, "metadata": film.metadata, "chapters": film.chapters()}


def _head(stream: Any) -> tuple[Any, ...]:
    codec = stream.codec_context  # None where PyAV cannot decode, as for captions
    known = (codec.name, hashlib.sha256(codec.extradata or b"").hexdigest()) if codec else ()
    return (stream.type, str(stream.time_base), stream.language, stream.frames, *known)
