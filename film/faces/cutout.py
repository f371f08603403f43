"""Cutting a person out of a selfie: head and shoulders, soft edges, no wall's colour on them."""

import cv2
import numpy as np
import numpy.typing as npt

from film.faces import mesh
from film.faces.find import Face
from film.faces.nets import Floats, Pixels
from film.faces.raster import blur, disc, resized

_LONGEST = 360
"""Pixels of the longer side at which the cut is searched; its edge is refined at full size."""
_ROUNDS = 4
_SOFT = 0.016
"""Reach of the edge's refinement, in the longer side of the picture."""


def cut_out(picture: Pixels, face: Face, seed: int = 0) -> Floats:
    """Return how much of each pixel of a picture (RGB) is the person: 0 to 1.

    GrabCut (C. Rother, V. Kolmogorov, A. Blake, 2004) from a figure's proportions around the
    face, its edge made soft by the picture itself with a guided filter (K. He, J. Sun, X. Tang,
    2013).
    """
    scale = min(1.0, _LONGEST / max(picture.shape[:2]))
    small = resized(picture, scale)
    guess = _guess(small.shape[1], small.shape[0], face.landmarks[:, :2] * scale)
    cv2.setRNGSeed(seed)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    whole = (0, 0, 0, 0)  # not looked at: the guess says all
    cv2.grabCut(small, guess, whole, *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    person = ((guess == cv2.GC_FGD) | (guess == cv2.GC_PR_FGD)).astype(np.uint8)
    person = _one_piece(person, face, scale)
    size = (picture.shape[1], picture.shape[0])
    reach = max(2, round(_SOFT * max(size)))
    hard = blur(np.asarray(cv2.resize(person * 1.0, size)), reach / 4)
    refined = guided(np.asarray(picture / 255, np.float32), hard, reach, 2e-4)
    near = cv2.dilate((np.abs(hard - 0.5) < 0.49).astype(np.uint8), np.ones((reach, reach)))
    oval = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(oval, [face.landmarks[list(mesh.OVAL), :2].astype(np.int32)], 1)
    sure = blur(cv2.erode(oval, disc(max(3, reach))), reach / 4)
    alpha = np.maximum(np.where(near > 0, refined, hard), sure)
    return np.asarray(np.clip((alpha - 0.08) / 0.84, 0, 1), np.float32)


def clean_edges(picture: Pixels, alpha: Floats) -> Pixels:
    """Return a picture whose half-transparent pixels have the person's colours, not the wall's."""
    sure = (alpha > 0.95).astype(np.float32)
    colours = picture.astype(np.float32)
    out = np.zeros_like(colours)
    missing = np.ones_like(sure)
    for sigma in (1.5, 4.0, 12.0, 40.0):  # from the nearest pixels that are surely the person's
        weight = blur(sure, sigma)
        near = blur(colours * sure[..., None], sigma)
        share = missing * np.clip(weight * 8, 0, 1)
        out += share[..., None] * near / np.maximum(weight, 1e-4)[..., None]
        missing = missing - share
    out += missing[..., None] * colours
    keep = np.clip((alpha - 0.55) / 0.4, 0, 1)[..., None]
    return np.asarray(np.rint(np.clip(keep * colours + (1 - keep) * out, 0, 255)), np.uint8)


def guided(guide: Floats, layer: Floats, reach: int, calm: float) -> Floats:
    """Return a layer with the edges of a guide (RGB, 0 to 1): the guided filter on its grey."""
    grey = guide @ np.array([0.299, 0.587, 0.114], np.float32)
    size = (2 * reach + 1, 2 * reach + 1)
    mean, mean_layer = cv2.blur(grey, size), cv2.blur(layer, size)
    variance = cv2.blur(grey * grey, size) - mean * mean
    slope = (cv2.blur(grey * layer, size) - mean * mean_layer) / (variance + calm)
    offset = mean_layer - slope * mean
    return np.asarray(cv2.blur(slope, size) * grey + cv2.blur(offset, size), np.float32)


def _guess(width: int, height: int, landmarks: npt.NDArray[np.floating]) -> Pixels:
    """Return GrabCut's first guess: a head and shoulders around a face's landmarks (468 × 2)."""
    guess = np.full((height, width), cv2.GC_BGD, np.uint8)
    oval = landmarks[list(mesh.OVAL)]
    low, high = oval.min(0), oval.max(0)
    wide, tall = high - low
    x, chin = float((low[0] + high[0]) / 2), float(high[1])
    head = (x, float(low[1] + 0.42 * tall)), (float(2.0 * wide), float(2.1 * tall)), 0.0
    cv2.ellipse(guess, head, cv2.GC_PR_BGD, -1)
    _body(guess, (x, chin), (2.3 * wide, 0.05 * tall), (cv2.GC_PR_BGD, 0.6))
    near = (x, float(low[1] + 0.36 * tall)), (float(1.5 * wide), float(1.6 * tall)), 0.0
    cv2.ellipse(guess, near, cv2.GC_PR_FGD, -1)
    _body(guess, (x, chin), (1.3 * wide, 0.28 * tall), (cv2.GC_PR_FGD, 0.45))
    cv2.fillConvexPoly(guess, cv2.convexHull(oval.astype(np.int32)), cv2.GC_FGD)
    _body(guess, (x, chin), (0.95 * wide, 0.55 * tall), (cv2.GC_FGD, 0.3))
    return guess


def _body(
    guess: Pixels, neck: tuple[float, float], shape: tuple[float, float], kind: tuple[int, float]
) -> None:
    """Draw shoulders below a chin: half their width, how far below they are; a label, the neck."""
    (x, chin), (half, drop), (label, narrow) = neck, shape, kind
    bottom = guess.shape[0]
    slope = 0.55 * half
    corners = [
        (x - narrow * half, chin - 0.1 * drop), (x + narrow * half, chin - 0.1 * drop),
        (x + narrow * half, chin + drop), (x + half, chin + drop + slope), (x + half, bottom),
        (x - half, bottom), (x - half, chin + drop + slope), (x - narrow * half, chin + drop),
    ]  # fmt: skip
    cv2.fillPoly(guess, [np.array(corners).astype(np.int32)], label)


def _one_piece(person: Pixels, face: Face, scale: float) -> Pixels:
    """Return the piece of a mask that the face lies in, without cords, its holes filled."""
    width = max(5, int(0.13 * face.size * scale) | 1)
    kernel = disc(width)
    framed = cv2.copyMakeBorder(person, width, width, width, width, cv2.BORDER_REPLICATE)
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, kernel)[width:-width, width:-width]
    _, labels = cv2.connectedComponents(np.ascontiguousarray(opened))
    x, y = (face.landmarks[mesh.NOSE, :2] * scale).astype(int)
    piece = (labels == labels[y, x]).astype(np.uint8)
    outlines, _ = cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(piece)
    cv2.drawContours(filled, outlines, -1, 1, -1)
    return np.asarray(cv2.medianBlur(filled, 5), np.uint8)
