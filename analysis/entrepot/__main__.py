import logging
import sys


def main() -> int:
    """The command line. What matplotlib says while it is imported is for developers."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from entrepot.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
