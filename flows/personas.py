"""Personas: saved once their pictures are good, listed, revoked, and the films made with them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect.client.orchestration import get_client
from pydantic import BaseModel, ValidationError

from blocks import home
from blocks.persona import FirstcutPersona, persona_named, reference_to
from blocks.registering import register_type
from blocks.storage import AssetStorage, LocalAssetStorage, storage_named
from film.assets import Asset, AssetStore
from film.errors import BadRequest, EngineMissing, FirstcutError
from film.media.portraits import Portrait, put_portrait, read_portrait
from film.media.samples import put_sample, read_sample
from film.persona import Consent, Persona, Purpose
from film.shelf import Shelf
from flows.in_use import personas_saved
from flows.persona_asking import Asked

Tell = Callable[[str], None]
"""Takes a line that says what is being done: some of it takes long."""


@dataclass(frozen=True)
class Verdict:
    """What was said of a picture."""

    picture: str
    """Its file's name, or the beginning of its digest."""
    ok: bool
    """Whether films can be made with it."""
    advice: tuple[str, ...] = ()
    """What to do better, a sentence each."""


@dataclass(frozen=True)
class FilmWith:
    """A finished film that was made with a persona."""

    film: str
    """Its id, or its folder's name."""
    title: str
    address: str
    """Where it stands."""
    made: datetime
    assets: tuple[str, ...]
    """SHA-256 of what it was made from."""
    storage: AssetStorage


class _Told(BaseModel):
    """As much of any report as says with whom its film was made."""

    title: str = ""
    assets: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()


def allowed(reference: str, *purposes: Purpose) -> Persona:
    """Return a saved persona that may be used now for all of these purposes.

    It is read anew, so that whoever asks before each stage notices a revocation. ConsentMissing
    when it may not be used, EngineMissing when it is not saved.
    """
    persona = persona_named(reference).persona()
    now = datetime.now(UTC)
    for purpose in purposes:
        persona.consent.check(purpose, now)
    return persona


def judge_portrait(name: str, portrait: Portrait) -> Verdict:
    """Judge a picture as the face of a persona; EngineMissing without the face models."""
    from film.faces.judge import judge_picture

    verdict = judge_picture(portrait.pixels)
    return Verdict(name, verdict.ok, verdict.advice)


def judge_files(pictures: Iterable[Path], tell: Tell) -> Iterator[tuple[Verdict, Portrait | None]]:
    """Judge files one by one; what is no picture at all has its own advice, and no pixels."""
    for path in pictures:
        tell(f"Looking at {path.name}")
        try:
            portrait = read_portrait(path)
        except BadRequest as cause:
            yield Verdict(path.name, ok=False, advice=(f"{cause}.",)), None
        else:
            yield judge_portrait(path.name, portrait), portrait


def judge_saved(block: FirstcutPersona, tell: Tell) -> Iterator[Verdict]:
    """Judge a saved persona's pictures again; AssetMissing when one is gone."""
    store = store_of(block)
    for asset in block.pictures:
        tell(f"Looking at {asset.sha256[:12]}")
        yield judge_portrait(asset.sha256[:12], read_portrait(store.path(asset)))


def add(asked: Asked, storage: str, tell: Tell) -> FirstcutPersona:
    """Check everything, and only then store and save it.

    BadRequest when the name is taken, a picture or sample is not good enough, or the consent does
    not cover what is given; ConsentMissing, which is one, for that last.
    """
    now = datetime.now(UTC)
    asked.consent.check("face", now)
    if asked.samples or asked.voice_id:
        asked.consent.check("voice", now)
    _check_free(asked.name)
    store = storage_named(storage, home.assets()).open()
    judged = list(judge_files(asked.pictures, tell))
    refused = [verdict for verdict, _ in judged if not verdict.ok]
    if refused:
        raise BadRequest(
            "\n".join(f"{one.picture}: {' '.join(one.advice)}" for one in refused)
            + "\nNothing was stored: give better pictures, or leave these out"
        )
    samples = [read_sample(path) for path in asked.samples]
    tell("Storing pictures and samples")
    block = FirstcutPersona(
        pictures=_once(put_portrait(one, store) for _, one in judged if one is not None),
        attributes=asked.attributes,
        samples=_once(put_sample(sound, store) for sound in samples),
        voice_id=asked.voice_id,
        consent=asked.consent,
        storage=storage,
    )
    register_type(FirstcutPersona)
    block.save(asked.name)
    return block


def saved() -> Iterator[tuple[str, FirstcutPersona | None]]:
    """Yield every saved persona by name; None for one that this version cannot read."""
    with get_client(sync_client=True) as client:
        names = sorted(document.name or "" for document in personas_saved(client))
    for name in names:
        try:
            yield name, persona_named(name)
        except (FirstcutError, ValidationError):
            yield name, None


def revoke(name: str, why: str) -> FirstcutPersona:
    """Take a persona's consent back, from now on; BadRequest when it was before."""
    block = persona_named(name)
    if block.consent.revoked:
        raise BadRequest(f"The consent of '{name}' was revoked on {block.consent.revoked:%Y-%m-%d}")
    now = datetime.now(UTC).replace(microsecond=0)
    since = max(now, block.consent.given or now)
    return _saved_with(block, name, _changed(block.consent, revoked=since, why=why))


def renew(name: str, consent: Consent) -> FirstcutPersona:
    """Put a new consent in the place of a persona's; films made under the old stay known."""
    now = datetime.now(UTC)
    block = persona_named(name)
    consent.check("face", now)
    if block.samples or block.voice_id:
        consent.check("voice", now)
    return _saved_with(block, name, consent)


def films_with(
    records: Sequence[str], places: Iterable[AssetStorage], tell: Tell
) -> tuple[list[FilmWith], list[FilmWith]]:
    """Return the films that name one of these consent records, and the others, newest first."""
    made: list[FilmWith] = []
    others: list[FilmWith] = []
    for place in places:
        for stored in place.films():
            shelf = place.shelf(stored.name)
            tell(f"Reading what {stored.name} was made from")
            told = _told(shelf)
            found = FilmWith(
                film=stored.name,
                title=told.title,
                address=shelf.address,
                made=stored.changed,
                assets=told.assets,
                storage=place,
            )
            (made if set(told.personas) & set(records) else others).append(found)
    for films in (made, others):
        films.sort(key=lambda one: one.made, reverse=True)
    return made, others


def places_for(block: FirstcutPersona, folders: Iterable[Path] = ()) -> list[AssetStorage]:
    """Return where films made with a persona may stand: its storage, and folders of films."""
    usual = storage_named(block.storage, home.assets())
    here = (folder.resolve() for folder in folders if folder.is_dir())
    return [
        usual,
        *(
            LocalAssetStorage(root=home.assets(), shelves=one)
            for one in here
            if one != home.films()
        ),
    ]


def store_of(block: FirstcutPersona) -> AssetStore:
    """Return the store in which a persona's pictures and samples lie."""
    return storage_named(block.storage, home.assets()).open()


def _check_free(name: str) -> None:
    try:
        persona_named(name)
    except EngineMissing:
        return
    raise BadRequest(
        f"Persona '{name}' is saved already ({reference_to(name)}): choose another name, renew its "
        "consent, or forget it first"
    )


def _changed(consent: Consent, **more: Any) -> Consent:
    """Return a consent with other values, checked."""
    fields = {field: getattr(consent, field) for field in Consent.model_fields}
    try:
        return Consent.model_validate(fields | more)
    except ValidationError as cause:
        raise BadRequest(f"Why: {cause.errors()[0]['msg']}") from None


def _saved_with(block: FirstcutPersona, name: str, consent: Consent) -> FirstcutPersona:
    """Save a persona with another consent, and remember by its digest the one before."""
    before = block.consent.digest
    earlier = block.earlier
    if consent.digest != before:
        earlier = (before, *(one for one in earlier if one not in (before, consent.digest)))
    changed = block.model_copy(update={"consent": consent, "earlier": earlier})
    changed.save(name.rpartition("/")[2], overwrite=True)
    return changed


def _once(assets: Iterable[Asset]) -> tuple[Asset, ...]:
    """Return each asset once: the same file may be given twice."""
    return tuple({asset.sha256: asset for asset in assets}.values())


def _told(shelf: Shelf) -> _Told:
    """Return what a film's report tells; nothing when it is gone, broken or of another kind."""
    try:
        return _Told.model_validate_json(shelf.read("report.json"))
    except (BadRequest, ValueError):
        return _Told()
