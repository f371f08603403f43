"""Which storage a reference names."""

import os
from pathlib import Path

from prefect.blocks.core import Block

from blocks.storage.base import AssetStorage
from blocks.storage.local import LocalAssetStorage
from film.errors import BadRequest, EngineMissing


def storage_named(reference: str, local: Path) -> AssetStorage:
    """Return what a reference names: ``local`` for the folder, or ``type-slug/name``.

    EngineMissing when no such block is saved, BadRequest when the block stores no assets.
    """
    if reference == "local":
        return LocalAssetStorage(root=local, desk=os.environ.get("FIRSTCUT_DESK", ""))
    try:
        block = Block.load(reference)
    except ValueError as cause:
        raise EngineMissing(
            f"No storage block '{reference}' is saved: save it in the Prefect UI or use 'local'"
        ) from cause
    if not isinstance(block, AssetStorage):
        raise BadRequest(f"Block '{reference}' stores no assets: choose an asset storage")
    return block
