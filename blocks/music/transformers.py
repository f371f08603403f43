"""Composes with MusicGen on this machine."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from pydantic import Field

from blocks.engine import source_revision
from blocks.local.device import GIB, load_torch
from blocks.local.floor import beside_the_floor
from blocks.local.pipeline import Setup, understood
from blocks.local.residence import residence
from blocks.local.steps import Steps
from blocks.local.weights import Weights, fetched
from blocks.music.embedded import EmbeddedMusic
from blocks.music.local import SHAPED_BY, LocalMusic, Played
from blocks.music.wording import Words
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.sound import Bed, Music

if TYPE_CHECKING:
    from film.animatic.sound.waves import Wave

WANTED = ("*.json", "*.safetensors")
Given = dict[str, Any]
LEAST_TOKENS = 50
_DELAY = 4
"""Tokens that the codebooks lag behind one another: so many give no sound."""
_dice = threading.Lock()
"""Held while tokens are drawn: they are drawn with torch's own dice, which all threads share."""


@dataclass(frozen=True)
class Asked:
    """A stretch of music to be played."""

    prompt: str
    samples: int
    """At 48 kHz, with what is heard before."""
    seed: int
    before: "Wave | None"
    """What is heard at its beginning already: stereo at 48 kHz."""


@dataclass(frozen=True)
class Generator:
    """A loaded model and what prepares words and sound for it."""

    model: Any
    processor: Any

    def play(self, asked: Asked, ready: Given, steps: Steps, **taste: float) -> Played:
        """Play what ``prepared`` has made ready: the same for the same seed."""
        torch = load_torch()
        codec = self.model.config.audio_encoder
        wanted = asked.samples - (0 if asked.before is None else asked.before.shape[1])
        tokens = max(LEAST_TOKENS, -(-wanted * codec.frame_rate // SAMPLE_RATE) + _DELAY)
        cuda = [self.model.device] if self.model.device.type == "cuda" else []
        with torch.no_grad(), _dice, torch.random.fork_rng(devices=cuda):
            torch.manual_seed(asked.seed)
            sound = self.model.generate(
                **ready,
                **taste,
                do_sample=True,
                max_new_tokens=tokens,
                stopping_criteria=[_Following(steps, tokens)],
            )[0]
        return Played(sound.float().cpu().numpy(), int(codec.sampling_rate))

    def prepared(self, asked: Asked) -> Given:
        """Return the words as tokens, and what is heard before as the model hears it.

        It takes no turn of the model.
        """
        from scipy import signal

        given: dict[str, Any] = {"text": [asked.prompt], "padding": True, "return_tensors": "pt"}
        if asked.before is not None:
            codec = self.model.config.audio_encoder
            rate, stereo = int(codec.sampling_rate), codec.audio_channels == 2
            common = int(np.gcd(rate, SAMPLE_RATE))
            sound = signal.resample_poly(
                asked.before, rate // common, SAMPLE_RATE // common, axis=1
            )
            given |= {"audio": sound if stereo else sound.mean(axis=0), "sampling_rate": rate}
        model = self.model
        return {
            name: value.to(model.device, model.dtype if value.is_floating_point() else None)
            for name, value in self.processor(**given).items()
        }


class TransformersMusic(LocalMusic):
    """Scores cues with MusicGen; longer ones go on from what was played.

    It makes music and nothing else: the embedded sound department lays the beds.
    """

    _block_type_name = "Firstcut MusicGen"
    _block_type_slug = "transformers-music"
    _description = "Scores cues with MusicGen on this machine; not for commercial films."
    name: ClassVar[str] = "transformers"
    label: ClassVar[str] = "MusicGen"
    licence: ClassVar[str] = "CC-BY-NC-4.0: what it plays must not be used commercially"

    model: str = Field(
        "facebook/musicgen-small",
        description="Hub id (owner/name), a folder that begins with '/', '.' or '~', or "
        "s3://bucket/prefix.",
    )
    revision: str = Field(
        "4c8334b02c6ec4e8664a91979669a501ec497792",
        description="Full commit hash of the model on the hub (needed there); for S3, the digest "
        "of the weights, or empty.",
    )
    cfg_scale: float = Field(3.0, ge=1, le=10, description="How closely it follows the words.")
    temperature: float = Field(1.0, gt=0, le=2, description="How daring it plays.")
    top_k: int = Field(250, ge=1, description="Out of how many sounds each next one is drawn.")

    @property
    def most_seconds(self) -> int:
        """Seconds that it was trained to play as one."""
        return 30

    def weights(self) -> Weights:
        """Return where the weights come from."""
        return self.weights_of(self.model, self.revision, variant=self.variant, wanted=WANTED)

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, the settings and the revision of what shapes the sound."""
        return {
            "engine": self.label,
            **self.settings(),
            "cfg_scale": self.cfg_scale,
            "temperature": self.temperature,
            "top_k": self.top_k,
            "longest_part": self.longest_part,
            "code": source_revision("blocks.music.transformers", *SHAPED_BY),
            "beds": EmbeddedMusic().fingerprint(),
        }

    @beside_the_floor
    def check(self) -> None:
        """Look for all that is needed, load the model, and play a second."""
        self.ready()
        self.present()
        words = Words("one soft chord", "noise", 80, 4, "C major")
        self.play(words, SAMPLE_RATE, 0, None, "Trying the model")

    def play(
        self, words: Words, samples: int, seed: int, before: "Wave | None", doing: str
    ) -> Played:
        """Play a part of a cue, going on from what is heard before."""
        asked = Asked(words.prompt, samples, seed, before)
        taste = {
            "guidance_scale": self.cfg_scale,
            "temperature": self.temperature,
            "top_k": self.top_k,
        }

        def attempt(*, light: bool = False) -> Played:
            with self.lent(self.load_model, _measured) as resident:
                if light:
                    residence().spare()
                with understood(f"The {self.label}"):
                    generator: Generator = resident.model
                    ready = generator.prepared(asked)
                    with resident.turn:
                        return generator.play(asked, ready, Steps(doing), **taste)

        return self.surviving(attempt, lambda: attempt(light=True))

    def lay_bed(self, bed: Bed, store: AssetStore) -> Music:
        """Have the embedded sound department lay the bed."""
        return EmbeddedMusic().lay_bed(bed, store)

    def load_model(self, setup: Setup) -> Generator:
        """Load the model and its processor; EngineMissing when the folder holds no MusicGen."""
        from transformers import AutoProcessor, MusicgenForConditionalGeneration

        folder = fetched(self.weights())
        with understood(f"The model in {folder}"):
            model = MusicgenForConditionalGeneration.from_pretrained(
                str(folder),
                dtype=getattr(load_torch(), setup.dtype),
                local_files_only=True,
                use_safetensors=True,
            )
            processor = AutoProcessor.from_pretrained(str(folder), local_files_only=True)
        return Generator(model.to(setup.device).eval(), processor)


class _Following:
    """Follows the tokens; it never stops by itself."""

    def __init__(self, steps: Steps, tokens: int) -> None:
        self.steps = steps
        self.tokens = tokens
        self.drawn = 0

    def __call__(self, drawn: Any, scores: Any, **more: Any) -> Any:
        self.drawn += 1
        self.steps(min(self.drawn, self.tokens), self.tokens)
        return drawn.new_zeros(drawn.shape[0], dtype=load_torch().bool)


def _measured(generator: Generator, setup: Setup) -> float:
    return float(sum(tensor.nbytes for tensor in generator.model.parameters()) / GIB)
