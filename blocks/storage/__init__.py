"""Where assets, the ledger and finished films lie: a folder, or a bucket on S3."""

from blocks.storage.base import AssetStorage
from blocks.storage.local import LocalAssetStorage
from blocks.storage.named import storage_named

__all__ = ["AssetStorage", "LocalAssetStorage", "storage_named"]
