"""`python -m paperreader` and the command `paperreader`."""

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    from paperreader.cli import run  # noqa: PLC0415 - `import paperreader.__main__` starts nothing

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
