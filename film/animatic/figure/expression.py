"""What a feeling does to a face, as offsets from the face at rest."""

from dataclasses import dataclass

from film.story import Emotion


@dataclass(frozen=True)
class Expression:
    """Offsets in head-heights, angles in radians, shares 0 to 1."""

    brow_raise: float = 0.0
    brow_inner: float = 0.0
    """How much further the brows' inner ends rise (worry) or drop (anger)."""
    brow_uneven: float = 0.0
    """How much one brow rises above the other."""
    lid: float = 0.0
    """How far the upper lids droop; below 0 they open wide."""
    squint: float = 0.0
    """How far the lower lids rise."""
    pupil: float = 1.0
    smile: float = 0.04
    """How the mouth's corners bend: up above 0, down below."""
    mouth_width: float = 1.0
    open: float = 0.0
    """How far the lips part by themselves."""
    uneven: float = 0.0
    """How much one corner of the mouth rises above the other."""
    press: float = 0.0
    """How firmly the lips press together."""
    blush: float = 0.0
    teeth: float = 0.0
    tear: float = 0.0
    """Shine along the lower lids."""
    sneer: float = 0.0
    """Wrinkles beside the nose."""


EXPRESSIONS: dict[Emotion, Expression] = {
    "neutral": Expression(),
    "happy": Expression(
        brow_raise=0.018, squint=0.28, open=0.13, teeth=0.7, smile=0.62, mouth_width=1.16,
            blush=0.5, pupil=1.06
    ),
    "sad": Expression(
        brow_raise=-0.006, brow_inner=0.062, lid=0.26, smile=-0.52, mouth_width=0.88, tear=1.0
    ),
    "angry": Expression(
        brow_raise=-0.038, brow_inner=-0.078, lid=0.17, squint=0.2, smile=-0.42, press=1.0,
        pupil=0.84, sneer=0.6, mouth_width=1.0,
    ),
    "afraid": Expression(
        brow_raise=0.05, brow_inner=0.05, lid=-0.34, smile=-0.3, mouth_width=1.04, pupil=0.66,
        open=0.10, teeth=0.35,
    ),
    "surprised": Expression(
        brow_raise=0.088, lid=-0.36, smile=0.0, mouth_width=0.66, open=0.34, pupil=0.84
    ),
    "disgusted": Expression(
        brow_raise=-0.02, brow_inner=-0.035, brow_uneven=0.025, lid=0.26, squint=0.4, smile=-0.42,
        uneven=0.26, sneer=1.0, mouth_width=0.92,
    ),
    "determined": Expression(
        brow_raise=-0.026, brow_inner=-0.045, lid=0.1, smile=0.10, press=0.8, squint=0.08
    ),
    "tender": Expression(
        brow_raise=0.02, brow_inner=0.032, lid=0.20, squint=0.12, smile=0.34, blush=0.7, pupil=1.12
    ),
    "amused": Expression(
        brow_raise=0.018, brow_uneven=0.034, lid=0.12, squint=0.22, smile=0.46, uneven=0.30,
        mouth_width=1.06, blush=0.2,
    ),
    "worried": Expression(
        brow_raise=0.02, brow_inner=0.058, brow_uneven=0.012, lid=-0.06, smile=-0.3,
        mouth_width=0.84, pupil=0.92, press=0.3,
    ),
}  # fmt: skip
