"""Where a model's weights come from: the hub, a folder, or S3; pinned, and safetensors only."""

import hashlib
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from film.errors import EngineMissing

COMMIT = re.compile(r"[0-9a-f]{40}")
HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
PICKLES = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"}
"""Endings of files that run code when they are read."""
PLAIN = {".safetensors", ".json", ".txt", ".model", ".md"}
"""Endings of what a model is made of when it holds data only."""
SMALL = ("*.json", "*.txt", "*.model")
INDEX = "model_index.json"
SAMPLE = 1 << 20
"""Bytes at the start, the middle and the end of a file that tell weights apart."""


class Weights(BaseModel, ABC):
    """A model's files; they are fetched once and then lie in a folder of this machine."""

    model_config = ConfigDict(frozen=True)

    source: str
    """Hub id, folder or ``s3://bucket/prefix``."""
    revision: str = ""
    variant: str = ""
    """Such as ``fp16``: the hub's name for the same weights in fewer bytes."""
    wanted: tuple[str, ...] = ()
    """Patterns of files that are needed; empty for a whole diffusers pipeline."""
    offline: bool = False

    @abstractmethod
    def check(self) -> None:
        """Look, calling nobody, whether the weights are here or could be fetched.

        EngineMissing says what is wrong: not pinned, not here, not safe.
        """

    @abstractmethod
    def place(self) -> Path | None:
        """Return the folder that they lie in, whole; None when they are not on this machine."""

    @abstractmethod
    def fetch(self) -> Path:
        """Return the folder that they lie in, safe to load, downloaded when they are not here.

        EngineMissing when that cannot be, EngineBusy when it could later, StorageFull.
        """

    @property
    def identity(self) -> dict[str, str]:
        """What tells these weights from others, for a fingerprint."""
        return {"model": self.source, "revision": self.revision, "variant": self.variant}


class FolderWeights(Weights):
    """Weights in a folder of this machine."""

    def check(self) -> None:
        """Look whether the folder is there, whole and safe."""
        self.fetch()

    def place(self) -> Path | None:
        """Return the folder, if it is there and whole."""
        folder = Path(self.source).expanduser()
        return folder if folder.is_dir() and not missing(folder, self) else None

    def fetch(self) -> Path:
        """Return the folder."""
        folder = Path(self.source).expanduser()
        if not folder.is_dir():
            raise EngineMissing(f"There is no folder {folder} with the model's weights")
        refuse_unsafe(folder)
        if lacking := missing(folder, self):
            raise EngineMissing(f"The folder {folder} lacks {lacking[0]}: copy the whole model")
        return folder

    @property
    def identity(self) -> dict[str, str]:
        """The files' names, sizes and samples of their content: the folder may change."""
        folder = Path(self.source).expanduser()
        return {"model": sample_folder(folder), "revision": "", "variant": self.variant}


def weights_at(source: str, **settings: Any) -> Weights:
    """Return the weights that a source names.

    ``s3://…`` is S3, what begins with ``/``, ``.`` or ``~`` a folder, and ``owner/name`` the hub.
    EngineMissing when it is none of them.
    """
    from blocks.local.bucket import BucketWeights
    from blocks.local.hub import HubWeights

    address = settings.pop("hub_address", "")
    credentials = settings.pop("s3_credentials", "")
    if source.startswith("s3://"):
        return BucketWeights(source=source, credentials=credentials, **settings)
    if source.startswith(("/", ".", "~")):
        return FolderWeights(source=source, **settings)
    if HUB_ID.fullmatch(source):
        return HubWeights(source=source, address=address, **settings)
    raise EngineMissing(
        f"'{source}' names no model: give a hub id (owner/name), a folder that begins with '/', "
        "'.' or '~', or s3://bucket/prefix"
    )


def fetched(weights: Weights) -> Path:
    """Return the weights' folder, looked for once per process; EngineMissing and its kin as fetch.

    A failure is not remembered: the next who asks looks again, and so when the folder has gone.
    """
    if not _fetched(weights).is_dir():
        _fetched.cache_clear()
    return _fetched(weights)


@cache
def _fetched(weights: Weights) -> Path:
    return weights.fetch()


def state_of(folder: Path) -> Hashable:
    """Return a folder's name and the sizes and times of its files: another for other weights."""
    states = ((path, path.stat()) for path in files_below(folder))
    return (str(folder), *((str(path), one.st_size, one.st_mtime_ns) for path, one in states))


def missing(folder: Path, weights: Weights) -> list[str]:
    """Return what a folder lacks of a model: patterns, or parts of a pipeline."""
    if weights.wanted:
        there = [str(path.relative_to(folder)) for path in files_below(folder)]
        return [one for one in weights.wanted if not any(fnmatch(name, one) for name in there)]
    if not (folder / INDEX).is_file():
        return [INDEX]
    lacking = [part for part in parts_of(folder) if not (folder / part).is_dir()]
    if weights.variant and not any(folder.glob(f"*/*.{weights.variant}*.safetensors")):
        lacking.append(f"*.{weights.variant}.safetensors")
    return lacking + [
        f"{part}/*.safetensors"
        for part in parts_of(folder)
        if (folder / part / "config.json").is_file() and not _has_weights(folder / part)
    ]


def parts_of(folder: Path) -> list[str]:
    """Return the names of a pipeline's parts; EngineMissing when its index is no index."""
    index = read_index(folder)
    return [
        name
        for name, value in index.items()
        if not name.startswith("_") and isinstance(value, list) and len(value) == 2 and value[0]
    ]


def read_index(folder: Path) -> dict[str, Any]:
    """Return a pipeline's ``model_index.json``; EngineMissing when it is broken or names code."""
    try:
        index = json.loads((folder / INDEX).read_text())
    except (ValueError, OSError) as cause:
        raise EngineMissing(f"{folder / INDEX} cannot be read: copy the whole model") from cause
    if not isinstance(index, dict) or not isinstance(index.get("_class_name"), str):
        raise EngineMissing(f"{folder / INDEX} names no pipeline class of diffusers")
    return index


def refuse_unsafe(folder: Path) -> None:
    """Raise EngineMissing for a model that carries code, or pickled weights without safetensors."""
    for path in files_below(folder):
        if path.suffix == ".py":
            raise EngineMissing(f"The model carries code ({path.name}): models are data only here")
        if path.suffix in PICKLES and not any(path.parent.glob("*.safetensors")):
            raise EngineMissing(
                f"{path.parent.name}/{path.name} is pickled, which could run code: use a revision "
                "with safetensors, or convert it"
            )


def files_below(folder: Path) -> Iterator[Path]:
    """Yield every visible file below a folder, in order."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def sample_folder(folder: Path) -> str:
    """Return a digest of a folder's names, sizes and samples of content; ``absent`` for none."""
    if not folder.is_dir():
        return "absent"
    digest = hashlib.sha256()
    for path in files_below(folder):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder)} {size}\n".encode())
        with path.open("rb") as file:
            for start in {0, max(0, size // 2 - SAMPLE // 2), max(0, size - SAMPLE)}:
                file.seek(start)
                digest.update(file.read(SAMPLE))
    return digest.hexdigest()[:32]


def count_parameters(folder: Path, variant: str = "") -> int:
    """Return how many numbers the safetensors below a folder hold, from their headers alone."""
    total = 0
    for part in {path.parent for path in files_below(folder) if path.suffix == ".safetensors"}:
        files = [path for path in part.glob("*.safetensors") if path.is_file()]
        chosen = [path for path in files if variant and f".{variant}" in path.name]
        total += sum(_numbers(path) for path in chosen or _plain(files))
    return total


def _plain(files: list[Path]) -> list[Path]:
    """Return the files without a variant in their names, or all where every name has one."""
    return [path for path in files if path.name.count(".") == 1] or files


def _numbers(path: Path) -> int:
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    total = 0
    for name, tensor in header.items():
        if name != "__metadata__":
            numbers = 1
            for size in tensor["shape"]:
                numbers *= size
            total += numbers
    return total


def _has_weights(part: Path) -> bool:
    """Say whether a part's weights are there: one file, or all that an index names."""
    for index in part.glob("*.safetensors.index*.json"):
        names = set(json.loads(index.read_text())["weight_map"].values())
        if all((part / name).is_file() for name in names):
            return True
    return any("-of-" not in path.name for path in part.glob("*.safetensors"))
