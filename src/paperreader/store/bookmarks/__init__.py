"""The bookmarks file (TinyDB), which must never be lost: its documents, undo log, backups, and what is done when it is damaged."""
