"""Uploads: how files that users bring come into the asset store, and what is refused on the way."""
