"""Keeping papers: what is written, what waits to be written, and taking a change back."""
