"""Digests: papers on their way to their reader, with why each is there."""
