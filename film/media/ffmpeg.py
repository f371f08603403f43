"""The ffmpeg binary: where it is, and how it is run so that it can neither hang nor outlive us."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any

from film.errors import EngineBusy, EngineMissing, MediaFailed, StorageFull

INPUT_LIMITS = {"protocol_whitelist": "file,pipe"}
"""Options of every ffmpeg input: files and pipes, never the network."""

# Asks Linux to end the process with its parent, then becomes ffmpeg. (A preexec_fn would run Python
# between fork and exec, which is not safe in a program with threads.)
_LEASH = """
import ctypes, os, signal, sys
try:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
except (OSError, AttributeError):
    pass
os.execv(sys.argv[1], sys.argv[1:])
"""


@cache
def find_ffmpeg() -> Path:
    """Return the path of an ffmpeg with libass; EngineMissing when there is none."""
    import imageio_ffmpeg

    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as cause:
        raise EngineMissing("No ffmpeg was found: install imageio-ffmpeg or ffmpeg") from cause


@contextmanager
def reading_ffmpeg(arguments: Sequence[str], folder: Path) -> Iterator[IO[bytes]]:
    """Run ffmpeg with some arguments in ``folder`` and lend what it writes to its output.

    Its log goes to a file, so that no full pipe stops it. It is ended with the block, and with this
    process. Raises MediaFailed with its last words, StorageFull when that is what they say, and
    EngineBusy when somebody else stopped it.
    """
    command = [sys.executable, "-S", "-E", "-c", _LEASH, str(find_ffmpeg())]
    command += ["-nostdin", "-hide_banner", "-loglevel", "error", *arguments]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(  # noqa: S603  (a list, no shell, our own words only)
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, cwd=folder
        )
        assert process.stdout is not None  # noqa: S101  (piped above)
        try:
            with process.stdout:
                yield process.stdout
            status = process.wait(timeout=60)
        except subprocess.TimeoutExpired as cause:
            raise MediaFailed("ffmpeg did not end in time and was stopped") from cause
        finally:
            process.kill()
            process.wait()
        if status:
            raise _explain(status, log)


def _explain(status: int, log: IO[Any]) -> EngineBusy | MediaFailed | StorageFull:
    if status < 0:
        return EngineBusy(f"ffmpeg was stopped from outside by signal {-status}")
    log.seek(0)
    words = log.read()[-2000:].decode(errors="replace").strip()
    if "No space left" in words or "File too large" in words:
        return StorageFull("ffmpeg cannot write: the disk is full")
    reason = words.splitlines()[-1] if words else f"it ended with status {status}"
    return MediaFailed(f"ffmpeg failed: {reason}")
