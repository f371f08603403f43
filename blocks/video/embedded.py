"""The embedded camera: layered illustrations, moved."""

from typing import Any, ClassVar

from blocks.engine import source_revision
from blocks.video.base import VideoEngine
from film.animatic import rehearsal, workshop
from film.assets import AssetStore
from film.shots import Assignment, Take

SECONDS = 1_200


class EmbeddedVideo(VideoEngine):
    """Films shots with drawn sets, drawn actors and a virtual camera."""

    _block_type_name = "Firstcut Embedded Camera"
    _block_type_slug = "firstcut-embedded-video"
    _description = "Films illustrated shots on this machine: no key, no GPU."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded camera"
    licence: ClassVar[str] = "GPL-3.0-or-later; its pictures are yours"
    trained: ClassVar[bool] = False
    draws_figures: ClassVar[bool] = True

    def fingerprint(self) -> dict[str, Any]:
        """Return the camera's name and the revision of all that draws."""
        revision = source_revision("film.animatic.shoot", "film.animatic.sets.*")
        return {"engine": self.label, "revision": revision}

    def check(self) -> None:
        """Film a second of a face, very small."""
        workshop.run(SECONDS, rehearsal.film)

    def shoot(self, assignment: Assignment, store: AssetStore) -> Take:
        """Film the shot in a worker process."""
        return workshop.run(SECONDS, film_shot, assignment, store)


def film_shot(assignment: Assignment, store: AssetStore) -> Take:
    """Film a shot (runs in a worker)."""
    from film.animatic.shoot import shoot_take

    return shoot_take(assignment, store)
