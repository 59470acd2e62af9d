"""The document model: blocks of runs, the one reader of Markdown that makes them, their layout as lines, and their speech."""
