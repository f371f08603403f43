"""Cards: the title, the end, and the slate that stands in for a shot that failed."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Literal

import cv2
import skia

from film.animatic.camera import Lens, View, plan_move
from film.animatic.cardart import LOOKS, CardLook, card_layers, opaque
from film.animatic.compositor import (
    Affine,
    Frame,
    Sprite,
    blend,
    crop_to_ink,
    rasterise,
    to_sprite,
)
from film.animatic.grade import Grade, grade_for, plain_grade
from film.animatic.pixels import Pixels, inverted, times
from film.animatic.planes import Shooting, build_planes
from film.animatic.shoot import picture_info, put_still
from film.animatic.type import Block, Lettering, fit_text
from film.assets import AssetStore
from film.media.mezzanine import MezzanineWriter
from film.screen import Screen
from film.shots import Take
from film.story import Genre, Scene, Shot

CardKind = Literal["title", "end"]
_FADE_FROM, _FADE_SECONDS = 0.25, 0.8
"""When the letters begin to appear, and how long that takes."""
_SAFE = 0.84
"""Share of the width that letters may take."""


def shoot_card(
    kind: CardKind,
    title: str,
    subtitle: str,
    genre: Genre,
    style: str,
    screen: Screen,
    frames: int,
    seed: int,
    store: AssetStore,
    keyframes: Collection[int] = (0,),
) -> Take:
    """Film the title card, or the end card: letters over a landscape in the genre's colours.

    The end card says "The End", with the title and the subtitle small below it. Any text is
    set so that it fits: smaller, on more lines, in the end cut. Raises StorageFull or MediaFailed.
    """
    cv2.setNumThreads(1)
    look = LOOKS[genre]
    if kind == "title":
        blocks = _title_blocks(look, title, subtitle, screen)
    else:
        blocks = _end_blocks(look, title, subtitle, screen)
    grade = grade_for(genre, style)
    letters = _letters(blocks, look, screen, grade)
    pictures = _landscape(look, screen, frames, seed, grade)
    return _film(kind, _lettered(pictures, letters, screen), screen, (frames, keyframes), store)


def shoot_slate(
    shot: Shot,
    scene: Scene,
    reason: str,
    screen: Screen,
    frames: int,
    store: AssetStore,
    keyframes: Collection[int] = (0,),
) -> Take:
    """Film a slate that names the shot, says what was to be seen in it and why it is missing.

    It can be cut at ``keyframes``, as the shot could. Raises StorageFull or MediaFailed.
    """
    cv2.setNumThreads(1)
    pixels = rasterise(
        lambda canvas: _paint_slate(canvas, shot, scene, reason, screen),
        (0, 0, screen.width, screen.height),
        Affine(1, 0, 0),
    )
    frame = Frame(screen.width, screen.height)
    blend(frame, to_sprite(pixels, 0, 0, plain_grade()))
    take = _film(shot.id, (frame for _ in range(frames)), screen, (frames, keyframes), store)
    return take.model_copy(update={"slate": True})


def _film(
    name: str,
    pictures: Iterator[Frame],
    screen: Screen,
    length: tuple[int, Collection[int]],
    store: AssetStore,
) -> Take:
    """Film pictures; ``length`` is their number, and those that begin a GOP."""
    frames, keyframes = length
    with store.scratch() as folder:
        path = folder / "take.mp4"
        still: Pixels | None = None
        with MezzanineWriter(path, screen, keyframes) as writer:
            for number, frame in enumerate(pictures):
                writer.write(frame.data)
                if number == min(frames - 1, max(frames * 2 // 3, round(1.2 * screen.rate))):
                    still = frame.data.copy()
        assert still is not None  # noqa: S101  (it is one of the frames)
        return Take(
            shot=name,
            asset=store.put(path, picture_info(screen, frames)),
            still=put_still(still, folder, store),
        )


def _landscape(
    look: CardLook, screen: Screen, frames: int, seed: int, grade: Grade
) -> Iterator[Frame]:
    lens = Lens(screen)
    views = plan_move("push in", View(lens.aspect / 2, 0.5, 1.08), frames, screen, seed)
    shooting = Shooting(lens, views, grade)
    planes = build_planes(card_layers(look, lens.aspect, seed), shooting, (0.0, 0.0))
    frame = Frame(screen.width, screen.height)
    for view in views:
        for plane in planes:
            sprite = plane.place(shooting, view, 0.0)
            if sprite is not None:
                blend(frame, sprite)
        yield frame


def _lettered(pictures: Iterator[Frame], letters: Sprite, screen: Screen) -> Iterator[Frame]:
    for number, frame in enumerate(pictures):
        seconds = number / float(screen.rate)
        share = min(max((seconds - _FADE_FROM) / _FADE_SECONDS, 0.0), 1.0)
        if share > 0:
            blend(frame, letters if share == 1 else faded(letters, share))
        yield frame


def faded(sprite: Sprite, share: float) -> Sprite:
    """Return a sprite with alpha at a share of what it is."""
    keep = None if sprite.keep is None else inverted(times(inverted(sprite.keep), share))
    half = None if sprite.keep_half is None else inverted(times(inverted(sprite.keep_half), share))
    return replace(
        sprite,
        y=times(sprite.y, share),
        u=times(sprite.u, share),
        v=times(sprite.v, share),
        keep=keep,
        keep_half=half,
    )


Placed = tuple[Block, float]
"""A block of text and the pixel row of its top."""


def _title_blocks(look: CardLook, title: str, subtitle: str, screen: Screen) -> list[Placed]:
    short = screen.short_side
    lettering = _heading(look, 0.145 * short)
    room = (_SAFE * screen.width, 0.42 * screen.height)
    heading = fit_text(_cased(title, look), lettering, room)
    small = fit_text(subtitle, _small(look, screen), (_SAFE * screen.width, 0.16 * screen.height))
    return _stacked([heading, small], 0.43 * screen.height, 0.05 * short)


def _end_blocks(look: CardLook, title: str, subtitle: str, screen: Screen) -> list[Placed]:
    short = screen.short_side
    room = _SAFE * screen.width
    heading = fit_text(
        _cased("The End", look), _heading(look, 0.125 * short), (room, 0.3 * screen.height)
    )
    lines = [subtitle] if title.strip().casefold() in ("", "the end") else [title, subtitle]
    small = [fit_text(line, _small(look, screen), (room, 0.15 * screen.height)) for line in lines]
    return _stacked([heading, *small], 0.42 * screen.height, 0.045 * short)


def _cased(text: str, look: CardLook) -> str:
    return text.upper() if look.capitals else text


def _heading(look: CardLook, size: float) -> Lettering:
    return Lettering(
        look.face, size, opaque(look.ink), spacing=look.spacing * size, leading=1.12,
        shadow=0.09 * size,
    )  # fmt: skip


def _small(look: CardLook, screen: Screen) -> Lettering:
    size = max(0.046 * screen.short_side, 15)
    face: Literal["serif italic", "sans"] = "serif italic" if "serif" in look.face else "sans"
    return Lettering(face, size, opaque(look.ink, 0.94), leading=1.25, shadow=0.16 * size)


def _stacked(blocks: list[Block], middle: float, gap: float) -> list[Placed]:
    """Set blocks one below the other about a middle row; empty ones take no room."""
    shown = [block for block in blocks if block.height > 0]
    total = sum(block.height for block in shown) + gap * max(len(shown) - 1, 0)
    y = middle - total / 2
    placed = []
    for block in shown:
        placed.append((block, y))
        y += block.height + gap
    return placed


def _letters(blocks: list[Placed], look: CardLook, screen: Screen, grade: Grade) -> Sprite:
    def paint(canvas: skia.Canvas) -> None:
        for block, y in blocks:
            block.draw(canvas, (screen.width - block.width) / 2, y)
        if len(blocks) > 1:
            first, top = blocks[0]
            middle = (top + first.height + blocks[1][1]) / 2
            _rule(canvas, look, screen, middle)

    pixels = rasterise(paint, (0, 0, screen.width, screen.height), Affine(1, 0, 0))
    cut, left, top = crop_to_ink(pixels, 0, 0)
    if not cut.size:  # nothing in the text can be printed
        cut, left, top = pixels[:2, :2], 0, 0
    return to_sprite(cut, left, top, grade)


def _rule(canvas: skia.Canvas, look: CardLook, screen: Screen, y: float) -> None:
    """Draw a thin line with a lozenge in its middle."""
    x, half, size = screen.width / 2, 0.11 * screen.short_side, 0.0085 * screen.short_side
    paint = skia.Paint(Color=opaque(look.accent, 0.9), AntiAlias=True)
    paint.setStrokeWidth(max(1.0, screen.short_side / 480))
    canvas.drawLine(x - half, y, x - 2.2 * size, y, paint)
    canvas.drawLine(x + 2.2 * size, y, x + half, y, paint)
    lozenge = skia.Path()
    lozenge.moveTo(x - size, y)
    lozenge.lineTo(x, y - size)
    lozenge.lineTo(x + size, y)
    lozenge.lineTo(x, y + size)
    lozenge.close()
    canvas.drawPath(lozenge, paint)


def _paint_slate(
    canvas: skia.Canvas, shot: Shot, scene: Scene, reason: str, screen: Screen
) -> None:
    width, height, short = screen.width, screen.height, screen.short_side
    canvas.clear(0xFF1B1D21)
    _stripes(canvas, width, 0.13 * height)
    lines: list[tuple[str, Callable[[float], Lettering], float, float]] = [
        (f"{scene.id} · {shot.id}".upper(),
         lambda s: Lettering("sans", s, 0xFFE7B653, spacing=0.08 * s), 0.042, 0.08),
        (scene.slugline, lambda s: Lettering("sans bold", s, 0xFFF4F1EA), 0.075, 0.2),
        (shot.action, lambda s: Lettering("serif italic", s, 0xFFD6D2C8), 0.052, 0.22),
        (f"This shot could not be filmed. {reason}",
         lambda s: Lettering("sans", s, 0xFFB9B5AC), 0.04, 0.17),
    ]  # fmt: skip
    blocks = [
        fit_text(text, lettering(size * short), (_SAFE * width, room * height))
        for text, lettering, size, room in lines
    ]
    for block, y in _stacked(blocks, 0.54 * height, 0.035 * short):
        block.draw(canvas, (width - block.width) / 2, y)


def _stripes(canvas: skia.Canvas, width: float, height: float) -> None:
    """Draw a clapper's stripes along the top."""
    pale = skia.Paint(Color=0xFFEDE8DC, AntiAlias=True)
    canvas.save()
    canvas.clipRect(skia.Rect(0, 0, width, height))
    step = 1.3 * height
    x = -height
    while x < width:
        stripe = skia.Path()
        stripe.moveTo(x, height)
        stripe.lineTo(x + 0.6 * height, 0)
        stripe.lineTo(x + 0.6 * height + step / 2, 0)
        stripe.lineTo(x + step / 2, height)
        stripe.close()
        canvas.drawPath(stripe, pale)
        x += step
    canvas.restore()
