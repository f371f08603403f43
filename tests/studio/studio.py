"""A studio for tests: a Prefect server of its own, workers, and everything asked over HTTP."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from deployments import worker
from flows import local_server

T = TypeVar("T")

START_SECONDS, FILM_SECONDS = 120, 240
"""Longest waits for a server or worker to be up, and for a small film."""
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(what: str, look: Callable[[], T | None], seconds: float, every: float = 0.1) -> T:
    """Return what ``look`` finds as soon as it is true; AssertionError when it takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(every)
    raise AssertionError(f"{what}: not within {seconds:.0f} s")


@dataclass
class Process:
    """A server or a worker: in a session of its own, its output in a file."""

    popen: "subprocess.Popen[bytes]"
    log: Path

    def stop(self) -> None:
        """Ask it to end, and see that it and its children do."""
        self._signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.popen.wait(30)
        self._kill_group()
        self.popen.wait()

    def kill(self) -> None:
        """Kill -9 this one process: its children have to notice by themselves."""
        self._signal(signal.SIGKILL)
        self.popen.wait()

    def _signal(self, number: int) -> None:
        if self.popen.poll() is None:
            os.kill(self.popen.pid, number)

    def _kill_group(self) -> None:
        try:
            os.killpg(self.popen.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


@dataclass
class Studio:
    """One server with its database, and the workers that were started for it."""

    folder: Path
    """Everything lies below: the server's and the workers' homes, and their logs."""
    database: str = ""
    """Connection URL; SQLite in the folder when empty."""
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    """Further environment of server and workers."""
    server: Process | None = None
    workers: list[Process] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The API's address."""
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def home(self) -> Path:
        """Firstcut's home of the workers that share this machine."""
        return self.folder / "home"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of everything in this studio."""
        database = self.database or f"sqlite+aiosqlite:///{self.folder / 'prefect.db'}"
        outside = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PREFECT", "FIRSTCUT"))
        }
        return outside | {
            "PREFECT_HOME": str(self.folder / "prefect"),
            "PREFECT_API_URL": self.url,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
            "PREFECT_CLI_COLORS": "false",
            "FIRSTCUT_HOME": str(self.home),
            **self.settings,
        }

    def start_server(self) -> None:
        """Start the server and wait until it answers; what its database holds is there again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.database and not (self.folder / "prefect.db").exists():
            shutil.copyfile(local_server.prepare(), self.folder / "prefect.db")
        self.server = self.run(
            "server",
            [sys.executable, "-m", "deployments.server", "--port", str(self.port)],
        )
        wait_for("the server", self._healthy, START_SECONDS)

    def register(self) -> None:
        """Register pools, deployments and all else, as ``firstcut register`` does."""
        process = self.run(
            "register",
            [sys.executable, "-c", "from deployments.register import register; register()"],
        )
        assert process.popen.wait(START_SECONDS) == 0, process.log.read_text()

    def start_worker(
        self, pool: str = "cpu", limit: int = 2, queues: Sequence[str] = (), **settings: str
    ) -> Process:
        """Start a worker, with further environment, and wait until the server has heard of it."""
        name = f"{pool}-{len(self.workers) + 1}"
        given = self.environment | settings
        home = Path(given["FIRSTCUT_HOME"])
        given = worker.ENVIRONMENT | {"PREFECT_LOCAL_STORAGE_PATH": str(home / "results")} | given
        started = self.run(name, worker.command(pool, name=name, limit=limit, queues=queues), given)
        self.workers.append(started)
        wait_for(
            f"worker {name}",
            lambda: any(
                one["name"] == name for one in self.post(f"/work_pools/{pool}/workers/filter")
            ),
            START_SECONDS,
        )
        return started

    def run(
        self, name: str, arguments: Sequence[str], environment: dict[str, str] | None = None
    ) -> Process:
        """Start a process in a session of its own; its output goes to ``<name>.log``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / f"{name}.log"
        with log.open("ab") as file:
            popen = subprocess.Popen(
                list(arguments),
                env=environment or self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        return Process(popen, log)

    def close(self) -> None:
        """End the workers, then the server."""
        for one in self.workers:
            one.stop()
        if self.server:
            self.server.stop()

    def get(self, path: str) -> Any:
        """GET from the API; asked again while the server is busy."""
        return self.call("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        """POST to the API; asked again while the server is busy."""
        return self.call("POST", path, {} if body is None else body)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the API and return its answer; AssertionError with its words when it refuses."""
        answer = self.ask(method, path, body)
        assert answer.is_success, f"{answer.status_code} from {path}: {answer.text}"
        return answer.json() if answer.content else None

    def ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Ask the API and return whatever it answers but for «busy»; who only reads asks again."""
        last: list[httpx.Response] = []

        def look() -> bool:
            try:
                last[:] = [httpx.request(method, f"{self.url}{path}", json=body, timeout=60)]
            except httpx.ReadTimeout:
                if method != "GET":
                    raise
                return False
            return last[0].status_code != 503

        wait_for(f"an answer from {path}", look, 150, every=0.5)
        return last[0]

    def deployment(self, name: str) -> dict[str, Any]:
        """Return a deployment by ``flow/deployment``."""
        found: dict[str, Any] = self.get(f"/deployments/name/{name}")
        return found

    def trigger(self, deployment: str, parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Create a run of a deployment by ``flow/deployment``, as an API caller does."""
        known = self.deployment(deployment)["id"]
        body = {"parameters": parameters, "state": {"type": "SCHEDULED"}, **more}
        run: dict[str, Any] = self.post(f"/deployments/{known}/create_flow_run", body)
        return run

    def film_run(self, run: str) -> dict[str, Any]:
        """Return a flow run."""
        found: dict[str, Any] = self.get(f"/flow_runs/{run}")
        return found

    def wait(self, run: str, *states: str, seconds: float = FILM_SECONDS) -> dict[str, Any]:
        """Wait until a run is in one of these state types or names, or has ended; return it."""

        def look() -> dict[str, Any] | None:
            found = self.film_run(run)
            state = found["state"] or {}
            wanted = {state.get("type"), state.get("name")} & set(states)
            return found if wanted or (not states and state.get("type") in ENDED) else None

        return wait_for(f"run {run} in {states or 'its end'}", look, seconds, every=0.3)

    def task_runs(self, run: str) -> list[dict[str, Any]]:
        """Return a flow run's task runs."""
        found: list[dict[str, Any]] = self.post(
            "/task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}, "limit": 200}
        )
        return found

    def ended_task_runs(self, run: str) -> list[dict[str, Any]]:
        """Return the task runs of an ended flow run: the server learns of them a little later."""

        def look() -> list[dict[str, Any]] | None:
            found = self.task_runs(run)
            return found if all(one["state_type"] in ENDED for one in found) else None

        return wait_for(f"the records of {run}", look, START_SECONDS)

    def artifacts(self, run: str) -> dict[str, Any]:
        """Return what a run shows in the UI, by key: the newest of each."""
        found = self.post(
            "/artifacts/filter",
            {"artifacts": {"flow_run_id": {"any_": [run]}}, "sort": "CREATED_DESC"},
        )
        return {one["key"]: one["data"] for one in reversed(found)}

    def logs(self, run: str) -> str:
        """Return what a run logged, line by line."""
        found = self.post("/logs/filter", {"logs": {"flow_run_id": {"any_": [run]}}, "limit": 200})
        return "\n".join(one["message"] for one in found)

    def film(self, run: str) -> Path:
        """Return where a run's film lies when the workers share this machine."""
        return self.home / "films" / run / "film.mp4"

    def _healthy(self) -> bool:
        assert self.server is not None
        assert self.server.popen.poll() is None, self.server.log.read_text()
        try:
            return httpx.get(f"{self.url}/health", timeout=5).is_success
        except httpx.TransportError:
            return False
