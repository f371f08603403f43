"""Curves that look drawn by hand: closed blobs, tapered limbs, crescents."""

import math
from collections.abc import Iterable, Sequence

import skia

Point = tuple[float, float]
Knot = tuple[float, float] | tuple[float, float, int]
"""A point a curve runs through; a third member of 1 makes it a corner."""


def lerp(a: float, b: float, t: float) -> float:
    """Return the value t of the way from a to b."""
    return a + (b - a) * t


def between(a: Sequence[Point], b: Sequence[Point], t: float) -> list[Point]:
    """Return the outline t of the way from outline a to outline b (same number of points)."""
    return [
        (lerp(p[0], q[0], t), lerp(p[1], q[1], t))
        for p, q in zip(a, b, strict=True)
    ]  # fmt: skip


def mirrored(points: Iterable[Point], side: float = -1.0) -> list[Point]:
    """Return points with x multiplied by a side, −1 or +1."""
    return [(p[0] * side, p[1]) for p in points]


def both_sides(right: Sequence[Point]) -> list[Point]:
    """Return a symmetric outline from its right half, given from top to bottom.

    Points on the axis (x = 0) are not doubled.
    """
    left = [(-p[0], p[1]) for p in reversed(right) if p[0] != 0]
    return [*right, *left]


def curve(points: Sequence[Knot], closed: bool = True, pull: float = 1 / 6) -> skia.Path:
    """Return a smooth path through the points (Catmull-Rom); knots marked 1 stay sharp."""
    n = len(points)
    pulls: list[Point] = []
    for i, knot in enumerate(points):
        if len(knot) > 2:
            pulls.append((0.0, 0.0))
            continue
        if closed:
            before, after = points[i - 1], points[i + 1 - n]
        else:
            before, after = points[max(i - 1, 0)], points[min(i + 1, n - 1)]
        pulls.append(((after[0] - before[0]) * pull, (after[1] - before[1]) * pull))
    path = skia.Path()
    x, y = points[0][0], points[0][1]
    path.moveTo(x, y)
    for i in range(n if closed else n - 1):
        j = (i + 1) % n
        out, into = pulls[i], pulls[j]
        x2, y2 = points[j][0], points[j][1]
        path.cubicTo(x + out[0], y + out[1], x2 - into[0], y2 - into[1], x2, y2)
        x, y = x2, y2
    if closed:
        path.close()
    return path


def polygon(points: Sequence[Point]) -> skia.Path:
    """Return a closed path of straight edges."""
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    return path


def oval(x: float, y: float, rx: float, ry: float) -> skia.Path:
    """Return an ellipse around a centre."""
    path = skia.Path()
    path.addOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))
    return path


def box(x: float, y: float, w: float, h: float, r: float = 0.0) -> skia.Path:
    """Return a rectangle around a centre, with round corners."""
    path = skia.Path()
    rect = skia.Rect.MakeLTRB(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
    path.addRoundRect(rect, r, r)
    return path


def bezier(a: Point, b: Point, c: Point, steps: int) -> list[Point]:
    """Return steps + 1 points along a quadratic curve from a to c, pulled towards b."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        u = 1 - t
        points.append((
            u * u * a[0] + 2 * u * t * b[0] + t * t * c[0],
            u * u * a[1] + 2 * u * t * b[1] + t * t * c[1],
        ))  # fmt: skip
    return points


def tube(
    spine: Sequence[Point], widths: Sequence[float], cap: float = 0.5, root: float | None = None
) -> skia.Path:
    """Return a limb: a ribbon round a spine with its half-width at each point, and soft ends.

    ``cap`` is how far the ends bulge, in half-widths, and ``root`` the first one where it
    differs; 0 cuts them flat.
    """
    left: list[Knot] = []
    right: list[Knot] = []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        ax, ay = spine[max(i - 1, 0)]
        bx, by = spine[min(i + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = -(by - ay) / length * widths[i], (bx - ax) / length * widths[i]
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return curve([*left, *_cap(spine, widths, last, cap), *reversed(right),
                  *_cap(spine, widths, 0, cap if root is None else root)])  # fmt: skip


def _cap(spine: Sequence[Point], widths: Sequence[float], end: int, cap: float) -> list[Knot]:
    if not cap or widths[end] < 1e-3:
        return []
    inner = spine[end - 1] if end else spine[1]
    x, y = spine[end]
    length = math.hypot(x - inner[0], y - inner[1]) or 1.0
    reach = cap * widths[end] / length
    return [(x + (x - inner[0]) * reach, y + (y - inner[1]) * reach)]


def strand(points: Sequence[Point], width: float, thick_at: float = 0.4) -> skia.Path:
    """Return a brush stroke along points: thin at both ends, thickest part of the way along."""
    last = len(points) - 1
    widths = []
    for i in range(last + 1):
        t = i / last
        rise = t / thick_at if t < thick_at else (1 - t) / (1 - thick_at)
        widths.append(max(width * math.sin(min(rise, 1.0) * math.pi / 2), 1e-4))
    return tube(points, widths, 0.0)


def evenly(outline: Sequence[Point], step: float) -> list[Point]:
    """Return points about a step apart along a closed outline of straight edges."""
    found: list[Point] = []
    left = 0.0
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        length = math.hypot(bx - ax, by - ay)
        while left < length:
            t = left / length
            found.append((ax + (bx - ax) * t, ay + (by - ay) * t))
            left += step
        left -= length
    return found


def shifted(path: skia.Path, dx: float, dy: float) -> skia.Path:
    """Return a copy of a path, moved."""
    copy = skia.Path(path)
    copy.offset(dx, dy)
    return copy


def combined(one: skia.Path, two: skia.Path, op: skia.PathOp) -> skia.Path:
    """Return a boolean combination; the first path unchanged where skia cannot solve it."""
    try:
        return skia.Op(one, two, op)
    except RuntimeError:
        return one


def cut(one: skia.Path, two: skia.Path) -> skia.Path:
    """Return the part of one path outside the other."""
    return combined(one, two, skia.kDifference_PathOp)


def common(one: skia.Path, two: skia.Path) -> skia.Path:
    """Return the part two paths share."""
    return combined(one, two, skia.kIntersect_PathOp)


def joined(*paths: skia.Path) -> skia.Path:
    """Return the union of paths."""
    whole = paths[0]
    for path in paths[1:]:
        whole = combined(whole, path, skia.kUnion_PathOp)
    return whole
