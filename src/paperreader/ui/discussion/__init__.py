"""The comments on a paper, on a screen of their own."""
