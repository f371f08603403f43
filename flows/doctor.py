"""The doctor: which engines are ready here, and whether they really run."""

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from blocks.catalogue import ENGINES
from blocks.engine import Engine
from film.animatic import workshop
from film.errors import FirstcutError


def list_engines() -> None:
    """Print every engine: ready or not, why not and what to do, and on what terms."""
    table = _table("Stage", "Engine", "Ready", "Licence and terms")
    for stage, engine in _engines():
        table.add_row(stage, _name(engine), _verdict(_trouble(engine.ready)), engine.terms())
    Console().print(table)


def examine() -> bool:
    """Try every engine that is ready, print what came of it, and say whether all of them ran.

    Nothing is bought. Engines that are not ready are listed, and are no fault.
    """
    table = _table("Stage", "Engine", "Runs", "Licence and terms")
    well = True
    try:
        for stage, engine in _engines():
            missing = _trouble(engine.ready)
            trouble = missing or _trouble(engine.check)
            well = well and (bool(missing) or not trouble)
            verdict = f"[yellow]not ready:[/yellow] {escape(missing)}" if missing else ""
            table.add_row(stage, _name(engine), verdict or _verdict(trouble), engine.terms())
    finally:
        workshop.close(now=True)
    Console().print(table)
    return well


def _engines() -> Iterator[tuple[str, Engine]]:
    for stage, kinds in ENGINES.items():
        for kind in kinds:
            yield stage, kind()


def _table(*headings: str) -> Table:
    table = Table(title="Engines", title_justify="left")
    for heading in headings:
        table.add_column(heading)
    return table


def _name(engine: Engine) -> str:
    return f"[bold]{engine.name}[/bold]\n{escape(engine.label)}"


def _verdict(trouble: str) -> str:
    return f"[red]no:[/red] {escape(trouble)}" if trouble else "[green]yes[/green]"


def _trouble(examination: Callable[[], None]) -> str:
    try:
        examination()
    except (FirstcutError, ImportError, OSError) as error:
        return str(error) or type(error).__name__
    return ""
