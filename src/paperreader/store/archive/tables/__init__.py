"""The archive's file, its tables and columns, and how they came to be what they are."""
