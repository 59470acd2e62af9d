"""The operating system around the reader: child processes, clipboard, browser, editor, environment, terminal."""
