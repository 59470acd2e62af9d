"""The bookmarks file (TinyDB): its documents, undo log, backups, and its recovery from damage."""
