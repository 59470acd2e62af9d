"""Papers that are here: the built-in sample, a saved results page; and the Hub where nobody may be asked."""
