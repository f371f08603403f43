"""A selfie talks: its mouth follows visemes, it blinks, and it always does so alike."""

from functools import cache

import numpy as np
import pytest

from film.errors import BadRequest
from film.faces import expression, mesh
from film.faces.find import find_faces
from film.faces.lighting import Lighting, lighting_of, relight
from film.faces.puppet import Puppet, lay
from film.visemes import VISEMES, Mouth
from tests.film.faces.clips import Pixels, background, portrait


@cache
def made(name: str) -> Puppet:
    return Puppet(portrait(name), 3)


@pytest.fixture
def puppet() -> Puppet:
    return made("admiral")


def saying(name: str) -> Mouth:
    one = VISEMES[name]
    return Mouth(
        opening=one.opening,
        width=one.width,
        rounding=one.rounding,
        teeth=one.teeth,
        tongue=one.tongue,
    )


def shown(figure: Pixels) -> Pixels:
    wall = np.full((*figure.shape[:2], 3), 120, np.uint8)
    return lay(wall, figure, np.eye(2, 3))


def test_head_and_shoulders_are_cut_out_with_soft_edges(puppet: Puppet) -> None:
    figure = puppet.draw(Mouth(), 0.0)
    alpha = figure[..., 3]
    assert figure.shape == (puppet.size[1], puppet.size[0], 4)
    assert alpha[:60, :120].max() == 0
    assert alpha[:60, -120:].max() == 0
    x0, y0, x1, y1 = (int(v) for v in puppet.face.box)
    inner = alpha[y0 + (y1 - y0) // 4 : y1 - 70, x0 + 50 : x1 - 50]
    assert inner.min() > 250
    assert alpha[-20:, x0:x1].mean() > 200
    assert ((alpha > 20) & (alpha < 235)).sum() > 800


@pytest.mark.parametrize("name", ["astronaut", "admiral"])
def test_the_mouth_follows_the_visemes(name: str) -> None:
    one = made(name)
    gaps = {
        viseme: mesh.opening(find_faces(shown(one.draw(saying(viseme), 0.0)))[0].landmarks)
        for viseme in ("pp", "ih", "e", "aa")
    }
    assert gaps["pp"] < 0.1
    assert gaps["pp"] < gaps["ih"] < gaps["e"] < gaps["aa"]
    assert gaps["aa"] > 0.22


def test_a_rounded_mouth_is_narrower(puppet: Puppet) -> None:
    widths = [
        float(np.linalg.norm(face.landmarks[61, :2] - face.landmarks[291, :2]) / face.size)
        for name in ("ou", "ih")
        for face in find_faces(shown(puppet.draw(saying(name), 0.0)))
    ]
    assert widths[0] < 0.92 * widths[1]


def dark_of_eyes(picture: Pixels, puppet: Puppet) -> float:
    """Return how much of the eyes is as dark as pupils and lashes are.

    It is not asked of the mesh, whose lids hardly follow a blink.
    """
    shares = []
    for x, y in puppet.face.eyes.astype(int):
        reach = int(0.08 * puppet.face.size)
        patch = picture[y - reach // 2 : y + reach // 2, x - reach : x + reach].mean(2)
        shares.append(float((patch < 90).mean()))
    return float(np.mean(shares))


def test_eyes_shut_in_a_blink_and_open_again() -> None:
    one = made("astronaut")
    start = expression.blinks(3, 60)[0]
    times = (start - 0.1, start + 0.09, start + 0.4)
    before, shut, after = (dark_of_eyes(shown(one.draw(Mouth(), time)), one) for time in times)
    assert shut < 0.8 * before
    assert after == pytest.approx(before, rel=0.25)


def test_blinks_come_every_few_seconds() -> None:
    times = np.array(expression.blinks(7, 600))
    assert 90 < len(times) < 260
    assert np.diff(times).min() > 0.4
    assert times.max() < 600
    assert expression.blinks(7, 600)[:20] == expression.blinks(7, 1200)[:20]


def test_the_same_seed_moves_alike_and_another_does_not(puppet: Puppet) -> None:
    again, other = Puppet(portrait("admiral"), 3), Puppet(portrait("admiral"), 4)
    mouth = saying("e")
    assert (puppet.draw(mouth, 1.3) == again.draw(mouth, 1.3)).all()
    assert (puppet.draw(mouth, 1.3) != other.draw(mouth, 1.3)).any()
    assert (puppet.draw(mouth, 1.3) != puppet.draw(mouth, 2.6)).any()


def test_the_head_moves_a_little_and_never_jumps() -> None:
    angles = np.array([expression.head_at(1, frame / 24) for frame in range(24 * 30)])
    assert np.abs(angles).max() < 4
    assert angles.std(axis=0).min() > 0.3
    assert np.abs(np.diff(angles, axis=0)).max() < 0.7


def test_it_remains_that_person(puppet: Puppet) -> None:
    still = find_faces(shown(puppet.draw(Mouth(), 0.0)))[0]
    still_there = still.landmarks[:, :2] - puppet.face.landmarks[:, :2]
    assert np.median(np.linalg.norm(still_there, axis=1)) < 0.05 * puppet.face.size


def test_a_scenes_light_tints_and_shades(puppet: Puppet) -> None:
    plain = puppet.draw(Mouth(), 0.0)
    night = Lighting(light=(0.5, 0.55, 0.8), rim_strength=0, side=-1)
    lit = puppet.under(night).draw(Mouth(), 0.0)
    assert (lit[..., 3] == plain[..., 3]).all()
    opaque = plain[..., 3] == 255
    ratio = lit[opaque][:, :3].mean(0) / plain[opaque][:, :3].mean(0)
    assert ratio[2] > 1.2 * ratio[0]
    half = plain.shape[1] // 2
    left, right = (
        lit[:, part][opaque[:, part]][:, :3].mean() / plain[:, part][opaque[:, part]][:, :3].mean()
        for part in (slice(0, half), slice(half, None))
    )
    assert right < left
    blue = np.zeros((90, 160, 3), np.uint8) + np.array([30, 40, 90], np.uint8)
    assert lighting_of(blue).light[2] > lighting_of(blue).light[0]
    assert relight(plain, Lighting()).shape == plain.shape


def test_it_is_laid_where_the_matrix_says(puppet: Puppet) -> None:
    wall = background(640, 360)
    scale = 300 / puppet.size[1]
    laid = lay(wall, puppet.draw(Mouth(), 0.0), np.array([[scale, 0, 100], [0, scale, 60]]))
    (face,) = find_faces(laid)
    wanted = puppet.face.landmarks[:, :2].mean(0) * scale + (100, 60)
    assert np.hypot(*(face.landmarks[:, :2].mean(0) - wanted)) < 0.06 * face.size
    assert (laid[:40, :90] == wall[:40, :90]).all()


def test_a_picture_without_a_face_is_refused() -> None:
    with pytest.raises(BadRequest, match="No face"):
        Puppet(background(300, 300))
