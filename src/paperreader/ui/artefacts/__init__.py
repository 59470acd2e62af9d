"""The models, datasets, Spaces and code of a paper, on a screen of their own."""
