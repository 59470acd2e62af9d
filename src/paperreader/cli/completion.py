"""How a shell asks what a command line can go on with."""

VARIABLE = "_PAPERREADER_COMPLETE"
"""Holds the question, and asks for the script that puts it."""
