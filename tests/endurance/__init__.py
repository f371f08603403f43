"""Whole studios for a long time: films that wait, fail, crash and go on, with real processes."""
