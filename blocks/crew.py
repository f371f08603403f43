"""The crew: which engine does which job, as a plain parameter of the flow."""

from typing import Any, TypeVar, cast

from prefect.blocks.core import Block
from pydantic import BaseModel, ConfigDict, Field

from blocks.catalogue import ENGINES, engine_named
from blocks.engine import Engine
from film.errors import BadRequest, EngineMissing

E = TypeVar("E", bound=Engine)
BLOCK = r"^[a-z0-9-]+/[^/%&<>]+$"
"""A saved block, as a crew refers to it."""


def _job(stage: str, position: int, does: str) -> Any:
    names = [kind.name for kind in ENGINES[stage]]

    def choose(schema: dict[str, Any]) -> None:
        del schema["type"]
        schema["anyOf"] = [
            {"title": "engine", "type": "string", "enum": names},
            {"title": "saved block", "type": "string", "pattern": BLOCK},
        ]
        schema["position"] = position

    return Field(
        "embedded",
        description=f"Engine that {does}: one by its name, with its usual settings, or a saved "
        "block as 'type-slug/name'.",
        examples=names,
        json_schema_extra=choose,
    )


class Crew(BaseModel):
    """One engine reference a stage. All 'embedded' is the crew that draws an animatic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    story: str = _job("story", 0, "writes the story")
    image: str = _job("image", 1, "draws the characters and keyframes")
    video: str = _job("video", 2, "films the shots")
    voice: str = _job("voice", 3, "speaks the lines")
    music: str = _job("music", 4, "scores the film and lays its sound")
    lipsync: str = _job("lipsync", 5, "makes mouths follow the speech")
    faceswap: str = _job("faceswap", 6, "puts a persona's face into clips")
    revoice: str = _job("revoice", 7, "says speech again in a persona's voice")
    moderation: str = _job("moderation", 8, "judges the request before anything is paid for")

    def hire(self, stage: str, interface: type[E]) -> E:
        """Return the engine for a stage.

        EngineMissing when no such block is saved, BadRequest when the block does another job.
        """
        engine = engine_referred(stage, getattr(self, stage))
        if not isinstance(engine, interface):
            raise BadRequest(
                f"Block '{getattr(self, stage)}' is no {stage} engine: choose one for this job"
            )
        return engine


def engine_referred(stage: str, reference: str) -> Block:
    """Return what a reference names: an engine of the stage by name, or a saved block.

    BadRequest when the stage has no engine of that name, EngineMissing when no block is saved.
    """
    if "/" not in reference:
        return engine_named(stage, reference)()
    try:
        return cast("Block", Block.load(reference))
    except ValueError as cause:
        names = ", ".join(f"'{kind.name}'" for kind in ENGINES[stage])
        raise EngineMissing(
            f"No block '{reference}' is saved for {stage}: save it in the Prefect UI or use one "
            f"of {names}"
        ) from cause


PRESETS = {
    "animatic": Crew(),
    "cloud": Crew(
        story="anthropic",
        image="replicate",
        video="luma",
        voice="elevenlabs",
        music="elevenlabs",
        lipsync="replicate",
        faceswap="replicate",
        revoice="elevenlabs",
        moderation="anthropic",
    ),
    "gpu": Crew(image="diffusers", video="diffusers", music="diffusers"),
}
"""Crews by name, as the command line and the deployments know them."""


def crew_named(name: str, **others: str | None) -> Crew:
    """Return a preset, with other engines for the stages that are given.

    BadRequest names the presets there are, or a stage's engines.
    """
    if name not in PRESETS:
        raise BadRequest(f"There is no crew '{name}'; choose one of: {', '.join(PRESETS)}")
    changes = {stage: reference for stage, reference in others.items() if reference}
    for stage, reference in changes.items():
        if "/" not in reference:
            engine_named(stage, reference)
    return PRESETS[name].model_copy(update=changes)
