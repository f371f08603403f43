"""Starring: a persona plays the lead, in a place, a light and a mood, and says the narration."""
