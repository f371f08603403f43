"""Engines that say what was said again, in another voice and at the same times."""
