"""The query language: parser, syntax tree, matching, relaxation, and the results of a search."""
