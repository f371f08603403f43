"""The procedural composer: a cue of any length becomes a score, and the score becomes sound."""
