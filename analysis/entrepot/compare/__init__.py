"""Comparisons of result files with a reference, replicate by replicate, as the program computes them.

Replicate k of two runs with the same seed uses the same random draws for every agent (common random numbers), so sampling
noise nearly cancels in the difference: intervals of paired differences are much narrower than those of the runs.
"""

from entrepot.compare.comparison import Comparison, Row, compare
from entrepot.compare.effects import Effect, paired_effect

__all__ = ["Comparison", "Effect", "Row", "compare", "paired_effect"]
