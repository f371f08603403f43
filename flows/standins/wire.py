"""The line: answers sent as they should be, late, cut midway, or not at all."""

import asyncio
import socket
import struct
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from flows.standins.calls import Answer

LINGER_NOT = struct.pack("ii", 1, 0)
"""Closing with this set sends a reset, not an end (SO_LINGER, zero seconds)."""
STEP = 0.05

Lines = dict[Any, asyncio.Transport]


def protocol(lines: Lines) -> type[H11Protocol]:
    """Return uvicorn's protocol, which also keeps each client's line in ``lines``."""

    class Kept(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            lines[tuple(transport.get_extra_info("peername")[:2])] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            if self.transport:
                lines.pop(tuple((self.transport.get_extra_info("peername") or ())[:2]), None)
            super().connection_lost(exc)

    return Kept


class Hangup(Response):
    """No answer at all, or the first half of one, and then the line is reset."""

    def __init__(self, lines: Lines, answer: Answer | None = None) -> None:
        super().__init__()
        self.lines = lines
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is to be sent, and reset."""
        if self.answer is not None:
            body = whole(self.answer).body
            await send(
                {
                    "type": "http.response.start",
                    "status": self.answer.status,
                    "headers": raw_headers(self.answer, {"content-length": str(len(body))}),
                }
            )
            half = body[: len(body) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
            await asyncio.sleep(STEP)
        line = self.lines.get(tuple(scope["client"][:2]))
        if line is not None:
            plug: socket.socket = line.get_extra_info("socket")
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            line.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


def raw_headers(answer: Answer, more: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Return an answer's headers as the server wants them."""
    headers = {"content-type": answer.media_type, **answer.headers, **more}
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def whole(answer: Answer) -> Answer:
    """Return an answer in one piece."""
    if answer.pieces is None:
        return answer
    body = b"".join(answer.pieces)
    return Answer(body, answer.media_type, answer.status, answer.headers, job=answer.job)


def malformed(answer: Answer) -> Answer:
    """Return an answer whose JSON stops in the middle, though it is sent whole."""
    body = whole(answer).body
    return Answer(
        body[: len(body) * 2 // 3], answer.media_type, answer.status, answer.headers, job=answer.job
    )


def response(answer: Answer) -> Response:
    """Return an answer as it should be sent."""
    headers = dict(answer.headers)
    if answer.pieces is not None:
        return StreamingResponse(
            answer.pieces, answer.status, headers=headers, media_type=answer.media_type
        )
    return Response(answer.body, answer.status, headers=headers, media_type=answer.media_type)
