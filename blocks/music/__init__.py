"""Engines that score cues and lay sound beds."""
