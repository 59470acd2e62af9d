"""The archive of everything fetched (SQLite): listings, papers, votes, marks, full texts."""
