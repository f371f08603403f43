"""Tests of what engines of one vendor share."""
