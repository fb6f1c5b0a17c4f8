"""Published estimates as checks of results. The program reads the estimates and measures the results; here they become tables and figures."""

from entrepot.estimates.checks import Check, Estimate, Suite, Verdict, counts, suite_of

__all__ = ["Check", "Estimate", "Suite", "Verdict", "counts", "suite_of"]
