"""The brief: what a writing model is told to do, and the request it is given as data."""

from typing import Any

from blocks.story.budget import Budget
from blocks.vendors.anthropic_answers import DATA_RULES
from film.lexicon.tone import find_culture, find_era
from film.request import MovieRequest

_LANGUAGES = {
    "en": "English", "en-GB": "British English", "de": "German", "fr": "French", "es": "Spanish",
    "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "pl": "Polish",
}  # fmt: skip

_WORLD = """\
The world of the film:
- Find out the era and the culture that the material implies, from its names, places, trades and \
things, and keep to them everywhere: names of people, outfit, hair, hat and glasses, architecture \
and landmarks, weather, accents. `era` of a character is the time that character comes from; of a \
scene, the time it plays in. They differ only where the story travels in time.
- What was not yet worn is not worn. Ancient: tunic, robe, cloak. Medieval: tunic, cloak, robe, \
dress, armour. Renaissance: coat, gown, tunic, cloak, uniform. Victorian: coat, suit, dress, gown, \
apron. Before the modern era, east asian people wear kimono, south asian people sari or tunic, \
middle eastern people robe. No sunglasses, headphones, t-shirt, hoodie or spacesuit before the \
modern era.
- `setting` is what is drawn: choose the nearest one. The place's own name goes into `place`. A \
place that the film comes back to keeps its name, setting, landmarks, era and culture.
- `landmarks` stand outdoors in every shot of a scene, up to three: lighthouse, bridge, castle, \
tower, windmill, church, tree, boat, ship, cottage, statue, fountain, pyramid, pagoda, tent, …
- No two people may be mistaken for each other: give each their own outfit_colour, hair and pitch.
- Someone who is no human has its kind and species, and needs no human hair (`bald`).
- `description` is for a painter: age, face, hair and clothes, with no names and no story."""

TELLING = f"""\
{DATA_RULES}

The work: you are a film writer and director. Write the short film that the request's `prompt` \
asks for, shot by shot.

The request's fields: `prompt` what it is about; `title` and `genre` to keep when given, else \
yours; `language` in which title, logline and every spoken line are written (keys, props and \
landmarks stay English); `narration` whether the speaker `narrator` may be heard at all; \
`seconds`, `about_words`, `about_shots` and `scenes` the room there is; `characters` people of an \
earlier film who return; `era_hint` and `culture_hint` what a word list found, perhaps wrongly; \
`variation` a number: another one asks for another film on the same prompt.

Story:
- One clear want, something in its way, a turn that costs something, and a last picture that \
answers the first. Show what can be shown. Say only what cannot.
- Dialogue is spoken, not written: short, each voice its own, subtext before statement. No line \
explains what the picture shows. No stage directions within `text`, no quotation marks around it.
- Stay with two or three people. Everybody who speaks or is seen is in `characters`, once.
- If the prompt is a single word, a few signs or in another language, find the story in it.

{_WORLD}

Who returns (`characters` in the request): they are cast already. Refer to them by their `id`, do \
not describe them again, and make them the film's leads. They look, sound and talk as they did.

Length:
- `seconds` is the time between the titles. Speech runs at about 2.75 words a second, every shot \
with lines takes 0.75 s more, and `hold` adds its milliseconds. Come within a tenth of it: \
`about_words` in `about_shots`.
- A line has at most 22 words; a shot has at most 8 seconds of lines. A shot without lines holds \
1500 to 4000.
- `scenes` says exactly how many, when it has a number; else about `about_scenes`.

Shots:
- A scene opens wide in a new place, unless the film keeps the wide for its last picture. Then \
vary: never the same size twice running, unless it is an exchange.
- `cast` holds who is in the picture. Who speaks without an extension is in it. `narrator` is V.O. \
`insert` is a thing, named in `props`, with nobody in it. `two-shot` and `over-the-shoulder` have \
two people, `close-up` one.
- Close-ups wait for what matters. Move the camera for a reason; most shots are `static`.
- `intensity` draws the arc over the scenes, and falls again after the climax."""

DRESSING = f"""\
{DATA_RULES}

The work: you are a film's designer and director. A screenplay has been broken down into scenes \
and shots. Its words are its author's and stay as they are; you add what they leave open.

The request's fields: `title`, `genre` and `language` of the film; `era_hint` and `culture_hint` \
what a word list found, perhaps wrongly; `people` everybody to describe, with what is known of \
them; `cast` who else is in the film; `places` all sluglines of the film; `scenes` to dress, each \
with its `shots`, what happens in them (`action`) and what is said.

- `characters`: one for each of `people`, its `key` being their `id`. What the screenplay says of \
somebody's looks, age or manner holds; invent the rest to fit.
- `scenes`: one for each of `scenes`, with its `id`. INT. and EXT., the place's name and the time \
in a slugline hold.
- `shots`: one for each shot of the scene, with its `id`. `action` is a sentence on what is seen, \
in the film's language, and adds no event: repeat the author's where there is one. `emotion` is \
what the first person in the shot feels, `delivery` how its lines are said: read them from the \
words, whatever the language, and from what came before.
- `title`, `logline` and `genre` of the film as a whole.

{_WORLD}"""


def telling(request: MovieRequest, budget: Budget) -> dict[str, Any]:
    """Return a prompt's request as data."""
    prompt = request.prompt or ""
    return {
        "prompt": prompt,
        "title": request.title,
        "genre": request.genre,
        "language": _LANGUAGES[request.language],
        "narration": request.narration,
        "length": budget.length,
        "seconds": round(budget.seconds),
        "about_words": budget.words,
        "about_shots": budget.shots,
        "scenes": budget.scenes,
        "about_scenes": budget.usual_scenes,
        "era_hint": find_era(prompt),
        "culture_hint": find_culture(prompt),
        "characters": [one.model_dump(mode="json") for one in request.characters],
        "variation": request.seed,
    }


def language_of(request: MovieRequest) -> str:
    """Return the English name of a request's language."""
    return _LANGUAGES[request.language]
