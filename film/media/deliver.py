"""Delivery: a finished film's assets become what a person opens."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from film.assets import MEDIA_TYPES, Asset, AssetStore, hash_file
from film.deliverables import Materials, Production
from film.media.page import PageFiles, render_page
from film.provenance.signing import Seal, sign
from film.report import Report, SealReport
from film.screenplay.write import write_fountain
from film.shelf import Shelf

MOVIE = "film.mp4"
"""The film itself; what is signed."""


def deliver(
    production: Production, report: Report, shelf: Shelf, store: AssetStore, seal: Seal
) -> Report:
    """Put all deliverables on the shelf, the film signed, and return the report as it stands there.

    Everything is made complete before anything is placed: an earlier film stays whole until then.
    Raises StorageFull or BadRequest, and what signing raises.
    """
    assets = named_assets(production)
    with shelf.stage() as stage:
        for name, asset in assets.items():
            place = stage / name
            place.parent.mkdir(exist_ok=True)
            if name == MOVIE:
                sign(store.path(asset), place, seal, store)
            else:
                shutil.copyfile(store.path(asset), place)
        report = report.model_copy(update={"credentials": sealed(stage / MOVIE, seal)})
        texts = _texts(production, report, assets, store)
        for name, text in texts.items():
            (stage / name).write_text(text, encoding="utf-8")
        shelf.place(stage, [*assets, *texts])
    return _listed(report, assets)


def named_assets(production: Production) -> dict[str, Asset]:
    """Return the deliverables that are assets by their names: ids are slugs, endings our own."""
    film, materials = production.film, production.materials
    sound = film.soundtrack
    assets = {
        f"poster{_ending(film.poster)}": film.poster,
        "captions.srt": film.srt,
        "captions.vtt": film.vtt,
        "stems/dialogue.flac": sound.dialogue,
        "stems/music.flac": sound.music,
        "stems/effects.flac": sound.effects,
    }
    for character, sheet in production.sheets.items():
        assets[f"characters/{character}{_ending(sheet.picture)}"] = sheet.picture
    for number, shot in enumerate(materials.timeline.shots):
        still = materials.takes[shot.shot].still
        assets[f"storyboard/{number:03}-{shot.shot}{_ending(still)}"] = still
    return assets | {MOVIE: film.movie}


def sealed(movie: Path, seal: Seal) -> SealReport:
    """Return what a report says of a film that was signed."""
    return SealReport(
        signer=seal.certificate.signer,
        development=seal.certificate.development,
        source_type=seal.claims.source_type,
        sha256=hash_file(movie),
        size=movie.stat().st_size,
    )


def _ending(asset: Asset) -> str:
    return asset.suffix if asset.suffix in MEDIA_TYPES else ".bin"


def _texts(
    production: Production, report: Report, assets: Mapping[str, Asset], store: AssetStore
) -> dict[str, str]:
    materials = production.materials
    story = materials.story
    report = _listed(report, assets)
    captions = store.path(production.film.vtt).read_text(encoding="utf-8")
    page = render_page(story, materials.timeline, report, _page_files(materials, report, captions))
    return {
        "story.json": story.model_dump_json(indent=2) + "\n",
        "screenplay.fountain": write_fountain(story),
        "report.json": report.model_dump_json(indent=2) + "\n",
        "index.html": page,
    }


def _listed(report: Report, assets: Mapping[str, Asset]) -> Report:
    texts = ("story.json", "screenplay.fountain", "report.json", "index.html")
    return report.model_copy(update={"files": tuple(sorted((*assets, *texts)))})


def _page_files(materials: Materials, report: Report, captions: str) -> PageFiles:
    names = report.files
    shots = {Path(name).stem[4:]: name for name in names if name.startswith("storyboard/")}
    return PageFiles(
        movie=MOVIE,
        poster=next(name for name in names if name.startswith("poster")),
        captions=captions,
        burned=report.request.captions == "burned",
        storyboard=shots,
        portraits={Path(name).stem: name for name in names if name.startswith("characters/")},
        stems={
            name: f"stems/{name}.flac"
            for name in ("dialogue", "music", "effects")
            if f"stems/{name}.flac" in names
        },
        others={
            "Film": MOVIE,
            "Screenplay (Fountain)": "screenplay.fountain",
            "Story": "story.json",
            "Captions (SRT)": "captions.srt",
            "Captions (WebVTT)": "captions.vtt",
            "Report": "report.json",
        },
    )
