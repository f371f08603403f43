"""Moderation by rules: what a prompt or a screenplay asks a film to do, judged word by word."""

from film.moderation_rules.judge import find

__all__ = ["find"]
