"""The studio's fixtures, for tests that take long."""

from tests.studio.conftest import office, studio, studios

__all__ = ["office", "studio", "studios"]
