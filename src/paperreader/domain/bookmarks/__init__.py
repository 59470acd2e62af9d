"""What the reader keeps: bookmarks, how two versions of them are merged, how a change is taken back."""
