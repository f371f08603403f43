"""Moderation: a request is judged before anything is paid for."""

from prefect import task

from blocks.moderation.base import ModerationEngine
from film.assets import Asset, AssetStore
from film.moderation import Verdict
from film.persona import Persona
from film.till import Till
from tasks import names, policies


@task(
    name="moderation",
    task_run_name=names.named("moderation", lambda given: given["judge"].label),
    **policies.STAGE,
)
def judge_request(
    text: str,
    pictures: tuple[Asset, ...],
    judge: ModerationEngine,
    store: AssetStore,
    till: Till,
    persona: Persona | None = None,
) -> Verdict:
    """Judge a prompt or screenplay, its reference pictures, and whom it shows."""
    with till.paying("moderation", "request"):
        return judge.judge(text, pictures, store, persona)
