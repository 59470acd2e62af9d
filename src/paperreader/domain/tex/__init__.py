"""Converts TeX, and what the Hub leaves of it, to Unicode."""
