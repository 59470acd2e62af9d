"""What can be done with a paper, and the bases of the screens that do it."""
