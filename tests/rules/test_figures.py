import numpy as np

from core.rules import decide, figures
from core.rules.calibrate import Calibration, Evidence, PersonThreshold

LOW, HIGH = 0.1, 0.9  # raw scores that are read as about 0.02 and 0.98
ANNA, BORA = 0, 1
CALIBRATION = Calibration(10.0, -5.0, 0.25, np.ones(2), np.array([0.9]))
SOLVED = [PersonThreshold(0.5, 0.97, 0.9, 0, 0, 0.0, 1.0, 59)] * 2


def test_by_mask() -> None:
    told = [  # who it is, who it was taken for, how surely, with a mask
        (ANNA, ANNA, HIGH, 1.0),
        (ANNA, BORA, HIGH, 0.9),  # taken for somebody else
        (ANNA, ANNA, LOW, 0.5),  # not sure enough
        (ANNA, ANNA, HIGH, 0.1),
        (ANNA, ANNA, HIGH, np.nan),  # counts for neither
        (BORA, BORA, HIGH, 0.0),
        (decide.STRANGER, ANNA, HIGH, 1.0),
    ]
    person, named, score, masked = (np.array(column) for column in zip(*told, strict=True))
    judged = np.ones(len(told), np.bool_)
    evidence = Evidence(person.astype(np.intp), named.astype(np.intp), score, named, score, judged)
    assert figures.by_mask(evidence, CALIBRATION, SOLVED, masked) == [
        {"masked": {"faces": 3, "found": 1}, "unmasked": {"faces": 1, "found": 1}},
        {"masked": {"faces": 0, "found": 0}, "unmasked": {"faces": 1, "found": 1}},
    ]
