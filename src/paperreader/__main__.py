"""`python -m paperreader` and the command `paperreader`."""

import gc
import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    # What is imported and built first stays to the end: to look through it for garbage takes a fifth of a start. Whoever
    # goes on, a command or the reader once it is shown, has Python look again.
    gc.disable()
    try:
        from paperreader.cli import run  # noqa: PLC0415 - `import paperreader.__main__` starts nothing

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        # While all that is needed was imported; after that it is `run` that knows what to do.
        code = 130
    # Everything is closed by now; looking through all objects once more would take the interpreter 0.2 seconds.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
