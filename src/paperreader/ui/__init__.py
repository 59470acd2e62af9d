"""Everything Textual: screens, widgets, keys and styles."""
