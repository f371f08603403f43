"""Type: every script that our fonts have is set, nothing overflows, nothing becomes a box."""

import numpy as np
import pytest
import skia

from film.animatic.compositor import Affine, rasterise
from film.animatic.type import Lettering, fit_text, printable, set_text

WHITE = 0xFFFFFFFF


def ink(text: str, lettering: Lettering, box: tuple[int, int]) -> np.ndarray:
    """Return the alpha of a text set in a box, drawn with 100 pixels round it."""
    block = fit_text(text, lettering, box)

    def paint(canvas: skia.Canvas) -> None:
        block.draw(canvas, (box[0] - block.width) / 2, 0)

    pixels = rasterise(paint, (-100, -100, box[0] + 100, box[1] + 100), Affine(1, 0, 0))
    return pixels[..., 3]


@pytest.mark.parametrize(
    "text",
    [
        "The Keeper and the Storm",
        "Путешествие к морю",
        "Ένα ταξίδι στο φως",
        "שלום עולם: סיפור",
        "قصة البحر والعاصفة",
        "Zażółć gęślą jaźń",
        "a" * 200,
        "word " * 200,
        "'quotes' %{} <b>[x]</b> \\n : ;",
    ],
)
def test_text_stays_in_its_box(text: str) -> None:
    alpha = ink(text, Lettering("serif", 60, WHITE), (600, 160))
    assert (alpha > 128).sum() > 300
    outside = alpha.copy()
    outside[100:-100, 100:-100] = 0
    assert outside.max() < 40


def test_what_no_font_has_is_left_out() -> None:
    assert printable("The \U0001f3ac film\u0000 \u6f22\u5b57 now", "sans") == "The film now"
    assert printable("\U0001f3ac\U0001f525", "serif") == ""
    assert set_text("\U0001f3ac", Lettering("serif", 40, WHITE), 300).height == 0


def test_right_to_left_text_ends_on_the_left() -> None:
    lettering = Lettering("sans", 60, WHITE, align="left")
    plain, shouted = (ink(text, lettering, (600, 80)) for text in ("שלום", "שלום!"))

    def left_edge(alpha: np.ndarray) -> int:
        return int(np.flatnonzero(alpha.max(axis=0) > 128)[0])

    def right_part(alpha: np.ndarray) -> np.ndarray:
        columns = np.flatnonzero(alpha.max(axis=0) > 128)
        return alpha[:, columns[-1] - 60 : columns[-1] + 1]

    # The mark is set to the left of the word: what is at its right end stays the same.
    assert left_edge(plain) >= 100
    assert np.abs(right_part(plain).astype(int) - right_part(shouted)).mean() < 6


def test_arabic_letters_join() -> None:
    joined = set_text("بحر", Lettering("serif", 60, WHITE, spacing=12), 600)
    apart = sum(set_text(letter, Lettering("serif", 60, WHITE), 600).ink_width for letter in "بحر")
    assert joined.ink_width < apart


def test_a_title_on_two_lines_is_balanced() -> None:
    block = fit_text("The Keeper and the Storm", Lettering("serif", 60, WHITE), (560, 200))
    assert block.height > 100
    assert block.ink_width < 0.75 * 560
