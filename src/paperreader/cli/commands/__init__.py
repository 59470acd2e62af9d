"""One command a file: what it takes, what it prints, how it ends."""
