"""The frame of a PDF page: from the file's own coordinates to the page as it is displayed."""

from __future__ import annotations

from dataclasses import dataclass

# a, b, c, d, e, f of the PDF reference: x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does `first` and then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    # The product of the two, their third row (0, 0, 1) left out.
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page (CropBox within MediaBox) in the file's points, and its
    /Rotate.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @property
    def width(self) -> float:
        """Width as displayed, points."""
        # Turned by 90 or 270 degrees, a page is as wide as the file has it high.
        if self.rotation in (0, 180):
            return self.right - self.left
        return self.top - self.bottom

    @property
    def height(self) -> float:
        """Height as displayed, points."""
        if self.rotation in (0, 180):
            return self.top - self.bottom
        return self.right - self.left

    @property
    def matrix(self) -> Matrix:
        """From the file's points (y upward) to points from the top left of the displayed page (y
        downward).
        """
        if self.rotation == 90:
            return (0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left)
        if self.rotation == 180:
            return (-1.0, 0.0, 0.0, 1.0, self.right, -self.bottom)
        if self.rotation == 270:
            return (0.0, -1.0, -1.0, 0.0, self.top, self.right)
        return (1.0, 0.0, 0.0, -1.0, -self.left, self.top)
