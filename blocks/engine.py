"""What all engines share: a name, a fingerprint, a price, and an honest answer to «can you run»."""

import hashlib
import re
from abc import ABC, abstractmethod
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from prefect.blocks.core import Block

import film
from film.cost import FREE, Estimate
from film.ledger import Order


class Engine(Block, ABC):
    """One capability, configured: an abstract method a stage, and what every engine must answer."""

    name: ClassVar[str]
    """What a crew calls it, such as ``embedded`` or ``luma``: one word, unique in its stage."""
    label: ClassVar[str]
    """Its name in reports and messages, such as ``embedded storyteller``."""
    licence: ClassVar[str]
    """Licence of what it runs, and whether its output may be sold."""
    vendor: ClassVar[str] = ""
    """Whose limits its calls keep to; empty for what runs here."""
    trained: ClassVar[bool] = True
    """Whether it makes things with a trained model; False for what only calculates and draws."""
    samples: ClassVar[bool] = False
    """Whether a request's seed and sampling settings change what it makes."""

    @abstractmethod
    def fingerprint(self) -> dict[str, Any]:
        """Return everything about the engine that changes its output, as JSON; never a secret."""

    @abstractmethod
    def check(self) -> None:
        """Try whether the engine can run here, at no cost; EngineMissing says what is missing."""

    def ready(self) -> None:
        """Look whether key, package, weights and device are there, in a moment and calling nobody.

        EngineMissing says what is missing and what to do about it.
        """

    def fetch(self) -> None:
        """Bring to this machine what the engine would otherwise fetch when it is first used."""

    def terms(self) -> str:
        """Return the licence and commercial terms of what it makes, as it is configured."""
        return self.licence

    def cancel(self, order: Order) -> None:
        """Tell the vendor to stop an order's job; most engines have none to stop."""

    def estimate(self, work: Any) -> Estimate:
        """Return what a stage's piece of work would cost: nothing, unless the engine is paid."""
        return FREE


@cache
def source_revision(*modules: str) -> str:
    """Return a digest of modules' source and of all of our modules that they import, at any depth.

    A name that ends in ``.*`` stands for all modules of a package. Engines that are made of our own
    code put the digest into their fingerprint, so that no cached picture outlives its artist.
    """
    seen: dict[str, str] = {}
    for module in modules:
        package = module.removesuffix(".*")
        _collect(package, seen)
        if package != module:
            for file in sorted(_ROOT.joinpath(*package.split(".")).glob("*.py")):
                _collect(f"{package}.{file.stem}", seen)
    text = "\n".join(f"{name} {digest}" for name, digest in sorted(seen.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_ROOT = Path(film.__file__).parent.parent
_IMPORT = re.compile(
    rb"^\s*(?:from (film[\w.]*) import ([^#\n]*(?:\([^)]*\))?)|import (film[\w.]*))", re.MULTILINE
)


def _collect(module: str, seen: dict[str, str]) -> None:
    path = _file(module)
    if path is None or module in seen:
        return
    source = path.read_bytes()
    seen[module] = hashlib.sha256(source).hexdigest()
    for base, names, plain in _IMPORT.findall(source):
        parent = (base or plain).decode()
        _collect(parent, seen)
        for name in re.findall(rb"\w+", names):
            _collect(f"{parent}.{name.decode()}", seen)


def _file(module: str) -> Path | None:
    """Return a module's file by its name alone: importing it would cost what it imports."""
    place = _ROOT.joinpath(*module.split("."))
    package, single = place / "__init__.py", place.with_suffix(".py")
    return package if package.is_file() else single if single.is_file() else None
