"""A query asked of the archive: its index, the conditions on it, the order of what is found."""
