"""What the engines on Replicate have in common: whose key, and how jobs are waited for."""

import sys
from importlib.util import find_spec
from typing import ClassVar

from pydantic import Field

from blocks.credentials import ReplicateCredentials
from blocks.engine import Engine
from blocks.vendors.jobs import Patience
from blocks.vendors.replicate import Files, ReplicateDesk
from blocks.vendors.replicate_calls import sdk
from blocks.vendors.replicate_models import ReplicateModel
from film.ledger import Order


class ReplicateEngine(Engine):
    """What the engines on Replicate have in common: whose key, and how jobs are waited for."""

    vendor: ClassVar[str] = "replicate"
    credentials: ReplicateCredentials | None = Field(
        None,
        description="The API token; without it REPLICATE_API_TOKEN or the saved block 'default'.",
    )
    patience: Patience = Field(Patience(), description="How predictions are waited for.")

    def ready(self) -> None:
        """Look for a token and the SDK."""
        self._key()
        if find_spec("replicate") is None or sys.version_info >= (3, 14):
            sdk()

    def check(self) -> None:
        """Ask Replicate whose token it is."""
        ReplicateDesk(self._key(), self.patience).check()

    def cancel(self, order: Order) -> None:
        """Cancel an order's prediction, if it has one that runs."""
        if order.job:
            ReplicateDesk(self._key(), self.patience).cancel(order.job)

    def desk(self, model: ReplicateModel, files: Files | None = None) -> ReplicateDesk:
        """Return where a model's jobs are placed."""
        return ReplicateDesk(self._key(), self.patience, model, files)

    def _key(self) -> ReplicateCredentials:
        return self.credentials or ReplicateCredentials.usual()
