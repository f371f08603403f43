"""GPU use: films that share the floor against films that load their models themselves.

    python -m benchmarks.gpu_use [--only starts films calls overlap]

With tiny models of random weights, on a CPU: what a model computes is nothing there, and what is
paid for in every process (imports, loading) is real. Ratios of one run count.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Any

import psutil

from benchmarks import random_models
from benchmarks.gpu_overlap import measure_overlap
from benchmarks.measuring import firstcut, save
from blocks.image.diffusers import DiffusersImage
from blocks.local import floor, floor_place
from blocks.local.meter import meter
from blocks.local.residence import residence
from film.assets import LocalAssetStore
from film.look import Look, Sampling
from film.story import Character

SCRIPT = """Title: The Lamp

EXT. LIGHTHOUSE - NIGHT

Rain. MARA, 60s, lifts a lantern.

MARA
Who is out there?
"""
ALONE = ("-m", "benchmarks.gpu_use", "--alone")
"""How a command is run in a process that loads its models itself."""
CALLS = 20
PARTS = ("starts", "films", "calls", "overlap")


def main() -> None:
    """Measure and save; or, told so, make a film with models of this process's own."""
    if "--alone" in sys.argv[1:2]:
        _make_alone(sys.argv[2:])
        return
    if "--picture" in sys.argv[1:2]:
        _draw_once(sys.argv[2], Path(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu_use", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"  # more only wait for one another over work so small
    measures: dict[str, Callable[[Path], dict[str, Any]]] = {
        "starts": measure_starts,
        "films": measure_films,
        "calls": measure_calls,
        "overlap": measure_overlap,
    }
    figures: dict[str, object] = {"weights": "random, tiny", "device": "cpu"}
    for part in PARTS:
        if part in options.only:
            with tempfile.TemporaryDirectory(prefix="fc-") as folder:
                figures[part] = measures[part](Path(folder))
                print(part, json.dumps(figures[part], indent=2), flush=True)
    save("gpu_use", figures)


def measure_starts(folder: Path) -> dict[str, Any]:
    """Measure what a run pays for a first picture: at the open floor, and with its own model."""
    _models(folder)
    os.environ["FIRSTCUT_HOME"] = str(folder / "home")
    found: dict[str, Any] = {}
    _draw(folder, "floor")  # which opens the floor, and has the model loaded
    for way in ("floor", "alone", "floor", "alone"):
        before = getrusage(RUSAGE_CHILDREN)
        wall = _seconds(lambda way=way: _draw(folder, way))
        after = getrusage(RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = found.get(way, {"wall s": wall, "CPU s": cpu})
        found[way] = {
            "wall s": round(min(best["wall s"], wall), 2),
            "CPU s": round(min(best["CPU s"], cpu), 2),
        }
    found["loads on the floor, of three runs"] = floor.status()["loads"]
    floor.retire()
    return found | {
        "CPU, floor to alone": round(found["floor"]["CPU s"] / found["alone"]["CPU s"], 2)
    }


def _draw(folder: Path, way: str) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.gpu_use", "--picture", way, str(folder)],
        stdin=subprocess.DEVNULL,
        check=True,
    )


def _draw_once(way: str, folder: Path) -> None:
    """Draw a character as a run does: at the floor, or with a model of this process's own."""
    engine = DiffusersImage(**_models(folder)["image"])
    given = {
        "character": Character(id="mara", name="Mara"),
        "look": Look(style="noir", sampling=Sampling(steps=2)),
        "store": LocalAssetStore(folder / "assets"),
    }
    if way == "floor":
        floor.ask(floor.Wanted(engine, DiffusersImage.draw_sheet, given, "benchmark", 2))
    else:
        engine.draw_sheet(**given)


def measure_films(folder: Path) -> dict[str, Any]:
    """Two films in a row and two at once, each way in a home of its own, step by step in turn."""
    engines = _models(folder / "models")
    commands = {"floor": firstcut("make"), "alone": [sys.executable, *ALONE, "make"]}
    ways = {}
    for way, command in commands.items():
        _prepare(folder / way, engines)
        ways[way] = _Films(folder / way, command)
    steps = {"first film": (1,), "second film": (2,), "two at once": (3, 4)}
    found: dict[str, dict[str, Any]] = {way: {} for way in ways}
    for step, seeds in steps.items():
        for way, films in ways.items():
            wall, cpu = films.make(*seeds)
            found[way] |= {f"{step}, s": round(wall, 1), f"{step}, CPU s": round(cpu, 1)}
            print(way, step, found[way], flush=True)
    for way, films in ways.items():
        found[way] |= films.models()
        _stop(films.home)
    return found | {
        f"{step}, floor to alone": round(
            found["floor"][f"{step}, s"] / found["alone"][f"{step}, s"], 2
        )
        for step in steps
    }


class _Films:
    """Films of one home, each with a seed of its own, so that none finds another's work."""

    def __init__(self, home: Path, command: Sequence[str]) -> None:
        self.home = home
        self.command = list(command)
        self.notes = home / "notes"
        self.notes.mkdir()
        self.wall = 0.0

    def make(self, *seeds: int) -> tuple[float, float]:
        """Make films at once; return the seconds until all are done, and those of CPUs in them."""
        started, used = time.monotonic(), self._cpu()
        running = [self._start(seed) for seed in seeds]
        for one in running:
            _, said = one.communicate()
            if one.returncode:
                sys.exit(f"a film failed: {said}")
        wall = time.monotonic() - started
        self.wall += wall
        return wall, self._cpu() - used

    def models(self) -> dict[str, Any]:
        """Return how often models were loaded, and for what share of the time they computed."""
        notes = [json.loads(note.read_text()) for note in self.notes.glob("*.json")]
        notes = notes or [self._floor() or {}]
        return {
            "loads": sum(note["loads"] for note in notes),
            "loading, s": round(sum(note["loading"] for note in notes), 1),
            "models busy, share of the time": round(
                sum(note["busy"] for note in notes) / self.wall, 3
            ),
        }

    def _cpu(self) -> float:
        """Return the CPU seconds of the commands that have ended, and of the floor."""
        ours = getrusage(RUSAGE_CHILDREN)
        at = self._floor()
        theirs = psutil.Process(at["pid"]).cpu_times() if at else None
        return ours.ru_utime + ours.ru_stime + (theirs.user + theirs.system if theirs else 0.0)

    def _floor(self) -> dict[str, Any] | None:
        os.environ["FIRSTCUT_HOME"] = str(self.home)
        return floor.status() if floor_place.is_running() else None

    def _start(self, seed: int) -> "subprocess.Popen[str]":
        script = self.home / "lamp.fountain"
        script.write_text(SCRIPT)
        crew = ("--image", "diffusers-image/tiny", "--video", "diffusers-video/tiny")
        options = ("--resolution", "360p", "--seed", str(seed), "--out", str(self.home / "films"))
        return subprocess.Popen(
            [*self.command, "--script", str(script), "--steps", "2", *options, *crew],
            env=_environment(self.home) | {"FIRSTCUT_NOTES": str(self.notes)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )


def _make_alone(arguments: Sequence[str]) -> None:
    """Run a command in a process that is its own floor, and leave what its models did."""
    from flows.cli import main as command

    floor.work_here()
    sys.argv[1:] = arguments
    try:
        command()
    finally:
        note = Path(os.environ["FIRSTCUT_NOTES"]) / f"{os.getpid()}.json"
        at = residence()
        note.write_text(
            json.dumps({"loads": at.loads, "loading": at.loading_seconds, "busy": meter().busy})
        )


def measure_calls(folder: Path) -> dict[str, Any]:
    """Measure the way to the floor, and to a task that a Prefect task worker serves."""
    home = folder / "calls"
    _prepare(home, _models(folder / "models"))
    os.environ["FIRSTCUT_HOME"] = str(home)
    with floor_place.way_to_the_floor():
        pass
    calls = [_seconds(floor.status) for _ in range(CALLS)]
    floor.retire()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.delayed", str(CALLS)],
        env=_environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    _stop(home)
    if done.returncode:
        sys.exit(f"the task worker failed: {done.stderr}")
    delayed = json.loads(done.stdout.splitlines()[-1])
    return {
        "the floor, there and back, ms": round(1000 * median(calls), 2),
        "task worker, until it begins, ms": round(1000 * median(delayed["begun"]), 1),
        "parameters of the task lie in the result storage as": delayed["kept as"],
    }


def _models(folder: Path) -> dict[str, dict[str, Any]]:
    """Save tiny models, and return the settings of the engines that use them."""
    image, video = folder / "sdxl", folder / "wan"
    if not video.exists():
        import torch

        for path, build in ((image, random_models.sdxl), (video, random_models.wan)):
            build("cpu", torch.float32, tiny=True).save_pretrained(path)
    plain = {"revision": "", "variant": "", "device": "cpu"}
    return {
        "image": {
            **plain, "model": str(image), "adapter": "", "side": 64, "sampling": {"steps": 2},
        },
        "video": {
            **plain, "model": str(video), "most_pixels": 64 * 96, "longest_clip": 9, "steps": 2,
        },
    }  # fmt: skip


def _prepare(home: Path, engines: dict[str, dict[str, Any]]) -> None:
    """Open a home: its API answers, and the engines are saved in it."""
    home.mkdir(parents=True)
    code = (
        "import json, sys; from flows import local_api; local_api.use(); local_api.wait()\n"
        "from blocks.image.diffusers import DiffusersImage as image\n"
        "from blocks.video.diffusers import DiffusersVideo as video\n"
        "given = json.loads(sys.argv[1])\n"
        "image(**given['image']).save('tiny'); video(**given['video']).save('tiny')\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, json.dumps(engines)],
        env=_environment(home),
        check=True,
        stdin=subprocess.DEVNULL,
    )


def _stop(home: Path) -> None:
    os.environ["FIRSTCUT_HOME"] = str(home)
    if floor_place.is_running():
        floor.retire()
    subprocess.run(
        firstcut("server", "stop"), env=_environment(home), check=True, capture_output=True
    )


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    return kept | {"FIRSTCUT_HOME": str(home)}


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
