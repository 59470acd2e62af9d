"""Digests: made of any feed and filter."""
