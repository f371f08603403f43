"""Moderation by rules: what a prompt or a screenplay asks a film to do, judged word by word."""
