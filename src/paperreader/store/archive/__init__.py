"""The archive of everything fetched (SQLite): papers, votes, marks, full texts."""
