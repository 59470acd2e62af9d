"""What a terminal sends, as keys and texts in their order, and what it can't show."""
