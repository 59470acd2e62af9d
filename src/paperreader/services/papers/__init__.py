"""Listings and papers, from the archive or a source: shown, fetched, searched, ranked, counted."""
