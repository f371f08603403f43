"""What models make of their inputs: pictures, clips and lip-sync, or the spoiled kind."""

import io
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, get_args

import cv2
import numpy as np
import soundfile

from flows.standins import clips, mouths, pictures
from flows.standins.calls import RefusalError
from flows.standins.faults import Fault
from flows.standins.house import Files
from flows.standins.jobs import Made
from flows.standins.pictures import Picture

Kind = Literal["picture", "clip", "lips", "faces"]
Input = Mapping[str, Any]

STARTS = ("image", "start_image", "first_frame_image", "start_frame", "first_frame", "input_image")
"""What models call the picture that a clip begins with."""
SEEN = (*STARTS, "image_prompt", "reference_image", "swap_image")
"""What models call pictures to go by."""
DONORS = ("swap_image", "source_image", "face_image", "source")
"""What models call the picture whose face is put in."""
FACED = ("target_video", "input_video", "video", "input_image", "target_image", "image")
"""What models call the video or the picture that it is put into."""
AREAS = {"360p": 400 * 225, "480p": 560 * 315, "540p": 576 * 324, "720p": 640 * 360}
"""Smaller than the vendors' own, so that tests are quick; 1080p is as 720p."""
SHORT = Fraction(1, 4)
"""Seconds of what is made too short."""


def make(kind: Kind, asked: Input, files: Files, fault: Fault | None) -> list[Made]:
    """Return what a model of a kind makes; RefusalError when an input cannot be used."""
    made = MAKERS[kind](asked, files, fault.name if fault else "")
    if fault is None:
        return made
    return [Made(*fault.spoil(one.data, one.media_type), one.suffix) for one in made]


def _picture(asked: Input, files: Files, fault: str) -> list[Made]:
    references = [
        pictures.read(files.fetch(str(where)))
        for name in SEEN
        for where in _listed(asked.get(name))
    ]
    size = _size(asked, references)
    if fault == "too_short":
        size = (pictures.STEP, pictures.STEP)
    suffix = str(asked.get("output_format", "webp")).replace("jpeg", "jpg")
    seed = int(asked.get("seed") or 0)
    made = []
    for index in range(int(asked.get("num_outputs", 1))):
        drawn = pictures.draw(str(asked.get("prompt", "")), seed + index, size, references)
        picture = pictures.black(size) if fault == "black" else drawn
        made.append(Made(pictures.write(picture, suffix), pictures.SUFFIXES[suffix], suffix))
    return made


def _size(asked: Input, references: list[Picture]) -> tuple[int, int]:
    wanted = str(asked.get("aspect_ratio") or "")
    if wanted == "custom" or (not wanted and asked.get("width")):
        aspect = float(asked.get("width", 1024)) / float(asked.get("height", 1024))
    elif ":" in wanted:
        aspect = pictures.aspect_of(wanted)
    elif references:
        aspect = references[0].shape[1] / references[0].shape[0]
    else:
        aspect = 1.0
    return pictures.size_of(aspect)


def _clip(asked: Input, files: Files, fault: str) -> list[Made]:
    rate = Fraction(str(asked.get("frames_per_second") or asked.get("fps") or 16))
    seconds = Fraction(str(asked.get("duration") or 5).removesuffix("s"))
    frames = int(asked.get("num_frames") or round(seconds * rate))
    if fault == "too_short":
        frames = max(2, round(SHORT * rate))
    clip = clips.Clip(_start(asked, files), frames, rate, bool(asked.get("generate_audio")))
    data = clips.nothing(clip) if fault == "black" else clips.shoot(clip)
    return [Made(data, "video/mp4", "mp4")]


def _start(asked: Input, files: Files) -> Picture:
    area = AREAS.get(str(asked.get("resolution", "480p")), AREAS["720p"])
    given = [asked[name] for name in STARTS if asked.get(name)]
    if not given:
        aspect = pictures.aspect_of(str(asked.get("aspect_ratio") or "16:9"))
        size = pictures.size_of(aspect, area)
        return pictures.draw(str(asked.get("prompt", "")), int(asked.get("seed") or 0), size)
    start = pictures.read(files.fetch(str(given[0])))
    size = pictures.size_of(start.shape[1] / start.shape[0], area)
    return np.asarray(cv2.resize(start, size, interpolation=cv2.INTER_AREA), np.uint8)


def _lips(asked: Input, files: Files, fault: str) -> list[Made]:
    video, audio = files.fetch(str(asked["video"])), files.fetch(str(asked["audio"]))
    mode = asked.get("sync_mode", "loop")
    if mode not in get_args(mouths.SyncMode):
        raise RefusalError(422, f"There is no sync_mode {mode!r}")
    if fault == "black":
        return [Made(mouths.dark(video), "video/mp4", "mp4")]
    if fault == "silent":
        audio = _hushed(audio)
    data = mouths.speak(video, audio, mode, SHORT if fault == "too_short" else None)
    return [Made(data, "video/mp4", "mp4")]


def _faces(asked: Input, files: Files, fault: str) -> list[Made]:
    from flows.standins import faces

    donor = files.fetch(_first(asked, DONORS))
    name = next((one for one in FACED if asked.get(one)), "")
    target = files.fetch(_first(asked, FACED))
    if fault == "silent":  # nobody is seen: everything stays as it was
        media_type = "video/mp4" if "video" in name else "image/png"
        return [Made(target, media_type, media_type[-3:])]
    if "video" in name:
        if fault == "black":
            return [Made(mouths.dark(target), "video/mp4", "mp4")]
        data = faces.swap_in(target, donor, SHORT if fault == "too_short" else None)
        return [Made(data, "video/mp4", "mp4")]
    swapped = faces.swap_in_picture(target, donor)
    if fault == "black":
        swapped = pictures.black((swapped.shape[1], swapped.shape[0]))
    if fault == "too_short":
        swapped = swapped[: pictures.STEP, : pictures.STEP]
    return [Made(pictures.write(swapped, "jpg"), pictures.SUFFIXES["jpg"], "jpg")]


def _first(asked: Input, names: tuple[str, ...]) -> str:
    found = next((asked[name] for name in names if asked.get(name)), None)
    if found is None:
        raise RefusalError(422, f"One of {', '.join(names)} is required")
    return str(found)


def _hushed(audio: bytes) -> bytes:
    samples, rate = soundfile.read(io.BytesIO(audio), dtype="float32")
    file = io.BytesIO()
    soundfile.write(file, np.zeros_like(samples), rate, format="WAV", subtype="PCM_16")
    return file.getvalue()


def _listed(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


MAKERS = {"picture": _picture, "clip": _clip, "lips": _lips, "faces": _faces}
