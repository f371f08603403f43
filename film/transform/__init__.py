"""Uploaded videos: what one is taken apart into, and put together from again."""
