"""Colour arithmetic for painters: sRGB triples, mixed, tinted and toned."""

from film.animatic.light import RGB

BLACK: RGB = (0.0, 0.0, 0.0)
WHITE: RGB = (1.0, 1.0, 1.0)


def rgb(code: int) -> RGB:
    """Return the colour of a number written ``0xrrggbb``."""
    return ((code >> 16 & 255) / 255, (code >> 8 & 255) / 255, (code & 255) / 255)


def mix(first: RGB, second: RGB, share: float) -> RGB:
    """Return ``first`` with a share (0 to 1) of ``second`` in it."""
    keep = 1 - share
    return (
        first[0] * keep + second[0] * share,
        first[1] * keep + second[1] * share,
        first[2] * keep + second[2] * share,
    )


def times(colour: RGB, light: RGB) -> RGB:
    """Return what a surface of one colour shows under a light of another."""
    return (colour[0] * light[0], colour[1] * light[1], colour[2] * light[2])


def scale(colour: RGB, factor: float) -> RGB:
    """Return the colour brighter or darker by a factor, within range."""
    return clip((colour[0] * factor, colour[1] * factor, colour[2] * factor))


def luma(colour: RGB) -> float:
    """Return the perceived brightness, 0 to 1 (BT.709 weights on sRGB values)."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def saturate(colour: RGB, amount: float) -> RGB:
    """Return the colour with its saturation multiplied; 0 is grey, 1 leaves it alone."""
    grey = luma(colour)
    return clip(mix((grey, grey, grey), colour, amount))


def clip(colour: RGB) -> RGB:
    """Return the colour with every component within 0 to 1."""
    return (
        min(1.0, max(0.0, colour[0])),
        min(1.0, max(0.0, colour[1])),
        min(1.0, max(0.0, colour[2])),
    )
