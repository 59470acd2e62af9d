"""Finds what can be done by its name: the palette of commands, and the help with every key."""
