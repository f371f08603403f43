"""Watermark: takes with a visible mark, and small marked clips to look at before the film is."""

from prefect import task

from film.animatic import workshop
from film.assets import Asset, AssetStore
from film.shots import Take
from film.watermark import Watermark
from tasks import names, policies

SECONDS = 600
PREVIEW = Watermark(text="PREVIEW", position="centre", size=12, opacity=45)
"""What lies over a clip that is looked at while the film is made."""


@task(
    name="watermark",
    task_run_name=names.named("watermark", lambda given: names.place(given["shot"])),
    **policies.STAGE,
)
def mark_take(
    shot: str, take: Take, watermark: Watermark, keyframes: tuple[int, ...], store: AssetStore
) -> Take:
    """Lay a mark over one take."""
    return workshop.run(SECONDS, mark_here, take, watermark, keyframes, store)


@task(
    name="preview",
    task_run_name=names.named("preview", lambda given: names.place(given["shot"])),
    **policies.STAGE,
)
def preview_take(shot: str, take: Take, keyframes: tuple[int, ...], store: AssetStore) -> Asset:
    """Make a clip of one take that says all over that it is a preview."""
    return workshop.run(SECONDS, mark_here, take, PREVIEW, keyframes, store).asset


def mark_here(
    take: Take, watermark: Watermark, keyframes: tuple[int, ...], store: AssetStore
) -> Take:
    """Lay a mark over one take (runs in a worker)."""
    from film.animatic import mark

    return mark.mark_take(take, watermark, keyframes, store)
