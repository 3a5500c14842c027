"""Spot checks: how many of a pile to look at, and what may then be said of the whole pile.

A pile is small enough for its own size to count: who has looked at all of it knows all of it. So bounds come from the
hypergeometric distribution; for an endless pile they are those of Clopper and Pearson (metrics.interval).
"""

import bisect
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from core.rules.metrics import SURE

MARGIN = 0.1  # how far a share that nobody has claimed anything about may lie from what was seen
ROUNDING = 1e-9  # 0.97 of 100 are 97, not 98


@dataclass(frozen=True)
class Found:
    """What a sample says of its pile: one is SURE that so many are right at least, and as sure that at most so many.

    Attributes:
        pile: How many there are.
        seen: How many of them were looked at.
        right: How many of these were right.
        low: Right ones in the pile, at least.
        high: Right ones in the pile, at most.
    """

    pile: int
    seen: int
    right: int
    low: int
    high: int


def found(pile: int, seen: int, right: int) -> Found:
    """Tell from a sample how many of a pile are right."""
    return Found(pile, seen, right, least(pile, seen, right), pile - least(pile, seen, seen - right))


def least(pile: int, seen: int, right: int) -> int:
    """The smallest number of right ones in a pile with which as many in a sample are no surprise.

    Args:
        pile: How many there are.
        seen: How many of them were drawn, each as likely as any other.
        right: How many of these were right.

    Source:
        J. Chung and D. DeLury, Confidence Limits for the Hypergeometric Distribution, University of Toronto Press,
        1950; the lower limit of one side, at SURE.
    """
    could_be = range(right, pile - (seen - right) + 1)
    chances = _Chances(pile, seen, right)
    return could_be[bisect.bisect_right(could_be, 1.0 - SURE, hi=len(could_be) - 1, key=chances.with_right)]


def sample_size(pile: int, needed: int, wrong: int = 0) -> int | None:
    """How many to look at, so that with at most so many wrong ones among them the pile holds enough right ones.

    Args:
        pile: How many there are.
        needed: How many must be right.
        wrong: How many of those looked at may be wrong.

    Returns:
        The size; None where even a look at all of them could not show it.
    """
    if needed <= 0:
        return 0
    if pile - wrong < needed:
        return None
    sizes = range(wrong, pile + 1)
    return sizes[bisect.bisect_left(sizes, needed, key=lambda size: least(pile, size, size - wrong))]


def still_needed(known: int, pile: int, share: float) -> int:
    """How many of a pile must be right, so that with those known to be right the share of both together is reached.

    Args:
        known: Right for sure, beside the pile.
        pile: How many more there are.
        share: Of all, in (0, 1).
    """
    return max(0, math.ceil(share * (known + pile) - ROUNDING) - known)


def percent(found: Found, known: int) -> tuple[float, float]:
    """How many of a hundred are right, of a pile and what is known to be right beside it: at least, and at most.

    Args:
        found: What a sample says of the pile.
        known: Right for sure, beside the pile.

    Returns:
        Both in [0, 100], to a tenth, the one rounded down and the other up: never told surer than it is.
    """
    total = known + found.pile
    return 1000 * (known + found.low) // total / 10, -(-1000 * (known + found.high) // total) / 10


def size_for_share(pile: int) -> int:
    """How many to look at, so that the share of right ones is known to within MARGIN whatever is seen."""
    sizes = range(1, pile + 1)
    widest = 2.0 * MARGIN * pile
    narrow = bisect.bisect_left(sizes, x=True, key=lambda size: _width(pile, size) <= widest)
    return sizes[narrow] if narrow < len(sizes) else pile


def draw(rows: NDArray[np.intp], size: int, chance: np.random.Generator) -> NDArray[np.intp]:
    """Draw some of a pile, each as likely as any other, in the order of the drawing; all where there are no more."""
    return chance.permutation(rows)[:size]


@dataclass(frozen=True)
class _Chances:
    """How likely a sample holds so many right ones or more."""

    pile: int
    seen: int
    right: int

    def with_right(self, there: int) -> float:
        """The chance, where so many in the pile are right, in [0, 1]."""
        return float(stats.hypergeom.sf(self.right - 1, self.pile, there, self.seen))


def _width(pile: int, size: int) -> int:
    """Between the ends where half of the sample is right, which is where they are farthest apart."""
    half = found(pile, size, size // 2)
    return half.high - half.low
