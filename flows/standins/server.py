"""The server: every vendor's stand-in behind one address, with its log and its faults."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Self

import typer
import uvicorn
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as WebRoute

from film.errors import BadRequest
from flows.standins import (
    anthropic,
    elevenlabs,
    elevenlabs_account,
    elevenlabs_changer,
    elevenlabs_music,
    luma,
    openai,
    replicate,
    wire,
)
from flows.standins.calls import Answer, Call, RefusalError, Route
from flows.standins.faults import WIRE, Fault
from flows.standins.house import House
from flows.standins.vendors import VENDORS, WRONG_KEY, Vendor

MODULES = (
    anthropic, openai, elevenlabs, elevenlabs_account, elevenlabs_changer, elevenlabs_music,
    replicate, luma,
)  # fmt: skip
ROUTES: tuple[Route, ...] = tuple(route for one in MODULES for route in one.routes)
START_WITHIN = 20.0
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


class Order(BaseModel):
    """What ``POST /_faults`` takes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vendor: str
    route: str
    faults: list[Fault]


class Counter:
    """Where all calls arrive: it checks keys, keeps the log, and misbehaves as told."""

    def __init__(self, house: House, lines: wire.Lines) -> None:
        self.house = house
        self.lines = lines

    def misbehave(self, order: Order) -> None:
        """Let calls misbehave; ValueError where that route cannot do that."""
        name = f"{order.vendor}/{order.route}"
        if name not in self.known:
            raise ValueError(f"No route {name}: there are {', '.join(self.known)}")
        for one in order.faults:
            if one.name not in self.known[name]:
                can = ", ".join(self.known[name])
                raise ValueError(f"{name} cannot do {one.name}: it can do {can}")
        self.house.faults.add(order.vendor, order.route, order.faults)

    @property
    def known(self) -> dict[str, list[str]]:
        """Each route as ``vendor/route``, and the faults that it can do."""
        found: dict[str, set[str]] = {}
        for one in ROUTES:
            found.setdefault(f"{one.vendor}/{one.name}", set(WIRE)).update(one.knows)
        return {name: sorted(faults) for name, faults in sorted(found.items())}

    def app(self) -> Starlette:
        """Return the web application."""
        routes = [
            WebRoute(f"/{one.vendor}{one.path}", self._door(one), methods=[one.method])
            for one in ROUTES
        ]
        own = [
            WebRoute("/_calls", self._calls, methods=["GET"]),
            WebRoute("/_faults", self._faults, methods=["GET", "POST"]),
            WebRoute("/_reset", self._reset, methods=["POST"]),
            WebRoute("/{vendor}/{rest:path}", self._nowhere, methods=METHODS),
        ]
        return Starlette(routes=[*routes, *own])

    def _door(self, route: Route) -> Any:
        async def answer(request: Request) -> Response:
            call = await self._call(route, request)
            return await self._answered(route, call)

        return answer

    async def _call(self, route: Route, request: Request) -> Call:
        return Call(
            vendor=route.vendor,
            route=route.name,
            method=request.method,
            path=request.url.path,
            parts=request.path_params,
            query=dict(request.query_params),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.body(),
            house=self.house,
        )

    async def _answered(self, route: Route, call: Call) -> Response:
        vendor = VENDORS[route.vendor]
        entry = self.house.note(call)
        if not route.keyless and entry.key != "valid":
            entry.status = 401
            return wire.response(refused(vendor, RefusalError(401, WRONG_KEY[vendor.name])))
        fault = self.house.faults.take(route.vendor, route.name, f"{entry.path} {entry.body}")
        entry.fault = fault.name if fault else ""
        if fault and fault.name == "reset":
            return wire.Hangup(self.lines)
        if fault and fault.name == "status":
            entry.status = fault.status
            return wire.response(ordered(vendor, fault))
        answer = await run_in_threadpool(handled, route, call, fault)
        entry.job = answer.job
        if fault and fault.name == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and fault.name == "reset_after_acceptance":
            return wire.Hangup(self.lines)
        entry.status = answer.status
        if fault and fault.name == "cut_body":
            return wire.Hangup(self.lines, answer)
        malformed = fault and fault.name == "malformed_json"
        return wire.response(wire.malformed(answer) if malformed else answer)

    async def _calls(self, request: Request) -> Response:
        asked = request.query_params
        found = self.house.seen(asked.get("vendor", ""), asked.get("route", ""))
        return JSONResponse([asdict(one) for one in found])

    async def _faults(self, request: Request) -> Response:
        if request.method == "GET":
            waiting = self.house.faults.waiting()
            return JSONResponse({"waiting": waiting, "routes": self.known})
        try:
            self.misbehave(Order.model_validate_json(await request.body()))
        except (ValidationError, ValueError) as wrong:
            return JSONResponse({"error": str(wrong)}, status_code=400)
        return JSONResponse({"waiting": self.house.faults.waiting()})

    async def _reset(self, _: Request) -> Response:
        self.house.reset()
        return JSONResponse({"reset": True})

    async def _nowhere(self, request: Request) -> Response:
        vendor = VENDORS.get(request.path_params["vendor"])
        reason = f"The stand-in has no {request.method} {request.url.path}"
        if vendor is None:
            return JSONResponse({"error": reason}, status_code=404)
        return wire.response(refused(vendor, RefusalError(404, reason)))


def handled(route: Route, call: Call, fault: Fault | None) -> Answer:
    """Return what the vendor's desk says; a refusal comes in the vendor's own error body."""
    mine = fault if fault and fault.name in route.knows else None
    told = replace(call, fault=mine) if mine else call
    try:
        return route.handler(told)
    except RefusalError as no:
        return refused(VENDORS[route.vendor], no)


def refused(vendor: Vendor, no: RefusalError) -> Answer:
    """Return a refusal in the vendor's own words."""
    return Answer.json(vendor.says_no(no.status, str(no), no.code), no.status)


def ordered(vendor: Vendor, fault: Fault) -> Answer:
    """Return the refusal that a fault asks for."""
    headers = {} if fault.retry_after is None else {"retry-after": fault.retry_after}
    reason = fault.message or f"The stand-in was told to answer {fault.status}"
    return Answer.json(vendor.says_no(fault.status, reason, fault.code), fault.status, headers)


class StandIns:
    """The stand-ins, served from a thread of this process while inside the context."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self._socket = socket.create_server((host, port))
        self.url = f"http://{host}:{self._socket.getsockname()[1]}"
        self.house = House(self.url)
        lines: wire.Lines = {}
        self._counter = Counter(self.house, lines)
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._counter.app(),
                http=wire.protocol(lines),
                ws="none",
                lifespan="off",
                log_level="error",
                access_log=False,
                log_config=None,
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="firstcut-standins", daemon=True
        )

    @property
    def addresses(self) -> dict[str, str]:
        """Each vendor's ``base_url``, as its SDK wants it."""
        return {name: f"{self.url}/{name}{one.base}" for name, one in VENDORS.items()}

    @property
    def keys(self) -> dict[str, str]:
        """Each vendor's valid key."""
        return {name: one.key for name, one in VENDORS.items()}

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send every vendor's SDK here."""
        return {
            variable: value
            for name, one in VENDORS.items()
            for variable, value in (
                (one.variable, self.keys[name]),
                (one.address_variable, self.addresses[name]),
            )
        }

    @property
    def routes(self) -> dict[str, list[str]]:
        """Each route as ``vendor/route``, and the faults that it can do."""
        return self._counter.known

    @property
    def doors(self) -> list[Route]:
        """Every call that is answered."""
        return list(ROUTES)

    def misbehave(self, vendor: str, route: str, *faults: Fault) -> None:
        """Let the next calls of a route misbehave; ValueError where it cannot do that."""
        self._counter.misbehave(Order(vendor=vendor, route=route, faults=list(faults)))

    def calls(self, vendor: str = "", route: str = "") -> list[dict[str, Any]]:
        """Return the calls that arrived, in order, as ``house.Seen`` describes them."""
        return [asdict(one) for one in self.house.seen(vendor, route)]

    def reset(self) -> None:
        """Forget all calls, faults, files and jobs."""
        self.house.reset()

    def __enter__(self) -> Self:
        self._thread.start()
        until = time.monotonic() + START_WITHIN
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.005)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(START_WITHIN)
        self._socket.close()
        self.house.close()


def serve(host: str, port: int) -> None:
    """Run the stand-ins until Ctrl-C, and say what to export; BadRequest when the port is taken."""
    try:
        made = StandIns(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadRequest(f"Cannot listen at {host}:{port} ({reason}): give another port") from error
    with made as standins:
        for variable, value in standins.environment.items():
            typer.echo(f"export {variable}={value}")
        typer.echo(f"# The vendors' stand-ins listen at {standins.url} until Ctrl-C.")
        with until_interrupted():
            threading.Event().wait()


@contextmanager
def until_interrupted() -> Iterator[None]:
    """End quietly on Ctrl-C."""
    with suppress(KeyboardInterrupt):
        yield
