"""What engines with models of their own on this machine have in common: fields and answers."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import Field

from blocks.engine import Engine
from blocks.local.device import (
    DeviceChoice,
    Precision,
    choose_device,
    choose_dtype,
    memory_gib,
    require,
)
from blocks.local.journal import quietly
from blocks.local.memory import survive
from blocks.local.pipeline import Offload, Quantisation, Setup, expected_gib
from blocks.local.residence import Resident, residence
from blocks.local.weights import Weights, fetched, state_of, weights_at
from film.errors import EngineMissing

T = TypeVar("T")

ROOM = 0.85
"""Share of a device's memory that resting models may take, where nobody says: the rest is for
what they work with."""


class LocalEngine(Engine):
    """An engine whose model runs on this machine. Subclasses give ``model`` a default."""

    model: str = Field(
        "",
        description="Hub id (owner/name), a folder that begins with '/', '.' or '~', or "
        "s3://bucket/prefix.",
    )
    revision: str = Field(
        "",
        description="Full commit hash of the model on the hub (needed there); for S3, the digest "
        "of the weights, or empty.",
    )
    variant: str = Field(
        "", description="Variant of the weights files, such as 'fp16'; empty for the plain ones."
    )
    offline: bool = Field(
        default=False, description="Never download: the weights must be on this machine."
    )
    hub_address: str = Field(
        "", description="Another address of the hub, such as a mirror's; empty for the hub's own."
    )
    s3_credentials: str = Field(
        "",
        description="Saved AwsCredentials or MinIOCredentials block as 'type-slug/name', for "
        "weights on S3; empty for what boto3 finds by itself.",
    )
    device: DeviceChoice = Field(
        "auto", description="Device to run on; 'auto' takes cuda, else mps, else cpu."
    )
    precision: Precision = Field(
        "auto", description="Number format of the weights; 'auto' takes what suits the device."
    )
    offload: Offload = Field(
        "none",
        description="What is kept off the GPU while it is idle: 'none', whole parts ('model'), "
        "groups of layers ('group') or every layer ('sequential', least memory, slowest).",
    )
    quantisation: Quantisation = Field(
        "none", description="Weights of the denoiser as 8-bit numbers (needs torchao)."
    )
    compiled: bool = Field(
        default=False,
        description="Compile the denoiser's blocks: slower at first, faster for many pictures.",
    )
    attention_backend: str = Field(
        "", description="Attention kernel, such as 'flash' or 'sage'; empty for torch's own."
    )
    memory_gib: float | None = Field(
        None,
        gt=0,
        description="GiB that all resident models of a process may take together; most of the "
        "device's memory when left out.",
    )

    def weights(self) -> Weights:
        """Return where the model's weights come from."""
        return self.weights_of(self.model, self.revision, variant=self.variant)

    def weights_of(self, source: str, revision: str, **settings: Any) -> Weights:
        """Return weights under this engine's settings for hub and S3; ``wanted``, ``variant``."""
        return weights_at(
            source,
            revision=revision,
            offline=self.offline,
            hub_address=self.hub_address,
            s3_credentials=self.s3_credentials,
            **settings,
        )

    def all_weights(self) -> Sequence[Weights]:
        """Return everything that has to be fetched before the model can be loaded."""
        return (self.weights(),)

    def setup(self) -> Setup:
        """Return how the model is loaded here; EngineMissing when the device is not there."""
        device, precision = choose_device(self.device), self.precision
        if precision == "auto" and device == "cuda":
            precision = self.usual_precision()
        return Setup(
            device=device,
            dtype=choose_dtype(device, precision),
            offload=self.offload,
            quantisation=self.quantisation,
            compiled=self.compiled,
            attention_backend=self.attention_backend,
        )

    def usual_precision(self) -> Precision:
        """Return what the model is best loaded in on a GPU; ``auto`` for what suits the GPU."""
        return "auto"

    def budget(self, setup: Setup) -> float | None:
        """Return the GiB that resident models may take together; None for no limit."""
        if self.memory_gib is not None:
            return self.memory_gib
        total = memory_gib(setup.device)
        return None if total is None else total * ROOM

    def settings(self) -> dict[str, Any]:
        """Return the part of the fingerprint that all local models have in common.

        Where it runs, compiled or offloaded, changes no more than the last digits: it is left out.
        """
        return {
            **self.weights().identity,
            "precision": self.precision,
            "quantisation": self.quantisation,
            "attention": self.attention_backend,
        }

    def ready(self) -> None:
        """Look for torch, the device, the weights on this machine and enough memory."""
        require()
        if self.quantisation != "none":
            require("torchao")
        for weights in self.all_weights():
            weights.check()
        self.present()
        setup = self.setup()
        weights = self.weights()
        limit, folder = self.budget(setup), weights.place()
        if limit is not None and folder is not None:
            needs = expected_gib(folder, setup, self.variant)
            if needs > limit:
                raise EngineMissing(
                    f"{weights.source} takes about {needs:.1f} GiB of the {limit:.1f} GiB that "
                    "models may: choose offloading, quantisation or a smaller model"
                )

    def present(self) -> None:
        """Look whether the weights are on this machine; EngineMissing says how they get there."""
        for weights in self.all_weights():
            if weights.place() is None:
                stage = str(self._block_type_slug).rpartition("-")[2]
                raise EngineMissing(
                    f"The weights of {weights.source} are not on this machine yet: `firstcut "
                    f"weights {stage} {self.name}` downloads them, or else the first film does"
                )

    def fetch(self) -> None:
        """Download every weight that is not here yet, without loading any."""
        for weights in self.all_weights():
            weights.fetch()

    def at_once(self) -> int:
        """Return how many pieces of work it does together, at most."""
        return 1

    @contextmanager
    def lent(
        self, load: Callable[[Setup], Any], measure: Callable[[Any, Setup], float]
    ) -> Iterator[Resident[Any]]:
        """Lend this engine's model, loaded by ``load`` when it is not resident yet."""
        setup = self.setup()
        folders = [fetched(weights) for weights in self.all_weights()]
        with residence().borrow(
            (self.label, *map(state_of, folders), setup.key, *self.loading()),
            lambda: quietly(lambda: self._load_with_room(load, setup)),
            gib=sum(expected_gib(folder, setup, self.variant) for folder in folders[:1]),
            budget=self.budget(setup),
            measure=lambda model: measure(model, setup),
        ) as resident:
            yield resident

    def _load_with_room(self, load: Callable[[Setup], Any], setup: Setup) -> Any:
        """Load the model; once more alone on the device, when memory is short beside others."""

        def alone() -> Any:
            residence().spare()
            return load(setup)

        return self.surviving(lambda: load(setup), alone)

    def loading(self) -> tuple[Hashable, ...]:
        """Return what else of this engine's settings shapes the loaded object."""
        return (self.variant,)

    def surviving(self, work: Callable[[], T], lighter: Callable[[], T]) -> T:
        """Return what ``work`` makes, or ``lighter`` when memory is short; then EngineFailed."""
        return survive(
            work,
            lighter,
            label=self.label,
            device=choose_device(self.device),
            advice="choose offloading, quantisation, a lower resolution or a smaller model",
        )
