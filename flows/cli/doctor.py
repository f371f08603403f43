"""The doctor: which engines are ready here, and whether they really run."""

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from blocks.catalogue import ENGINES
from blocks.crew import engine_referred
from blocks.engine import Engine
from film.animatic import workshop
from film.errors import BadRequest, EngineMissing, FirstcutError

EMBEDDED = "embedded"


def list_engines() -> None:
    """Print every engine: ready or not, why not and what to do, and on what terms."""
    table = _table("Stage", "Engine", "Ready", "Licence and terms")
    for stage, engine in _engines():
        table.add_row(stage, _name(engine), _verdict(_trouble(engine.ready)), engine.terms())
    Console().print(table)


def examine() -> bool:
    """Try every engine, print what came of it, and say whether what should run does.

    Nothing is bought. An engine that lacks its key, package or weights is listed as not ready, and
    is no fault, unless it is an embedded one: those need nothing.
    """
    table = _table("Stage", "Engine", "Runs", "Licence and terms")
    well = True
    try:
        for stage, engine in _engines():
            trouble = _trouble(engine.ready) or _trouble(engine.check)
            lacks = isinstance(trouble, EngineMissing) and engine.name != EMBEDDED
            well = well and (trouble is None or lacks)
            table.add_row(stage, _name(engine), _verdict(trouble), engine.terms())
    finally:
        workshop.close(now=True)
    Console().print(table)
    return well


def fetch_for(stage: str, reference: str) -> None:
    """Bring to this machine what an engine needs; BadRequest when there is no such engine."""
    if stage not in ENGINES:
        raise BadRequest(f"There is no stage '{stage}': choose {', '.join(ENGINES)}")
    engine = engine_referred(stage, reference)
    if not isinstance(engine, Engine):
        raise BadRequest(f"Block '{reference}' is no engine: choose one for {stage}")
    console = Console()
    with console.status(f"Fetching what {engine.label} needs…"):
        engine.fetch()
    console.print(f"{engine.label}: all is here.")


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


def _verdict(trouble: Exception | None) -> str:
    if trouble is None:
        return "[green]yes[/green]"
    colour = "yellow" if isinstance(trouble, EngineMissing) else "red"
    return f"[{colour}]no:[/{colour}] {escape(str(trouble) or type(trouble).__name__)}"


def _trouble(examination: Callable[[], None]) -> Exception | None:
    try:
        examination()
    except (FirstcutError, ImportError, OSError) as error:
        return error
    return None
