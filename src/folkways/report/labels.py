"""Where to put the names on a map so that they do not cover points or one another."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))
_DISTANCES = (9, 16, 26, 38)


def place_labels(
    points: Sequence[Point], texts: Sequence[str], obstacles: Sequence[Point], size: tuple[float, float], *,
    letter: float = 7.2, height: float = 15.0,
) -> list[Point]:  # fmt: skip
    """Centres for the labels of the points, in the same pixels, chosen one by one for the least overlap.

    Args:
        points: what is named; y runs down.
        texts: the names.
        obstacles: other marks to keep clear of.
        size: width and height of the picture.
        letter, height: width of a letter and height of a line.
    """
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    soft: list[Box] = [(x - 4, y - 4, x + 4, y + 4) for x, y in obstacles]
    placed: list[Point | None] = [None] * len(points)
    crowded = sorted(range(len(points)), key=lambda i: (-_neighbours(points, i), i))
    for i in crowded:
        x, y = points[i]
        half = max(len(texts[i]), 2) * letter / 2
        best, found = float("inf"), (x, y)
        for distance in _DISTANCES:
            for dx, dy in _DIRECTIONS:
                cx, cy = x + dx * (distance + half), y + dy * (distance + height / 4)
                box = (cx - half, cy - height / 2, cx + half, cy + height / 2)
                cost = 3 * sum(_overlap(box, other) for other in taken) + sum(_overlap(box, other) for other in soft)
                cost += 1e4 * _outside(box, size) + distance * 1.5 + (6 if dx < 0 else 0)
                if cost < best:
                    best, found = cost, (cx, cy)
        placed[i] = found
        taken.append((found[0] - half, found[1] - height / 2, found[0] + half, found[1] + height / 2))
    return [p for p in placed if p is not None]


def _neighbours(points: Sequence[Point], i: int) -> int:
    x, y = points[i]
    return sum(abs(x - a) < 60 and abs(y - b) < 30 for a, b in points)


def _overlap(a: Box, b: Box) -> float:
    return max(min(a[2], b[2]) - max(a[0], b[0]), 0) * max(min(a[3], b[3]) - max(a[1], b[1]), 0)


def _outside(box: Box, size: tuple[float, float]) -> float:
    return max(-box[0], 0) + max(-box[1], 0) + max(box[2] - size[0], 0) + max(box[3] - size[1], 0)
