"""The crew: which engine does which job, as a plain parameter of the flow."""

from typing import Any, TypeVar, cast

from prefect.blocks.core import Block
from pydantic import BaseModel, ConfigDict, Field

from blocks.catalogue import ENGINES
from blocks.engine import Engine
from film.errors import BadRequest, EngineMissing

E = TypeVar("E", bound=Engine)


def _job(position: int, does: str) -> Any:
    return Field(
        "embedded",
        description=f"Engine that {does}: 'embedded', or a saved block as 'type-slug/name'.",
        examples=["embedded"],
        json_schema_extra={"position": position},
    )


class Crew(BaseModel):
    """One engine reference a stage. All 'embedded' is the crew that draws an animatic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    story: str = _job(0, "writes the story")
    image: str = _job(1, "draws the characters")
    video: str = _job(2, "films the shots")
    voice: str = _job(3, "speaks the lines")
    music: str = _job(4, "scores the film and lays its sound")
    lipsync: str = _job(5, "makes mouths follow the speech")

    def hire(self, stage: str, interface: type[E]) -> E:
        """Return the engine for a stage.

        EngineMissing when no such block is saved, BadRequest when the block does another job.
        """
        reference = getattr(self, stage)
        if reference == "embedded":
            return cast("E", ENGINES[stage][0]())
        try:
            block = Block.load(reference)
        except ValueError as cause:
            raise EngineMissing(
                f"No block '{reference}' is saved for {stage}: save it in the Prefect UI or use "
                "'embedded'"
            ) from cause
        if not isinstance(block, interface):
            raise BadRequest(f"Block '{reference}' is no {stage} engine: choose one for this job")
        return block


PRESETS = {"animatic": Crew()}
"""Crews by name, as the command line and the deployments know them."""


def crew_named(name: str) -> Crew:
    """Return a preset; BadRequest names the ones there are."""
    try:
        return PRESETS[name]
    except KeyError:
        known = ", ".join(PRESETS)
        raise BadRequest(f"There is no crew '{name}'; choose one of: {known}") from None
