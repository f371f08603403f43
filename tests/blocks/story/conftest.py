"""Where writers are tried: the vendors' stand-ins, and a film that pays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks.story.anthropic import AnthropicStory
from flows.standins.server import StandIns
from tests.blocks.anthropic_stage import Stage, performing


@pytest.fixture(scope="module")
def standins() -> Iterator[StandIns]:
    """Lend the vendors' stand-ins."""
    with StandIns() as served:
        yield served


@pytest.fixture
def stage(standins: StandIns, tmp_path: Path) -> Iterator[Stage]:
    """Lend a stand-in that remembers nothing, and a till."""
    with performing(standins, tmp_path, "story") as lent:
        yield lent


@pytest.fixture
def writer(stage: Stage) -> AnthropicStory:
    """Return a writer with a key."""
    return AnthropicStory(credentials=stage.credentials)
