"""Where models run here: the device, its number format, and what must be installed."""

from importlib.util import find_spec
from typing import Any, Literal

from film.errors import EngineMissing

DeviceChoice = Literal["auto", "cuda", "mps", "cpu"]
Device = Literal["cuda", "mps", "cpu"]
Precision = Literal["auto", "bfloat16", "float16", "float32"]
NumberFormat = Literal["bfloat16", "float16", "float32"]

GIB = 1024**3
BYTES: dict[NumberFormat, int] = {"bfloat16": 2, "float16": 2, "float32": 4}
PACKAGES = ("torch", "diffusers", "transformers", "accelerate", "safetensors")


def require(*packages: str) -> None:
    """Look whether packages are installed, without importing any; all of `make models` by default.

    EngineMissing names the first that is not.
    """
    for package in packages or PACKAGES:
        if find_spec(package) is None:
            raise EngineMissing(f"The package {package} is not installed here: run `make models`")


def load_torch() -> Any:
    """Return the torch module; EngineMissing when it is not installed."""
    require("torch")
    import torch

    return torch


def choose_device(choice: DeviceChoice) -> Device:
    """Return the device to run on: the one asked for, or the best there is.

    EngineMissing when this machine has no such device.
    """
    torch = load_torch()
    there: dict[Device, bool] = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if choice == "auto":
        return next(device for device, found in there.items() if found)
    if not there[choice]:
        raise EngineMissing(
            f"This machine has no {choice} device that torch can use: choose 'auto' or 'cpu', or "
            "install a torch that is built for it"
        )
    return choice


def choose_dtype(device: Device, precision: Precision = "auto") -> NumberFormat:
    """Return the number format to load weights in: as asked, or what suits the device."""
    if precision == "auto":
        if device != "cuda":
            return "float16" if device == "mps" else "float32"
        return "bfloat16" if load_torch().cuda.is_bf16_supported() else "float16"
    if device == "cpu" and precision == "float16":
        raise EngineMissing("A CPU has no fast float16: choose 'auto', 'float32' or 'bfloat16'")
    return precision


def memory_gib(device: Device) -> float | None:
    """Return the memory that models may fill on a device, in GiB; None where nobody counts it."""
    torch = load_torch()
    if device == "cuda":
        return float(torch.cuda.get_device_properties(0).total_memory / GIB)
    if device == "mps":
        return float(torch.mps.recommended_max_memory() / GIB)
    return None


def used_gib(device: Device) -> float:
    """Return what torch holds on a device now, in GiB; 0 where nobody counts it."""
    torch = load_torch()
    if device == "cuda":
        return float(torch.cuda.memory_allocated() / GIB)
    if device == "mps":
        return float(torch.mps.current_allocated_memory() / GIB)
    return 0.0


def empty_caches() -> None:
    """Collect the garbage and give unused memory back to every device that torch works on."""
    import gc

    torch = load_torch()
    gc.collect()
    if torch.cuda.is_available() and torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
