"""Searches the archive: its full-text index, queries translated to SQL, ranking."""
