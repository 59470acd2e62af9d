"""The gallery: every screen and state of the reader, drawn from a fixed listing at a fixed time."""
