"""Importing does nothing, and the command line's help names every choice."""

import ast
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import blocks
import film
import flows
import tasks
from film.look import Sampling
from film.request import Captions, Language, Style
from film.screen import AspectRatio, FrameRateName, Resolution
from film.story import Genre
from tests.command import firstcut_here

PACKAGES = (film, blocks, tasks, flows)
MODULES = sorted(
    module.name
    for package in PACKAGES
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith("__main__")
)
WATCH = """
import json, os, sys, threading
deeds = []

def watch(event, args):
    if event in ("subprocess.Popen", "os.fork", "os.posix_spawn", "os.system", "socket.connect"):
        deeds.append([event, str(args[0])[:200] if args else ""])
    elif event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        deeds.append([event, str(args[0])])
    elif event in ("os.mkdir", "os.remove", "os.rename"):
        deeds.append([event, str(args[0])])

asked = []
lookup = os._Environ.__getitem__

def noting(self, name):
    caller = sys._getframe(1)
    while caller and caller.f_globals.get("__name__") in ("os", "_collections_abc"):
        caller = caller.f_back
    ours = caller and str(caller.f_globals.get("__name__")).split(".")[0]
    if ours in ("film", "blocks", "tasks", "flows"):
        asked.append(name)
    return lookup(self, name)

os._Environ.__getitem__ = noting
sys.addaudithook(watch)
import importlib
for module in json.loads(sys.argv[1]):
    importlib.import_module(module)
print(json.dumps({
    "deeds": [deed for deed in deeds if "__pycache__" not in deed[1]],
    "asked": asked,
    "threads": [thread.name for thread in threading.enumerate()],
    "loaded": sorted(name for name in sys.modules if "." not in name),
}))
"""


def imported(modules: list[str], home: Path) -> dict[str, Any]:
    """Import modules in a process of their own and return what it did besides."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FIRSTCUT", "PREFECT"))
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCH, json.dumps(modules)],
        capture_output=True,
        text=True,
        check=False,
        env=inherited | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return seen


def test_importing_every_module_does_nothing(tmp_path: Path) -> None:
    seen = imported(MODULES, tmp_path)
    assert seen["asked"] == [], "our modules read no environment when they are imported"
    assert seen["threads"] == ["MainThread"]
    assert [deed for deed in seen["deeds"] if "prefect" not in deed[1]] == []
    sdks = {"anthropic", "elevenlabs", "luma_agents", "openai", "replicate", "librosa", "boto3"}
    models = {"torch", "diffusers", "transformers"}
    assert (sdks | models) & set(seen["loaded"]) == set(), "engines load them when they work"


def test_the_data_of_a_film_loads_no_heavy_library(tmp_path: Path) -> None:
    light = [name for name in MODULES if name.startswith("film.") and name.count(".") == 1]
    seen = imported(light, tmp_path)
    heavy = {"prefect", "skia", "cv2", "scipy", "av", "numpy", "torch", "httpx", "soundfile"}
    heavy |= {"librosa", "anthropic", "elevenlabs", "replicate", "openai", "diffusers"}
    assert heavy & set(seen["loaded"]) == set()
    assert seen["deeds"] == []
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_loads_little_before_it_knows_what_to_do(tmp_path: Path) -> None:
    seen = imported(["flows.cli"], tmp_path)
    assert {"prefect", "skia", "cv2", "scipy", "av"} & set(seen["loaded"]) == set()


SAMPLERS = Sampling.model_fields["sampler"].annotation
SINGLE = (
    *("make", "plan", "remake", "engines", "weights", "prices", "ledger", "limits", "vendors"),
    *("doctor", "server"),
    *("submit", "status", "watch", "films", "fetch", "cancel", "retry", "approve", "reject"),
)
COMMANDS = [
    ["--help"],
    *([name, "--help"] for name in SINGLE),
    *(["server", name, "--help"] for name in ("start", "status", "stop", "prepare")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: list[str]) -> None:
    done = firstcut_here(*command)
    assert done.exit_code == 0
    assert "Usage" in done.output


@pytest.mark.parametrize(
    "choice",
    [Genre, Style, AspectRatio, Resolution, FrameRateName, Language, Captions, SAMPLERS],
    ids=str,
)
def test_the_help_names_every_choice(choice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    shown = " ".join(firstcut_here("make", "--help").output.replace("│", " ").split())
    assert get_args(choice)
    for value in get_args(choice):
        assert value in shown, value


def test_the_help_of_the_whole_says_how_it_ends() -> None:
    shown = firstcut_here("--help").output
    for word in (*SINGLE, "130"):
        assert word in shown


def test_every_field_of_a_request_can_be_asked_for_on_the_command_line() -> None:
    shown = firstcut_here("make", "--help").output
    options = {
        "title", "genre", "style", "length", "scenes", "aspect", "resolution", "fps", "language",
        "seed", "no-narration", "captions", "continue", "budget", "user", "tag", "script",
        "sampler", "steps", "cfg-scale", "crew", "story", "image", "video", "voice", "music",
        "lipsync", "moderation",
    }  # fmt: skip
    for option in options:
        assert f"--{option}" in shown, option


def test_every_model_of_film_data_is_frozen() -> None:
    from film.model import FilmModel

    kinds: list[type[BaseModel]] = [FilmModel]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert len(kinds) > 30
    assert [kind.__name__ for kind in kinds if not kind.model_config.get("frozen")] == []


def imported_in_functions(tree: ast.AST) -> set[str]:
    return {
        node.module
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.module
    }


def test_packages_that_threads_import_from_import_nothing_of_their_own() -> None:
    """Two threads that import two modules of a package at once would each see half of it."""
    root = Path(film.__file__).parents[1]
    files = [file for package in PACKAGES for file in Path(package.__path__[0]).rglob("*.py")]
    lazily = set().union(*(imported_in_functions(ast.parse(file.read_text())) for file in files))
    ours = [module.split(".") for module in lazily if module.startswith("film.")]
    parents = {tuple(parts[:end]) for parts in ours for end in range(1, len(parts))}
    assert ("film", "animatic", "sound") in parents
    for parts in parents:
        text = root.joinpath(*parts, "__init__.py").read_text()
        assert f"from {'.'.join(parts)}." not in text, ".".join(parts)
