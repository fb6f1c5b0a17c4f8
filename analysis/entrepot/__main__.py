"""`python -m entrepot` is not a command: the commands are those of the program `entrepot`."""

from __future__ import annotations

import sys

#: What commands of earlier versions are called now.
RENAMED = {"answer": "show", "answers": "headlines", "calibration": "show", "displaced": "displacement", "moved": "diff"}


def main() -> int:
    """Print the command of the program to use instead."""
    word = next((word for word in sys.argv[1:] if not word.startswith("-")), "--help")
    print(f"entrepot: error: 'python -m entrepot' is not a command; use 'entrepot {RENAMED.get(word, word)}'", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
