"""Videos as people upload them, synthesised: turned, uneven, deep, wide, late, cut and broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

Rgb16 = npt.NDArray[np.uint16]
CODECS = {"h264": "libx264", "hevc": "libx265", "vp9": "libvpx-vp9", "av1": "libsvtav1"}


@dataclass(frozen=True)
class Sound:
    """A sound of an upload."""

    layout: str = "stereo"
    codec: str = "aac"
    rate: int = 48_000
    start: Fraction = Fraction(0)
    """Seconds after the picture."""
    wave: Callable[[str, int, int], npt.NDArray[np.float32]] | None = None
    """What is heard, by layout, samples and rate: channels × samples; tones without it."""


@dataclass(frozen=True)
class Upload:
    """How a video is made."""

    codec: str = "h264"
    pixels: str = "yuv420p"
    size: tuple[int, int] = (160, 96)
    rate: Fraction = Fraction(25)
    frames: int = 75
    times: Sequence[Fraction] | None = None
    """Seconds of every picture, where they do not follow the rate."""
    ticks: int = 90_000
    rotation: int = 0
    """Degrees counterclockwise."""
    mirrored: bool = False
    gop: int = 12
    b_frames: int = 2
    options: tuple[tuple[str, str], ...] = ()
    params: str = ""
    colour: tuple[int, int, int, int] = (1, 1, 1, 1)
    """Range, primaries, transfer, matrix."""
    sounds: tuple[Sound, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    chapters: tuple[tuple[int, int, str], ...] = ()
    """Start and end in ms, and title."""
    suffix: str = ".mp4"
    muxing: tuple[tuple[str, str], ...] = ()
    pixel_shape: Fraction = Fraction(1)
    hidden: int = 0
    """Pictures at the start that an edit list hides."""
    scene: Callable[[int, tuple[int, int]], Rgb16] | None = None
    """What is seen, by number and size, as it is coded; ``paint`` without it."""

    def but(self, **changes: Any) -> "Upload":
        """Return another recipe with some changes."""
        return replace(self, **changes)


def paint(number: int, size: tuple[int, int]) -> Rgb16:
    """Return a picture of 16 bits: ramps, soft texture, and a bright square that moves."""
    width, height = size
    if width > 1000:
        small = paint(number, (width // 4, height // 4))
        return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_NEAREST), np.uint16)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    shift = 1.5 * number
    waves = np.sin((columns + shift) / 9) * np.cos((rows - shift / 2) / 7)
    picture = np.stack(
        (
            0.2 + 0.6 * columns / width + 0.08 * waves,
            0.25 + 0.5 * rows / height - 0.05 * waves,
            0.7 - 0.4 * columns / width + 0.06 * waves,
        ),
        axis=2,
    )
    picture += _grain(size)[..., None]
    left, top = int(2 * number % max(1, width - height // 4)), height // 3
    picture[top : top + height // 4, left : left + height // 4] = (0.95, 0.85, 0.2)
    return (np.clip(picture, 0, 1) * 65_535).astype(np.uint16)


def _grain(size: tuple[int, int]) -> npt.NDArray[np.float32]:
    grain = np.random.default_rng(7).normal(0, 0.03, (size[1], size[0])).astype(np.float32)
    return cv2.GaussianBlur(grain, (0, 0), 0.8)


def upload(path: Path, recipe: Upload) -> Path:
    """Write a video; its name gets the recipe's ending."""
    path = path.with_suffix(recipe.suffix)
    options = {"video_track_timescale": str(recipe.ticks)} if recipe.suffix != ".mkv" else {}
    with av.open(str(path), "w", options=options | dict(recipe.muxing)) as file:
        file.metadata.update(dict(recipe.metadata))
        file.set_chapters(
            [
                {"id": number, "start": start, "end": end, "time_base": Fraction(1, 1000),
                 "metadata": {"title": title}}
                for number, (start, end, title) in enumerate(recipe.chapters)
            ]
        )  # fmt: skip
        stream = _picture_track(file, recipe)
        tracks = [(sound, _sound_track(file, sound)) for sound in recipe.sounds]
        for number in range(recipe.frames):
            file.mux(stream.encode(_frame(number, recipe)))
        file.mux(stream.encode(None))
        seconds = Fraction(recipe.frames) / recipe.rate
        for sound, track in tracks:
            _play(file, track, sound, seconds)
    return path


def _picture_track(file: Any, recipe: Upload) -> Any:
    stream = file.add_stream(CODECS.get(recipe.codec, recipe.codec), rate=recipe.rate)
    context = stream.codec_context
    context.width, context.height = recipe.size
    context.pix_fmt = recipe.pixels
    context.time_base = Fraction(1, recipe.ticks)
    context.gop_size = recipe.gop
    context.max_b_frames = recipe.b_frames
    context.thread_count = 1
    context.sample_aspect_ratio = recipe.pixel_shape
    (context.color_range, context.color_primaries, context.color_trc, context.colorspace) = (
        recipe.colour
    )
    options = dict(recipe.options)
    if recipe.codec == "h264":
        options = {"preset": "veryfast", "crf": "18", "x264-params": recipe.params} | options
    if recipe.codec == "hevc":
        quiet = "log-level=none:pools=1:frame-threads=1"
        params = f"{quiet}:{recipe.params}" if recipe.params else quiet
        options = {"preset": "ultrafast", "crf": "18", "x265-params": params} | options
        context.codec_tag = "hvc1" if recipe.suffix != ".mkv" else "\0\0\0\0"
    context.options = options
    if recipe.rotation or recipe.mirrored:
        stream.set_display_rotation(recipe.rotation, hflip=recipe.mirrored)
    return stream


def _frame(number: int, recipe: Upload) -> av.VideoFrame:
    scene = recipe.scene or paint
    painted = av.VideoFrame.from_ndarray(scene(number, recipe.size), format="rgb48le")
    ranged, primaries, transfer, matrix = recipe.colour
    frame = painted.reformat(
        format=recipe.pixels,
        dst_colorspace={1: "ITU709", 9: "BT2020"}.get(matrix, "ITU601"),
        dst_color_range="JPEG" if ranged == 2 else "MPEG",
    )
    frame.color_range, frame.color_primaries = ranged, primaries
    frame.color_trc, frame.colorspace = transfer, matrix
    time = recipe.times[number] if recipe.times else (number - recipe.hidden) / recipe.rate
    frame.pts = round(time * recipe.ticks)
    frame.time_base = Fraction(1, recipe.ticks)
    return frame


def _sound_track(file: Any, sound: Sound) -> Any:
    track = file.add_stream(sound.codec, rate=sound.rate)
    track.codec_context.layout = sound.layout
    if sound.codec == "aac":
        track.codec_context.bit_rate = 64_000 * len(tones(sound.layout, 1, sound.rate))
    return track


def tones(layout: str, samples: int, rate: int) -> npt.NDArray[np.float32]:
    """Return channels × samples: each channel a tone of its own, slowly breathing."""
    channels = av.AudioLayout(layout).nb_channels
    time = np.arange(samples) / rate
    return np.stack(
        [
            (0.2 + 0.1 * np.sin(3 * time)) * np.sin(2 * np.pi * 180 * (number + 1) * time)
            for number in range(channels)
        ]
    ).astype(np.float32)


def _play(file: Any, track: Any, sound: Sound, seconds: Fraction) -> None:
    late = round(sound.start * sound.rate)
    samples = round(seconds * sound.rate) - late
    played = (sound.wave or tones)(sound.layout, samples, sound.rate)
    step = track.codec_context.frame_size or 1024
    wanted = track.codec_context.format.name
    for start in range(0, samples, step):
        part = np.ascontiguousarray(played[:, start : start + step])
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout=sound.layout)
        frame.sample_rate, frame.time_base = sound.rate, Fraction(1, sound.rate)
        frame.pts = start + late
        if wanted != "fltp":
            (frame,) = av.AudioResampler(wanted, sound.layout, sound.rate).resample(frame)
            frame.pts, frame.time_base = start + late, Fraction(1, sound.rate)
        file.mux(track.encode(frame))
    file.mux(track.encode(None))


UNEVEN = tuple(Fraction(n, 25) + Fraction((n * 7) % 5, 250) for n in range(75))
"""Times of a variable frame rate."""
PHONE = Upload(
    rotation=-90,
    metadata=(("title", "Harbour"), ("artist", "Mara"), ("comment", "At <dusk> & after"),
              ("creation_time", "2026-05-04T12:00:00.000000Z")),
    chapters=((0, 1000, "One"), (1000, 3000, "Two")),
    sounds=(Sound(),),
)  # fmt: skip
DEEP = Upload(codec="hevc", pixels="yuv420p10le", colour=(1, 9, 16, 9), rate=Fraction(30),
              params="master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)"
              "L(10000000,1):max-cll=1000,400:hdr10=1:open-gop=0:keyint=12")  # fmt: skip
UPLOADS = {
    "turned": PHONE,
    "uneven": Upload(times=UNEVEN, sounds=(Sound(layout="mono", rate=44_100),)),
    "surround": Upload(sounds=(Sound(layout="5.1"), Sound(layout="stereo", codec="ac3"))),
    "silent": Upload(rate=Fraction(30_000, 1001), ticks=30_000, b_frames=0),
    "deep h264": Upload(pixels="yuv420p10le", options=(("profile", "high10"),)),
    "deep hevc": DEEP,
    "odd": Upload(size=(161, 97), pixels="yuv444p", pixel_shape=Fraction(4, 3)),
    "late": Upload(sounds=(Sound(start=Fraction(3, 4)),), params="b-pyramid=normal:bframes=4"),
    "long gop": Upload(gop=250, frames=150, params="scenecut=0", sounds=(Sound(codec="flac"),)),
    "open gop": Upload(params="open-gop=1", frames=100),
    "trimmed": Upload(hidden=17, b_frames=3, gop=25, sounds=(Sound(),)),
    "4K": Upload(size=(3840, 2160), frames=4, gop=3, sounds=(Sound(),),
                 options=(("preset", "ultrafast"), ("crf", "24"))),
    "fragmented": Upload(muxing=(("movflags", "frag_keyframe+empty_moov"),), sounds=(Sound(),)),
    "matroska": Upload(suffix=".mkv", codec="vp9", ticks=1000,
                       options=(("deadline", "realtime"), ("cpu-used", "8"), ("crf", "20")),
                       sounds=(Sound(codec="libopus"),)),
    "full range": Upload(pixels="yuvj420p", colour=(2, 1, 1, 6),
                         sounds=(Sound(codec="pcm_s16le"),)),
}  # fmt: skip
