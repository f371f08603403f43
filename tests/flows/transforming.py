"""What tests of the transform flow share: somebody to put in, and looks at what comes out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import numpy.typing as npt
import soundfile

from blocks import home
from blocks.crew import Crew
from blocks.persona import FirstcutPersona
from blocks.storage import storage_named
from film.media.portraits import put_portrait, read_portrait
from film.media.samples import put_sample, read_sample
from film.transform.looking import pictures_at
from film.transform.report import TransformReport
from film.transform.request import TransformRequest
from tests.api import PrefectApi
from tests.film.transform.voices import speech
from tests.flows import people

Pixels = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Film:
    """A video with a persona in it, and what it was made from."""

    source: Path
    folder: Path
    report: TransformReport

    @property
    def movie(self) -> Path:
        """The film."""
        return self.folder / "film.mp4"

    def pictures(self, *numbers: int) -> list[tuple[Pixels, Pixels]]:
        """Return pictures of source and film, upright, of the same numbers."""
        pairs = zip(
            pictures_at(self.source, numbers), pictures_at(self.movie, numbers), strict=True
        )
        return [
            (one.astype(np.float32), other.astype(np.float32)) for (_, one), (_, other) in pairs
        ]

    @property
    def stages(self) -> dict[str, tuple[int, int]]:
        """How many pieces of work of each stage were made and reused."""
        return {one.stage: (one.made, one.reused) for one in self.report.stages}


def saved_persona(name: str, folder: Path, **more: Any) -> FirstcutPersona:
    """Save the astronaut as a persona, with a woman's voice."""
    store = storage_named("local", home.assets()).open()
    picture = people.write_picture(folder / "selfie.png", people.portrait())
    voice = folder / "voice.wav"
    if not voice.exists():
        soundfile.write(voice, speech(low=170, high=270, tract=1.15), 48_000)
    return people.saved(
        name,
        "local",
        (put_portrait(read_portrait(picture), store),),
        samples=(put_sample(read_sample(voice), store),),
        **more,
    )


def transformed(source: Path | str, persona: str, crew: Crew | None = None, **more: Any) -> Film:
    """Make a film in this process."""
    from flows.transform import transform_video

    asked = {"source": str(source), "persona": persona} | more
    made = transform_video(TransformRequest.model_validate(asked), crew or Crew())
    return Film(Path(source), Path(made.address), made.report)


def task_runs(run: str, api: PrefectApi) -> list[dict[str, Any]]:
    """Return the task runs of a flow run."""
    found: list[dict[str, Any]] = httpx.post(
        f"{api.url}/task_runs/filter", json={"flow_runs": {"id": {"any_": [run]}}}
    ).json()
    return found
