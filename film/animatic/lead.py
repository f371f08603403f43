"""The lead: a persona's own head, cut from a picture, on the body that was drawn for it."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from film.animatic.compositor import Frame, Sprite, blend, even_rect, to_sprite
from film.animatic.figure import Figure
from film.animatic.finish import Finish, through
from film.animatic.grade import grade_for
from film.animatic.pixels import Pixels
from film.animatic.tracking import light_of
from film.assets import Asset, AssetStore
from film.errors import MediaFailed
from film.faces import FaceFrame, Faces, FaceTrack, mesh
from film.faces.lighting import Lighting
from film.faces.puppet import Puppet
from film.faces.raster import blur, disc
from film.faces.texture import to_lab
from film.media.mezzanine import spans_of, splice
from film.screen import Screen
from film.shots import Take
from film.visemes import Mouth

SIZE = 1.06
"""How much larger than the drawn one the head is: hair and jaw hide the neck's edge."""
_EYES, _CHIN, _JAW = (33, 133, 362, 263), 152, (172, 397)
"""Landmarks: the eyes' corners, the tip of the chin, and the jaw's corners."""
_FADE, _BESIDE = (0.06, 0.34), (-0.3, -0.1)
"""Where the neck gives way to the drawn one, and where what is beside it ends: below the chin, in
distances of eyes and chin."""
_NECK = (0.34, 0.46)
"""Where the neck ends: from its middle, in widths of the jaw."""
_CHEEKS = (50, 280, 205, 425, 4)
"""Landmarks: both cheeks, beside the nose's wings, and the nose's tip."""
_SHADED = 34.0
"""Units of L* by which skin in the jaw's shadow is darker than the cheeks, at most."""
_CLOTHES = (20.0, 32.0)
"""Units of L*a*b* from skin: up to which something is skin, and from which it is not."""
_LEAST, _UNIT = (9.0, 4.0, 6.0), 9.0
"""One deviation of hair in L*, a* and b*, at least; and the units that each counts for."""
_KEPT = 8
"""Drawings of a head that are kept: figures are drawn on twos."""

Matrix = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]


def play_lead(
    take: Take, picture: Asset, screen: Screen, keyframes: tuple[int, ...], store: AssetStore
) -> Take:
    """Return a drawn take with a persona's head on every figure that was drawn without one.

    ``picture`` shows one face, from the front. The take knows the picture afterwards, so that its
    lips can be synced. The very same take when nobody is played in it. BadRequest when the picture
    shows no face, MediaFailed, AssetMissing, StorageFull, EngineMissing without the face models.
    """
    if take.faces is None:
        return take
    faces = Faces.model_validate_json(store.path(take.faces).read_bytes())
    painter = LeadPainter(screen, faces.tracks, picture, store)
    frames = tuple(sorted(painter.wanted))
    if not frames:
        return take
    with store.scratch() as folder:
        path = folder / "take.mp4"
        splice(store.path(take.asset), spans_of(frames), painter.redraw, path, screen, keyframes)
        known = folder / "faces.json"
        tracks = tuple(one.model_copy(update={"picture": picture}) for one in faces.tracks)
        text = Faces(tracks=tracks).model_dump_json(exclude_defaults=True)
        known.write_text(text, encoding="utf-8")
        return take.model_copy(
            update={"asset": store.put(path, take.asset.info), "faces": store.put(known)}
        )


class LeadPainter:
    """Draws a persona's head into the pictures of a take."""

    def __init__(
        self, screen: Screen, tracks: Sequence[FaceTrack], picture: Asset, store: AssetStore
    ) -> None:
        self.screen = screen
        self.wanted: dict[int, list[tuple[FaceTrack, FaceFrame]]] = {}
        for track in tracks:
            for face in track.frames:
                self.wanted.setdefault(face.frame, []).append((track, face))
        self.head = LeadHead(store.path(picture))
        first = tracks[0]  # all are of one shot
        self.grade = grade_for(first.genre, first.style)
        self.finish = Finish(first.scene, light_of(first), screen, self.grade)

    def redraw(self, number: int, picture: Pixels) -> Pixels:
        """Return the picture of a frame with its heads in it, silent."""
        frame = Frame.over(picture.copy())
        for track, face in self.wanted[number]:
            sprite = self.sprite(track, face, Mouth(), frame)
            if sprite is not None:
                blend(frame, sprite)
        return frame.data

    def sprite(
        self, track: FaceTrack, face: FaceFrame, mouth: Mouth, frame: Frame
    ) -> Sprite | None:
        """Return a head saying a mouth shape, as it stands in a frame; None when out of sight."""
        drawn = self.head.drawn(track, face, mouth, (frame.width, frame.height))
        if drawn is None:
            return None
        pixels, left, top = drawn
        clock = (track.first_frame + face.frame) / float(self.screen.rate)
        return through(self.finish, to_sprite(pixels, left, top, self.grade), clock)


class LeadHead:
    """A persona's head, ready to be drawn in any place, light and mouth shape."""

    def __init__(self, path: Path) -> None:
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if picture is None:
            raise MediaFailed(f"Picture {path.name} cannot be read")
        self.puppet = Puppet(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8))
        marks = self.puppet.face.landmarks[:, :2].astype(np.float64)
        self.eyes = marks[list(_EYES)].mean(axis=0)
        self.chin = marks[_CHIN]
        jaw = float(np.hypot(*(marks[_JAW[0]] - marks[_JAW[1]])))
        shown = _shown(self.puppet.size, self.eyes, self.chin, jaw)
        self.shown = _one_piece(_plain(shown, self.puppet.still, marks), self.puppet.still, jaw)
        self._figures: dict[str, Figure] = {}
        self._lit = lru_cache(maxsize=4)(self.puppet.under)
        self._figure = lru_cache(maxsize=_KEPT)(self._draw)

    def drawn(
        self, track: FaceTrack, face: FaceFrame, mouth: Mouth, size: tuple[int, int]
    ) -> tuple[Pixels, int, int] | None:
        """Return the head in a frame of a size: premultiplied BGRA, and its left and top edge."""
        figure = self._figure(lighting_of_track(track), mouth, round(face.time, 4))
        matrix = self._place(track, face)
        height, width = figure.shape[:2]
        corners = np.array([[0, 0], [width, 0], [0, height], [width, height]], float)
        corners = corners @ matrix[:, :2].T + matrix[:, 2]
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        left, top, right, bottom = even_rect(
            max(float(x0), 0), max(float(y0), 0),
            min(float(x1), size[0]), min(float(y1), size[1]),
        )  # fmt: skip
        if left >= right or top >= bottom:
            return None
        moved = matrix - np.array([[0, 0, left], [0, 0, top]])
        return _scaled(figure, moved, (right - left, bottom - top)), left, top

    def _draw(self, lighting: Lighting, mouth: Mouth, time: float) -> Pixels:
        """Return the whole figure: premultiplied BGRA, its shoulders left out."""
        rgba = self._lit(lighting).draw(mouth, time)
        alpha = rgba[..., 3:].astype(np.float32) / 255 * self.shown[..., None]
        bgra = np.dstack([rgba[..., 2::-1] * alpha, 255 * alpha])
        return np.asarray(np.rint(bgra), np.uint8)

    def _place(self, track: FaceTrack, face: FaceFrame) -> Matrix:
        """Return the map (2 × 3) from the figure's pixels to the frame's."""
        head = self._drawn_figure(track).head
        x, y = head.mouth_at(face.turn)
        chin, eyes = np.array([-x, 0.5 - y]), np.array([-x, head.m.eye_y - y])
        eyes = chin + SIZE * (eyes - chin)
        a, b, c, d, e, f = face.matrix
        to_frame = np.array([[a, b, c], [d, e, f]])
        wanted = [to_frame[:, :2] @ one + to_frame[:, 2] for one in (eyes, chin)]
        return _similarity((self.eyes, self.chin), (wanted[0], wanted[1]))

    def _drawn_figure(self, track: FaceTrack) -> Figure:
        known = self._figures.get(track.character.id)
        if known is None:
            known = self._figures[track.character.id] = Figure(
                track.character, track.style, headless=True
            )
        return known


def lighting_of_track(track: FaceTrack) -> Lighting:
    """Return the scene's light on a face as pictures of people take it."""
    return Lighting(track.light, track.shade, track.rim, track.rim_strength, track.light_side)


def _shown(
    size: tuple[int, int], eyes: Matrix, chin: Matrix, jaw: float
) -> npt.NDArray[np.float32]:
    """Return how much of each pixel is head, 0 to 1: all above the chin, then the neck's beginning.

    ``jaw`` is the jaw's width in pixels; hair beside the neck ends at the chin.
    """
    axis = chin - eyes
    length = float(np.hypot(*axis))
    x, y = np.meshgrid(np.arange(size[0]), np.arange(size[1]))
    below = ((x - chin[0]) * axis[0] + (y - chin[1]) * axis[1]) / length**2
    aside = np.abs((x - chin[0]) * axis[1] - (y - chin[1]) * axis[0]) / (length * jaw)
    neck = 1 - _eased(aside, *_NECK)
    last = _BESIDE[1] + neck * (_FADE[1] - _BESIDE[1])
    first = _BESIDE[0] + neck * (_FADE[0] - _BESIDE[0])
    return np.asarray(1 - _eased(below, first, last), np.float32)


def _plain(shown: Floats, still: Pixels, marks: Matrix) -> Floats:
    """Return what is shown without collars and walls: below the chin only skin is, beside it hair.

    ``marks`` are the face's landmarks (468 × 2). The neck may lie in the jaw's shadow. Hair is what
    was cut out around the face above the eyes.
    """
    lab = to_lab(still[..., :3])
    width = float(np.ptp(marks[:, 0]))
    cheeks = marks[list(_CHEEKS)].astype(int)
    skin = np.median(lab[cheeks[:, 1], cheeks[:, 0]], axis=0)
    dark = np.maximum(0, skin[0] - _SHADED - lab[..., 0])
    no_skin = np.hypot(lab[..., 1] - skin[1], lab[..., 2] - skin[2]) + dark
    oval = np.zeros(still.shape[:2], np.uint8)
    cv2.fillPoly(oval, [marks[list(mesh.OVAL)].astype(np.int32)], 1)
    rows = np.arange(still.shape[0])[:, None]
    eyes = float(marks[list(_EYES), 1].mean())
    hair = lab[(still[..., 3] > 240) & (oval == 0) & (rows < eyes)]
    no_hair = np.full_like(no_skin, _CLOTHES[1])
    if len(hair):
        spread = np.maximum(hair.std(axis=0), _LEAST)
        no_hair = _UNIT * np.sqrt((((lab - hair.mean(axis=0)) / spread) ** 2).sum(axis=2))
    soft = 0.012 * width
    below = _eased((rows - float(marks[_CHIN, 1])) / width, 0.0, 0.06)
    beside = _eased((rows - eyes) / width, 0.1, 0.25) * (1 - blur(oval * 1.0, 0.03 * width))
    collar = below * _eased(blur(no_skin, soft), *_CLOTHES)
    wall = beside * (1 - below) * _eased(blur(np.minimum(no_skin, no_hair), soft), *_CLOTHES)
    return np.asarray(shown * (1 - np.maximum(collar, wall)), np.float32)


def _one_piece(shown: Floats, still: Pixels, jaw: float) -> Floats:
    """Return what is shown without what hangs on the head by a thread, such as a collar's end."""
    there = (shown * (still[..., 3] / 255) > 0.1).astype(np.uint8)
    thick = cv2.morphologyEx(there, cv2.MORPH_OPEN, disc(max(3, round(0.16 * jaw) | 1)))
    _, labels, sizes, _ = cv2.connectedComponentsWithStats(thick)
    head = (labels == 1 + int(np.argmax(sizes[1:, cv2.CC_STAT_AREA]))).astype(np.uint8)
    near = cv2.dilate(head, disc(max(3, round(0.12 * jaw) | 1))).astype(np.float32)
    return np.asarray(shown * blur(near, 0.02 * jaw), np.float32)


def _eased(values: Any, first: Matrix | float, last: Matrix | float) -> Matrix:
    share = np.clip((values - first) / (last - first), 0, 1)
    return np.asarray(share * share * (3 - 2 * share))


def _similarity(before: tuple[Matrix, Matrix], after: tuple[Matrix, Matrix]) -> Matrix:
    """Return the turn, scale and shift (2 × 3) that carry two points to two others."""
    p, q = (complex(*one) for one in before)
    r, s = (complex(*one) for one in after)
    factor = (s - r) / (q - p)
    shift = r - factor * p
    return np.array(
        [[factor.real, -factor.imag, shift.real], [factor.imag, factor.real, shift.imag]]
    )


def _scaled(layer: Pixels, matrix: Matrix, size: tuple[int, int]) -> Pixels:
    """Return a layer warped by a similarity, shrunk first where it is to be much smaller."""
    shrink = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if shrink < 0.7:
        rows, columns = layer.shape[:2]
        smaller = max(1, round(columns * shrink)), max(1, round(rows * shrink))
        layer = np.asarray(cv2.resize(layer, smaller, interpolation=cv2.INTER_AREA), np.uint8)
        scale = np.array([smaller[0] / columns, smaller[1] / rows])
        matrix = np.column_stack([matrix[:, :2] / scale, matrix[:, 2]])
    return np.asarray(cv2.warpAffine(layer, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)
