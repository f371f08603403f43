"""What a screenplay consists of, in the order it was written."""

from film.model import FilmModel


class SceneHeading(FilmModel):
    """A slugline, ``INT. KITCHEN - NIGHT``, without its scene number."""

    text: str
    number: str = ""


class Action(FilmModel):
    """A paragraph of description."""

    text: str


class Centred(FilmModel):
    """A paragraph set in the middle of the page, such as ``THE END``."""

    text: str


class SpeechPart(FilmModel):
    """Words said in one manner."""

    text: str
    parenthetical: str = ""


class Speech(FilmModel):
    """A cue and all that is said under it."""

    name: str
    """As written in the cue, without extensions, force mark and caret."""
    forced: bool = False
    """Whether ``@`` kept the name's own capitals."""
    extensions: tuple[str, ...] = ()
    """As written, such as ``V.O.`` or ``CONT'D``."""
    parts: tuple[SpeechPart, ...]
    dual: bool = False
    """Whether it is spoken together with the speech before it."""


class Lyric(FilmModel):
    """Words sung by nobody in particular: lyrics outside a speech."""

    text: str


class Transition(FilmModel):
    """How one scene becomes the next: ``DISSOLVE TO:``."""

    text: str


class Section(FilmModel):
    """A heading of the outline, which nobody sees or hears."""

    text: str
    level: int = 1


class Synopsis(FilmModel):
    """A summary of what follows, which nobody sees or hears."""

    text: str


class Note(FilmModel):
    """A remark between the writers, which nobody sees or hears."""

    text: str


class PageBreak(FilmModel):
    """A new page."""


Element = (
    SceneHeading
    | Action
    | Centred
    | Speech
    | Lyric
    | Transition
    | Section
    | Synopsis
    | Note
    | PageBreak
)


class Screenplay(FilmModel):
    """A screenplay, read: its title page and its elements in order."""

    title_page: tuple[tuple[str, str], ...] = ()
    """Keys in lower case and their values; a value's lines are joined by line feeds."""
    elements: tuple[Element, ...] = ()

    def title_value(self, *keys: str) -> str:
        """Return the first title page value under any of the keys, or nothing."""
        return next((value for key, value in self.title_page if key in keys), "")
