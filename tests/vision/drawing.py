"""Faces of nobody, drawn from ellipses well enough for a face detector."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from core.base.records import Box, UprightImage


def photo(width: int, height: int, *heads: Box) -> UprightImage:
    """A plain photo with a drawn face in each box."""
    paper = Image.new("RGB", (width, height), (150, 165, 170))
    for head in heads:
        size = (round(head.x2 - head.x1), round(head.y2 - head.y1))
        paper.paste(_head().resize(size, Image.Resampling.LANCZOS), (round(head.x1), round(head.y1)))
    pixels: NDArray[np.uint8] = np.array(paper)
    return UprightImage(pixels, width, height)


def _head() -> Image.Image:
    """A face that looks into the camera, 400 x 480."""
    paper = Image.new("RGB", (400, 480), (150, 165, 170))
    draw = ImageDraw.Draw(paper)
    draw.ellipse((40, 10, 360, 400), fill=(60, 40, 30))  # hair
    draw.ellipse((60, 60, 340, 460), fill=(228, 186, 160))  # skin
    draw.ellipse((105, 90, 295, 180), fill=(236, 197, 172))  # light on the forehead
    for x in (140, 260):
        draw.ellipse((x - 34, 205, x + 34, 245), fill=(246, 246, 244))
        draw.ellipse((x - 17, 206, x + 17, 244), fill=(50, 32, 24))
        draw.ellipse((x + 2, 212, x + 10, 220), fill=(255, 255, 255))
        draw.arc((x - 42, 168, x + 42, 235), 200, 340, fill=(70, 45, 35), width=10)
    draw.polygon([(200, 225), (172, 312), (228, 312)], fill=(214, 168, 142))
    for x in (186, 214):
        draw.ellipse((x - 7, 302, x + 7, 314), fill=(150, 95, 80))
    draw.ellipse((145, 350, 255, 392), fill=(190, 95, 95))
    draw.line((148, 370, 252, 370), fill=(120, 50, 55), width=5)
    return paper.filter(ImageFilter.GaussianBlur(3))
