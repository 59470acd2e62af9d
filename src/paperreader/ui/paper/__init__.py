"""What every screen with a paper in front of its reader can do with it."""
