"""What all screens share: words, keys, requests, bars, lists and their rules."""
