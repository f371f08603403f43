"""Sealing: what a film's Content Credentials will say, and what they will be signed with."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from blocks.engine import Engine
from blocks.signing_certificate import signing_certificate
from film.provenance.certificate import Certificate
from film.provenance.claims import Ingredient, created, edited, opened, source_type
from film.provenance.signing import Seal, try_certificate
from flows.progress import STAGES
from flows.shelving import Earlier
from flows.unit import Unit

JUDGING = "moderation"
"""The stage of which nothing is seen or heard in the film."""


@dataclass(frozen=True)
class Sealing:
    """What a film is signed with, and what is known before it is made."""

    certificate: Certificate
    trained: bool
    """Whether a trained model may have told the story, which is an earlier film's."""

    def seal(self, title: str, unit: Unit) -> Seal:
        """Return what a finished film says: which engines made it, and whether they learned."""
        made = makers(unit)
        trained = self.trained or any(engine.trained for engine in made.values())
        kind = source_type(trained=trained)
        return Seal(created(title, kind, how(made), version("firstcut")), self.certificate)

    def seal_altered(
        self,
        title: str,
        made: Mapping[str, Engine],
        ingredients: tuple[Ingredient, ...],
        also: tuple[str, ...] = (),
    ) -> Seal:
        """Return what a recording says that was altered; it is the first ingredient.

        ``made`` holds the engines by whose work it differs, by their stage; ``also`` names what
        no engine did.
        """
        trained = any(engine.trained for engine in made.values())
        kind = source_type(trained=trained, recorded=True)
        said = "; ".join(part for part in (how(made), *also) if part)
        return Seal(edited(title, kind, said, version("firstcut"), ingredients), self.certificate)

    def seal_unaltered(self, title: str, recording: Ingredient) -> Seal:
        """Return what a recording says that was opened, and of which nothing was altered."""
        return Seal(opened(title, version("firstcut"), recording), self.certificate)


def makers(unit: Unit) -> dict[str, Engine]:
    """Return the engines that something in the film is made by, by their stage."""
    counts = unit.progress.counts
    return {
        stage: engine
        for stage, engine in unit.engines.items()
        if counts[stage].expected and stage != JUDGING
    }


def how(made: Mapping[str, Engine]) -> str:
    """Say in a sentence which engine did what."""
    return "; ".join(f"{STAGES[stage]}: {engine.label}" for stage, engine in made.items())


def ready_to_sign(earlier: Earlier | None) -> Sealing:
    """Find the certificate and try it, before anything is made; EngineMissing if it cannot sign."""
    certificate = signing_certificate()
    try_certificate(certificate)
    return Sealing(certificate, trained=earlier is not None and earlier.trained)
