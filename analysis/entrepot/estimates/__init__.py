"""Published estimates as checks of results: a file of estimates, what a result says of each, and how the two lie to each other."""

from entrepot.estimates.checks import Check, Verdict, check_all
from entrepot.estimates.reading import Estimate, Suite, read_suite

__all__ = ["Check", "Estimate", "Suite", "Verdict", "check_all", "read_suite"]
