"""Papers that are here: the built-in sample, a saved results page, and what stands for the Hub when nobody is asked."""
