"""The main screen: the list, the detail, the bookmarks, and which papers they show."""
