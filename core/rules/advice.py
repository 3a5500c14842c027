"""What naming more faces of a child would help, from a run's own evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.rules import metrics


@dataclass(frozen=True)
class Found:
    """How many of a child's named faces a run would have found by itself.

    Attributes:
        faces: Named ones that the run was judged by.
        found: Those that would have got the child's name.
    """

    faces: int
    found: int

    def is_worse(self, other: "Found") -> bool:
        """Whether it is sure enough that fewer of these are found: the interval's high end is below the other share."""
        if not self.faces or not other.faces:
            return False
        return metrics.interval(self.found, self.faces)[1] < other.found / other.faces


@dataclass(frozen=True)
class Advice:
    """What would make a child's folder surer.

    Attributes:
        more: Faces to name until it is sure that the folder is as right as was wished; 0 where it is.
        left: Faces of the child, as far as the run can tell, that nobody has named.
        masked: Found of those with a mask; None where the run does not say it.
        unmasked: Found of those without one.
    """

    more: int
    left: int
    masked: Found | None
    unmasked: Found | None

    @property
    def is_enough(self) -> bool:
        """Whether no more are needed."""
        return self.more == 0

    @property
    def can_be_reached(self) -> bool:
        """Whether there are as many faces as are needed."""
        return self.more <= self.left

    @property
    def kind(self) -> str:
        """Those of which fewer are found: masked, unmasked, or any where neither is surely so."""
        if self.masked is None or self.unmasked is None:
            return "any"
        if self.masked.is_worse(self.unmasked):
            return "masked"
        return "unmasked" if self.unmasked.is_worse(self.masked) else "any"


def of_person(figures: Mapping[str, Any], more: int, left: int) -> Advice:
    """Read the advice out of a run's figures of one person, as rules/figures writes them.

    Args:
        figures: The person's.
        more: As in Advice.
        left: Faces that nobody has named and that are to be expected to be the person's.
    """
    masked, unmasked = (
        Found(figures[state]["faces"], figures[state]["found"]) if state in figures else None
        for state in ("masked", "unmasked")
    )
    return Advice(more, left, masked, unmasked)
