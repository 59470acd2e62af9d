"""The palette and the help."""
