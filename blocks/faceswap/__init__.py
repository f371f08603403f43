"""Engines that put a persona's face into a clip."""
