"""Caption files: SubRip, WebVTT and Advanced SubStation, with hostile text made harmless."""

import html
from collections.abc import Sequence

import pysubs2

from film.clock import SAMPLE_RATE
from film.media.captions import Caption
from film.screen import Screen

CAPTION_FONT = "Source Sans Pro"


def to_srt(captions: Sequence[Caption]) -> str:
    """Return captions as SubRip. It knows no escapes, so its own marks become look-alikes."""
    blocks = []
    for number, caption in enumerate(captions, start=1):
        text = "\n".join(_plain(row) for row in caption.rows)
        text = f"<i>{text}</i>" if caption.italic else text
        times = f"{_clock(caption.start, ',')} --> {_clock(caption.stop, ',')}"
        blocks.append(f"{number}\n{times}\n{text}\n")
    return "\n".join(blocks)


def to_vtt(captions: Sequence[Caption]) -> str:
    """Return captions as WebVTT, escaped."""
    blocks = ["WEBVTT\n"]
    for caption in captions:
        text = "\n".join(html.escape(row, quote=False) for row in caption.rows)
        text = f"<i>{text}</i>" if caption.italic else text
        blocks.append(f"{_clock(caption.start, '.')} --> {_clock(caption.stop, '.')}\n{text}\n")
    return "\n".join(blocks)


def to_ass(captions: Sequence[Caption], screen: Screen) -> str:
    """Return captions as Advanced SubStation for a screen: white, outlined, low in the picture."""
    subtitles = pysubs2.SSAFile()
    subtitles.info.update(
        {"PlayResX": str(screen.width), "PlayResY": str(screen.height), "WrapStyle": "2",
         "ScaledBorderAndShadow": "yes"}
    )  # fmt: skip
    subtitles.styles["Default"] = pysubs2.SSAStyle(
        fontname=CAPTION_FONT,
        fontsize=_font_size(screen),
        primarycolor=pysubs2.Color(255, 255, 255),
        outlinecolor=pysubs2.Color(12, 14, 20),
        backcolor=pysubs2.Color(0, 0, 0, 120),
        outline=screen.short_side / 300,
        shadow=screen.short_side / 400,
        bold=False,
        marginl=screen.width // 20,
        marginr=screen.width // 20,
        marginv=screen.height // 16,
    )
    for caption in captions:
        text = r"\N".join(_ass_text(row) for row in caption.rows)
        subtitles.append(
            pysubs2.SSAEvent(
                start=_milliseconds(caption.start),
                end=_milliseconds(caption.stop),
                text=rf"{{\i1}}{text}" if caption.italic else text,
            )
        )
    return str(subtitles.to_string("ass"))


def _font_size(screen: Screen) -> float:
    """Return the size at which a full row fits the width, and is not too large for the height."""
    return min(screen.height / 15, screen.width / 13)


def _ass_text(text: str) -> str:
    """Escape override blocks; a word joiner keeps a backslash from meaning anything."""
    return text.replace("\\", "\\\u2060").replace("{", r"\{").replace("}", r"\}")


def _plain(text: str) -> str:
    for mark, likeness in (("-->", "→"), ("<", "‹"), (">", "›"), ("{", "("), ("}", ")")):
        text = text.replace(mark, likeness)
    return text


def _milliseconds(sample: int) -> int:
    return round(sample * 1000 / SAMPLE_RATE)


def _clock(sample: int, mark: str) -> str:
    seconds, milliseconds = divmod(_milliseconds(sample), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{milliseconds:03}"
