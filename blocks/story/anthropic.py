"""A Claude model as the writer: prompts become films, screenplays are dressed to the letter.

How the request is kept from giving orders to the model is told in
``blocks.vendors.anthropic_answers``; what may come back, in ``blocks.story.reading``.
"""

from typing import Any, ClassVar, Literal

from pydantic import Field

from blocks.credentials import AnthropicCredentials
from blocks.engine import source_revision
from blocks.story.base import StoryEngine
from blocks.story.brief import DRESSING, TELLING, telling
from blocks.story.budget import Budget
from blocks.story.dressing import (
    Heading,
    Part,
    dressed_story,
    dressing,
    headed,
    parts_of,
    read_dressing,
)
from blocks.story.reading import read_story
from blocks.story.treatment import Draft, Dressing
from blocks.vendors.anthropic import VENDOR, look_up
from blocks.vendors.anthropic_answers import Asking, Question, schema_of
from blocks.vendors.anthropic_bill import Tariff
from film.breakdown import break_down
from film.cost import FREE, Estimate
from film.request import MovieRequest
from film.screenplay import parse_fountain
from film.story import Story

_MODULES = (
    "blocks.story.anthropic", "blocks.story.brief", "blocks.story.budget",
    "blocks.story.dressing", "blocks.story.framing", "blocks.story.players",
    "blocks.story.reading", "blocks.story.treatment", "blocks.vendors.anthropic_answers",
    "blocks.vendors.plain",
    "film.breakdown", "film.coverage", "film.lexicon.people", "film.lexicon.things",
    "film.lexicon.tone", "film.portions",
)  # fmt: skip
"""Of ours, what shapes a story."""
_CHECK_SECONDS = 20.0
_TOKENS_A_SECOND = 42
"""Of a told film: its shots and lines as JSON."""
_TOKENS_A_FILM = 1200
"""Its cast, title and logline."""
_TOKENS_A_SHOT, _TOKENS_A_SCENE, _TOKENS_A_PERSON = 60, 140, 320
"""Of a screenplay's dressing."""


class AnthropicStory(StoryEngine):
    """Writes a film from a prompt, or dresses a screenplay, with a Claude model."""

    _block_type_name = "Firstcut Anthropic Storyteller"
    _block_type_slug = "anthropic-story"
    _description = "Writes the story with a Claude model by Anthropic: any prompt, ten languages."
    name: ClassVar[str] = "anthropic"
    label: ClassVar[str] = "Anthropic storyteller"
    licence: ClassVar[str] = (
        "Anthropic Commercial Terms: what it writes is yours, commercial use allowed"
    )
    vendor: ClassVar[str] = VENDOR

    credentials: AnthropicCredentials | None = Field(
        None, description="Anthropic's key; empty for ANTHROPIC_API_KEY or the block 'default'."
    )
    model: str = Field(
        "claude-sonnet-5-5", min_length=1, description="Claude model that writes the story."
    )
    max_tokens: int = Field(
        32_000,
        ge=1_000,
        le=128_000,
        description="Most tokens of one answer; a minute of film takes about 4,000.",
    )
    effort: Literal["low", "medium", "high", "xhigh", "max"] | None = Field(
        None, description="How hard the model tries; empty for its own usual effort."
    )
    thinking: Literal["adaptive", "disabled"] | None = Field(
        None,
        description="Whether the model may think before it writes, which counts as output; empty "
        "for its own usual way.",
    )
    cache_prompt: bool = Field(
        True,
        description="Keep the instructions in Anthropic's prompt cache for five minutes: the "
        "first film pays a quarter more for them, the next ones a tenth.",
    )
    timeout: float = Field(
        600.0, ge=1, le=3600, description="Seconds to wait for one answer at most."
    )

    def fingerprint(self) -> dict[str, Any]:
        """Return the model, what it is asked for, and the revision of how it is asked and read."""
        return {
            "engine": self.label,
            "model": self.model,
            "max_tokens": self.max_tokens,
            "effort": self.effort,
            "thinking": self.thinking,
            "revision": source_revision(*_MODULES),
        }

    def ready(self) -> None:
        """Look for the key and the model's prices: EngineMissing or BadRequest says what to do."""
        Tariff.of_model(self.model, cached=self.cache_prompt)
        _ = self.credentials or AnthropicCredentials.usual()

    def check(self) -> None:
        """Ask Anthropic whether it takes the key and has the model; nothing is written."""
        self.ready()
        look_up(self.credentials or AnthropicCredentials.usual(), self.model, _CHECK_SECONDS)

    def estimate(self, work: MovieRequest) -> Estimate:
        """Return what writing costs, from typical token counts; a repair would come on top.

        BadRequest and BadScreenplay as in `write`.
        """
        asking = self._asking()
        if not work.screenplay:
            return asking.estimate(_told(work))
        story = break_down(parse_fountain(work.screenplay), work)
        parts = parts_of(story, work.characters)
        return sum((asking.estimate(_dressed(work, story, one)) for one in parts), FREE)

    def write(self, request: MovieRequest) -> Story:
        """Write the prompt's film, or dress the screenplay.

        BadRequest and BadScreenplay come before anything is bought; PaidInVain when the model
        refuses, is cut short, or is wrong twice.
        """
        if not request.screenplay:
            return self._asking().answer(_told(request))
        screenplay = parse_fountain(request.screenplay)
        story = break_down(screenplay, request)
        asking = self._asking()
        answers = [
            asking.answer(_dressed(request, story, part))
            for part in parts_of(story, request.characters)
        ]
        dressed = dressed_story(story, [part for part, _ in answers])
        return headed(dressed, answers[0][1], screenplay, request)

    def _asking(self) -> Asking:
        return Asking(
            credentials=self.credentials,
            model=self.model,
            max_tokens=self.max_tokens,
            seconds=self.timeout,
            effort=self.effort,
            thinking=self.thinking,
            cache=self.cache_prompt,
        )


def _told(request: MovieRequest) -> Question[Story]:
    budget = Budget.of(request)
    return Question(
        system=TELLING,
        schema=schema_of(Draft),
        data=telling(request, budget),
        read=lambda reply, last: read_story(reply.text, request, budget, lenient=last),
        output_tokens=_TOKENS_A_FILM + round(_TOKENS_A_SECOND * budget.seconds),
    )


def _dressed(request: MovieRequest, story: Story, part: Part) -> Question[tuple[Part, Heading]]:
    shots = sum(len(scene.shots) for scene in part.scenes)
    tokens = _TOKENS_A_SHOT * shots + _TOKENS_A_SCENE * len(part.scenes)
    return Question(
        system=DRESSING,
        schema=schema_of(Dressing),
        data=dressing(story, part, request),
        read=lambda reply, last: read_dressing(reply.text, part, story),
        output_tokens=tokens + _TOKENS_A_PERSON * len(part.people),
    )
