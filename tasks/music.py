"""Music: cues for the score, beds of room tone and effects."""

from prefect import task

from blocks.music.base import MusicEngine
from film.assets import AssetStore
from film.sound import Bed, Cue, Music
from film.till import Till
from tasks import names, policies


@task(
    name="music",
    task_run_name=names.named("music", lambda given: f"{given['cue'].id} · {given['cue'].mood}"),
    **policies.STAGE,
)
def score_cue(cue: Cue, composer: MusicEngine, store: AssetStore, till: Till) -> Music:
    """Score one cue."""
    with till.paying("music", cue.id):
        return composer.score(cue, store)


@task(
    name="sound",
    task_run_name=names.named("sound", lambda given: f"{given['bed'].id} · {given['bed'].setting}"),
    **policies.STAGE,
)
def lay_bed(bed: Bed, composer: MusicEngine, store: AssetStore, till: Till) -> Music:
    """Lay the room tone and effects of one scene."""
    with till.paying("music", bed.id):
        return composer.lay_bed(bed, store)
