"""What changed between two commits, by the repository if there is one that has both."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

MODEL = ("sim", "include", "scenarios")  #: what can change a result
PARAMETERS = "docs/reference/parameters.md"
KEY, DEFAULT = 0, 5  #: columns of the table of parameters
FRESH = "(new)"


@dataclass(frozen=True)
class History:
    commits: list[str]  #: `hash subject`, of those that changed the model, the newest first
    defaults: dict[str, tuple[str, str]]  #: parameters whose default differs: old and new, as the reference writes them


def history(root: Path, old: str, new: str) -> History | None:
    """None without a repository that has both commits."""
    old, new = _plain(old), _plain(new)
    log = _git(root, "log", "--no-merges", "--format=%h %s", f"{old}..{new}", "--", *MODEL)
    if log is None:
        return None
    pages = [_git(root, "show", f"{commit}:{PARAMETERS}") or "" for commit in (old, new)]
    return History(log.splitlines(), changed_defaults(*pages))


def changed_defaults(old: str, new: str) -> dict[str, tuple[str, str]]:
    """From two pages of parameters, with new parameters. A scenario that does not write such a key is run with another value."""
    before, after = defaults_of(old), defaults_of(new)
    if not before:
        return {}
    found = {key: (before.get(key, FRESH), value) for key, value in after.items() if before.get(key, FRESH) != value}
    fresh = {key for key, (was, _) in found.items() if was == FRESH}
    return {key: values for key, values in found.items() if key not in fresh or not _above(key) & fresh}


def _above(key: str) -> set[str]:
    """The keys above it: everything in a new table is new."""
    parts = key.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


def defaults_of(page: str) -> dict[str, str]:
    """Of a page of parameters, by key."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in page.splitlines() if line.startswith("| `")]
    return {row[KEY].strip().strip("`"): row[DEFAULT].strip().strip("`") for row in rows if len(row) > DEFAULT and row[DEFAULT].strip()}


def _plain(commit: str) -> str:
    return commit.removesuffix("-dirty")


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
