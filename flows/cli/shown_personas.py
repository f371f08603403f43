"""Personas on the terminal: what was saved, how consents stand, what is left."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from blocks.persona import persona_named, reference_to
from film.errors import BadRequest
from film.persona import Consent
from flows import forgetting, personas
from flows.persona_asking import Asked
from flows.personas import FilmWith, Tell, Verdict


def add(asked: Asked, storage: str) -> None:
    """Save a persona and print how to refer to it."""
    with _busy() as tell:
        block = personas.add(asked, storage, tell)
    for asset in block.pictures:
        _say(f"picture {asset.sha256[:12]}  {asset.info.width}×{asset.info.height}")
    if not block.consent.statement:
        _say("No statement is on record: --statement-file keeps what was agreed to.")
    _say(reference_to(asked.name))


def show_all() -> None:
    """Print a table of all personas."""
    now = datetime.now(UTC)
    table = Table()
    for column in ("Persona", "Consent", "For", "Until", "Pictures", "Voice"):
        table.add_column(column, no_wrap=column in ("Persona", "Consent"))
    for name, block in personas.saved():
        if block is None:
            table.add_row(name, "cannot be read: save it again")
            continue
        consent = block.consent
        voice = f"samples: {len(block.samples)}" if block.samples else block.voice_id
        table.add_row(
            name,
            consent.standing(now),
            ", ".join(consent.purposes),
            f"{consent.expires:%Y-%m-%d %H:%M}" if consent.expires else "",
            str(len(block.pictures)),
            voice,
        )
    Console().print(table if table.row_count else "No persona is saved yet.")


def show(name: str) -> None:
    """Print all that is saved of a persona."""
    block = persona_named(name)
    consent = block.consent
    rows = {
        "reference": reference_to(name),
        "looks": block.attributes.described(),
        "pictures": ", ".join(f"{asset.sha256[:12]}{asset.suffix}" for asset in block.pictures),
        "samples": ", ".join(f"{asset.sha256[:12]}{asset.suffix}" for asset in block.samples),
        "voice id": block.voice_id,
        "storage": block.storage,
        "consent": consent.standing(datetime.now(UTC)),
        "by": consent.by,
        "given": _moment(consent.given),
        "for": ", ".join(consent.purposes),
        "films": consent.films,
        "expires": _moment(consent.expires),
        "revoked": " ".join(part for part in (_moment(consent.revoked), consent.why) if part),
        "statement": consent.statement,
        "record": consent.digest,
        "earlier": ", ".join(digest[:12] for digest in block.earlier),
    }
    for label, value in rows.items():
        if value:
            _say(f"{label:<10} {value}")


def check(name: str) -> bool:
    """Judge a saved persona's pictures and its consent; return whether all is well."""
    block = persona_named(name)
    with _busy() as tell:
        verdicts = list(personas.judge_saved(block, tell))
    standing = block.consent.standing(datetime.now(UTC))
    _say(f"{name}: consent {standing}")
    return _print_verdicts(verdicts) and standing == "holds"


def check_files(pictures: Sequence[Path]) -> bool:
    """Judge picture files; return whether all will do."""
    with _busy() as tell:
        verdicts = [verdict for verdict, _ in personas.judge_files(pictures, tell)]
    return _print_verdicts(verdicts)


def revoke(name: str, why: str, folders: Sequence[Path]) -> None:
    """Revoke a consent, and print the films that were made with it."""
    block = personas.revoke(name, why)
    _say(f"Revoked: nothing new is made with '{name}'.")
    with _busy() as tell:
        places = personas.places_for(block, folders)
        made, _ = personas.films_with(block.persona().records, places, tell)
    _print_films(made)


def renew(name: str, consent: Consent) -> None:
    """Save a new consent."""
    block = personas.renew(name, consent)
    until = f" until {_moment(block.consent.expires)}" if block.consent.expires else ""
    _say(f"The consent for '{name}' {block.consent.standing(datetime.now(UTC))}{until}.")


def films(name: str, folders: Sequence[Path]) -> None:
    """Print the films that were made with a persona."""
    block = persona_named(name)
    with _busy() as tell:
        places = personas.places_for(block, folders)
        made, _ = personas.films_with(block.persona().records, places, tell)
    _print_films(made)


def forget(name: str, folders: Sequence[Path], *, films: bool) -> bool:
    """Forget a persona and print what is left; return whether it is wholly done."""
    from prefect.client.orchestration import get_client

    from flows.results import usual_results

    if name != Path(name).name:
        raise BadRequest(f"'{name}' is not the name of a persona")
    block = persona_named(name)
    with get_client(sync_client=True) as client, _busy() as tell:
        places = personas.places_for(block, folders)
        ending = forgetting.Forgetting(name, places, client, usual_results(), tell)
        gone = ending.forget(films=films)
    _say(
        f"Deleted: pictures {gone.pictures}, samples {gone.samples}, cloned voices "
        f"{len(gone.voices)}, films {len(gone.films)}, derived assets {gone.derived}, results "
        f"{gone.results}."
    )
    for one in gone.left:
        _say(f"Left: {one}.")
    _say("Copies may also lie in backups, old versions on S3, workers' caches and downloads.")
    return gone.finished


def _print_films(made: Sequence[FilmWith]) -> None:
    for one in made:
        _say(f"{one.made:%Y-%m-%d %H:%M}  “{one.title}”  {one.address}")
    if not made:
        _say("No film that was made with it is there.")


def _print_verdicts(verdicts: Sequence[Verdict]) -> bool:
    for one in verdicts:
        _say(" ".join((f"{one.picture}:", "will do." if one.ok else "will not do.", *one.advice)))
    return all(one.ok for one in verdicts)


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _say(text: str) -> None:
    """Print a line, as long as it is."""
    Console().print(escape(text), highlight=False, soft_wrap=True)


@contextmanager
def _busy() -> Iterator[Tell]:
    """Show on a terminal what is being done; say nothing elsewhere, where output is kept."""
    console = Console(stderr=True)
    with console.status("…") as status:
        yield lambda line: status.update(escape(line))
