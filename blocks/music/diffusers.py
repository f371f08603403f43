"""Composes with a diffusers model on this machine: ACE-Step or Stable Audio."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pydantic import Field

from blocks.engine import source_revision
from blocks.local.engine import LocalEngine
from blocks.local.floor import beside_the_floor, on_the_floor
from blocks.local.pipeline import Setup, lighten, load_pipeline, measured_gib, settle, understood
from blocks.local.residence import Resident, residence
from blocks.local.steps import Steps
from blocks.local.weights import Weights, fetched
from blocks.music.beds import lay_made_bed
from blocks.music.embedded import EmbeddedMusic
from blocks.music.local import SHAPED_BY, LocalMusic, Played, heard
from blocks.music.players import PLAYERS, FamilyName, Player, SoundPlayer
from blocks.music.sounds import Sound
from blocks.music.wording import Words, seed_of
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.errors import EngineMissing
from film.sound import Bed, Music

if TYPE_CHECKING:
    from film.animatic.sound.waves import Wave

T = TypeVar("T")
Ask = Callable[[float], dict[str, Any]]
"""Returns a call's arguments, given the seconds that the model can play as one at most."""


class DiffusersMusic(LocalMusic):
    """Scores cues with a diffusers pipeline.

    Stable Audio makes ambience and effects too; beside ACE-Step, which knows music only, the
    embedded sound department lays the beds.
    """

    _block_type_name = "Firstcut Diffusers Music"
    _block_type_slug = "diffusers-music"
    _description = "Scores cues with ACE-Step or Stable Audio on this machine's GPU."
    name: ClassVar[str] = "diffusers"
    label: ClassVar[str] = "diffusers composer"
    licence: ClassVar[str] = "The model's: ACE-Step is free for all uses, Stable Audio is not"

    model: str = Field(
        "",
        description="Hub id (owner/name), a folder that begins with '/', '.' or '~', or "
        "s3://bucket/prefix; empty for the family's usual weights.",
    )
    family: FamilyName = Field("ace-step", description="Architecture of the model.")
    steps: int | None = Field(
        None, ge=1, le=500, description="Denoising steps; empty for the family's usual number."
    )
    cfg_scale: float | None = Field(
        None, ge=0, le=30, description="How closely it follows the words; empty for the usual."
    )

    @property
    def _player(self) -> Player:
        return PLAYERS[self.family]

    @property
    def most_seconds(self) -> int:
        """Seconds that the family plays well as one."""
        return self._player.longest

    def weights(self) -> Weights:
        """Return where the weights come from: the family's own unless others are named."""
        if self.model:
            return LocalEngine.weights(self)
        player = self._player
        return self.weights_of(player.weights, player.revision, variant=self.variant)

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, the settings and the revision of what shapes the sound."""
        modules = ("blocks.music.diffusers", "blocks.music.players", "blocks.music.beds")
        return {
            "engine": self.label,
            "family": self.family,
            **self.settings(),
            "steps": self.steps,
            "cfg_scale": self.cfg_scale,
            "longest_part": self.longest_part,
            "code": source_revision(*modules, *SHAPED_BY),
            "beds": None
            if isinstance(self._player, SoundPlayer)
            else EmbeddedMusic().fingerprint(),
        }

    def terms(self) -> str:
        """Return the terms of the family's weights, or whose they are."""
        if self.model:
            return f"What the makers of {self.model} state (the family: {self._player.licence})"
        return self._player.licence

    @beside_the_floor
    def check(self) -> None:
        """Look for all that is needed, load the model, and play a second in two steps."""
        self.ready()
        self.present()
        words = Words("one soft chord", "noise", 80, 4, "C major")
        brief = self.model_copy(update={"steps": 2})
        brief.play(words, SAMPLE_RATE, 0, None, "Trying the model")

    def play(
        self, words: Words, samples: int, seed: int, before: "Wave | None", doing: str
    ) -> Played:
        """Play a part of a cue; it knows nothing of what is heard before."""
        seconds = max(samples / SAMPLE_RATE, self._player.shortest)

        def ask(most: float) -> dict[str, Any]:
            return self._player.arguments(words, min(seconds, most))

        return self._with_model(lambda lent: self._played(lent, ask, seed, doing))

    def lay_bed(self, bed: Bed, store: AssetStore) -> Music:
        """Lay a bed of sounds that the model makes, or have the embedded sound department do it.

        BadRequest for an effect that nobody can make; nothing is made then.
        """
        if not isinstance(self._player, SoundPlayer):
            return EmbeddedMusic().lay_bed(bed, store)
        return self.make_bed(bed, store)

    @on_the_floor
    def make_bed(self, bed: Bed, store: AssetStore) -> Music:
        """Lay a bed of sounds that the model makes; EngineMissing when it makes music only."""
        player = self._player
        if not isinstance(player, SoundPlayer):
            raise EngineMissing(f"{self.family} makes music, and no sounds")
        return lay_made_bed(bed, lambda sound: self._made(sound, player), store)

    def _made(self, sound: Sound, player: SoundPlayer) -> "Wave":
        """Make a sound, or return it as it was made before: the same words are the same sound."""
        seconds = max(1.0, sound.milliseconds / 1000)

        def ask(most: float) -> dict[str, Any]:
            return player.sound_arguments(sound.text, min(seconds, most))

        def make(resident: Resident[Any]) -> "Wave":
            played = self._played(resident, ask, seed_of(sound.text), f"Sound «{sound.text}»")
            return heard(played, self.label)

        key = ("sound", sound, self.steps, self.cfg_scale)
        return self._with_model(lambda lent: lent.notes.of(key, lambda: make(lent))).copy()

    def load_model(self, setup: Setup) -> Any:
        """Load the model as it is configured."""
        pipeline = load_pipeline(
            self._player.pipeline, fetched(self.weights()), setup, self.variant
        )
        settle(pipeline, setup)
        return pipeline

    def loading(self) -> tuple[Hashable, ...]:
        """Return what else shapes the loaded model."""
        return (*super().loading(), self.family)

    def _with_model(self, work: Callable[[Resident[Any]], T]) -> T:
        """Work with the resident model; once more, lighter, when memory is short."""

        def attempt(*, light: bool = False) -> T:
            with self.lent(self.load_model, measured_gib) as resident:
                if light:
                    residence().spare()
                    with resident.turn:
                        lighten(resident.model, self.setup())
                return work(resident)

        return self.surviving(attempt, lambda: attempt(light=True))

    def _played(self, resident: Resident[Any], ask: Ask, seed: int, doing: str) -> Played:
        import torch

        player, pipeline = self._player, resident.model
        steps = self.steps or player.steps
        with resident.turn, understood(f"The {self.label}"), torch.no_grad():
            audio = pipeline(
                **ask(player.longest_of(pipeline)),
                num_inference_steps=steps,
                guidance_scale=player.guidance if self.cfg_scale is None else self.cfg_scale,
                generator=torch.Generator().manual_seed(seed),
                **player.watching(Steps(doing), steps),
            ).audios[0]
            return Played(audio.float().cpu().numpy(), int(pipeline.vae.config.sampling_rate))
