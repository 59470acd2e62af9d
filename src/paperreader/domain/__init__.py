"""What a paper, a feed, a listing, a query and a bookmark are; values only, no input or output."""
