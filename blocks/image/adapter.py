"""The IP-Adapter: what has a pipeline see portraits."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocks.local.device import load_torch
from blocks.local.pipeline import Setup, understood
from film.errors import EngineMissing


@dataclass(frozen=True)
class Adapter:
    """An adapter's files."""

    folder: Path
    file: str
    """The adapter's own weights, from the folder on."""
    encoder: str
    """The folder of its image encoder, from the folder on."""

    def load_encoder(self, setup: Setup) -> Any:
        """Return the image encoder, to be given to the pipeline when it is loaded."""
        from transformers import CLIPVisionModelWithProjection

        with understood(f"The image encoder in {self.folder}"):
            return CLIPVisionModelWithProjection.from_pretrained(
                str(self.folder / self.encoder),
                dtype=getattr(load_torch(), setup.dtype),
                use_safetensors=True,
                local_files_only=True,
            )

    def fit(self, pipe: Any) -> None:
        """Put the adapter into a pipeline; EngineMissing when it takes none."""
        if not hasattr(pipe, "load_ip_adapter") or not hasattr(pipe, "unet"):
            raise EngineMissing(
                f"{type(pipe).__name__} takes no IP-Adapter: leave the engine's adapter empty"
            )
        file = Path(self.file)
        with understood(f"The adapter {file.name}"):
            pipe.load_ip_adapter(
                str(self.folder),
                subfolder=str(file.parent),
                weight_name=file.name,
                image_encoder_folder=None,
                local_files_only=True,
            )
