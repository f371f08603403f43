"""Delivery of a transformed video: signed, with its poster and its report."""

import shutil

from film.assets import Asset, AssetStore
from film.media.deliver import MOVIE, sealed
from film.model import FilmModel
from film.provenance.signing import Seal, sign
from film.shelf import Shelf
from film.transform.report import TransformReport

REPORT = "report.json"


class Goods(FilmModel):
    """What is delivered besides the report."""

    film: Asset
    poster: Asset

    @property
    def named(self) -> dict[str, Asset]:
        """The deliverables that are assets by their names."""
        return {MOVIE: self.film, f"poster{self.poster.suffix}": self.poster}


def deliver_video(
    goods: Goods, report: TransformReport, shelf: Shelf, store: AssetStore, seal: Seal
) -> TransformReport:
    """Put the film, signed, on the shelf with all that goes with it; return the report as it is.

    Everything is made complete before anything is placed: an earlier film stays whole until then.
    Raises StorageFull or BadRequest, and what signing raises.
    """
    names = [*goods.named, REPORT]
    with shelf.stage() as stage:
        for name, asset in goods.named.items():
            if name == MOVIE:
                sign(store.path(asset), stage / name, seal, store)
            else:
                shutil.copyfile(store.path(asset), stage / name)
        report = report.model_copy(
            update={"credentials": sealed(stage / MOVIE, seal), "files": tuple(sorted(names))}
        )
        (stage / REPORT).write_text(report.model_dump_json(indent=2) + "\n", encoding="utf-8")
        shelf.place(stage, names)
    return report
