"""Papers as text."""
