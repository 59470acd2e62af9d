"""Where papers come from: the Hub, a saved results page, the built-in sample."""
