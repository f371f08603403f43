"""What all engines share: a name, a fingerprint, a price, and an honest answer to «can you run»."""

import hashlib
import importlib.util
from abc import ABC, abstractmethod
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from prefect.blocks.core import Block
from pydantic import BaseModel, Field


class Estimate(BaseModel, frozen=True):
    """What a piece of work would cost."""

    dollars: Decimal = Field(Decimal(0), description="US dollars.")
    basis: str = Field("free", description="What the figure rests on.")


class Engine(Block, ABC):
    """One capability, configured: an abstract method a stage, and what every engine must answer."""

    label: ClassVar[str]
    """Its name in reports and messages, such as ``embedded storyteller``."""
    licence: ClassVar[str]
    """Licence of what it runs, and whether its output may be sold."""

    @abstractmethod
    def fingerprint(self) -> dict[str, Any]:
        """Return everything about the engine that changes its output, as JSON; never a secret."""

    @abstractmethod
    def check(self) -> None:
        """Try whether the engine can run here; EngineMissing says what is missing."""

    def estimate(self, work: object) -> Estimate:
        """Return what a piece of work would cost: nothing, unless the engine is paid."""
        return Estimate()


@cache
def source_revision(*modules: str) -> str:
    """Return a digest of the source of modules and packages: it changes when their code does.

    Engines that are made of our own code put it into their fingerprint, so that no cached picture
    outlives the code that drew it.
    """
    digest = hashlib.sha256()
    for module in modules:
        spec = importlib.util.find_spec(module)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(module)
        origin = Path(spec.origin)
        files = sorted(origin.parent.rglob("*.py")) if origin.name == "__init__.py" else [origin]
        for file in files:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
