"""Files worth keeping: bookmarks (TinyDB) and the archive of everything fetched (SQLite)."""
