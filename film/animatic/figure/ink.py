"""The artist's ink: local colours under a light and a style, and how a shape is modelled."""

import colorsys
from dataclasses import dataclass
from functools import lru_cache

import skia

from film.animatic.figure.geometry import common, cut, oval, polygon, shifted
from film.animatic.light import RGB as RGB
from film.animatic.light import Light


def rgb(text: str) -> RGB:
    """Return the colour of a ``#rrggbb`` as components 0 to 1."""
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


def mix(a: RGB, b: RGB, t: float) -> RGB:
    """Return the colour t of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def times(a: RGB, b: RGB) -> RGB:
    """Return one colour seen through another."""
    return (a[0] * b[0], a[1] * b[1], a[2] * b[2])


def luminance(a: RGB) -> float:
    """Return how light a colour looks, 0 to 1."""
    return 0.3 * a[0] + 0.59 * a[1] + 0.11 * a[2]


def saturated(a: RGB, factor: float) -> RGB:
    """Return a colour with its saturation multiplied, at the same lightness."""
    grey = luminance(a)
    return (
        min(max(grey + (a[0] - grey) * factor, 0), 1),
        min(max(grey + (a[1] - grey) * factor, 0), 1),
        min(max(grey + (a[2] - grey) * factor, 0), 1),
    )


def tuned(a: RGB, hue: float = 0.0, lightness: float = 1.0, saturation: float = 1.0) -> RGB:
    """Return a colour with its hue moved (turns) and lightness and saturation multiplied."""
    h, light, s = colorsys.rgb_to_hls(*a)
    return colorsys.hls_to_rgb(
        (h + hue) % 1, min(max(light * lightness, 0), 1), min(s * saturation, 1)
    )


@dataclass(frozen=True)
class Treatment:
    """What a style does to every colour and edge."""

    saturation: float = 1.0
    paper: float = 0.0
    """How much of the paper shines through."""
    contrast: float = 1.0
    line: float = 1.0
    """Width of the outlines; 0 for none."""
    line_darkness: float = 0.55
    softness: float = 0.10
    """Width of the edge between light and shade, as a share of the shape."""
    shade: float = 1.0
    """Depth of the shade."""
    bloom: float = 0.0
    """How much pigment pools at the edges, as in watercolour."""


TREATMENTS: dict[str, Treatment] = {
    "storybook": Treatment(),
    "noir": Treatment(
        saturation=0.16, contrast=1.16, line=1.15, line_darkness=0.85, softness=0.05, shade=1.45
    ),
    "watercolour": Treatment(
        saturation=0.86, paper=0.16, line=0.7, line_darkness=0.42, softness=0.3, shade=0.8, bloom=1
    ),
    "pop": Treatment(saturation=1.3, line=1.9, line_darkness=0.86, softness=0.015, shade=1.1),
    "pastel": Treatment(
        saturation=0.78, paper=0.3, line=0.75, line_darkness=0.36, softness=0.22, shade=0.7
    ),
}
PAPER: RGB = (0.99, 0.96, 0.92)
PLUM: RGB = (0.16, 0.07, 0.14)
"""What outlines darken towards: warmer than black."""


def argb(colour: RGB, alpha: float = 1.0) -> int:
    """Return a colour as skia's 32-bit integer."""
    r, g, b = (min(max(round(c * 255), 0), 255) for c in colour)
    return (min(max(round(alpha * 255), 0), 255) << 24) | (r << 16) | (g << 8) | b


class Ink:
    """Paints for one light and one style; colours go in as local colours, unlit."""

    def __init__(self, light: Light, style: str) -> None:
        self.light = light
        self.treatment = TREATMENTS.get(style, TREATMENTS["storybook"])
        self.side = -1.0 if light.side < 0 else 1.0
        self._lit = lru_cache(maxsize=512)(self._resolve)

    def _resolve(self, colour: RGB, shade: float) -> RGB:
        look = self.treatment
        tone = saturated(colour, look.saturation)
        tone = mix(tone, PAPER, look.paper)
        tone = (
            (tone[0] - 0.5) * look.contrast + 0.5,
            (tone[1] - 0.5) * look.contrast + 0.5,
            (tone[2] - 0.5) * look.contrast + 0.5,
        )
        lit = times(tone, self.light.tint)
        if not shade:
            return lit
        dark = times(lit, self.light.shade)
        # Shade keeps its colour: without this, shadows on skin and cloth go grey.
        return mix(lit, saturated(dark, 1.22), shade * look.shade)

    def lit(self, colour: RGB, shade: float = 0.0, alpha: float = 1.0) -> int:
        """Return a local colour as it looks: 0 in the light … 1 in the shade."""
        return argb(self._lit(colour, shade), alpha)

    def shaded(self, colour: RGB) -> RGB:
        """Return a local colour as it looks in the shade."""
        return self._lit(colour, 1.0)

    def line(self, colour: RGB) -> int:
        """Return the outline's colour for a shape of a local colour."""
        tone = self._lit(colour, 0.8)
        dark = times(mix(PLUM, (0, 0, 0), 0.2), self.light.tint)
        return argb(mix(tone, dark, self.treatment.line_darkness))

    def flat(self, colour: RGB, alpha: float = 1.0, shade: float = 0.0) -> skia.Paint:
        """Return a paint of one colour."""
        return skia.Paint(AntiAlias=True, Color=self.lit(colour, shade, alpha))

    def stroke(
        self, colour: RGB, width: float, alpha: float = 1.0, shade: float = 0.0
    ) -> skia.Paint:
        """Return a paint that draws a line with round ends."""
        return skia.Paint(
            AntiAlias=True,
            Color=self.lit(colour, shade, alpha),
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=width,
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join,
        )

    def modelled(self, colour: RGB, area: skia.Rect, split: float = 0.6) -> skia.Paint:
        """Return a paint in two tones: light on the key's side, shade from ``split`` on."""
        soft = self.treatment.softness / 2
        left, right = area.left(), area.right()
        if self.side > 0:
            left, right = right, left
        lean = area.height() * 0.12
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(left, area.top()), skia.Point(right, area.top() + lean)],
            [self.lit(colour), self.lit(colour), self.lit(colour, 0.95), self.lit(colour, 0.95)],
            [0.0, max(split - soft, 0.01), min(split + soft, 0.99), 1.0],
        )  # fmt: skip
        return skia.Paint(AntiAlias=True, Shader=shader)

    def domed(self, colour: RGB, x: float, y: float, radius: float) -> skia.Paint:
        """Return a paint in two tones with a round edge between them, for heads and bellies."""
        soft = self.treatment.softness / 2
        shader = skia.GradientShader.MakeRadial(
            skia.Point(x + self.side * radius * 0.42, y - radius * 0.30),
            radius * 1.6,
            [self.lit(colour), self.lit(colour), self.lit(colour, 0.95), self.lit(colour, 0.95)],
            [0.0, 0.72 - soft, 0.72 + soft, 1.0],
        )  # fmt: skip
        return skia.Paint(AntiAlias=True, Shader=shader)


class Pen:
    """Draws modelled shapes on a canvas."""

    def __init__(self, canvas: skia.Canvas, ink: Ink, quick: bool = False) -> None:
        self.canvas = canvas
        self.ink = ink
        self.quick = quick
        """Whether shapes change in every frame, so that they must be cheap to make."""

    def outline(self, path: skia.Path, colour: RGB, width: float = 0.022) -> None:
        """Draw a shape's edge: thin towards the light, heavier away from it."""
        width *= self.ink.treatment.line
        if not width:
            return
        paint = skia.Paint(
            AntiAlias=True, Color=self.ink.line(colour), Style=skia.Paint.kStroke_Style,
            StrokeWidth=width, StrokeJoin=skia.Paint.kRound_Join,
        )  # fmt: skip
        canvas = self.canvas
        canvas.save()
        canvas.translate(-self.ink.side * width * 0.32, width * 0.3)
        canvas.drawPath(path, paint)
        canvas.restore()

    def shape(
        self,
        path: skia.Path,
        colour: RGB,
        split: float = 0.6,
        line: float = 0.022,
        rim: float = 0.022,
    ) -> None:
        """Draw a modelled shape: outline, two tones, and an edge of rim light (0 for none)."""
        self.outline(path, colour, line)
        paint = self.ink.modelled(colour, path.getBounds(), split)
        if self.quick and rim and self.ink.light.rim_strength > 0.02:
            self._rimmed(path, paint, colour, rim)
            return
        if self.quick or min(path.getBounds().width(), path.getBounds().height()) < 0.45:
            self.canvas.drawPath(path, paint)
        else:
            self._in_tones(path, colour, self._across(path.getBounds(), split), paint)
        self.finish(path, colour, rim)

    def _in_tones(
        self, path: skia.Path, colour: RGB, zones: tuple[skia.Path, skia.Path], soft: skia.Paint
    ) -> None:
        """Draw two flat tones, and the costly gradient only where one turns into the other."""
        shade, edge = zones
        self.canvas.drawPath(path, self.ink.flat(colour, 1.0, 0.0))
        self.canvas.drawPath(common(path, shade), self.ink.flat(colour, 1.0, 0.95))
        self.canvas.drawPath(common(path, edge), soft)

    def _across(self, area: skia.Rect, split: float) -> tuple[skia.Path, skia.Path]:
        """Return where a modelled shape lies in the shade, and the soft edge of the shade."""
        soft = self.ink.treatment.softness / 2
        left, right = area.left(), area.right()
        if self.ink.side > 0:
            left, right = right, left
        dx, dy = right - left, area.height() * 0.12

        def band(start: float, end: float) -> skia.Path:
            nx, ny = -dy / dx * 9, 9.0
            x0, y0 = left + dx * start, area.top() + dy * start
            x1, y1 = left + dx * end, area.top() + dy * end
            return polygon([(x0 - nx, y0 - ny), (x1 - nx, y1 - ny), (x1 + nx, y1 + ny),
                            (x0 + nx, y0 + ny)])  # fmt: skip

        low, high = max(split - soft, 0.01), min(split + soft, 0.99)
        # The two overlap by a little, so that no light shows between them.
        return band(high - 0.004, 3.0), band(low, high + 0.004)

    def _rimmed(self, path: skia.Path, paint: skia.Paint, colour: RGB, width: float) -> None:
        """Draw a shape over its own rim of light, moved aside: no boolean of paths is needed."""
        light = self.ink.light
        width *= (0.55 + 0.7 * light.rim_strength) * 0.8
        edge = mix(self.ink.shaded(colour), light.rim, min(0.06 + 0.85 * light.rim_strength, 1.0))
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(edge)))
        self.canvas.save()
        self.canvas.translate(self.ink.side * width, width * 0.55)
        self.canvas.drawPath(path, paint)
        self.canvas.restore()

    def dome(self, path: skia.Path, colour: RGB, line: float = 0.022, rim: float = 0.024) -> None:
        """Draw a modelled round shape."""
        self.outline(path, colour, line)
        area = path.getBounds()
        radius = max(area.width(), area.height()) / 2
        x, y = area.centerX(), area.centerY()
        paint = self.ink.domed(colour, x, y, radius)
        if self.quick or radius < 0.25:
            self.canvas.drawPath(path, paint)
        else:
            soft = self.ink.treatment.softness / 2
            light = (x + self.ink.side * radius * 0.42, y - radius * 0.30)
            near, far = radius * 1.6 * (0.72 - soft), radius * 1.6 * (0.72 + soft)
            shade = cut(path, oval(*light, far - 0.004, far - 0.004))
            ring = cut(oval(*light, far + 0.004, far + 0.004), oval(*light, near, near))
            self._in_tones(path, colour, (shade, ring), paint)
        self.finish(path, colour, rim)

    def finish(self, path: skia.Path, colour: RGB, rim: float) -> None:
        """Add what lies on a filled shape: the rim of light, and the style's pooled pigment."""
        if self.ink.treatment.bloom:
            paint = self.ink.stroke(colour, 0.05, 0.20, 1.0)
            self.canvas.save()
            self.canvas.clipPath(path, True)
            self.canvas.drawPath(path, paint)
            self.canvas.restore()
        if rim:
            self.rim(path, rim)

    def rim(self, path: skia.Path, width: float, within: skia.Path | None = None) -> None:
        """Draw the rim light along a shape's far edge, or only where it crosses another shape."""
        strength = self.ink.light.rim_strength
        if strength <= 0.02:
            return
        width *= 0.55 + 0.7 * strength
        edge = cut(path, shifted(path, self.ink.side * width, width * 0.55))
        if within is not None:
            edge = common(edge, within)
        colour = argb(self.ink.light.rim, min(0.06 + 0.85 * strength, 1.0))
        self.canvas.drawPath(edge, skia.Paint(AntiAlias=True, Color=colour))

    def fill(self, path: skia.Path, colour: RGB, alpha: float = 1.0, shade: float = 0.0) -> None:
        """Draw a shape in one colour."""
        self.canvas.drawPath(path, self.ink.flat(colour, alpha, shade))

    def line(self, path: skia.Path, colour: RGB, width: float = 0.02, alpha: float = 1.0) -> None:
        """Draw a line of even width in a colour's outline tone."""
        paint = self.ink.stroke(colour, width, alpha)
        paint.setColor((self.ink.line(colour) & 0xFFFFFF) | (round(alpha * 255) << 24))
        self.canvas.drawPath(path, paint)
