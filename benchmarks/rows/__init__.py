"""The rows of the table, a group of those that are measured together in each module."""
