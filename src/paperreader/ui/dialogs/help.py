"""What a section of the help is."""

from collections.abc import Sequence

Section = tuple[str, Sequence[type]]
"""A heading, and the classes whose bindings stand below it."""
