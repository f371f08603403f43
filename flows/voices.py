"""Voices of personas: where a vendor keeps a clone of one."""

from typing import cast

from blocks.catalogue import CLONES
from blocks.engine import Engine
from blocks.persona import ClonedVoices
from film.assets import AssetStore
from film.till import Till


def clones_by(engine: Engine, store: AssetStore, till: Till) -> ClonedVoices | None:
    """Return the clones that an engine's vendor keeps of voices; None where there is no such."""
    for kind in CLONES:
        if kind.vendor == engine.vendor:
            credentials = getattr(engine, "credentials", None)
            return cast("ClonedVoices", kind(till.ledger, store, credentials))
    return None
