"""Loading diffusers pipelines: from safe weights onto a device, as configuration wants them."""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal

from blocks.local.device import BYTES, GIB, Device, NumberFormat, load_torch, require
from blocks.local.journal import log
from blocks.local.memory import ran_out
from blocks.local.weights import count_parameters, read_index
from film.errors import EngineFailed, EngineMissing

Offload = Literal["none", "model", "sequential", "group"]
Quantisation = Literal["none", "int8", "fp8"]

DENOISERS = ("unet", "transformer", "transformer_2")
"""The parts of a pipeline that work at every step; they alone are quantised and compiled."""
RESTING = {"none": 1.0, "model": 0.35, "sequential": 0.05, "group": 0.1}
"""Share of the weights that lies on the device with each way of offloading, at most about."""


@dataclass(frozen=True)
class Setup:
    """How a pipeline is loaded, besides its weights."""

    device: Device
    dtype: NumberFormat
    offload: Offload = "none"
    quantisation: Quantisation = "none"
    compiled: bool = False
    attention_backend: str = ""

    @property
    def key(self) -> Hashable:
        """What tells it from other setups."""
        return astuple(self)


def load_pipeline(kind: str, folder: Path, setup: Setup, variant: str = "", **parts: Any) -> Any:
    """Return a pipeline on its device: ``kind`` names a class of diffusers, such as an auto class.

    ``parts`` replace parts of it. Placed by ``settle`` afterwards, when adapters are loaded.
    EngineMissing when the folder holds no such pipeline, EngineFailed when it does not load.
    """
    require()
    import diffusers

    torch = load_torch()
    read_index(folder)
    if setup.offload != "none" and setup.device != "cuda":
        raise EngineMissing("Offloading needs a cuda device: set it to 'none'")
    settings: dict[str, Any] = {
        "dtype": getattr(torch, setup.dtype),
        "use_safetensors": True,
    } | parts
    if variant:
        settings["variant"] = variant
    if setup.quantisation != "none":
        settings["quantization_config"] = quantise(folder, setup.quantisation)
    log().info("Loading %s", folder)
    with understood(f"The model in {folder}"):
        pipe = getattr(diffusers, kind).from_pretrained(
            str(folder), local_files_only=True, **settings
        )
    pipe.set_progress_bar_config(disable=True)
    return pipe


def settle(pipe: Any, setup: Setup) -> None:
    """Put a pipeline where it works: attention backend, compilation and device, in this order."""
    for part in denoisers(pipe):
        if setup.attention_backend:
            _attend(part, setup.attention_backend)
        if setup.compiled:
            part.compile_repeated_blocks(fullgraph=True)
    place(pipe, setup.device, setup.offload)


def _attend(part: Any, backend: str) -> None:
    """Have a denoiser attend with another kernel; EngineMissing when it cannot, here or at all."""
    if backend.endswith("_hub"):
        raise EngineMissing(
            f"The attention backend '{backend}' would download code: install its kernels as a "
            "package, or leave it empty for torch's own"
        )
    try:
        part.set_attention_backend(backend)
    except (ValueError, RuntimeError, ImportError, NotImplementedError) as cause:
        raise EngineMissing(
            f"The attention backend '{backend}' does not work here ({_first(cause)}): leave it "
            "empty for torch's own"
        ) from cause
    processors = (getattr(one, "processor", None) for one in part.modules())
    if not any(hasattr(one, "_attention_backend") for one in processors):
        raise EngineMissing(
            f"{type(part).__name__} attends with torch's own kernels only: leave the attention "
            "backend empty"
        )


def place(pipe: Any, device: Device, offload: Offload) -> None:
    """Move a pipeline to a device, or have its parts moved there when they are needed."""
    torch = load_torch()
    if offload == "model":
        pipe.enable_model_cpu_offload(device=device)
    elif offload == "sequential":
        pipe.enable_sequential_cpu_offload(device=device)
    elif offload == "group":
        pipe.enable_group_offload(
            torch.device(device), offload_type="leaf_level", use_stream=device == "cuda"
        )
    else:
        pipe.to(device)


def lighten(pipe: Any, setup: Setup) -> None:
    """Have a pipeline need less memory: decode in tiles, and leave idle parts off the device."""
    vae = getattr(pipe, "vae", None)
    for way in ("enable_tiling", "enable_slicing"):
        if hasattr(vae, way):
            try:
                getattr(vae, way)()
            except NotImplementedError:
                log().info("This model cannot decode in tiles")
    if setup.device == "cuda" and setup.offload == "none":
        pipe.to("cpu")
        place(pipe, setup.device, "model")


def quantise(folder: Path, wanted: Quantisation) -> Any:
    """Return the configuration that has a pipeline's denoisers loaded as int8 or fp8 weights."""
    require("torchao")
    from diffusers import PipelineQuantizationConfig, TorchAoConfig
    from torchao.quantization import Float8WeightOnlyConfig, Int8WeightOnlyConfig

    kind = Int8WeightOnlyConfig if wanted == "int8" else Float8WeightOnlyConfig
    there = [name for name in DENOISERS if name in read_index(folder)]
    return PipelineQuantizationConfig(quant_mapping={name: TorchAoConfig(kind()) for name in there})


def denoisers(pipe: Any) -> list[Any]:
    """Return the parts that work at every step."""
    found = (getattr(pipe, name, None) for name in DENOISERS)
    return [part for part in found if part is not None]


def expected_gib(folder: Path, setup: Setup, variant: str = "") -> float:
    """Return what the weights in a folder will take on the device while they rest."""
    itemsize = 1 if setup.quantisation != "none" else BYTES[setup.dtype]
    return count_parameters(folder, variant) * itemsize / GIB * RESTING[setup.offload]


def measured_gib(pipe: Any, setup: Setup) -> float:
    """Return what a loaded pipeline's parameters and buffers take on the device, in GiB."""
    sizes = {
        name: sum(
            int(tensor.nbytes)
            for tensors in (part.parameters(), part.buffers())
            for tensor in tensors
        )
        for name, part in parts_of(pipe).items()
    }
    if setup.offload == "model":
        return max(sizes.values(), default=0) / GIB
    share = 1.0 if setup.offload == "none" else RESTING[setup.offload]
    return sum(sizes.values()) * share / GIB


def parts_of(pipe: Any) -> Mapping[str, Any]:
    """Return the models that a pipeline is made of, by name."""
    torch = load_torch()
    return {
        name: part for name, part in pipe.components.items() if isinstance(part, torch.nn.Module)
    }


@contextmanager
def understood(what: str) -> Iterator[None]:
    """Raise what the model libraries say as errors of ours; out of memory goes through."""
    try:
        yield
    except (OSError, ValueError, KeyError, AttributeError, TypeError, ImportError) as cause:
        raise EngineFailed(f"{what} cannot be used as it is set: {_first(cause)}") from cause
    except RuntimeError as cause:
        if ran_out(cause):
            raise
        raise EngineFailed(f"{what} failed: {_first(cause)}") from cause


def _first(cause: BaseException) -> str:
    lines = str(cause).strip().splitlines()
    return lines[0][:200] if lines else type(cause).__name__
