"""Landmarks: things that stand in a place in every shot of it, found by name and set in place."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import skia

from film.animatic.layers import Layer, LivePaint, StageSet
from film.animatic.props import draw_prop
from film.animatic.sets import boats, camp, edifices, spans, towers, wayside, wonders
from film.animatic.sets.architecture import architecture_of
from film.animatic.sets.brush import Box, paint_of
from film.animatic.sets.buildings import paint_house
from film.animatic.sets.land import paint_shadow
from film.animatic.sets.lots import Lot
from film.animatic.sets.masonry import Live, Spot
from film.animatic.sets.place import Place
from film.story import Setting

Where = Literal["height", "water", "near"]
Draw = Callable[[skia.Canvas, random.Random, Place, Spot], None]


@dataclass(frozen=True)
class Landmark:
    """How one kind of landmark is drawn and where it belongs."""

    paint: Draw
    where: Where
    size: float
    """Its height as a share of the tallest that fits its spot."""
    live: Callable[[Place, Spot], Live | None] | None = None
    footing: float = 0.2
    """Half the width of its shadow, as a share of its height; 0 for what spans or flows."""


def _paint_home(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    x, y, tall, distance = spot
    lot = Lot(x - tall * 0.5, y + 0.006, tall, 1, tall * 0.55, distance)
    paint_house(canvas, dice, place, lot, architecture_of(place.scene))


_PAINTED = "#c25a3c"
"""What is painted or dyed on things that stand about."""


def _paint_thing(
    name: str, lift: float, canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot
) -> None:
    """Stand a prop in the place, ``lift`` of its heights off the ground, in the air's haze."""
    palette, (x, y, tall, distance) = place.palette, spot
    canvas.saveLayer()
    canvas.save()
    canvas.translate(x, y - lift * tall)
    canvas.scale(tall, tall)
    draw_prop(canvas, name, palette.light, _PAINTED)
    canvas.restore()
    haze = paint_of(palette.sky[-1], 0.75 * distance)
    haze.setBlendMode(skia.BlendMode.kSrcATop)
    canvas.drawPaint(haze)
    canvas.restore()


def _thing(name: str, where: Where, size: float, lift: float = 0.0) -> "Landmark":
    footing = 0.0 if lift else 0.4
    return Landmark(partial(_paint_thing, name, lift), where, size, footing=footing)


def _paint_rainbow(canvas: skia.Canvas, dice: random.Random, place: Place, spot: Spot) -> None:
    x, y, tall, _ = spot
    for k, hue in enumerate(_RAINBOW):
        reach = tall * (1.12 - 0.032 * k)
        bow = paint_of(hue, 0.34)
        bow.setStyle(skia.Paint.kStroke_Style)
        bow.setStrokeWidth(tall * 0.036)
        foot = y + 0.3 * tall
        area = skia.Rect(x - reach, foot - reach, x + reach, foot + reach)
        canvas.drawArc(area, 180, 180, False, bow)


_RAINBOW = (
    (0.93, 0.38, 0.36), (0.96, 0.62, 0.32), (0.98, 0.88, 0.42), (0.46, 0.78, 0.48),
    (0.36, 0.62, 0.88), (0.52, 0.42, 0.78),
)  # fmt: skip


LANDMARKS: dict[str, Landmark] = {
    "lighthouse": Landmark(towers.paint_lighthouse, "height", 1.0, towers.lighthouse_beam),
    "castle": Landmark(edifices.paint_castle, "height", 0.95, footing=0.7),
    "tower": Landmark(towers.paint_tower, "height", 1.0),
    "skyscraper": Landmark(towers.paint_skyscraper, "height", 1.1),
    "church": Landmark(edifices.paint_church, "height", 0.85),
    "windmill": Landmark(towers.paint_windmill, "height", 0.85, towers.windmill_sails),
    "temple": Landmark(edifices.paint_temple, "height", 0.75, footing=0.6),
    "pyramid": Landmark(edifices.paint_pyramid, "height", 0.85),
    "rocket": Landmark(towers.paint_rocket, "height", 0.95),
    "house": Landmark(_paint_home, "height", 0.5),
    "bridge": Landmark(spans.paint_bridge, "height", 0.75, footing=0.0),
    "train": Landmark(spans.paint_train, "height", 0.34, spans.train_smoke),
    "ferris wheel": Landmark(wonders.paint_ferris_wheel, "height", 1.05, wonders.ferris_turn),
    "billboard": Landmark(wonders.paint_billboard, "height", 0.6),
    "spaceship": Landmark(wonders.paint_saucer, "height", 0.42, footing=1.2),
    "volcano": Landmark(wonders.paint_volcano, "height", 0.9, wonders.volcano_smoke),
    "waterfall": Landmark(wonders.paint_waterfall, "height", 0.9, wonders.waterfall_run, 0.0),
    "ruin": Landmark(wayside.paint_ruin, "height", 0.55),
    "ship": Landmark(partial(boats.paint_afloat, "ship"), "water", 1.0),
    "sailing boat": Landmark(partial(boats.paint_afloat, "sail"), "water", 0.8),
    "boat": Landmark(partial(boats.paint_afloat, "rowing"), "water", 0.7),
    "fishing boat": Landmark(partial(boats.paint_afloat, "fishing"), "water", 0.8),
    "well": Landmark(camp.paint_well, "near", 0.46),
    "tent": Landmark(camp.paint_tent, "near", 0.44, footing=0.8),
    "campfire": Landmark(camp.paint_campfire, "near", 0.2, camp.campfire_flames, 0.0),
    "statue": Landmark(wayside.paint_statue, "near", 0.85),
    "fountain": Landmark(camp.paint_fountain, "near", 0.5, camp.fountain_jets),
    "lamp post": Landmark(wayside.paint_lamp, "near", 1.0),
    "tree": Landmark(wayside.paint_great_tree, "near", 1.35),
    "sign": Landmark(wayside.paint_sign, "near", 0.46),
    "gate": Landmark(wayside.paint_gate, "near", 0.8),
    "grave": Landmark(wayside.paint_graves, "near", 0.24),
    "bench": Landmark(wayside.paint_bench, "near", 0.17),
    "rainbow": Landmark(_paint_rainbow, "height", 1.3, footing=0.0),
    "dragon": _thing("dragon", "height", 0.62),
    "hot air balloon": _thing("hot air balloon", "height", 0.62, lift=0.75),
    "plane": _thing("aeroplane", "height", 0.2, lift=2.6),
    "whale": _thing("whale", "water", 0.6),
    "car": _thing("car", "near", 0.3),
    "bus": _thing("bus", "near", 0.52),
    "snowman": _thing("snowman", "near", 0.5),
    "scarecrow": _thing("scarecrow", "near", 0.8),
    "greenhouse": _thing("greenhouse", "near", 0.62),
    "phone box": _thing("phone box", "near", 0.85),
    "igloo": _thing("igloo", "near", 0.52),
    "planter": _thing("planter", "near", 0.27),
    "fence": _thing("fence", "near", 0.24),
    "market stall": _thing("market stall", "near", 0.72),
}
"""Every landmark there is, by the noun that names it."""

_ALIASES = {
    "light house": "lighthouse", "fortress": "castle", "palace": "castle", "citadel": "castle",
    "fort": "castle", "belfry": "church", "chapel": "church", "cathedral": "church",
    "abbey": "church", "monastery": "church", "steeple": "church", "mill": "windmill",
    "shrine": "temple", "pagoda": "temple", "parthenon": "temple", "cottage": "house",
    "cabin": "house", "hut": "house", "home": "house", "farmhouse": "house", "barn": "house",
    "farm": "house", "inn": "house", "shop": "house", "bakery": "house", "school": "house",
    "mansion": "house", "viaduct": "bridge", "railway": "train", "locomotive": "train",
    "station": "train", "wheel": "ferris wheel", "carousel": "ferris wheel",
    "funfair": "ferris wheel", "carnival": "ferris wheel", "fairground": "ferris wheel",
    "hoarding": "billboard", "saucer": "spaceship", "ufo": "spaceship", "starship": "spaceship",
    "spacecraft": "spaceship", "shuttle": "rocket", "falls": "waterfall", "cascade": "waterfall",
    "ruins": "ruin", "galleon": "ship", "schooner": "ship", "frigate": "ship", "galley": "ship",
    "yacht": "sailing boat", "sailboat": "sailing boat", "dinghy": "boat", "canoe": "boat",
    "rowboat": "boat", "ferry": "fishing boat", "trawler": "fishing boat", "camp": "tent",
    "bonfire": "campfire", "fire": "campfire", "fireplace": "campfire", "monument": "statue",
    "obelisk": "tower", "lamppost": "lamp post", "streetlight": "lamp post",
    "street lamp": "lamp post", "streetlamp": "lamp post", "lantern": "lamp post",
    "oak": "tree", "willow": "tree", "signpost": "sign", "archway": "gate", "torii": "gate",
    "airship": "hot air balloon", "zeppelin": "hot air balloon", "aeroplane": "plane",
    "airplane": "plane", "truck": "bus", "lorry": "bus", "coach": "bus", "bus stop": "bus",
    "taxi": "car", "phone booth": "phone box", "telephone box": "phone box",
    "garden": "planter", "flower bed": "planter", "greenhouses": "greenhouse",
    "picket fence": "fence", "stall": "market stall", "wreck": "ship", "shipwreck": "ship",
    "pier": "bridge", "dock": "bridge", "palm tree": "tree", "treehouse": "tree",
    "graveyard": "grave", "cemetery": "grave", "tomb": "grave", "gravestone": "grave",
}  # fmt: skip


@dataclass(frozen=True)
class _Ground:
    """Where landmarks stand in a setting: a layer, a foot's y, the tallest that fits, distance."""

    height: tuple[str, float, float, float]
    near: tuple[str, float]
    water: tuple[str, float, float, float] | None = None
    middle: bool = False
    """Whether the height is in the frame's middle, at the end of a street."""


_GROUNDS: dict[Setting, _Ground] = {
    "coast": _Ground(("headland", 0.466, 0.42, 0.14), ("shore", 0.85), ("sea", 0.61, 0.24, 0.34)),
    "harbour": _Ground(("town", 0.6, 0.38, 0.3), ("quay", 0.83), ("boats", 0.685, 0.36, 0.2)),
    "forest": _Ground(("woods", 0.76, 0.52, 0.22), ("clearing", 0.835)),
    "mountains": _Ground(("range", 0.72, 0.36, 0.2), ("meadow", 0.84)),
    "desert": _Ground(("dunes", 0.69, 0.38, 0.18), ("sand", 0.85)),
    "snowfield": _Ground(("slopes", 0.72, 0.38, 0.18), ("snow", 0.85)),
    "village": _Ground(("roofs", 0.7, 0.46, 0.22), ("lane", 0.82)),
    "street": _Ground(("skyline", 0.61, 0.4, 0.32), ("paving", 0.84), middle=True),
    "rooftop": _Ground(("towers", 0.76, 0.56, 0.26), ("terrace", 0.85)),
    "park": _Ground(("trees", 0.71, 0.5, 0.2), ("lawn", 0.835)),
    "road": _Ground(("road", 0.625, 0.34, 0.28), ("road", 0.83)),
    "planet": _Ground(("spires", 0.75, 0.48, 0.14), ("surface", 0.85)),
    "market": _Ground(("roofs", 0.7, 0.4, 0.4), ("stalls", 0.775), middle=True),
    "field": _Ground(("fields", 0.725, 0.42, 0.14), ("meadow", 0.83)),
    "river": _Ground(("water", 0.665, 0.36, 0.24), ("bank", 0.86), ("water", 0.735, 0.26, 0.16)),
}


def find_landmark(name: str) -> str | None:
    """Return the noun under which a landmark is known, or None for one that cannot be drawn."""
    words = name.lower().strip().replace("-", " ")
    by_length = sorted({*LANDMARKS, *_ALIASES}, key=lambda noun: (-len(noun), noun))
    for noun in by_length:
        if f" {noun} " in f" {words} " or f" {noun}s " in f" {words} ":
            return _ALIASES.get(noun, noun)
    return None


def with_landmarks(stage: StageSet, place: Place) -> StageSet:
    """Return the set with the scene's landmarks in it; unknown ones are left out."""
    ground = _GROUNDS.get(place.scene.setting)
    if ground is None:
        return stage
    taken: dict[str, int] = {}
    seen: set[str] = set()
    for name in place.scene.landmarks:
        noun = find_landmark(name)
        if noun is None or noun in seen:
            continue
        seen.add(noun)
        landmark = LANDMARKS[noun]
        where: Where = landmark.where
        if where == "water" and ground.water is None:
            where = "near"
        order = taken.get(where, 0)
        if order > 1:
            continue
        taken[where] = order + 1
        layer, spot = _spot(place, ground, (where, order), landmark)
        stage = _set_in(stage, place, (layer, noun, spot), landmark)
    return stage


def _spot(
    place: Place, ground: _Ground, berth: tuple[Where, int], landmark: Landmark
) -> tuple[str, Spot]:
    where, order = berth
    away = place.away if order == 0 else 1 - place.away
    shrink = 1.0 if order == 0 else 0.72
    if where == "near":
        layer, foot = ground.near
        at = (0.19 if away < 0.5 else 0.81) if not ground.middle else (0.5, 0.24)[order]
        tall = 0.52 * (landmark.size if landmark.where == "near" else landmark.size * 0.5)
        return layer, (place.x(at), foot, tall, 0.05)
    if where == "water" and ground.water:
        layer, foot, tallest, distance = ground.water
        return layer, (place.x(1 - away), foot, tallest * landmark.size * shrink, distance)
    layer, foot, tallest, distance = ground.height
    at = 0.5 + (0.12 * order if ground.middle else away - 0.5)
    return layer, (place.x(at), foot, tallest * landmark.size * shrink, distance)


def _set_in(
    stage: StageSet, place: Place, berth: tuple[str, str, Spot], landmark: Landmark
) -> StageSet:
    layer_name, noun, spot = berth
    layers = []
    for layer in stage.layers:
        if layer.name == layer_name:
            layers.append(_stand(layer, place, (noun, spot), landmark))
        else:
            layers.append(layer)
    return replace(stage, layers=tuple(layers))


def _stand(layer: Layer, place: Place, berth: tuple[str, Spot], landmark: Landmark) -> Layer:
    noun, spot = berth
    before = layer.paint

    def paint(canvas: skia.Canvas) -> None:
        before(canvas)
        if landmark.where != "water":
            paint_shadow(canvas, place, (spot[0], spot[1]), spot[2] * landmark.footing)
        landmark.paint(canvas, place.dice(f"landmark {noun}"), place, spot)

    stood = replace(layer, paint=paint)
    live = landmark.live(place, spot) if landmark.live else None
    if live is None:
        return stood
    moving, bounds = live
    if layer.live is None:
        return replace(stood, live=moving, live_bounds=bounds)
    return replace(
        stood, live=_both(layer.live, moving), live_bounds=_union(layer.live_bounds, bounds)
    )


def _both(first: LivePaint, second: LivePaint) -> LivePaint:
    def paint(canvas: skia.Canvas, time: float) -> None:
        first(canvas, time)
        second(canvas, time)

    return paint


def _union(first: Box, second: Box) -> Box:
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )
