"""Files on this machine: opened only where the rules allow, whatever links and names say."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from blocks.uploads.references import FilePath
from blocks.uploads.rules import FOLDERS, Rules
from film.errors import BadRequest

_WALK = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC


@contextlib.contextmanager
def opened(reference: FilePath, rules: Rules) -> Iterator[IO[bytes]]:
    """Lend a user's file for reading; BadRequest when it is not there or nobody may read it.

    What is not there and what must not be read are told alike: nobody learns what else is here.
    The path is resolved, held against the allowed folders, and then walked step by step without
    following links, so that nobody can change it between the look and the opening.
    """
    descriptor = _descriptor(reference, rules)
    try:
        _check(os.fstat(descriptor), reference, rules)
    except BadRequest:
        os.close(descriptor)
        raise
    with os.fdopen(descriptor, "rb") as file:
        yield file


def _check(found: os.stat_result, reference: FilePath, rules: Rules) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise BadRequest(f"'{reference.path}' is no file: give the file itself")
    if rules.own_files and found.st_uid != os.geteuid():
        raise BadRequest(
            f"'{reference.path}' belongs to somebody else: name its folder in {FOLDERS}"
        )


def _descriptor(reference: FilePath, rules: Rules) -> int:
    for root, path in _candidates(reference, rules):
        real_root, real = _real(root), _real(path)
        if real_root and real and real.is_relative_to(real_root):
            return _walk(real_root, real.relative_to(real_root).parts, reference)
    where = "" if rules.own_files else f" in the folders that files are read from ({FOLDERS})"
    raise BadRequest(f"There is no file '{reference.path}'{where}")


def _real(path: Path) -> Path | None:
    """Return where a path leads in the end, or None when nobody can follow it."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except OSError:
        return None


def _candidates(reference: FilePath, rules: Rules) -> list[tuple[Path, Path]]:
    """Return pairs of a folder and a path that has to lie below it."""
    path = Path(reference.path)
    if rules.own_files:
        path = _at_home(path)
        return [(Path("/"), path if path.is_absolute() else Path.cwd() / path)]
    return [(root, path if path.is_absolute() else root / path) for root in rules.folders]


def _at_home(path: Path) -> Path:
    return Path.home().joinpath(*path.parts[1:]) if path.parts[:1] == ("~",) else path


def _walk(root: Path, steps: Sequence[str], reference: FilePath) -> int:
    """Open a file below a folder, one step at a time; BadRequest where a link turns up."""
    try:
        here = os.open(root, _WALK)
        try:
            for step in steps[:-1]:
                there = os.open(step, _WALK, dir_fd=here)
                os.close(here)
                here = there
            return os.open(steps[-1] if steps else ".", _READ, dir_fd=here)
        finally:
            os.close(here)
    except OSError as cause:
        if cause.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            raise BadRequest(f"'{reference.path}' changed while it was opened: try again") from None
        if cause.errno in (errno.EACCES, errno.EPERM, errno.ENXIO):
            raise BadRequest(f"'{reference.path}' may not be read: check its permissions") from None
        raise
