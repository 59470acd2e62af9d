"""Inputs nobody would think of: one function for each way in, and what must hold whatever comes.

`make fuzz` has atheris look for inputs that break one (`__main__`, `campaign`); the tests here draw some themselves.
"""
