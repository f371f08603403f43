"""Props that give light, and props to read: lamps and flames, letters, books, maps, pictures."""

import math
from itertools import pairwise

from film.animatic.props.easel import (
    BLUE,
    BRASS,
    CREAM,
    DARK_WOOD,
    FIRE,
    GLASS,
    INK,
    IRON,
    LEATHER,
    PAPER,
    RED,
    STEEL,
    WHITE,
    WOOD,
    Easel,
    Prop,
    circle,
    curve,
    mix,
    oval,
    path,
    poly,
    rect,
    rgb,
    scale,
    turned,
)  # fmt: skip

WARM = rgb(0xFFE2A6)


def _lamp(e: Easel) -> None:
    e.solid(turned((0.2, 0.0), (0.2, 0.03), (0.08, 0.06), (0.13, 0.16), (0.16, 0.26), (0.1, 0.4),
                   (0.04, 0.48), (0.035, 0.56)), e.accent)  # fmt: skip
    e.gleam(0.07, 0.28, 0.05)
    e.solid(rect(-0.05, 0.46, 0.05, 0.49, 0.01), BRASS)
    e.glow(0, 0.72, 0.42, FIRE, 0.4)
    shade = poly((-0.34, 0.52), (0.34, 0.52), (0.2, 1.0), (-0.2, 1.0))
    e.solid(shade, mix(CREAM, WARM, 0.5))
    e.inside(shade, oval(0, 0.64, 0.3, 0.24), WARM, 1.0, 0.75)
    e.line([(-0.335, 0.525), (0.335, 0.525)], 0.014, BRASS)
    e.line([(-0.2, 0.993), (0.2, 0.993)], 0.012, BRASS)


def _lantern(e: Easel) -> None:
    e.line(path("M -0.2 0.76 C -0.26 1.06 0.26 1.06 0.2 0.76"), 0.02, IRON, 0.7)
    glass = path("M -0.2 0.16 L 0.2 0.16 L 0.2 0.62 L -0.2 0.62 Z")
    e.light_up(glass, rgb(0xFFD98E))
    e.flat(glass, GLASS, 1.0, 0.18)
    e.glow(0, 0.36, 0.4, FIRE, 0.65)
    e.solid(rect(-0.03, 0.16, 0.03, 0.27, 0.01), CREAM)
    e.flame(0, 0.27, 0.24)
    for x in (-0.2, -0.07, 0.07, 0.2):
        e.line([(x, 0.15), (x, 0.63)], 0.022, IRON, 0.65)
    e.solid(poly((-0.27, 0.61), (0.27, 0.61), (0.12, 0.78), (-0.12, 0.78)), IRON)
    e.solid(rect(-0.1, 0.77, 0.1, 0.84, 0.02), IRON)
    e.solid(poly((-0.29, 0.0), (0.29, 0.0), (0.23, 0.16), (-0.23, 0.16)), IRON)
    e.shine(poly((-0.13, 0.22), (-0.09, 0.22), (-0.09, 0.56), (-0.13, 0.56)), 0.35)


def _candle(e: Easel) -> None:
    e.solid(curve((-0.2, 0.06), (-0.24, 0.1), (0.24, 0.1), (0.2, 0.02), (0.0, 0.0), (-0.2, 0.02)),
            BRASS)  # fmt: skip
    e.line(path("M 0.17 0.05 C 0.27 0.05 0.27 0.16 0.17 0.14"), 0.018, BRASS)
    e.solid(rect(-0.085, 0.07, 0.085, 0.66, 0.02), CREAM)
    e.solid(curve((-0.085, 0.66), (0.0, 0.68), (0.085, 0.66), (0.09, 0.52), (0.06, 0.5), (0.045,
            0.6), (-0.02, 0.58), (-0.05, 0.42), (-0.09, 0.45)), WHITE, edge=0)  # fmt: skip
    e.line([(0, 0.65), (0.005, 0.72)], 0.014, INK)
    e.flame(0, 0.69, 0.29)


def _torch(e: Easel) -> None:
    e.solid(poly((-0.035, 0.0), (0.035, 0.0), (0.07, 0.56), (-0.07, 0.56)), DARK_WOOD)
    for y in (0.42, 0.49, 0.56):
        e.solid(rect(-0.085, y, 0.085, y + 0.05, 0.02), LEATHER)
    for x, high in ((-0.045, 0.26), (0.05, 0.24), (0.0, 0.405)):
        e.flame(x, 0.59, high)


def _fire(e: Easel) -> None:
    e.glow(0, 0.42, 0.56, FIRE, 0.5)
    for turn, x in ((18, -0.02), (-20, 0.04), (4, 0.0)):
        e.turn(turn, x, 0.09)
        e.solid(rect(-0.4, 0.04, 0.4, 0.15, 0.05), DARK_WOOD)
        e.solid(circle(-0.38, 0.095, 0.05), WOOD)
        e.back()
    for x, high in ((-0.2, 0.48), (0.22, 0.42), (-0.08, 0.66), (0.1, 0.6), (0.0, 0.87)):
        e.flame(x, 0.1, high)


def _bulb(e: Easel) -> None:
    e.glow(0, 0.66, 0.45, WARM, 0.5)
    glass = turned((0.12, 0.26), (0.15, 0.36), (0.3, 0.56), (0.3, 0.8), (0.16, 0.98), (0.0, 1.0))
    e.ball(glass, rgb(0xFFE9A8))
    e.line([(-0.1, 0.36), (-0.1, 0.6), (-0.03, 0.52), (0.03, 0.62), (0.1, 0.54), (0.1, 0.36)],
           0.018, rgb(0xE88A2B), 1.0)  # fmt: skip
    for y in (0.08, 0.15, 0.22):
        e.solid(rect(-0.13, y, 0.13, y + 0.06, 0.025), IRON)
    e.solid(rect(-0.06, 0.0, 0.06, 0.08, 0.03), INK)
    e.gleam(0.14, 0.76, 0.07, 0.7)


def _letter(e: Easel) -> None:
    sheet = poly((-0.44, 0.3), (0.44, 0.3), (0.44, 1.0), (-0.44, 1.0))
    e.solid(poly((-0.6, 0.6), (0, 0.97), (0.6, 0.6)), scale(PAPER, 0.8))
    e.solid(sheet, CREAM)
    e.writing((-0.35, 0.44, 0.35, 0.93), 6)
    front = path("M -0.6 0.62 L 0 0.24 L 0.6 0.62 L 0.6 0 L -0.6 0 Z")
    e.solid(front, mix(PAPER, rgb(0xE3C795), 0.35))
    e.flat(path("M -0.6 0.62 L 0 0.24 L 0.6 0.62 L 0 0.2 Z"), INK, 0.5, 0.16)
    e.line([(-0.59, 0.01), (-0.13, 0.32)], 0.008, LEATHER, 0.6, 0.5)
    e.line([(0.59, 0.01), (0.13, 0.32)], 0.008, LEATHER, 0.6, 0.5)
    seal = curve(
        *[
            (
                0.1 * (1 + 0.1 * (k % 2)) * math.cos(k * 0.52),
                0.27 + 0.1 * (1 + 0.1 * (k % 2)) * math.sin(k * 0.52),
            )
            for k in range(12)
        ]
    )
    e.ball(seal, mix(e.accent, rgb(0xA82B2B), 0.5))
    e.line(circle(0, 0.27, 0.055), 0.012, mix(e.accent, WHITE, 0.3), 0.7, 0.8)


def _book(e: Easel) -> None:
    e.solid(poly((-0.36, 0.03), (0.38, 0.0), (0.4, 0.93), (-0.34, 0.97)), scale(e.accent, 0.6))
    e.solid(poly((-0.33, 0.05), (0.37, 0.03), (0.37, 0.93), (-0.33, 0.95)), CREAM)
    for k in range(5):
        y = 0.045 + 0.0
        e.line([(0.355 - 0.006 * k, y + 0.004 * k), (0.36 - 0.006 * k, 0.92)], 0.004,
               scale(PAPER, 0.7), 0.6)  # fmt: skip
    cover = poly((-0.39, 0.02), (0.32, 0.04), (0.32, 0.98), (-0.39, 1.0))
    e.solid(cover, e.accent)
    e.solid(poly((-0.39, 0.02), (-0.29, 0.023), (-0.29, 0.998), (-0.39, 1.0)), scale(e.accent, 0.8))
    e.line(rect(-0.23, 0.1, 0.26, 0.92, 0.02), 0.014, BRASS, 0.9)
    e.line(rect(-0.2, 0.13, 0.23, 0.89, 0.02), 0.006, BRASS, 0.9)
    e.flat(poly((0.015, 0.74), (0.1, 0.55), (0.015, 0.36), (-0.07, 0.55)), BRASS, 0.95)
    e.flat(poly((0.015, 0.66), (0.06, 0.55), (0.015, 0.44), (-0.03, 0.55)), e.accent, 0.7)
    for y in (0.2, 0.8):
        e.line([(-0.38, y), (-0.3, y)], 0.014, BRASS, 0.9)


def _open_book(e: Easel) -> None:
    e.solid(path("M -0.85 0.1 L -0.06 0 L 0.06 0 L 0.85 0.1 L 0.83 0.86 L -0.83 0.86 Z"), LEATHER)
    for way in (-1, 1):
        page = path(
            f"M 0 0.06 C {way * 0.2} 0.2 {way * 0.55} 0.16 {way * 0.8} 0.14 "
            f"L {way * 0.76} 0.92 C {way * 0.5} 0.98 {way * 0.2} 1.0 0 0.86 Z"
        )
        e.solid(page, CREAM)
    e.writing((-0.68, 0.26, -0.1, 0.84), 7)
    e.writing((0.1, 0.26, 0.66, 0.56), 4)
    e.flat(oval(0.38, 0.72, 0.14, 0.1), mix(e.accent, CREAM, 0.4), 0.9)
    e.flat(oval(0.38, 0.72, 0.08, 0.055), e.accent, 0.9)
    e.line([(0, 0.07), (0, 0.86)], 0.014, LEATHER, 0.4, 0.6)
    e.solid(poly((-0.02, 0.0), (0.05, 0.0), (0.05, 0.22), (0.02, 0.5), (-0.01, 0.3)), RED)


def _map(e: Easel) -> None:
    sheet = path("M -0.68 0.06 L -0.34 0.0 L 0 0.06 L 0.34 0 L 0.68 0.06 L 0.66 0.94 L 0.33 1 "
                 "L 0 0.94 L -0.34 1 L -0.67 0.95 Z")  # fmt: skip
    e.solid(sheet, rgb(0xE9D3A0))
    e.inside(sheet, curve((-0.8, 0.6), (-0.4, 0.72), (-0.3, 0.5), (-0.45, 0.2), (-0.8, 0.1)),
             rgb(0x8FB8B0), 0.85)  # fmt: skip
    e.inside(sheet, curve((0.1, 0.9), (0.5, 0.82), (0.62, 0.5), (0.3, 0.55), (0.05, 0.7)),
             rgb(0xA9B878), 0.85)  # fmt: skip
    for x, fold in ((-0.34, 0.25), (0.0, 0.1), (0.34, 0.25)):
        e.inside(sheet, poly((x, 0), (x + 0.1, 0), (x + 0.1, 1), (x, 1)), INK, 0.4, fold * 0.5)
    for x, y in ((0.28, 0.72), (0.4, 0.66), (0.18, 0.78)):
        e.line([(x - 0.05, y), (x, y + 0.08), (x + 0.05, y)], 0.012, LEATHER, 0.5)
    trail = [(-0.2, 0.2), (-0.05, 0.34), (0.1, 0.28), (0.22, 0.42), (0.4, 0.36)]
    for (x0, y0), (x1, y1) in pairwise(trail):
        for k in (0.1, 0.55):
            e.line(
                [
                    (x0 + (x1 - x0) * k, y0 + (y1 - y0) * k),
                    (x0 + (x1 - x0) * (k + 0.25), y0 + (y1 - y0) * (k + 0.25)),
                ],
                0.016,
                RED,
            )
    for way in (-1, 1):
        e.line(
            [(0.46 - 0.05, 0.34 - 0.05 * way), (0.46 + 0.05, 0.34 + 0.05 * way)], 0.026, RED, 0.9
        )
    e.line(circle(-0.5, 0.28, 0.09), 0.008, LEATHER)
    e.flat(poly((-0.5, 0.4), (-0.475, 0.28), (-0.5, 0.16), (-0.525, 0.28)), LEATHER, 0.6)
    e.flat(poly((-0.38, 0.28), (-0.5, 0.3), (-0.62, 0.28), (-0.5, 0.26)), LEATHER, 0.8)


def _newspaper(e: Easel) -> None:
    e.solid(poly((-0.42, 0.02), (0.44, 0.0), (0.44, 0.98), (-0.42, 0.99)), scale(PAPER, 0.8))
    e.solid(poly((-0.44, 0.01), (0.41, 0.02), (0.41, 1.0), (-0.44, 0.985)), rgb(0xEDE7DA))
    for x0, x1 in ((-0.37, -0.2), (-0.17, 0.0), (0.03, 0.12), (0.15, 0.34)):
        e.flat(rect(x0, 0.86, x1, 0.935), INK, 0.4, 0.9)
    e.line([(-0.38, 0.83), (0.35, 0.835)], 0.008, INK)
    e.flat(rect(-0.38, 0.42, 0.06, 0.8), rgb(0x8C918F), 0.8)
    e.flat(curve((-0.38, 0.44), (-0.2, 0.62), (-0.08, 0.52), (0.06, 0.66), (0.06, 0.42),
                 (-0.38, 0.42)), rgb(0x5A605F), 0.6)  # fmt: skip
    e.flat(circle(-0.24, 0.7, 0.045), WHITE, 0.9)
    for k in range(12):
        y = 0.78 - 0.062 * k
        e.line([(0.11, y), (0.35 - 0.03 * (k % 3), y)], 0.012, INK, 0.5, 0.6)
    for k in range(5):
        y = 0.36 - 0.062 * k
        e.line([(-0.37, y), (-0.18 - 0.02 * (k % 2), y)], 0.012, INK, 0.5, 0.6)
        e.line([(-0.13, y), (0.06 - 0.02 * (k % 2), y)], 0.012, INK, 0.5, 0.6)


def _photograph(e: Easel) -> None:
    e.turn(-3, 0, 0.5)
    e.solid(rect(-0.52, 0.04, 0.52, 0.96, 0.02), CREAM)
    view = rect(-0.45, 0.19, 0.45, 0.89)
    e.flat(view, rgb(0xB7A287), 0.9)
    e.inside(view, rect(-0.45, 0.19, 0.45, 0.42), rgb(0x8A745A), 0.7)
    for x, tall, coat in ((-0.14, 0.0, 0x5A4A3E), (0.15, -0.06, 0x6E5A48)):
        e.inside(view, curve((x - 0.17, 0.1), (x - 0.16, 0.44 + tall), (x, 0.5 + tall), (x + 0.16,
                 0.44 + tall), (x + 0.17, 0.1)), rgb(coat), 0.7)  # fmt: skip
        e.flat(oval(x, 0.6 + tall, 0.085, 0.11), rgb(0xE2CBA8), 0.95)
        e.flat(curve((x - 0.095, 0.6 + tall), (x - 0.09, 0.73 + tall), (x + 0.09, 0.73 + tall),
                     (x + 0.095, 0.6 + tall), (x, 0.68 + tall)), rgb(0x4A382C), 0.7)  # fmt: skip
        for way in (-1, 1):
            e.flat(circle(x + way * 0.033, 0.615 + tall, 0.011), INK, 0.3)
        e.line([(x - 0.03, 0.555 + tall), (x, 0.545 + tall), (x + 0.03, 0.555 + tall)], 0.01, INK)
    e.shine(poly((-0.45, 0.5), (0.0, 0.89), (0.2, 0.89), (-0.45, 0.3)), 0.12)
    e.back()


def _painting(e: Easel) -> None:
    e.solid(rect(-0.62, 0.0, 0.62, 1.0, 0.03), BRASS)
    e.solid(rect(-0.55, 0.07, 0.55, 0.93, 0.01), scale(BRASS, 0.7))
    view = rect(-0.5, 0.12, 0.5, 0.88)
    e.flat(view, rgb(0xF0B98A), 0.95)
    e.inside(view, rect(-0.5, 0.6, 0.5, 0.88), rgb(0x8FA9C9), 0.9)
    e.inside(view, circle(0.18, 0.6, 0.09), rgb(0xFFF0C4), 1.0)
    for points, colour in (
        (((-0.6, 0.4), (-0.3, 0.62), (0.0, 0.46), (0.3, 0.58), (0.6, 0.44), (0.6, 0), (-0.6, 0)),
         0x7F7BA0),
        (((-0.6, 0.3), (-0.2, 0.4), (0.2, 0.3), (0.6, 0.38), (0.6, 0), (-0.6, 0)), 0x6B8F6A),
        (((-0.6, 0.14), (-0.1, 0.26), (0.4, 0.16), (0.6, 0.22), (0.6, 0), (-0.6, 0)), 0x3F5F4A),
    ):  # fmt: skip
        e.inside(view, curve(*points), rgb(colour), 0.85)
    for x, tall in ((-0.34, 0.3), (-0.26, 0.22)):
        e.inside(view, poly((x - 0.04, 0.18), (x, 0.18 + tall), (x + 0.04, 0.18)), rgb(0x2F4A3A))
    e.line([(0.18, 0.55), (0.18, 0.3)], 0.03, rgb(0xFFE6B0), 1.0, 0.3)


def _scroll(e: Easel) -> None:
    e.solid(poly((-0.38, 0.08), (0.38, 0.08), (0.38, 0.92), (-0.38, 0.92)), rgb(0xEBD7A8))
    e.writing((-0.29, 0.26, 0.29, 0.82), 6, LEATHER)
    for y in (0.0, 0.86):
        e.solid(rect(-0.44, y, 0.44, y + 0.14, 0.06), rgb(0xD9BE86))
        for way in (-1, 1):
            e.solid(rect(way * 0.475 - 0.035, y + 0.03, way * 0.475 + 0.035, y + 0.11, 0.03),
                    DARK_WOOD)  # fmt: skip
    e.ball(circle(0.24, 0.22, 0.07), RED)


def _ticket(e: Easel) -> None:
    e.solid(
        path(
            "M -0.95 0.05 L 0.95 0.05 L 0.95 0.35 C 0.82 0.38 0.82 0.62 0.95 0.65 L 0.95 0.95 "
            "L -0.95 0.95 L -0.95 0.65 C -0.82 0.62 -0.82 0.38 -0.95 0.35 Z"
        ),
        e.accent,
    )
    e.line(rect(-0.74, 0.17, 0.74, 0.83, 0.04), 0.03, CREAM, 0.9)
    for k in range(6):
        e.line([(0.42, 0.2 + 0.11 * k), (0.42, 0.25 + 0.11 * k)], 0.02, CREAM, 0.9)
    for x, wide in ((-0.6, 0.3), (-0.24, 0.2), (0.02, 0.26)):
        e.flat(rect(x, 0.52, x + wide, 0.68, 0.02), CREAM, 0.95)
    e.flat(rect(-0.6, 0.32, 0.2, 0.4, 0.02), CREAM, 0.9)
    e.flat(circle(0.58, 0.5, 0.1), CREAM, 0.9)


def _painters_easel(e: Easel) -> None:
    for x0, x1 in ((-0.28, -0.05), (0.28, 0.05)):
        e.rod([(x0, 0.01), (x1, 0.97)], 0.03, WOOD)
    e.rod([(0.05, 0.06), (0.0, 0.7)], 0.022, DARK_WOOD)
    e.solid(rect(-0.27, 0.28, 0.27, 0.315, 0.01), WOOD)
    canvas = rect(-0.25, 0.315, 0.25, 0.86, 0.01)
    e.solid(canvas, CREAM)
    e.inside(canvas, rect(-0.22, 0.35, 0.22, 0.83), rgb(0x9CC4D8), 0.9)
    e.inside(canvas, curve((-0.3, 0.5), (-0.1, 0.6), (0.12, 0.5), (0.3, 0.6), (0.3, 0.3),
                           (-0.3, 0.3)), rgb(0x7FA36A), 0.9)  # fmt: skip
    e.flat(circle(0.09, 0.71, 0.055), rgb(0xF6C453), 1.0)
    e.flat(circle(-0.1, 0.53, 0.03), e.accent, 0.9)
    e.flat(circle(-0.05, 0.48, 0.024), e.accent, 0.7)


def _brush(e: Easel) -> None:
    e.solid(poly((-0.022, 0.0), (0.022, 0.0), (0.04, 0.6), (-0.04, 0.6)), BLUE)
    e.solid(rect(-0.05, 0.58, 0.05, 0.74, 0.01), STEEL)
    hair = path("M -0.05 0.73 C -0.12 0.84 -0.03 0.92 0 1 C 0.03 0.92 0.12 0.84 0.05 0.73 Z")
    e.solid(hair, LEATHER)
    e.inside(hair, rect(-0.2, 0.85, 0.2, 1.0), e.accent, 0.9)


PROPS = {
    "lamp": Prop(_lamp, 0.27, 0.7), "lantern": Prop(_lantern, 0.2, 0.62, True),
    "candle": Prop(_candle, 0.14, 0.56, True), "torch": Prop(_torch, 0.34, 0.26, True),
    "fire": Prop(_fire, 0.4, 0.86, fit=(0.01, 0.08, 0.95)), "light bulb": Prop(_bulb, 0.08, 0.64,
    True),
    "letter": Prop(_letter, 0.1, 1.24, True), "book": Prop(_book, 0.14, 0.82, True),
    "open book": Prop(_open_book, 0.13, 1.76, True), "map": Prop(_map, 0.2, 1.4, True),
    "newspaper": Prop(_newspaper, 0.24, 0.9, True),
    "photograph": Prop(_photograph, 0.09, 1.14, True), "painting": Prop(_painting, 0.4, 1.26),
    "scroll": Prop(_scroll, 0.14, 1.04, True), "ticket": Prop(_ticket, 0.045, 1.92, True),
    "easel": Prop(_painters_easel, 0.85, 0.62), "brush": Prop(_brush, 0.15, 0.18, True),
}  # fmt: skip
