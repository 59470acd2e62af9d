"""Which papers come first: similarity, the inbox, trends."""
