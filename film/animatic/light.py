"""The light of a scene, as everything drawn in it sees it."""

from dataclasses import dataclass

RGB = tuple[float, float, float]
"""sRGB factors or components, 0 to 1."""


@dataclass(frozen=True)
class Light:
    """One key light, an ambience and a rim: enough to sit a figure into its set."""

    tint: RGB = (1.0, 1.0, 1.0)
    """Multiplies the local colour on the lit side."""
    shade: RGB = (0.72, 0.72, 0.8)
    """Multiplies the local colour on the far side, on top of ``tint``."""
    rim: RGB = (1.0, 0.95, 0.85)
    """Colour of the edge light."""
    rim_strength: float = 0.3
    """0 none, 1 a blazing edge."""
    side: float = -0.6
    """Where the key light stands: −1 from the left, +1 from the right."""
