"""Tests of film.media: everything is decoded again."""
