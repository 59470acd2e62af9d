"""What the command line prints for people: a paper, its comments and artefacts, tables and plots."""
