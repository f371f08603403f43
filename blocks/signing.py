"""Signed links: an address at the desk that opens a film for a while, and nothing else."""

import hashlib
import hmac
import os
import re
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from blocks.home import home
from film.assets import Asset, LocalAssetStore
from film.shelf import FolderShelf

HOURS = 12
"""How long a link opens: a working day; whoever comes later asks for a new one."""


@dataclass(frozen=True)
class Signer:
    """Makes and checks links with a secret that never leaves this machine's home.

    What a link allows is its scope: a film with all its files, so that its page finds them beside
    itself, or a single asset. The permission is a part of the path, before the scope.
    """

    key: bytes = field(repr=False)

    def link(self, address: str, scope: str, name: str = "") -> str:
        """Return a link at a desk's address: ``films/<id>`` and a file in it, or one asset."""
        expires = int(time.time()) + HOURS * 3_600
        path = f"{scope}/{name}" if name else scope
        return f"{address.rstrip('/')}/{expires}-{self._signature(scope, expires)}/{quote(path)}"

    def allows(self, permission: str, scope: str) -> bool:
        """Say whether a link's permission was made with this key for a scope, and is valid now."""
        expires, _, signature = permission.partition("-")
        if not re.fullmatch(r"[0-9]{1,12}", expires) or int(expires) < time.time():
            return False
        expected = self._signature(scope, int(expires))
        return hmac.compare_digest(expected.encode(), signature.encode())

    def _signature(self, scope: str, expires: int) -> str:
        return hmac.new(self.key, f"{expires}\n{scope}".encode(), hashlib.sha256).hexdigest()[:40]


def signer() -> Signer:
    """Return the signer of this home; its key is made when there is none yet."""
    place = home() / "desk.key"
    if not place.exists():
        _make_key(place)
    return Signer(place.read_bytes())


class SignedShelf(FolderShelf):
    """A folder whose films a desk opens."""

    def __init__(self, folder: Path, desk: str) -> None:
        super().__init__(folder)
        self.desk = desk

    def link(self, name: str) -> str:
        """Return a signed link, which opens the film's other files too."""
        return signer().link(self.desk, f"films/{self.folder.name}", name)


class SignedAssetStore(LocalAssetStore):
    """A folder whose assets a desk opens, while the film that they are for is made."""

    def __init__(self, root: Path, desk: str) -> None:
        super().__init__(root)
        self.desk = desk

    def link(self, asset: Asset) -> str:
        """Return a signed link to this one asset."""
        return signer().link(self.desk, f"assets/{asset.sha256}{asset.suffix}")


def _make_key(place: Path) -> None:
    """Write a new key whole, or leave that of whoever was quicker."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}-{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
    try:
        os.link(draft, place)
    except FileExistsError:
        return
    finally:
        draft.unlink()
