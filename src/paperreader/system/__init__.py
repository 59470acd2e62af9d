"""The machine around the reader: every child process, and every socket that is not the Hub's."""
