"""Commands for personas: people who have allowed films with their face or their voice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli import options
from flows.cli.sentences import BAD_INPUT, FAILED, sentences

PANEL = "Engines"
LOOKS, CONSENT = "Looks", "Consent"
commands = typer.Typer(
    help="People who appear in films: faces and voices, and the consent without which nothing is "
    "made.",
    no_args_is_help=True,
)

SavedName = Annotated[str, typer.Argument(metavar="NAME", help="The persona.")]
FilmsIn = Annotated[
    list[Path] | None,
    typer.Option(
        "--films-in",
        metavar="FOLDER",
        help="Folders of films to look through besides the studio's; films when left out.",
    ),
]


def _look(text: str) -> Any:
    return typer.Option(help=text, rich_help_panel=LOOKS)


By = Annotated[
    str | None,
    typer.Option(
        "--consent-by", help="Full name of the person who consents.", rich_help_panel=CONSENT
    ),
]
Purposes = Annotated[
    list[str] | None,
    typer.Option(
        "--purpose",
        metavar="face|voice",
        help="What may be used; may be given twice.",
        rich_help_panel=CONSENT,
    ),
]
Given = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="When it was given; now when left out.", rich_help_panel=CONSENT
    ),
]
Expires = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Last day (UTC) on which it holds, or a moment; until revoked when left out.",
        rich_help_panel=CONSENT,
    ),
]
StatementFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="What was agreed to, in their words.", rich_help_panel=CONSENT
    ),
]
ForFilms = Annotated[
    str | None,
    typer.Option("--for", help="Which films it is for, in words.", rich_help_panel=CONSENT),
]


@dataclass(frozen=True)
class ConsentAsked:
    """What may be said of a consent."""

    consent_by: By = None
    purpose: Purposes = None
    given: Given = None
    expires: Expires = None
    statement_file: StatementFile = None
    for_films: ForFilms = None

    @property
    def said(self) -> dict[str, Any]:
        """The consent's fields; None for what was not said."""
        from flows.persona_asking import read_statement

        return {
            "by": self.consent_by,
            "purposes": tuple(self.purpose or ()),
            "given": self.given,
            "expires": self.expires,
            "statement": read_statement(self.statement_file) if self.statement_file else None,
            "films": self.for_films,
        }


@dataclass(frozen=True)
class PersonaAsked(ConsentAsked):
    """What may be said of a persona."""

    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="Lower-case letters, digits and hyphens; or in the file."
        ),
    ] = None
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="All of this, as TOML.")] = None
    picture: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A picture of the face; 1 to 8 may be given."),
    ] = None
    voice: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A recording of the voice; up to 8 may be given."),
    ] = None
    voice_id: Annotated[
        str | None, typer.Option("--voice-id", metavar="ID", help="The voice's id at a vendor.")
    ] = None
    gender: Annotated[str | None, _look("woman, man or person.")] = None
    age: Annotated[int | None, _look("Years, 18 to 120.")] = None
    hair: Annotated[str | None, _look("How the hair is worn.")] = None
    hair_colour: Annotated[str | None, _look("Colour of the hair.")] = None
    eyes: Annotated[str | None, _look("Colour or shape of the eyes.")] = None
    skin: Annotated[str | None, _look("Tone of the skin.")] = None
    build: Annotated[str | None, _look("slight, average, athletic, broad or heavy.")] = None
    style: Annotated[str | None, _look("Manner of dress.")] = None
    wears: Annotated[str | None, _look("What is worn in every shot.")] = None
    words: Annotated[str | None, _look("Anything else one knows the person by.")] = None

    @property
    def fields(self) -> dict[str, Any]:
        """The persona's fields; None for what was not said."""
        looks = ("gender", "age", "hair", "hair_colour", "eyes", "skin", "build", "style", "wears")
        return {
            "name": self.name,
            "pictures": tuple(self.picture or ()),
            "samples": tuple(self.voice or ()),
            "voice_id": self.voice_id,
            "attributes": {look: getattr(self, look) for look in (*looks, "words")},
            "consent": self.said,
        }


@commands.command()
@options.asking
def add(
    asked: PersonaAsked,
    storage: Annotated[
        str,
        typer.Option(
            metavar="REF",
            help="Where pictures and samples go: local, or a saved block as type-slug/name.",
        ),
    ] = "local",
) -> None:
    """Check pictures and samples, and save a persona with the consent that covers them.

    firstcut persona add ana --picture a.jpg --age 34 --consent-by "Ana García" --purpose face
    """
    with sentences():
        from flows.persona_asking import ask_persona

        wanted = ask_persona(asked.file, asked.fields)
        with _personas() as personas:
            personas.add(wanted, storage)


@commands.command("list")
def list_personas() -> None:
    """List the personas, and how their consents stand."""
    with sentences(), _personas() as personas:
        personas.show_all()


@commands.command()
def show(name: SavedName) -> None:
    """Show a persona: looks, media, and the consent's record."""
    with sentences(), _personas() as personas:
        personas.show(name)


@commands.command()
def check(
    subjects: Annotated[
        list[str], typer.Argument(metavar="NAME|PICTURES…", help="A persona, or picture files.")
    ],
) -> None:
    """Say whether pictures will do, and what to do better; exit code 2 when one will not."""
    with sentences():
        from flows.cli import shown_personas as shown

        files = [Path(one) for one in subjects]
        if any(file.exists() or file.suffix for file in files):
            good = shown.check_files(files)
        else:
            with _personas() as personas:
                verdicts = [personas.check(name) for name in subjects]
            good = all(verdicts)
        if not good:
            raise typer.Exit(BAD_INPUT)


@commands.command()
def revoke(
    name: SavedName,
    why: Annotated[str, typer.Option(help="Kept in the record.")] = "",
    films_in: FilmsIn = None,
) -> None:
    """Take a consent back: nothing new is made. Lists the films made with the persona."""
    with sentences(), _personas() as personas:
        personas.revoke(name, why, _folders(films_in))


@commands.command()
@options.asking
def renew(asked: ConsentAsked, name: SavedName) -> None:
    """Record a new consent in the place of one that expired or was revoked."""
    with sentences():
        from flows.persona_asking import ask_consent

        consent = ask_consent(asked.said)
        with _personas() as personas:
            personas.renew(name, consent)


@commands.command()
def films(name: SavedName, films_in: FilmsIn = None) -> None:
    """List the films made with a persona, under its present and its earlier consents."""
    with sentences(), _personas() as personas:
        personas.films(name, _folders(films_in))


@commands.command()
def forget(
    name: SavedName,
    films: Annotated[
        bool, typer.Option("--films", help="Remove the films made with it, too.")
    ] = False,
    films_in: FilmsIn = None,
) -> None:
    """Delete a persona, its pictures, samples and cloned voice, and what was derived of them.

    Says what is left. Exit code 1 when something could not be deleted: run it again then.
    """
    with sentences(), _personas() as personas:
        if not personas.forget(name, _folders(films_in), films=films):
            raise typer.Exit(FAILED)


def _folders(given: list[Path] | None) -> list[Path]:
    return [Path("films")] if given is None else given


@contextmanager
def _personas() -> Iterator[Any]:
    """Wait for the Prefect API, and lend what shows personas."""
    from flows import local_api

    local_api.use()
    local_api.wait()
    from flows.cli import shown_personas

    yield shown_personas
