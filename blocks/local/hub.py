"""Weights from the Hugging Face hub, at one commit."""

import errno
import os
from io import StringIO
from pathlib import Path
from typing import Any

from blocks.local.device import require
from blocks.local.journal import log
from blocks.local.weights import (
    COMMIT,
    INDEX,
    SMALL,
    Weights,
    missing,
    parts_of,
    read_index,
    refuse_unsafe,
)
from film.errors import EngineBusy, EngineMissing, FirstcutError, StorageFull

STEMS = ("diffusion_pytorch_model", "model")
"""What the model libraries call a part's weights."""
GATED = {401, 403}
GONE = 404
PASSING = {408, 425, 429}


class HubWeights(Weights):
    """Weights on the hub; they lie in its own cache on this machine."""

    address: str = ""
    """Another address of the hub, such as a mirror's."""

    def check(self) -> None:
        """Look whether the revision is a commit, and the weights here if nobody may fetch them."""
        if not COMMIT.fullmatch(self.revision):
            raise EngineMissing(
                f"The model {self.source} is not pinned: give the full commit hash (40 hex digits) "
                "as its revision"
            )
        require("huggingface_hub")
        if self._offline() and self.place() is None:
            raise EngineMissing(
                f"The weights of {self.source} are not on this machine, and it is told to stay "
                "offline: fetch them online first"
            )

    def place(self) -> Path | None:
        """Return the commit's folder in the hub's cache, if all that is wanted is there."""
        from huggingface_hub.file_download import repo_folder_name

        name = repo_folder_name(repo_id=self.source, repo_type="model")
        folder = hub_cache() / name / "snapshots" / self.revision
        return folder if folder.is_dir() and not missing(folder, self) else None

    def fetch(self) -> Path:
        """Return the commit's folder, with what is wanted of it."""
        self.check()
        folder = self.place()
        if folder is None:
            log().info("Downloading the weights of %s at %s", self.source, self.revision[:12])
            folder = self._download_all()
            if lacking := missing(folder, self):
                raise EngineMissing(f"{self.source} has no {lacking[0]} at this revision")
            log().info("The weights of %s are here", self.source)
        refuse_unsafe(folder)
        return folder

    def _download_all(self) -> Path:
        if self.wanted:
            return self._download(self.wanted)
        folder = self._download((INDEX,))
        if not (folder / INDEX).is_file():
            raise EngineMissing(f"{self.source} is no diffusers pipeline: it has no {INDEX}")
        read_index(folder)
        parts = parts_of(folder)
        folder = self._download(
            (INDEX, *(one for part in parts for one in _patterns(part, self.variant)))
        )
        bare = {one.split("/")[0] for one in missing(folder, self)} & set(parts)
        if self.variant and bare:  # these parts have no such variant
            self._download(tuple(one for part in sorted(bare) for one in _patterns(part, "")))
        return folder

    def _download(self, patterns: tuple[str, ...]) -> Path:
        from httpx2 import TransportError
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

        try:
            return Path(
                snapshot_download(
                    self.source,
                    revision=self.revision,
                    allow_patterns=list(patterns),
                    cache_dir=hub_cache(),
                    endpoint=self.address or None,
                    tqdm_class=telling_progress(),
                )
            )
        except HfHubHTTPError as cause:
            raise self._refusal(cause.response.status_code) from cause
        except (LocalEntryNotFoundError, TransportError, ConnectionError) as cause:
            if isinstance(cause.__cause__, HfHubHTTPError):
                raise self._refusal(cause.__cause__.response.status_code) from cause
            raise EngineBusy(f"The hub cannot be reached for {self.source}") from cause
        except OSError as cause:
            if cause.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StorageFull(f"No room for the weights of {self.source}") from cause
            raise EngineBusy(f"Downloading {self.source} broke off: {cause}") from cause

    def _refusal(self, status: int) -> FirstcutError:
        if status in GATED:
            return EngineMissing(
                f"The hub keeps {self.source} from you ({status}): accept its terms there and log "
                "in with `hf auth login`, or check its name"
            )
        if status == GONE:
            return EngineMissing(f"The hub has no {self.source} at {self.revision[:12]}")
        if status in PASSING or status >= 500:
            return EngineBusy(f"The hub cannot serve {self.source} now ({status})")
        return EngineMissing(f"The hub refuses {self.source} ({status}): check its name")

    def _offline(self) -> bool:
        from huggingface_hub import constants

        return self.offline or bool(constants.HF_HUB_OFFLINE)


def hub_cache() -> Path:
    """Return where the hub's library keeps what it downloads: its own setting, as it is now."""
    from huggingface_hub import constants

    return Path(os.environ.get("HF_HUB_CACHE") or constants.HF_HUB_CACHE).expanduser()


def _patterns(part: str, variant: str) -> list[str]:
    """Return what is wanted of a pipeline's part, of all the formats that a repository keeps."""
    shard = "?????-of-?????"
    mark = f".{variant}" if variant else ""
    names = [f"{stem}{mark}.safetensors" for stem in STEMS]
    names += [f"{stem}{mark}-{shard}.safetensors" for stem in STEMS]
    names += [f"{stem}-{shard}{mark}.safetensors" for stem in STEMS if mark]
    return [f"{part}/{name}" for name in (*SMALL, *names)]


def telling_progress() -> type[Any]:
    """Return a progress bar that draws nothing and tells every tenth of what is downloaded."""
    from tqdm.auto import tqdm  # type: ignore[import-untyped, unused-ignore]

    class Telling(tqdm):  # type: ignore[misc]
        told = 0

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            # There is one for what is received and one for what is written: the latter tells.
            self.tells = not str(kwargs.pop("name", "")).endswith(".transfer")
            super().__init__(*args, **kwargs | {"disable": False, "file": StringIO()})

        def display(self, *args: Any, **kwargs: Any) -> None:
            """Say how far it is, each tenth once."""
            tenth = int(10 * self.n / self.total) if self.total and self.unit == "B" else 0
            if self.tells and tenth > self.told:
                self.told = tenth
                log().info("Downloaded %d %% of %.2f GB", 10 * tenth, self.total / 1e9)

    return Telling
