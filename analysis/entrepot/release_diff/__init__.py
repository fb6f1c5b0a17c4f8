"""From one release to the next: which headline results changed, and the possible reasons. The program computes the differences."""

from entrepot.release_diff.diff import Change, Diff, Headlines, State, diff_of

__all__ = ["Change", "Diff", "Headlines", "State", "diff_of"]
