"""Tracking: where the faces of those who speak are, so that their mouths can be drawn later."""

from collections.abc import Sequence

from film.animatic.actors import Actor
from film.animatic.compositor import Affine
from film.animatic.light import Light
from film.animatic.pose import STEP, Pose
from film.faces import FaceFrame, Faces, FaceTrack
from film.shots import Assignment

MARGIN = 4
"""Frames before and after a line in which the face is known too."""

Matrix = tuple[float, float, float, float, float, float]


def track_faces(assignment: Assignment, actors: Sequence[Actor]) -> Faces:
    """Return a track for each actor who speaks on the screen, or whom a persona plays."""
    tracks = []
    for actor in actors:
        speaker = actor.mark.presence.character
        played = speaker == assignment.persona
        wanted = range(assignment.frames) if played else _speaking_frames(assignment, speaker)
        if not wanted:
            continue
        light = actor.place.light
        tracks.append(
            FaceTrack(
                character=assignment.characters[actor.mark.index],
                light=light.tint,
                shade=light.shade,
                rim=light.rim,
                rim_strength=light.rim_strength,
                light_side=light.side,
                genre=assignment.genre,
                style=assignment.style,
                scene=assignment.scene.model_copy(update={"lines": (), "shots": ()}),
                first_frame=assignment.first_frame,
                frames=tuple(_face_frame(actor, frame, frame // STEP) for frame in wanted),
            )
        )
    return Faces(tracks=tuple(tracks))


def _speaking_frames(assignment: Assignment, speaker: str) -> Sequence[int]:
    frames: set[int] = set()
    for span in assignment.speaking:
        if span.on_screen and span.speaker == speaker:
            first = max(0, span.first_frame - MARGIN)
            frames.update(range(first, span.first_frame + span.frames + MARGIN))
    return sorted(frame for frame in frames if frame < assignment.frames)


def _face_frame(actor: Actor, frame: int, drawing: int) -> FaceFrame:
    pose = actor.acting.poses[drawing]
    there = actor.shooting.lens.place(1.0, actor.shooting.views[frame])
    matrix = over(actor.standing(drawing, there), actor.figure.mouth(pose))
    return FaceFrame(
        frame=frame,
        matrix=matrix,
        emotion=pose.emotion,
        turn=pose.turn,
        gesture=pose.gesture,
        time=pose.time,
        tilt=pose.tilt,
        nod=pose.nod,
        speaking=pose.speaking,
    )


def pose_of(face: FaceFrame) -> Pose:
    """Return the pose a face was drawn in, as far as a mouth depends on it."""
    return Pose(
        gesture=face.gesture,
        emotion=face.emotion,
        time=face.time,
        turn=face.turn,
        tilt=face.tilt,
        nod=face.nod,
        speaking=face.speaking,
    )


def light_of(track: FaceTrack) -> Light:
    """Return the light that fell on a tracked face."""
    return Light(track.light, track.shade, track.rim, track.rim_strength, track.light_side)


def over(outer: Affine, inner: Matrix) -> Matrix:
    """Return the row-major 2×3 map that applies ``inner`` and then ``outer``."""
    a, b, c, d, e, f = inner
    s = outer.scale
    return s * a, s * b, s * c + outer.dx, s * d, s * e, s * f + outer.dy


def figure_to_pixels(face: FaceFrame, head: Matrix) -> Matrix:
    """Return the map from figure space to pixels, given the pose's map from head to figure."""
    a, b, c, d, e, f = head
    size = a * e - b * d
    inverse = (e / size, -b / size, -d / size, a / size)
    p, q, r, s, t, u = face.matrix
    m00, m01 = p * inverse[0] + q * inverse[2], p * inverse[1] + q * inverse[3]
    m10, m11 = s * inverse[0] + t * inverse[2], s * inverse[1] + t * inverse[3]
    return m00, m01, r - m00 * c - m01 * f, m10, m11, u - m10 * c - m11 * f
