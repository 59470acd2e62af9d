"""What is to be read: one model of it, one reader of Markdown, and what becomes of it on the screen and in speech."""
