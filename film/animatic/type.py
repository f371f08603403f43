"""Typesetting: lines of text in any script our fonts have, broken, shaped and drawn."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import skia

from film.errors import EngineMissing

Face = Literal["serif", "serif italic", "serif bold", "sans", "sans light", "sans bold"]
Align = Literal["left", "centre", "right"]

_SERIF = "SourceSerifPro"
_SANS = "SourceSansPro"
_FILES: dict[Face, str] = {
    "serif": f"{_SERIF}-Semibold.ttf",
    "serif italic": f"{_SERIF}-It.ttf",
    "serif bold": f"{_SERIF}-Black.ttf",
    "sans": f"{_SANS}-Semibold.ttf",
    "sans light": f"{_SANS}-Light.ttf",
    "sans bold": f"{_SANS}-Black.ttf",
}
_FALLBACKS: dict[Face, tuple[str, ...]] = {
    "serif": ("DejaVuSerif.ttf", "DejaVuSans.ttf"),
    "serif italic": ("DejaVuSerif-Italic.ttf", "DejaVuSans.ttf"),
    "serif bold": ("DejaVuSerif-Bold.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf"),
    "sans": ("DejaVuSans.ttf",),
    "sans light": ("DejaVuSans.ttf",),
    "sans bold": ("DejaVuSans-Bold.ttf", "DejaVuSans.ttf"),
}
"""What is set in DejaVu, which has Greek, Cyrillic, Arabic, Hebrew and much more."""
_SMALLEST = 0.4
"""Share of the size asked for below which text is cut rather than made smaller."""


@dataclass(frozen=True)
class Lettering:
    """How a text is set."""

    face: Face
    size: float
    """Pixels to the em."""
    colour: int
    """As skia has it, ARGB."""
    align: Align = "centre"
    spacing: float = 0.0
    """Pixels added between letters."""
    leading: float = 1.16
    shadow: float = 0.0
    """Pixels that a soft dark shadow spreads; 0 for none."""


@dataclass(frozen=True)
class Block:
    """Text set to a width, ready to be drawn."""

    paragraph: skia.textlayout.Paragraph
    shade: skia.textlayout.Paragraph | None
    width: float
    height: float
    lettering: Lettering

    @property
    def ink_width(self) -> float:
        """Pixels that the longest line takes."""
        return float(self.paragraph.LongestLine)

    def draw(self, canvas: skia.Canvas, x: float, y: float) -> None:
        """Draw it with its corner at (x, y)."""
        if self.shade is not None:
            spread = self.lettering.shadow
            blur = skia.ImageFilters.Blur(spread, spread)
            canvas.saveLayer(None, skia.Paint(ImageFilter=blur))
            self.shade.paint(canvas, x, y + spread / 3)
            canvas.restore()
        self.paragraph.paint(canvas, x, y)


def printable(text: str, face: Face) -> str:
    """Return a text with what cannot be printed left out, and runs of blanks made one.

    Characters that no font has, control characters and lone joiners go; marks stay with what
    they are put on.
    """
    typefaces = _typefaces(face)
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.isspace():
            kept.append(" ")
        elif unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            continue
        elif any(typeface.unicharToGlyph(ord(letter)) for typeface in typefaces):
            kept.append(letter)
    return " ".join("".join(kept).split())


def set_text(text: str, lettering: Lettering, width: float) -> Block:
    """Break and shape a text to a width in pixels; right-to-left scripts run as they should."""
    clean = printable(text, lettering.face)
    shade = _paragraph(clean, lettering, 0xB0000000) if lettering.shadow else None
    paragraph = _paragraph(clean, lettering, lettering.colour)
    for each in (paragraph, shade):
        if each is not None:
            each.layout(width)
    return Block(paragraph, shade, width, float(paragraph.Height) if clean else 0.0, lettering)


def fit_text(text: str, lettering: Lettering, box: tuple[float, float]) -> Block:
    """Set a text as large as it may be, up to its size, in a box (width, height) of pixels.

    A text that would have to be smaller than two fifths of its size is cut with an ellipsis.
    """
    trial = lettering
    while trial.size >= _SMALLEST * lettering.size:
        block = set_text(text, trial, box[0])
        if _fits(block, text, box):
            return _balanced(block, text)
        trial = _resized(trial, 0.94)
    return _cut(text, trial, box)


def _balanced(block: Block, text: str) -> Block:
    """Narrow a block as far as it takes no more lines, so that its lines are of like length."""
    narrow = block
    width = block.width
    if block.height == 0:
        return block
    while narrow.height == block.height and _fits(narrow, text, (width, block.height)):
        block = narrow
        width *= 0.95
        narrow = set_text(text, block.lettering, width)
    return block


def _fits(block: Block, text: str, box: tuple[float, float]) -> bool:
    longest = max(printable(text, block.lettering.face).split() or [""], key=len)
    alone = _paragraph(longest, block.lettering, block.lettering.colour)
    alone.layout(10 * box[0])
    return block.height <= box[1] and float(alone.LongestLine) <= box[0]


def _cut(text: str, lettering: Lettering, box: tuple[float, float]) -> Block:
    words = printable(text, lettering.face)
    while len(words) > 1:
        words = words[: max(1, int(len(words) * 0.9) - 1)].rstrip()
        block = set_text(words + "…", lettering, box[0])
        if _fits(block, words + "…", box):
            return block
    return set_text(words, lettering, box[0])


def _resized(lettering: Lettering, factor: float) -> Lettering:
    return Lettering(
        lettering.face,
        lettering.size * factor,
        lettering.colour,
        lettering.align,
        lettering.spacing * factor,
        lettering.leading,
        lettering.shadow * factor,
    )


def _paragraph(text: str, lettering: Lettering, colour: int) -> skia.textlayout.Paragraph:
    layout = skia.textlayout
    style = layout.TextStyle()
    paint = skia.Paint(Color=colour, AntiAlias=True)
    style.setForegroundPaint(paint)
    style.setFontSize(lettering.size)
    style.setFontFamilies(_families(lettering.face))
    style.setLetterSpacing(0.0 if _is_joined(text) else lettering.spacing)
    style.setHeight(lettering.leading)
    style.setHeightOverride(True)
    paragraph_style = layout.ParagraphStyle()
    paragraph_style.setTextStyle(style)
    paragraph_style.setTextAlign(_ALIGNS[lettering.align]())
    builder = layout.ParagraphBuilder.make(
        paragraph_style, _collection(lettering.face), skia.Unicodes.ICU.Make()
    )
    builder.pushStyle(style)
    builder.addText(_directed(text))
    return builder.Build()


def _is_joined(text: str) -> bool:
    """Say whether a text has letters of a script whose letters hang together."""
    return any(unicodedata.bidirectional(letter) == "AL" for letter in text)


def _directed(text: str) -> str:
    """Isolate a text that starts right to left, so that its punctuation falls on the right side."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return text if first == "L" else f"\u2067{text}\u2069"


_ALIGNS = {
    "left": lambda: skia.textlayout.TextAlign.kLeft,
    "centre": lambda: skia.textlayout.TextAlign.kCenter,
    "right": lambda: skia.textlayout.TextAlign.kRight,
}


def _families(face: Face) -> list[str]:
    return [f"{face} {index}" for index in range(1 + len(_FALLBACKS[face]))]


@lru_cache(maxsize=8)
def _collection(face: Face) -> skia.textlayout.FontCollection:
    provider = skia.textlayout.TypefaceFontProvider()
    for family, typeface in zip(_families(face), _typefaces(face), strict=True):
        provider.registerTypeface(typeface, family)
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection


@lru_cache(maxsize=8)
def _typefaces(face: Face) -> tuple[skia.Typeface, ...]:
    # A manager of no fonts opens files; the system's own would look for all that are installed.
    manager = skia.FontMgr.New_Custom_Empty()
    paths = (_own_file(_FILES[face]), *map(_dejavu_file, _FALLBACKS[face]))
    return tuple(manager.makeFromFile(str(path)) for path in paths)


def _own_file(name: str) -> Path:
    package = "font_source_serif_pro" if name.startswith(_SERIF) else "font_source_sans_pro"
    return _package(package) / "files" / name


def _dejavu_file(name: str) -> Path:
    return _package("matplotlib") / "mpl-data" / "fonts" / "ttf" / name


def _package(name: str) -> Path:
    """Return an installed package's folder without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EngineMissing(f"The fonts of the package {name} are missing: install it")
    return Path(spec.submodule_search_locations[0])


def stack(blocks: Sequence[Block], gap: float) -> float:
    """Return the height of blocks set one below the other."""
    return sum(block.height for block in blocks) + gap * max(len(blocks) - 1, 0)
