"""TeX, and what the Hub leaves of it, as the characters it means."""
