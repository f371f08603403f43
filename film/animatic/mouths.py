"""Lip-sync: mouths drawn over a finished take, in the frames in which somebody speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia

from film.animatic.compositor import Frame, Sprite, blend, even_rect, to_sprite
from film.animatic.figure import Figure
from film.animatic.finish import Finish, through
from film.animatic.grade import grade_for
from film.animatic.lead import LeadPainter
from film.animatic.pixels import Pixels
from film.animatic.pose import Pose
from film.animatic.tracking import figure_to_pixels, light_of, pose_of
from film.assets import Asset, AssetStore
from film.clock import frame_to_sample
from film.faces import FaceFrame, Faces, FaceTrack
from film.media.mezzanine import spans_of, splice
from film.screen import Screen
from film.shots import Take, Utterance
from film.visemes import Mouth, mouth_track

_SOFT_EDGE = 2
"""Pixels round a mouth's region that are redrawn with it."""


def sync_mouths(
    take: Take,
    utterances: Sequence[Utterance],
    screen: Screen,
    keyframes: tuple[int, ...],
    store: AssetStore,
) -> Take:
    """Return the take with its speakers' mouths moving; the same take when nobody is seen to speak.

    Several may speak at once. Only GOPs in which a mouth moves are encoded again. Raises
    AssetMissing, StorageFull or MediaFailed.
    """
    if take.faces is None:
        return take
    faces = Faces.model_validate_json(store.path(take.faces).read_bytes())
    patches = _plan(faces, utterances, screen, take.asset.info.frames)
    if not patches:
        return take
    painter = _MouthPainter(screen, patches, store)
    with store.scratch() as folder:
        path = folder / "take.mp4"
        splice(
            store.path(take.asset),
            spans_of(sorted(patches)),
            painter.redraw,
            path,
            screen,
            keyframes,
        )
        return take.model_copy(update={"asset": store.put(path, take.asset.info)})


@dataclass(frozen=True)
class _Patch:
    track: FaceTrack
    face: FaceFrame
    mouth: Mouth


def _plan(
    faces: Faces, utterances: Sequence[Utterance], screen: Screen, frames: int
) -> dict[int, list[_Patch]]:
    """Return the mouths to be drawn, by frame."""
    patches: dict[int, list[_Patch]] = {}
    for track in faces.tracks:
        known = {face.frame: face for face in track.frames}
        mouths = _mouths_of(track.character.id, utterances, screen, frames)
        for frame in sorted(mouths.keys() & known.keys()):
            patches.setdefault(frame, []).append(_Patch(track, known[frame], mouths[frame]))
    return patches


def _mouths_of(
    speaker: str, utterances: Sequence[Utterance], screen: Screen, frames: int
) -> dict[int, Mouth]:
    mouths: dict[int, Mouth] = {}
    for utterance in utterances:
        if utterance.recording.speaker != speaker:
            continue
        for frame, mouth in _frames_of(utterance, screen):
            before = mouths.get(frame)
            if frame < frames and (before is None or mouth.opening >= before.opening):
                mouths[frame] = mouth
    return mouths


def _frames_of(utterance: Utterance, screen: Screen) -> list[tuple[int, Mouth]]:
    """Return an utterance's mouth in each frame of its shot, from just before to just after it."""
    recording = utterance.recording
    lead = 3
    first = max(0, utterance.first_frame - lead)
    last = (
        utterance.first_frame
        + 3
        + -(-(recording.samples + utterance.offset) // frame_to_sample(1, screen.rate))
    )
    start = frame_to_sample(utterance.first_frame, screen.rate) + utterance.offset
    offset = start - frame_to_sample(first, screen.rate)
    track = mouth_track(
        recording.phonemes, recording.samples, screen.rate, last - first, offset=offset
    )
    return list(zip(range(first, last), track, strict=True))


class _MouthPainter:
    """Draws the mouths of a take over its pictures."""

    def __init__(self, screen: Screen, patches: dict[int, list[_Patch]], store: AssetStore) -> None:
        self.patches = patches
        self.store = store
        self.leads: dict[str, LeadPainter] = {}
        self.figures: dict[str, Figure] = {}
        self.screen = screen
        first = next(iter(patches.values()))[0].track  # all tracks are of one shot
        self.grade = grade_for(first.genre, first.style)
        self.finish = Finish(first.scene, light_of(first), screen, self.grade)

    def redraw(self, number: int, picture: Pixels) -> Pixels:
        """Return the picture of a frame with its mouths drawn over it."""
        frame = Frame.over(picture.copy())
        for patch in self.patches[number]:
            sprite = self._draw(patch, frame)
            if sprite is not None:
                blend(frame, sprite)
        return frame.data

    def _draw(self, patch: _Patch, frame: Frame) -> Sprite | None:
        if patch.track.picture:
            lead = self._lead(patch.track, patch.track.picture)
            return lead.sprite(patch.track, patch.face, patch.mouth, frame)
        figure = self._figure(patch.track)
        pose = pose_of(patch.face)
        speaking = Pose(**{**vars(pose), "mouth": patch.mouth})
        matrix = skia.Matrix().setAll(*figure_to_pixels(patch.face, figure.mouth(pose)), 0, 0, 1)
        region = matrix.mapRect(skia.Rect(*figure.mouth_region(speaking)))
        rect = even_rect(
            max(region.left() - _SOFT_EDGE, 0),
            max(region.top() - _SOFT_EDGE, 0),
            min(region.right() + _SOFT_EDGE, frame.width),
            min(region.bottom() + _SOFT_EDGE, frame.height),
        )
        if rect[0] >= rect[2] or rect[1] >= rect[3]:
            return None
        pixels = np.zeros((rect[3] - rect[1], rect[2] - rect[0], 4), np.uint8)
        info = skia.ImageInfo.Make(
            pixels.shape[1], pixels.shape[0], skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType
        )
        surface = skia.Surface.MakeRasterDirect(info, pixels)
        canvas = surface.getCanvas()
        canvas.translate(-rect[0], -rect[1])
        canvas.concat(matrix)
        figure.draw_mouth(canvas, speaking, light_of(patch.track))
        surface.flushAndSubmit()
        clock = (patch.track.first_frame + patch.face.frame) / float(self.screen.rate)
        sprite = to_sprite(pixels, rect[0], rect[1], self.grade)
        return through(self.finish, sprite, clock)

    def _figure(self, track: FaceTrack) -> Figure:
        known = self.figures.get(track.character.id)
        if known is None:
            known = self.figures[track.character.id] = Figure(
                track.character, track.style, moves=True
            )
        return known

    def _lead(self, track: FaceTrack, picture: Asset) -> LeadPainter:
        known = self.leads.get(track.character.id)
        if known is None:
            known = self.leads[track.character.id] = LeadPainter(
                self.screen, (track,), picture, self.store
            )
        return known
