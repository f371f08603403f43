"""The command that reads a film's Content Credentials back and tries them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.sentences import BAD_INPUT, FAILED, fail, sentences

if TYPE_CHECKING:
    from film.provenance.reading import Credentials

PANEL = "Films made here"
NONE = (
    "{name} carries no Content Credentials: it never had any, or they were lost when it was cut, "
    "converted or copied by a program that does not keep them."
)
commands = typer.Typer()


@commands.command(rich_help_panel=PANEL)
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A film, a picture or a sound.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    trust: Annotated[
        Path | None,
        typer.Option(
            metavar="PEM", help="Certificates of authorities that you trust, such as C2PA's list."
        ),
    ] = None,
) -> None:
    """Read a film's Content Credentials (C2PA) and say whether they hold.

    Exit codes: 0 they are valid, 1 they are broken, 2 there are none or no such file. Nothing
    leaves the machine.
    """
    with sentences():
        from film.provenance.reading import read_credentials

        found = read_credentials(file, _anchors(trust) if trust else "")
    if found is None:
        fail(NONE.format(name=file.name), BAD_INPUT)
        return
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        _show(found)
    raise typer.Exit(0 if found.valid else FAILED)


def _anchors(path: Path) -> str:
    """Return the certificates in a file, without the private keys that may lie beside them."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    from film.errors import BadRequest

    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as cause:
        raise BadRequest(f"Cannot read {path}: {cause.strerror or cause}") from cause
    except ValueError as cause:
        raise BadRequest(f"{path} holds no certificates as PEM") from cause
    return b"".join(one.public_bytes(Encoding.PEM) for one in found).decode()


def _show(found: "Credentials") -> None:
    """Print a sentence and a table."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    colour = "red" if not found.valid else "green" if found.trusted else "yellow"
    console.print(f"[{colour}]{escape(found.sentence)}[/]", soft_wrap=True, highlight=False)
    table = Table(show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _facts(found):
        table.add_row(name, escape(value))
    if table.row_count:
        console.print(table)


def _facts(found: "Credentials") -> list[tuple[str, str]]:
    """Return what is known, in the order of its weight."""
    by = "as its timestamp authority testifies" if found.timestamped else "as the signer says"
    signed = f"{found.signed:%d %B %Y, %H:%M:%S} UTC, {by}" if found.signed else ""
    facts = [
        ("title", found.title),
        ("signed by", found.signer),
        ("certificate", "for development: anybody can make one" if found.development else ""),
        ("signed", signed),
        ("made with", found.generator),
        ("origin", f"{found.origin} ({found.source_type})" if found.source_type else ""),
    ]
    facts += [("step", f"{one.action} {one.description}".strip()) for one in found.steps]
    for part in found.parts:
        digest = f", SHA-256 {part.sha256}" if part.sha256 else ""
        own = ", with credentials of its own" if part.credentials else ""
        facts.append(
            ("made from", f"{part.title} ({part.relationship}, {part.media_type}{digest}{own})")
        )
    facts += [("problem", one) for one in found.problems]
    return [(name, value) for name, value in facts if value]
