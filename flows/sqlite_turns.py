"""SQLite below a Prefect server with many writers: each waits its turn, and what failed lets go."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, Engine, event


def take_turns(engines: Any = Engine) -> None:
    """Have these engines (an engine, or the class: all to come) share SQLite without refusals.

    Prefect begins its transactions ``DEFERRED``: one that reads and then writes, while another has
    written meanwhile, is refused at once («database is locked»), and what it had to record is lost.
    Begun ``IMMEDIATE``, it waits for the others first.

    A refused statement's cursor lives on in the traceback until the garbage collector, on the event
    loop's thread, resets its statement; that waits for whatever its connection does by then. Where
    it waits for a lock whose holder needs the event loop, the server stands still until SQLite's
    busy time-out, a minute later. So a cursor whose statement fails is closed there and then.
    """
    event.listen(engines, "before_cursor_execute", _begin_as_a_writer, retval=True)
    event.listen(engines, "do_connect", _connect)


class _Cursor(sqlite3.Cursor):
    def execute(self, *arguments: Any) -> "_Cursor":
        return self._try(super().execute, *arguments)

    def executemany(self, *arguments: Any) -> "_Cursor":
        return self._try(super().executemany, *arguments)

    def _try(self, run: Callable[..., Any], *arguments: Any) -> "_Cursor":
        try:
            run(*arguments)
        except sqlite3.Error:
            self.close()
            raise
        return self


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


def _connect(dialect: Dialect, _record: Any, _places: Any, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options["factory"] = _Connection


def _begin_as_a_writer(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    return ("BEGIN IMMEDIATE" if statement == "BEGIN DEFERRED" else statement), parameters
