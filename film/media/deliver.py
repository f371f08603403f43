"""Delivery: a finished film's assets become the folder that a person opens."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from film.assets import MEDIA_TYPES, Asset, AssetStore
from film.deliverables import Materials, Production
from film.errors import BadRequest, StorageFull
from film.media.files import FULL
from film.media.page import PageFiles, render_page
from film.report import Report
from film.screenplay.write import write_fountain

FOLDERS = ("stems", "characters", "storyboard")
"""The folders within a film's folder that belong to us: what a new film lacks is removed there."""


def check_folder(folder: Path) -> None:
    """Raise BadRequest when a film could not be delivered to ``folder``: best asked early."""
    with _folder_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            if (folder / name).is_symlink():
                raise BadRequest(
                    f"{folder / name} is a link: move it away, or choose another --out"
                )
        with tempfile.TemporaryFile(dir=folder):
            pass


def deliver(production: Production, report: Report, folder: Path, store: AssetStore) -> Report:
    """Write all deliverables into ``folder`` and return the report as written there.

    Everything is made complete beside its place before anything is put into it, each file at once:
    an earlier film in the folder stays whole until then. Raises StorageFull or BadRequest.
    """
    check_folder(folder)
    assets = _assets(production)
    with (
        _folder_errors(folder),
        tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as staging,
    ):
        stage = Path(staging)
        for name, asset in assets.items():
            place = stage / name
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(store.path(asset), place)
        texts = _texts(production, report, assets, store)
        for name, text in texts.items():
            (stage / name).write_text(text, encoding="utf-8")
        _move_in(stage, folder, [*assets, *texts])
    return _listed(report, assets)


def _assets(production: Production) -> dict[str, Asset]:
    """Name the assets in the folder; ids are slugs, and endings are from our own list."""
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
    return assets | {"film.mp4": film.movie}


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
        movie="film.mp4",
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
            "Film": "film.mp4",
            "Screenplay (Fountain)": "screenplay.fountain",
            "Story": "story.json",
            "Captions (SRT)": "captions.srt",
            "Captions (WebVTT)": "captions.vtt",
            "Report": "report.json",
        },
    )


def _move_in(stage: Path, folder: Path, names: list[str]) -> None:
    """Rename everything into its place, the film itself last, and remove what it replaces."""
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    for name in sorted(names, key=lambda name: name == "film.mp4"):
        (stage / name).replace(folder / name)
    for name in FOLDERS:
        for path in (folder / name).iterdir():
            if f"{name}/{path.name}" not in names and path.suffix in MEDIA_TYPES:
                path.unlink()


@contextmanager
def _folder_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        in_the_way = isinstance(cause, FileExistsError | NotADirectoryError)
        reason = "a file is in the way" if in_the_way else cause.strerror or str(cause)
        if cause.errno in FULL:
            raise StorageFull(f"Cannot write into {folder}: the disk is full") from cause
        raise BadRequest(f"Cannot write into {folder}: {reason}") from cause
