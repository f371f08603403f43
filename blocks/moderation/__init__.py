"""Moderation engines: what may not be made is refused before anything is paid for."""
