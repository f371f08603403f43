"""Voice: every speaker gets a voice, every line a recording."""

from prefect import task

from blocks.voice.base import VoiceEngine
from film.assets import AssetStore
from film.model import FilmModel
from film.speech import Neighbours, Recording
from film.story import Line, Story
from film.till import Till
from tasks import names, policies


@task(
    name="casting",
    task_run_name=names.named("voice", lambda given: f"casting · {given['story'].title}"),
    **policies.STAGE,
)
def cast_voices(story: Story, seed: int, actors: VoiceEngine, till: Till) -> dict[str, FilmModel]:
    """Choose a voice for every character and for the narrator."""
    with till.paying("voice", "casting"):
        return dict(actors.cast(story, seed))


@task(
    name="voice",
    task_run_name=names.named(
        "voice", lambda given: f"{names.place(given['line'].id)} · {given['speaker']}"
    ),
    **policies.STAGE,
)
def speak_line(
    line: Line,
    speaker: str,
    voice: FilmModel,
    language: str,
    neighbours: Neighbours,
    actors: VoiceEngine,
    store: AssetStore,
    till: Till,
) -> Recording:
    """Record one line; ``speaker`` is the name that people read."""
    with till.paying("voice", line.id):
        return actors.speak(line, voice, language, store, neighbours)
