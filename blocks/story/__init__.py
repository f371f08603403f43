"""Engines that write the story."""
