"""The embedded storyteller: tells a story from a prompt, by grammar, without any model."""

from film.storyteller.tell import tell_story

__all__ = ["tell_story"]
