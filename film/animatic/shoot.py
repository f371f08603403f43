"""Shooting: an assignment becomes a take, frame by frame, on a set with figures and a camera."""

from collections.abc import Iterator
from pathlib import Path

import cv2

from film.animatic.actors import SHOULDER_DEPTH, Actor, shoulder_sprite, stature_of
from film.animatic.camera import Lens, plan_move
from film.animatic.carried import busied, carried_in
from film.animatic.compositor import Frame, Sprite, blend, resample
from film.animatic.dressing import dressing_sprites
from film.animatic.figure import Figure
from film.animatic.finish import Finish
from film.animatic.grade import grade_for, to_bgr
from film.animatic.insert import insert_sprite
from film.animatic.layers import StageSet
from film.animatic.performance import others_of, perform
from film.animatic.pixels import Pixels
from film.animatic.planes import Plane, Shooting, build_planes, draw_live
from film.animatic.pose import STEP
from film.animatic.sets import build_set
from film.animatic.staging import Staging, stage_shot
from film.animatic.tracking import track_faces
from film.assets import Asset, AssetStore, MediaInfo
from film.media.mezzanine import MezzanineWriter
from film.screen import Screen
from film.shots import Assignment, Take

_WIDEST_WITH_FOREGROUND = 1.6
_SET_SEED = 0
"""Places vary by their names alone: an assignment's seed may differ from shot to shot."""


def shoot_take(assignment: Assignment, store: AssetStore) -> Take:
    """Film one shot; the take lies in the store with its still and its faces.

    Exactly ``assignment.frames`` frames in the mezzanine format, cuttable at its keyframes. The
    same assignment gives the same bytes. Raises StorageFull or MediaFailed.
    """
    stage = Stage(assignment)
    middle = stage.best_frame()
    with store.scratch() as folder:
        path = folder / "take.mp4"
        still: Pixels | None = None
        with MezzanineWriter(path, assignment.screen, assignment.keyframes) as writer:
            for number, frame in enumerate(stage.frames()):
                writer.write(frame.data)
                if number == middle:
                    still = frame.data.copy()
        assert still is not None  # noqa: S101  (the middle is one of the frames)
        return Take(
            shot=assignment.shot.id,
            asset=store.put(path, picture_info(assignment.screen, assignment.frames)),
            still=put_still(still, folder, store),
            faces=_put_faces(stage, folder, store),
        )


def picture_info(screen: Screen, frames: int) -> MediaInfo:
    """Return what a probe says of a take's picture."""
    return MediaInfo(frames=frames, rate=screen.rate, width=screen.width, height=screen.height)


def put_still(picture: Pixels, folder: Path, store: AssetStore) -> Asset:
    """Store a planar frame as a JPEG of its full size."""
    path = folder / "still.jpg"
    _, data = cv2.imencode(".jpg", to_bgr(picture), [cv2.IMWRITE_JPEG_QUALITY, 93])
    path.write_bytes(data.tobytes())
    height, width = picture.shape[0] * 2 // 3, picture.shape[1]
    return store.put(path, MediaInfo(frames=1, width=width, height=height))


def _put_faces(stage: "Stage", folder: Path, store: AssetStore) -> Asset | None:
    faces = track_faces(stage.assignment, stage.actors)
    if not faces.tracks:
        return None
    path = folder / "faces.json"
    path.write_text(faces.model_dump_json(exclude_defaults=True), encoding="utf-8")
    return store.put(path)


class Stage:
    """A shot ready to be filmed: its planes, actors and weather, and the camera's views."""

    def __init__(self, assignment: Assignment) -> None:
        cv2.setNumThreads(1)
        self.assignment = assignment
        screen = assignment.screen
        lens = Lens(screen, assignment.shot.angle)
        place = build_stage_set(assignment)
        figures = [
            Figure(one, assignment.style, moves=True, headless=one.id == assignment.persona)
            for one in assignment.characters
        ]
        staging = stage_shot(assignment, place, tuple(stature_of(figure) for figure in figures))
        views = plan_move(
            assignment.shot.move, staging.view, assignment.frames, screen, assignment.seed
        )
        grade = grade_for(assignment.genre, assignment.style)
        self.shooting = Shooting(lens, views, grade)
        self.rate = float(screen.rate)
        clocks = (self.clock(0), self.clock(assignment.frames))
        behind = [layer for layer in place.layers if layer.depth <= 1]
        before = [layer for layer in place.layers if layer.depth > 1]
        self.back = build_planes(behind, self.shooting, clocks)
        close = staging.view.zoom > _WIDEST_WITH_FOREGROUND
        self.front = [] if close else build_planes(before, self.shooting, clocks)
        carried = carried_in(assignment, staging.marks)
        self.actors = [
            Actor(
                figures[mark.index],
                mark,
                busied(perform(assignment, mark, others_of(mark, staging.marks)), carried, mark),
                place,
                self.shooting,
                carried.get(mark.index),
            )
            for mark in staging.marks
        ]
        self.props = self._props(staging, place)
        self.shoulder = self._shoulder(staging, place, figures)
        self.finish = Finish(assignment.scene, place.light, screen, grade)
        self._base: Frame | None = None
        self._picture = Frame(screen.width, screen.height)
        self._drawn = -1
        self._lives: dict[str, tuple[int, Sprite | None]] = {}

    def clock(self, frame: int) -> float:
        """Return a frame's time in seconds on the scene's clock."""
        return (self.assignment.first_frame + frame) / self.rate

    def best_frame(self) -> int:
        """Return the frame for the still: near the middle, all eyes open, no lightning."""
        middle = self.assignment.frames * 0.45

        def flaw(frame: int) -> tuple[float, float]:
            blink = max((a.acting.poses[frame // STEP].blink for a in self.actors), default=0.0)
            return blink + self.finish.glow(self.clock(frame)), abs(frame - middle)

        return min(range(self.assignment.frames), key=flaw)

    def frames(self) -> Iterator[Frame]:
        """Yield the shot's frames in order; each is to be used before the next is asked for."""
        finished = Frame(self._picture.width, self._picture.height)
        for number in range(self.assignment.frames):
            self._compose(number)
            clock = self.clock(number)
            if not self.finish.stirs(clock):
                yield self._picture
                continue
            finished.copy_from(self._picture)
            self.finish.weather(finished, clock)
            yield finished

    def _compose(self, number: int) -> None:
        drawing = number // STEP
        still = self.shooting.still
        if still and drawing == self._drawn:
            return
        moment = drawing * STEP if still else number
        start = self._lay_base()
        for plane in self.back[start:]:
            self._lay(plane, number, moment)
        for prop in self.props:
            self._lay_sprite(prop, 1.0, number)
        for actor in self.actors:
            self._lay_sprite(actor.drawing(drawing), 1.0, number)
        for plane in self.front:
            self._lay(plane, number, moment)
        if self.shoulder is not None:
            self._lay_sprite(self.shoulder, SHOULDER_DEPTH, number)
        self.finish.darken(self._picture)
        self._drawn = drawing

    def _lay_base(self) -> int:
        """Start a picture with all that never changes; return how many planes that was."""
        if not self.shooting.still:
            return 0
        steady = 0
        while steady < len(self.back) and not self.back[steady].stirs:
            steady += 1
            if self.back[steady - 1].live is not None:
                steady -= 1
                break
        if self._base is None:
            for plane in self.back[:steady]:
                self._lay(plane, 0, 0)
            self._base = self._picture.copy()
        self._picture.copy_from(self._base)
        return steady

    def _lay(self, plane: Plane, number: int, moment: int) -> None:
        sprite = plane.place(self.shooting, self.shooting.views[number], self.clock(moment))
        if sprite is not None:
            blend(self._picture, sprite)
        if plane.live is not None:
            self._lay_sprite(self._live(plane, number // STEP), plane.live.depth, number)

    def _live(self, plane: Plane, drawing: int) -> Sprite | None:
        assert plane.live is not None  # noqa: S101  (asked by the only caller)
        known = self._lives.get(plane.live.name)
        if known is None or known[0] != drawing:
            clock = self.clock(drawing * STEP)
            known = (drawing, draw_live(plane.live, self.shooting, clock))
            self._lives[plane.live.name] = known
        return known[1]

    def _lay_sprite(self, sprite: Sprite | None, depth: float, number: int) -> None:
        """Lay a sprite of things at a depth where the frame sees it."""
        if sprite is None:
            return
        there = self.shooting.lens.place(depth, self.shooting.views[number])
        move = there.after(self.shooting.source(depth))
        placed = resample(sprite, move, self.shooting.bounds)
        if placed is not None:
            blend(self._picture, placed)

    def _shoulder(self, staging: Staging, place: StageSet, figures: list[Figure]) -> Sprite | None:
        back = staging.shoulder
        if back is None:
            return None
        speaker = staging.marks[0]
        scale = self.shooting.lens.place(1.0, staging.view).scale
        side = 1 if speaker.turn > 0 else -1
        return shoulder_sprite(
            figures[back.index], back, side, speaker.head * scale, self.shooting, place.light
        )

    def _props(self, staging: Staging, place: StageSet) -> list[Sprite]:
        if staging.size == "insert":
            return [insert_sprite(self.assignment, self.shooting, place.light)]
        if staging.size == "wide":
            return dressing_sprites(self.assignment, staging.marks, place, self.shooting)
        return []


def build_stage_set(assignment: Assignment) -> StageSet:
    """Build the scene's place: the same for every shot in it, and whenever the story returns."""
    scene = assignment.scene
    screen = assignment.screen
    home = scene.model_copy(update={"id": f"{scene.setting}:{scene.place.casefold()}"})
    return build_set(
        home, assignment.genre, assignment.style, screen.width / screen.height, _SET_SEED
    )
