"""A second reader of Content Credentials: c2pa-ts, which shares no code with what signs films.

It is written in TypeScript, by others, from the specification; c2pa-rs signs. ``.ci/run`` installs
it; without it, the tests that ask it are left out.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
INSTALLED = (HERE / "node_modules").is_dir() and shutil.which("node") is not None
SECONDS = 120
HOLDS = {"claimSignature.validated", "assertion.hashedURI.match", "assertion.bmffHash.match"}
"""What is to be found of credentials that hold: signature, what they say, and what they are of."""

installed = pytest.mark.skipif(
    not INSTALLED, reason="the second C2PA reader: npm install --prefix tests/c2pa_ts --no-save"
)


@dataclass(frozen=True)
class Read:
    """What the second reader found in an MP4."""

    found: bool
    valid: bool = False
    passed: frozenset[str] = frozenset()
    """C2PA's codes of what holds."""
    failed: frozenset[str] = frozenset()
    actions: tuple[tuple[str, str | None], ...] = ()
    """Each with its digital source type, if it names one."""
    ingredients: tuple[tuple[str, str], ...] = ()
    """Relationship and title."""
    by: str = ""


def read_otherwise(film: Path) -> Read:
    """Return what the second reader says of an MP4."""
    command = ["node", str(HERE / "read.mjs"), str(film)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    if not said["found"]:
        return Read(found=False)
    return Read(
        found=True,
        valid=said["valid"],
        passed=frozenset(said["passed"]),
        failed=frozenset(said["failed"]),
        actions=tuple((action, kind) for action, kind in said["actions"]),
        ingredients=tuple((relation, title) for relation, title in said["ingredients"]),
        by=said["by"],
    )
