"""Sealing: what a film's Content Credentials will say, and what they will be signed with."""

from dataclasses import dataclass
from importlib.metadata import version

from blocks.signing_certificate import signing_certificate
from film.provenance.certificate import Certificate
from film.provenance.claims import created, source_type
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
        counts = unit.progress.counts
        made = {
            stage: engine
            for stage, engine in unit.engines.items()
            if counts[stage].expected and stage != JUDGING
        }
        trained = self.trained or any(engine.trained for engine in made.values())
        how = "; ".join(f"{STAGES[stage]}: {engine.label}" for stage, engine in made.items())
        claims = created(title, source_type(trained=trained), how, version("firstcut"))
        return Seal(claims, self.certificate)


def ready_to_sign(earlier: Earlier | None) -> Sealing:
    """Find the certificate and try it, before anything is made; EngineMissing if it cannot sign."""
    certificate = signing_certificate()
    try_certificate(certificate)
    return Sealing(certificate, trained=earlier is not None and earlier.trained)
