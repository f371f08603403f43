"""Keepsakes: what a story does with the very thing that its prompt names, seen and spoken of."""

from dataclasses import dataclass

from film.lexicon.words import find_words
from film.story import Genre
from film.storyteller.themes import Script, Step, Theme

_DARK: tuple[Genre, ...] = ("thriller", "horror")


@dataclass(frozen=True)
class Keepsake:
    """A thing's own scenes: how it comes in, and what it is for in the end."""

    words: tuple[str, ...]
    """Nouns that name it in a prompt."""
    meet: Script = ""
    turn: Script = ""
    dark_meet: Script = ""
    """The same where it is dark: thrillers and horror."""
    dark_turn: Script = ""
    back: Script = ""
    """What is said over it when the story is about coming back."""

    def script(self, step: Step, genre: Genre, theme: Theme) -> Script:
        """Return what it does at a step of the plot; empty where it has nothing to do."""
        dark = genre in _DARK
        if step == "turn" and theme == "return" and self.back:
            return self.back
        scripts: dict[str, Script] = {
            "meet": self.dark_meet if dark else self.meet,
            "turn": self.dark_turn if dark else self.turn,
        }
        return scripts.get(step, "")


KEEPSAKES: tuple[Keepsake, ...] = (
    Keepsake(
        ("phone", "telephone", "smartphone", "mobile"),
        meet="A: The phone rings.\nH: Hello?\nO: Don't hang up. I've been practising this.",
        turn="A: {Hero} picks up the phone, and dials.\nH (softly): It's me. You can stop waiting.",
        dark_meet="A: The phone rings.\nH (whispering): Who is this?\n"
        "H (V.O.): You, tomorrow. Don't open the door at midnight.",
        dark_turn="A: {Hero} lifts the phone, and dials the only number on it.\n"
        "H (whispering): It's me. Yesterday. Listen: don't open the door.",
    ),
    Keepsake(
        ("bell", "bells"),
        meet="A: {Hero} rings the bell. Somewhere far off, another answers.\n"
        "H (surprised): There's only one bell.\nO: There used to be.",
        turn="A: {Hero} rings the bell, and waits.\nH (softly): There. Did you hear? It's nearer.",
        dark_meet="A: {Hero} rings the bell, once.\n"
        "N: It has always been one for the crossing. Tonight something rang back. Twice.\n"
        "H (whispering): There's nobody on that side.",
        dark_turn="A: {Hero} puts a hand on the bell, to keep it still.\n"
        "H (whispering): I'm holding it. I'm holding it.\n"
        "N: And still, across the water, it rang.",
    ),
    Keepsake(
        ("bomb", "explosive"),
        meet="A: The bomb ticks.\nO: How long have we got?\nH: It doesn't say. It only ticks.",
        turn="A: {Hero} bends over the bomb. There are two wires.\nO (whispering): The red one?\n"
        "H (whispering): They're both red.",
        dark_meet="A: The bomb ticks.\nO (worried): How long have we got?\n"
        "H: It doesn't say. It only ticks.",
        dark_turn="A: {Hero} bends over the bomb. There are two wires.\n"
        "O (whispering): The red one?\nH (whispering): They're both red.",
    ),
    Keepsake(
        ("oven", "stove"),
        meet="A: {Hero} and {other} reach for the oven at the same time.\n"
        "H: Left shelf, mine. Right shelf, yours.\nO: It has one shelf.\nH: Then I'm above you.",
        turn="A: Out of the oven comes one loaf, and it is twice the size of either.\n"
        "O (softly): Whose is it?\nH: Ours. Don't tell anyone.",
        dark_meet="A: The oven is warm. Nobody lit it.\nH (whispering): Who's been baking?",
    ),
    Keepsake(
        ("piano", "piano tuner", "pianist"),
        turn="A: {Hero} sits down at the piano, and plays, very softly.\n"
        "O: You never played that before.\nH (softly): I was saving it. I didn't know for whom.",
        back="A: {Hero} sits down at the piano, and presses one key.\n"
        "H (softly): Flat. After all these years.\nO: We let nobody touch it. We kept it for you.",
        dark_turn="A: The piano plays one note. Nobody is near it.\nH (whispering): That's ours.",
    ),
    Keepsake(
        ("violin", "fiddle", "cello", "violinist"),
        turn="A: {Hero} lifts the violin, and plays three notes.\n"
        "O (softly): You kept the tune.\nH: It kept me.",
    ),
    Keepsake(
        ("letter", "postcard", "postman"),
        meet="A: A letter, with no stamp, and no name on it.\nH: I know this hand.\nO: Whose is "
        "it?\nH: Somebody's who can't have written it.",
        turn="A: {Hero} opens the letter at last.\nH (softly): It only says: come as you are.",
    ),
    Keepsake(
        ("map", "treasure map"),
        meet="A: {Hero} unrolls the map. One corner is missing.\n"
        "O: That's the corner we're in.\nH: Then we're the first to draw it.",
        turn="A: {Hero} takes a pen, and draws the missing corner of the map.\n"
        "H (softly): There. Now it ends where we do.",
    ),
    Keepsake(
        ("clock", "watch", "pocket watch", "clockmaker", "watchmaker"),
        meet="A: The clock stops. Then it goes on, backwards.\nH (surprised): It's never done "
        "that.\nO: Perhaps you never watched.",
        turn="A: {Hero} stops the clock with one finger.\nH (softly): There. Now we've time.",
    ),
    Keepsake(
        ("forest", "garden", "seed", "gardener", "flower", "tree", "plant"),
        meet="A: {Hero} finds one seed, and plants it.\nH (softly): Grow. I have plenty of "
        "time.\nO: It can't hear you.\nH: Then I'll say it again tomorrow.",
        turn="A: A leaf unfolds. Then another. Then more than anybody could count.\n"
        "H (whispering): You were listening.",
    ),
    Keepsake(
        ("oar", "boat", "ferry", "ferryman"),
        meet="A: {Hero} unties the boat.\nO: Is there room for one more?\nH: There's room. "
        "It's the weather that's full.",
        turn="A: {Hero} lays down the oar, and lets the boat drift.\n"
        "H (softly): It knows the way. It always did.",
    ),
    Keepsake(
        ("key",),
        meet="A: {Hero} holds up a key.\nO: What does it open?\nH: Nothing yet.",
        turn="A: {Hero} turns the key, and the lock gives.\nH (softly): It was never locked. "
        "It was only shut.",
    ),
    Keepsake(
        ("book", "library", "bookshop", "librarian", "novel"),
        meet="A: A book falls open at a page that was blank yesterday.\n"
        "H (surprised): This is about us.\nO: How far does it go?\nH: Up to 'How far does it go?'",
        turn="A: {Hero} takes a pen, and writes the last line of the book.\n"
        "H (softly): Now it's ours.",
    ),
    Keepsake(
        ("camera", "photograph", "photographer", "photo"),
        meet="A: {Hero} looks at the photograph, and turns it over.\n"
        "H: I don't remember this.\nO: You were holding the camera.",
        turn="A: {Hero} lowers the camera.\nH (softly): This one I'll keep without it.",
    ),
    Keepsake(
        ("radio",),
        meet="A: The radio crackles.\nO (V.O.): Is anybody there?\nH (surprised): I am. I've been "
        "here all along.",
        turn="A: {Hero} bends over the radio.\nH (softly): I hear you. Keep talking.",
    ),
    Keepsake(
        ("kite",),
        meet="A: The kite pulls once, hard.\nO: Is it stuck?\nH: No. Somebody's holding the "
        "other end.",
        turn="A: {Hero} lets go of the kite.\nH (softly): It only wanted to be asked.",
    ),
    Keepsake(
        ("telescope", "astronomer"),
        meet="A: {Hero} bends to the telescope, and starts back.\nO: What is it?\n"
        "H: Somebody with a telescope.",
        turn="A: {Hero} turns the telescope around.\nH (softly): Your turn. Look.",
    ),
    Keepsake(
        ("mirror",),
        meet="A: In the mirror, {hero} is smiling.\nH (surprised): I'm not smiling.",
        turn="A: {Hero} turns the mirror to the wall.\nH (softly): I know what I look like now.",
        dark_meet="A: In the mirror, {hero} blinks. A moment late.\nH (whispering): Do that again.",
    ),
    Keepsake(
        ("paintbrush", "painting", "painter", "paint", "picture"),
        meet="A: {Hero} lifts a paintbrush, and stops.\nO: What will it be?\n"
        "H: I'll know when it looks back.",
        turn="A: {Hero} steps back from the painting.\nO (softly): That's me.\n"
        "H: It's how you were when you weren't looking.",
    ),
    Keepsake(
        ("egg",),
        meet="A: The egg moves.\nO: It moved.\nH: Eggs don't.\nA: It moves again.",
        turn="A: A crack runs round the egg.\nH (whispering): Take your time. I did.",
    ),
    Keepsake(
        ("bread", "cake", "baker", "bakery"),
        meet="A: {Hero} breaks the bread in two.\nO: That half's bigger.\nH: That's why it's "
        "yours.",
        turn="A: {Hero} pushes the bread across the table.\nO (softly): You remembered the salt.\n"
        "H: I remembered you.",
    ),
    Keepsake(
        ("train", "train driver", "station"),
        meet="A: {Hero} holds up a ticket.\nO: That train stopped running years ago.\n"
        "H: Then it won't be crowded.",
        turn="A: A whistle, far away, and nearer.\nH (softly): I said it would come.",
    ),
)
"""What they are called decides; the more particular come first."""


def find_keepsake(prompt: str) -> Keepsake | None:
    """Return the thing that a prompt names first in the table's order; None when it names none."""
    return next((one for one in KEEPSAKES if find_words(prompt, one.words)), None)
