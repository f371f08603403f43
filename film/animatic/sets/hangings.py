"""What hangs on houses and stalls: striped awnings and paper lanterns."""

import random

import skia

from film.animatic.light import RGB
from film.animatic.sets.brush import Box, glow, linear, paint_of
from film.animatic.sets.colour import mix, rgb, scale
from film.animatic.sets.land import covered
from film.animatic.sets.openings import PAPER_RED
from film.animatic.sets.place import Place


def paint_awning(
    canvas: skia.Canvas, dice: random.Random, place: Place, box: Box, local: RGB
) -> None:
    """Stretch a striped awning with a scalloped hem over a box."""
    left, top, right, bottom = box
    palette, count = place.palette, max(4, round((right - left) / (bottom - top) * 2.2))
    step, flare = (right - left) / count, (bottom - top) * 0.3
    for i in range(count):
        colour = local if i % 2 else rgb(0xF6EBD6)
        x0, x1 = left + i * step, left + (i + 1) * step
        middle = (left + right) / 2
        low = [(x + (x - middle) / max(1e-6, right - left) * flare * 2) for x in (x0, x1)]
        stripe = skia.Path()
        stripe.moveTo(x0, top)
        stripe.lineTo(x1, top)
        stripe.lineTo(low[1], bottom)
        stripe.quadTo((low[0] + low[1]) / 2, bottom + step * 0.9, low[0], bottom)
        stripe.close()
        here = covered(place, colour, 0.6)
        canvas.drawPath(
            stripe,
            linear(
                (0, top),
                (0, bottom),
                [(0, palette.tone(here, 1.0), 1.0), (1, palette.tone(here, 0.5), 1.0)],
            ),
        )
    canvas.drawRect(
        skia.Rect(left, bottom + step * 0.4, right, bottom + step * 0.4 + flare),
        linear((0, bottom), (0, bottom + flare * 2), [(0, (0, 0, 0), 0.28), (1, (0, 0, 0), 0.0)]),
    )


def paint_lantern(
    canvas: skia.Canvas,
    place: Place,
    centre: tuple[float, float],
    size: float,
    local: RGB = PAPER_RED,
) -> None:
    """Hang a paper lantern, glowing once it is dim."""
    palette, (x, y) = place.palette, centre
    if palette.lamps:
        glow(canvas, centre, size * 4.2, palette.window, 0.5 * palette.lamps)
    colour = mix(
        palette.tone(local, 0.8),
        palette.emit(mix(local, rgb(0xFFD080), 0.55)),
        palette.lamps * 0.85,
    )
    body = skia.Rect(x - size * 0.8, y - size, x + size * 0.8, y + size)
    canvas.drawOval(
        body,
        linear(
            (0, y - size),
            (0, y + size),
            [(0, scale(colour, 0.85), 1), (0.5, colour, 1), (1, scale(colour, 0.8), 1)],
        ),
    )
    cap = paint_of(palette.tone(rgb(0x3A2A24), 0.3))
    for top in (y - size * 1.08, y + size * 0.9):
        canvas.drawRect(skia.Rect(x - size * 0.35, top, x + size * 0.35, top + size * 0.18), cap)
