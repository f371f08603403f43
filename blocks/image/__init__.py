"""Engines that draw characters."""
