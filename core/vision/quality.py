"""How well a face can be seen."""

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base.records import Detection, Quality


def measure(crop: NDArray[np.uint8], detection: Detection) -> Quality:
    """Measure size, sharpness and turn of a face.

    Args:
        crop: The aligned face, RGB, shape (112, 112, 3).
        detection: The same face in the photo.
    """
    x1, y1, x2, y2 = detection.box
    return Quality(side=max(x2 - x1, y2 - y1), sharpness=sharpness(crop), yaw=yaw(detection.landmarks))


def sharpness(crop: NDArray[np.uint8]) -> float:
    """Measure how much fine detail a face shows.

    Args:
        crop: The aligned face, RGB, shape (112, 112, 3).

    Returns:
        Variance of the Laplacian of the grey crop, 0 and more. Of 1,003 faces on composed albums nine in ten lay
        between 45 and 530; blurred by 1 px of the crop the same lay between 15 and 65, by 2 px between 6 and 15. Masks
        raise it: their edges and folds count as detail.
    """
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def yaw(landmarks: NDArray[np.float32]) -> float:
    """Tell from where the nose lies between the eyes how far a head is turned.

    Args:
        landmarks: Right eye, left eye, nose tip and mouth corners, shape (5, 2).

    Returns:
        In [-1, 1]: 0 looks into the camera; 1, towards the child's own left, and -1 are profiles, in which the nose
        lies beyond an eye.
    """
    right, left, nose = landmarks[:3].astype(np.float64)
    across = left - right
    length = float(across @ across)
    return float(np.clip(2 * ((nose - right) @ across) / length - 1, -1, 1)) if length > 0 else 1.0
