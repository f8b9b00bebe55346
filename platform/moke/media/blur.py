"""Boxes over the picture in which nobody can be recognised, for a while."""

from dataclasses import dataclass

CELLS = 6
"""So many cells of one colour each are left of a box along its shorter side, or fewer."""
LEAST_CELL_PX = 8
AROUND_S = 0.05
"""A box covers a frame more at either end, whatever was rounded."""


@dataclass(frozen=True, order=True)
class Blur:
    """A box from `start_s` to `end_s` of the recording. Its sides are shares of the picture's."""

    start_s: float
    end_s: float
    left: float
    top: float
    width: float
    height: float

    def touches(self, start_s: float, end_s: float | None) -> bool:
        """Whether any of it is seen in that stretch; None stands for the recording's end."""
        begins = end_s is None or self.start_s - AROUND_S < end_s
        return begins and self.end_s + AROUND_S > start_s

    def in_pixels(self, width_px: int, height_px: int) -> tuple[int, int, int, int]:
        """Return left, top, width and height in a picture: even, never smaller than the box."""
        left, right = _even_span(self.left, self.width, width_px)
        top, bottom = _even_span(self.top, self.height, height_px)
        return left, top, right - left, bottom - top


def cells_of(width_px: int, height_px: int) -> tuple[int, int]:
    """Return into how many cells a box of that size is divided, even numbers of them."""
    cell_px = max(LEAST_CELL_PX, min(width_px, height_px) / CELLS)
    columns, rows = (max(2, round(side / cell_px / 2) * 2) for side in (width_px, height_px))
    return columns, rows


def _even_span(start: float, length: float, whole_px: int) -> tuple[int, int]:
    first = max(0, int(start * whole_px) // 2 * 2)
    last = min(whole_px, -(-int((start + length) * whole_px + 1) // 2) * 2)
    return min(first, whole_px - 2), max(last, min(first, whole_px - 2) + 2)
