"""Tests of starring."""
