"""Engines that make a take's mouths follow its speech."""
