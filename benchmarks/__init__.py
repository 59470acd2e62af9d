"""Repeatable measurements, as ratios within one run."""
