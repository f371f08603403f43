"""Colour scripts: what time, weather, mood, genre and style make of a place's colours and light."""

import random
from dataclasses import dataclass

from film.animatic.light import RGB, Light
from film.animatic.sets.colour import clip, luma, mix, rgb, saturate, scale, times
from film.story import Genre, Mood, Scene, TimeOfDay, Weather

INTERIORS = frozenset(
    {
        "kitchen",
        "living room",
        "bedroom",
        "office",
        "classroom",
        "café",
        "hospital",
        "laboratory",
        "castle hall",
        "cave",
        "spaceship",
        "temple",
        "library",
    }
)
"""Settings under a roof, lit by lamps and windows."""


@dataclass(frozen=True)
class _Hour:
    """The sky and light of a time of day in clear weather."""

    sky: tuple[RGB, RGB, RGB]
    sun: RGB
    key: RGB
    ambient: RGB
    glow: float
    height: float
    lamps: float


_HOURS: dict[TimeOfDay, _Hour] = {
    "dawn": _Hour(
        (rgb(0x5B86BD), rgb(0xE9B4B4), rgb(0xFFE3B8)),
        rgb(0xFFEBC2), (1.06, 0.90, 0.80), (0.62, 0.60, 0.76), 0.75, 0.44, 0.35,
    ),
    "day": _Hour(
        (rgb(0x3A8CCB), rgb(0x86C4E6), rgb(0xE3F3EE)),
        rgb(0xFFF8DC), (1.06, 1.03, 0.95), (0.66, 0.74, 0.86), 0.5, 0.11, 0.0,
    ),
    "dusk": _Hour(
        (rgb(0x33336B), rgb(0xC0577C), rgb(0xFFAE63)),
        rgb(0xFFD08A), (1.04, 0.74, 0.58), (0.48, 0.42, 0.62), 0.85, 0.47, 0.8,
    ),
    "night": _Hour(
        (rgb(0x081230), rgb(0x16305F), rgb(0x3B6390)),
        rgb(0xE6EEFF), (0.44, 0.55, 0.82), (0.22, 0.29, 0.52), 0.42, 0.17, 1.0,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class _Sky:
    """What weather does: cover hides the sun, grey drains colour, dark dims, fog veils."""

    cover: float
    grey: float
    dark: float
    fog: float
    cast: RGB = (1.0, 1.0, 1.0)
    """What its clouds look like by day: the sky takes on their colour as they cover it."""
    wet: float = 0.0
    snow: float = 0.0


_WEATHERS: dict[Weather, _Sky] = {
    "clear": _Sky(0.15, 0.0, 1.0, 0.0),
    "cloud": _Sky(0.5, 0.22, 0.97, 0.06, rgb(0xA9B8C6)),
    "rain": _Sky(0.85, 0.45, 0.86, 0.22, rgb(0x7F92A4), wet=1.0),
    "storm": _Sky(1.0, 0.5, 0.74, 0.12, rgb(0x56677E), wet=1.0),
    "snow": _Sky(0.75, 0.35, 1.0, 0.22, rgb(0xC3CFDC), snow=1.0),
    "fog": _Sky(0.9, 0.4, 0.97, 0.7, rgb(0xC2CBD0), wet=0.3),
}

_MOODS: dict[Mood, tuple[RGB, float, float]] = {
    "calm": ((1.0, 1.0, 1.0), 1.0, 1.0),
    "warm": ((1.06, 1.0, 0.9), 1.06, 1.02),
    "joyful": ((1.04, 1.01, 0.95), 1.15, 1.05),
    "playful": ((1.03, 1.0, 0.98), 1.18, 1.05),
    "tender": ((1.05, 0.98, 0.98), 0.98, 1.03),
    "wistful": ((1.02, 0.98, 1.02), 0.85, 0.98),
    "sad": ((0.94, 0.98, 1.06), 0.72, 0.9),
    "tense": ((0.96, 1.0, 0.98), 0.85, 0.88),
    "ominous": ((0.95, 0.97, 1.03), 0.78, 0.8),
    "frightening": ((0.93, 1.0, 0.95), 0.7, 0.72),
    "mysterious": ((0.93, 0.98, 1.08), 0.92, 0.86),
    "wondrous": ((1.0, 0.97, 1.07), 1.15, 1.03),
    "heroic": ((1.05, 1.0, 0.93), 1.1, 1.02),
    "triumphant": ((1.07, 1.02, 0.9), 1.12, 1.06),
}
"""Tint, saturation and brightness by mood."""

_GENRES: dict[Genre, tuple[RGB, float, float, RGB]] = {
    "drama": ((1.01, 1.0, 0.98), 0.95, 0.99, rgb(0xE0673E)),
    "comedy": ((1.03, 1.01, 0.96), 1.1, 1.04, rgb(0xF2B632)),
    "thriller": ((0.95, 1.0, 1.02), 0.82, 0.88, rgb(0xD63B30)),
    "horror": ((0.94, 1.0, 0.95), 0.7, 0.78, rgb(0xB02A2A)),
    "science fiction": ((0.96, 1.0, 1.06), 1.03, 0.95, rgb(0x3FE0E6)),
    "fantasy": ((1.01, 0.98, 1.05), 1.12, 1.0, rgb(0xE884D8)),
    "romance": ((1.06, 0.99, 0.97), 1.05, 1.03, rgb(0xEE5D78)),
    "adventure": ((1.04, 1.01, 0.94), 1.1, 1.02, rgb(0xF0912E)),
    "documentary": ((1.0, 1.0, 1.0), 0.9, 1.0, rgb(0x3F88C5)),
    "children": ((1.03, 1.01, 0.98), 1.2, 1.06, rgb(0xF25C54)),
}
"""Tint, saturation, brightness and the accent colour by genre."""


@dataclass(frozen=True)
class Palette:
    """A scene's colours: give it local colours, it says what they look like there."""

    sky: tuple[RGB, RGB, RGB]
    """Zenith, middle and horizon, as they appear."""
    haze: RGB
    """What far things fade into, as it appears."""
    sun: RGB
    """The sun's or moon's disk and glow, as it appears."""
    glow: float
    """How strongly the sun or moon blooms, 0 to 1; little behind cloud."""
    sun_at: tuple[float, float]
    """Where it stands: x as a fraction of the frame's width, y in set space."""
    key: RGB
    """What the light multiplies on lit sides."""
    ambient: RGB
    """What multiplies on shaded sides."""
    accent: RGB
    """The one colour that stands out: a local colour, to be toned like any other."""
    window: RGB
    """Lamp-lit windows, as they appear."""
    lamps: float
    """How much lamps and windows are lit, 0 to 1."""
    light: Light
    """The same light, for figures."""
    time: TimeOfDay
    weather: Weather
    style: str
    cover: float
    """Share of the sky under cloud, 0 to 1."""
    fog: float
    wet: float
    snow: float

    @property
    def side(self) -> float:
        """−1 when the light comes from the left, +1 from the right."""
        return -1.0 if self.light.side < 0 else 1.0

    def tone(self, local: RGB, light: float = 0.5, distance: float = 0.0) -> RGB:
        """Return what a local colour looks like here.

        ``light`` runs from 0 (turned from the light) to 1 (turned to it); ``distance`` from
        0 (near) to 1 (lost in the haze).
        """
        shown = clip(times(local, mix(self.ambient, self.key, light)))
        return mix(grade(shown, self.style), self.haze, min(1.0, distance * (1 + self.fog)))

    def emit(self, colour: RGB) -> RGB:
        """Return what something that shines by itself looks like: only the style changes it."""
        return grade(colour, self.style, accent=True)


def grade(colour: RGB, style: str, accent: bool = False) -> RGB:
    """Return the colour as a style renders it; an accent keeps more of its own hue."""
    if style == "noir":
        grey = luma(colour)
        grey = grey + 0.5 * grey * (1 - grey) * (2 * grey - 0.9)
        plain = (grey * 0.97, grey * 0.99, grey * 1.04)
        return clip(mix(plain, scale(colour, 0.95), 0.6 if accent else 0.08))
    if style == "watercolour":
        return clip(mix(saturate(colour, 1.25), (1.0, 0.97, 0.92), 0.24))
    if style == "pop":
        vivid = saturate(colour, 1.45)
        return clip((vivid[0] * 1.08 - 0.02, vivid[1] * 1.08 - 0.02, vivid[2] * 1.08 - 0.02))
    if style == "pastel":
        return clip(mix(saturate(colour, 1.35), (1.0, 0.97, 0.97), 0.4))
    return colour


def light_for(scene: Scene, genre: Genre, style: str) -> Light:
    """Return the light that falls on figures in a scene."""
    return palette_for(scene, genre, style).light


def palette_for(scene: Scene, genre: Genre, style: str) -> Palette:
    """Return a scene's colours and light, the same for the same scene, genre and style."""
    hour, sky = _HOURS[scene.time], _WEATHERS[scene.weather]
    tint, saturation, brightness, accent = _script(scene.mood, genre)
    if scene.time == "night":  # blue upon blue would drown everybody's own colours
        saturation = min(saturation, 0.98)
    # Whatever conspires to darken a scene, its shapes must still be read.
    bright = max(brightness * sky.dark, 0.95 if scene.time == "night" else 0.62)
    lift = max(brightness * (sky.dark + 1) / 2, 1.1 if scene.time == "night" else 0.7)

    def shown(colour: RGB, grey_share: float = 1.0) -> RGB:
        weathered = saturate(colour, 1 - sky.grey * grey_share)
        return grade(clip(scale(saturate(times(weathered, tint), saturation), bright)), style)

    clouds = _clouds(hour, sky.cast)
    zenith = shown(mix(hour.sky[0], scale(clouds, 0.82), sky.cover * 0.85), 0.3)
    middle = shown(mix(hour.sky[1], clouds, sky.cover * 0.75), 0.3)
    low = mix(hour.sky[2], hour.sky[1], 0.45 * sky.cover)
    horizon = shown(mix(low, clouds, sky.cover * 0.78), 0.3)
    if scene.time == "night":  # mist holds what light there is
        horizon = mix(horizon, grade(hour.sun, style), 0.2 * sky.fog)
    key = saturate(times(hour.key, tint), 1 - 0.4 * sky.grey)
    key = mix(key, _filtered(key, sky.cast), 0.7 * sky.cover)
    key = scale_light(mix(key, hour.ambient, 0.45 * sky.cover), lift)
    ambient = scale_light(times(hour.ambient, tint), lift)
    ambient = mix(saturate(ambient, 1 - 0.4 * sky.grey), key, 0.35 * sky.cover)
    sun_at = _sun(scene, hour)
    lamps = max(hour.lamps, 0.5 if scene.weather in {"storm", "fog", "rain"} else 0.0)
    return Palette(
        sky=(zenith, middle, horizon),
        haze=mix(horizon, middle, 0.35),
        sun=grade(hour.sun, style),
        glow=hour.glow * (1 - 0.75 * sky.cover),
        sun_at=sun_at,
        key=key,
        ambient=ambient,
        accent=accent,
        window=grade(rgb(0xFFC86B), style, accent=True),
        lamps=lamps,
        light=_light(scene, key, ambient, style),
        time=scene.time,
        weather=scene.weather,
        style=style,
        cover=sky.cover,
        fog=sky.fog,
        wet=sky.wet,
        snow=sky.snow,
    )


def _clouds(hour: _Hour, cast: RGB) -> RGB:
    """Return what clouds of a daylight colour look like at another hour."""
    reach = luma(hour.sky[1]) / luma(_HOURS["day"].sky[1])
    dimmed = scale(cast, 0.3 + 0.7 * min(1.0, reach) if reach > 0.4 else 0.16 + 0.55 * reach)
    return mix(dimmed, hour.sky[1], 0.22)


def _filtered(light: RGB, cloud: RGB) -> RGB:
    """Return a light as bright as it was, in the colour of the cloud that it came through."""
    factor = luma(light) / max(0.05, luma(cloud))
    return (cloud[0] * factor, cloud[1] * factor, cloud[2] * factor)


def whereabouts(scene: Scene) -> str:
    """Return what makes a place the same place in every scene that is set there."""
    return f"{scene.setting}:{(scene.place or scene.id).casefold()}"


def scale_light(light: RGB, factor: float) -> RGB:
    """Return a light brighter or darker by a factor; lights may pass 1."""
    return (light[0] * factor, light[1] * factor, light[2] * factor)


def _script(mood: Mood, genre: Genre) -> tuple[RGB, float, float, RGB]:
    mood_tint, mood_saturation, mood_brightness = _MOODS[mood]
    genre_tint, genre_saturation, genre_brightness, accent = _GENRES[genre]
    # A genre and a mood that agree must not add up to mud: brightness is bounded below.
    brightness = max(0.74, mood_brightness * genre_brightness)
    saturation = max(0.55, mood_saturation * genre_saturation)
    return times(mood_tint, genre_tint), saturation, brightness, accent


def _sun(scene: Scene, hour: _Hour) -> tuple[float, float]:
    dice = random.Random(f"{whereabouts(scene)}:sun")
    side = dice.choice((-1, 1))
    return 0.5 + side * dice.uniform(0.2, 0.3), hour.height + dice.uniform(-0.02, 0.02)


def _light(scene: Scene, key: RGB, ambient: RGB, style: str) -> Light:
    hour = _HOURS[scene.time]
    side = 1.0 if _sun(scene, hour)[0] > 0.5 else -1.0
    if scene.setting in INTERIORS:
        key, ambient = _indoors(scene.time, key, ambient)
    # Figures keep some of their own colour, or nobody would know them at night.
    tint = grade_light(mix(key, (1.0, 1.0, 1.0), 0.3), style)
    contrast = tuple(
        min(0.92, 0.12 + 0.88 * a / max(k, 0.01)) for a, k in zip(ambient, key, strict=True)
    )
    shade: RGB = (contrast[0], contrast[1], contrast[2])
    cover = _WEATHERS[scene.weather].cover
    return Light(
        tint=clip(tint),
        shade=mix(shade, (0.8, 0.8, 0.84), 0.35),
        rim=grade(hour.sun, style),
        rim_strength=round(
            {"dawn": 0.6, "day": 0.3, "dusk": 0.75, "night": 0.5}[scene.time] * (1 - 0.55 * cover),
            3,
        ),
        side=0.65 * side,
    )


def _indoors(time: TimeOfDay, key: RGB, ambient: RGB) -> tuple[RGB, RGB]:
    """Lamps take over from the window the darker it is outside."""
    lamp: RGB = (1.02, 0.86, 0.66)
    share = {"dawn": 0.35, "day": 0.1, "dusk": 0.6, "night": 0.85}[time]
    return mix(key, lamp, share), mix(ambient, (0.46, 0.38, 0.4), share * 0.8)


def grade_light(light: RGB, style: str) -> RGB:
    """Return a light as a style renders it."""
    if style == "noir":
        return mix(light, (luma(light),) * 3, 0.9)
    if style in {"pastel", "watercolour"}:
        return mix(light, (1.0, 0.99, 0.97), 0.3)
    return light
