"""Comparing result files with a baseline, replicate by replicate.

Replicate k of two runs with the same seed draws the same chance for every agent (common random numbers), so the
difference of the two is nearly free of it: intervals of paired differences are much narrower than those of the runs.
"""

from entrepot.compare.comparison import Comparison, Row, compare
from entrepot.compare.displacement import displacement
from entrepot.compare.effects import Effect, paired_effect, unpaired_effect
from entrepot.compare.pairing import CannotCompare, Pairing, pair

__all__ = [
    "CannotCompare", "Comparison", "Effect", "Pairing", "Row", "compare", "displacement", "pair", "paired_effect",
    "unpaired_effect",
]  # fmt: skip
