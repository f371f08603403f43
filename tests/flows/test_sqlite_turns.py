"""SQLite below a server: writers wait for one another, and a refused one keeps no cursor."""

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.server.database.configurations import AioSqliteConfiguration
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from flows.sqlite_turns import take_turns


@pytest.fixture(autouse=True)
def by_hand() -> Iterator[None]:
    """Collect no garbage unless a test does."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


async def engine(folder: Path, taking_turns: bool) -> tuple[AioSqliteConfiguration, AsyncEngine]:
    """Return a Prefect server's engine on a database with one number in it."""
    configuration = AioSqliteConfiguration(f"sqlite+aiosqlite:///{folder / 'server.db'}")
    opened = await configuration.engine()
    if taking_turns:
        take_turns(opened.sync_engine)
    async with opened.connect() as connection:
        await connection.execute(text("create table tally (number integer unique)"))
        await connection.execute(text("insert into tally values (0)"))
    return configuration, opened


async def count(folder: Path, taking_turns: bool, writers: int) -> int:
    """Have writers read, pause and add one, all at a time; return the number they come to."""
    configuration, opened = await engine(folder, taking_turns)

    async def add() -> None:
        session = await configuration.session(opened)
        async with session, configuration.begin_transaction(session):
            await session.execute(text("select number from tally"))
            await asyncio.sleep(0.05)
            await session.execute(text("update tally set number = number + 1"))

    await asyncio.gather(*(add() for _ in range(writers)), return_exceptions=True)
    async with opened.connect() as connection:
        number = await connection.scalar(text("select number from tally"))
    await opened.dispose()
    return int(number)


def test_who_reads_and_then_writes_waits_for_the_others(tmp_path: Path) -> None:
    assert asyncio.run(count(tmp_path, taking_turns=True, writers=8)) == 8


def test_otherwise_prefect_is_refused_at_once(tmp_path: Path) -> None:
    assert asyncio.run(count(tmp_path, taking_turns=False, writers=8)) < 8


async def write_while_garbage_is_collected(folder: Path, taking_turns: bool) -> None:
    """Have a connection, after a failure, wait for another's lock while the failure is collected.

    OperationalError when the event loop waits for the first connection, and that for the second,
    which the event loop was to commit.
    """
    _, opened = await engine(folder, taking_turns)
    add = text("insert into tally select max(number) + 1 from tally")
    async with opened.connect() as waits, opened.connect() as holds:
        await waits.execute(text("pragma busy_timeout = 3000"))
        try:
            await waits.execute(text("insert into tally values (0)"))
        except IntegrityError as error:
            error.__dict__["itself"] = error
        await holds.execute(text("begin immediate"))
        await holds.execute(add)
        waiting = asyncio.create_task(waits.execute(add))
        await asyncio.sleep(0.5)
        gc.collect()
        await holds.execute(text("commit"))
        await waiting
    await opened.dispose()


def test_a_failed_statement_does_not_stop_the_event_loop_later(tmp_path: Path) -> None:
    asyncio.run(write_while_garbage_is_collected(tmp_path, taking_turns=True))


def test_otherwise_it_does_until_the_time_out(tmp_path: Path) -> None:
    with pytest.raises(OperationalError, match="database is locked"):
        asyncio.run(write_while_garbage_is_collected(tmp_path, taking_turns=False))
