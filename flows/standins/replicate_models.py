"""Replicate's models: what they want for input, and what kind of thing they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.standins.makers import Kind

MOVES = ("video", "i2v", "t2v", "kling", "wan", "ray", "seedance", "hailuo", "veo", "pixverse")
"""What names of models have that make clips."""
SECONDS: dict[Kind, float] = {"picture": 2.5, "clip": 12.0, "lips": 8.0, "faces": 20.0}
"""What predictions are said to have taken."""


@dataclass(frozen=True)
class Model:
    """What a model wants, and makes."""

    kind: Kind
    needs: tuple[str, ...] = ()
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    usual: Mapping[str, Any] = field(default_factory=dict)


ASPECTS = ("1:1", "16:9", "3:2", "2:3", "4:5", "5:4", "9:16", "3:4", "4:3")
MODELS = {
    "black-forest-labs/flux-1.1-pro": Model(
        "picture",
        ("prompt",),
        {"aspect_ratio": ("custom", *ASPECTS), "output_format": ("webp", "jpg", "png")},
        {"width": (256, 1440), "height": (256, 1440), "safety_tolerance": (1, 6)},
    ),
    "black-forest-labs/flux-kontext-pro": Model(
        "picture",
        ("prompt",),
        {
            "aspect_ratio": ("match_input_image", *ASPECTS, "21:9", "9:21", "2:1", "1:2"),
            "output_format": ("jpg", "png"),
        },
        {"safety_tolerance": (0, 6)},
        {"output_format": "png"},
    ),
    "wan-video/wan-2.2-i2v-fast": Model(
        "clip",
        ("image", "prompt"),
        {"resolution": ("480p", "720p")},
        {"num_frames": (81, 121), "frames_per_second": (5, 30)},
        {"num_frames": 81},
    ),
    "sync/lipsync-2": Model(
        "lips",
        ("video", "audio"),
        {"sync_mode": ("loop", "bounce", "cut_off", "silence", "remap")},
        {"temperature": (0, 1)},
    ),
    "bytedance/latentsync": Model("lips", ("video", "audio"), limits={"guidance_scale": (1, 3)}),
    "arabyai-replicate/roop_face_swap": Model("faces", ("swap_image", "target_video")),
    "cdingram/face-swap": Model("faces", ("input_image", "swap_image")),
}
MODELS["sync/lipsync-2-pro"] = MODELS["sync/lipsync-2"]


def guessed(slug: str, asked: Mapping[str, Any]) -> Model:
    """Return what a model that is not listed here most likely makes."""
    if "swap" in slug:
        return Model("faces")
    if "video" in asked and "audio" in asked:
        return Model("lips", ("video", "audio"))
    if any(word in slug for word in MOVES) or {"num_frames", "duration"} & set(asked):
        sound = {"generate_audio": "kling" in slug}
        return Model("clip", ("prompt",), usual={"fps": 25, **sound})
    return Model("picture")


def complaints(model: Model, asked: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with an input, by field."""
    wrong = {name: f"{name} is required" for name in model.needs if not asked.get(name)}
    for name, allowed in model.choices.items():
        if name in asked and asked[name] not in allowed:
            listed = ", ".join(f'"{one}"' for one in allowed)
            wrong[name] = f"{name} must be one of the following: {listed}"
    for name, (least, most) in model.limits.items():
        value = asked.get(name, least)
        if not isinstance(value, int | float) or not least <= value <= most:
            wrong[name] = f"{name} must be a number from {least} to {most}"
    return wrong
