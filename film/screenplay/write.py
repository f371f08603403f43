"""Writing a story as Fountain, so that reading it back gives the same story again."""

from film.screenplay.markup import escape, normalise
from film.screenplay.names import display_name
from film.screenplay.parse import is_heading, is_transition
from film.story import NARRATOR, Character, Line, Scene, Shot, Story, Transition

TRANSITIONS: dict[Transition, str] = {
    "dissolve": "DISSOLVE TO:",
    "fade": "FADE IN:",
    "fade to black": "FADE TO BLACK.",
    "wipe": "WIPE TO:",
}
"""How a scene's beginning is written; a cut goes without saying."""


def write_fountain(story: Story) -> str:
    """Return a story as a Fountain screenplay.

    Read back, it has the same title, scenes, transitions, speakers and lines, in order, with
    their extensions, parentheticals and dual dialogue; text that looks like syntax is escaped.
    """
    cues = _cues(story.characters)
    blocks = ["\n".join(_title_page(story))]
    introduced: set[str] = set()
    for number, scene in enumerate(story.scenes):
        if scene.transition != "cut":
            blocks.append(_transition(TRANSITIONS[scene.transition], first=number == 0))
        blocks.append(_heading(scene))
        if _flat(scene.synopsis):
            blocks.append("= " + _text(scene.synopsis))
        blocks += _introductions(story, scene, introduced)
        blocks += _body(scene, cues)
    return "\n\n".join(blocks) + "\n"


def _flat(text: str) -> str:
    return " ".join(normalise(text).split())


def _text(text: str) -> str:
    return escape(_flat(text), "\\*_[]")


def _title_page(story: Story) -> list[str]:
    entries = {
        "Title": story.title,
        "Author": story.author,
        "Genre": story.genre,
        "Language": story.language,
        "Notes": story.logline,
    }
    return [f"{key}: {_text(value)}" for key, value in entries.items() if _flat(value)]


def _transition(words: str, *, first: bool) -> str:
    return words if not first or words != "FADE TO BLACK." else f"> {words}"


def _heading(scene: Scene) -> str:
    slugline = _flat(scene.slugline) or _flat(scene.place) or scene.setting.upper()
    written = _text(slugline)
    if slugline.endswith("#"):
        written = written[:-1] + "\\#"
    if is_heading(slugline):
        return written
    return "." + ("\\" if slugline[0] == "." else "") + written


def _cues(characters: tuple[Character, ...]) -> dict[str, str]:
    """Return how each character's cue is written; no two are alike."""
    cues = {NARRATOR: "NARRATOR"}
    taken = {"narrator"}
    for character in characters:
        name = _flat(character.name) or "Somebody"
        wanted, count = name, 1
        while name.casefold() in taken:
            count += 1
            name = f"{wanted} {count}"
        taken.add(name.casefold())
        cues[character.id] = _cue(name)
    return cues


def _cue(name: str) -> str:
    loud = name.upper()
    simple = all(char.isalpha() or char in " .'’-" or char.isdigit() for char in loud)
    if (
        simple
        and loud[0].isalpha()
        and any(char.isupper() for char in loud)
        and display_name(loud) == name
        and not is_heading(loud)
        and not is_transition(loud, alone=False)
    ):
        return loud
    return "@" + escape(name, "\\*_[]()^@")


def _introductions(story: Story, scene: Scene, introduced: set[str]) -> list[str]:
    """Return a line on the look of everybody who is seen for the first time."""
    seen = [presence.character for shot in scene.shots for presence in shot.cast]
    speakers = [line.speaker for line in scene.lines]
    lines = []
    for character in story.characters:
        if character.id in introduced or character.id not in {*seen, *speakers}:
            continue
        introduced.add(character.id)
        if _flat(character.description):
            text = f"{_flat(character.name).upper()} ({_flat(character.description)})."
            lines.append(_action(text))
    return lines


def _body(scene: Scene, cues: dict[str, str]) -> list[str]:
    lines = {line.id: line for line in scene.lines}
    blocks: list[str] = []
    written: list[str] = []
    shots = [*scene.shots, Shot(id="rest", size="wide", lines=tuple(lines))]
    said: Line | None = None
    for shot in shots:
        due = [lines[line] for line in shot.lines if line in lines and line not in written]
        action = _flat(shot.action)
        # Dual dialogue has to follow its partner at once.
        if action and not (due and due[0].together) and action not in blocks[-1:]:
            blocks.append(_action(action))
            said = None
        for line in due:
            written.append(line.id)
            speech = _speech(line, cues, goes_on=bool(said and said.speaker == line.speaker))
            if speech:
                blocks.append(speech)
                said = line
    return blocks


def _action(text: str) -> str:
    needs_force = text[0] in ".!@~>=#" or bool(is_heading(text)) or is_transition(text, alone=True)
    return ("!" if needs_force else "") + _text(text)


def _speech(line: Line, cues: dict[str, str], *, goes_on: bool) -> str:
    words = _flat(line.text)
    if not words:
        return ""
    cue = cues.get(line.speaker) or _cue(_flat(line.speaker) or "Somebody")
    if line.extension:
        cue += f" ({line.extension})"
    elif goes_on:
        cue += " (CONT'D)"
    if line.together:
        cue += " ^"
    written = _text(words)
    if words[0] in "(~":
        written = "\\" + written
    parenthetical = _flat(line.parenthetical)
    manner = [f"({_text(parenthetical)})"] if parenthetical else []
    return "\n".join([cue, *manner, written])
