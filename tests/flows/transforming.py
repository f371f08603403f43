"""What tests of the transform flow share: somebody to put in, and looks at what comes out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import numpy.typing as npt
import soundfile
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.states import Crashed

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
MAKE = """
import sys
from blocks.crew import Crew
from film.transform.request import TransformRequest
from flows.progress import watching
from flows.transform import transform_video
watching.set((lambda told: print(*told.counts["faceswap"].made, sep="\\n", flush=True),))
request = TransformRequest.model_validate_json(sys.argv[1])
transform_video(request, Crew.model_validate_json(sys.argv[2]))
"""


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


def saved_persona(
    name: str,
    folder: Path,
    storage: str = "local",
    portrait: npt.NDArray[np.uint8] | None = None,
    **more: Any,
) -> FirstcutPersona:
    """Save the astronaut, or somebody else, as a persona with a woman's voice."""
    store = storage_named(storage, home.assets()).open()
    shown = people.portrait() if portrait is None else portrait
    picture = people.write_picture(folder / "selfie.png", shown)
    voice = folder / "voice.wav"
    if not voice.exists():
        soundfile.write(voice, speech(low=170, high=270, tract=1.15), 48_000)
    return people.saved(
        name,
        storage,
        (put_portrait(read_portrait(picture), store),),
        samples=(put_sample(read_sample(voice), store),),
        **more,
    )


def asked_of(source: Path | str, persona: str, **more: Any) -> TransformRequest:
    """Return the request for a film."""
    return TransformRequest.model_validate({"source": str(source), "persona": persona} | more)


def transformed(
    source: Path | str,
    persona: str,
    crew: Crew | None = None,
    storage: str = "local",
    **more: Any,
) -> Film:
    """Make a film in this process."""
    from flows.transform import transform_video

    made = transform_video(asked_of(source, persona, **more), crew or Crew(), storage)
    return Film(Path(source), Path(made.address), made.report)


@contextmanager
def under_way(
    source: Path,
    persona: str,
    crew: Crew | None = None,
    told: Path = Path(os.devnull),
    **more: Any,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Make a film in a process of its own, which is killed (-9) at the context's end.

    It writes into the file `told` which segments it has swapped, as soon as they are.
    """
    asked = asked_of(source, persona, **more).model_dump_json()
    with (
        told.open("wb") as written,
        subprocess.Popen(
            [sys.executable, "-c", MAKE, asked, json.dumps((crew or Crew()).model_dump())],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def bury(name: str) -> None:
    """Note with the API that the killed runs of this name are over."""
    with get_client(sync_client=True) as client:
        named = FlowRunFilter(name=FlowRunFilterName(any_=[name]))
        for run in client.read_flow_runs(flow_run_filter=named):
            if not (run.state and run.state.is_final()):
                client.set_flow_run_state(run.id, Crashed(), force=True)


def task_runs(run: str, api: PrefectApi) -> list[dict[str, Any]]:
    """Return the task runs of a flow run."""
    found: list[dict[str, Any]] = httpx.post(
        f"{api.url}/task_runs/filter", json={"flow_runs": {"id": {"any_": [run]}}}
    ).json()
    return found
