"""Forgetting: a persona goes, with its pictures and sound, and all that only its films used."""

import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from prefect.client.orchestration import SyncPrefectClient

from blocks import home
from blocks.catalogue import CLONES
from blocks.persona import ClonedVoices, FirstcutPersona, persona_named, reference_to
from blocks.storage import AssetStorage, storage_named
from film.assets import AssetStore
from film.errors import EngineMissing, FirstcutError
from film.persona import Persona
from film.retention import digest_of
from flows.in_use import assets_of_personas, digests, in_unfinished_runs, unfinished
from flows.personas import FilmWith, Tell, films_with, revoke
from flows.results import Results


@dataclass
class Forgotten:
    """What went, and what is left."""

    pictures: int = 0
    samples: int = 0
    derived: int = 0
    """Other assets that only its films used."""
    results: int = 0
    """Tasks' results that named something of it."""
    voices: tuple[str, ...] = ()
    """Ids of cloned voices that were deleted at their vendor."""
    films: tuple[FilmWith, ...] = ()
    """Films that were removed."""
    left: list[str] = field(default_factory=list)
    """What is still there, each with what to do about it."""
    finished: bool = True
    """Whether nothing failed: otherwise the persona stays saved, so that it can be tried again."""


@dataclass(frozen=True)
class Forgetting:
    """One persona's end: where to look, and whom to tell."""

    name: str
    places: Sequence[AssetStorage]
    """Where films made with it may stand."""
    client: SyncPrefectClient
    results: Results
    tell: Tell

    def forget(self, *, films: bool) -> Forgotten:
        """Revoke, then delete clones, perhaps films, what was derived, the media, and the block.

        Each step may be done again: who is killed in between, or fails, starts over and goes on.
        EngineMissing when no such persona is saved.
        """
        block = persona_named(self.name)
        if not block.consent.revoked:
            block = revoke(self.name, "forgotten")
        found = Forgotten()
        persona = block.persona()
        storage = storage_named(block.storage, home.assets())
        self._forget_voices(persona, storage, found)
        made, others = films_with(persona.records, self.places, self.tell)
        if films:
            self._remove(made, found)
        else:
            found.left += [
                f"film “{one.title}” shows the persona: {one.address} (--films removes it)"
                for one in made
            ]
        self._discard(block, storage.open(), made, others, found)
        if block.voice_id:
            found.left.append(
                f"voice {block.voice_id} was not cloned here: delete it at its vendor if it is "
                "to go too"
            )
        found.left += self._at_work(block)
        if found.finished:
            FirstcutPersona.delete(self.name)
        return found

    def _forget_voices(self, persona: Persona, storage: AssetStorage, found: Forgotten) -> None:
        if not persona.samples:
            return
        self.tell("Deleting cloned voices")
        for kind in CLONES:
            clones: ClonedVoices = kind(storage.ledger(), storage.open())
            try:
                found.voices += clones.forget(persona)
            except FirstcutError as error:
                known = clones.known(persona)
                if known or not isinstance(error, EngineMissing):
                    found.finished = False
                    found.left.append(
                        f"a cloned voice {known or 'may be'} at its vendor, which cannot be asked "
                        f"now ({error}): forget the persona again later"
                    )

    def _remove(self, made: Sequence[FilmWith], found: Forgotten) -> None:
        for one in made:
            self.tell(f"Removing the film {one.film}")
            one.storage.shelf(one.film).remove()
        found.films = tuple(made)

    def _discard(
        self,
        block: FirstcutPersona,
        store: AssetStore,
        made: Iterable[FilmWith],
        others: Iterable[FilmWith],
        found: Forgotten,
    ) -> None:
        """Discard the persona's media and what was derived, but for what somebody else uses."""
        pictures = {asset.sha256 for asset in block.pictures}
        samples = {asset.sha256 for asset in block.samples}
        own = pictures | samples
        shared = assets_of_personas(self.client, but=self.name)
        used = {digest for film in others for digest in film.assets} | shared
        used |= in_unfinished_runs(self.client, self.results).assets - own
        derived = {digest for film in made for digest in film.assets} - own
        leaving = (own - shared) | (derived - used)
        self.tell("Looking through what is stored")
        for stored in list(store.contents()):
            digest = digest_of(stored)
            if digest in leaving:
                store.discard(stored)
                found.pictures += digest in pictures
                found.samples += digest in samples
                found.derived += digest in derived
        found.results = self._discard_results(leaving)
        found.left += [
            f"picture or sample {digest[:12]} is another persona's too" for digest in own & shared
        ]

    def _discard_results(self, gone: AbstractSet[str]) -> int:
        """Discard the results that name what is gone: they may hold what was measured of a face."""
        self.tell("Looking through results")
        leaving = [
            one.name
            for one in list(self.results.contents())
            if digests(self.results.read(one.name)) & gone
        ]
        for name in leaving:
            self.results.discard(name)
        return len(leaving)

    def _at_work(self, block: FirstcutPersona) -> Iterator[str]:
        names = {reference_to(self.name), *(asset.sha256 for asset in block.media)}
        for run in unfinished(self.client):
            asked = json.dumps(run.parameters, default=str)
            if any(name in asked for name in names):
                yield (
                    f"run {run.id} with the persona has not ended: cancel it; what it made goes "
                    "with the next cleaning"
                )
