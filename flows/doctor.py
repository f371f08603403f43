"""The doctor: tries every engine and says what can run here."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from blocks.catalogue import ENGINES
from blocks.engine import Engine
from film.animatic import workshop
from film.errors import FirstcutError


def examine() -> bool:
    """Try every engine, print what came of it, and say whether all of them can run."""
    table = Table(title="Engines", title_justify="left")
    for heading in ("Stage", "Engine", "Runs", "Licence"):
        table.add_column(heading)
    well = True
    try:
        for stage, engines in ENGINES.items():
            for kind in engines:
                trouble = _try(kind)
                well = well and not trouble
                verdict = f"[red]no:[/red] {escape(trouble)}" if trouble else "[green]yes[/green]"
                table.add_row(stage, kind.label, verdict, kind.licence)
    finally:
        workshop.close(now=True)
    Console().print(table)
    return well


def _try(kind: type[Engine]) -> str:
    try:
        kind().check()
    except (FirstcutError, ImportError, OSError) as error:
        return str(error) or type(error).__name__
    return ""
