"""A video of many segments: a few at once are handed out, and a revocation stops the others."""

from pathlib import Path

import pytest

from film.errors import ConsentMissing
from flows.personas import renew, revoke
from flows.progress import Progress, watching
from tests.api import PrefectApi
from tests.film.transform.uploads import upload
from tests.flows import people
from tests.flows.transforming import saved_persona, transformed
from tests.flows.videos import LONG

pytestmark = pytest.mark.e2e

NAME = "transform-long"


def test_what_was_done_before_a_revocation_is_there_when_there_is_leave_again(
    api: PrefectApi, tmp_path: Path
) -> None:
    saved_persona(NAME, tmp_path)
    source = upload(tmp_path / "long", LONG)
    runs: list[Progress] = []
    revoked: list[str] = []
    not_begun: list[int] = []

    def take_back(progress: Progress) -> None:
        runs.append(progress)
        if progress.counts["faceswap"].done and not revoked:
            revoked.append(NAME)
            revoke(NAME, "not any more")
            not_begun.append(progress.counts["faceswap"].announced)

    token = watching.set((take_back,))
    try:
        with pytest.raises(ConsentMissing, match="not any more"):
            transformed(source, NAME)
    finally:
        watching.reset(token)
    count = runs[-1].counts["faceswap"]
    assert count.expected == 40
    assert count.announced >= not_begun[0] - 1, "the one in between, and none after it"
    assert count.announced > 0, "some were never handed out"
    renew(NAME, people.consent())
    film = transformed(source, NAME)
    made, reused = film.stages["faceswap"]
    assert made + reused == 40
    assert reused >= 1
    assert film.report.face.replaced > 200
    assert all(one.passed for one in film.report.checks), film.report.checks
