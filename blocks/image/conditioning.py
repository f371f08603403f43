"""Conditioning: prompts and portraits as the embeddings that hold a picture to them, kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from blocks.image.sketches import Face, Sketch
from blocks.local.device import NumberFormat, load_torch
from blocks.local.residence import Notes
from film.errors import MediaFailed

MOST_CHUNKS = 4
"""Pieces of 75 tokens of a prompt that are read; CLIP reads no more than one at once."""


@dataclass(frozen=True)
class Words:
    """Prompts for a pipeline."""

    pipe: Any
    notes: Notes

    def plain(self, batch: Sequence[Sketch]) -> dict[str, Any]:
        """Return a batch's prompts, for a pipeline that reads them by itself."""
        return {
            "prompt": [one.prompt for one in batch],
            "negative_prompt": [one.negative for one in batch],
        }

    def embedded(self, batch: Sequence[Sketch]) -> dict[str, Any]:
        """Return a batch's prompts of one length, as SDXL's text encoders read them."""
        torch = load_torch()
        length = self.length(batch[0].prompt)
        said = [self._embed(one.prompt, length) for one in batch]
        shunned = [self._embed(one.negative, length) for one in batch]
        return {
            "prompt_embeds": torch.cat([words for words, _ in said]),
            "pooled_prompt_embeds": torch.cat([pooled for _, pooled in said]),
            "negative_prompt_embeds": torch.cat([words for words, _ in shunned]),
            "negative_pooled_prompt_embeds": torch.cat([pooled for _, pooled in shunned]),
        }

    def length(self, text: str) -> int:
        """Return how many pieces a text is read in."""
        return len(self._chunks(text))

    def _chunks(self, text: str) -> list[str]:
        """Return a text in pieces that the text encoders can read at once.

        A piece ends with a word: what is cut apart would be read as something else.
        """
        tokenizer = self.pipe.tokenizer or self.pipe.tokenizer_2
        most = tokenizer.model_max_length - 2
        chunks: list[str] = []
        words: list[str] = []
        used = 0
        for word in text.split() or [""]:
            needs = len(tokenizer(word, add_special_tokens=False).input_ids)
            if words and used + needs > most:
                chunks.append(" ".join(words))
                words, used = [], 0
            words.append(word)
            used += needs
        return [*chunks, " ".join(words)][:MOST_CHUNKS]

    def _embed(self, text: str, length: int) -> tuple[Any, Any]:
        """Return a text's embeddings in so many pieces, and the first piece's pooled one."""
        torch = load_torch()
        pieces = self._chunks(text)[:length]
        pieces += [""] * (length - len(pieces))
        made = [self.notes.of(("words", piece), partial(self._encode, piece)) for piece in pieces]
        return torch.cat([words for words, _ in made], dim=1), made[0][1]

    def _encode(self, piece: str) -> tuple[Any, Any]:
        words, _, pooled, _ = self.pipe.encode_prompt(
            piece, device=self.pipe._execution_device, do_classifier_free_guidance=False
        )
        return words, pooled


@dataclass(frozen=True)
class Likenesses:
    """Portraits for a pipeline with an IP-Adapter in it."""

    pipe: Any
    notes: Notes
    dtype: NumberFormat

    def of(self, batch: Sequence[Sketch]) -> dict[str, Any]:
        """Return a batch's portraits, embedded, and where in its picture each of them counts.

        All of a batch have equally many; those without any get the embedding of nothing, which
        the adapter's pipeline wants all the same.
        """
        torch = load_torch()
        count = len(batch[0].faces)
        blank = self._blank()
        nobody = blank.unsqueeze(0).expand(max(1, count), *blank.shape)
        held = [torch.stack([self._see(face) for face in one.faces]) for one in batch if count]
        shown = torch.stack(held or [nobody] * len(batch))
        guided = self._guided(batch[0])
        embeds = torch.cat([torch.stack([nobody] * len(batch)), shown]) if guided else shown
        given: dict[str, Any] = {"ip_adapter_image_embeds": [embeds]}
        if count:
            masks = torch.stack([self._mask(one) for one in batch])
            masks = torch.cat([masks, masks]) if guided else masks
            given["cross_attention_kwargs"] = {"ip_adapter_masks": [masks]}
        return given

    def _guided(self, sketch: Sketch) -> bool:
        """Say whether the pipeline computes each picture with its prompt and without."""
        return sketch.sampling.cfg_scale > 1 and not self.pipe.unet.config.time_cond_proj_dim

    def _see(self, face: Face) -> Any:
        """Return a portrait's embedding."""
        from PIL import Image, UnidentifiedImageError

        def look() -> Any:
            try:
                with Image.open(face.path) as file:
                    picture = file.convert("RGB")
            except (UnidentifiedImageError, OSError) as cause:
                raise MediaFailed(f"{face.path.name} is no picture") from cause
            return self._look_at(picture)[0]

        return self.notes.of(("face", face.portrait.sha256), look)

    def _blank(self) -> Any:
        """Return the embedding of nothing."""
        from PIL import Image

        side = self.pipe.image_encoder.config.image_size
        any_picture = Image.new("RGB", (side, side))
        return self.notes.of("nobody", lambda: self._look_at(any_picture)[1])

    def _look_at(self, picture: Any) -> tuple[Any, Any]:
        """Return the embeddings of a picture and of nothing."""
        from diffusers.models.embeddings import ImageProjection

        projection = self.pipe.unet.encoder_hid_proj.image_projection_layers[0]
        seen, nothing = self.pipe.encode_image(
            picture, self.pipe._execution_device, 1, not isinstance(projection, ImageProjection)
        )
        return seen[0], nothing[0]

    def _mask(self, sketch: Sketch) -> Any:
        """Return each face's column of a picture, faces × height × width of its latent."""
        torch = load_torch()
        scale = self.pipe.vae_scale_factor
        high, wide = sketch.height // scale, sketch.width // scale
        mask = torch.zeros(len(sketch.faces), high, wide)
        for place, face in enumerate(sketch.faces):
            mask[place, :, round(face.column.left * wide) : round(face.column.right * wide)] = 1
        return mask.to(self.pipe._execution_device, getattr(torch, self.dtype))


def adapted(pipe: Any) -> bool:
    """Say whether an IP-Adapter is loaded into a pipeline."""
    unet = getattr(pipe, "unet", None)
    return unet is not None and getattr(unet, "encoder_hid_proj", None) is not None
