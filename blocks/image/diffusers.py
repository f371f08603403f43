"""Pictures with diffusers on this machine: SDXL and an IP-Adapter, or any text-to-image model."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from pydantic import Field

from blocks.engine import source_revision
from blocks.image.adapter import Adapter
from blocks.image.base import ImageEngine
from blocks.image.composition import (
    EVERYWHERE,
    PORTRAIT,
    SHEET,
    SHEET_AREA,
    columns,
    crop_to,
    picture_size,
)
from blocks.image.painting import SPLIT, Painter, Pixels, makes_pictures
from blocks.image.profiles import (
    ADAPTERS,
    IP_ADAPTER,
    IP_ADAPTER_COMMIT,
    OPENRAIL,
    SDXL,
    SDXL_COMMIT,
    UNKNOWN,
    profile_of,
    sampling_for,
)
from blocks.image.prompts import keyframe_prompt, negative_prompt, portrait_prompt, sheet_prompt
from blocks.image.sketches import Face, Sketch, seed_of
from blocks.local.batching import Take, batcher
from blocks.local.device import Precision, load_torch
from blocks.local.engine import LocalEngine
from blocks.local.floor import beside_the_floor, on_the_floor
from blocks.local.pipeline import Setup, load_pipeline, measured_gib, settle, understood
from blocks.local.weights import Weights, fetched, read_index
from film.assets import Asset, AssetStore
from film.errors import EngineMissing
from film.look import Look, Sampling
from film.shots import Assignment, CharacterSheet
from film.story import Character

GATHERING = 0.05
"""Seconds that a batch waits for others to join."""
MOST_FACES = 4
"""People of one shot whose portraits it keeps to."""
TRIAL = Sampling(steps=2)
"""How a test picture is sampled."""


class DiffusersImage(LocalEngine, ImageEngine):
    """Draws characters and keyframes with an image model on this machine."""

    _block_type_name = "Firstcut Diffusers Image"
    _block_type_slug = "diffusers-image"
    _description = (
        "Draws characters and keyframes with an image model on this machine's GPU: SDXL with an "
        "IP-Adapter that holds faces, hair and clothes, or any text-to-image pipeline of diffusers."
    )
    name: ClassVar[str] = "diffusers"
    label: ClassVar[str] = "diffusers images"
    licence: ClassVar[str] = f"SDXL 1.0: {OPENRAIL}; IP-Adapter: Apache-2.0"
    samples: ClassVar[bool] = True

    model: str = Field(
        SDXL,
        description="Text-to-image pipeline: hub id (owner/name), a folder that begins with '/', "
        "'.' or '~', or s3://bucket/prefix.",
    )
    revision: str = Field(
        SDXL_COMMIT,
        description="Full commit hash of the model on the hub (needed there); for S3, the digest "
        "of the weights, or empty.",
    )
    variant: str = Field(
        "fp16",
        description="Variant of the weights files, such as 'fp16'; empty for the plain ones.",
    )
    adapter: str = Field(
        IP_ADAPTER,
        description="IP-Adapter that holds faces, hair and clothes: hub id, folder or "
        "s3://bucket/prefix; empty for none, and for models that are not SDXL or SD 1.5.",
    )
    adapter_revision: str = Field(
        IP_ADAPTER_COMMIT, description="Full commit hash of the adapter on the hub."
    )
    adapter_file: str = Field(
        "sdxl_models/ip-adapter-plus_sdxl_vit-h.safetensors",
        description="The adapter's weights: a safetensors file, with its folder.",
    )
    adapter_encoder: str = Field(
        "models/image_encoder", description="Folder of the adapter's image encoder."
    )
    adapter_strength: float = Field(
        0.65, ge=0, le=1.5, description="How strongly portraits shape the pictures."
    )
    side: int = Field(
        1024,
        ge=64,
        le=2048,
        multiple_of=32,
        description="Side of the square picture that the model was trained on, in pixels; other "
        "shapes have about as many pixels.",
    )
    sampling: Sampling = Field(
        Sampling(), description="How to sample where a film's request does not say."
    )
    batch: int = Field(
        4, ge=1, le=64, description="Pictures that are denoised together at most; 1 for none."
    )

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, the adapter and the settings that shape a picture."""
        adapter = self._adapter_weights()
        return {
            "engine": self.label,
            **self.settings(),
            "adapter": {} if adapter is None else adapter.identity,
            "file": self.adapter_file,
            "encoder": self.adapter_encoder,
            "strength": self.adapter_strength,
            "side": self.side,
            "sampling": self.sampling.model_dump(),
            "source": source_revision(
                "blocks.image.prompts",
                "blocks.image.composition",
                "blocks.image.painting",
                "blocks.image.conditioning",
                "blocks.image.sketches",
                "blocks.image.profiles",
            ),
        }

    def terms(self) -> str:
        """Return the licences of the model and the adapter, where they are known."""
        terms = f"{self.model}: {profile_of(self.model).licence}"
        if self.adapter:
            terms += f"; {self.adapter}: {ADAPTERS.get(self.adapter, UNKNOWN)}"
        return terms

    @beside_the_floor
    def check(self) -> None:
        """Paint a very small picture, if the weights are on this machine."""
        self.ready()
        self.present()
        self._paint(Sketch("A red ball", "", 64, 64, self._sampling(TRIAL), seed=0))

    @on_the_floor
    def draw_sheet(self, character: Character, look: Look, store: AssetStore) -> CharacterSheet:
        """Paint the portrait, and then the sheet with the portrait to keep to."""
        sampling = self._sampling(look.sampling)
        negative = negative_prompt(look.style)
        width, height = picture_size(PORTRAIT, self.side)
        portrait = self._keep(
            self._paint(
                Sketch(
                    portrait_prompt(character, look.style),
                    negative,
                    width,
                    height,
                    sampling,
                    seed_of("portrait", look.seed, character.id),
                )
            ),
            store,
        )
        width, height = picture_size(SHEET, self.side, SHEET_AREA)
        picture = self._keep(
            self._paint(
                Sketch(
                    sheet_prompt(character, look.style),
                    negative,
                    width,
                    height,
                    sampling,
                    seed_of("sheet", look.seed, character.id),
                    (Face(portrait, store.path(portrait), EVERYWHERE),) if self.adapter else (),
                )
            ),
            store,
        )
        return CharacterSheet(character=character.id, picture=picture, portrait=portrait)

    @on_the_floor
    def draw_keyframe(self, assignment: Assignment, store: AssetStore) -> Asset:
        """Paint a shot's first frame, each one in it kept to the portrait on the sheet."""
        screen = assignment.screen
        width, height = picture_size(screen.width / screen.height, self.side)
        pixels = self._paint(
            Sketch(
                keyframe_prompt(assignment),
                negative_prompt(assignment.style),
                width,
                height,
                self._sampling(assignment.sampling),
                seed_of("keyframe", assignment.seed, assignment.shot.id),
                self._faces(assignment, store) if self.adapter else (),
            )
        )
        x, y, wide, high = crop_to(screen, width, height)
        return self._keep(pixels[y : y + high, x : x + wide], store)

    def all_weights(self) -> Sequence[Weights]:
        """Return the weights of the model and of the adapter."""
        adapter = self._adapter_weights()
        return (self.weights(),) if adapter is None else (self.weights(), adapter)

    def usual_precision(self) -> Precision:
        """Return what the model is best loaded in on a GPU."""
        return profile_of(self.model).precision

    def at_once(self) -> int:
        """Return how many pictures are denoised together, at most."""
        return self.batch

    def loading(self) -> tuple[Hashable, ...]:
        """Return what of the settings shapes the loaded pipeline."""
        return (self.variant, self.adapter, self.adapter_file, self.adapter_encoder)

    def _faces(self, assignment: Assignment, store: AssetStore) -> tuple[Face, ...]:
        sheets = {sheet.character: sheet for sheet in assignment.sheets}
        shot = assignment.shot
        cast = tuple(one for one in shot.cast if one.character in sheets)[:MOST_FACES]
        return tuple(
            Face(portrait, store.path(portrait), column)
            for one, column in zip(cast, columns(cast, shot.size), strict=True)
            for portrait in (sheets[one.character].portrait,)
        )

    def _sampling(self, asked: Sampling | None) -> Sampling:
        return sampling_for(self.model, asked or self.sampling)

    def _paint(self, sketch: Sketch) -> Pixels:
        """Return a picture, painted together with what other threads want at the same time."""
        key = (self.model_dump_json(), sketch.kind)
        return batcher().ask(key, sketch, self._serve, most=self.batch, window=GATHERING)

    def _serve(self, take: Take[Sketch]) -> Sequence[Pixels]:
        setup = self.setup()
        with self.lent(self._load, measured_gib) as resident, understood(self.label):
            painter = Painter(resident, setup, self.adapter_strength)

            def sparing() -> list[Any]:
                painter.lighten()
                return [painter.denoise([one]) for one in sketches]

            with resident.turn:
                sketches = take()
                negatives = self.surviving(lambda: [painter.denoise(sketches)], sparing)

            def develop(most: int) -> list[Pixels]:
                return [one for some in negatives for one in painter.develop(some, most)]

            def developing() -> list[Pixels]:
                painter.lighten()
                return develop(1)

            return self.surviving(lambda: develop(len(sketches)), developing)

    def _load(self, setup: Setup) -> Any:
        """Return the pipeline, with the adapter in it, where it works."""
        folder, seen = fetched(self.weights()), self._adapter_weights()
        parts: dict[str, Any] = {}
        if setup.dtype == "float16" and read_index(folder)["_class_name"] == SPLIT:
            half, full = load_torch().float16, load_torch().float32
            parts["dtype"] = {"default": half, "vae": full}  # its decoder overflows in float16
        adapter = seen and Adapter(fetched(seen), self.adapter_file, self.adapter_encoder)
        if adapter:
            parts["image_encoder"] = adapter.load_encoder(setup)
        pipe = load_pipeline("DiffusionPipeline", folder, setup, self.variant, **parts)
        if not makes_pictures(pipe):
            raise EngineMissing(
                f"{self.model} ({type(pipe).__name__}) makes no pictures from words alone: choose "
                "a text-to-image model"
            )
        if adapter:
            adapter.fit(pipe)
        settle(pipe, setup)
        return pipe

    def _adapter_weights(self) -> Weights | None:
        if not self.adapter:
            return None
        if not self.adapter_file.endswith(".safetensors"):
            raise EngineMissing(f"{self.adapter_file} is no safetensors file: choose one that is")
        encoder = (
            f"{self.adapter_encoder}/{name}" for name in ("config.json", "model.safetensors")
        )
        wanted = (self.adapter_file, *encoder)
        return self.weights_of(self.adapter, self.adapter_revision, wanted=wanted)

    def _keep(self, pixels: Pixels, store: AssetStore) -> Asset:
        from film.media.picture import put_picture

        return put_picture(pixels, store, ".png")
