"""What is said between a run and the floor: JSON over a Unix socket, never a pickle."""

import contextlib
import inspect
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from pydantic import TypeAdapter

from film import errors
from film.assets import Asset, AssetStore, MediaInfo, Stored
from film.errors import FirstcutError

MOST = 64 * 1024 * 1024
"""Bytes of a message at most: media lie in the asset store and are never sent."""

Message = dict[str, Any]


def send(line: "Connection[Any, Any]", /, **message: Any) -> None:
    """Send a message of JSON; OSError when nobody is there any more."""
    line.send_bytes(json.dumps(message).encode())


def receive(line: "Connection[Any, Any]") -> Message:
    """Return the next message; EOFError or OSError when nobody is there any more."""
    message = json.loads(line.recv_bytes(MOST))
    if not isinstance(message, dict):
        raise OSError("the other side sent no message")
    return message


def packed(value: Any, kind: Any) -> str:
    """Return a value of a type as JSON."""
    return TypeAdapter(kind).dump_json(value).decode()


def unpacked(text: str, kind: Any) -> Any:
    """Return the value that JSON stands for."""
    return TypeAdapter(kind).validate_json(text)


def described(error: FirstcutError) -> Message:
    """Return an error as JSON."""
    return {
        "error": type(error).__name__,
        "says": str(error),
        "retry_after": getattr(error, "retry_after", None),
    }


def raised(message: Mapping[str, Any]) -> FirstcutError:
    """Return the error that a message describes, of the same type."""
    kind = getattr(errors, message["error"], None)
    if not inspect.isclass(kind) or not issubclass(kind, FirstcutError):
        kind = errors.EngineFailed
    error: FirstcutError = kind(message["says"])
    error.retry_after = message["retry_after"]
    return error


class Caller(Protocol):
    """The floor's side of a conversation with a run."""

    def call(self, store: str, /, **given: Any) -> Any:
        """Have the run do something with its asset store, and return what came of it."""


class RunsStore(AssetStore):
    """A run's own asset store, as it is seen on the floor: the run's process does all of it.

    Both are on one machine: paths mean the same to both. Where the assets really lie, and with what
    keys, only the run knows.
    """

    def __init__(self, run: Caller) -> None:
        self._run = run

    def put(self, path: Path, info: MediaInfo | None = None) -> Asset:
        """Have the run store a file."""
        info = info or MediaInfo()
        made = self._run.call("put", path=str(path), info=info.model_dump_json())
        return Asset.model_validate_json(made)

    def path(self, asset: Asset) -> Path:
        """Return where an asset lies on this machine."""
        return Path(self._run.call("path", asset=asset.model_dump_json()))

    def has(self, asset: Asset) -> bool:
        """Say whether an asset is there."""
        return bool(self._run.call("has", asset=asset.model_dump_json()))

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend a folder of the run's: if its process has gone, the next run sweeps it."""
        folder = self._run.call("lend")
        try:
            yield Path(folder)
        finally:
            self._run.call("take_back", folder=folder)

    def sweep(self) -> None:
        """Have the run remove what nobody works on."""
        self._run.call("sweep")

    def contents(self) -> Iterator[Stored]:
        """Yield all that the run's store holds."""
        yield from unpacked(self._run.call("contents"), tuple[Stored, ...])

    def discard(self, stored: Stored) -> None:
        """Have the run remove an asset."""
        self._run.call("discard", stored=packed(stored, Stored))


class Counter:
    """The run's side of ``RunsStore``: does what the floor asks of the store."""

    def __init__(self, store: AssetStore | None, lent: contextlib.ExitStack) -> None:
        self._store = store
        self._lent = lent
        self._folders: dict[str, contextlib.ExitStack] = {}

    def answer(self, message: Message) -> Message:
        """Return the answer to what the floor asks: what came of it, or what went wrong."""
        store, asked = self._store, message["store"]
        if store is None:
            return described(errors.EngineFailed("This piece of work has no asset store"))
        given = {name: value for name, value in message.items() if name != "store"}
        try:
            return {"came": self._do(store, asked, given)}
        except FirstcutError as error:
            return described(error)

    def _do(self, store: AssetStore, asked: str, given: Mapping[str, str]) -> Any:
        match asked:
            case "put":
                info = MediaInfo.model_validate_json(given["info"])
                return store.put(Path(given["path"]), info).model_dump_json()
            case "path":
                return str(store.path(Asset.model_validate_json(given["asset"])))
            case "has":
                return store.has(Asset.model_validate_json(given["asset"]))
            case "lend":
                return self._lend(store)
            case "take_back":
                return self._folders.pop(given["folder"]).close()
            case "sweep":
                return store.sweep()
            case "contents":
                return packed(tuple(store.contents()), tuple[Stored, ...])
            case "discard":
                return store.discard(unpacked(given["stored"], Stored))
        raise errors.EngineFailed(f"A store cannot {asked}")

    def _lend(self, store: AssetStore) -> str:
        own = self._lent.enter_context(contextlib.ExitStack())
        folder = str(own.enter_context(store.scratch()))
        self._folders[folder] = own
        return folder
