"""The embedded storyteller, and the breakdown of screenplays."""

from typing import Any, ClassVar

from blocks.engine import source_revision
from blocks.story.base import StoryEngine
from film.request import MovieRequest
from film.story import Story


class EmbeddedStory(StoryEngine):
    """Tells a story from a prompt by grammar, or breaks a Fountain screenplay down into shots."""

    _block_type_name = "Firstcut Embedded Storyteller"
    _block_type_slug = "firstcut-embedded-story"
    _description = "Writes the story on this machine: no key, no model. English prompts."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded storyteller"
    licence: ClassVar[str] = "GPL-3.0-or-later; its stories are yours"
    trained: ClassVar[bool] = False

    def fingerprint(self) -> dict[str, Any]:
        """Return the storyteller's name and the revision of its code."""
        revision = source_revision("film.storyteller", "film.breakdown")
        return {"engine": self.label, "revision": revision}

    def check(self) -> None:
        """Tell a very short story."""
        self.write(MovieRequest(prompt="A test", length=15))

    def write(self, request: MovieRequest) -> Story:
        """Tell the prompt, or break the screenplay down."""
        from film.breakdown import break_down
        from film.screenplay import parse_fountain
        from film.storyteller import tell_story

        if request.screenplay:
            return break_down(parse_fountain(request.screenplay), request)
        return tell_story(request)
