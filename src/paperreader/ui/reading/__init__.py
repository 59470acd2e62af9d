"""A full text on the screen: its blocks as pages, its outline, its links, what is looked for in it."""
